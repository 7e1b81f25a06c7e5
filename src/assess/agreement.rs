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
    first: Vec<(SiteId, Hour, Option<u16>, Amount, Cause)>,
}

#[derive(Debug, Clone)]
struct Waiting {
    hour: Hour,
    origin: Origin,
    official: Option<Amount>,
    values: [Option<Amount>; 6],
}

/// Hours that are kept at most.
const MOST_HOURS: usize = 5_000;

const RULES: [HourRule; 2] = [HourRule::PlatformStation, HourRule::PlatformCity];

impl Counts {
    fn any(&self) -> bool {
        self.same > 0 || !self.causes.is_empty()
    }
}

impl Waiting {
    fn at(self, site: SiteId) -> KeptHour {
        let Waiting { hour, origin, official, values } = self;
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
                fill(&mut values, record);
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
        }
        let fresh = Waiting { hour, origin: record.origin, official: None, values: [None; 6] };
        let waiting = match &mut self.waiting[site] {
            Some(waiting) if waiting.hour == hour => waiting,
            other => {
                if let Some(done) = other.replace(fresh) {
                    self.take(done.at(record.site), edition);
                }
                match &mut self.waiting[site] {
                    Some(waiting) => waiting,
                    None => return,
                }
            }
        };
        waiting.official = waiting.official.or(record.official.aqi);
        fill(&mut waiting.values, record);
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

    pub(crate) fn merge(&mut self, mut later: HourCheck, sites: &[SiteId], edition: EditionChoice) {
        self.flush(edition);
        later.flush(edition);
        self.not_graded += later.not_graded;
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
                own.same += later.same;
                for (cause, count) in later.causes {
                    *own.causes.of(cause) += count;
                }
                own.first.extend(
                    later.first.into_iter().map(|(site, hour, ours, official, cause)| {
                        (sites[site.0 as usize], hour, ours, official, cause)
                    }),
                );
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
            let count = counts.causes.of(cause);
            *count += 1;
            if *count <= Agreement::KEPT {
                counts.first.push((site, hour, ours, official, cause));
            }
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
            agreement.differences.extend(counts.first.iter().map(|(site, hour, ours, official, cause)| Difference {
                place: format!("{} {} {:02}:00", sites.get(*site).label(), hour.date, hour.label),
                ours: ours.map_or_else(String::new, |aqi| aqi.to_string()),
                official: official.to_string(),
                cause: *cause,
            }));
        }
        if self.not_graded > 0 {
            agreement.not_compared.insert(Cause::NotGraded, self.not_graded);
        }
        agreement.any()
    }
}

fn fill(values: &mut [Option<Amount>; 6], record: &Record<'_>) {
    for cell in record.cells {
        if cell.averaging == Averaging::Hour
            && let Some(pollutant) = Pollutant::of(cell.parameter)
        {
            values[pollutant as usize] = cell.reading.number();
        }
    }
}
