//! Text with tags: which kind of it, in which encoding.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::archive::Walk;
use super::{Fault, MOST_OF_BOOK, web_page, xml};
use crate::issue::Code;

/// Bytes in which the encoding is declared.
const HEAD: usize = 4096;

pub(super) fn hand_on(name: &str, bytes: &[u8], walk: &mut Walk<'_>) -> Result<(), Fault> {
    if bytes.len() as u64 > MOST_OF_BOOK {
        return Err(Fault::new(Code::TooMuchUnpacked));
    }
    let text = decoded(bytes);
    if is_page(&text) { web_page::hand_on(name, &text, walk) } else { xml::hand_on(name, &text, walk) }
}

/// Whether it is HTML rather than XML.
fn is_page(text: &str) -> bool {
    let mut head = HEAD.min(text.len());
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let head = text[..head].to_ascii_lowercase();
    let is_declared = head.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
    ["<html", "<table", "<body", "<!doctype html", "<div", "<tr", "<td", "<meta"].iter().any(|tag| {
        // A workbook saved as XML has tables, too, in its own words.
        head.contains(tag)
            && !(is_declared
                && head.contains("urn:schemas-microsoft-com:office:spreadsheet\"")
                && !head.contains("<html"))
    }) || !is_declared
}

/// The text, by its byte order mark, by what it declares and what its bytes allow.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if bytes.len() > 3 && bytes[1] == 0 && bytes[3] == 0 {
        return encoding_rs::UTF_16LE.decode(bytes).0.into_owned();
    }
    // What is whole UTF-8 is UTF-8, whatever it declares; what declares UTF-8 and is not, is a page of GBK.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let encoding = declared(&bytes[..bytes.len().min(HEAD)]).filter(|encoding| *encoding != UTF_8).unwrap_or(GB18030);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|word| {
        let rest = head.split_once(word)?.1.trim_start().strip_prefix('=')?;
        let label = rest.trim_start().trim_start_matches(['"', '\'']);
        let end =
            label.find(|sign: char| !sign.is_ascii_alphanumeric() && !"-_:.".contains(sign)).unwrap_or(label.len());
        let encoding = Encoding::for_label(&label.as_bytes()[..end])?;
        // GB 18030 has all that GBK has.
        Some(if encoding == encoding_rs::GBK { GB18030 } else { encoding })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found() {
        let (gbk, _, _) = GB18030.encode("<meta charset=gb2312><td>氨氮");
        assert_eq!(decoded(&gbk), "<meta charset=gb2312><td>氨氮");
        let (gbk, _, _) = GB18030.encode("<td>氨氮");
        assert_eq!(decoded(&gbk), "<td>氨氮");
        let (big5, _, _) = encoding_rs::BIG5.encode("<meta http-equiv=x content='text/html; charset = big5'><td>氨氮");
        assert!(decoded(&big5).ends_with("<td>氨氮"));
        assert_eq!(decoded("<meta charset=gbk><td>氨氮".as_bytes()), "<meta charset=gbk><td>氨氮");
        assert_eq!(decoded(b"\xff\xfe<\0p\0>\0"), "<p>");
        assert_eq!(decoded(b"<\0p\0>\0"), "<p>");
    }

    #[test]
    fn pages_and_xml_are_told_apart() {
        assert!(is_page("<table><tr>"));
        assert!(is_page("<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>"));
        assert!(is_page("<p>x"));
        assert!(!is_page("<?xml version=\"1.0\"?><rows><row/></rows>"));
        assert!(!is_page(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table/>"
        ));
    }
}
