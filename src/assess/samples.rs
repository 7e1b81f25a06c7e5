//! Samples of water while they are being read: one a section and time, joined from as many rows as the file spends on
//! it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::calendar::{Month, Stamp};
use crate::observation::{Cell, FileId, Official, Origin, Record, SiteId, When};
use crate::parameter::Parameter;
use crate::quantity::{Packed, Reading, Wide};
use crate::sorting::sort_by_key;

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
    /// The publisher's class as written, a number in the pool of texts; 0 is none.
    class: u32,
    /// Why it is not assessed, a number in the pool of texts; 0 is "it is".
    suspended: u32,
    /// A bit for every item that has a reading.
    seen: u128,
}

/// A reading as it is kept, with the number of its sample.
#[derive(Debug, Clone, Copy)]
struct Kept {
    reading: Packed,
    sample: u32,
    row: u32,
    file: FileId,
    column: u16,
    parameter: Parameter,
}

/// All samples.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    samples: Vec<Sample>,
    /// Readings; in the order of the samples once sealed.
    found: Vec<Kept>,
    wide: Wide,
    /// Where the readings of a sample start, once sealed.
    starts: Vec<u32>,
    by_time: FxHashMap<(SiteId, Stamp), u32>,
    /// Official classes of samples that were read before.
    pub(crate) repeated: u32,
    texts: Texts,
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
        let number = u32::try_from(self.texts.len()).unwrap_or(0);
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    fn get(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", String::as_str)
    }
}

/// What became of a reading that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Added {
    /// It was new.
    New,
    /// The same reading was there.
    Again,
    /// A different reading was there and stands.
    Contradicted,
}

impl Samples {
    /// Adds a record. `told` hears of every reading that was not new.
    pub(crate) fn add(&mut self, record: &Record<'_>, mut told: impl FnMut(&Cell, Added)) {
        let stamp = match record.when {
            When::Stamp(stamp) => stamp,
            When::Hour(hour) => Stamp::Minute(hour.date, u16::from(hour.label) * 60),
        };
        let Official { class, .. } = record.official;
        let (class, suspended) = (self.texts.number(class), self.texts.number(record.suspended));
        let next = u32::try_from(self.samples.len()).unwrap_or(u32::MAX);
        let number = *self.by_time.entry((record.site, stamp)).or_insert(next);
        if number == next {
            self.samples.push(Sample { site: record.site, stamp, origin: record.origin, class, suspended, seen: 0 });
        }
        let sample = &mut self.samples[number as usize];
        if sample.class == 0 {
            sample.class = class;
        } else if class != 0 && number != next {
            self.repeated += 1;
        }
        for cell in record.cells {
            let bit = 1_u128 << (cell.parameter as u32);
            let earlier = (sample.seen & bit != 0)
                .then(|| self.found.iter().rev().find(|k| k.sample == number && k.parameter == cell.parameter))
                .flatten()
                .map(|kept| kept.reading.reading(&self.wide));
            sample.seen |= bit;
            let added = match earlier {
                None => {
                    self.found.push(Kept {
                        reading: Packed::new(cell.reading, &mut self.wide),
                        sample: number,
                        row: record.origin.row,
                        file: record.origin.file,
                        column: cell.column,
                        parameter: cell.parameter,
                    });
                    Added::New
                }
                Some(earlier) if earlier == cell.reading => Added::Again,
                Some(_) => Added::Contradicted,
            };
            if added != Added::New {
                told(cell, added);
            }
        }
    }

    /// Adds later samples.
    pub(crate) fn merge(&mut self, mut later: Samples, sites: &[SiteId], mut told: impl FnMut(&Cell, Origin, Added)) {
        self.repeated += later.repeated;
        sort_by_key(&mut later.found, |kept| kept.sample);
        let mut at = 0;
        for (number, sample) in (0..).zip(&later.samples) {
            let from = at;
            while later.found.get(at).is_some_and(|kept| kept.sample == number) {
                at += 1;
            }
            let cells: Vec<Cell> = later.found[from..at].iter().map(|kept| cell(kept, &later.wide)).collect();
            let record = Record {
                site: sites[sample.site.0 as usize],
                when: When::Stamp(sample.stamp),
                origin: sample.origin,
                cells: &cells,
                others: &[],
                vertical: "",
                official: Official { class: later.texts.get(sample.class), ..Official::default() },
                suspended: later.texts.get(sample.suspended),
            };
            self.add(&record, |cell, added| told(cell, record.origin, added));
        }
    }

    /// Puts the samples in the order of sites and times, and the readings in the order of the samples.
    pub(crate) fn seal(&mut self) {
        let mut order: Vec<u32> = (0..).take(self.samples.len()).collect();
        sort_by_key(&mut order, |&n| (self.samples[n as usize].site, self.samples[n as usize].stamp));
        let mut place = vec![0_u32; order.len()];
        for (new, &old) in (0..).zip(&order) {
            place[old as usize] = new;
        }
        self.samples = order.iter().map(|&old| self.samples[old as usize]).collect();
        for kept in &mut self.found {
            kept.sample = place[kept.sample as usize];
        }
        sort_by_key(&mut self.found, |kept| (kept.sample, kept.parameter));
        self.starts = vec![0; self.samples.len() + 1];
        for kept in &self.found {
            self.starts[kept.sample as usize + 1] += 1;
        }
        for n in 0..self.samples.len() {
            self.starts[n + 1] += self.starts[n];
        }
        self.by_time = FxHashMap::default();
    }

    pub(crate) fn len(&self) -> usize {
        self.samples.len()
    }

    pub(crate) fn get(&self, number: usize) -> Sample {
        self.samples[number]
    }

    /// The numbers of the samples of one section, once sealed.
    pub(crate) fn of(&self, site: SiteId) -> Range<usize> {
        let from = self.samples.partition_point(|sample| sample.site < site);
        from..from + self.samples[from..].partition_point(|sample| sample.site == site)
    }

    /// The publisher's class of a sample, empty when there is none.
    pub(crate) fn official_class(&self, number: usize) -> &str {
        self.texts.get(self.samples[number].class)
    }

    /// Why a sample is not assessed, empty when it is.
    pub(crate) fn suspended(&self, number: usize) -> &str {
        self.texts.get(self.samples[number].suspended)
    }

    /// The readings of a sample in the order of the register, once sealed.
    pub(crate) fn readings(&self, number: usize) -> impl Iterator<Item = Found> {
        let range = self.starts[number] as usize..self.starts[number + 1] as usize;
        self.found[range].iter().map(|kept| Found {
            parameter: kept.parameter,
            reading: kept.reading.reading(&self.wide),
            origin: Origin { file: kept.file, row: kept.row },
            column: kept.column,
        })
    }

    /// Runs of samples of one section in one month, once sealed.
    pub(crate) fn months(&self) -> Vec<(SiteId, Month, Range<usize>)> {
        let mut months: Vec<(SiteId, Month, Range<usize>)> = Vec::new();
        for (number, sample) in self.samples.iter().enumerate() {
            let month = sample.stamp.year_month();
            match months.last_mut() {
                Some((site, last, range)) if *site == sample.site && *last == month => range.end = number + 1,
                _ => months.push((sample.site, month, number..number + 1)),
            }
        }
        months
    }
}

fn cell(kept: &Kept, wide: &Wide) -> Cell {
    Cell {
        parameter: kept.parameter,
        averaging: crate::observation::Averaging::Sample,
        reading: kept.reading.reading(wide),
        column: kept.column,
    }
}
