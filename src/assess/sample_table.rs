//! Samples of water of all sections in one piece of bytes: what is handed from the module that reads files to the one that
//! evaluates water.

use std::ops::Range;

use super::days::BadTable;
use crate::calendar::{Date, Month, Stamp};
use crate::grade::Class;
use crate::observation::{Boundary, FileId, Origin, Site, SiteId, WaterUse};
use crate::parameter::Parameter;
use crate::plan::Body;
use crate::quantity::{Amount, Missing, Reading};
use crate::trace::Recorder;
use crate::water::mean::{Mean, PeriodMean, of_item};

/// First bytes; the digit changes with the layout.
const MAGIC: &[u8; 4] = b"EGW2";
/// What follows in the bytes.
const FILE: u8 = b'F';
const TEXT: u8 = b'T';
const SITE: u8 = b'S';
/// A sample of the site before it.
const SAMPLE: u8 = b'P';
/// A month of the site before it, where samples were too many to keep.
const MONTH: u8 = b'M';

/// A reading of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableReading {
    /// The item.
    pub item: Parameter,
    /// The reading in the unit of the item.
    pub reading: Reading,
    /// Column from 1, or 0 where it is the mean of several cells.
    pub column: u16,
    /// Its row in the file of the sample, which may have several.
    pub row: u32,
}

/// A cell of a sample that names none of the basic items, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherReading<'a> {
    /// Header or item as written, without its unit.
    pub name: &'a str,
    /// Unit as written, empty where none was.
    pub unit: &'a str,
    /// The cell as written.
    pub text: &'a str,
    /// Column from 1.
    pub column: u16,
    /// Its row in the file of the sample, which may have several.
    pub row: u32,
}

/// A sample: the readings of one section at one time.
#[derive(Debug, Clone, Copy)]
pub struct TableSample<'a> {
    /// When.
    pub stamp: Stamp,
    /// Row.
    pub origin: Origin,
    /// Why it is not assessed, empty when it is.
    pub suspended: &'a str,
    /// The publisher's class as written, empty when there is none.
    pub official_class: &'a str,
    /// Its readings, in the order of the register.
    pub readings: &'a [TableReading],
    table: &'a SampleTable,
    others: &'a [OtherCell],
}

impl<'a> TableSample<'a> {
    /// The readings as rules take them.
    #[must_use]
    pub fn items(&self) -> Vec<(Parameter, Reading)> {
        self.readings.iter().map(|reading| (reading.item, reading.reading)).collect()
    }

    /// The cells that name none of the basic items.
    pub fn others(&self) -> impl Iterator<Item = OtherReading<'a>> + use<'a> {
        let table = self.table;
        self.others.iter().map(|cell| OtherReading {
            name: table.text_of(cell.name),
            unit: table.text_of(cell.unit),
            text: table.text_of(cell.text),
            column: cell.column,
            row: cell.row,
        })
    }
}

/// The means of a month at one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthMeans {
    /// Month.
    pub month: Month,
    /// Samples that entered the means.
    pub used: u32,
    /// Samples that did not, because the station was suspended.
    pub suspended: u32,
    /// The means in the order of the register.
    pub means: Vec<PeriodMean>,
}

impl MonthMeans {
    /// The means, to be averaged again or graded.
    #[must_use]
    pub fn means(&self) -> Vec<Mean> {
        self.means.iter().filter_map(|mean| mean.mean(&mut Recorder::off())).collect()
    }
}

#[derive(Debug, Clone, Copy)]
struct OtherCell {
    name: u32,
    unit: u32,
    text: u32,
    column: u16,
    row: u32,
}

#[derive(Debug, Clone)]
struct Sample {
    stamp: Stamp,
    origin: Origin,
    suspended: u32,
    class: u32,
    readings: Range<u32>,
    others: Range<u32>,
}

#[derive(Debug, Clone)]
struct TableSite {
    site: Site,
    samples: Range<u32>,
    /// Its months, where samples were too many to keep.
    months: Vec<MonthMeans>,
}

/// Samples of sections, ascending by time.
///
/// ```
/// use envgrade::assess::{Assessor, SampleTable};
/// use envgrade::ingest::{ReadOptions, read_bytes};
/// use envgrade::observation::{FileId, SiteId, SiteTable};
/// use envgrade::plan::Plan;
/// let text = "断面名称,监测时间,氨氮(mg/L),总磷(mg/L)\n民和桥,2024-05-01 08:00,0.42,0.02L\n";
/// let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
/// let options = ReadOptions::default();
/// let reports = read_bytes(FileId(0), "湟水.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
/// let table = assessor.finish(sites).sample_table(&reports);
/// let again = SampleTable::from_bytes(&table.to_bytes())?;
/// assert_eq!(again.site(SiteId(0)).name, "民和桥");
/// assert_eq!(again.samples(SiteId(0)).next().map(|sample| sample.readings.len()), Some(2));
/// assert_eq!(again.months(SiteId(0)).len(), 1);
/// # Ok::<(), envgrade::assess::BadTable>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct SampleTable {
    files: Vec<String>,
    texts: Vec<String>,
    sites: Vec<TableSite>,
    samples: Vec<Sample>,
    readings: Vec<TableReading>,
    others: Vec<OtherCell>,
}

impl SampleTable {
    /// Names a file; samples say by its number where they come from.
    pub(super) fn add_file(&mut self, name: &str) {
        self.files.push(name.to_owned());
    }

    /// The number of a text, the same for every use of it among the last few; 0 is the empty one.
    fn number_of(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let from = self.texts.len().saturating_sub(64);
        let place = self.texts[from..].iter().position(|own| own == text).map(|at| from + at);
        let place = place.unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        });
        u32::try_from(place + 1).unwrap_or(0)
    }

    fn text_of(&self, number: u32) -> &str {
        (number as usize).checked_sub(1).and_then(|at| self.texts.get(at)).map_or("", String::as_str)
    }

    /// Adds a site; samples that follow are its own.
    pub(super) fn add_site(&mut self, site: &Site) {
        let at = count(self.samples.len());
        self.sites.push(TableSite { site: site.clone(), samples: at..at, months: Vec::new() });
    }

    /// Adds a month to the site that was added last, whose samples are not kept. Months ascend.
    pub(super) fn add_month(&mut self, month: MonthMeans) {
        if let Some(site) = self.sites.last_mut() {
            site.months.push(month);
        }
    }

    /// Adds a sample to the site that was added last.
    pub(super) fn add_sample<'a>(
        &mut self,
        (stamp, origin): (Stamp, Origin),
        suspended: &str,
        official_class: &str,
        readings: impl Iterator<Item = TableReading>,
        others: impl Iterator<Item = OtherReading<'a>>,
    ) {
        let (suspended, class) = (self.number_of(suspended), self.number_of(official_class));
        let (first_reading, first_other) = (count(self.readings.len()), count(self.others.len()));
        self.readings.extend(readings);
        for other in others {
            let [name, unit, text] = [other.name, other.unit, other.text].map(|text| self.number_of(text));
            self.others.push(OtherCell { name, unit, text, column: other.column, row: other.row });
        }
        self.samples.push(Sample {
            stamp,
            origin,
            suspended,
            class,
            readings: first_reading..count(self.readings.len()),
            others: first_other..count(self.others.len()),
        });
        if let Some(site) = self.sites.last_mut() {
            site.samples.end = count(self.samples.len());
        }
    }

    /// The name of a file, empty where there is no such file.
    #[must_use]
    pub fn file(&self, file: FileId) -> &str {
        self.files.get(usize::from(file.0)).map_or("", String::as_str)
    }

    /// How many sites there are; they are numbered from 0.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// All sites with their numbers.
    pub fn sites(&self) -> impl Iterator<Item = (SiteId, &Site)> {
        (0..).map(SiteId).zip(self.sites.iter().map(|site| &site.site))
    }

    /// A site.
    ///
    /// # Panics
    /// When there is no such site.
    #[must_use]
    pub fn site(&self, site: SiteId) -> &Site {
        &self.sites[site.0 as usize].site
    }

    /// The samples of a site, ascending by time; none where there is no such site, and none where the data were so many
    /// that only their months are kept.
    pub fn samples(&self, site: SiteId) -> impl Iterator<Item = TableSample<'_>> {
        let range = self.sites.get(site.0 as usize).map_or(0..0, |site| site.samples.clone());
        self.samples[range.start as usize..range.end as usize].iter().map(|sample| TableSample {
            stamp: sample.stamp,
            origin: sample.origin,
            suspended: self.text_of(sample.suspended),
            official_class: self.text_of(sample.class),
            readings: &self.readings[sample.readings.start as usize..sample.readings.end as usize],
            table: self,
            others: &self.others[sample.others.start as usize..sample.others.end as usize],
        })
    }

    /// The means of the months of a site, ascending.
    #[must_use]
    pub fn months(&self, site: SiteId) -> Vec<MonthMeans> {
        let mut months = self.sites.get(site.0 as usize).map_or_else(Vec::new, |site| site.months.clone());
        for sample in self.samples(site) {
            let month = sample.stamp.year_month();
            if months.last().is_none_or(|last| last.month != month) {
                months.push(MonthMeans { month, used: 0, suspended: 0, means: Vec::new() });
            }
            let Some(of_month) = months.last_mut() else { continue };
            if sample.suspended.is_empty() {
                of_month.used += 1;
                for reading in sample.readings {
                    of_item(&mut of_month.means, reading.item).add(reading.reading);
                }
            } else {
                of_month.suspended += 1;
            }
        }
        months
    }

    /// The table as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for file in &self.files {
            out.push(FILE);
            put_text(&mut out, file);
        }
        for text in &self.texts {
            out.push(TEXT);
            put_text(&mut out, text);
        }
        for site in &self.sites {
            out.push(SITE);
            put_site(&mut out, &site.site);
            for sample in &self.samples[site.samples.start as usize..site.samples.end as usize] {
                self.put_sample(&mut out, sample);
            }
            site.months.iter().for_each(|month| put_month(&mut out, month));
        }
        out
    }

    fn put_sample(&self, out: &mut Vec<u8>, sample: &Sample) {
        out.push(SAMPLE);
        let (kind, date, minute) = match sample.stamp {
            Stamp::Month(_) => (0_u8, sample.stamp.date(), 0),
            Stamp::Day(date) => (1, date, 0),
            Stamp::Minute(date, minute) => (2, date, minute),
        };
        out.push(kind);
        out.extend(date.days().to_le_bytes());
        out.extend(minute.to_le_bytes());
        out.extend(sample.origin.file.0.to_le_bytes());
        out.extend(sample.origin.row.to_le_bytes());
        out.extend(sample.suspended.to_le_bytes());
        out.extend(sample.class.to_le_bytes());
        out.extend((sample.readings.end - sample.readings.start).to_le_bytes());
        out.extend((sample.others.end - sample.others.start).to_le_bytes());
        for reading in &self.readings[sample.readings.start as usize..sample.readings.end as usize] {
            out.push(reading.item as u8);
            out.extend(reading.column.to_le_bytes());
            out.extend(reading.row.to_le_bytes());
            put_reading(out, reading.reading);
        }
        for other in &self.others[sample.others.start as usize..sample.others.end as usize] {
            for number in [other.name, other.unit, other.text] {
                out.extend(number.to_le_bytes());
            }
            out.extend(other.column.to_le_bytes());
            out.extend(other.row.to_le_bytes());
        }
    }

    /// The table of some bytes.
    ///
    /// # Errors
    /// [`BadTable`] when they do not come from [`SampleTable::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<SampleTable, BadTable> {
        let mut from = Bytes { bytes, at: 0 };
        let mut table = SampleTable::default();
        let whole = from.array() == Some(*MAGIC) && table.read(&mut from).is_some();
        if whole { Ok(table) } else { Err(BadTable { at: from.at }) }
    }

    fn read(&mut self, from: &mut Bytes<'_>) -> Option<()> {
        while let Some([kind]) = from.array() {
            match kind {
                FILE => self.files.push(from.text()?),
                TEXT => self.texts.push(from.text()?),
                SITE => {
                    let at = count(self.samples.len());
                    self.sites.push(TableSite { site: site(from)?, samples: at..at, months: Vec::new() });
                }
                SAMPLE => self.read_sample(from)?,
                MONTH => {
                    let month = month(from)?;
                    let site = self.sites.last_mut()?;
                    if site.samples.is_empty() && site.months.last().is_none_or(|last| last.month < month.month) {
                        site.months.push(month);
                    } else {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        Some(())
    }

    fn read_sample(&mut self, from: &mut Bytes<'_>) -> Option<()> {
        let [kind] = from.array()?;
        let date = Date::from_days(i32::from_le_bytes(from.array()?))?;
        let minute = u16::from_le_bytes(from.array()?);
        let stamp = match kind {
            0 => Stamp::Month(date.year_month()),
            1 => Stamp::Day(date),
            2 => Stamp::Minute(date, minute),
            _ => return None,
        };
        let file = FileId(u16::from_le_bytes(from.array()?));
        let row = from.number()?;
        let (suspended, class) = (from.number()?, from.number()?);
        let (readings, others) = (from.number()?, from.number()?);
        let (first_reading, first_other) = (count(self.readings.len()), count(self.others.len()));
        for _ in 0..readings {
            let [item] = from.array()?;
            let item = *Parameter::ALL.get(usize::from(item))?;
            let column = u16::from_le_bytes(from.array()?);
            let row = from.number()?;
            self.readings.push(TableReading { item, reading: from.reading()?, column, row });
        }
        for _ in 0..others {
            let (name, unit, text) = (from.number()?, from.number()?, from.number()?);
            let column = u16::from_le_bytes(from.array()?);
            self.others.push(OtherCell { name, unit, text, column, row: from.number()? });
        }
        self.samples.push(Sample {
            stamp,
            origin: Origin { file, row },
            suspended,
            class,
            readings: first_reading..count(self.readings.len()),
            others: first_other..count(self.others.len()),
        });
        self.sites.last_mut()?.samples.end = count(self.samples.len());
        Some(())
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    out.extend(count(text.len()).to_le_bytes());
    out.extend(text.as_bytes());
}

fn put_amount(out: &mut Vec<u8>, amount: Amount) {
    let (digits, decimals) = amount.parts();
    out.extend(digits.to_le_bytes());
    out.push(u8::try_from(decimals).unwrap_or(0));
}

const MISSING: [Missing; 6] =
    [Missing::Blank, Missing::NoData, Missing::NotEquipped, Missing::NotSampled, Missing::Sentinel, Missing::Excluded];

fn put_reading(out: &mut Vec<u8>, reading: Reading) {
    match reading {
        Reading::Value(amount) => {
            out.push(0);
            put_amount(out, amount);
        }
        Reading::Below(limit) => {
            out.push(1);
            put_amount(out, limit);
        }
        Reading::Above(bound) => {
            out.push(2);
            put_amount(out, bound);
        }
        Reading::NotDetected => out.push(3),
        Reading::Missing(why) => out.push(4 + why as u8),
    }
}

fn put_month(out: &mut Vec<u8>, month: &MonthMeans) {
    out.push(MONTH);
    out.extend(Stamp::Month(month.month).date().days().to_le_bytes());
    for number in [month.used, month.suspended, count(month.means.len())] {
        out.extend(number.to_le_bytes());
    }
    month.means.iter().for_each(|mean| out.extend(mean.to_bytes()));
}

fn month(from: &mut Bytes<'_>) -> Option<MonthMeans> {
    let month = Date::from_days(i32::from_le_bytes(from.array()?))?.year_month();
    let (used, suspended, count) = (from.number()?, from.number()?, from.number()?);
    let mut means: Vec<PeriodMean> = Vec::new();
    for _ in 0..count {
        let mean = PeriodMean::from_bytes(from.array()?)?;
        if means.last().is_some_and(|last| last.item() >= mean.item()) {
            return None;
        }
        means.push(mean);
    }
    (used.max(suspended) <= 1 << 20).then_some(MonthMeans { month, used, suspended, means })
}

fn put_site(out: &mut Vec<u8>, site: &Site) {
    let texts = [&site.name, &site.code, &site.city, &site.county, &site.basin, &site.province];
    texts.into_iter().chain([&site.river, &site.lake, &site.function_zone]).for_each(|text| put_text(out, text));
    out.push(match site.body {
        None => 0,
        Some(Body::River) => 1,
        Some(Body::Lake) => 2,
    });
    out.push(site.target.map_or(0, Class::number));
    out.push(place_in(&Boundary::ALL, site.boundary));
    out.push(place_in(&WaterUse::ALL, site.water));
    out.push(u8::from(site.order.is_some()));
    site.order.into_iter().for_each(|order| put_amount(out, order));
}

/// The place of a choice in the list of all from 1, 0 without one.
fn place_in<T: Copy + PartialEq>(all: &[T], one: Option<T>) -> u8 {
    let place = all.iter().position(|own| Some(*own) == one);
    place.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or(0)
}

/// The choice at a place, `None` at 0; nothing at a place behind the last.
fn at_place<T: Copy>(all: &[T], place: u8) -> Option<Option<T>> {
    match usize::from(place).checked_sub(1) {
        None => Some(None),
        Some(at) => all.get(at).copied().map(Some),
    }
}

fn site(from: &mut Bytes<'_>) -> Option<Site> {
    let mut site = Site::default();
    let fields =
        [&mut site.name, &mut site.code, &mut site.city, &mut site.county, &mut site.basin, &mut site.province];
    for field in fields.into_iter().chain([&mut site.river, &mut site.lake, &mut site.function_zone]) {
        *field = from.text()?;
    }
    let [body, target] = from.array()?;
    site.body = match body {
        0 => None,
        1 => Some(Body::River),
        2 => Some(Body::Lake),
        _ => return None,
    };
    site.target = Class::from_number(target);
    let [boundary, water, ordered] = from.array()?;
    site.boundary = at_place(&Boundary::ALL, boundary)?;
    site.water = at_place(&WaterUse::ALL, water)?;
    site.order = match ordered {
        0 => None,
        1 => Some(from.amount()?),
        _ => return None,
    };
    Some(site)
}

/// Bytes that are taken from the front.
struct Bytes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bytes<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(N)?)?.try_into().ok()?;
        self.at += N;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        String::from_utf8(taken.to_vec()).ok()
    }

    fn amount(&mut self) -> Option<Amount> {
        let digits = i64::from_le_bytes(self.array()?);
        let [decimals] = self.array()?;
        if digits.unsigned_abs() >= 1_000_000_000_000_000_000 || decimals > 36 {
            return None;
        }
        // No cell holds more, so sums have room.
        let amount = Amount::decimal(digits, decimals.into());
        (amount.magnitude() <= Amount::whole(1_000_000_000_000)).then_some(amount)
    }

    fn reading(&mut self) -> Option<Reading> {
        let [kind] = self.array()?;
        Some(match kind {
            0 => Reading::Value(self.amount()?),
            1 => Reading::Below(self.amount()?),
            2 => Reading::Above(self.amount()?),
            3 => Reading::NotDetected,
            missing => Reading::Missing(*MISSING.get(usize::from(missing).checked_sub(4)?)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table() -> SampleTable {
        let mut table = SampleTable::default();
        table.add_file("湟水.csv");
        table.add_site(&Site { name: "民和桥".into(), target: Some(Class::III), ..Site::default() });
        let origin = Origin { file: FileId(0), row: 2 };
        let reading = |item, reading| TableReading { item, reading, column: 3, row: 2 };
        let other = OtherReading { name: "硫酸盐", unit: "mg/L", text: "12.5", column: 9, row: 2 };
        for (day, class) in [(1, "Ⅱ"), (2, "")] {
            table.add_sample(
                (Stamp::Minute(Date::of(2024, 5, day), 480), origin),
                "",
                class,
                [
                    reading(Parameter::AmmoniaN, Reading::Value(Amount::decimal(42, 2))),
                    reading(Parameter::Tp, Reading::Below(Amount::decimal(2, 2))),
                    reading(Parameter::Tn, Reading::Missing(Missing::NotEquipped)),
                ]
                .into_iter(),
                [other].into_iter(),
            );
        }
        table.add_site(&Site {
            name: "扎陵湖".into(),
            lake: "扎陵湖".into(),
            body: Some(Body::Lake),
            boundary: Some(Boundary::City),
            water: Some(WaterUse::SurfaceSource),
            order: Some(Amount::decimal(125, 1)),
            ..Site::default()
        });
        table.add_sample(
            (Stamp::Month(Month { year: 2024, month: 6 }), origin),
            "冰封",
            "",
            std::iter::empty(),
            std::iter::empty(),
        );
        table
    }

    #[test]
    fn samples_come_back_as_they_were() {
        let table = table();
        let again = SampleTable::from_bytes(&table.to_bytes()).unwrap_or_default();
        assert_eq!(again.len(), 2);
        for (site, described) in table.sites() {
            assert_eq!(again.site(site), described);
            assert_eq!(again.months(site), table.months(site));
            for (one, other) in table.samples(site).zip(again.samples(site)) {
                assert_eq!((one.stamp, one.origin, one.suspended), (other.stamp, other.origin, other.suspended));
                assert_eq!((one.readings, one.official_class), (other.readings, other.official_class));
                assert_eq!(one.others().collect::<Vec<_>>(), other.others().collect::<Vec<_>>());
            }
        }
        assert_eq!(again.samples(SiteId(0)).map(|sample| sample.others().count()).sum::<usize>(), 2);
        assert_eq!(again.file(FileId(0)), "湟水.csv");
        assert_eq!(again.months(SiteId(1))[0].suspended, 1);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..300), honest in any::<bool>()) {
            if honest {
                bytes.splice(0..0, *MAGIC);
            }
            look(&bytes);
        }

        #[test]
        fn a_flipped_byte_is_read_or_refused(at in 0_usize..2_000, bits in 1_u8..=255) {
            let mut bytes = table().to_bytes();
            let at = at % bytes.len();
            bytes[at] ^= bits;
            look(&bytes);
        }
    }

    fn look(bytes: &[u8]) {
        if let Ok(table) = SampleTable::from_bytes(bytes) {
            for (site, _) in table.sites() {
                table
                    .samples(site)
                    .for_each(|sample| sample.others().for_each(|other| assert!(other.name.len() < 1 << 20)));
                table.months(site).iter().for_each(|month| drop(month.means()));
            }
        }
    }
}
