//! Encodings: what the bytes of a file are written in, and natively the way to UTF-8.

/// Encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// GB 18030, and GBK and GB 2312 within it.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Big5, which is not recognised: somebody has to say it.
    Big5,
}

impl Encoding {
    /// The label of the WHATWG Encoding Standard, which `TextDecoder` takes.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Big5 => "Big5",
        }
    }

    /// The encoding with this label.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Encoding> {
        [Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Big5]
            .into_iter()
            .find(|encoding| encoding.label().eq_ignore_ascii_case(label))
    }
}

/// Judges the encoding by the first bytes of a file: byte order mark, then the pattern of zero bytes of UTF-16, then
/// UTF-8 where every character is whole (the last may be cut) or many are, and GB 18030 otherwise.
///
/// ```
/// use envgrade::ingest::{Encoding, sniff_encoding};
/// assert_eq!(sniff_encoding("日期,AQI".as_bytes()), Encoding::Utf8);
/// assert_eq!(sniff_encoding(&"日期".as_bytes()[..4]), Encoding::Utf8);
/// assert_eq!(sniff_encoding(b"\xc8\xd5\xc6\xda,AQI"), Encoding::Gb18030);
/// assert_eq!(sniff_encoding(b"\xff\xfea\0"), Encoding::Utf16Le);
/// assert_eq!(sniff_encoding(b"\0d\0a\0t\0e"), Encoding::Utf16Be);
/// ```
#[must_use]
pub fn sniff_encoding(first: &[u8]) -> Encoding {
    match first {
        [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8,
        [0xff, 0xfe, ..] => return Encoding::Utf16Le,
        [0xfe, 0xff, ..] => return Encoding::Utf16Be,
        // What is no text needs no decoding to be recognised as that.
        _ if has_magic(first).is_some() => return Encoding::Utf8,
        _ => {}
    }
    // Digits and delimiters of a table have a zero byte in UTF-16, always on the same side.
    let pairs = first.chunks_exact(2).take(2048);
    let (total, low, high) = pairs.fold((0, 0, 0), |(total, low, high), pair| {
        (total + 1, low + u32::from(pair[0] == 0), high + u32::from(pair[1] == 0))
    });
    if total >= 2 && high * 5 > total * 2 && low == 0 {
        return Encoding::Utf16Le;
    }
    if total >= 2 && low * 5 > total * 2 && high == 0 {
        return Encoding::Utf16Be;
    }
    match std::str::from_utf8(first) {
        Err(error) if error.error_len().is_some() => {
            // GB 18030 seldom passes as one character of three bytes, hardly as four of them: this is UTF-8 with a slip.
            let wide = std::str::from_utf8(&first[..error.valid_up_to()])
                .map_or(0, |text| text.chars().filter(|c| c.len_utf8() >= 3).take(4).count());
            if wide == 4 || first.contains(&0) { Encoding::Utf8 } else { Encoding::Gb18030 }
        }
        _ => Encoding::Utf8,
    }
}

/// What the first bytes are when they are no text table: a word for the message.
pub(super) fn not_text(first: &[u8]) -> Option<&'static str> {
    // A stray zero byte costs its cell, not the file.
    let head = &first[..first.len().min(4096)];
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    has_magic(first).or_else(|| (zeros * 32 > head.len()).then_some("binary"))
}

/// The kind of file that the first bytes are the mark of.
fn has_magic(first: &[u8]) -> Option<&'static str> {
    Some(match first {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => "xlsx / zip",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "xls / doc",
        [b'%', b'P', b'D', b'F', ..] => "PDF",
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => "image",
        [0x1f, 0x8b, ..] => "gzip",
        [b'B', b'Z', b'h', ..] => "bzip2",
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xbc, 0xaf, ..] => "archive",
        _ => return None,
    })
}

/// Decodes chunks of a file to UTF-8. In a browser, `TextDecoder` does this.
#[cfg(not(target_arch = "wasm32"))]
pub struct Decoder(Option<encoding_rs::Decoder>);

#[cfg(not(target_arch = "wasm32"))]
impl Decoder {
    /// A decoder at the begin of a file.
    #[must_use]
    pub fn new(encoding: Encoding) -> Decoder {
        Decoder(match encoding {
            Encoding::Utf8 => None,
            Encoding::Gb18030 => Some(encoding_rs::GB18030.new_decoder()),
            Encoding::Utf16Le => Some(encoding_rs::UTF_16LE.new_decoder()),
            Encoding::Utf16Be => Some(encoding_rs::UTF_16BE.new_decoder()),
            Encoding::Big5 => Some(encoding_rs::BIG5.new_decoder()),
        })
    }

    /// A decoder that begins behind a line end inside a file, where a byte order mark is none.
    #[must_use]
    pub fn within(encoding: Encoding) -> Decoder {
        let encoding = match encoding {
            Encoding::Utf8 => return Decoder(None),
            Encoding::Gb18030 => encoding_rs::GB18030,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Big5 => encoding_rs::BIG5,
        };
        Decoder(Some(encoding.new_decoder_without_bom_handling()))
    }

    /// A decoder of UTF-8 that has some bad bytes in it.
    pub(crate) fn replacing() -> Decoder {
        Decoder(Some(encoding_rs::UTF_8.new_decoder_without_bom_handling()))
    }

    /// Decodes the next bytes; `last` with the last of them. What does not fit becomes U+FFFD.
    pub fn decode<'a>(&mut self, bytes: &'a [u8], last: bool, text: &'a mut String) -> &'a [u8] {
        let Some(decoder) = &mut self.0 else { return bytes };
        text.clear();
        text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16));
        // The room reserved suffices, so the result is always "input empty".
        let _ = decoder.decode_to_string(bytes, text, last);
        text.as_bytes()
    }
}
