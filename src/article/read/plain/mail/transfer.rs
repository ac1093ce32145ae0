//! Transfer encodings of MIME (RFC 2045): quoted-printable and Base64.

/// Returns the bytes of a quoted-printable text. Invalid escapes are kept unchanged.
pub(super) fn decode_quoted_printable(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('=');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        if let Some(rest) = part
            .strip_prefix("\r\n")
            .or_else(|| part.strip_prefix('\n'))
        {
            bytes.extend(rest.bytes());
            continue;
        }
        let byte = part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(byte) = byte {
            bytes.push(byte);
            bytes.extend(part.bytes().skip(2));
        } else {
            bytes.push(b'=');
            bytes.extend(part.bytes());
        }
    }
    bytes
}

/// Returns the bytes of a Base64 text. Characters outside its alphabet are skipped.
pub(super) fn decode_base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0_u32, 0_u32);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.extend(u8::try_from(bits >> n_bits & 0xff));
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_are_read() {
        assert_eq!(decode_base64("VHJh\nbXM="), b"Trams");
        assert_eq!(decode_base64("****"), b"");
        assert_eq!(
            decode_quoted_printable("a=20b=\r\nc=\n=3D=zz="),
            b"a bc==zz="
        );
    }
}
