//! Months of sections in the place of samples that are too many to keep: sums of their readings, and when they were
//! taken.

use super::moment::{Moment, month_of};
use super::{Added, Told, kept::bit_of};
use crate::calendar::Month;
use crate::observation::{Cell, Origin, SiteId};
use crate::parameter::Parameter;
use crate::quantity::{Missing, Reading};
use crate::water::mean::{PeriodMean, of_item};

/// Set beside the items of a sample of which no row is to be assessed.
const SUSPENDED: u64 = 1 << 63;
const _: () = assert!(Parameter::ALL.len() < 63);

/// The sum of the readings of an item that are whole thousandths, which are nearly all.
#[derive(Debug, Clone, Copy)]
struct Sum {
    thousandths: i64,
    count: u32,
    item: Parameter,
}

/// One month of one section.
#[derive(Debug, Clone)]
pub(super) struct SectionMonth {
    pub(super) site: SiteId,
    /// Counted from the year 0.
    month: u32,
    /// Samples that entered the means.
    pub(super) used: u32,
    /// Samples that did not.
    pub(super) suspended: u32,
    /// The row that came first.
    pub(super) origin: Origin,
    /// When the samples were taken, ascending.
    times: Vec<u16>,
    /// The items of a sample that is not among `others`: most samples of a section have the same.
    items: u64,
    /// The items of other samples, ascending by time.
    others: Vec<(u16, u64)>,
    sums: Vec<Sum>,
    /// All readings that are not in `sums`, in the order of the register.
    means: Vec<PeriodMean>,
}

/// What became of a month that both sides of a merger have.
pub(super) struct Met {
    /// The row of the later one that came first.
    pub(super) origin: Origin,
    pub(super) month: Month,
    /// Whether some readings are in neither sum any more.
    pub(super) lost: bool,
}

/// Section-months.
#[derive(Debug, Default)]
pub(super) struct Folded {
    months: Vec<SectionMonth>,
    /// By site: the month at hand, and where its months are, ascending.
    sites: Vec<(u32, Vec<(u32, u32)>)>,
}

impl Folded {
    /// Adds a row.
    #[inline]
    pub(super) fn add(
        &mut self,
        (site, moment): (SiteId, Moment),
        cells: &[Cell],
        suspended: bool,
        origin: Origin,
        told: &mut Told<'_>,
    ) {
        let at = match self.sites.get(site.0 as usize) {
            Some(&(at, _)) if self.months.get(at as usize).is_some_and(|month| month.month == moment.month()) => at,
            _ => self.month_of(site, moment.month(), origin),
        };
        self.months[at as usize].add(moment.in_month(), cells, suspended, told);
    }

    /// Where the month of a site is; a new one where it is not known.
    #[cold]
    fn month_of(&mut self, site: SiteId, month: u32, origin: Origin) -> u32 {
        let at = site.0 as usize;
        if self.sites.len() <= at {
            self.sites.resize(at + 1, (u32::MAX, Vec::new()));
        }
        let (now, months) = &mut self.sites[at];
        *now = match months.binary_search_by_key(&month, |known| known.0) {
            Ok(place) => months[place].1,
            Err(place) => {
                let new = u32::try_from(self.months.len()).unwrap_or(u32::MAX);
                months.insert(place, (month, new));
                self.months.push(SectionMonth::new(site, month, origin));
                new
            }
        };
        *now
    }

    /// Whether the sample of a time has one of these items.
    pub(super) fn has(&self, site: SiteId, moment: Moment, items: u64) -> bool {
        let month = self.sites.get(site.0 as usize).and_then(|(_, months)| {
            let place = months.binary_search_by_key(&moment.month(), |known| known.0).ok()?;
            self.months.get(months[place].1 as usize)
        });
        month.and_then(|month| month.items_of(moment.in_month())).is_some_and(|own| own & items & !SUSPENDED != 0)
    }

    /// Adds later months.
    pub(super) fn merge(&mut self, later: Folded, sites: &[SiteId], met: &mut dyn FnMut(Met)) {
        for mut month in later.months {
            month.site = sites[month.site.0 as usize];
            let before = self.months.len();
            let at = self.month_of(month.site, month.month, month.origin) as usize;
            if self.months.len() > before {
                self.months[at] = month;
            } else if let Some(lost) = self.months[at].merge(&mut month) {
                met(Met { origin: month.origin, month: month_of(month.month), lost });
            }
        }
    }

    /// The months in the order of sites and months.
    pub(super) fn into_months(self) -> Vec<SectionMonth> {
        let mut months: Vec<Option<SectionMonth>> = self.months.into_iter().map(Some).collect();
        let order = self.sites.iter().flat_map(|(_, months)| months.iter().map(|&(_, at)| at as usize));
        order.filter_map(|at| months.get_mut(at)?.take()).collect()
    }
}

impl SectionMonth {
    fn new(site: SiteId, month: u32, origin: Origin) -> SectionMonth {
        SectionMonth {
            site,
            month,
            used: 0,
            suspended: 0,
            origin,
            times: Vec::new(),
            items: 0,
            others: Vec::new(),
            sums: Vec::new(),
            means: Vec::new(),
        }
    }

    pub(super) fn month(&self) -> Month {
        month_of(self.month)
    }

    #[inline]
    fn add(&mut self, time: u16, cells: &[Cell], suspended: bool, told: &mut Told<'_>) {
        let before = self.items_of(time);
        let mut items = before.unwrap_or(SUSPENDED);
        if !suspended {
            items &= !SUSPENDED;
        }
        if self.sums.is_empty() {
            // A place for every item in the order of the cells, so that the next row finds it there.
            self.sums = cells.iter().map(|cell| Sum { thousandths: 0, count: 0, item: cell.parameter }).collect();
        }
        for (at, cell) in cells.iter().enumerate() {
            // A blank says nothing: it neither stands before a reading nor contradicts one.
            if cell.reading == Reading::Missing(Missing::Blank) {
                continue;
            }
            let bit = bit_of(cell.parameter);
            if items & bit != 0 {
                told(cell, Added::Repeated);
                continue;
            }
            items |= bit;
            if !suspended {
                self.add_reading(at, cell.parameter, cell.reading);
            }
        }
        self.note(time, before, items);
    }

    /// The items of the sample of a time, if there is one.
    #[inline]
    fn items_of(&self, time: u16) -> Option<u64> {
        if self.times.last().is_none_or(|last| time > *last) { None } else { self.search(time) }
    }

    #[cold]
    fn search(&self, time: u16) -> Option<u64> {
        self.times.binary_search(&time).ok()?;
        let other = self.others.binary_search_by_key(&time, |other| other.0);
        Some(other.map_or(self.items, |place| self.others[place].1))
    }

    /// Notes that the sample of a time has other items than before.
    #[inline]
    fn note(&mut self, time: u16, before: Option<u64>, items: u64) {
        match before {
            None => {
                if self.times.is_empty() {
                    self.items = items;
                }
                if self.times.last().is_none_or(|last| *last < time) {
                    self.times.push(time);
                } else {
                    let place = self.times.partition_point(|known| *known < time);
                    self.times.insert(place, time);
                }
                *(if items & SUSPENDED == 0 { &mut self.used } else { &mut self.suspended }) += 1;
            }
            Some(before) if before & !items & SUSPENDED != 0 => {
                self.suspended -= 1;
                self.used += 1;
            }
            Some(_) => {}
        }
        if items != before.unwrap_or(self.items) {
            self.set_items(time, items);
        }
    }

    #[cold]
    fn set_items(&mut self, time: u16, items: u64) {
        if self.times.len() == 1 {
            self.items = items;
        }
        match self.others.binary_search_by_key(&time, |other| other.0) {
            Ok(place) if items == self.items => drop(self.others.remove(place)),
            Ok(place) => self.others[place].1 = items,
            Err(_) if items == self.items => {}
            Err(place) => self.others.insert(place, (time, items)),
        }
    }

    /// Adds a reading of an item whose sum is likely to be at a place.
    #[inline]
    fn add_reading(&mut self, at: usize, item: Parameter, reading: Reading) {
        let thousandths = match reading {
            Reading::Missing(_) => return,
            Reading::Value(value) if item != Parameter::Ph => value.thousandths(),
            _ => None,
        };
        if let Some(thousandths) = thousandths {
            let at = match self.sums.get(at) {
                Some(sum) if sum.item == item => at,
                _ => self.sum_of(item),
            };
            let sum = &mut self.sums[at];
            if let Some(total) = sum.thousandths.checked_add(thousandths) {
                sum.thousandths = total;
                sum.count += 1;
                return;
            }
        }
        of_item(&mut self.means, item).add(reading);
    }

    #[cold]
    fn sum_of(&mut self, item: Parameter) -> usize {
        self.sums.iter().position(|sum| sum.item == item).unwrap_or_else(|| {
            self.sums.push(Sum { thousandths: 0, count: 0, item });
            self.sums.len() - 1
        })
    }

    /// The means of all items with a reading, in the order of the register.
    pub(super) fn means(&self) -> Vec<PeriodMean> {
        let mut means = self.means.clone();
        for sum in self.sums.iter().filter(|sum| sum.count > 0) {
            of_item(&mut means, sum.item).merge(&PeriodMean::of_thousandths(sum.item, sum.thousandths, sum.count));
        }
        means
    }

    /// How many readings there are.
    fn readings_len(&self) -> u32 {
        self.times.iter().filter_map(|&time| self.search(time)).map(|items| (items & !SUSPENDED).count_ones()).sum()
    }

    /// Adds the same month of later data. Where both have the same readings they cannot be told apart any more: the one
    /// with more readings stays, and the answer is whether the other had some that this one has not.
    fn merge(&mut self, later: &mut SectionMonth) -> Option<bool> {
        let samples: Vec<(u16, u64)> =
            later.times.iter().filter_map(|&time| Some((time, later.search(time)?))).collect();
        let both = |&(time, items): &(u16, u64)| (self.search(time).unwrap_or(0) & items & !SUSPENDED).count_ones();
        let repeated: u32 = samples.iter().map(both).sum();
        if repeated > 0 {
            let (own, others) = (self.readings_len(), later.readings_len());
            if others > own {
                std::mem::swap(self, later);
            }
            return Some(repeated < own.min(others));
        }
        for (time, items) in samples {
            let before = self.search(time);
            let both = before.unwrap_or(SUSPENDED);
            self.note(time, before, (both | items) & !SUSPENDED | both & items & SUSPENDED);
        }
        for mean in later.means() {
            of_item(&mut self.means, mean.item()).merge(&mean);
        }
        None
    }
}
