//! Files and bytes as a whole, natively.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, Write};
use std::path::Path;

use super::corrections::{Corrections, Nobody};
use super::decode::not_text;
use super::{DecodeAs, Decoder, Encoding, FileReader, FileReport, ReadOptions, sniff_encoding};
use crate::fold::Sink;
use crate::issue::{Code, Issue, Refusal};
use crate::observation::{FileId, Origin, SiteTable};
use crate::unpack::{self, Fault, Note, Parts, Source};

/// Bytes that are read at a time.
const CHUNK: usize = 256 << 10;

/// Reads the bytes of a file, in whatever encoding they are; see the [module](super) for an example. A packed file is
/// opened (see [`unpack`]): each of its parts is a file of its own, the first numbered `file`, the next one more.
/// There is always at least one report.
pub fn read_bytes<S: Sink>(
    file: FileId,
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    sites: &mut SiteTable,
    sink: &mut S,
) -> Vec<FileReport> {
    let mut files = Files { first: file, options, sites, sink, reports: Vec::new() };
    // Reading from memory does not fail.
    let _: io::Result<()> = files.read(name, &mut Cursor::new(bytes));
    files.reports
}

/// Reads a file, in whatever encoding it is; a packed file as [`read_bytes`] does. What is not plain ASCII is read
/// twice: the encoding is judged from the whole file, so that nothing has to be taken back from the sink.
///
/// # Errors
/// What the file system says.
pub fn read_path<S: Sink>(
    file: FileId,
    path: &Path,
    options: &ReadOptions,
    sites: &mut SiteTable,
    sink: &mut S,
) -> io::Result<Vec<FileReport>> {
    let mut source = BufReader::with_capacity(CHUNK, File::open(path)?);
    let mut files = Files { first: file, options, sites, sink, reports: Vec::new() };
    files.read(&path.to_string_lossy(), &mut source)?;
    Ok(files.reports)
}

/// Reads one file after the other, each with a number and a report.
struct Files<'a, S> {
    first: FileId,
    options: &'a ReadOptions,
    sites: &'a mut SiteTable,
    sink: &'a mut S,
    reports: Vec<FileReport>,
}

impl<S: Sink> Files<'_, S> {
    fn read(&mut self, name: &str, source: &mut (impl Read + Seek)) -> io::Result<()> {
        let mut head = Vec::new();
        source.by_ref().take(CHUNK as u64).read_to_end(&mut head)?;
        source.rewind()?;
        if unpack::is_packed(&head) {
            unpack::parts_of(name, source, self);
            return Ok(());
        }
        let encoding = chosen_encoding(source, self.options)?;
        source.rewind()?;
        self.read_text(name, encoding, source)
    }

    /// The number of the file that comes next, or of the last one where there are no more.
    fn number(&self, back: usize) -> FileId {
        let number = usize::from(self.first.0) + self.reports.len().saturating_sub(back);
        FileId(u16::try_from(number).unwrap_or(u16::MAX))
    }

    fn read_text(&mut self, name: &str, encoding: (Encoding, bool), source: &mut dyn Read) -> io::Result<()> {
        let mut reader = FileReader::new(self.number(0), name, encoding.0, self.options);
        let mut decoder = decoder_of(encoding);
        let (mut text, mut chunk) = (String::new(), vec![0; CHUNK]);
        // The encoding was judged from all bytes, so the reader has nothing to object.
        let done = loop {
            let read = match read_some(source, &mut chunk) {
                Ok(read) => read,
                Err(error) => break Err(error),
            };
            let bytes = decoder.decode(&chunk[..read], read == 0, &mut text);
            let _: Result<(), DecodeAs> = reader.push(bytes, self.sites, self.sink);
            if read == 0 {
                break Ok(());
            }
        };
        self.reports.push(finish(reader, self.sites, self.sink));
        done
    }

    fn issue(&mut self, file: FileId, note: Note<'_>) {
        let origin = Origin { file, row: note.row };
        self.sink.issue(Issue { code: note.code, origin, column: note.column, header: "", text: note.text });
    }
}

impl<S: Sink> Parts for Files<'_, S> {
    fn part(&mut self, name: &str, source: &mut dyn Source) -> Result<(), Fault> {
        if usize::from(self.first.0) + self.reports.len() > usize::from(u16::MAX) {
            return Err(Fault { code: Code::TooMuchUnpacked, text: String::new() });
        }
        let encoding = match self.options.encoding {
            _ if source.is_utf8() => (Encoding::Utf8, true),
            Some(encoding) => (encoding, true),
            None => encoding_of(&mut *source.open()?)?,
        };
        let read = self.read_text(name, encoding, &mut *source.open()?);
        // All of it was read before, but for sheets, which cannot fail.
        if let Err(error) = read {
            let fault = Fault::from(error);
            self.note(Note { code: fault.code, row: 0, column: 0, text: &fault.text });
        }
        Ok(())
    }

    fn note(&mut self, note: Note<'_>) {
        let file = self.number(1);
        self.issue(file, note);
    }

    fn refused(&mut self, name: &str, code: Code, text: &str) {
        let file = self.number(0);
        self.reports.push(FileReport { understood: code.words().into(), ..FileReport::unread(name) });
        self.issue(file, Note { code, row: 0, column: 0, text });
    }
}

/// The text of a file of corrected rows in UTF-8; `None` for any other file.
///
/// # Errors
/// What the file system says.
pub fn read_corrections(path: &Path) -> io::Result<Option<Vec<u8>>> {
    /// Larger than 200,000 rows of a wide table.
    const MOST: u64 = 256 << 20;
    let mut source = File::open(path)?;
    let mut first = vec![0; 64 << 10];
    let read = read_some(&mut source, &mut first)?;
    first.truncate(read);
    if unpack::is_packed(&first) {
        // A spreadsheet may have packed the table when it was saved.
        const MOST_PACKED: u64 = 4 << 20;
        let mut sought = Sought { text: None };
        if source.metadata()?.len() <= MOST_PACKED {
            source.rewind()?;
            unpack::parts_of("", &mut source, &mut sought);
        }
        return Ok(sought.text);
    }
    let encoding = sniff_encoding(&first);
    let decoded = |bytes: &[u8]| {
        let mut text = String::new();
        let bytes = Decoder::new(encoding).decode(bytes, true, &mut text).to_vec();
        bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).map(<[u8]>::to_vec).unwrap_or(bytes)
    };
    if !Corrections::begin(&decoded(&first)) {
        return Ok(None);
    }
    source.take(MOST).read_to_end(&mut first)?;
    Ok(Some(decoded(&first)))
}

/// The first part that holds corrected rows.
struct Sought {
    text: Option<Vec<u8>>,
}

impl Parts for Sought {
    fn part(&mut self, _: &str, source: &mut dyn Source) -> Result<(), Fault> {
        const MOST: u64 = 64 << 20;
        if self.text.is_none() && source.is_utf8() {
            let mut text = Vec::new();
            source.open()?.take(MOST).read_to_end(&mut text)?;
            self.text = Corrections::begin(&text).then_some(text);
        }
        Ok(())
    }

    fn note(&mut self, _: Note<'_>) {}

    fn refused(&mut self, _: &str, _: Code, _: &str) {}
}

/// Writes the rows of a file of which something was refused as CSV in UTF-8, with the header and the reasons. The file is
/// read a second time, so no row has to be held. `name` is that of its report: a path, or one with the name of a part.
///
/// # Errors
/// What the file system says.
pub fn write_refused(
    name: &str,
    options: &ReadOptions,
    refused: Vec<Refusal>,
    chinese: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let whole = Path::new(name);
    let path = if whole.exists() { name } else { name.split(unpack::SEPARATOR).next().unwrap_or(name) };
    let mut source = BufReader::with_capacity(CHUNK, File::open(path)?);
    let mut again = Again { name, options, refused: Some(refused), chinese, out, done: Ok(()) };
    let mut head = Vec::new();
    source.by_ref().take(CHUNK as u64).read_to_end(&mut head)?;
    source.rewind()?;
    if unpack::is_packed(&head) {
        unpack::parts_of(path, &mut source, &mut again);
        return again.done;
    }
    let encoding = chosen_encoding(&mut source, options)?;
    source.rewind()?;
    again.write(encoding, &mut source)
}

/// The one part whose refused rows are written.
struct Again<'a, W> {
    name: &'a str,
    options: &'a ReadOptions,
    refused: Option<Vec<Refusal>>,
    chinese: bool,
    out: &'a mut W,
    done: io::Result<()>,
}

impl<W: Write> Again<'_, W> {
    fn write(&mut self, encoding: (Encoding, bool), source: &mut dyn Read) -> io::Result<()> {
        let Some(refused) = self.refused.take() else { return Ok(()) };
        let mut reader = FileReader::of_refused(self.name, encoding.0, self.options, refused, self.chinese);
        let mut decoder = decoder_of(encoding);
        let (mut text, mut chunk) = (String::new(), vec![0; CHUNK]);
        let mut sites = SiteTable::default();
        loop {
            let read = read_some(source, &mut chunk)?;
            let bytes = decoder.decode(&chunk[..read], read == 0, &mut text);
            let _: Result<(), DecodeAs> = reader.push(bytes, &mut sites, &mut Nobody);
            if read == 0 {
                let _: Result<(), DecodeAs> = reader.read_rest(&mut sites, &mut Nobody);
            }
            self.out.write_all(&reader.take_refused())?;
            if read == 0 {
                return Ok(());
            }
        }
    }
}

/// Reads what is left and reports.
pub(crate) fn finish<S: Sink>(mut reader: FileReader, sites: &mut SiteTable, sink: &mut S) -> FileReport {
    let _: Result<(), DecodeAs> = reader.read_rest(sites, sink);
    reader.report()
}

impl<W: Write> Parts for Again<'_, W> {
    fn part(&mut self, name: &str, source: &mut dyn Source) -> Result<(), Fault> {
        if name == self.name {
            let encoding = match self.options.encoding {
                _ if source.is_utf8() => (Encoding::Utf8, true),
                Some(encoding) => (encoding, true),
                None => encoding_of(&mut *source.open()?)?,
            };
            let mut bytes = source.open()?;
            self.done = self.write(encoding, &mut *bytes);
        }
        Ok(())
    }

    fn note(&mut self, _: Note<'_>) {}

    fn refused(&mut self, _: &str, _: Code, _: &str) {}
}

/// Reads some bytes; none at the end.
pub(crate) fn read_some(source: &mut (impl Read + ?Sized), chunk: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

fn decoder_of((encoding, clean): (Encoding, bool)) -> Decoder {
    if clean { Decoder::new(encoding) } else { Decoder::replacing() }
}

/// The chosen encoding or that of the whole file, and whether all of it is clean UTF-8 if it is UTF-8 at all.
pub(crate) fn chosen_encoding(source: &mut impl Read, options: &ReadOptions) -> io::Result<(Encoding, bool)> {
    options.encoding.map_or_else(|| encoding_of(source), |encoding| Ok((encoding, true)))
}

/// The encoding of a whole file, and whether all of it is clean UTF-8 if it is UTF-8 at all. A file that began as UTF-8
/// beyond ASCII stays UTF-8 when some bytes later are not.
fn encoding_of(source: &mut (impl Read + ?Sized)) -> io::Result<(Encoding, bool)> {
    let mut chunk = vec![0; CHUNK];
    let (mut held, mut first, mut beyond_ascii) = (0, true, false);
    loop {
        let read = read_some(source, &mut chunk[held..])?;
        let bytes = &chunk[..held + read];
        if std::mem::take(&mut first) {
            match sniff_encoding(bytes) {
                Encoding::Utf8 if not_text(bytes).is_some() => return Ok((Encoding::Utf8, true)),
                Encoding::Utf8 => {}
                other => return Ok((other, true)),
            }
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                beyond_ascii |= !text.is_ascii();
                held = 0;
            }
            Err(error) if error.error_len().is_some() || read == 0 => {
                beyond_ascii |= !bytes[..error.valid_up_to()].is_ascii();
                return Ok(if beyond_ascii { (Encoding::Utf8, false) } else { (Encoding::Gb18030, true) });
            }
            Err(error) => {
                // A character cut at the end of the chunk, at most three bytes of it.
                let valid = error.valid_up_to();
                beyond_ascii |= !bytes[..valid].is_ascii();
                held = bytes.len() - valid;
                let end = bytes.len();
                chunk.copy_within(valid..end, 0);
            }
        }
        if read == 0 {
            return Ok((Encoding::Utf8, true));
        }
    }
}
