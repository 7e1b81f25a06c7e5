//! When a sample was taken, as one number.

use crate::calendar::{Date, Month, Stamp};
use crate::observation::When;
use crate::state::In;

/// Places in a day: the day as a whole, then its minutes 0 to 1440.
const OF_DAY: u16 = 1442;

/// When a sample was taken, in the order of time; a whole month comes before its days, a whole day before its minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Moment(u64);

impl Moment {
    #[inline(never)]
    pub(super) fn of(when: When) -> Moment {
        let stamp = match when {
            When::Stamp(stamp) => stamp,
            When::Hour(hour) => Stamp::Minute(hour.date, u16::from(hour.label) * 60),
        };
        let ((year, month, day), in_day) = match stamp {
            Stamp::Month(month) => ((month.year, month.month, 0), 0),
            Stamp::Day(date) => (date.parts(), 0),
            Stamp::Minute(date, minute) => (date.parts(), minute.min(1440) + 1),
        };
        let months = u64::from(year.unsigned_abs()) * 12 + u64::from(month) - 1;
        Moment(months << 16 | u64::from(u16::from(day) * OF_DAY + in_day))
    }

    /// As a number.
    pub(super) const fn number(self) -> u64 {
        self.0
    }

    /// The moment of [`Moment::number`]; `None` where the number is of none.
    pub(super) fn read(from: &mut In<'_>) -> Option<Moment> {
        let moment = Moment(from.number()?);
        (moment.0 >> 16 < 12 * 10_000 && moment == Moment::of(When::Stamp(moment.stamp()))).then_some(moment)
    }

    /// The month, counted from the year 0.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) const fn month(self) -> u32 {
        (self.0 >> 16) as u32
    }

    /// The place in the month.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) const fn in_month(self) -> u16 {
        self.0 as u16
    }

    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn stamp(self) -> Stamp {
        let month = month_of(self.month());
        let (day, in_day) = (self.in_month() / OF_DAY, self.in_month() % OF_DAY);
        let date = Date::new(month.year, month.month, day as u8);
        match (date, in_day) {
            (None, _) => Stamp::Month(month),
            (Some(date), 0) => Stamp::Day(date),
            (Some(date), _) => Stamp::Minute(date, in_day - 1),
        }
    }
}

/// The month with a number of [`Moment::month`].
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
pub(super) const fn month_of(number: u32) -> Month {
    Month { year: (number / 12) as i32, month: (number % 12) as u8 + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_comes_back_and_keeps_the_order(days in prop::array::uniform2(-100_000_i32..100_000), minutes in prop::array::uniform2(0_u16..=1440)) {
            let dates = days.map(|days| Date::from_days(days).unwrap_or(Date::of(2024, 2, 29)));
            let stamps = [0, 1].map(|n| Stamp::Minute(dates[n], minutes[n]));
            let moments = stamps.map(|stamp| Moment::of(When::Stamp(stamp)));
            prop_assert_eq!(moments.map(Moment::stamp), stamps);
            prop_assert_eq!(moments[0].cmp(&moments[1]), stamps[0].cmp(&stamps[1]));
            let day = Moment::of(When::Stamp(Stamp::Day(dates[0])));
            let month = Moment::of(When::Stamp(Stamp::Month(dates[0].year_month())));
            prop_assert!(month < day && day < moments[0]);
            prop_assert_eq!((month.stamp(), day.stamp()), (Stamp::Month(dates[0].year_month()), Stamp::Day(dates[0])));
            prop_assert_eq!(month_of(moments[0].month()), dates[0].year_month());
        }
    }
}
