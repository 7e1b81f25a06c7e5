//! Samples of water while they are being read: one a section and time, joined from as many rows as the file spends on it.
//!
//! Up to a number of readings every sample is kept with its rows. Where there are more, the store goes over to sums by
//! section and month, which stay exact, and knows of single samples only when they were taken and of which items, so that
//! none counts twice.

mod folded;
mod kept;
mod moment;

use std::ops::Range;

use self::folded::{Folded, Met, SectionMonth};
pub(crate) use self::kept::FoundOther;
use self::kept::Kept;
use self::moment::Moment;
use super::sample_table::{MonthMeans, TableReading};
use crate::calendar::{Month, Stamp};
use crate::observation::{Averaging, Cell, FileId, Origin, Record, SiteId, When};
use crate::parameter::Parameter;
use crate::quantity::Reading;
use crate::state::{In, Out};
use crate::trace::{Recorder, Trace};
use crate::water::mean::of_item;

/// Readings up to which samples are kept one by one, where the plan does not say.
pub(crate) const KEPT_READINGS: u32 = 3_000_000;

/// A reading with the place it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What was measured.
    pub parameter: Parameter,
    /// The reading.
    pub reading: Reading,
    /// Row.
    pub origin: Origin,
    /// Column from 1.
    pub column: u16,
}

/// One sample.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    pub site: SiteId,
    pub stamp: Stamp,
    pub origin: Origin,
}

const NO_TIME: When = When::Stamp(Stamp::Month(Month { year: 0, month: 1 }));

/// What became of a reading that was added, when it was not new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Added {
    /// The same reading was there.
    Again,
    /// A different reading was there and stands.
    Contradicted,
    /// A reading was there and stands; which one is not known any more.
    Repeated,
}

/// Hears of readings that were not new.
type Told<'a> = dyn FnMut(&Cell, Added) + 'a;

/// What a merger has to tell.
pub(crate) enum Merged<'a> {
    /// A reading of a row that was not new.
    Cell(&'a Cell, Origin, Added),
    /// Some samples of this month and section are in both, and either all of one side are in the other or, with `true`,
    /// some are lost.
    Month(Month, Origin, bool),
}

/// A month of a section.
#[derive(Debug, Clone)]
pub(crate) struct SiteMonth {
    pub site: SiteId,
    pub month: Month,
    /// The numbers of its samples; none where samples are not kept.
    pub samples: Range<usize>,
}

/// All samples.
#[derive(Debug)]
pub(crate) struct Samples {
    kept: Kept,
    /// Once there are more readings than may be kept.
    folded: Option<Folded>,
    most: u32,
    /// The time of the row before, which many rows share.
    last: (When, Moment),
    /// The section-months, once sealed.
    months: Vec<SiteMonth>,
    /// Their sums, where samples are not kept.
    sums: Vec<SectionMonth>,
}

impl Samples {
    /// Keeps single samples up to so many readings.
    pub(crate) fn new(most: Option<u32>) -> Samples {
        Samples {
            kept: Kept::default(),
            folded: None,
            most: most.unwrap_or(KEPT_READINGS),
            last: (NO_TIME, Moment::of(NO_TIME)),
            months: Vec::new(),
            sums: Vec::new(),
        }
    }

    /// Adds a record. `told` hears of every reading that was not new.
    #[inline]
    pub(crate) fn add(&mut self, record: &Record<'_>, mut told: impl FnMut(&Cell, Added)) {
        if record.when != self.last.0 {
            self.last = (record.when, Moment::of(record.when));
        }
        match &mut self.folded {
            // Of verticals only all together make a reading, so they are kept.
            Some(folded) if record.vertical.is_empty() => {
                let place = (record.site, self.last.1);
                folded.add(place, record.cells, !record.suspended.is_empty(), record.origin, &mut told);
            }
            folded => {
                let all_kept = folded.is_none();
                self.kept.add(record, self.last.1, &mut told);
                if all_kept && self.kept.readings_len() > self.most as usize {
                    self.fold_into(Folded::default(), &mut |_| {});
                }
            }
        }
    }

    /// Goes over to sums, some of which are there.
    #[cold]
    fn fold_into(&mut self, mut folded: Folded, told: &mut dyn FnMut(Merged<'_>)) {
        std::mem::take(&mut self.kept).each_row(&mut |record| {
            let place = (record.site, Moment::of(record.when));
            if !record.vertical.is_empty() {
                return self.kept.add(record, place.1, &mut |_, _| {});
            }
            folded.add(place, record.cells, !record.suspended.is_empty(), record.origin, &mut |cell, added| {
                told(Merged::Cell(cell, record.origin, added));
            });
        });
        self.folded = Some(folded);
    }

    /// What came of a part of a file, in bytes; `None` where it was too much to keep.
    #[cold]
    pub(crate) fn write(&self, out: &mut Out) -> Option<()> {
        self.folded.is_none().then(|| self.kept.write(out))
    }

    /// Reads what [`Samples::write`] wrote, of so many sites; `None` where the bytes are none.
    #[cold]
    pub(crate) fn read(&mut self, from: &mut In<'_>, file: FileId, sites: u32) -> Option<()> {
        self.kept = Kept::read(from, file, sites)?;
        Some(())
    }

    /// Whether no reading of a later part of the same data is here already, so that it does not matter which came first.
    /// `sites` says where its sites are here; `repeats`, whether it has readings of its own more than once.
    #[cold]
    pub(crate) fn is_apart_from(&mut self, later: &Samples, sites: &[Option<SiteId>], repeats: bool) -> bool {
        let readings = self.kept.readings_len() + later.kept.readings_len();
        // What is told of repeated readings, and which classes count, is otherwise once only sums are kept.
        if (self.folded.is_some() || readings > self.most as usize) && (repeats || later.kept.repeated > 0) {
            return false;
        }
        let in_months = |(site, moment, items): (SiteId, Moment, u64)| {
            let site = sites.get(site.0 as usize).copied().flatten();
            site.zip(self.folded.as_ref()).is_some_and(|(site, folded)| folded.has(site, moment, items))
        };
        !later.kept.each_sample().any(in_months) && self.kept.is_apart_from(&later.kept, sites)
    }

    /// Adds later samples.
    pub(crate) fn merge(&mut self, later: Samples, sites: &[SiteId], told: &mut dyn FnMut(Merged<'_>)) {
        self.kept.repeated = self.kept.repeated.saturating_add(later.kept.repeated);
        if let Some(months) = later.folded {
            // What is kept can be added row by row; of sums, only months that nothing overlaps.
            let mut folded = self.folded.take().unwrap_or_default();
            folded.merge(months, sites, &mut |met: Met| told(Merged::Month(met.month, met.origin, met.lost)));
            self.fold_into(folded, told);
        }
        later.kept.each_row(&mut |record| {
            let record = Record { site: sites[record.site.0 as usize], ..*record };
            self.add(&record, |cell, added| told(Merged::Cell(cell, record.origin, added)));
        });
    }

    /// Puts everything in the order of sites and times. Nothing may come in any more.
    pub(crate) fn seal(&mut self, told: &mut dyn FnMut(Merged<'_>)) {
        self.kept.seal();
        if let Some(mut folded) = self.folded.take() {
            let kept = std::mem::take(&mut self.kept);
            for number in 0..kept.len() {
                let cell = |TableReading { item, reading, column, .. }: TableReading| Cell {
                    parameter: item,
                    averaging: Averaging::Sample,
                    reading,
                    column,
                };
                let cells: Vec<Cell> = kept.items(number, &mut Recorder::off()).into_iter().map(cell).collect();
                let (origin, suspended) = (kept.origin(number), !kept.suspended(number).is_empty());
                folded.add((kept.site(number), kept.moment(number)), &cells, suspended, origin, &mut |cell, added| {
                    told(Merged::Cell(cell, origin, added));
                });
            }
            self.sums = folded.into_months();
            let month = |sum: &SectionMonth| SiteMonth { site: sum.site, month: sum.month(), samples: 0..0 };
            self.months = self.sums.iter().map(month).collect();
            return;
        }
        let mut months: Vec<SiteMonth> = Vec::new();
        for number in 0..self.kept.len() {
            let (site, month) = (self.kept.site(number), self.kept.stamp(number).year_month());
            match months.last_mut() {
                Some(last) if last.site == site && last.month == month => last.samples.end = number + 1,
                _ => months.push(SiteMonth { site, month, samples: number..number + 1 }),
            }
        }
        self.months = months;
    }

    /// How many samples are kept; none where they were too many.
    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there were too many samples to keep them, so that only their months are there. Once sealed.
    pub(crate) fn only_months(&self) -> bool {
        !self.sums.is_empty()
    }

    pub(crate) fn get(&self, number: usize) -> Sample {
        Sample { site: self.kept.site(number), stamp: self.kept.stamp(number), origin: self.kept.origin(number) }
    }

    /// The numbers of the samples of one section, once sealed.
    pub(crate) fn of(&self, site: SiteId) -> Range<usize> {
        self.kept.of(site)
    }

    /// Official classes of samples that were read before.
    pub(crate) fn repeated(&self) -> u32 {
        self.kept.repeated
    }

    /// The publisher's class of a sample, empty when there is none.
    pub(crate) fn official_class(&self, number: usize) -> &str {
        self.kept.official_class(number)
    }

    /// Why a sample is not assessed, empty when it is.
    pub(crate) fn suspended(&self, number: usize) -> &str {
        self.kept.suspended(number)
    }

    /// The readings of a sample in the order of the register, once sealed.
    pub(crate) fn readings(&self, number: usize) -> impl Iterator<Item = Found> + use<> {
        self.kept.readings(number).into_iter()
    }

    /// The reading of every item of a sample in the order of the register, once sealed: where verticals have their own, their
    /// mean, with the column 0.
    pub(crate) fn items(&self, number: usize, trace: &mut impl Trace) -> Vec<TableReading> {
        self.kept.items(number, trace)
    }

    /// The cells of other items of a sample, once sealed.
    pub(crate) fn others(&self, number: usize) -> Vec<FoundOther<'_>> {
        self.kept.others(number)
    }

    /// The row of a section-month that came first, where samples are not kept.
    pub(crate) fn first_row_of_month(&self, number: usize) -> Origin {
        self.sums[number].origin
    }

    /// All section-months in the order of sections and months, once sealed.
    pub(crate) fn months(&self) -> &[SiteMonth] {
        &self.months
    }

    /// The numbers of the months of one section, once sealed.
    pub(crate) fn months_of(&self, site: SiteId) -> Range<usize> {
        let from = self.months.partition_point(|month| month.site < site);
        from..from + self.months[from..].partition_point(|month| month.site == site)
    }

    /// The means of a section-month, once sealed.
    pub(crate) fn month_means(&self, number: usize) -> MonthMeans {
        let SiteMonth { month, ref samples, .. } = self.months[number];
        if let Some(sums) = self.sums.get(number) {
            return MonthMeans { month, used: sums.used, suspended: sums.suspended, means: sums.means() };
        }
        let mut of_month = MonthMeans { month, used: 0, suspended: 0, means: Vec::new() };
        for sample in samples.clone() {
            if !self.suspended(sample).is_empty() {
                of_month.suspended += 1;
                continue;
            }
            of_month.used += 1;
            for TableReading { item, reading, .. } in self.items(sample, &mut Recorder::off()) {
                if !matches!(reading, Reading::Missing(_)) {
                    of_item(&mut of_month.means, item).add(reading);
                }
            }
        }
        of_month
    }
}
