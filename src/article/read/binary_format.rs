//! Recognizes files that are not text by their content, and names a program that can convert them to text.

/// A format that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BinaryFormat {
    /// The format with an indefinite article: "a PDF document".
    pub name: &'static str,
    /// A sentence that names a way to convert the file to text.
    pub advice: &'static str,
}

/// The number of bytes at each end of a file that are searched for the names of its parts. Archives have the names of
/// their files at both ends, and office documents have few files.
const MAX_SEARCHED_BYTES: usize = 64 * 1024;

/// The number of bytes before the signature of a PDF that readers skip; ISO 32000, annex H.
const MAX_PDF_OFFSET_BYTES: usize = 1024;

const DOCUMENT: &str = "Convert it with `pandoc FILE -t plain -o text.txt` and open the text.";
const OFFICE: &str =
    "Convert it with `libreoffice --headless --convert-to txt:Text FILE` and open the text.";
const SHEET: &str =
    "Convert it with `libreoffice --headless --convert-to csv FILE` and open the text.";
const SLIDES: &str = "Convert it with `libreoffice --headless --convert-to pdf FILE`, then that with `pdftotext FILE.pdf -`.";
const PICTURE: &str = "Text in a picture can be read with `tesseract FILE -`.";
const SOUND: &str = "Open a transcript of it instead.";
const NO_TEXT: &str = "Open a text, Markdown or HTML file.";

const PDF: BinaryFormat = BinaryFormat {
    name: "a PDF document",
    advice: "Convert it with `pdftotext FILE -` and open the text.",
};

/// The format of data that has no known signature.
pub(super) const UNKNOWN: BinaryFormat = BinaryFormat {
    name: "binary data",
    advice: "Save or convert it as text, Markdown or HTML first.",
};

/// Signatures at the start of files, with the name and advice for messages.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (
        b"{\\rtf",
        "an RTF document",
        "Convert it with `pandoc -f rtf FILE -t plain` and open the text.",
    ),
    (
        b"%!PS",
        "a PostScript document",
        "Convert it with `ps2ascii FILE` and open the text.",
    ),
    (
        b"AT&TFORM",
        "a DjVu document",
        "Convert it with `djvutxt FILE` and open the text.",
    ),
    (b"\xffWPC", "a WordPerfect document", OFFICE),
    (
        b"ITSF",
        "a help file (CHM)",
        "Unpack it with `7z x FILE` and open its pages.",
    ),
    (
        b"bplist00",
        "a property list or web archive",
        "Save the page as HTML.",
    ),
    (b"\x89PNG", "a picture (PNG)", PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
    (b"GIF8", "a picture (GIF)", PICTURE),
    (b"II*\0", "a picture (TIFF)", PICTURE),
    (b"MM\0*", "a picture (TIFF)", PICTURE),
    (b"8BPS", "a picture (Photoshop)", PICTURE),
    (b"wOF", "a font", NO_TEXT),
    (b"OTTO", "a font", NO_TEXT),
    (b"\0\x01\0\0\0", "a font", NO_TEXT),
    (
        b"\x1f\x8b",
        "compressed data (gzip)",
        "Unpack it with `gunzip FILE` first.",
    ),
    (
        b"BZh",
        "compressed data (bzip2)",
        "Unpack it with `bunzip2 FILE` first.",
    ),
    (
        b"\xfd7zXZ\0",
        "compressed data (xz)",
        "Unpack it with `unxz FILE` first.",
    ),
    (
        b"\x28\xb5\x2f\xfd",
        "compressed data (zstd)",
        "Unpack it with `unzstd FILE` first.",
    ),
    (
        b"7z\xbc\xaf",
        "a 7-Zip archive",
        "Unpack it with `7z x FILE` first.",
    ),
    (
        b"Rar!",
        "a RAR archive",
        "Unpack it with `unrar x FILE` first.",
    ),
    (b"\x7fELF", "a program", NO_TEXT),
    (b"\xcf\xfa\xed\xfe", "a program", NO_TEXT),
    (b"\xca\xfe\xba\xbe", "a program", NO_TEXT),
    (b"MZ\x90", "a program", NO_TEXT),
    (b"\0asm", "a program (WebAssembly)", NO_TEXT),
    (b"SQLite format 3\0", "a database (SQLite)", NO_TEXT),
    (b"ID3", "a sound file", SOUND),
    (b"OggS", "a sound or video file", SOUND),
    (b"fLaC", "a sound file", SOUND),
    (b"\x1a\x45\xdf\xa3", "a video file", SOUND),
];

/// File names inside a ZIP archive that identify the kind of archive, the most specific first.
const ZIP_CONTENTS: &[(&[u8], &str, &str)] = &[
    (b"application/epub+zip", "an EPUB book", DOCUMENT),
    (
        b"application/vnd.oasis.opendocument.spreadsheet",
        "an OpenDocument spreadsheet",
        SHEET,
    ),
    (
        b"application/vnd.oasis.opendocument.presentation",
        "an OpenDocument presentation",
        SLIDES,
    ),
    (
        b"application/vnd.oasis.opendocument",
        "an OpenDocument text",
        DOCUMENT,
    ),
    (b"word/document", "a Word document", DOCUMENT),
    (b"xl/workbook", "an Excel workbook", SHEET),
    (b"ppt/presentation", "a PowerPoint presentation", SLIDES),
    (
        b"Index/Document.iwa",
        "an Apple Pages, Numbers or Keynote document",
        "Export it as text from Pages, Numbers or Keynote.",
    ),
    (b"word/", "a Word document", DOCUMENT),
    (b"META-INF/MANIFEST.MF", "a Java archive", NO_TEXT),
];

/// Names of streams in an old Microsoft Office document. The document stores them in UTF-16.
const OLE_STREAMS: &[(&str, &str, &str)] = &[
    (
        "WordDocument",
        "an old Microsoft Office document (Word)",
        OFFICE,
    ),
    (
        "Workbook",
        "an old Microsoft Office document (Excel)",
        SHEET,
    ),
    (
        "PowerPoint Document",
        "an old Microsoft Office document (PowerPoint)",
        SLIDES,
    ),
    (
        "__substg1.0",
        "a mail from Microsoft Outlook",
        "Save it as .eml or text first, for example with `msgconvert FILE`.",
    ),
];

/// Returns the format of a file that is not text; `None` for text.
pub fn detect_binary(bytes: &[u8]) -> Option<BinaryFormat> {
    // White space and a byte order mark before a signature come from copying.
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    let format =
        |(_, name, advice): &(&[u8], &'static str, &'static str)| BinaryFormat { name, advice };
    if is_pdf(bytes, start) {
        return Some(PDF);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip_format(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some(ole_format(bytes));
    }
    container_format(bytes).or_else(|| {
        let mut known = SIGNATURES.iter();
        let found = known.find(|(signature, ..)| {
            bytes.starts_with(signature)
                || signature.is_ascii()
                    && is_text_signature(signature)
                    && start.starts_with(signature)
        });
        found.map(format)
    })
}

/// Returns whether a signature belongs to a text-based format, which may have white space before it.
fn is_text_signature(signature: &[u8]) -> bool {
    signature.starts_with(b"{\\rtf") || signature.starts_with(b"%!PS")
}

/// Returns whether a file is a PDF: the signature is at the start, or after other bytes in a file that contains PDF
/// objects.
fn is_pdf(bytes: &[u8], start: &[u8]) -> bool {
    let head = bytes.get(..MAX_PDF_OFFSET_BYTES.min(bytes.len()));
    start.starts_with(b"%PDF-")
        || head.is_some_and(|head| contains(head, b"%PDF-"))
            && ends_contain(bytes, b"%%EOF")
            && ends_contain(bytes, b" obj")
}

/// Returns the format of a file whose signature is not at its start.
fn container_format(bytes: &[u8]) -> Option<BinaryFormat> {
    let found = |name, advice| Some(BinaryFormat { name, advice });
    if bytes.get(4..8) == Some(b"ftyp") {
        return found("a video file or a picture", SOUND);
    }
    if bytes.starts_with(b"RIFF") {
        return match bytes.get(8..12)? {
            b"WEBP" => found("a picture (WebP)", PICTURE),
            _ => found("a sound or video file", SOUND),
        };
    }
    if bytes.get(60..68) == Some(b"BOOKMOBI") || bytes.get(60..68) == Some(b"TEXtREAd") {
        let advice = "Convert it with `ebook-convert FILE book.txt` and open the text.";
        return found("a Kindle or Palm book", advice);
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return found("a tar archive", "Unpack it with `tar xf FILE` first.");
    }
    None
}

fn zip_format(bytes: &[u8]) -> BinaryFormat {
    let known = ZIP_CONTENTS.iter();
    let found = known.clone().find(|(name, ..)| ends_contain(bytes, name));
    match found {
        Some((_, name, advice)) => BinaryFormat { name, advice },
        None => BinaryFormat {
            name: "a ZIP archive",
            advice: "Unpack it with `unzip FILE` and open the text in it.",
        },
    }
}

fn ole_format(bytes: &[u8]) -> BinaryFormat {
    let found = OLE_STREAMS.iter().find(|(name, ..)| {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        ends_contain(bytes, &units)
    });
    match found {
        Some((_, name, advice)) => BinaryFormat { name, advice },
        None => BinaryFormat {
            name: "an old Microsoft Office document",
            advice: OFFICE,
        },
    }
}

/// Returns whether the start or the end of a file contains `part`.
fn ends_contain(bytes: &[u8], part: &[u8]) -> bool {
    let n_searched = MAX_SEARCHED_BYTES.min(bytes.len());
    let head = bytes.get(..n_searched).unwrap_or(bytes);
    let tail = bytes.get(bytes.len() - n_searched..).unwrap_or(bytes);
    contains(head, part) || contains(tail, part)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_format(bytes: &[u8], expected: &str) {
        assert_eq!(
            detect_binary(bytes).map_or("text", |format| format.name),
            expected
        );
    }

    #[test]
    fn binary_formats_are_named() {
        check_format(b"%PDF-1.7 x", "a PDF document");
        check_format(b"\n\n %PDF-1.7 x", "a PDF document");
        check_format(b"junk\n%PDF-1.4\n1 0 obj\n%%EOF", "a PDF document");
        check_format(b"A PDF begins with %PDF-1.7.", "text");
        check_format(b"RIFF\0\0\0\0WEBPVP8 ", "a picture (WebP)");
        check_format(b"Plain words", "text");
        check_format(b"{\\rtf1 Words}", "an RTF document");
        check_format(b"PK\x03\x04....a.txt", "a ZIP archive");
        check_format(b"PK\x03\x04....word/document.xml", "a Word document");
        check_format(
            b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "an OpenDocument spreadsheet",
        );
        check_format(b"\xd0\xcf\x11\xe0", "an old Microsoft Office document");
        check_format(
            b"\xd0\xcf\x11\xe0W\0o\0r\0k\0b\0o\0o\0k\0",
            "an old Microsoft Office document (Excel)",
        );
    }

    #[test]
    fn every_advice_is_a_sentence() {
        let all = SIGNATURES.iter().chain(ZIP_CONTENTS).map(|known| known.2);
        let all = all.chain(OLE_STREAMS.iter().map(|known| known.2));
        for advice in all {
            assert!(advice.ends_with('.'), "{advice}");
        }
    }
}
