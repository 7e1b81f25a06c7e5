//! What a person excluded or corrected, applied to the records as they come in.

use crate::calendar::Date;
use crate::exclusion::{Action, Exclusion, Exclusions};
use crate::issue::{Code, Issue, Issues};
use crate::observation::{Averaging, Cell, FileId, Official, Origin, Record, SiteId, SiteTable, When};
use crate::parameter::Parameter;
use crate::quantity::{Missing, Reading};

/// The number that stands for the list of exclusions where an issue names its file.
pub const EXCLUSIONS_FILE: FileId = FileId(u16::MAX);

/// A reading that was excluded or corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Site.
    pub site: SiteId,
    /// Time of the record.
    pub when: When,
    /// Row.
    pub origin: Origin,
    /// Column from 1.
    pub column: u16,
    /// What was measured.
    pub parameter: Parameter,
    /// The reading as it was.
    pub reading: Reading,
    /// Number of the line of the list.
    pub line: u32,
}

impl Change {
    /// The day; of a month the first.
    #[must_use]
    pub const fn date(&self) -> Date {
        match self.when {
            When::Hour(hour) => hour.date,
            When::Stamp(stamp) => stamp.date(),
        }
    }
}

/// What one line of the list did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Readings that it excluded or corrected.
    pub readings: u32,
    /// A line before it that was about the same reading, and whether that one says otherwise.
    clash: Option<(u32, bool)>,
}

/// The exclusions of an assessment and what they did.
#[derive(Debug, Default)]
pub(crate) struct Excluding {
    list: Exclusions,
    done: Vec<Done>,
    changes: Vec<Change>,
    /// The lines about each site, by its number.
    by_site: Vec<Option<Vec<u32>>>,
    cells: Vec<Cell>,
}

impl Excluding {
    /// Most changes that are kept to be shown.
    const MOST: usize = 100_000;

    pub(crate) fn new(list: &Exclusions) -> Excluding {
        Excluding { done: vec![Done::default(); list.iter().count()], list: list.clone(), ..Excluding::default() }
    }

    /// Whether there is nothing to apply.
    #[inline]
    pub(crate) fn is_idle(&self) -> bool {
        self.done.is_empty()
    }

    /// The record without what is excluded and with what is corrected.
    #[cold]
    pub(crate) fn apply<'a>(&'a mut self, sites: &SiteTable, record: &Record<'a>) -> Record<'a> {
        let site = record.site.0 as usize;
        if self.by_site.len() <= site {
            self.by_site.resize(site + 1, None);
        }
        let of_site = self.by_site[site].get_or_insert_with(|| {
            let described = sites.get(record.site);
            (0..).zip(self.list.iter()).filter(|(_, line)| line.is_of(described)).map(|(number, _)| number).collect()
        });
        let list = &self.list;
        let lines: Vec<(u32, &Exclusion)> = of_site
            .iter()
            .filter_map(|&number| Some((number, list.get(number)?)))
            .filter(|(_, line)| line.covers(record.when))
            .collect();
        if lines.is_empty() {
            return *record;
        }
        self.cells.clear();
        let mut changed = false;
        for as_read in record.cells {
            let mut cell = *as_read;
            let mut about = lines.iter().filter(|(_, line)| line.is_about(as_read.parameter) && applies(line, as_read));
            if let Some(&(number, line)) = about.next() {
                let original = std::mem::replace(
                    &mut cell.reading,
                    match line.action {
                        Action::Exclude => Reading::Missing(Missing::Excluded),
                        Action::Correct(reading) => reading,
                    },
                );
                changed = true;
                self.done[number as usize].readings += 1;
                for &(other, second) in about {
                    let (first, contradicts) = (line.row, line.action != second.action);
                    self.done[other as usize].clash.get_or_insert((first, contradicts));
                }
                if self.changes.len() < Excluding::MOST {
                    self.changes.push(Change {
                        site: record.site,
                        when: record.when,
                        origin: record.origin,
                        column: cell.column,
                        parameter: cell.parameter,
                        reading: original,
                        line: number,
                    });
                }
            }
            self.cells.push(cell);
        }
        // A line about all items is about those of the register and the others alike.
        let whole = lines.iter().find(|(_, line)| line.items.is_empty());
        if let Some(&(number, _)) = whole.filter(|_| !record.others.is_empty()) {
            self.done[number as usize].readings += u32::try_from(record.others.len()).unwrap_or(u32::MAX);
            changed = true;
        }
        if !changed {
            return *record;
        }
        Record {
            cells: &self.cells,
            others: if whole.is_some() { &[] } else { record.others },
            // What a publisher found stands on readings that are not used here.
            official: Official::default(),
            ..*record
        }
    }

    /// Adds what was done to later data.
    pub(crate) fn merge(&mut self, later: Excluding, sites: &[SiteId]) {
        for (own, later) in self.done.iter_mut().zip(later.done) {
            own.readings += later.readings;
            own.clash = own.clash.or(later.clash);
        }
        let changes = later
            .changes
            .into_iter()
            .filter_map(|change| Some(Change { site: *sites.get(change.site.0 as usize)?, ..change }));
        self.changes.extend(changes);
        self.changes.truncate(Excluding::MOST);
    }

    /// Takes no more records: says what of the list cannot be read, matches nothing, or says a thing twice.
    pub(crate) fn seal(&mut self, issues: &mut Issues) {
        let at = |row: u32| Origin { file: EXCLUSIONS_FILE, row };
        for unread in self.list.unread() {
            let (origin, column) = (at(unread.row), unread.column);
            issues.add(Issue { code: Code::ExclusionUnread, origin, column, header: "", text: &unread.text });
        }
        for (line, done) in self.list.iter().zip(&self.done) {
            let (origin, column) = (at(line.row), 0);
            if let Some((first, contradicts)) = done.clash {
                let code = if contradicts { Code::ExclusionContradiction } else { Code::ExclusionOverlap };
                issues.add(Issue { code, origin, column, header: "", text: &first.to_string() });
            } else if done.readings == 0 {
                issues.add(Issue { code: Code::ExclusionUnused, origin, column, header: "", text: &line.site });
            }
        }
        crate::sorting::sort_by_key(&mut self.changes, |change| {
            (change.site, change.date(), change.origin, change.column)
        });
    }

    /// The lines of the list and what they did.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&Exclusion, Done)> {
        self.list.iter().zip(self.done.iter().copied())
    }

    /// The line that made a change.
    pub(crate) fn line(&self, change: &Change) -> Option<&Exclusion> {
        self.list.get(change.line)
    }

    /// The changes at a site from one day to another, once sealed.
    pub(crate) fn between(&self, site: SiteId, first: Date, last: Date) -> &[Change] {
        let from = self.changes.partition_point(|change| (change.site, change.date()) < (site, first));
        let to = self.changes.partition_point(|change| (change.site, change.date()) <= (site, last));
        self.changes.get(from..to).unwrap_or_default()
    }
}

/// Whether a line does something to a cell. There is nothing to exclude where nothing is; what corrects ozone is about
/// the value that a day is graded by.
fn applies(line: &Exclusion, cell: &Cell) -> bool {
    match line.action {
        Action::Exclude => !matches!(cell.reading, Reading::Missing(_)),
        Action::Correct(_) => cell.averaging != Averaging::DayMax1h,
    }
}
