//! What a file is, judged from its first bytes.

/// What the first bytes of a file say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// A zip archive, or a workbook that is one inside.
    Zip,
    /// One compressed file.
    Gzip,
    /// The compound file of old workbooks, and of new ones with a password.
    Compound,
    /// HTML or XML, but for the XML release of the national air network, which is read as it is.
    Markup,
    /// Text, or nothing that is known.
    None,
}

impl Packing {
    pub(super) fn of(first: &[u8]) -> Packing {
        match first {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Packing::Zip,
            [0x1f, 0x8b, 8, ..] => Packing::Gzip,
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => Packing::Compound,
            _ if is_markup(first) => Packing::Markup,
            _ => Packing::None,
        }
    }
}

/// Whether these first bytes of a file begin something that has to be unpacked before it can be read: an archive, a
/// workbook, a web page. Some thousand bytes suffice.
///
/// ```
/// use envgrade::unpack::is_packed;
/// assert!(is_packed(b"PK\x03\x04"));
/// assert!(is_packed(b"\r\n<html>"));
/// assert!(!is_packed("日期,AQI".as_bytes()));
/// ```
#[must_use]
pub fn is_packed(first: &[u8]) -> bool {
    Packing::of(first) != Packing::None
}

/// Whether a tag comes first, a byte order mark and blanks aside.
fn is_markup(first: &[u8]) -> bool {
    let mut signs = first.iter().filter(|byte| !matches!(byte, 0xef | 0xbb | 0xbf | 0xff | 0xfe | 0));
    let mut signs = signs.by_ref().skip_while(|byte| byte.is_ascii_whitespace());
    signs.next() == Some(&b'<')
        && signs.next().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?'))
        && !first.windows(14).any(|window| window == b"AQIDataPublish")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_content() {
        assert_eq!(Packing::of(b""), Packing::None);
        assert_eq!(Packing::of(b"<0.05,1"), Packing::None);
        assert_eq!(Packing::of(b"\xef\xbb\xbf <table>"), Packing::Markup);
        assert_eq!(Packing::of(b"\xff\xfe<\0h\0t\0"), Packing::Markup);
        assert_eq!(Packing::of(b"<?xml version=\"1.0\"?><a><AQIDataPublishLive>"), Packing::None);
        assert_eq!(Packing::of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Packing::Compound);
    }
}
