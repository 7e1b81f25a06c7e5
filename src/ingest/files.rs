//! Files and bytes as a whole, natively.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, Write};
use std::path::Path;

use super::corrections::{Corrections, Nobody};
use super::decode::not_text;
use super::{DecodeAs, Decoder, Encoding, FileReader, FileReport, ReadOptions, sniff_encoding};
use crate::fold::Sink;
use crate::issue::Refusal;
use crate::observation::{FileId, SiteTable};

/// Bytes that are read at a time.
const CHUNK: usize = 256 << 10;

/// Reads the bytes of a file, in whatever encoding they are; see the [module](super) for an example.
pub fn read_bytes<S: Sink>(
    file: FileId,
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    sites: &mut SiteTable,
    sink: &mut S,
) -> FileReport {
    let encoding = match options.encoding {
        Some(encoding) => (encoding, true),
        None => encoding_of(&mut Cursor::new(bytes)).unwrap_or((Encoding::Utf8, true)),
    };
    let mut reader = FileReader::new(file, name, encoding.0, options);
    let mut decoder = decoder_of(encoding);
    let mut text = String::new();
    for chunk in bytes.chunks(CHUNK) {
        // The encoding was judged from all bytes, so the reader has nothing to object.
        let _: Result<(), DecodeAs> = reader.push(decoder.decode(chunk, false, &mut text), sites, sink);
    }
    let _: Result<(), DecodeAs> = reader.push(decoder.decode(&[], true, &mut text), sites, sink);
    finish(reader, sites, sink)
}

/// Reads a file, in whatever encoding it is. What is not plain ASCII is read twice: the encoding is judged from the
/// whole file, so that nothing has to be taken back from the sink.
///
/// # Errors
/// What the file system says.
pub fn read_path<S: Sink>(
    file: FileId,
    path: &Path,
    options: &ReadOptions,
    sites: &mut SiteTable,
    sink: &mut S,
) -> io::Result<FileReport> {
    let mut source = File::open(path)?;
    let encoding = chosen_encoding(&mut source, options)?;
    source.rewind()?;
    let mut reader = FileReader::new(file, &path.to_string_lossy(), encoding.0, options);
    let mut decoder = decoder_of(encoding);
    let (mut text, mut chunk) = (String::new(), vec![0; CHUNK]);
    loop {
        let read = read_some(&mut source, &mut chunk)?;
        let bytes = decoder.decode(&chunk[..read], read == 0, &mut text);
        let _: Result<(), DecodeAs> = reader.push(bytes, sites, sink);
        if read == 0 {
            return Ok(finish(reader, sites, sink));
        }
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

/// Writes the rows of a file of which something was refused as CSV in UTF-8, with the header and the reasons. The file is read a second time, so no row has to be held.
///
/// # Errors
/// What the file system says.
pub fn write_refused(
    path: &Path,
    options: &ReadOptions,
    refused: Vec<Refusal>,
    chinese: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut source = File::open(path)?;
    let encoding = match options.encoding {
        Some(encoding) => (encoding, true),
        None => encoding_of(&mut source)?,
    };
    source.rewind()?;
    let mut reader = FileReader::of_refused(&path.to_string_lossy(), encoding.0, options, refused, chinese);
    let mut decoder = decoder_of(encoding);
    let (mut text, mut chunk) = (String::new(), vec![0; CHUNK]);
    let mut sites = SiteTable::default();
    loop {
        let read = read_some(&mut source, &mut chunk)?;
        let bytes = decoder.decode(&chunk[..read], read == 0, &mut text);
        let _: Result<(), DecodeAs> = reader.push(bytes, &mut sites, &mut Nobody);
        if read == 0 {
            let _: Result<(), DecodeAs> = reader.read_rest(&mut sites, &mut Nobody);
        }
        out.write_all(&reader.take_refused())?;
        if read == 0 {
            return Ok(());
        }
    }
}

/// Reads what is left and reports.
pub(crate) fn finish<S: Sink>(mut reader: FileReader, sites: &mut SiteTable, sink: &mut S) -> FileReport {
    let _: Result<(), DecodeAs> = reader.read_rest(sites, sink);
    reader.report()
}

/// Reads some bytes; none at the end.
pub(crate) fn read_some(source: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
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
fn encoding_of(source: &mut impl Read) -> io::Result<(Encoding, bool)> {
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
