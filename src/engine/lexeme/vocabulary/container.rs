//! The format of a data file inside the binary: a readable head with sources and licences, then sections of bytes.

use crate::invariant::ExpectOr;

/// The first bytes of every file. The length of the head in bytes follows, as eight digits.
const MAGIC: &[u8] = b"pullquote data 1, head ";
const DIGITS: usize = 8;

/// Sections begin at a multiple of this number of bytes, so that tables in them are aligned to the processor's cache
/// lines.
const LINE: usize = 64;

/// Returns a file with a head of text and these sections.
pub fn seal_sections(head: &str, sections: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let len = MAGIC.len() + DIGITS + 1 + head.len() + 1;
    let gap = (len + 1 + sections.len() * 4).wrapping_neg() % LINE;
    let (len, gap) = (len + gap, " ".repeat(gap));
    bytes.extend_from_slice(format!("{len:08}\n{head}{gap}\n").as_bytes());
    bytes.push(u8::try_from(sections.len()).expect_or(u8::MAX, "a model has few sections"));
    for section in sections {
        let len =
            u32::try_from(section.len()).expect_or(u32::MAX, "a section is smaller than 4 GiB");
        bytes.extend_from_slice(&len.to_le_bytes());
    }
    for section in sections {
        bytes.extend_from_slice(section);
    }
    bytes
}

/// Returns the head and the `N` sections of a file; `None` if the bytes are no such file, too short or too long.
pub fn unseal_sections<const N: usize>(bytes: &[u8]) -> Option<(&str, [&[u8]; N])> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let digits = std::str::from_utf8(rest.get(..DIGITS)?).ok()?;
    let (front, body) = bytes.split_at_checked(digits.parse().ok()?)?;
    let head = std::str::from_utf8(front.get(MAGIC.len() + DIGITS + 1..)?).ok()?;
    let (&n, body) = body.split_first()?;
    if usize::from(n) != N {
        return None;
    }
    let (lengths, mut body) = body.split_at_checked(N * 4)?;
    let mut sections = [&[][..]; N];
    for (section, len) in sections.iter_mut().zip(lengths.chunks_exact(4)) {
        let len = usize::try_from(u32::from_le_bytes(len.try_into().ok()?)).ok()?;
        (*section, body) = body.split_at_checked(len)?;
    }
    body.is_empty().then_some((head.trim_end(), sections))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_is_opened() {
        let file = seal_sections(
            "Source: ours.\nLicence: MIT.",
            &[vec![1, 2], vec![], vec![3]],
        );
        let (head, sections) = unseal_sections::<3>(&file).expect("a file");
        assert_eq!(head, "Source: ours.\nLicence: MIT.");
        assert_eq!(sections, [&[1, 2][..], &[], &[3]]);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let file = seal_sections("head", &[vec![1, 2, 3]]);
        for end in 0..file.len() {
            assert!(unseal_sections::<1>(&file[..end]).is_none(), "cut at {end}");
        }
        assert!(
            unseal_sections::<2>(&file).is_none(),
            "another number of sections"
        );
        let longer = [&file[..], b"x"].concat();
        assert!(unseal_sections::<1>(&longer).is_none());
        let other = file.iter().map(|byte| byte ^ 1).collect::<Vec<_>>();
        assert!(unseal_sections::<1>(&other).is_none());
    }
}
