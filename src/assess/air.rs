//! Air: days from daily tables and from hours, their totals, and the check against hourly columns of a publisher.

use crate::sorted::SortedMap;
use std::ops::Range;

use super::Assessment;
use super::agreement::{Agreement, Cause, HourCheck};
use super::hours::HourDay;
use super::other_days::OtherDays;
use super::screening::ScreenedAir;
use crate::air::daily::{DayChoices, DayIndex, DayValue, DayValues, day_limit, grade};
use crate::air::goodday::GoodDays;
use crate::air::hours::{DayMean, OzoneDay, Validity, day_mean_of, ozone_day};
use crate::air::period::PlaceDay;
use crate::air::realtime::{self, HourIndex, HourRule, HourValues};
use crate::air::reference_state::{Conversion, State};
use crate::air::series::Day;
use crate::air::{IndexRounding, NoAqi, Pollutant, Pollutants, Precision, iaqi, iaqi_by};
use crate::calendar::{Date, Hour, Stamp};
use crate::edition::{AirEdition, AirIndex, EditionChoice};
use crate::grade::Category;
use crate::issue::{Code, Issue, Issues};
use crate::observation::{Averaging, FileId, Origin, Record, SiteId, When};
use crate::parameter::Parameter;
use crate::plan::{AirState, DataState, Plan, Screening};
use crate::quantity::{Amount, ExactSum, Missing, Packed, Reading, Wide};
use crate::standard::gb3095::Grade;
use crate::state::{In, Out};
use crate::trace::{Recorder, Trace};
use crate::words::Words;

/// A day from a table of daily values, as it is kept.
#[derive(Debug, Clone)]
struct DailyEntry {
    readings: [Packed; 6],
    ozone_hour: Packed,
    official_aqi: Packed,
    date: Date,
    origin: Origin,
    /// Number of its set of columns.
    columns: u16,
    official_category: Option<Category>,
    /// The publisher's AQI is a mean over hours.
    official_of_hours: bool,
}

/// Columns of the six pollutants, from 1; 0 is "no column".
type Columns = [u16; 6];

/// A site-day, from a table of daily values or from hours.
#[derive(Debug, Clone)]
enum Entry {
    Daily(Box<DailyEntry>),
    Hours(Box<HourDay>),
}

impl Entry {
    fn date(&self) -> Date {
        match self {
            Entry::Daily(entry) => entry.date,
            Entry::Hours(day) => day.date,
        }
    }
}

impl DailyEntry {
    fn write(&self, wide: &Wide, out: &mut Out) {
        for packed in self.readings.iter().chain([&self.ozone_hour, &self.official_aqi]) {
            out.reading(packed.reading(wide));
        }
        out.date(self.date);
        out.number(self.origin.row.into());
        out.number(self.columns.into());
        out.number(self.official_category.map_or(0, |category| category as u64));
        out.number(self.official_of_hours.into());
    }

    fn read(from: &mut In<'_>, file: FileId, wide: &mut Wide) -> Option<DailyEntry> {
        let mut readings = [Packed::BLANK; 8];
        for packed in &mut readings {
            *packed = Packed::new(from.reading()?, wide);
        }
        let [readings @ .., ozone_hour, official_aqi] = readings;
        Some(DailyEntry {
            readings,
            ozone_hour,
            official_aqi,
            date: from.date()?,
            origin: Origin { file, row: from.row()? },
            columns: from.tiny()?,
            official_category: match from.number()? {
                0 => None,
                number => Some(Category::from_number(number.try_into().ok()?)?),
            },
            official_of_hours: from.flag()?,
        })
    }
}

/// The days of one site, ascending.
#[derive(Debug, Default)]
struct Days {
    days: Vec<Entry>,
    /// The day that was touched last: data mostly come in order.
    last: usize,
}

impl Days {
    /// The place of the day at this date; in `Err`, where it would have to stand.
    #[inline]
    fn find(&mut self, date: Date) -> Result<usize, usize> {
        if self.days.get(self.last).is_some_and(|day| day.date() == date) {
            return Ok(self.last);
        }
        let found = match self.days.last() {
            Some(day) if day.date() < date => Err(self.days.len()),
            _ => self.days.binary_search_by_key(&date, Entry::date),
        };
        self.last = found.unwrap_or_else(|place| place);
        found
    }
}

/// Everything about air.
#[derive(Debug, Default)]
pub(crate) struct AirFold {
    sites: Vec<Days>,
    check: HourCheck,
    /// The few sets of columns that daily values come from.
    columns: Vec<Columns>,
    wide: Wide,
    /// Everything but the six pollutants.
    others: OtherDays,
    /// Official values of days that were read before.
    repeated: u32,
    /// Number of the first day of each site, once sealed.
    starts: Vec<usize>,
    /// Whether days keep every hour.
    keep_hours: bool,
    /// Above which a day of ozone with too few windows is valid, where it is not the limit of grade 2.
    ozone_exception: Option<Amount>,
    /// From the state of the data to the one that the standard asks for.
    conversion: Conversion,
}

impl AirFold {
    pub(crate) fn new(plan: &Plan) -> AirFold {
        AirFold {
            keep_hours: plan.keep_hours,
            ozone_exception: plan.ozone_exception_limit,
            conversion: conversion(plan),
            ..AirFold::default()
        }
    }

    #[inline]
    pub(crate) fn add(&mut self, record: &Record<'_>, edition: EditionChoice, issues: &mut Issues) {
        let site = record.site.0 as usize;
        if site >= self.sites.len() {
            self.sites.resize_with(site + 1, Days::default);
        }
        match record.when {
            When::Hour(hour) => {
                if !record.cells.is_empty() {
                    let days = &mut self.sites[site];
                    let place = days.find(hour.date).unwrap_or_else(|place| {
                        let day = HourDay::new(hour.date, record.origin, self.keep_hours);
                        days.days.insert(place, Entry::Hours(Box::new(day)));
                        place
                    });
                    if let Entry::Hours(day) = &mut days.days[place] {
                        day.last = day.last.max(record.origin);
                        for cell in record.cells {
                            if cell.averaging != Averaging::Hour {
                                continue;
                            }
                            let (Some(pollutant), Some(value)) = (Pollutant::of(cell.parameter), cell.reading.number())
                            else {
                                if Pollutant::of(cell.parameter).is_none() {
                                    self.others.add(record, cell, issues);
                                }
                                continue;
                            };
                            if let Some(code) = day.add(hour.label, pollutant, value) {
                                issues.add(Issue { code, ..duplicate(record.origin, cell.column) });
                            }
                        }
                    }
                }
                self.check.add(record, hour, edition);
            }
            When::Stamp(Stamp::Day(date)) => self.add_day(record, date, issues),
            // A month or an instant of air has no AQI; ingestion says so.
            When::Stamp(_) => {}
        }
    }

    fn add_day(&mut self, record: &Record<'_>, date: Date, issues: &mut Issues) {
        let mut columns = [0; 6];
        let mut readings = [Packed::BLANK; 6];
        let mut ozone_hour = Packed::BLANK;
        // A point where only other items are sampled is none of the points whose pollutants make up those of a city.
        let mut only_others = !record.cells.is_empty();
        for cell in record.cells {
            let Some(pollutant) = Pollutant::of(cell.parameter) else {
                self.others.add(record, cell, issues);
                continue;
            };
            only_others = false;
            match (pollutant, cell.averaging) {
                (Pollutant::O3, Averaging::DayMax1h) => ozone_hour = Packed::new(cell.reading, &mut self.wide),
                (Pollutant::O3, Averaging::DayMax8h) | (_, Averaging::Day) => {
                    readings[pollutant as usize] = Packed::new(cell.reading, &mut self.wide);
                    columns[pollutant as usize] = cell.column;
                }
                _ => {}
            }
        }
        if only_others && record.official.aqi.is_none() && record.official.category.is_empty() {
            return;
        }
        let official_aqi =
            record.official.aqi.map_or(Packed::BLANK, |aqi| Packed::new(Reading::Value(aqi), &mut self.wide));
        let entry = DailyEntry {
            readings,
            ozone_hour,
            official_aqi,
            date,
            origin: record.origin,
            columns: number_of(&mut self.columns, columns),
            official_category: Category::read(record.official.category),
            official_of_hours: record.official.of_hours,
        };
        self.insert_day(record.site, entry, issues);
    }

    fn columns_of(&self, entry: &DailyEntry) -> Columns {
        self.columns.get(usize::from(entry.columns)).copied().unwrap_or_default()
    }

    fn insert_day(&mut self, site: SiteId, entry: DailyEntry, issues: &mut Issues) {
        let days = &mut self.sites[site.0 as usize];
        let place = match days.find(entry.date) {
            Ok(place) => place,
            Err(place) => {
                days.days.insert(place, Entry::Daily(Box::new(entry)));
                return;
            }
        };
        let first = match &mut days.days[place] {
            Entry::Daily(first) => first,
            // A daily value that somebody reviewed stands before hours.
            hours @ Entry::Hours(_) => {
                *hours = Entry::Daily(Box::new(entry));
                return;
            }
        };
        self.repeated += u32::from(!first.official_aqi.is_missing() && !entry.official_aqi.is_missing());
        // Rows with one pollutant each make up one day.
        let of = |number: u16| self.columns.get(usize::from(number)).copied().unwrap_or_default();
        let (mut columns, new_columns): (Columns, Columns) = (of(first.columns), of(entry.columns));
        for pollutant in 0..6 {
            let (own, new) = (&mut first.readings[pollutant], entry.readings[pollutant]);
            if own.is_missing() {
                *own = new;
                columns[pollutant] = new_columns[pollutant];
            } else if !new.is_missing() {
                let same = own.reading(&self.wide) == new.reading(&self.wide);
                let code = if same { Code::Duplicate } else { Code::Contradiction };
                issues.add(Issue { code, ..duplicate(entry.origin, new_columns[pollutant]) });
            }
        }
        for (own, new) in [(&mut first.official_aqi, entry.official_aqi), (&mut first.ozone_hour, entry.ozone_hour)] {
            if own.is_missing() {
                *own = new;
            }
        }
        first.official_category = first.official_category.or(entry.official_category);
        first.columns = number_of(&mut self.columns, columns);
    }

    pub(crate) fn merge(&mut self, later: AirFold, sites: &[SiteId], edition: EditionChoice, issues: &mut Issues) {
        self.check.merge(later.check, sites, edition);
        self.others.merge(later.others, sites);
        self.repeated += later.repeated;
        for (days, site) in later.sites.into_iter().zip(sites) {
            let own = site.0 as usize;
            if own >= self.sites.len() {
                self.sites.resize_with(own + 1, Days::default);
            }
            for entry in days.days {
                match entry {
                    Entry::Daily(mut entry) => {
                        let columns = later.columns.get(usize::from(entry.columns)).copied().unwrap_or_default();
                        entry.columns = number_of(&mut self.columns, columns);
                        let DailyEntry { readings, ozone_hour, official_aqi, .. } = &mut *entry;
                        for packed in readings.iter_mut().chain([ozone_hour, official_aqi]) {
                            *packed = Packed::new(packed.reading(&later.wide), &mut self.wide);
                        }
                        self.insert_day(*site, *entry, issues);
                    }
                    Entry::Hours(day) => {
                        let days = &mut self.sites[own];
                        match days.find(day.date) {
                            Err(place) => days.days.insert(place, Entry::Hours(day)),
                            Ok(place) => {
                                if let Entry::Hours(first) = &mut days.days[place] {
                                    first.merge(&day, |code| issues.add(Issue { code, ..duplicate(day.last, 0) }));
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Reads a part of a file apart from the others.
    pub(crate) fn begin_part(&mut self) {
        self.check.begin_part();
    }

    /// What came of a part of a file, in bytes.
    pub(crate) fn write(&self, file: FileId, out: &mut Out) {
        self.check.write(file, out);
        self.others.write(out);
        out.number(self.repeated.into());
        out.count(self.columns.len());
        self.columns.iter().flatten().for_each(|column| out.number((*column).into()));
        out.count(self.sites.len());
        for site in &self.sites {
            out.count(site.days.len());
            for day in &site.days {
                match day {
                    Entry::Daily(day) => {
                        out.number(0);
                        day.write(&self.wide, out);
                    }
                    Entry::Hours(day) => {
                        out.number(1);
                        day.write(out);
                    }
                }
            }
        }
    }

    /// Reads what [`AirFold::write`] wrote, of so many sites, into a fresh one; `None` where the bytes are none.
    pub(crate) fn read(&mut self, from: &mut In<'_>, file: FileId, sites: u32) -> Option<()> {
        self.check.read(from, file, sites)?;
        self.others = OtherDays::read(from, file, sites)?;
        self.repeated = from.small()?;
        self.columns = from.list(|from| {
            let mut columns = [0; 6];
            for column in &mut columns {
                *column = from.tiny()?;
            }
            Some(columns)
        })?;
        let wide = &mut self.wide;
        self.sites = from.list(|from| {
            let days = from.list(|from| match from.number()? {
                0 => DailyEntry::read(from, file, wide).map(Box::new).map(Entry::Daily),
                1 => HourDay::read(from, file).map(Box::new).map(Entry::Hours),
                _ => None,
            })?;
            days.is_sorted_by(|one, other| one.date() < other.date()).then_some(Days { days, last: 0 })
        })?;
        (self.sites.len() <= sites as usize).then_some(())
    }

    /// Whether nothing that a later part of the same data holds is here already, so that it does not matter which of two
    /// values came first. `sites` says where its sites are here.
    pub(crate) fn is_apart_from(&self, later: &AirFold, sites: &[Option<SiteId>]) -> bool {
        later.sites.iter().zip(sites).all(|(later_days, site)| {
            let own = site.and_then(|site| self.sites.get(site.0 as usize)).map_or(&[][..], |own| &own.days);
            let (Some(last), Some(first)) = (own.last(), later_days.days.first()) else { return true };
            last.date() < first.date()
                || later_days.days.iter().all(|later_day| {
                    let Ok(at) = own.binary_search_by_key(&later_day.date(), Entry::date) else { return true };
                    match (&own[at], later_day) {
                        (Entry::Hours(own), Entry::Hours(later)) => !own.overlaps(later),
                        (Entry::Daily(own), Entry::Daily(later)) => own
                            .readings
                            .iter()
                            .zip(later.readings)
                            .all(|(own, later)| own.is_missing() || later.is_missing()),
                        _ => false,
                    }
                })
        })
    }

    pub(crate) fn seal(&mut self, edition: EditionChoice, issues: &mut Issues) {
        self.check.seal(edition);
        self.others.seal(issues);
        for site in &mut self.sites {
            site.days.retain(|day| !matches!(day, Entry::Hours(day) if day.is_empty()));
            site.days.shrink_to_fit();
        }
        let mut next = 0;
        self.starts = self
            .sites
            .iter()
            .map(|site| {
                let start = next;
                next += site.days.len();
                start
            })
            .collect();
        self.starts.push(next);
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    pub(crate) fn days_of(&self, site: SiteId) -> Range<usize> {
        let site = site.0 as usize;
        match (self.starts.get(site), self.starts.get(site + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        }
    }

    pub(crate) fn days_in(&self, site: SiteId, year: i32) -> Range<usize> {
        let range = self.days_of(site);
        let days = self.sites.get(site.0 as usize).map_or(&[][..], |site| &site.days);
        let before = days.partition_point(|day| day.date().year() < year);
        let within = days[before..].partition_point(|day| day.date().year() == year);
        range.start + before..range.start + before + within
    }

    /// The site whose other items stand at a place in the list of them, which ascends by site.
    pub(crate) fn site_of_others(&self, from: usize) -> Option<SiteId> {
        self.others.site(from)
    }

    /// Hands out the daily values of these other items, by item and ascending, and goes on to those of the next site.
    pub(crate) fn others_of(&self, from: &mut usize, take: &mut dyn FnMut(Parameter, Day)) {
        self.others.of(from, &self.conversion, take);
    }

    /// How many series of other items there are.
    pub(crate) fn others_len(&self) -> usize {
        self.others.len()
    }

    /// The daily values of a day, before any grading.
    pub(crate) fn place_day(&self, site: SiteId, number: usize, choice: EditionChoice) -> Option<PlaceDay> {
        let site = site.0 as usize;
        let entry = self.sites.get(site)?.days.get(number.checked_sub(*self.starts.get(site)?)?)?;
        let values = match entry {
            Entry::Daily(entry) => self.daily_values(entry, &mut Recorder::off()),
            Entry::Hours(day) => self.hour_day_values(day, choice.air(day.date), &mut Recorder::off()).values,
        };
        Some(PlaceDay { date: entry.date(), values })
    }

    fn daily_values(&self, entry: &DailyEntry, trace: &mut impl Trace) -> DayValues {
        let mut values = DayValues {
            values: entry.readings.map(|packed| day_value(packed.reading(&self.wide))),
            ozone_hour: entry.ozone_hour.reading(&self.wide).number(),
        };
        if !self.conversion.is_none() {
            for (pollutant, value) in Pollutant::ALL.into_iter().zip(&mut values.values) {
                if let DayValue::Concentration(value) = value {
                    *value = self.conversion.apply(pollutant.parameter(), *value, trace);
                }
            }
            values.ozone_hour =
                values.ozone_hour.map(|hour| self.conversion.apply(Parameter::O3, hour, &mut Recorder::off()));
        }
        values
    }

    fn hour_day_values(&self, day: &HourDay, edition: AirEdition, trace: &mut impl Trace) -> HourDayValues {
        let limit = self
            .ozone_exception
            .or_else(|| day_limit(edition.limits, Pollutant::O3, Grade::Two))
            .unwrap_or(Amount::whole(160));
        let convert = |pollutant: Pollutant, value: Amount, trace: &mut _| {
            self.conversion.apply(pollutant.parameter(), value, trace)
        };
        let mut valid: [Option<Amount>; 6] = [None; 6];
        let means: [DayMean; 6] = Pollutant::ALL.map(|pollutant| {
            if pollutant == Pollutant::O3 {
                return DayMean { value: None, hours: 0, validity: Validity::NoHours };
            }
            let sum = day.sum(pollutant);
            let mean = day_mean_of(pollutant, sum, trace);
            valid[pollutant as usize] = match mean.valid() {
                // The exact mean is converted, so that it is rounded once.
                Some(value) if !self.conversion.is_none() => {
                    Some(convert(pollutant, sum.exact_mean().unwrap_or(value), trace))
                }
                valid => valid,
            };
            mean
        });
        let mut hours = day.hours(Pollutant::O3);
        if !self.conversion.is_none() {
            hours =
                hours.map(|hour| hour.map(|value| self.conversion.apply(Parameter::O3, value, &mut Recorder::off())));
        }
        let ozone = ozone_day(&hours, limit, trace);
        valid[Pollutant::O3 as usize] = ozone.valid();
        let values = DayValues {
            values: valid.map(DayValue::from),
            ozone_hour: ozone.hour.filter(|_| ozone.hours >= crate::air::hours::HOURS_OF_A_DAY),
        };
        HourDayValues { values, valid, means, ozone }
    }

    /// The days of a site that keep every hour, ascending.
    pub(super) fn days_of_hours(&self, site: SiteId) -> impl DoubleEndedIterator<Item = &HourDay> {
        let days = self.sites.get(site.0 as usize).map_or(&[][..], |site| &site.days);
        days.iter().filter_map(|day| match day {
            Entry::Hours(day) if day.keeps_every() => Some(&**day),
            _ => None,
        })
    }

    /// The day of a site at this date, if it keeps every hour.
    pub(super) fn day_of_hours(&self, site: SiteId, date: Date) -> Option<&HourDay> {
        let days = &self.sites.get(site.0 as usize)?.days;
        match days.get(days.binary_search_by_key(&date, Entry::date).ok()?)? {
            Entry::Hours(day) if day.keeps_every() => Some(day),
            _ => None,
        }
    }

    /// Concentrations of an hour, in the order of [`Pollutant::ALL`], in the state that the standard asks for.
    pub(super) fn as_required(&self, values: [Option<Amount>; 6], trace: &mut impl Trace) -> [Option<Amount>; 6] {
        if self.conversion.is_none() {
            return values;
        }
        Pollutant::ALL.map(|pollutant| {
            values[pollutant as usize].map(|value| self.conversion.apply(pollutant.parameter(), value, trace))
        })
    }

    pub(crate) fn hours_len(&self) -> usize {
        self.check.kept().len()
    }

    pub(crate) fn hour(&self, number: usize, choice: EditionChoice, trace: &mut impl Trace) -> Option<AirHour> {
        let kept = self.check.kept().get(number)?;
        let (edition, rule) = (choice.air(kept.hour.date).index, self.check.rule(kept.origin.file));
        let hour = self.as_required(kept.values, trace);
        let values = HourValues { hour, ..HourValues::default() };
        Some(AirHour {
            site: kept.site,
            hour: kept.hour,
            origin: kept.origin,
            edition,
            rule,
            values: kept.values,
            index: realtime::grade(&values, edition, rule, trace),
            official_aqi: kept.official,
        })
    }

    pub(crate) fn day(&self, number: usize, choice: EditionChoice, trace: &mut impl Trace) -> Option<AirDay> {
        if number >= self.len() {
            return None;
        }
        let site = self.starts.partition_point(|&start| start <= number) - 1;
        let entry = &self.sites[site].days[number - self.starts[site]];
        let edition = choice.air(entry.date());
        let site = SiteId(u32::try_from(site).ok()?);
        Some(match entry {
            Entry::Daily(entry) => {
                let readings = entry.readings.map(|packed| packed.reading(&self.wide));
                let values = self.daily_values(entry, trace);
                AirDay {
                    number,
                    site,
                    date: entry.date,
                    edition,
                    index: grade(&values, edition, &DayChoices::default(), trace),
                    values: values.values.map(|value| match value {
                        DayValue::Concentration(value) => Some(value),
                        DayValue::Missing | DayValue::NotMonitored => None,
                    }),
                    source: AirSource::Row { origin: entry.origin, readings, columns: self.columns_of(entry) },
                    official_aqi: entry.official_aqi.reading(&self.wide).number(),
                    official_category: entry.official_category,
                    official_of_hours: entry.official_of_hours,
                }
            }
            Entry::Hours(day) => {
                let HourDayValues { values, valid, means, ozone } = self.hour_day_values(day, edition, trace);
                AirDay {
                    number,
                    site,
                    date: day.date,
                    edition,
                    index: grade(&values, edition, &DayChoices::default(), trace),
                    values: valid,
                    source: AirSource::Hours { first: day.first, last: day.last, means, ozone },
                    official_aqi: None,
                    official_category: None,
                    official_of_hours: false,
                }
            }
        })
    }
}

/// The daily values of a day of hours, and where they come from.
struct HourDayValues {
    values: DayValues,
    valid: [Option<Amount>; 6],
    means: [DayMean; 6],
    ozone: OzoneDay,
}

/// The conversion that a plan asks for.
fn conversion(plan: &Plan) -> Conversion {
    let state = |air: AirState| State::actual(air.kelvin, air.hectopascals);
    let (from, particles) = match plan.data_state {
        DataState::AsRequired => return Conversion::default(),
        DataState::Standard => (Some(State::STANDARD), plan.site_air),
        DataState::StandardAt0Celsius => (Some(State::STANDARD_AT_0_CELSIUS), plan.site_air),
        DataState::Monitored(air) => (state(air), None),
    };
    Conversion { gases: from.map(|from| (from, State::REFERENCE)), particles: from.zip(particles.and_then(state)) }
}

/// The number of a set of columns. There are as many sets as layouts, so they are looked through from the last.
fn number_of(known: &mut Vec<Columns>, columns: Columns) -> u16 {
    let number = known.iter().rposition(|set| *set == columns).unwrap_or_else(|| {
        known.push(columns);
        known.len() - 1
    });
    u16::try_from(number).unwrap_or(0)
}

const fn duplicate(origin: Origin, column: u16) -> Issue<'static> {
    Issue { code: Code::Duplicate, origin, column, header: "", text: "" }
}

fn day_value(reading: Reading) -> DayValue {
    match reading {
        Reading::Missing(Missing::NotEquipped) => DayValue::NotMonitored,
        other => DayValue::from(other.number()),
    }
}

/// One hour at one site, graded as the national platform does. Given only where the hours are too few for any day.
#[derive(Debug, Clone, Copy)]
pub struct AirHour {
    /// Site.
    pub site: SiteId,
    /// Hour.
    pub hour: Hour,
    /// Row.
    pub origin: Origin,
    /// Edition of the index.
    pub edition: AirIndex,
    /// The practice that was followed.
    pub rule: HourRule,
    /// 1-h means in the order of [`Pollutant::ALL`].
    pub values: [Option<Amount>; 6],
    /// The index.
    pub index: HourIndex,
    /// The publisher's AQI.
    pub official_aqi: Option<Amount>,
}

/// Where a day comes from.
#[derive(Debug, Clone, Copy)]
pub enum AirSource {
    /// A row of daily values.
    Row {
        /// The row.
        origin: Origin,
        /// Readings as written, in the order of [`Pollutant::ALL`].
        readings: [Reading; 6],
        /// Their columns from 1; 0 is "no column".
        columns: [u16; 6],
    },
    /// Hours.
    Hours {
        /// First row of the day.
        first: Origin,
        /// Last row of the day.
        last: Origin,
        /// Means in the order of [`Pollutant::ALL`]; the place of ozone is empty.
        means: [DayMean; 6],
        /// Ozone.
        ozone: OzoneDay,
    },
}

/// One day at one site, graded.
#[derive(Debug, Clone, Copy)]
pub struct AirDay {
    /// Its number.
    pub number: usize,
    /// Site.
    pub site: SiteId,
    /// Day.
    pub date: Date,
    /// What it was judged by.
    pub edition: AirEdition,
    /// Concentrations that entered, in the order of [`Pollutant::ALL`].
    pub values: [Option<Amount>; 6],
    /// The index.
    pub index: DayIndex,
    /// Where it comes from.
    pub source: AirSource,
    /// The publisher's AQI.
    pub official_aqi: Option<Amount>,
    /// The publisher's category.
    pub official_category: Option<Category>,
    /// The publisher's AQI and category are means over the hours of the day, not comparable with a daily AQI.
    pub official_of_hours: bool,
}

impl AirDay {
    /// Why the day has no AQI.
    #[must_use]
    pub fn dropped(&self) -> Option<Dropped> {
        let reason = self.index.aqi.err()?;
        Some(match (&self.source, reason) {
            (AirSource::Hours { .. }, NoAqi::NoValues) => Dropped::TooFewHours,
            (AirSource::Hours { .. }, NoAqi::MissingPollutant) => Dropped::MissingAfterHours,
            (_, reason) => Dropped::Rule(reason),
        })
    }
}

/// Why a day has no AQI, in the terms of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dropped {
    /// By the rule of the index.
    Rule(NoAqi),
    /// No pollutant has enough hours.
    TooFewHours,
    /// Pollutants have too few hours, and the AQI of the others is not above 100.
    MissingAfterHours,
}

impl Dropped {
    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Dropped::Rule(reason) => reason.key(),
            Dropped::TooFewHours => "too-few-hours",
            Dropped::MissingAfterHours => "missing-pollutant",
        }
    }

    /// What is the matter.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Dropped::Rule(reason) => reason.words(),
            Dropped::TooFewHours => Words::new(
                "有效小时数不足，没有一项污染物的日值有效",
                "too few valid hours; no pollutant has a valid daily value",
            ),
            Dropped::MissingAfterHours => NoAqi::MissingPollutant.words(),
        }
    }
}

/// Totals of one site.
#[derive(Debug, Clone)]
pub struct AirSite {
    /// Site.
    pub site: SiteId,
    /// Days with any data.
    pub days: u32,
    /// Good and valid days.
    pub good: GoodDays,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Years with data, ascending, and how many days each has.
    pub years: Vec<(i32, u32)>,
}

/// Totals of air.
#[derive(Debug, Clone, Default)]
pub struct AirTotals {
    /// Sites with data, in the order of the data.
    pub sites: Vec<AirSite>,
    /// Site-days by category.
    pub categories: [u32; 6],
    /// Site-days without AQI, by reason.
    pub dropped: SortedMap<Dropped, u32>,
    /// Good and valid site-days.
    pub good: GoodDays,
    /// Site-days above 100 by primary pollutant; ties count for each.
    pub primary_when_polluted: [u32; 6],
    /// Editions that were used.
    pub editions: Vec<AirEdition>,
    /// Site-days with the AQI of fewer than six pollutants.
    pub incomplete: u32,
    /// Agreement with a publisher's daily AQI.
    pub daily: Option<Agreement>,
    /// Agreement with a publisher's daily category.
    pub category: Option<Agreement>,
    /// Agreement with a publisher's hourly AQI.
    pub hourly: Option<Agreement>,
}

/// Counts days one after the other.
#[derive(Debug)]
pub(super) struct AirCount {
    totals: AirTotals,
    daily: Agreement,
    category: Agreement,
    screened: ScreenedAir,
    next: usize,
}

impl AirCount {
    pub(super) fn new() -> AirCount {
        AirCount {
            totals: AirTotals::default(),
            daily: Agreement::new(Words::new("日 AQI", "daily AQI")),
            category: Agreement::new(Words::new("日空气质量类别", "daily category")),
            screened: ScreenedAir::default(),
            next: 0,
        }
    }

    /// Counts at most so many days more; answers how many were left to do of these.
    pub(super) fn advance(&mut self, assessment: &Assessment, most: usize) -> usize {
        let end = assessment.air_len().min(self.next.saturating_add(most));
        let left = most - (end - self.next);
        for number in self.next..end {
            if let Some(day) = assessment.air.day(number, assessment.plan.edition, &mut Recorder::off()) {
                if assessment.plan.screening == Screening::On {
                    self.screened.add(assessment, &day);
                }
                self.add(assessment, &day);
            }
        }
        self.next = end;
        left
    }

    fn add(&mut self, assessment: &Assessment, day: &AirDay) {
        let totals = &mut self.totals;
        if totals.sites.last().is_none_or(|own| own.site != day.site) {
            totals.sites.push(AirSite {
                site: day.site,
                days: 0,
                good: GoodDays::default(),
                first: day.date,
                last: day.date,
                years: Vec::new(),
            });
        }
        if let Some(own) = totals.sites.last_mut() {
            own.days += 1;
            own.last = day.date;
            own.good.add(&day.index);
            let year = day.date.year();
            match own.years.last_mut() {
                Some((last, days)) if *last == year => *days += 1,
                _ => own.years.push((year, 1)),
            }
        }
        if !totals.editions.contains(&day.edition) {
            totals.editions.push(day.edition);
        }
        match (day.index.aqi, day.dropped()) {
            (Ok(aqi), _) => {
                totals.categories[usize::from(Category::of(aqi).number()) - 1] += 1;
                totals.incomplete += u32::from(day.index.incomplete());
                if aqi > 100 {
                    for pollutant in day.index.primary.iter() {
                        totals.primary_when_polluted[pollutant as usize] += 1;
                    }
                }
            }
            (Err(_), Some(reason)) => *totals.dropped.of(reason) += 1,
            (Err(_), None) => {}
        }
        compare(assessment, day, &mut self.daily, &mut self.category);
    }

    pub(super) fn finish(mut self, assessment: &Assessment) -> (AirTotals, Issues) {
        self.advance(assessment, usize::MAX);
        self.screened.end();
        let mut totals = self.totals;
        for own in &totals.sites {
            totals.good.merge(&own.good);
        }
        crate::sorting::sort_by_key(&mut totals.editions, |edition| *edition);
        if assessment.air.repeated > 0 {
            self.daily.not_compared.insert(Cause::Repeated, assessment.air.repeated);
        }
        totals.daily = self.daily.any();
        totals.category = self.category.any();
        totals.hourly = assessment.air.check.agreement(assessment.sites());
        (totals, self.screened.issues)
    }
}

fn compare(assessment: &Assessment, day: &AirDay, daily: &mut Agreement, category: &mut Agreement) {
    let place = || format!("{} {}", assessment.sites().get(day.site).label(), day.date);
    if day.official_of_hours {
        if day.official_aqi.is_some() {
            daily.not_compared(Cause::MeanOfHours);
        }
        return;
    }
    if let Some(official) = day.official_aqi {
        match day.index.aqi {
            Err(_) => daily.not_compared(Cause::NotGraded),
            Ok(aqi) if Amount::whole(i64::from(aqi)) == official => daily.same(),
            Ok(aqi) => daily.differs(cause(day, official), place, || (aqi.to_string(), official.to_string())),
        }
    }
    if let Some(official) = day.official_category {
        match day.index.category() {
            None => category.not_compared(Cause::NotGraded),
            Some(own) if own == official => category.same(),
            Some(own) => category.differs(day.official_aqi.and_then(|aqi| cause(day, aqi)), place, || {
                (own.words().zh.to_owned(), official.words().zh.to_owned())
            }),
        }
    }
}

/// Why a publisher's daily AQI is not ours, when a cause predicts exactly the publisher's number.
fn cause(day: &AirDay, official: Amount) -> Option<Cause> {
    let highest = day.index.highest?;
    let is = |aqi: Option<u16>| aqi.is_some_and(|aqi| Amount::whole(i64::from(aqi)) == official);
    let rounded = |index: AirIndex, rounding: IndexRounding, left_out: Pollutants| {
        let own = |pollutant: Pollutant| {
            let value = day.index.concentrations[pollutant as usize].filter(|_| !left_out.contains(pollutant))?;
            iaqi(pollutant, pollutant.day_column(), value, index, rounding, &mut Recorder::off())
        };
        Pollutant::ALL.into_iter().filter_map(own).max()
    };
    let (index, other) = match day.edition.index {
        AirIndex::Hj633V2012 => (AirIndex::Hj633V2012, AirIndex::Hj633V2026),
        AirIndex::Hj633V2026 => (AirIndex::Hj633V2026, AirIndex::Hj633V2012),
    };
    if is(rounded(other, IndexRounding::Up, Pollutants::NONE)) {
        return Some(Cause::OtherEdition);
    }
    if is(rounded(index, IndexRounding::HalfUp, Pollutants::NONE)) {
        return Some(Cause::HalfUp);
    }
    // With a pollutant more, the publisher's number can only be higher.
    if day.index.incomplete() && official > Amount::whole(i64::from(highest)) {
        return Some(Cause::MissingHere);
    }
    if [highest + 1, highest.saturating_sub(1)].into_iter().any(|near| is(Some(near))) {
        return Some(Cause::Neighbour);
    }
    let some: [&[Pollutant]; 4] =
        [&[Pollutant::No2], &[Pollutant::No2, Pollutant::So2], &[Pollutant::O3], &[Pollutant::Co]];
    let sets = some.into_iter().map(|set| set.iter().copied().collect()).chain([day.index.primary]);
    for left_out in sets {
        for rounding in [IndexRounding::Up, IndexRounding::HalfUp] {
            if is(rounded(index, rounding, left_out)) {
                return Some(Cause::PollutantLeftOut);
            }
        }
    }
    // A publisher that has more decimals than it prints: up to half a step less or more, rounded half up.
    let unrounded = |index: AirIndex, pollutants: &[Pollutant]| {
        let end = |half_step: i64| {
            let own = |pollutant: Pollutant| {
                let mut sum = ExactSum::default();
                sum.add(day.index.concentrations[pollutant as usize]?);
                sum.add(Amount::decimal(5 * half_step, pollutant.decimals() + 1));
                let (column, precision, rounding) =
                    (pollutant.day_column(), Precision::AsMeasured, IndexRounding::HalfUp);
                iaqi_by(pollutant, column, sum.total(), index, precision, rounding, &mut Recorder::off())
            };
            let largest = pollutants.iter().filter_map(|&pollutant| own(pollutant)).max();
            largest.map(|aqi| Amount::whole(i64::from(aqi)))
        };
        end(-1) <= Some(official) && Some(official) <= end(1)
    };
    // Daily values collected until July 2015 have the index of particles and ozone alone.
    if unrounded(index, &[Pollutant::O3, Pollutant::Pm10, Pollutant::Pm25]) {
        return Some(Cause::PollutantLeftOut);
    }
    if unrounded(other, &Pollutant::ALL) {
        return Some(Cause::OtherEdition);
    }
    (official == Amount::whole(300) && highest > 300).then_some(Cause::Capped)
}
