//! Packed files: archives, workbooks and web pages, opened into parts that are plain tables.
//!
//! A part is read as a file of its own. That of a workbook or of a web page is UTF-8 text with commas, its cells at the
//! very rows and columns that they have in the sheet; that of an archive is the file as it was packed. A part is named
//! after what it lies in: `book.xlsx › 3月`, `a.zip › x.xlsx › 3月`. What the bytes are is judged from the bytes alone.
//!
//! Memory is bounded whatever the file says of itself: [`MOST_UNPACKED`], [`MOST_OF_BOOK`], [`MOST_MEMBERS`].
//!
//! ```
//! use envgrade::issue::Code;
//! use envgrade::unpack::{Fault, Note, Parts, Source, parts};
//!
//! #[derive(Default)]
//! struct Texts(Vec<(String, String)>);
//! impl Parts for Texts {
//!     fn part(&mut self, name: &str, source: &mut dyn Source) -> Result<(), Fault> {
//!         let mut text = String::new();
//!         std::io::Read::read_to_string(&mut source.open()?, &mut text)?;
//!         self.0.push((name.to_owned(), text));
//!         Ok(())
//!     }
//!     fn note(&mut self, _: Note<'_>) {}
//!     fn refused(&mut self, _: &str, _: Code, _: &str) {}
//! }
//!
//! let page = "<table><tr><td>日期<td>氨氮<tr><td>2024-03-01<td>0.12<tr><td>2024-03-02<td>0.2</table>";
//! let mut texts = Texts::default();
//! parts("断面.xls", page.as_bytes(), &mut texts);
//! assert_eq!(texts.0, [("断面.xls".to_owned(), "日期,氨氮\n2024-03-01,0.12\n2024-03-02,0.2\n".to_owned())]);
//! ```

mod sniff;

#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod archive;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod budget;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod compound;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod markup;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod open_document;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod sheet;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod value;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod web_page;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod workbook;
#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
mod xml;

#[cfg(any(not(target_arch = "wasm32"), feature = "unpack"))]
pub use archive::{parts, parts_of};
pub use sniff::is_packed;

use std::io::{self, Read, Seek};

use crate::issue::Code;

/// Most bytes that one file may unpack to, all its parts together.
pub const MOST_UNPACKED: u64 = 1 << 30;
/// Most bytes that one workbook or web page may unpack to.
pub const MOST_OF_BOOK: u64 = 512 << 20;
/// Most members of archives in one file.
pub const MOST_MEMBERS: usize = 10_000;
/// Archives within archives that are followed.
pub const DEEPEST: u32 = 3;
/// What stands between the names of a part and of what it lies in.
pub const SEPARATOR: &str = " › ";

/// Why a file or a part of it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Cause, with what to do about it.
    pub code: Code,
    /// What it is about, for example the name of a member; may be empty.
    pub text: String,
}

impl Fault {
    pub(crate) fn new(code: Code) -> Fault {
        Fault { code, text: String::new() }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.words().en)
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> io::Error {
        io::Error::other(fault)
    }
}

impl From<io::Error> for Fault {
    /// A fault that was carried as an error of reading, and damage otherwise.
    fn from(error: io::Error) -> Fault {
        match error.downcast::<Fault>() {
            Ok(fault) => fault,
            Err(_) => Fault::new(Code::Damaged),
        }
    }
}

/// Something to know about the part that came last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note<'a> {
    /// What.
    pub code: Code,
    /// Row from 1; 0 is the part as a whole.
    pub row: u32,
    /// Column from 1; 0 is the row as a whole.
    pub column: u16,
    /// Original text, or the names of what the note is about.
    pub text: &'a str,
}

/// The bytes of a part, from the begin each time they are opened.
pub trait Source {
    /// The bytes.
    ///
    /// # Errors
    /// When the part is damaged or would be too large; errors of the reader carry a [`Fault`], too.
    fn open(&mut self) -> Result<Box<dyn Read + '_>, Fault>;

    /// Whether it is known to be UTF-8.
    fn is_utf8(&self) -> bool {
        false
    }
}

/// What receives the parts of a file.
pub trait Parts {
    /// A part.
    ///
    /// # Errors
    /// What reading the source said; the part is then refused under its name.
    fn part(&mut self, name: &str, source: &mut dyn Source) -> Result<(), Fault>;

    /// Something to know about the part that came last.
    fn note(&mut self, note: Note<'_>);

    /// A part, or the whole file, that cannot be read.
    fn refused(&mut self, name: &str, code: Code, text: &str);
}

/// Bytes that can be read from any place.
pub trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}
