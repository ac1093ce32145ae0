//! Single lines of CSV, for tables that commands write row by row.

use std::io::{self, Write};

use crate::text::clean_text;

/// Characters at the start of a field that spreadsheets read as a formula.
const FORMULA_STARTS: [char; 4] = ['=', '+', '-', '@'];

/// Writes fields as one line of CSV. Fields that a spreadsheet would run get an apostrophe in front, and characters that
/// are invisible are dropped.
///
/// # Errors
///
/// Fails if writing to `out` fails.
pub fn write_csv_line(fields: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let mut line = csv::Writer::from_writer(Vec::new());
    let safe = fields.iter().map(|field| {
        let field = clean_text(field);
        if field.starts_with(FORMULA_STARTS) {
            format!("'{field}")
        } else {
            field.into_owned()
        }
    });
    line.write_record(safe).map_err(io::Error::other)?;
    let bytes = line
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))?;
    out.write_all(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_run_nothing() {
        let mut out = Vec::new();
        write_csv_line(&["a,b", "=1+1", "say \"so\"", "7"], &mut out).expect("memory");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "\"a,b\",'=1+1,\"say \"\"so\"\"\",7\n"
        );
    }
}
