//! Daily values of the other items of air while files are read. They are rare beside the six pollutants of the index, so
//! they stand in a plain list, which is put in order once.

use crate::air::hours::HOURS_OF_A_DAY;
use crate::air::reference_state::Conversion;
use crate::air::series::Day;
use crate::calendar::Date;
use crate::issue::{Code, Issue, Issues};
use crate::observation::{Averaging, Cell, Origin, Record, SiteId, When};
use crate::parameter::Parameter;
use crate::quantity::{ExactSum, Packed, Reading, Wide};
use crate::trace::Off;

/// A value as it is kept. What stands first in the files has the smaller place among those of one key.
#[derive(Debug, Clone, Copy)]
struct Entry {
    site: SiteId,
    date: Date,
    item: Parameter,
    /// The label of the hour; 0 is a daily value.
    hour: u8,
    column: u16,
    origin: Origin,
    reading: Packed,
}

impl Entry {
    fn key(&self) -> (SiteId, Parameter, Date, u8) {
        (self.site, self.item, self.date, self.hour)
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct OtherDays {
    entries: Vec<Entry>,
    wide: Wide,
}

impl OtherDays {
    /// Takes a cell in: a daily value, or an hour of NOx. The other items of table 2 and those of annex A are sampled over
    /// a day (GB 3095 table 4: 24 hours), so their hours are refused.
    #[cold]
    #[inline(never)]
    pub(super) fn add(&mut self, record: &Record<'_>, cell: &Cell, issues: &mut Issues) {
        let issue = |code| Issue { code, origin: record.origin, column: cell.column, header: "", text: "" };
        let (date, hour) = match (record.when, cell.averaging) {
            (When::Stamp(stamp), Averaging::Day) => (stamp.date(), 0),
            (When::Hour(hour), Averaging::Hour) if cell.parameter == Parameter::Nox => (hour.date, hour.label),
            (When::Hour(_), Averaging::Hour) if !matches!(cell.reading, Reading::Missing(_)) => {
                issues.add(issue(Code::NotOfHours));
                return;
            }
            _ => return,
        };
        match cell.reading {
            Reading::Missing(_) => return,
            Reading::NotDetected => {
                issues.add(issue(Code::NoDetectionLimit));
                return;
            }
            Reading::Value(_) | Reading::Below(_) | Reading::Above(_) => {}
        }
        self.entries.push(Entry {
            site: record.site,
            date,
            item: cell.parameter,
            hour,
            column: cell.column,
            origin: record.origin,
            reading: Packed::new(cell.reading, &mut self.wide),
        });
    }

    /// Adds what a later part of the data holds.
    pub(super) fn merge(&mut self, later: OtherDays, sites: &[SiteId]) {
        for entry in later.entries {
            let Some(&site) = sites.get(entry.site.0 as usize) else { continue };
            let reading = Packed::new(entry.reading.reading(&later.wide), &mut self.wide);
            self.entries.push(Entry { site, reading, ..entry });
        }
    }

    /// Takes no more: of a value that is there more than once the first stands, and the others are said.
    pub(super) fn seal(&mut self, issues: &mut Issues) {
        crate::sorting::sort_by_key(&mut self.entries, Entry::key);
        let wide = &self.wide;
        self.entries.dedup_by(|again, first| {
            let repeated = again.key() == first.key();
            if repeated {
                let same = again.reading.reading(wide) == first.reading.reading(wide);
                let code = if same { Code::Duplicate } else { Code::Contradiction };
                issues.add(Issue { code, origin: again.origin, column: again.column, header: "", text: "" });
            }
            repeated
        });
    }

    /// How many items of how many sites there are.
    pub(super) fn len(&self) -> usize {
        self.entries.chunk_by(|one, other| (one.site, one.item) == (other.site, other.item)).count()
    }

    /// The valid daily values of a site by item, ascending. A daily value stands before the mean of its hours, which
    /// needs 20 of them.
    pub(super) fn of(&self, site: SiteId, conversion: &Conversion) -> Vec<(Parameter, Vec<Day>)> {
        let from = self.entries.partition_point(|entry| entry.site < site);
        let to = self.entries.partition_point(|entry| entry.site <= site);
        let mut items: Vec<(Parameter, Vec<Day>)> = Vec::new();
        for of_day in self.entries[from..to].chunk_by(|one, other| (one.item, one.date) == (other.item, other.date)) {
            let first = of_day[0];
            let mut sum = ExactSum::default();
            let only = &of_day[..if first.hour == 0 { 1 } else { of_day.len() }];
            only.iter().filter_map(|entry| entry.reading.reading(&self.wide).number()).for_each(|n| sum.add(n));
            if first.hour > 0 && sum.count() < u32::from(HOURS_OF_A_DAY) {
                continue;
            }
            // What is converted is rounded once, behind the conversion.
            let exact = if first.hour == 0 || !conversion.is_none() {
                sum.exact_mean()
            } else {
                sum.mean(first.item.item().decimals)
            };
            let Some(value) = exact.map(|value| conversion.apply(first.item, value, &mut Off)) else { continue };
            match items.last_mut() {
                Some((item, days)) if *item == first.item => days.push((first.date, value)),
                _ => items.push((first.item, vec![(first.date, value)])),
            }
        }
        items
    }
}
