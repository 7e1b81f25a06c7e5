//! Single samples with all their readings and rows.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::moment::Moment;
use super::{Added, Found, Told};
use crate::assess::sample_table::TableReading;
use crate::calendar::Stamp;
use crate::observation::{Averaging, Cell, FileId, Official, Origin, OtherCell, Record, SiteId, When};
use crate::parameter::Parameter;
use crate::quantity::{Missing, Packed, Reading, Wide};
use crate::sorting::sort_by_key;
use crate::state::{In, Out};
use crate::trace::Trace;
use crate::water::mean::PeriodMean;

const NONE: u32 = u32::MAX;

/// One sample.
#[derive(Debug, Clone, Copy)]
struct Sample {
    moment: Moment,
    /// A bit for every item that has a reading.
    seen: u64,
    site: SiteId,
    /// The publisher's class as written, a number in the pool of texts; 0 is none.
    class: u32,
    /// The row of it that was read last.
    last: u32,
    /// Whether a row of it is to be assessed.
    used: bool,
}

/// A row of a sample.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Number of the sample as long as rows come in.
    sample: u32,
    /// The row of the same sample before this one.
    before: u32,
    /// Its first reading.
    from: u32,
    /// Its first cell of another item.
    others: u32,
    number: u32,
    /// Why it is not assessed, a number in the pool of texts; 0 is "it is".
    suspended: u32,
    /// The vertical or layer it names, a number in the pool of texts; 0 is none.
    vertical: u32,
    file: FileId,
}

/// A cell of another item of a row: numbers in the pool of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Other {
    name: u32,
    unit: u32,
    text: u32,
    column: u16,
}

/// A cell of another item of a sample, with its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FoundOther<'a> {
    pub cell: OtherCell<'a>,
    pub origin: Origin,
}

/// The first and the last sample of a site in time.
#[derive(Debug, Clone, Copy)]
struct Ends {
    first: u32,
    last: u32,
}

/// Samples, in the order in which they came; sealed, in that of sites and times.
#[derive(Debug, Default)]
pub(super) struct Kept {
    samples: Vec<Sample>,
    rows: Vec<Row>,
    readings: Vec<Packed>,
    places: Vec<(u16, Parameter)>,
    others: Vec<Other>,
    wide: Wide,
    /// By site.
    ends: Vec<Ends>,
    /// The first `indexed` samples; filled only when samples do not come in the order of time.
    by_time: FxHashMap<(SiteId, Moment), u32>,
    indexed: usize,
    texts: Texts,
    /// Official classes of samples that were read before.
    pub(super) repeated: u32,
}

/// Texts that repeat, kept once. Number 0 is the empty text.
#[derive(Debug)]
struct Texts {
    texts: Vec<String>,
    numbers: FxHashMap<String, u32>,
}

impl Default for Texts {
    fn default() -> Texts {
        Texts { texts: vec![String::new()], numbers: FxHashMap::default() }
    }
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = count(self.texts.len());
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    fn get(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", String::as_str)
    }
}

impl Kept {
    pub(super) fn len(&self) -> usize {
        self.samples.len()
    }

    /// How many readings there are, those of other items with them.
    pub(super) fn readings_len(&self) -> usize {
        self.readings.len() + self.others.len()
    }

    /// Adds a record.
    pub(super) fn add(&mut self, record: &Record<'_>, moment: Moment, told: &mut Told<'_>) {
        let (class, suspended) = (self.texts.number(record.official.class), self.texts.number(record.suspended));
        let vertical = self.texts.number(record.vertical);
        let (number, new) = self.sample_of(record.site, moment);
        let sample = &mut self.samples[number as usize];
        if sample.class == 0 {
            sample.class = class;
        } else if class != 0 {
            self.repeated += 1;
        }
        let row = Row {
            sample: number,
            before: sample.last,
            from: count(self.readings.len()),
            others: count(self.others.len()),
            number: record.origin.row,
            suspended,
            vertical,
            file: record.origin.file,
        };
        let before = (row.before, sample.used);
        sample.last = count(self.rows.len());
        sample.used |= suspended == 0;
        self.rows.push(row);
        // A blank says nothing: it neither stands before a reading nor contradicts one.
        for cell in record.cells.iter().filter(|cell| cell.reading != Reading::Missing(Missing::Blank)) {
            let bit = bit_of(cell.parameter);
            let seen = self.samples[number as usize].seen & bit != 0;
            self.samples[number as usize].seen |= bit;
            let earlier = |vertical| if seen { self.earlier(number, vertical, cell.parameter) } else { None };
            match earlier(vertical) {
                Some(same) if same == cell.reading => told(cell, Added::Again),
                Some(_) => told(cell, Added::Contradicted),
                None => {
                    // A reading of the section as a whole stands before those of its verticals.
                    if seen && (vertical == 0 || earlier(0).is_some()) {
                        told(cell, Added::Contradicted);
                    }
                    self.readings.push(Packed::new(cell.reading, &mut self.wide));
                    self.places.push((cell.column, cell.parameter));
                }
            }
        }
        for cell in record.others {
            let [name, unit, text] = [cell.name, cell.unit, cell.text].map(|text| self.texts.number(text));
            let other = Other { name, unit, text, column: cell.column };
            // The same cell once more, of a file that is there twice.
            let known = |own: &Other| (own.name, own.unit, own.text) == (name, unit, text);
            if new || !self.rows_of(number as usize).any(|row| self.others[self.others_of(row)].iter().any(known)) {
                self.others.push(other);
            }
        }
        // A row that says nothing new needs no place.
        let says_nothing = self.readings.len() == row.from as usize && self.others.len() == row.others as usize;
        let sample = &mut self.samples[number as usize];
        if !new && says_nothing && sample.used == before.1 {
            self.rows.pop();
            sample.last = before.0;
        }
    }

    /// All rows in bytes; not once sealed.
    #[cold]
    pub(super) fn write(&self, out: &mut Out) {
        out.number(self.repeated.into());
        out.count(self.texts.texts.len() - 1);
        self.texts.texts.iter().skip(1).for_each(|text| out.bytes(text.as_bytes()));
        out.count(self.rows.len());
        for (at, row) in self.rows.iter().enumerate() {
            let sample = &self.samples[row.sample as usize];
            let class = if row.before == NONE { sample.class } else { 0 };
            for number in [sample.site.0, row.number, class, row.suspended, row.vertical] {
                out.number(number.into());
            }
            out.number(sample.moment.number());
            let readings = self.readings_of(at);
            out.count(readings.len());
            for at in readings {
                let (column, parameter) = self.places[at];
                out.parameter(parameter);
                out.number(column.into());
                out.reading(self.readings[at].reading(&self.wide));
            }
            let others = &self.others[self.others_of(at)];
            out.count(others.len());
            for Other { name, unit, text, column } in others {
                for number in [*name, *unit, *text, (*column).into()] {
                    out.number(number.into());
                }
            }
        }
    }

    /// What [`Kept::write`] wrote, of so many sites; `None` where the bytes are none.
    #[cold]
    pub(super) fn read(from: &mut In<'_>, file: FileId, sites: u32) -> Option<Kept> {
        let mut kept = Kept::default();
        let repeated = from.small()?;
        let texts = from.list(In::text)?;
        let text = |number: u32| match number.checked_sub(1) {
            None => Some(""),
            Some(number) => texts.get(number as usize).copied(),
        };
        for _ in 0..from.count()? {
            let site = from.small().filter(|site| *site < sites).map(SiteId)?;
            let origin = Origin { file, row: from.row()? };
            let (class, suspended) = (text(from.small()?)?, text(from.small()?)?);
            let vertical = text(from.small()?)?;
            let moment = Moment::read(from)?;
            let cells = from.list(|from| {
                let (parameter, column) = (from.parameter()?, from.tiny()?);
                Some(Cell { parameter, averaging: Averaging::Sample, reading: from.reading()?, column })
            })?;
            let others = from.list(|from| {
                let (name, unit) = (text(from.small()?)?, text(from.small()?)?);
                Some(OtherCell { name, unit, text: text(from.small()?)?, column: from.tiny()? })
            })?;
            let record = Record {
                site,
                when: When::Stamp(moment.stamp()),
                origin,
                cells: &cells,
                others: &others,
                vertical,
                official: Official { class, ..Official::default() },
                suspended,
            };
            kept.add(&record, moment, &mut |_, _| {});
        }
        kept.repeated = repeated;
        Some(kept)
    }

    /// Whether no item of a sample is among those of the same sample here. `sites` says where the other's sites are.
    #[cold]
    pub(super) fn is_apart_from(&mut self, later: &Kept, sites: &[Option<SiteId>]) -> bool {
        later.samples.iter().all(|sample| {
            let Some(site) = sites.get(sample.site.0 as usize).copied().flatten() else { return true };
            let found = self.find(site, sample.moment).ok();
            found.is_none_or(|own| self.samples[own as usize].seen & sample.seen == 0)
        })
    }

    /// The samples with their sites, times and items.
    pub(super) fn each_sample(&self) -> impl Iterator<Item = (SiteId, Moment, u64)> {
        self.samples.iter().map(|sample| (sample.site, sample.moment, sample.seen))
    }

    /// The number of a sample; in `Err`, whether it would be the first and the last of its site.
    fn find(&mut self, site: SiteId, moment: Moment) -> Result<u32, (bool, bool)> {
        let Ends { first, last } = self.ends.get(site.0 as usize).copied().unwrap_or(Ends { first: NONE, last: NONE });
        let moment_of = |number: u32| self.samples.get(number as usize).map(|sample| sample.moment);
        let (is_last, is_first) = match (moment_of(first), moment_of(last)) {
            (Some(_), Some(known)) if known == moment => return Ok(last),
            (Some(known), Some(_)) if known == moment => return Ok(first),
            (Some(first), Some(last)) => (moment > last, moment < first),
            _ => (true, true),
        };
        if !is_last && !is_first {
            for (number, sample) in (0..).zip(&self.samples).skip(self.indexed) {
                self.by_time.insert((sample.site, sample.moment), number);
            }
            self.indexed = self.samples.len();
            if let Some(&number) = self.by_time.get(&(site, moment)) {
                return Ok(number);
            }
        }
        Err((is_first, is_last))
    }

    /// The number of a sample, a new one where it is not known.
    fn sample_of(&mut self, site: SiteId, moment: Moment) -> (u32, bool) {
        let (is_first, is_last) = match self.find(site, moment) {
            Ok(number) => return (number, false),
            Err(place) => place,
        };
        let next = count(self.samples.len());
        let at = site.0 as usize;
        if self.ends.len() <= at {
            self.ends.resize(at + 1, Ends { first: NONE, last: NONE });
        }
        if is_first {
            self.ends[at].first = next;
        }
        if is_last {
            self.ends[at].last = next;
        }
        self.samples.push(Sample { moment, seen: 0, site, class: 0, last: NONE, used: false });
        (next, true)
    }

    /// The reading of an item that a sample has of a vertical.
    fn earlier(&self, sample: u32, vertical: u32, item: Parameter) -> Option<Reading> {
        self.rows_of(sample as usize).filter(|&row| self.rows[row].vertical == vertical).find_map(|row| {
            let mut range = self.readings_of(row);
            range.find(|&at| self.places[at].1 == item).map(|at| self.readings[at].reading(&self.wide))
        })
    }

    /// The rows of a sample, the last first.
    fn rows_of(&self, sample: usize) -> impl Iterator<Item = usize> {
        let row_at = |number: u32| (number != NONE).then_some(number as usize);
        let last = self.samples.get(sample).and_then(|sample| row_at(sample.last));
        std::iter::successors(last, move |&row| row_at(self.rows[row].before))
    }

    /// The readings of a row.
    fn readings_of(&self, row: usize) -> Range<usize> {
        let end = self.rows.get(row + 1).map_or(self.readings.len(), |next| next.from as usize);
        self.rows[row].from as usize..end
    }

    /// The cells of other items of a row.
    fn others_of(&self, row: usize) -> Range<usize> {
        let end = self.rows.get(row + 1).map_or(self.others.len(), |next| next.others as usize);
        self.rows[row].others as usize..end
    }

    fn other_cell(&self, other: &Other) -> OtherCell<'_> {
        let Other { name, unit, text, column } = *other;
        OtherCell { column, name: self.texts.get(name), unit: self.texts.get(unit), text: self.texts.get(text) }
    }

    /// All rows once more, in the order in which they came; not once sealed.
    pub(super) fn each_row(&self, each: &mut dyn FnMut(&Record<'_>)) {
        let mut cells: Vec<Cell> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let sample = &self.samples[row.sample as usize];
            cells.clear();
            cells.extend(self.readings_of(at).map(|at| Cell {
                parameter: self.places[at].1,
                averaging: Averaging::Sample,
                reading: self.readings[at].reading(&self.wide),
                column: self.places[at].0,
            }));
            let others: Vec<OtherCell<'_>> =
                self.others[self.others_of(at)].iter().map(|other| self.other_cell(other)).collect();
            // The class belongs to the sample, so its first row brings it.
            let class = if row.before == NONE { self.texts.get(sample.class) } else { "" };
            each(&Record {
                site: sample.site,
                when: When::Stamp(sample.moment.stamp()),
                origin: Origin { file: row.file, row: row.number },
                cells: &cells,
                others: &others,
                vertical: self.texts.get(row.vertical),
                official: Official { class, ..Official::default() },
                suspended: self.texts.get(row.suspended),
            });
        }
    }

    /// Puts the samples in the order of sites and times. No rows may come in any more.
    pub(super) fn seal(&mut self) {
        sort_by_key(&mut self.samples, |sample| (sample.site, sample.moment));
        self.by_time = FxHashMap::default();
        self.ends = Vec::new();
    }

    pub(super) fn site(&self, number: usize) -> SiteId {
        self.samples[number].site
    }

    pub(super) fn moment(&self, number: usize) -> Moment {
        self.samples[number].moment
    }

    pub(super) fn stamp(&self, number: usize) -> Stamp {
        self.samples[number].moment.stamp()
    }

    /// The first row of a sample.
    pub(super) fn origin(&self, number: usize) -> Origin {
        let first = self.rows_of(number).last().map(|row| self.rows[row]);
        first.map_or(Origin { file: FileId(0), row: 0 }, |row| Origin { file: row.file, row: row.number })
    }

    /// The numbers of the samples of one section, once sealed.
    pub(super) fn of(&self, site: SiteId) -> Range<usize> {
        let from = self.samples.partition_point(|sample| sample.site < site);
        from..from + self.samples[from..].partition_point(|sample| sample.site == site)
    }

    pub(super) fn official_class(&self, number: usize) -> &str {
        self.texts.get(self.samples[number].class)
    }

    /// Why a sample is not assessed, empty when a row of it is.
    pub(super) fn suspended(&self, number: usize) -> &str {
        if self.samples[number].used {
            return "";
        }
        self.rows_of(number).last().map_or("", |row| self.texts.get(self.rows[row].suspended))
    }

    /// The readings of a sample in the order of the register; without those of rows that are not assessed where others
    /// are.
    pub(super) fn readings(&self, sample: usize) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let used = self.samples.get(sample).is_some_and(|sample| sample.used);
        for row in self.rows_of(sample).filter(|&row| !used || self.rows[row].suspended == 0) {
            let Row { file, number, vertical, .. } = self.rows[row];
            for at in self.readings_of(row) {
                let (column, parameter) = self.places[at];
                if vertical != 0 && self.earlier(count(sample), 0, parameter).is_some() {
                    continue;
                }
                let reading = self.readings[at].reading(&self.wide);
                let place = found.partition_point(|found| found.parameter < parameter);
                found.insert(place, Found { parameter, reading, origin: Origin { file, row: number }, column });
            }
        }
        found
    }

    /// The reading of every item of a sample in the order of the register: where verticals have their own, their mean.
    pub(super) fn items(&self, sample: usize, trace: &mut impl Trace) -> Vec<TableReading> {
        let found = self.readings(sample);
        let of_items = found.chunk_by(|one, other| one.parameter == other.parameter);
        of_items.filter_map(|found| item_of(found, trace)).collect()
    }
}

fn item_of(found: &[Found], trace: &mut impl Trace) -> Option<TableReading> {
    let &Found { parameter: item, reading, column, origin: Origin { row, .. } } = found.first()?;
    if found.len() == 1 {
        return Some(TableReading { item, reading, column, row });
    }
    let mut mean = PeriodMean::of(item);
    found.iter().for_each(|found| mean.add(found.reading));
    Some(TableReading { item, reading: mean.reading(trace).unwrap_or(reading), column: 0, row })
}

impl Kept {
    /// The cells of other items of a sample in the order of its rows; without those of rows that are not assessed where others
    /// are.
    pub(super) fn others(&self, number: usize) -> Vec<FoundOther<'_>> {
        let used = self.samples.get(number).is_some_and(|sample| sample.used);
        let mut rows: Vec<usize> = self.rows_of(number).filter(|&row| !used || self.rows[row].suspended == 0).collect();
        rows.reverse();
        let of_row = |row: usize| {
            let origin = Origin { file: self.rows[row].file, row: self.rows[row].number };
            let cells = self.others[self.others_of(row)].iter();
            cells.map(move |other| FoundOther { cell: self.other_cell(other), origin })
        };
        rows.into_iter().flat_map(of_row).collect()
    }
}

/// The bit of an item in a set of them.
pub(super) const fn bit_of(item: Parameter) -> u64 {
    1 << item as u8
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}
