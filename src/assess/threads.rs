//! Large files on several threads, natively.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::{Assessor, RangeReader, absorb};
use crate::ingest::{self, DecodeAs, Decoder, Encoding, FileReader, FileReport, ReadOptions};
use crate::observation::{FileId, SiteTable};
use crate::unpack;

/// Bytes of a range, about.
const RANGE: u64 = if cfg!(test) { 100 << 10 } else { 8 << 20 };
/// Bytes that are read at a time.
const CHUNK: usize = 256 << 10;

/// Reads a file like [`ingest::read_path`], a large one on several threads. The result is the same for any number of them.
///
/// # Errors
/// What the file system says.
pub fn read_path(
    file: FileId,
    path: &Path,
    options: &ReadOptions,
    threads: usize,
    sites: &mut SiteTable,
    assessor: &mut Assessor,
) -> io::Result<Vec<FileReport>> {
    let mut source = File::open(path)?;
    let ranges = if threads < 2 { Vec::new() } else { ranges(&mut source)? };
    if ranges.len() < 4 {
        return ingest::read_path(file, path, options, sites, assessor);
    }
    source.rewind()?;
    let mut head = Vec::new();
    source.by_ref().take(CHUNK as u64).read_to_end(&mut head)?;
    if unpack::is_packed(&head) {
        return ingest::read_path(file, path, options, sites, assessor);
    }
    source.rewind()?;
    let (encoding, clean) = ingest::chosen_encoding(&mut source, options)?;
    if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
        return ingest::read_path(file, path, options, sites, assessor);
    }
    let plan = assessor.plan.clone();
    let shared = Shared { slots: Mutex::new(ranges.iter().map(|_| Slot::Free).collect()), done: Condvar::new() };
    let name = path.to_string_lossy();
    let mut reader = FileReader::new(file, &name, encoding, options);
    std::thread::scope(|scope| {
        for _ in 1..threads.min(ranges.len()) {
            scope.spawn(|| {
                let mut helper = RangeReader::new(file, &name, encoding, options, &plan);
                // A range that cannot be read here is left to the one who reads the file.
                help(&mut helper, path, encoding, clean, &ranges, &shared).unwrap_or_default();
            });
        }
        for (number, range) in ranges.iter().enumerate() {
            if let Some(part) = shared.part(number)
                && absorb(&part, &mut reader, sites, assessor) == Ok(true)
            {
                continue;
            }
            let read = decoded(&mut source, range, encoding, clean, &mut |bytes| {
                // The encoding was judged from all bytes, so the reader has nothing to object.
                let _: Result<(), DecodeAs> = reader.push(bytes, sites, assessor);
            });
            if let Err(error) = read {
                shared.stop();
                return Err(error);
            }
        }
        Ok(())
    })?;
    Ok(vec![ingest::finish(reader, sites, assessor)])
}

/// A range of the file that one of the threads reads.
enum Slot {
    Free,
    Taken,
    /// What came of it, `None` where it cannot be read apart from the others.
    Done(Option<Vec<u8>>),
}

struct Shared {
    slots: Mutex<Vec<Slot>>,
    done: Condvar,
}

impl Shared {
    fn slots(&self) -> MutexGuard<'_, Vec<Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What came of a range, once it is there; a range that nobody has taken is taken by who asks.
    fn part(&self, number: usize) -> Option<Vec<u8>> {
        let mut slots = self.slots();
        loop {
            match slots.get_mut(number) {
                Some(Slot::Done(part)) => return part.take(),
                Some(Slot::Taken) => slots = self.done.wait(slots).unwrap_or_else(PoisonError::into_inner),
                Some(free @ Slot::Free) => {
                    *free = Slot::Taken;
                    return None;
                }
                None => return None,
            }
        }
    }

    /// A range for a helper. The next one is left to the one who reads the file, who would only wait for it.
    fn take(&self) -> Option<usize> {
        let mut slots = self.slots();
        let mut free = slots.iter_mut().enumerate().filter(|(_, slot)| matches!(slot, Slot::Free));
        let first = free.next();
        let (number, slot) = free.next().or(first)?;
        *slot = Slot::Taken;
        Some(number)
    }

    fn set(&self, number: usize, part: Option<Vec<u8>>) {
        if let Some(slot) = self.slots().get_mut(number) {
            *slot = Slot::Done(part);
        }
        self.done.notify_all();
    }

    fn stop(&self) {
        self.slots().iter_mut().for_each(|slot| *slot = Slot::Done(None));
    }
}

fn help(
    helper: &mut RangeReader,
    path: &Path,
    encoding: Encoding,
    clean: bool,
    ranges: &[Range<u64>],
    shared: &Shared,
) -> io::Result<()> {
    let mut source = File::open(path)?;
    let mut laid_out = Some(false);
    for range in ranges {
        decoded(&mut source, range, encoding, clean, &mut |bytes| {
            if laid_out == Some(false) {
                laid_out = helper.head(bytes);
            }
        })?;
        if laid_out != Some(false) {
            break;
        }
    }
    if laid_out != Some(true) {
        return Ok(());
    }
    while let Some(number) = shared.take() {
        helper.begin();
        let read = decoded(&mut source, &ranges[number], encoding, clean, &mut |bytes| helper.push(bytes));
        let part = helper.end(number + 1 == ranges.len());
        shared.set(number, part.filter(|_| read.is_ok()));
    }
    Ok(())
}

/// The bytes of a range as UTF-8.
fn decoded(
    source: &mut File,
    range: &Range<u64>,
    encoding: Encoding,
    clean: bool,
    take: &mut dyn FnMut(&[u8]),
) -> io::Result<()> {
    source.seek(SeekFrom::Start(range.start))?;
    let mut source = source.take(range.end - range.start);
    let mut decoder = match (clean, range.start) {
        (true, 0) => Decoder::new(encoding),
        (true, _) => Decoder::within(encoding),
        (false, _) => Decoder::replacing(),
    };
    let (mut text, mut chunk) = (String::new(), vec![0; CHUNK]);
    loop {
        let read = ingest::read_some(&mut source, &mut chunk)?;
        take(decoder.decode(&chunk[..read], read == 0, &mut text));
        if read == 0 {
            return Ok(());
        }
    }
}

/// The file cut behind line ends; no cut where lines are very long.
fn ranges(source: &mut File) -> io::Result<Vec<Range<u64>>> {
    let size = source.seek(SeekFrom::End(0))?;
    let (mut ranges, mut start) = (Vec::new(), 0);
    let mut chunk = vec![0; CHUNK];
    let mut at = RANGE;
    while at < size {
        source.seek(SeekFrom::Start(at))?;
        let read = ingest::read_some(source, &mut chunk)?;
        if let Some(end) = memchr::memchr(b'\n', &chunk[..read]) {
            let end = at + end as u64 + 1;
            ranges.push(start..end);
            start = end;
        }
        at += RANGE;
    }
    ranges.push(start..size);
    Ok(ranges)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use std::fmt::Write as _;

    fn read(path: &Path, threads: usize) -> (Vec<FileReport>, String, String) {
        let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
        let report = read_path(FileId(0), path, &ReadOptions::default(), threads, &mut sites, &mut assessor).unwrap();
        let assessment = assessor.finish(sites);
        let mut csv = Vec::new();
        crate::report::write_csv(&assessment, &mut csv).unwrap();
        (report, format!("{:?}", assessment.issues()), String::from_utf8(csv).unwrap())
    }

    #[test]
    fn any_number_of_threads_gives_one_result() {
        let mut text = "时间,站点,PM2.5,PM10,O3\n".to_owned();
        for row in 0..40_000 {
            let (hour, site) = (row / 4, row % 4);
            let date = crate::calendar::Date::of(2020, 1, 1).plus_days(hour / 24);
            let fine = if row % 700 == 0 { "4o".to_owned() } else { (row % 40).to_string() };
            let name = if row % 900 == 0 { "\"点0\n\"" } else { ["点0", "点1", "点2", "点3"][site as usize] };
            writeln!(text, "{date} {:02}:00,{name},{fine},{},{}", hour % 24, 40 + row % 60, row % 90).unwrap();
        }
        let path = std::env::temp_dir().join(format!("envgrade-threads-{}.csv", std::process::id()));
        for bytes in [text.as_bytes().to_vec(), encoding_rs::GB18030.encode(&text).0.into_owned()] {
            assert!(bytes.len() as u64 > 10 * RANGE);
            std::fs::write(&path, bytes).unwrap();
            let one = read(&path, 1);
            assert_eq!(one.0[0].rows, 40_000);
            assert!(!one.1.is_empty() && one.2.len() > 10_000);
            for threads in [2, 5] {
                assert_eq!(read(&path, threads), one);
            }
        }
        std::fs::remove_file(&path).unwrap();
    }
}
