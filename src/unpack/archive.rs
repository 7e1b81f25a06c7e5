//! The way through a file: archives and what lies in them, down to tables and text files.

use std::io::{BufReader, Cursor, Read, SeekFrom};

use flate2::read::MultiGzDecoder;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::budget::{Budget, Limited};
use super::sheet::Sheet;
use super::sniff::Packing;
use super::workbook::{BinaryBook, NewBook, OldBook};
use super::{Bytes, DEEPEST, Fault, MOST_MEMBERS, MOST_OF_BOOK, Note, Parts, SEPARATOR, Source};
use super::{compound, markup, open_document, workbook};
use crate::issue::Code;

/// Bytes by which it is judged what a file is.
const HEAD: u64 = 64 << 10;
/// Bytes that a part of a workbook may have that is held in a larger form than its text: styles, names, relations.
const MOST_OF_STYLES: u64 = 16 << 20;

/// Opens a file that is held in memory, and hands on its parts; see the [module](super) for an example.
///
/// Whatever the bytes are, this comes back with parts or with a refusal: it is what fuzzing calls.
pub fn parts(name: &str, bytes: &[u8], parts: &mut dyn Parts) {
    parts_of(name, &mut Cursor::new(bytes), parts);
}

/// Opens a file that is read from where it lies, and hands on its parts.
pub fn parts_of(name: &str, bytes: &mut dyn Bytes, parts: &mut dyn Parts) {
    let mut walk = Walk { parts, budget: Budget::new(), members: 0, handed_on: false, waiting: Vec::new() };
    if let Err(fault) = walk.open(name, bytes, 0) {
        walk.refused(name, fault.code, &fault.text);
    }
    walk.rest(name);
}

/// One file on the way.
pub(super) struct Walk<'p> {
    parts: &'p mut dyn Parts,
    budget: Budget,
    /// Members of archives so far.
    members: usize,
    /// Whether anything was handed on or refused.
    handed_on: bool,
    /// What was left out of archives before their first part.
    waiting: Vec<String>,
}

impl Walk<'_> {
    pub(super) fn refused(&mut self, name: &str, code: Code, text: &str) {
        self.handed_on = true;
        self.parts.refused(name, code, text);
    }

    /// Hands on a table.
    pub(super) fn hand_on(&mut self, sheet: Sheet, name: &str) {
        match sheet.hand_on(name, self.parts) {
            Ok(()) => self.after(),
            Err(fault) => self.refused(name, fault.code, &fault.text),
        }
    }

    fn part(&mut self, name: &str, source: &mut dyn Source) {
        match self.parts.part(name, source) {
            Ok(()) => self.after(),
            Err(fault) => self.refused(name, fault.code, &fault.text),
        }
    }

    /// After a part: what was left out of archives before it is told of with it.
    fn after(&mut self) {
        self.handed_on = true;
        for text in std::mem::take(&mut self.waiting) {
            self.parts.note(Note { code: Code::MemberSkipped, row: 0, column: 0, text: &text });
        }
    }

    /// A member that is no data; it is told of with the part before it, or with the first.
    fn skipped(&mut self, name: &str) {
        self.waiting.push(name.to_owned());
        if self.handed_on {
            self.after();
        }
    }

    /// At the end of the file.
    fn rest(&mut self, name: &str) {
        if !self.handed_on {
            self.refused(name, Code::NoTable, &self.waiting.join("、"));
        } else if !self.waiting.is_empty() {
            self.after();
        }
    }

    fn open(&mut self, name: &str, bytes: &mut dyn Bytes, depth: u32) -> Result<(), Fault> {
        let mut head = Vec::new();
        (&mut *bytes).take(HEAD).read_to_end(&mut head)?;
        bytes.seek(SeekFrom::Start(0))?;
        match Packing::of(&head) {
            Packing::Zip => self.zip(name, bytes, depth),
            Packing::Gzip => self.gzip(name, bytes, depth),
            Packing::Compound => {
                let mut held = Vec::new();
                bytes.take(MOST_OF_BOOK + 1).read_to_end(&mut held)?;
                self.compound(name, &held)
            }
            Packing::Markup => {
                let mut held = Vec::new();
                bytes.take(MOST_OF_BOOK + 1).read_to_end(&mut held)?;
                markup::hand_on(name, &held, self)
            }
            Packing::None => {
                self.part(name, &mut Whole(bytes));
                Ok(())
            }
        }
    }

    fn compound(&mut self, name: &str, held: &[u8]) -> Result<(), Fault> {
        compound::check(held)?;
        let mut stream = Cursor::new(held);
        workbook::hand_on(&mut guarded(|| OldBook::open(&mut stream))?, name, self)
    }

    fn zip(&mut self, name: &str, bytes: &mut dyn Bytes, depth: u32) -> Result<(), Fault> {
        let stream: &mut dyn Bytes = &mut *bytes;
        let mut archive = guarded(|| ZipArchive::new(stream).map_err(fault_of))?;
        if archive.len() > MOST_MEMBERS - self.members {
            return Err(Fault::new(Code::TooMuchUnpacked));
        }
        let kind = Kind::of(&mut archive);
        match kind {
            Kind::Archive if depth >= DEEPEST => return Err(Fault::new(Code::TooDeep)),
            Kind::Archive => {
                self.members += archive.len();
                return self.archive(name, &mut archive, depth);
            }
            Kind::Document => return Err(Fault::new(Code::NotText)),
            _ => {}
        }
        let merged = self.measure(&mut archive)?;
        drop(archive);
        match kind {
            Kind::Workbook => workbook::hand_on(&mut guarded(|| NewBook::open(bytes, merged))?, name, self),
            Kind::BinaryWorkbook => workbook::hand_on(&mut guarded(|| BinaryBook::open(bytes))?, name, self),
            _ => workbook::hand_on(&mut guarded(|| open_document::open(bytes))?, name, self),
        }
    }

    /// Unpacks a workbook once without keeping anything, so that what reads it meets no surprise. Says whether any of
    /// its cells are merged.
    fn measure(&mut self, archive: &mut ZipArchive<&mut dyn Bytes>) -> Result<bool, Fault> {
        let mut merged = false;
        let mut left = MOST_OF_BOOK;
        for index in 0..archive.len() {
            let member = archive.by_index(index).map_err(fault_of)?;
            let name = String::from_utf8_lossy(member.name_raw()).to_lowercase().replace('\\', "/");
            let is_sheet = name.contains("worksheets/");
            let is_strings = name.contains("sharedstrings");
            let of_cells = is_sheet || is_strings || name == "content.xml";
            let most = if of_cells || !(name.ends_with(".xml") || name.ends_with(".bin") || name.ends_with(".rels")) {
                left
            } else {
                left.min(MOST_OF_STYLES)
            };
            let mut seen = Seen { inner: member, head: Vec::new(), tail: Vec::new(), merged: false };
            let length = self.budget.measure(&mut seen, most)?;
            merged |= is_sheet && seen.merged;
            if is_strings && promised(&seen.head) > length {
                return Err(Fault::new(Code::Damaged));
            }
            left -= length.min(left);
        }
        Ok(merged)
    }

    fn archive(&mut self, name: &str, archive: &mut ZipArchive<&mut dyn Bytes>, depth: u32) -> Result<(), Fault> {
        for index in 0..archive.len() {
            if self.budget.left() == 0 {
                // Nothing else of this file is unpacked.
                return Err(Fault::new(Code::TooMuchUnpacked));
            }
            let (inner, unreadable) = {
                let member = archive.by_index_raw(index).map_err(fault_of);
                let Ok(member) = member else {
                    self.refused(&[name, SEPARATOR, &(index + 1).to_string()].concat(), Code::Damaged, "");
                    continue;
                };
                if member.is_dir() {
                    continue;
                }
                let unreadable = match member.compression() {
                    _ if member.encrypted() => Some(Code::Protected),
                    CompressionMethod::Stored | CompressionMethod::Deflated => None,
                    _ => Some(Code::UnknownCompression),
                };
                (file_name(member.name_raw()), unreadable)
            };
            if is_hidden(&inner) {
                self.skipped(&inner);
                continue;
            }
            let full = [name, SEPARATOR, &inner].concat();
            let read = match unreadable {
                Some(code) => Err(Fault::new(code)),
                None => self.member(&full, &inner, archive, index, depth),
            };
            if let Err(fault) = read {
                self.refused(&full, fault.code, &fault.text);
            }
        }
        Ok(())
    }

    fn member(
        &mut self,
        full: &str,
        inner: &str,
        archive: &mut ZipArchive<&mut dyn Bytes>,
        index: usize,
        depth: u32,
    ) -> Result<(), Fault> {
        let head = {
            let member = archive.by_index(index).map_err(fault_of)?;
            let mut head = Vec::new();
            member.take(HEAD).read_to_end(&mut head)?;
            head
        };
        if Packing::of(&head) != Packing::None {
            let held = self.budget.hold(archive.by_index(index).map_err(fault_of)?)?;
            return self.open(full, &mut Cursor::new(held), depth + 1);
        }
        if head.is_empty() || !is_text(&head) {
            self.skipped(inner);
            return Ok(());
        }
        let mut member = Member { archive, index, budget: self.budget.clone(), counted: 0 };
        self.part(full, &mut member);
        Ok(())
    }

    fn gzip(&mut self, name: &str, bytes: &mut dyn Bytes, depth: u32) -> Result<(), Fault> {
        if depth >= DEEPEST {
            return Err(Fault::new(Code::TooDeep));
        }
        let last = name.rsplit(SEPARATOR).next().unwrap_or(name);
        let last = last.rsplit(['/', '\\']).next().unwrap_or(last);
        let ending = last.len().saturating_sub(3);
        let inner = match last.get(ending..) {
            Some(gz) if gz.eq_ignore_ascii_case(".gz") && ending > 0 => last[..ending].to_owned(),
            _ => last.to_owned(),
        };
        let full = [name, SEPARATOR, &inner].concat();
        if let Err(fault) = self.gzipped(&full, bytes, depth) {
            self.refused(&full, fault.code, &fault.text);
        }
        Ok(())
    }

    /// The file that is compressed in these bytes, by its full name.
    fn gzipped(&mut self, full: &str, bytes: &mut dyn Bytes, depth: u32) -> Result<(), Fault> {
        let mut head = Vec::new();
        MultiGzDecoder::new(BufReader::new(&mut *bytes)).take(HEAD).read_to_end(&mut head)?;
        bytes.seek(SeekFrom::Start(0))?;
        if Packing::of(&head) != Packing::None {
            let held = self.budget.hold(MultiGzDecoder::new(BufReader::new(bytes)))?;
            return self.open(full, &mut Cursor::new(held), depth + 1);
        }
        if !is_text(&head) {
            return Err(Fault::new(Code::NotText));
        }
        let mut member = Zipped { bytes, budget: self.budget.clone(), counted: 0 };
        self.part(full, &mut member);
        Ok(())
    }
}

/// What a zip archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Archive,
    Workbook,
    BinaryWorkbook,
    OpenDocument,
    /// Text, slides: no tables of data.
    Document,
}

impl Kind {
    fn of(archive: &mut ZipArchive<&mut dyn Bytes>) -> Kind {
        let mut kind = None;
        let mut office = false;
        for name in archive.file_names_raw() {
            let name = String::from_utf8_lossy(name).to_lowercase().replace('\\', "/");
            match name.as_str() {
                "[content_types].xml" => office = true,
                "mimetype" => {}
                "word/document.xml" | "ppt/presentation.xml" => kind = kind.or(Some(Kind::Document)),
                _ if name.ends_with("workbook.xml") => kind = kind.or(Some(Kind::Workbook)),
                _ if name.ends_with("workbook.bin") => kind = kind.or(Some(Kind::BinaryWorkbook)),
                _ => {}
            }
        }
        if office {
            return kind.unwrap_or(Kind::Archive);
        }
        let mut mime = Vec::new();
        if let Ok(member) = archive.by_name("mimetype") {
            let _ = member.take(200).read_to_end(&mut mime);
        }
        match mime.strip_prefix(b"application/vnd.oasis.opendocument.") {
            Some(rest) if rest.starts_with(b"spreadsheet") => Kind::OpenDocument,
            Some(_) => Kind::Document,
            None => Kind::Archive,
        }
    }
}

pub(super) fn fault_of(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::new(Code::Protected),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Fault::new(Code::UnknownCompression)
        }
        ZipError::Io(error) => error.into(),
        _ => Fault::new(Code::Damaged),
    }
}

/// A name in an archive: UTF-8, or GB 18030 as programs of China write it without saying so.
fn file_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
    .replace('\\', "/")
}

/// Whether a member belongs to the system that packed it rather than to a person.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX" || part.starts_with("~$"))
        || name.ends_with("/Thumbs.db")
        || name == "Thumbs.db"
}

/// Whether the first bytes are text in any encoding that is read.
fn is_text(head: &[u8]) -> bool {
    let marked = matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    // UTF-16 without a mark has a zero in every other byte.
    let wide = zeros * 5 > head.len();
    let known = matches!(
        head,
        [b'%', b'P', b'D', b'F', ..]
            | [0x89, b'P', b'N', b'G', ..]
            | [0xff, 0xd8, 0xff, ..]
            | [b'G', b'I', b'F', b'8', ..]
            | [b'B', b'Z', b'h', ..]
            | [b'R', b'a', b'r', b'!', ..]
            | [b'7', b'z', 0xbc, 0xaf, ..]
    );
    !known && (zeros == 0 || marked || wide)
}

/// How many strings a list of strings says that it has: room is made for them at once.
fn promised(head: &[u8]) -> u64 {
    let head = String::from_utf8_lossy(head);
    let count = head.split_once("uniqueCount").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    count.map_or(0, |count| count.trim().parse().unwrap_or(u64::MAX))
}

/// Lets bytes through, and looks for merged cells among them.
struct Seen<R> {
    inner: R,
    head: Vec<u8>,
    tail: Vec<u8>,
    merged: bool,
}

impl<R: Read> Read for Seen<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        const SOUGHT: &[u8] = b"mergeCells";
        let read = self.inner.read(buffer)?;
        let bytes = &buffer[..read];
        if self.head.len() < 4096 {
            self.head.extend_from_slice(&bytes[..bytes.len().min(4096)]);
        }
        if !self.merged {
            self.tail.extend_from_slice(&bytes[..bytes.len().min(SOUGHT.len())]);
            self.merged = [bytes, &self.tail].iter().any(|bytes| memchr::memmem::find(bytes, SOUGHT).is_some());
            self.tail.extend_from_slice(&bytes[bytes.len().saturating_sub(SOUGHT.len())..]);
            self.tail.drain(..self.tail.len().saturating_sub(SOUGHT.len()));
        }
        Ok(read)
    }
}

/// A member of a zip archive.
struct Member<'a, 'b> {
    archive: &'a mut ZipArchive<&'b mut dyn Bytes>,
    index: usize,
    budget: Budget,
    /// Bytes that were counted when it was opened before.
    counted: u64,
}

impl Source for Member<'_, '_> {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, Fault> {
        let member = self.archive.by_index(self.index).map_err(fault_of)?;
        let reader = self.budget.reader(member, self.counted);
        Ok(Box::new(Counted { reader, counted: &mut self.counted }))
    }
}

/// A file that is compressed alone.
struct Zipped<'a> {
    bytes: &'a mut dyn Bytes,
    budget: Budget,
    counted: u64,
}

impl Source for Zipped<'_> {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, Fault> {
        self.bytes.seek(SeekFrom::Start(0))?;
        let unzipped = MultiGzDecoder::new(BufReader::new(&mut *self.bytes));
        let reader = self.budget.reader(unzipped, self.counted);
        Ok(Box::new(Counted { reader, counted: &mut self.counted }))
    }
}

/// Remembers how much was counted, for the next time.
struct Counted<'a, R> {
    reader: Limited<R>,
    counted: &'a mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(buffer)?;
        *self.counted = self.reader.count().max(*self.counted);
        Ok(read)
    }
}

/// A file that is not packed at all.
struct Whole<'a>(&'a mut dyn Bytes);

impl Source for Whole<'_> {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, Fault> {
        self.0.seek(SeekFrom::Start(0))?;
        Ok(Box::new(&mut *self.0))
    }
}

/// Runs what reads foreign formats; where it panics, the file is damaged. In a browser a panic ends the instance of the
/// module, and the page takes a fresh one.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn guarded<T>(run: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_or_else(|_| Err(Fault::new(Code::Damaged)))
}

#[cfg(target_arch = "wasm32")]
pub(super) fn guarded<T>(run: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    run()
}
