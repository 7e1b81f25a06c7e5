//! Civil dates, hour-ending hours and periods. No time zones and no clock: data are in local standard time.

mod span;

pub use span::{Span, SpanKind};

use std::fmt;

/// A day of the Gregorian calendar, years 1 to 9999.
///
/// ```
/// use envgrade::calendar::Date;
/// let day = Date::new(2024, 2, 29).unwrap();
/// assert_eq!(day.to_string(), "2024-02-29");
/// assert_eq!(day.plus_days(1).to_string(), "2024-03-01");
/// assert_eq!(Date::new(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// The day, or `None` when there is no such day.
    #[must_use]
    pub const fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        Some(Date::of(year, month, day))
    }

    /// The day of a date that is known to exist, for constants.
    pub(crate) const fn of(year: i32, month: u8, day: u8) -> Date {
        // Days are counted from 1970-01-01; a year starts in March here, so that leap days come last.
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month_from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Date(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month and day.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub const fn parts(self) -> (i32, u8, u8) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + (month <= 2) as i32;
        (year, month as u8, day as u8)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.parts().0
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.parts().1
    }

    /// The month that the day lies in.
    #[must_use]
    pub const fn year_month(self) -> Month {
        let (year, month, _) = self.parts();
        Month { year, month }
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The day that many days after 1970-01-01, or `None` outside the years 1 to 9999.
    #[must_use]
    pub const fn from_days(days: i32) -> Option<Date> {
        if days < Date::of(1, 1, 1).0 || days > Date::of(9999, 12, 31).0 { None } else { Some(Date(days)) }
    }

    /// The day of a spreadsheet's serial number in the 1900 system (43836 is 2020-01-06).
    #[must_use]
    pub const fn from_serial(serial: i32) -> Option<Date> {
        // Serial numbers up to 60 count a leap day that 1900 did not have.
        if serial < 61 { None } else { Date::from_days(serial - 25_569) }
    }

    /// The day `days` later; the last representable day where there is none.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Date {
        Date::from_days(self.0.saturating_add(days)).unwrap_or(self)
    }

    /// Monday 0 to Sunday 6.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub const fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }
}

/// Days of a month.
#[must_use]
pub const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
}

impl Month {
    /// The month after this one.
    #[must_use]
    pub const fn next(self) -> Month {
        if self.month == 12 {
            Month { year: self.year + 1, month: 1 }
        } else {
            Month { year: self.year, month: self.month + 1 }
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// An hour of a day by the label of its end: 1 to 24, where 24 is 00:00 of the next date (air.md §9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour {
    /// The natural day that the hour belongs to.
    pub date: Date,
    /// 1 to 24.
    pub label: u8,
}

/// How the hour that a file prints is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HourLabel {
    /// `08:00` is the hour that ends at 8; `00:00` is the last hour of the day before.
    #[default]
    Ending,
    /// `08:00` is the hour that begins at 8.
    Beginning,
}

impl Hour {
    /// The hour that many hours later, at the ends of the calendar the last or first there is.
    #[must_use]
    pub fn plus_hours(self, hours: i32) -> Hour {
        let label = i32::from(self.label) - 1 + hours;
        let date = self.date.plus_days(label.div_euclid(24));
        Hour { date, label: u8::try_from(label.rem_euclid(24) + 1).unwrap_or(1) }
    }

    /// How many hours later this one is than another.
    #[must_use]
    pub fn hours_since(self, other: Hour) -> i32 {
        (self.date.days() - other.date.days()) * 24 + i32::from(self.label) - i32::from(other.label)
    }

    /// The hour that a printed hour of 0 to 24 means.
    ///
    /// ```
    /// use envgrade::calendar::{Date, Hour, HourLabel};
    /// let day = Date::new(2024, 6, 2).unwrap();
    /// let midnight = Hour::from_printed(day, 0, HourLabel::Ending).unwrap();
    /// assert_eq!((midnight.date.to_string().as_str(), midnight.label), ("2024-06-01", 24));
    /// ```
    #[must_use]
    pub fn from_printed(date: Date, hour: u8, label: HourLabel) -> Option<Hour> {
        match (label, hour) {
            (_, 25..) => None,
            (HourLabel::Ending, 0) => Some(Hour { date: date.plus_days(-1), label: 24 }),
            (HourLabel::Ending, _) => Some(Hour { date, label: hour }),
            (HourLabel::Beginning, 24) => Some(Hour { date: date.plus_days(1), label: 1 }),
            (HourLabel::Beginning, _) => Some(Hour { date, label: hour + 1 }),
        }
    }
}

/// The time of a reading, as exact as the data say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stamp {
    /// A whole month.
    Month(Month),
    /// A whole day.
    Day(Date),
    /// A minute of a day, 0 to 1440, as printed.
    Minute(Date, u16),
}

impl Stamp {
    /// The day, or the first day of the month: what decides the edition.
    #[must_use]
    pub const fn date(self) -> Date {
        match self {
            Stamp::Month(month) => Date::of(month.year, month.month, 1),
            Stamp::Day(date) | Stamp::Minute(date, _) => date,
        }
    }

    /// The month.
    #[must_use]
    pub const fn year_month(self) -> Month {
        match self {
            Stamp::Month(month) => month,
            Stamp::Day(date) | Stamp::Minute(date, _) => date.year_month(),
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stamp::Month(month) => write!(f, "{month}"),
            Stamp::Day(date) => write!(f, "{date}"),
            Stamp::Minute(date, minute) => write!(f, "{date}T{:02}:{:02}", minute / 60, minute % 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_hundred_years_goes_there_and_back() {
        let mut day = Date::of(1600, 1, 1);
        while day < Date::of(2400, 1, 1) {
            let (year, month, date) = day.parts();
            assert_eq!(Date::new(year, month, date), Some(day));
            let next = day.plus_days(1);
            assert!(next > day);
            day = next;
        }
        assert_eq!(Date::of(1970, 1, 1).days(), 0);
        assert_eq!(Date::of(2026, 11, 24).weekday(), 1);
        assert_eq!(Date::from_serial(43_836), Date::new(2020, 1, 6));
    }
}
