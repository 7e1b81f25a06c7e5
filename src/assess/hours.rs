//! One day of hourly air at one site while it is being read: exact, and small enough to keep millions of.

use crate::air::Pollutant;
use crate::calendar::Date;
use crate::observation::Origin;
use crate::quantity::{Amount, ExactSum};

/// Hours of a natural day, by the label of their end less one.
pub(crate) const HOURS: usize = 24;
const O3: usize = Pollutant::O3 as usize;

/// The hours of a day: for ozone every value, because its eight-hour windows need them, for the others the exact sum.
#[derive(Debug, Clone)]
pub(crate) struct HourDay {
    /// The natural day.
    pub date: Date,
    /// First row that spoke of this day.
    pub first: Origin,
    /// Last row that spoke of this day.
    pub last: Origin,
    /// A bit for every hour that has a value, by pollutant.
    seen: [u32; 6],
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    /// What instruments write: at most three decimals, ozone at most one.
    Narrow {
        /// Sums in thousandths; the place of ozone is not used.
        sums: [u32; 6],
        /// Ozone in tenths.
        ozone: [u16; HOURS],
    },
    /// Anything else.
    Wide(Box<Wide>),
}

#[derive(Debug, Clone, Default)]
struct Wide {
    sums: [ExactSum; 6],
    ozone: [Amount; HOURS],
}

impl HourDay {
    pub(crate) fn new(date: Date, origin: Origin) -> HourDay {
        HourDay {
            date,
            first: origin,
            last: origin,
            seen: [0; 6],
            state: State::Narrow { sums: [0; 6], ozone: [0; HOURS] },
        }
    }

    /// Adds the value of the hour with this label, 1 to 24. Answers whether the hour was free; a second value of an
    /// hour is not used.
    #[inline(always)]
    pub(crate) fn add(&mut self, label: u8, pollutant: Pollutant, value: Amount) -> bool {
        let bit = 1 << (label - 1);
        let seen = &mut self.seen[pollutant as usize];
        if *seen & bit != 0 {
            return false;
        }
        *seen |= bit;
        if let State::Narrow { sums, ozone } = &mut self.state {
            if pollutant == Pollutant::O3 {
                if let Some(tenths) = tenths(value) {
                    ozone[usize::from(label) - 1] = tenths;
                    return true;
                }
            } else if let Some(sum) = value
                .thousandths()
                .and_then(|t| u32::try_from(t).ok())
                .and_then(|thousandths| sums[pollutant as usize].checked_add(thousandths))
            {
                sums[pollutant as usize] = sum;
                return true;
            }
        }
        self.add_wide(label, pollutant, value);
        true
    }

    #[cold]
    fn add_wide(&mut self, label: u8, pollutant: Pollutant, value: Amount) {
        // The bit of the new value is set already; it must not count in what is widened.
        self.seen[pollutant as usize] ^= 1 << (label - 1);
        self.widen();
        self.seen[pollutant as usize] ^= 1 << (label - 1);
        if let State::Wide(wide) = &mut self.state {
            if pollutant == Pollutant::O3 {
                wide.ozone[usize::from(label) - 1] = value;
            } else {
                wide.sums[pollutant as usize].add(value);
            }
        }
    }

    fn widen(&mut self) {
        if let State::Narrow { sums, ozone } = &self.state {
            let mut wide = Wide::default();
            for (index, sum) in sums.iter().enumerate().filter(|(index, _)| *index != O3) {
                wide.sums[index] = ExactSum::of_thousandths(i64::from(*sum), self.seen[index].count_ones());
            }
            wide.ozone = ozone.map(|tenths| Amount::decimal(i64::from(tenths), 1));
            self.state = State::Wide(Box::new(wide));
        }
    }

    /// How many hours have a value.
    pub(crate) fn count(&self, pollutant: Pollutant) -> u32 {
        self.seen[pollutant as usize].count_ones()
    }

    /// The exact sum over the hours of a pollutant other than ozone.
    pub(crate) fn sum(&self, pollutant: Pollutant) -> ExactSum {
        match &self.state {
            State::Narrow { sums, .. } => {
                ExactSum::of_thousandths(i64::from(sums[pollutant as usize]), self.count(pollutant))
            }
            State::Wide(wide) => wide.sums[pollutant as usize],
        }
    }

    /// Ozone by hour.
    pub(crate) fn ozone(&self) -> [Option<Amount>; HOURS] {
        std::array::from_fn(|hour| {
            (self.seen[O3] & (1 << hour) != 0).then(|| match &self.state {
                State::Narrow { ozone, .. } => Amount::decimal(i64::from(ozone[hour]), 1),
                State::Wide(wide) => wide.ozone[hour],
            })
        })
    }

    /// Whether any hour has a value.
    pub(crate) fn is_empty(&self) -> bool {
        self.seen == [0; 6]
    }

    /// Adds the hours of a later part of the data. Where both parts have an hour of a pollutant, the earlier part's
    /// hours of that pollutant stand. Answers how many hours were not used.
    pub(crate) fn merge(&mut self, later: &HourDay) -> u32 {
        self.last = self.last.max(later.last);
        self.first = self.first.min(later.first);
        let mut unused = 0;
        let mut sums: [ExactSum; 6] = Default::default();
        for (index, sum) in sums.iter_mut().enumerate().filter(|(index, _)| *index != O3) {
            *sum = later.sum(Pollutant::ALL[index]);
        }
        for (index, sum) in sums.into_iter().enumerate().filter(|(_, sum)| sum.count() > 0) {
            if self.seen[index] & later.seen[index] != 0 {
                unused += sum.count();
                continue;
            }
            let narrow = match &mut self.state {
                State::Narrow { sums, .. } => sum
                    .total()
                    .thousandths()
                    .and_then(|t| u32::try_from(t).ok())
                    .and_then(|thousandths| sums[index].checked_add(thousandths))
                    .map(|total| sums[index] = total)
                    .is_some(),
                State::Wide(_) => false,
            };
            if !narrow {
                self.widen();
                if let State::Wide(wide) = &mut self.state {
                    wide.sums[index].merge(sum);
                }
            }
            self.seen[index] |= later.seen[index];
        }
        for (label, value) in (1..).zip(later.ozone()) {
            if let Some(value) = value {
                unused += u32::from(!self.add(label, Pollutant::O3, value));
            }
        }
        unused
    }
}

/// A value in tenths when it is a whole number of them and fits.
#[inline]
fn tenths(value: Amount) -> Option<u16> {
    let thousandths = value.thousandths()?;
    if thousandths % 100 == 0 { u16::try_from(thousandths / 100).ok() } else { None }
}
