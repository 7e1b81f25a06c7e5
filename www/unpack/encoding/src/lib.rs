//! The part of the interface of `encoding_rs` that readers of workbooks use, without its tables: UTF-8 and UTF-16 are
//! decoded here, everything else by the `TextDecoder` of the browser, which follows the same standard.

use std::borrow::Cow;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str) -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
}

/// An encoding of the WHATWG Encoding Standard.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Encoding {
    name: &'static str,
}

macro_rules! encodings {
    ($($init:ident $constant:ident $name:literal $(= $label:literal)*;)*) => {
        $(
            #[doc = $name]
            pub static $init: Encoding = Encoding { name: $name };
            #[doc = $name]
            pub static $constant: &Encoding = &$init;
        )*

        /// Labels that pages and XML declare, beside the names themselves.
        static LABELS: &[(&str, &Encoding)] = &[$(($name, &$init), $(($label, &$init),)*)*];
    };
}

encodings! {
    UTF_8_INIT UTF_8 "UTF-8" = "utf8" = "unicode-1-1-utf-8";
    UTF_16LE_INIT UTF_16LE "UTF-16LE" = "utf-16" = "unicode" = "ucs-2";
    UTF_16BE_INIT UTF_16BE "UTF-16BE";
    GB18030_INIT GB18030 "gb18030";
    GBK_INIT GBK "GBK" = "gb2312" = "gb_2312-80" = "gb_2312" = "x-gbk" = "chinese" = "csgb2312" = "iso-ir-58";
    BIG5_INIT BIG5 "Big5" = "big5-hkscs" = "cn-big5" = "csbig5" = "x-x-big5";
    EUC_JP_INIT EUC_JP "EUC-JP" = "x-euc-jp";
    ISO_2022_JP_INIT ISO_2022_JP "ISO-2022-JP" = "csiso2022jp";
    SHIFT_JIS_INIT SHIFT_JIS "Shift_JIS" = "shift-jis" = "sjis" = "ms932" = "windows-31j" = "x-sjis";
    EUC_KR_INIT EUC_KR "EUC-KR" = "ks_c_5601-1987" = "ksc5601" = "windows-949" = "korean";
    IBM866_INIT IBM866 "IBM866" = "cp866";
    ISO_8859_2_INIT ISO_8859_2 "ISO-8859-2" = "latin2";
    ISO_8859_3_INIT ISO_8859_3 "ISO-8859-3" = "latin3";
    ISO_8859_4_INIT ISO_8859_4 "ISO-8859-4" = "latin4";
    ISO_8859_5_INIT ISO_8859_5 "ISO-8859-5" = "cyrillic";
    ISO_8859_6_INIT ISO_8859_6 "ISO-8859-6" = "arabic";
    ISO_8859_7_INIT ISO_8859_7 "ISO-8859-7" = "greek";
    ISO_8859_8_INIT ISO_8859_8 "ISO-8859-8" = "hebrew";
    ISO_8859_8_I_INIT ISO_8859_8_I "ISO-8859-8-I";
    ISO_8859_10_INIT ISO_8859_10 "ISO-8859-10" = "latin6";
    ISO_8859_13_INIT ISO_8859_13 "ISO-8859-13";
    ISO_8859_14_INIT ISO_8859_14 "ISO-8859-14";
    ISO_8859_15_INIT ISO_8859_15 "ISO-8859-15" = "latin-9";
    ISO_8859_16_INIT ISO_8859_16 "ISO-8859-16";
    KOI8_R_INIT KOI8_R "KOI8-R" = "koi8";
    KOI8_U_INIT KOI8_U "KOI8-U";
    MACINTOSH_INIT MACINTOSH "macintosh" = "x-mac-roman";
    X_MAC_CYRILLIC_INIT X_MAC_CYRILLIC "x-mac-cyrillic";
    WINDOWS_874_INIT WINDOWS_874 "windows-874" = "iso-8859-11" = "tis-620";
    WINDOWS_1250_INIT WINDOWS_1250 "windows-1250" = "cp1250";
    WINDOWS_1251_INIT WINDOWS_1251 "windows-1251" = "cp1251";
    WINDOWS_1252_INIT WINDOWS_1252 "windows-1252" = "iso-8859-1" = "latin1" = "us-ascii" = "ascii" = "cp1252";
    WINDOWS_1253_INIT WINDOWS_1253 "windows-1253" = "cp1253";
    WINDOWS_1254_INIT WINDOWS_1254 "windows-1254" = "iso-8859-9" = "latin5";
    WINDOWS_1255_INIT WINDOWS_1255 "windows-1255" = "cp1255";
    WINDOWS_1256_INIT WINDOWS_1256 "windows-1256" = "cp1256";
    WINDOWS_1257_INIT WINDOWS_1257 "windows-1257" = "cp1257";
    WINDOWS_1258_INIT WINDOWS_1258 "windows-1258" = "cp1258";
    X_USER_DEFINED_INIT X_USER_DEFINED "x-user-defined";
    REPLACEMENT_INIT REPLACEMENT "replacement" = "hz-gb-2312" = "iso-2022-kr" = "iso-2022-cn";
}

impl Encoding {
    /// The encoding that a document declares by this label.
    pub fn for_label(label: &[u8]) -> Option<&'static Encoding> {
        let label = label.trim_ascii();
        LABELS.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(label)).map(|(_, encoding)| *encoding)
    }

    /// The encoding that a byte order mark says, and the bytes of the mark.
    pub fn for_bom(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => Some((UTF_8, 3)),
            [0xff, 0xfe, ..] => Some((UTF_16LE, 2)),
            [0xfe, 0xff, ..] => Some((UTF_16BE, 2)),
            _ => None,
        }
    }

    /// The name of the encoding.
    pub fn name(&'static self) -> &'static str {
        self.name
    }

    /// Decodes, by the byte order mark where there is one; says by which encoding and whether anything did not fit.
    pub fn decode<'a>(&'static self, bytes: &'a [u8]) -> (Cow<'a, str>, &'static Encoding, bool) {
        let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((self, 0));
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[mark..]);
        (text, encoding, bad)
    }

    /// Decodes; says whether anything did not fit.
    pub fn decode_without_bom_handling<'a>(&'static self, bytes: &'a [u8]) -> (Cow<'a, str>, bool) {
        if self == UTF_8 {
            let text = String::from_utf8_lossy(bytes);
            let bad = matches!(text, Cow::Owned(_));
            return (text, bad);
        }
        let text = if self == UTF_16LE {
            utf_16(bytes, u16::from_le_bytes)
        } else if self == UTF_16BE {
            utf_16(bytes, u16::from_be_bytes)
        } else if bytes.is_ascii() && self != ISO_2022_JP && self != REPLACEMENT {
            // Most names and words of a workbook; asking the browser costs more than they are worth.
            return (String::from_utf8_lossy(bytes), false);
        } else {
            TextDecoder::new(self.name)
                .and_then(|decoder| decoder.decode(bytes))
                .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
        };
        let bad = text.contains('\u{fffd}');
        (Cow::Owned(text), bad)
    }

    /// Decodes what fits as a whole.
    pub fn decode_without_bom_handling_and_without_replacement<'a>(&'static self, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
        let (text, bad) = self.decode_without_bom_handling(bytes);
        (!bad).then_some(text)
    }

    /// A decoder of the bytes of one document.
    pub fn new_decoder_without_bom_handling(&'static self) -> Decoder {
        Decoder(self)
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut text: String = char::decode_utf16(units).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if bytes.len() % 2 == 1 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

/// How far a [`Decoder`] came.
pub enum DecoderResult {
    /// All bytes are decoded.
    InputEmpty,
    /// There is no more room.
    OutputFull,
    /// A byte does not fit.
    Malformed(u8, u8),
}

/// Decodes the bytes of a document that are handed over as a whole.
#[derive(Debug)]
pub struct Decoder(&'static Encoding);

impl Decoder {
    /// What it decodes from.
    pub fn encoding(&self) -> &'static Encoding {
        self.0
    }

    /// Room that the text of so many bytes takes at most.
    pub fn max_utf8_buffer_length_without_replacement(&self, bytes: usize) -> Option<usize> {
        bytes.checked_mul(3)?.checked_add(3)
    }

    /// Decodes into a text.
    pub fn decode_to_string_without_replacement(
        &mut self,
        bytes: &[u8],
        text: &mut String,
        _last: bool,
    ) -> (DecoderResult, usize) {
        match self.0.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(decoded) => {
                text.push_str(&decoded);
                (DecoderResult::InputEmpty, bytes.len())
            }
            None => (DecoderResult::Malformed(1, 0), 0),
        }
    }

    /// Decodes into bytes of UTF-8; what has no room there as a whole does not begin.
    pub fn decode_to_utf8_without_replacement(
        &mut self,
        bytes: &[u8],
        out: &mut [u8],
        _last: bool,
    ) -> (DecoderResult, usize, usize) {
        match self.0.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(decoded) => match out.get_mut(..decoded.len()) {
                Some(room) => {
                    room.copy_from_slice(decoded.as_bytes());
                    (DecoderResult::InputEmpty, bytes.len(), decoded.len())
                }
                None => (DecoderResult::OutputFull, 0, 0),
            },
            None => (DecoderResult::Malformed(1, 0), 0, 0),
        }
    }
}
