//! Several readers of one file: each reads ranges of its bytes, and what came of them is joined in the order of the file.

use super::{Assessor, BadTable, air, samples};
use crate::fold::Fold as _;
use crate::ingest::{Encoding, FileReader, Part, ReadOptions};
use crate::issue::{Code, Issues};
use crate::observation::{FileId, SiteId, SiteTable};
use crate::plan::Plan;
use crate::state::{In, Out};

/// First bytes; the digit changes with the layout.
const MAGIC: &[u8; 4] = b"EGP1";

/// Reads ranges of a file, each behind a line end, without knowing what stands before them.
///
/// The first bytes of the file tell how it is laid out, so every reader is given those. A range may be cut at any line
/// end: where that lies inside quotation marks, [`absorb`] says so.
///
/// ```
/// use envgrade::assess::{Assessor, RangeReader, absorb};
/// use envgrade::ingest::{Encoding, FileReader, ReadOptions};
/// use envgrade::observation::{FileId, SiteTable};
/// use envgrade::plan::Plan;
///
/// let rows = |days: std::ops::Range<i32>| {
///     days.map(|day| format!("2024-{:02}-{:02},甲城,{},{}\n", day / 28 + 1, day % 28 + 1, day % 90, day % 150))
///         .collect::<String>()
/// };
/// // Files of less than 4 MiB are known as a whole before they are laid out.
/// let head = "日期,城市,PM2.5(μg/m3),PM10(μg/m3)\n".to_owned() + &rows(0..300) + &"\n".repeat(5 << 20);
/// let (options, plan, utf8) = (ReadOptions::default(), Plan::default(), Encoding::Utf8);
///
/// let mut helper = RangeReader::new(FileId(0), "甲城.csv", utf8, &options, &plan);
/// assert_eq!(helper.head(head.as_bytes()), Some(true));
/// helper.begin();
/// helper.push(rows(300..330).as_bytes());
/// let part = helper.end(true).expect("a part that can be joined");
///
/// let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(plan));
/// let mut reader = FileReader::new(FileId(0), "甲城.csv", utf8, &options);
/// reader.push(head.as_bytes(), &mut sites, &mut assessor).expect("UTF-8");
/// assert_eq!(absorb(&part, &mut reader, &mut sites, &mut assessor), Ok(true));
/// let report = reader.end(&mut sites, &mut assessor).expect("UTF-8");
/// assert_eq!(report.rows, 330);
/// assert_eq!(assessor.finish(sites).air_len(), 330);
/// ```
pub struct RangeReader {
    /// Gone once something was found that only one reader can read.
    reader: Option<FileReader>,
    file: FileId,
    plan: Plan,
    sites: SiteTable,
    assessor: Assessor,
    /// The range has a text of another encoding.
    spoilt: bool,
}

impl RangeReader {
    /// A reader of ranges of a file; all of it as for [`FileReader::new`].
    #[must_use]
    pub fn new(file: FileId, name: &str, encoding: Encoding, options: &ReadOptions, plan: &Plan) -> RangeReader {
        RangeReader {
            reader: Some(FileReader::new(file, name, encoding, options)),
            file,
            plan: plan.clone(),
            sites: SiteTable::default(),
            assessor: Assessor::new(plan.clone()),
            spoilt: false,
        }
    }

    /// Takes the first bytes of the file, until it is known how it is laid out: then the answer is true, and `None` where
    /// only one reader can read the file.
    pub fn head(&mut self, bytes: &[u8]) -> Option<bool> {
        self.push(bytes);
        // A person excludes by how a site is described where it is first seen.
        let laid_out = self.reader.as_ref()?.is_laid_out().filter(|_| self.assessor.excluding.is_idle());
        if laid_out.is_none() {
            self.reader = None;
        }
        laid_out
    }

    /// Begins a range, once it is known how the file is laid out.
    pub fn begin(&mut self) {
        self.sites = SiteTable::default();
        self.assessor = Assessor::new(self.plan.clone());
        self.spoilt = false;
        let reader = self.reader.take();
        self.reader = reader.map(|reader| reader.begin_part(&mut self.sites, &mut self.assessor));
        // What is to be said of the file as a whole is said by whose reader begins it.
        self.assessor.begin_part();
    }

    /// Takes the next bytes of the range, as UTF-8 or decoded to it.
    pub fn push(&mut self, bytes: &[u8]) {
        if let Some(reader) = self.reader.as_mut().filter(|_| !self.spoilt) {
            self.spoilt = reader.push(bytes, &mut self.sites, &mut self.assessor).is_err();
        }
    }

    /// Ends the range, which with `last` is the end of the file: what came of it, for [`absorb`], and `None` where it has
    /// to be read by whoever reads the ranges before. Another range can be begun.
    pub fn end(&mut self, last: bool) -> Option<Vec<u8>> {
        let mut out = Out(MAGIC.to_vec());
        out.number(self.file.0.into());
        let reader = self.reader.as_mut().filter(|_| !self.spoilt)?;
        reader.end_part(last, &mut self.sites, &mut self.assessor, &mut out)?;
        self.assessor.write(self.file, &mut out)?;
        Some(out.0)
    }

    /// Rows of data of the range so far.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.reader.as_ref().map_or(0, FileReader::rows)
    }
}

impl Assessor {
    /// Reads a part of a file apart from the others.
    fn begin_part(&mut self) {
        self.issues = Issues::default();
        self.apart = true;
        self.air.begin_part();
        self.water = samples::Samples::new(Some(u32::MAX));
    }

    fn write(&self, file: FileId, out: &mut Out) -> Option<()> {
        if !self.dust.is_empty() {
            return None;
        }
        self.issues.write(out);
        self.air.write(file, out);
        self.water.write(out)
    }

    fn read(from: &mut In<'_>, file: FileId, sites: usize, plan: &Plan) -> Option<Assessor> {
        let sites = u32::try_from(sites).ok()?;
        let issues = Issues::read(from, file)?;
        let (mut air, mut water) = (air::AirFold::new(plan), samples::Samples::new(Some(u32::MAX)));
        air.read(from, file, sites)?;
        water.read(from, file, sites)?;
        let read = Assessor { issues, air, water, apart: true, ..Assessor::new(plan.clone()) };
        (from.left() == 0).then_some(read)
    }

    fn is_apart_from(&mut self, later: &Assessor, sites: &[Option<SiteId>]) -> bool {
        let repeats = later.issues.count(Code::Duplicate) + later.issues.count(Code::Contradiction) > 0;
        let idle = self.excluding.is_idle();
        idle && self.air.is_apart_from(&later.air, sites) && self.water.is_apart_from(&later.water, sites, repeats)
    }
}

/// Takes in what came of the range of a file that follows what `reader` has read, as if it had read that, too. The
/// answer is false where it has to: then nothing has changed.
///
/// # Errors
/// [`BadTable`] when the bytes do not come from [`RangeReader::end`] for this file.
pub fn absorb(
    part: &[u8],
    reader: &mut FileReader,
    sites: &mut SiteTable,
    assessor: &mut Assessor,
) -> Result<bool, BadTable> {
    let mut from = In::new(part);
    let wrong = |from: &In<'_>| BadTable { at: part.len() - from.left() };
    let begins = from.take(MAGIC.len()) == Some(MAGIC) && from.tiny() == Some(reader.file().0);
    let read = if begins { Part::read(&mut from, reader) } else { None };
    let Some(read) = read else { return Err(wrong(&from)) };
    let file = reader.file();
    let Some(later) = Assessor::read(&mut from, file, read.sites(), &assessor.plan) else { return Err(wrong(&from)) };
    let Some(found) = reader.fits(&read, sites) else { return Ok(false) };
    if !assessor.is_apart_from(&later, &found) {
        return Ok(false);
    }
    let numbers = reader.absorb(read, &found, sites, assessor);
    assessor.merge(later, &numbers);
    Ok(true)
}
