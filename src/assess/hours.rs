//! One day of hourly air at one site while it is being read: exact, and small enough to keep millions of.

use crate::air::Pollutant;
use crate::calendar::Date;
use crate::issue::Code;
use crate::observation::{FileId, Origin};
use crate::quantity::{Amount, ExactSum};
use crate::state::{In, Out};

/// Hours of a natural day, by the label of their end less one.
pub(crate) const HOURS: usize = 24;
const O3: usize = Pollutant::O3 as usize;

/// The hours of a day: for ozone every value, because its eight-hour windows need them, for the others the exact sum;
/// on request every value of all.
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
    /// Every value: carbon monoxide in thousandths, the others in tenths.
    Every(Box<[[u16; HOURS]; 6]>),
    /// Every value that does not fit there.
    EveryWide(Box<[[Amount; HOURS]; 6]>),
}

#[derive(Debug, Clone, Default)]
struct Wide {
    sums: [ExactSum; 6],
    ozone: [Amount; HOURS],
}

impl HourDay {
    /// An empty day, which keeps every hour or what daily values need.
    pub(crate) fn new(date: Date, origin: Origin, every: bool) -> HourDay {
        let state =
            if every { State::Every(Box::default()) } else { State::Narrow { sums: [0; 6], ozone: [0; HOURS] } };
        HourDay { date, first: origin, last: origin, seen: [0; 6], state }
    }

    /// Adds the value of the hour with this label, 1 to 24. A second value of an hour is not used; the answer says then
    /// what it is, as far as the first was kept.
    #[inline(always)]
    pub(crate) fn add(&mut self, label: u8, pollutant: Pollutant, value: Amount) -> Option<Code> {
        let (index, hour) = (pollutant as usize, usize::from(label) - 1);
        let bit = 1 << hour;
        if self.seen[index] & bit != 0 {
            return Some(self.repeated(hour, pollutant, value));
        }
        let fits = match &mut self.state {
            State::Narrow { ozone, .. } if pollutant == Pollutant::O3 => {
                tenths(value).map(|tenths| ozone[hour] = tenths).is_some()
            }
            State::Narrow { sums, .. } => value
                .thousandths()
                .and_then(|t| u32::try_from(t).ok())
                .and_then(|thousandths| sums[index].checked_add(thousandths))
                .map(|sum| sums[index] = sum)
                .is_some(),
            State::Every(values) => narrow(pollutant, value).map(|narrow| values[index][hour] = narrow).is_some(),
            State::Wide(_) | State::EveryWide(_) => false,
        };
        if !fits {
            self.add_wide(hour, pollutant, value);
        }
        self.seen[index] |= bit;
        None
    }

    #[cold]
    fn add_wide(&mut self, hour: usize, pollutant: Pollutant, value: Amount) {
        self.widen();
        match &mut self.state {
            State::Wide(wide) if pollutant == Pollutant::O3 => wide.ozone[hour] = value,
            State::Wide(wide) => wide.sums[pollutant as usize].add(value),
            State::EveryWide(values) => values[pollutant as usize][hour] = value,
            State::Narrow { .. } | State::Every(_) => {}
        }
    }

    /// The second value of an hour: the same, another one, or nobody knows.
    #[cold]
    fn repeated(&self, hour: usize, pollutant: Pollutant, value: Amount) -> Code {
        match self.value(hour, pollutant) {
            Some(first) if first != value => Code::Contradiction,
            _ => Code::Duplicate,
        }
    }

    fn widen(&mut self) {
        self.state = match &self.state {
            State::Narrow { sums, ozone } => {
                let mut wide = Wide::default();
                for (index, sum) in sums.iter().enumerate().filter(|(index, _)| *index != O3) {
                    wide.sums[index] = ExactSum::of_thousandths(i64::from(*sum), self.seen[index].count_ones());
                }
                wide.ozone = ozone.map(|tenths| Amount::decimal(i64::from(tenths), 1));
                State::Wide(Box::new(wide))
            }
            State::Every(values) => State::EveryWide(Box::new(std::array::from_fn(|index| {
                values[index].map(|value| Amount::decimal(i64::from(value), decimals(Pollutant::ALL[index])))
            }))),
            State::Wide(_) | State::EveryWide(_) => return,
        };
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
            State::Every(_) | State::EveryWide(_) => {
                let mut sum = ExactSum::default();
                self.hours(pollutant).into_iter().flatten().for_each(|value| sum.add(value));
                sum
            }
        }
    }

    /// The value of an hour, from 0, where it was kept.
    #[inline]
    fn value(&self, hour: usize, pollutant: Pollutant) -> Option<Amount> {
        let index = pollutant as usize;
        if self.seen[index] & (1 << hour) == 0 {
            return None;
        }
        match &self.state {
            State::Narrow { ozone, .. } if index == O3 => Some(Amount::decimal(i64::from(ozone[hour]), 1)),
            State::Wide(wide) if index == O3 => Some(wide.ozone[hour]),
            State::Narrow { .. } | State::Wide(_) => None,
            State::Every(values) => Some(Amount::decimal(i64::from(values[index][hour]), decimals(pollutant))),
            State::EveryWide(values) => Some(values[index][hour]),
        }
    }

    /// The hours of a pollutant, where they were kept: of ozone always.
    pub(crate) fn hours(&self, pollutant: Pollutant) -> [Option<Amount>; HOURS] {
        std::array::from_fn(|hour| self.value(hour, pollutant))
    }

    /// A bit for every hour that has a value of any pollutant.
    pub(crate) fn any_seen(&self) -> u32 {
        self.seen.iter().fold(0, |all, seen| all | seen)
    }

    /// Whether every hour is kept.
    pub(crate) const fn keeps_every(&self) -> bool {
        matches!(self.state, State::Every(_) | State::EveryWide(_))
    }

    /// Whether any hour has a value.
    pub(crate) fn is_empty(&self) -> bool {
        self.seen == [0; 6]
    }

    /// The day in bytes.
    pub(crate) fn write(&self, out: &mut Out) {
        out.date(self.date);
        out.number(self.first.row.into());
        out.number(self.last.row.into());
        self.seen.iter().for_each(|seen| out.number((*seen).into()));
        let kind = match &self.state {
            State::Narrow { .. } => 0,
            State::Wide(_) => 1,
            State::Every(_) => 2,
            State::EveryWide(_) => 3,
        };
        out.number(kind);
        match &self.state {
            State::Narrow { sums, ozone } => {
                sums.iter().for_each(|sum| out.number((*sum).into()));
                let seen = ozone.iter().enumerate().filter(|(hour, _)| self.seen[O3] & 1 << hour != 0);
                seen.for_each(|(_, tenths)| out.number((*tenths).into()));
            }
            State::Wide(wide) => {
                wide.sums.iter().for_each(|sum| out.0.extend(sum.to_bytes()));
                wide.ozone.iter().for_each(|hour| out.amount(*hour));
            }
            State::Every(values) => values.iter().flatten().for_each(|hour| out.number((*hour).into())),
            State::EveryWide(values) => values.iter().flatten().for_each(|hour| out.amount(*hour)),
        }
    }

    /// The day of [`HourDay::write`]; `None` where the bytes are none.
    pub(crate) fn read(from: &mut In<'_>, file: FileId) -> Option<HourDay> {
        let date = from.date()?;
        let (first, last) = (Origin { file, row: from.row()? }, Origin { file, row: from.row()? });
        let mut seen = [0; 6];
        for seen in &mut seen {
            *seen = from.small().filter(|seen| *seen < 1 << HOURS)?;
        }
        let state = match from.number()? {
            0 => {
                let (mut sums, mut ozone) = ([0; 6], [0; HOURS]);
                for sum in &mut sums {
                    *sum = from.small()?;
                }
                for (hour, tenths) in ozone.iter_mut().enumerate() {
                    if seen[O3] & 1 << hour != 0 {
                        *tenths = from.tiny()?;
                    }
                }
                State::Narrow { sums, ozone }
            }
            1 => {
                let mut wide = Wide::default();
                for (sum, seen) in wide.sums.iter_mut().zip(seen) {
                    *sum = ExactSum::from_bytes(*from.take(28)?.first_chunk()?)?;
                    if sum.count() > seen.count_ones() {
                        return None;
                    }
                }
                for hour in &mut wide.ozone {
                    *hour = from.amount()?;
                }
                State::Wide(Box::new(wide))
            }
            2 => {
                let mut values = [[0; HOURS]; 6];
                for hour in values.iter_mut().flatten() {
                    *hour = from.tiny()?;
                }
                State::Every(Box::new(values))
            }
            3 => {
                let mut values = [[Amount::ZERO; HOURS]; 6];
                for hour in values.iter_mut().flatten() {
                    *hour = from.amount()?;
                }
                State::EveryWide(Box::new(values))
            }
            _ => return None,
        };
        Some(HourDay { date, first, last, seen, state })
    }

    /// Whether an hour has a value here and in another part of the data.
    pub(crate) fn overlaps(&self, other: &HourDay) -> bool {
        self.seen.iter().zip(other.seen).any(|(own, other)| own & other != 0)
    }

    /// Adds the hours of a later part of the data, and says what those are that were there already. Where only sums are
    /// kept, the earlier part's hours of a pollutant stand as soon as both parts have one hour of it.
    pub(crate) fn merge(&mut self, later: &HourDay, mut repeated: impl FnMut(Code)) {
        self.last = self.last.max(later.last);
        self.first = self.first.min(later.first);
        let every = self.keeps_every() && later.keeps_every();
        if !every {
            self.forget_hours();
        }
        for pollutant in Pollutant::ALL {
            if every || pollutant == Pollutant::O3 {
                for (label, value) in (1..).zip(later.hours(pollutant)) {
                    if let Some(value) = value
                        && let Some(code) = self.add(label, pollutant, value)
                    {
                        repeated(code);
                    }
                }
            } else {
                self.merge_sum(later, pollutant, &mut repeated);
            }
        }
    }

    /// Keeps only what daily values need, when the other part of the data has no more than that.
    fn forget_hours(&mut self) {
        if self.keeps_every() {
            let mut wide = Wide::default();
            for pollutant in Pollutant::ALL {
                wide.sums[pollutant as usize] = self.sum(pollutant);
            }
            wide.ozone = self.hours(Pollutant::O3).map(Option::unwrap_or_default);
            self.state = State::Wide(Box::new(wide));
        }
    }

    fn merge_sum(&mut self, later: &HourDay, pollutant: Pollutant, repeated: &mut impl FnMut(Code)) {
        let (index, sum) = (pollutant as usize, later.sum(pollutant));
        if self.seen[index] & later.seen[index] != 0 {
            (0..sum.count()).for_each(|_| repeated(Code::Duplicate));
            return;
        }
        let narrow = match &mut self.state {
            State::Narrow { sums, .. } => sum
                .total()
                .thousandths()
                .and_then(|t| u32::try_from(t).ok())
                .and_then(|thousandths| sums[index].checked_add(thousandths))
                .map(|total| sums[index] = total)
                .is_some(),
            _ => false,
        };
        if !narrow {
            self.widen();
            if let State::Wide(wide) = &mut self.state {
                wide.sums[index].merge(sum);
            }
        }
        self.seen[index] |= later.seen[index];
    }
}

/// Decimals in which the values of a pollutant are kept in two bytes.
const fn decimals(pollutant: Pollutant) -> u32 {
    if matches!(pollutant, Pollutant::Co) { 3 } else { 1 }
}

/// A value in two bytes when it fits.
#[inline]
fn narrow(pollutant: Pollutant, value: Amount) -> Option<u16> {
    if pollutant == Pollutant::Co { u16::try_from(value.thousandths()?).ok() } else { tenths(value) }
}

/// A value in tenths when it is a whole number of them and fits.
#[inline]
fn tenths(value: Amount) -> Option<u16> {
    let thousandths = value.thousandths()?;
    if thousandths % 100 == 0 { u16::try_from(thousandths / 100).ok() } else { None }
}
