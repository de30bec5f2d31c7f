//! Bytes to text. What is not plainly text of the declared encoding is refused, never replaced.

use serde::{Deserialize, Serialize};

use crate::findings::Code;

/// The encoding of CSV files without a byte order mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252, as older Windows programs write it.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// Text and what is remarkable about its bytes.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) remark: Option<Code>,
}

/// Why bytes are no text: the code and a message that holds no content.
pub(super) type Refusal = (Code, String);

/// Decodes a file.
pub(super) fn decode(bytes: Vec<u8>, declared: Encoding) -> Result<Decoded, Refusal> {
    match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, rest @ ..] => from_utf8(rest.to_vec(), 3),
        [0xff, 0xfe, rest @ ..] => from_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => from_utf16(rest, u16::from_be_bytes),
        _ if declared == Encoding::Windows1252 => from_windows_1252(&bytes),
        _ if looks_like_utf16(&bytes) => Err((
            Code::BrokenUtf16,
            "every other byte is 0, as in UTF-16 without a byte order mark".to_owned(),
        )),
        _ => from_utf8(bytes, 0),
    }
}

fn from_utf8(bytes: Vec<u8>, skipped: usize) -> Result<Decoded, Refusal> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..offset).unwrap_or_default();
        let line = before.split(|&byte| byte == b'\n').count();
        (Code::NotUtf8, format!("byte {} (line {line}) is not UTF-8", offset + skipped))
    })?;
    Ok(Decoded { text, remark: None })
}

fn looks_like_utf16(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    (sample.split(|&byte| byte == 0).count() - 1) * 3 > sample.len()
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, Refusal> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|&pair| unit(pair))).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(Decoded { text, remark: Some(Code::Utf16) }),
        _ => Err((Code::BrokenUtf16, "the file is broken UTF-16".to_owned())),
    }
}

/// The characters of the bytes 0x80 to 0x9f; 0 where Windows-1252 has none.
const HIGH: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
    0x0153, 0, 0x017e, 0x0178,
];

fn from_windows_1252(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let character = |(offset, &byte): (usize, &u8)| {
        let mapped = match byte {
            0x80..=0x9f => u32::from(HIGH[usize::from(byte - 0x80)]),
            _ => u32::from(byte),
        };
        let known = (mapped != 0 || byte == 0).then_some(mapped).and_then(char::from_u32);
        known.ok_or_else(|| (Code::NotUtf8, format!("byte {offset} is not Windows-1252")))
    };
    let text: Result<String, Refusal> = bytes.iter().enumerate().map(character).collect();
    Ok(Decoded { text: text?, remark: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], declared: Encoding, expected: Result<&str, Code>) {
        let decoded = decode(bytes.to_vec(), declared).map(|decoded| decoded.text).map_err(|(code, _)| code);
        assert_eq!(decoded, expected.map(str::to_owned));
    }

    #[test]
    fn text_is_decoded_or_refused_and_never_replaced() {
        check(b"a,\xc3\xa9", Encoding::Utf8, Ok("a,é"));
        check(b"\xef\xbb\xbfa", Encoding::Utf8, Ok("a"));
        check(b"\xff\xfea\0\xe9\0", Encoding::Utf8, Ok("aé"));
        check(b"\xfe\xff\0a\0\xe9", Encoding::Utf8, Ok("aé"));
        check(b"caf\xe9", Encoding::Utf8, Err(Code::NotUtf8));
        check(b"caf\xe9 \x93x\x94", Encoding::Windows1252, Ok("café “x”"));
        check(b"caf\x81", Encoding::Windows1252, Err(Code::NotUtf8));
        check(b"a\0b\0c\0", Encoding::Utf8, Err(Code::BrokenUtf16));
        check(b"\xff\xfea\0\xe9", Encoding::Utf8, Err(Code::BrokenUtf16));
    }

    #[test]
    fn a_refusal_names_the_byte() {
        let refused = decode(b"a\nb\xe9".to_vec(), Encoding::Utf8).err();
        assert_eq!(refused, Some((Code::NotUtf8, "byte 3 (line 2) is not UTF-8".to_owned())));
    }
}
