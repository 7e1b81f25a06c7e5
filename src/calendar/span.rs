//! Stretches of days that statistics are taken over.

use std::fmt;

use super::{Date, Month, days_in_month};

/// The kinds of stretches that divide a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum SpanKind {
    /// Calendar years.
    #[default]
    Year,
    /// January to June, July to December.
    HalfYear,
    /// January to March, and so on.
    Quarter,
    /// March to May, June to August, September to November, December to February.
    Season,
    /// Calendar months.
    Month,
}

impl SpanKind {
    /// All kinds, the longest first.
    pub const ALL: [SpanKind; 5] =
        [SpanKind::Year, SpanKind::HalfYear, SpanKind::Quarter, SpanKind::Season, SpanKind::Month];

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            SpanKind::Year => "year",
            SpanKind::HalfYear => "half-year",
            SpanKind::Quarter => "quarter",
            SpanKind::Season => "season",
            SpanKind::Month => "month",
        }
    }

    /// The kind with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<SpanKind> {
        SpanKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The stretch of this kind that a day lies in.
    #[must_use]
    pub const fn of(self, date: Date) -> Span {
        let (year, month, _) = date.parts();
        match self {
            SpanKind::Year => Span::Year(year),
            SpanKind::HalfYear => Span::HalfYear(year, if month <= 6 { 1 } else { 2 }),
            SpanKind::Quarter => Span::Quarter(year, (month - 1) / 3 + 1),
            // A winter is named after the year of its January.
            SpanKind::Season if month == 12 => Span::Season(year + 1, 4),
            SpanKind::Season if month <= 2 => Span::Season(year, 4),
            SpanKind::Season => Span::Season(year, month / 3),
            SpanKind::Month => Span::Month(Month { year, month }),
        }
    }
}

/// A stretch of days.
///
/// ```
/// use envgrade::calendar::Span;
/// let winter = Span::parse("2024-S4").unwrap();
/// assert_eq!((winter.first().to_string(), winter.last().to_string()), ("2023-12-01".into(), "2024-02-29".into()));
/// assert_eq!(Span::parse("2024-Q3").unwrap().a_year_before().to_string(), "2023-Q3");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// A calendar year.
    Year(i32),
    /// Half 1 or 2 of a year.
    HalfYear(i32, u8),
    /// Quarter 1 to 4 of a year.
    Quarter(i32, u8),
    /// Spring 1, summer 2, autumn 3, or winter 4, which begins in December of the year before.
    Season(i32, u8),
    /// A calendar month.
    Month(Month),
    /// Any days, both ends included.
    Days(Date, Date),
}

impl Span {
    /// Year and month of the first month, and the number of months; `None` for any days.
    const fn months_from(self) -> Option<(i32, u8, u8)> {
        Some(match self {
            Span::Year(year) => (year, 1, 12),
            Span::HalfYear(year, half) => (year, 6 * half - 5, 6),
            Span::Quarter(year, quarter) => (year, 3 * quarter - 2, 3),
            Span::Season(year, 4) => (year - 1, 12, 3),
            Span::Season(year, season) => (year, 3 * season, 3),
            Span::Month(month) => (month.year, month.month, 1),
            Span::Days(..) => return None,
        })
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> Date {
        match (self, self.months_from()) {
            (Span::Days(first, _), _) => first,
            (_, Some((year, month, _))) => Date::of(year, month, 1),
            (_, None) => Date::of(1, 1, 1),
        }
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> Date {
        match (self, self.months_from()) {
            (Span::Days(_, last), _) => last,
            (_, Some((year, month, count))) => {
                let last = month as i32 + count as i32 - 2;
                let (year, month) = (year + last / 12, (last % 12) as u8 + 1);
                Date::of(year, month, days_in_month(year, month))
            }
            (_, None) => Date::of(1, 1, 1),
        }
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        (self.first()..=self.last()).contains(&date)
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::try_from(self.last().days() - self.first().days() + 1).unwrap_or(0)
    }

    /// Its kind; `None` for any days.
    #[must_use]
    pub const fn kind(self) -> Option<SpanKind> {
        Some(match self {
            Span::Year(_) => SpanKind::Year,
            Span::HalfYear(..) => SpanKind::HalfYear,
            Span::Quarter(..) => SpanKind::Quarter,
            Span::Season(..) => SpanKind::Season,
            Span::Month(_) => SpanKind::Month,
            Span::Days(..) => return None,
        })
    }

    /// Whether it begins with the first day of a month and ends with the last one of a month.
    #[must_use]
    pub fn is_whole_months(self) -> bool {
        self.first().parts().2 == 1 && self.last().plus_days(1).parts().2 == 1
    }

    /// The same stretch a year earlier; a 29 February becomes a 28, and whole months become whole months.
    #[must_use]
    pub fn a_year_before(self) -> Span {
        let earlier = |date: Date| {
            let (year, month, day) = date.parts();
            Date::new(year - 1, month, day.min(days_in_month(year - 1, month))).unwrap_or(date)
        };
        match self {
            Span::Year(year) => Span::Year(year - 1),
            Span::HalfYear(year, half) => Span::HalfYear(year - 1, half),
            Span::Quarter(year, quarter) => Span::Quarter(year - 1, quarter),
            Span::Season(year, season) => Span::Season(year - 1, season),
            Span::Month(Month { year, month }) => Span::Month(Month { year: year - 1, month }),
            Span::Days(first, last) => {
                let (first, last) = (earlier(first), earlier(last));
                let whole = self.is_whole_months();
                Span::Days(first, if whole { Span::Month(last.year_month()).last() } else { last })
            }
        }
    }

    /// The months that lie in it wholly, in order.
    pub fn whole_months(self) -> impl Iterator<Item = Month> {
        let last = self.last();
        let mut month = self.first().plus_days(-1).year_month().next();
        if self.first() == Date::of(1, 1, 1) {
            month = self.first().year_month();
        }
        std::iter::from_fn(move || {
            let this = month;
            month = month.next();
            (Span::Month(this).last() <= last).then_some(this)
        })
    }

    /// Reads what [`Display`](fmt::Display) writes: `2024`, `2024-H1`, `2024-Q3`, `2024-S1` (spring), `2024-05`,
    /// `2024-05-03`, `2024-01-01..2024-03-10`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Span> {
        if let Some((first, last)) = text.split_once("..") {
            let (first, last) = (date(first)?, date(last)?);
            return (first <= last).then_some(Span::Days(first, last));
        }
        let mut parts = text.split('-');
        let year: i32 = parts.next()?.parse().ok().filter(|year| (2..=9998).contains(year))?;
        let Some(part) = parts.next() else { return Some(Span::Year(year)) };
        if parts.next().is_some() {
            return date(text).map(|date| Span::Days(date, date));
        }
        let number = |text: &str, most: u8| text.parse::<u8>().ok().filter(|number| (1..=most).contains(number));
        match part.split_at_checked(1)? {
            ("H", half) => number(half, 2).map(|half| Span::HalfYear(year, half)),
            ("Q", quarter) => number(quarter, 4).map(|quarter| Span::Quarter(year, quarter)),
            ("S", season) => number(season, 4).map(|season| Span::Season(year, season)),
            _ => number(part, 12).map(|month| Span::Month(Month { year, month })),
        }
    }
}

/// A date written `2024-05-03`.
fn date(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    Date::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Year(year) => write!(f, "{year:04}"),
            Span::HalfYear(year, half) => write!(f, "{year:04}-H{half}"),
            Span::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Span::Season(year, season) => write!(f, "{year:04}-S{season}"),
            Span::Month(month) => write!(f, "{month}"),
            Span::Days(first, last) if first == last => write!(f, "{first}"),
            Span::Days(first, last) => write!(f, "{first}..{last}"),
        }
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Span) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// By the first day, then by the last.
impl Ord for Span {
    fn cmp(&self, other: &Span) -> std::cmp::Ordering {
        (self.first(), self.last(), self.kind()).cmp(&(other.first(), other.last(), other.kind()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_lies_in_the_span_of_its_kind_and_spans_meet() {
        for kind in SpanKind::ALL {
            let mut day = Date::of(2019, 1, 1);
            let mut span = kind.of(day);
            while day < Date::of(2025, 3, 1) {
                let own = kind.of(day);
                assert!(own.contains(day), "{day} {own}");
                assert_eq!(own.kind(), Some(kind));
                assert_eq!(Span::parse(&own.to_string()), Some(own));
                assert_eq!(
                    own.first() == day || day == Date::of(2019, 1, 1),
                    own != span || day == Date::of(2019, 1, 1)
                );
                if own != span {
                    assert_eq!(span.last().plus_days(1), day);
                    span = own;
                }
                day = day.plus_days(1);
            }
        }
    }

    #[test]
    fn whole_months() {
        let months = |text: &str| Span::parse(text).map(|span| span.whole_months().count());
        assert_eq!(months("2024"), Some(12));
        assert_eq!(months("2024-S4"), Some(3));
        assert_eq!(months("2024-01-02..2024-02-29"), Some(1));
        assert_eq!(months("2024-01-02..2024-02-28"), Some(0));
        let before =
            |text: &str| Span::parse(text).map(|span| (span.is_whole_months(), span.a_year_before().to_string()));
        assert_eq!(before("2025-01-01..2025-02-28"), Some((true, "2024-01-01..2024-02-29".into())));
        assert_eq!(before("2025-01-02..2025-02-28"), Some((false, "2024-01-02..2024-02-28".into())));
        assert_eq!(Span::parse("2024-02-29").map(|s| s.a_year_before().to_string()).as_deref(), Some("2023-02-28"));
        for wrong in ["", "2024-", "2024-Q5", "2024-13", "2024-é", "x", "2024-02-30", "2024-02-02..2024-02-01"] {
            assert_eq!(Span::parse(wrong), None, "{wrong}");
        }
    }
}
