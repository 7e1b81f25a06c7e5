//! How our results agree with a publisher's own columns: every row is counted, every difference has a cause or says
//! that none is known.

use crate::sorted::SortedMap;

use rustc_hash::FxHashMap;

use crate::air::Pollutant;
use crate::air::realtime::{HourRule, HourValues, grade};
use crate::calendar::Hour;
use crate::edition::EditionChoice;
use crate::observation::{Averaging, FileId, Origin, Record, SiteId, SiteTable};
use crate::quantity::Amount;
use crate::sorting::sort_by_key;
use crate::state::{In, Out};
use crate::trace::Recorder;
use crate::words::Words;

/// Why a row with an official value was not compared, or differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// We have no result to compare.
    NotGraded,
    /// The publisher's value is not one that we know.
    NotRead,
    /// The publisher's daily AQI is a mean of hourly indices.
    MeanOfHours,
    /// The same site and time were read before; the first stands.
    Repeated,
    /// The station was suspended.
    Suspended,
    /// The publisher's value is what another edition of the standard gives.
    OtherEdition,
    /// A pollutant is missing here, and the publisher's AQI is higher.
    MissingHere,
    /// The publisher's value is what the others give when the primary pollutant is left out.
    PollutantLeftOut,
    /// The publisher rounds indices half up where the standard rounds up.
    HalfUp,
    /// The publisher's scale ends at 300.
    Capped,
    /// One away: the publisher had more decimals than it printed, or rounds otherwise.
    Neighbour,
    /// The publisher's class is what the total phosphorus limits of the other body of water give.
    OtherBody,
    /// The publisher's class is that of the row before.
    RowBefore,
    /// The publisher's class is what the value gives before or after rounding to the printed decimals.
    AtTheLimit,
    /// The publisher has no class Ⅰ.
    NoClassI,
    /// The publisher grades items that we have not, or leaves some out.
    OtherItems,
    /// No cause is known.
    Unknown,
}

impl Cause {
    /// All causes, in their order.
    const ALL: [Cause; 17] = [
        Cause::NotGraded,
        Cause::NotRead,
        Cause::MeanOfHours,
        Cause::Repeated,
        Cause::Suspended,
        Cause::OtherEdition,
        Cause::MissingHere,
        Cause::PollutantLeftOut,
        Cause::HalfUp,
        Cause::Capped,
        Cause::Neighbour,
        Cause::OtherBody,
        Cause::RowBefore,
        Cause::AtTheLimit,
        Cause::NoClassI,
        Cause::OtherItems,
        Cause::Unknown,
    ];

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Cause::NotGraded => "not-graded",
            Cause::NotRead => "not-read",
            Cause::MeanOfHours => "mean-of-hours",
            Cause::Repeated => "repeated",
            Cause::Suspended => "suspended",
            Cause::OtherEdition => "other-edition",
            Cause::MissingHere => "missing-here",
            Cause::PollutantLeftOut => "pollutant-left-out",
            Cause::HalfUp => "half-up",
            Cause::Capped => "capped",
            Cause::Neighbour => "neighbour",
            Cause::OtherBody => "other-body",
            Cause::RowBefore => "row-before",
            Cause::AtTheLimit => "at-the-limit",
            Cause::NoClassI => "no-class-1",
            Cause::OtherItems => "other-items",
            Cause::Unknown => "unknown",
        }
    }

    /// What it means.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Cause::NotGraded => Words::new("本工具未给出结果，无法比较", "there is no result of ours to compare"),
            Cause::NotRead => Words::new("发布值无法识别", "the published value is not one that is known"),
            Cause::MeanOfHours => Words::new(
                "发布值是小时 AQI 的平均，不是按日均浓度计算的日 AQI，未比较",
                "the published value is a mean of hourly indices, not the AQI of the day's concentrations; not compared",
            ),
            Cause::Repeated => Words::new(
                "同一点位同一时间已读到过，采用先出现的一次，未比较",
                "the same site and time were read before and stand; not compared",
            ),
            Cause::Suspended => Words::new("站点维护或停运，未比较", "the station is suspended"),
            Cause::OtherEdition => {
                Words::new("发布值等于按另一版标准计算的结果", "the published value is what the other edition gives")
            }
            Cause::MissingHere => Words::new(
                "文件缺少某项污染物，发布值更高，可能由该污染物决定",
                "a pollutant is missing in the file, and the published value is higher: it may come from that one",
            ),
            Cause::PollutantLeftOut => Words::new(
                "发布值等于不计某项污染物（如 NO2、SO2 或首要污染物）时的结果",
                "the published value is what remains when a pollutant (such as NO2, SO2 or the primary one) is left out",
            ),
            Cause::HalfUp => Words::new(
                "发布方对分指数四舍五入，标准要求向上进位",
                "the publisher rounded the indices half up, the standard rounds up",
            ),
            Cause::Capped => Words::new("发布方的 AQI 以 300 为上限", "the scale of the publisher ends at 300"),
            Cause::Neighbour => Words::new(
                "相差 1，发布方用未修约的浓度计算",
                "one apart: the publisher used concentrations with more decimals",
            ),
            Cause::OtherBody => Words::new(
                "发布值等于按另一种水体（河流/湖库）总磷限值评价的结果",
                "the published class follows from the total phosphorus limits of the other body of water",
            ),
            Cause::RowBefore => Words::new("发布值等于上一时次的类别", "the published class is that of the row before"),
            Cause::AtTheLimit => Words::new(
                "数值恰在限值处，发布方用未修约的原始值判定",
                "the value is at a limit; the publisher judged the unrounded value",
            ),
            Cause::NoClassI => Words::new("发布方不设Ⅰ类，Ⅰ类记为Ⅱ类", "the publisher has no class I and writes II"),
            Cause::OtherItems => {
                Words::new("发布方评价的指标与本文件不同", "the publisher graded other items than the file holds")
            }
            Cause::Unknown => Words::new("原因不明", "no cause is known"),
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Site and period.
    pub place: String,
    /// Our result.
    pub ours: String,
    /// The publisher's.
    pub official: String,
    /// Why, as far as known.
    pub cause: Cause,
}

/// Counts of one comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// What is compared.
    pub what: Words,
    /// Rows that agree.
    pub same: u32,
    /// Rows that differ, by cause.
    pub causes: SortedMap<Cause, u32>,
    /// Rows with an official value that were not compared, by reason.
    pub not_compared: SortedMap<Cause, u32>,
    /// The first differences of each cause.
    pub differences: Vec<Difference>,
}

impl Agreement {
    /// Differences of one cause that are kept.
    const KEPT: u32 = 20;

    pub(crate) const fn new(what: Words) -> Agreement {
        Agreement { what, same: 0, causes: SortedMap::new(), not_compared: SortedMap::new(), differences: Vec::new() }
    }

    pub(crate) const fn same(&mut self) {
        self.same += 1;
    }

    pub(crate) fn not_compared(&mut self, cause: Cause) {
        *self.not_compared.of(cause) += 1;
    }

    pub(crate) fn differs(
        &mut self,
        cause: Option<Cause>,
        place: impl FnOnce() -> String,
        values: impl FnOnce() -> (String, String),
    ) {
        let cause = cause.unwrap_or(Cause::Unknown);
        let count = self.causes.of(cause);
        *count += 1;
        if *count <= Agreement::KEPT {
            let (ours, official) = values();
            self.differences.push(Difference { place: place(), ours, official, cause });
        }
    }

    /// Rows that were compared.
    #[must_use]
    pub fn compared(&self) -> u32 {
        self.same + self.causes.values().sum::<u32>()
    }

    /// The comparison, if there was anything to compare.
    pub(crate) fn any(self) -> Option<Agreement> {
        (self.compared() > 0 || !self.not_compared.is_empty()).then_some(self)
    }
}

/// Compares a publisher's hourly AQI with the practice of the national platform, row by row, keeping only counts and
/// the first differences.
#[derive(Debug, Default)]
pub(crate) struct HourCheck {
    /// Hours that are spread over several rows, by site.
    waiting: Vec<Option<Waiting>>,
    /// In a part of a file that is read apart from the others, the first of these hours by site: the part before may have
    /// some rows of it.
    begun: Option<Vec<Option<Waiting>>>,
    /// Counts for stations (indices rounded up) and for cities (half up), by file: publishers differ.
    counts: Vec<[Counts; 2]>,
    not_graded: u32,
    /// The hours themselves while they are few: where no day can be graded, they are the result.
    kept: Vec<KeptHour>,
    place: FxHashMap<(SiteId, Hour), usize>,
    /// There were too many hours to keep.
    many: bool,
}

/// An hour as it was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeptHour {
    pub(super) site: SiteId,
    pub(super) hour: Hour,
    pub(super) origin: Origin,
    pub(super) values: [Option<Amount>; 6],
    pub(super) official: Option<Amount>,
}

#[derive(Debug, Default)]
struct Counts {
    same: u32,
    causes: SortedMap<Cause, u32>,
    /// The first differences of each cause in the file, by row.
    first: Vec<Differing>,
}

/// An hour whose index differs from the publisher's.
#[derive(Debug, Clone, Copy)]
struct Differing {
    origin: Origin,
    site: SiteId,
    hour: Hour,
    ours: Option<u16>,
    official: Amount,
    cause: Cause,
}

#[derive(Debug, Clone)]
struct Waiting {
    hour: Hour,
    origin: Origin,
    official: Option<Amount>,
    values: [Option<Amount>; 6],
    /// A bit for every pollutant that a row spoke of.
    spoken: u8,
}

/// Hours that are kept at most.
const MOST_HOURS: usize = 5_000;

const RULES: [HourRule; 2] = [HourRule::PlatformStation, HourRule::PlatformCity];

impl Counts {
    fn any(&self) -> bool {
        self.same > 0 || !self.causes.is_empty()
    }

    /// Keeps a difference while it is among the first of its cause.
    #[cold]
    fn keep(&mut self, differing: Differing) {
        let key = |one: &Differing| (one.cause, one.origin, one.site, one.hour);
        let place = self.first.partition_point(|known| key(known) <= key(&differing));
        self.first.insert(place, differing);
        let of_cause = self.first.iter().filter(|known| known.cause == differing.cause).count();
        if of_cause > Agreement::KEPT as usize {
            let end = self.first.partition_point(|known| known.cause <= differing.cause);
            self.first.remove(end - 1);
        }
    }
}

impl Waiting {
    /// Takes in later rows of the same hour.
    fn go_on(&mut self, later: &Waiting) {
        for (pollutant, value) in later.values.iter().enumerate() {
            if later.spoken & 1 << pollutant != 0 {
                self.values[pollutant] = *value;
            }
        }
        self.official = self.official.or(later.official);
        self.spoken |= later.spoken;
    }

    fn at(self, site: SiteId) -> KeptHour {
        let Waiting { hour, origin, official, values, .. } = self;
        KeptHour { site, hour, origin, values, official }
    }
}

impl HourCheck {
    #[inline]
    pub(crate) fn add(&mut self, record: &Record<'_>, hour: Hour, edition: EditionChoice) {
        let official = record.official.aqi;
        if record.cells.len() > 1 {
            if official.is_some() || !self.many {
                let mut values = [None; 6];
                fill(&mut values, &mut 0, record);
                self.take(KeptHour { site: record.site, hour, origin: record.origin, values, official }, edition);
            }
            return;
        }
        self.wait(record, hour, edition);
    }

    /// A row with one pollutant, or with the AQI alone.
    fn wait(&mut self, record: &Record<'_>, hour: Hour, edition: EditionChoice) {
        let site = record.site.0 as usize;
        if site >= self.waiting.len() {
            self.waiting.resize(site + 1, None);
            if let Some(begun) = &mut self.begun {
                begun.resize(site + 1, None);
            }
        }
        let fresh = Waiting { hour, origin: record.origin, official: None, values: [None; 6], spoken: 0 };
        let waiting = match &mut self.waiting[site] {
            Some(waiting) if waiting.hour == hour => waiting,
            other => {
                if let Some(done) = other.replace(fresh) {
                    match self.begun.as_mut().and_then(|begun| begun.get_mut(site)) {
                        Some(first @ None) => *first = Some(done),
                        _ => self.take(done.at(record.site), edition),
                    }
                }
                match &mut self.waiting[site] {
                    Some(waiting) => waiting,
                    None => return,
                }
            }
        };
        waiting.official = waiting.official.or(record.official.aqi);
        fill(&mut waiting.values, &mut waiting.spoken, record);
    }

    fn flush(&mut self, edition: EditionChoice) {
        for (site, waiting) in (0..).map(SiteId).zip(std::mem::take(&mut self.waiting)) {
            if let Some(waiting) = waiting {
                self.take(waiting.at(site), edition);
            }
        }
    }

    /// Compares an hour that is complete, and keeps it while there are few.
    fn take(&mut self, hour: KeptHour, edition: EditionChoice) {
        if let Some(official) = hour.official {
            self.compare(&hour, official, edition);
        }
        if !self.many && hour.values != [None; 6] {
            self.keep(hour);
        }
    }

    /// Keeps an hour; what came of it before stands.
    fn keep(&mut self, hour: KeptHour) {
        if let Some(&place) = self.place.get(&(hour.site, hour.hour)) {
            let first = &mut self.kept[place];
            for (own, new) in first.values.iter_mut().zip(hour.values) {
                *own = own.or(new);
            }
            first.official = first.official.or(hour.official);
            first.origin = first.origin.min(hour.origin);
        } else if self.kept.len() < MOST_HOURS {
            self.place.insert((hour.site, hour.hour), self.kept.len());
            self.kept.push(hour);
        } else {
            self.many = true;
            self.kept = Vec::new();
            self.place = FxHashMap::default();
        }
    }

    /// Takes no more hours.
    pub(super) fn seal(&mut self, edition: EditionChoice) {
        self.flush(edition);
        self.place = FxHashMap::default();
        sort_by_key(&mut self.kept, |kept| (kept.site, kept.hour));
    }

    /// The hours, when there were few.
    pub(super) fn kept(&self) -> &[KeptHour] {
        &self.kept
    }

    /// The practice that fits the publisher of a file better: that of stations where there is nothing to tell.
    pub(super) fn rule(&self, file: FileId) -> HourRule {
        match self.counts.get(usize::from(file.0)) {
            Some([station, city]) if city.same > station.same => HourRule::PlatformCity,
            _ => HourRule::PlatformStation,
        }
    }

    /// Reads a part of a file apart from the others.
    pub(super) fn begin_part(&mut self) {
        self.begun = Some(Vec::new());
    }

    /// What came of a part of a file, in bytes.
    #[cold]
    pub(super) fn write(&self, file: FileId, out: &mut Out) {
        for hours in [&self.waiting, self.begun.as_ref().unwrap_or(&Vec::new())] {
            out.count(hours.len());
            for waiting in hours {
                out.maybe(waiting.as_ref(), |out, waiting| {
                    let Waiting { hour, origin, official, values, spoken } = waiting;
                    out.number((*spoken).into());
                    write_hour(
                        &KeptHour {
                            site: SiteId(0),
                            hour: *hour,
                            origin: *origin,
                            values: *values,
                            official: *official,
                        },
                        out,
                    );
                });
            }
        }
        out.number(self.many.into());
        out.number(self.not_graded.into());
        out.count(self.kept.len());
        self.kept.iter().for_each(|kept| write_hour(kept, out));
        let none = <[Counts; 2]>::default();
        for counts in self.counts.get(usize::from(file.0)).unwrap_or(&none) {
            out.number(counts.same.into());
            for cause in Cause::ALL {
                out.number(counts.causes.get(&cause).copied().unwrap_or(0).into());
            }
            out.count(counts.first.len());
            for differing in &counts.first {
                out.number(differing.origin.row.into());
                out.number(differing.site.0.into());
                out.hour(differing.hour);
                out.maybe(differing.ours, |out, ours| out.number(ours.into()));
                out.amount(differing.official);
                out.number(differing.cause as u64);
            }
        }
    }

    /// Reads what [`HourCheck::write`] wrote, of so many sites; `None` where the bytes are none.
    #[cold]
    pub(super) fn read(&mut self, from: &mut In<'_>, file: FileId, sites: u32) -> Option<()> {
        let waiting = |from: &mut In<'_>| {
            from.maybe(|from| {
                let spoken = from.number()?.try_into().ok()?;
                let KeptHour { hour, origin, official, values, .. } = read_hour(from, file, 1)?;
                Some(Waiting { hour, origin, official, values, spoken })
            })
        };
        self.waiting = from.list(waiting)?;
        let begun = from.list(waiting)?;
        if self.waiting.len() > sites as usize || begun.len() > self.waiting.len() {
            return None;
        }
        self.begun = Some(begun);
        self.many = from.flag()?;
        self.not_graded = from.small()?;
        self.kept = from.list(|from| read_hour(from, file, sites))?;
        for counts in self.of_file(file) {
            counts.same = from.small()?;
            for cause in Cause::ALL {
                let count = from.small()?;
                if count > 0 {
                    counts.causes.insert(cause, count);
                }
            }
            counts.first = from.list(|from| {
                Some(Differing {
                    origin: Origin { file, row: from.row()? },
                    site: from.small().filter(|site| *site < sites).map(SiteId)?,
                    hour: from.hour()?,
                    ours: from.maybe(In::tiny)?,
                    official: from.amount()?,
                    cause: *Cause::ALL.get(usize::try_from(from.number()?).ok()?)?,
                })
            })?;
        }
        Some(())
    }

    /// Joins the hours that are spread over several rows with those of the next part of the same file.
    #[cold]
    fn join(
        &mut self,
        begun: Vec<Option<Waiting>>,
        later: Vec<Option<Waiting>>,
        sites: &[SiteId],
        edition: EditionChoice,
    ) {
        let begun = begun.into_iter().chain(std::iter::repeat(None));
        for ((first, last), &site) in begun.zip(later).zip(sites) {
            let Some(last) = last else { continue };
            let at = site.0 as usize;
            if at >= self.waiting.len() {
                self.waiting.resize(at + 1, None);
            }
            for next in first.into_iter().chain([last]) {
                match &mut self.waiting[at] {
                    Some(waiting) if waiting.hour == next.hour => waiting.go_on(&next),
                    other => {
                        if let Some(done) = other.replace(next) {
                            self.take(done.at(site), edition);
                        }
                    }
                }
            }
        }
    }

    pub(crate) fn merge(&mut self, mut later: HourCheck, sites: &[SiteId], edition: EditionChoice) {
        if let Some(begun) = later.begun.take() {
            self.join(begun, std::mem::take(&mut later.waiting), sites, edition);
        } else {
            self.flush(edition);
            later.flush(edition);
        }
        self.not_graded = self.not_graded.saturating_add(later.not_graded);
        self.many |= later.many;
        if self.many {
            self.kept = Vec::new();
        }
        for kept in later.kept {
            if !self.many {
                self.keep(KeptHour { site: sites[kept.site.0 as usize], ..kept });
            }
        }
        for (file, counts) in (0..).map(FileId).zip(later.counts) {
            for (own, later) in self.of_file(file).iter_mut().zip(counts) {
                own.same = own.same.saturating_add(later.same);
                for (cause, count) in later.causes {
                    let own = own.causes.of(cause);
                    *own = own.saturating_add(count);
                }
                for differing in later.first {
                    own.keep(Differing { site: sites[differing.site.0 as usize], ..differing });
                }
            }
        }
    }

    fn of_file(&mut self, file: FileId) -> &mut [Counts; 2] {
        let file = usize::from(file.0);
        if file >= self.counts.len() {
            self.counts.resize_with(file + 1, Default::default);
        }
        &mut self.counts[file]
    }

    fn compare(&mut self, read: &KeptHour, official: Amount, edition: EditionChoice) {
        let (site, hour) = (read.site, read.hour);
        let index = edition.air(hour.date).index;
        let values = HourValues { hour: read.values, ..HourValues::default() };
        if values.hour == [None; 6] {
            self.not_graded += 1;
            return;
        }
        let counts = self.of_file(read.origin.file);
        for (rule, counts) in RULES.into_iter().zip(counts) {
            let graded = grade(&values, index, rule, &mut Recorder::off());
            let ours = graded.highest;
            if ours.is_some_and(|aqi| Amount::whole(i64::from(aqi)) == official) {
                counts.same += 1;
                continue;
            }
            let cause = match ours {
                Some(aqi) if !graded.missing.is_empty() && official > Amount::whole(i64::from(aqi)) => {
                    Cause::MissingHere
                }
                Some(aqi)
                    if (Amount::whole(i64::from(aqi) - 1)..=Amount::whole(i64::from(aqi) + 1)).contains(&official) =>
                {
                    Cause::Neighbour
                }
                _ => {
                    let without = graded.iaqi.iter().flatten().filter(|&&iaqi| Some(iaqi) != ours).max();
                    match without {
                        Some(&rest) if Amount::whole(i64::from(rest)) == official => Cause::PollutantLeftOut,
                        _ => Cause::Unknown,
                    }
                }
            };
            *counts.causes.of(cause) += 1;
            counts.keep(Differing { origin: read.origin, site, hour, ours, official, cause });
        }
    }

    /// The comparison, each file under the practice that fits its publisher better.
    pub(crate) fn agreement(&self, sites: &SiteTable) -> Option<Agreement> {
        let files = || (0..).map(FileId).zip(&self.counts).filter(|(_, [station, city])| station.any() || city.any());
        let cities = files().filter(|(file, _)| self.rule(*file) == HourRule::PlatformCity).count();
        let mut agreement = Agreement::new(if cities == 0 {
            Words::new("小时 AQI（发布平台做法，向上取整）", "hourly AQI (practice of the platform, rounded up)")
        } else if cities == files().count() {
            Words::new("小时 AQI（发布平台做法，四舍五入）", "hourly AQI (practice of the platform, rounded half up)")
        } else {
            Words::new(
                "小时 AQI（发布平台做法，每个文件取相符的取整方式）",
                "hourly AQI (practice of the platform, each file with the rounding that fits it)",
            )
        });
        for (file, [station, city]) in files() {
            let counts = if self.rule(file) == HourRule::PlatformStation { station } else { city };
            agreement.same += counts.same;
            for (cause, count) in counts.causes.iter() {
                *agreement.causes.of(*cause) += count;
            }
            let mut first = counts.first.clone();
            sort_by_key(&mut first, |one| (one.origin, one.site, one.hour));
            agreement.differences.extend(first.iter().map(|differing| Difference {
                place: format!(
                    "{} {} {:02}:00",
                    sites.get(differing.site).label(),
                    differing.hour.date,
                    differing.hour.label
                ),
                ours: differing.ours.map_or_else(String::new, |aqi| aqi.to_string()),
                official: differing.official.to_string(),
                cause: differing.cause,
            }));
        }
        if self.not_graded > 0 {
            agreement.not_compared.insert(Cause::NotGraded, self.not_graded);
        }
        agreement.any()
    }
}

fn write_hour(kept: &KeptHour, out: &mut Out) {
    out.number(kept.site.0.into());
    out.hour(kept.hour);
    out.number(kept.origin.row.into());
    kept.values.iter().chain([&kept.official]).for_each(|value| out.maybe_amount(*value));
}

fn read_hour(from: &mut In<'_>, file: FileId, sites: u32) -> Option<KeptHour> {
    let site = from.small().filter(|site| *site < sites).map(SiteId)?;
    let (hour, origin) = (from.hour()?, Origin { file, row: from.row()? });
    let mut values = [None; 6];
    for value in &mut values {
        *value = from.maybe_amount()?;
    }
    Some(KeptHour { site, hour, origin, values, official: from.maybe_amount()? })
}

fn fill(values: &mut [Option<Amount>; 6], spoken: &mut u8, record: &Record<'_>) {
    for cell in record.cells {
        if cell.averaging == Averaging::Hour
            && let Some(pollutant) = Pollutant::of(cell.parameter)
        {
            values[pollutant as usize] = cell.reading.number();
            *spoken |= 1 << pollutant as u8;
        }
    }
}
