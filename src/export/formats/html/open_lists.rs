//! The list elements that are open while the blocks of an article are written.

use std::io;
use std::io::Write;

use crate::article::BlockKind;

/// The names of the open list elements, outermost first.
#[derive(Default)]
pub(super) struct OpenLists {
    open: Vec<&'static str>,
}

impl OpenLists {
    /// Opens and closes lists and items so that a block of this kind can be written next.
    pub(super) fn step(&mut self, kind: BlockKind, out: &mut dyn Write) -> io::Result<()> {
        let BlockKind::Item { depth, ordinal } = kind else {
            return self.finish(out);
        };
        let wanted = usize::from(depth) + 1;
        while self.open.len() > wanted {
            self.close(out)?;
        }
        if self.open.len() == wanted {
            out.write_all("</li>\n".as_bytes())?;
        }
        while self.open.len() < wanted {
            let is_ordered = ordinal.is_some() && self.open.len() + 1 == wanted;
            let name = if is_ordered { "ol" } else { "ul" };
            out.write_all(if name == "ol" { b"<ol>\n" } else { b"<ul>\n" })?;
            if self.open.len() + 1 < wanted {
                out.write_all("<li>".as_bytes())?;
            }
            self.open.push(name);
        }
        match ordinal {
            Some(n) => write!(out, "<li value=\"{n}\">"),
            None => out.write_all(b"<li>"),
        }
    }

    /// Closes all lists.
    pub(super) fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        while !self.open.is_empty() {
            self.close(out)?;
        }
        Ok(())
    }

    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(name) = self.open.pop() {
            writeln!(out, "</li>\n</{name}>")?;
        }
        Ok(())
    }
}
