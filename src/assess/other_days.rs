//! Daily values of the other items of air while files are read. They are rare beside the six pollutants of the index, so
//! they stand in a plain list, which is put in order once.

use crate::air::hours::HOURS_OF_A_DAY;
use crate::air::reference_state::Conversion;
use crate::air::series::Day;
use crate::calendar::Date;
use crate::issue::{Code, Issue, Issues};
use crate::observation::{Averaging, Cell, FileId, Origin, Record, SiteId, When};
use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum, Reading};
use crate::state::{In, Out};
use crate::trace::Recorder;

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
    value: Amount,
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
        let Some(value) = cell.reading.number() else {
            if cell.reading == Reading::NotDetected {
                issues.add(issue(Code::NoDetectionLimit));
            }
            return;
        };
        self.entries.push(Entry {
            site: record.site,
            date,
            item: cell.parameter,
            hour,
            column: cell.column,
            origin: record.origin,
            value,
        });
    }

    /// All of them in bytes.
    #[cold]
    pub(super) fn write(&self, out: &mut Out) {
        out.count(self.entries.len());
        for entry in &self.entries {
            out.number(entry.site.0.into());
            out.date(entry.date);
            out.parameter(entry.item);
            out.number(entry.hour.into());
            out.number(entry.column.into());
            out.number(entry.origin.row.into());
            out.amount(entry.value);
        }
    }

    /// What [`OtherDays::write`] wrote, of so many sites; `None` where the bytes are none.
    #[cold]
    pub(super) fn read(from: &mut In<'_>, file: FileId, sites: u32) -> Option<OtherDays> {
        let entries = from.list(|from| {
            Some(Entry {
                site: from.small().filter(|site| *site < sites).map(SiteId)?,
                date: from.date()?,
                item: from.parameter()?,
                hour: from.number().filter(|hour| *hour <= 24)?.try_into().ok()?,
                column: from.tiny()?,
                origin: Origin { file, row: from.row()? },
                value: from.amount()?,
            })
        })?;
        Some(OtherDays { entries })
    }

    /// Adds what a later part of the data holds.
    pub(super) fn merge(&mut self, later: OtherDays, sites: &[SiteId]) {
        for entry in later.entries {
            let Some(&site) = sites.get(entry.site.0 as usize) else { continue };
            self.entries.push(Entry { site, ..entry });
        }
    }

    /// Takes no more: of a value that is there more than once the first stands, and the others are said.
    pub(super) fn seal(&mut self, issues: &mut Issues) {
        crate::sorting::sort_by_key(&mut self.entries, Entry::key);
        let mut stands = 0;
        for at in 1..self.entries.len() {
            let (first, again) = (self.entries[stands], self.entries[at]);
            if again.key() != first.key() {
                stands = at;
                continue;
            }
            let code = if again.value == first.value { Code::Duplicate } else { Code::Contradiction };
            issues.add(Issue { code, origin: again.origin, column: again.column, header: "", text: "" });
        }
    }

    /// How many items of how many sites there are.
    pub(super) fn len(&self) -> usize {
        self.entries.chunk_by(|one, other| (one.site, one.item) == (other.site, other.item)).count()
    }

    /// Hands out the valid daily values of the next site from a place in the list on, by item and ascending. A daily value
    /// stands before the mean of its hours, which needs 20 of them.
    #[inline(never)]
    pub(super) fn of(&self, from: &mut usize, conversion: &Conversion, take: &mut dyn FnMut(Parameter, Day)) {
        let mut sum = ExactSum::default();
        let mut daily = false;
        // The hour of the entry before, of the same item and day.
        let mut last = None;
        while let Some(entry) = self.entries.get(*from) {
            *from += 1;
            daily |= entry.hour == 0;
            let counts = last != Some(entry.hour) && (entry.hour == 0 || !daily);
            last = Some(entry.hour);
            if counts {
                sum.add(entry.value);
            }
            let next = self.entries.get(*from);
            if next.is_some_and(|next| (next.site, next.item, next.date) == (entry.site, entry.item, entry.date)) {
                continue;
            }
            if let Some(exact) = sum.exact_mean().filter(|_| daily || sum.count() >= u32::from(HOURS_OF_A_DAY)) {
                let mut value = conversion.apply(entry.item, exact, &mut Recorder::off());
                // What was converted is not rounded twice.
                if !daily && value == exact {
                    value = value.round(entry.item.item().decimals);
                }
                take(entry.item, (entry.date, value));
            }
            if next.is_none_or(|next| next.site != entry.site) {
                return;
            }
            (sum, daily, last) = (ExactSum::default(), false, None);
        }
    }

    /// The site at a place in the list.
    pub(super) fn site(&self, from: usize) -> Option<SiteId> {
        self.entries.get(from).map(|entry| entry.site)
    }
}
