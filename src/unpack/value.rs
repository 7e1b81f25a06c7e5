//! What a number in a cell stands for, as text: the digits that a spreadsheet shows, dates and times of day.

use std::fmt::Write as _;

use crate::calendar::Date;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Writes a number with the fifteen digits at most that a spreadsheet shows, so that 0.30000000000000004 is 0.3, and
/// never with an exponent.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn number(value: f64, out: &mut String) {
    if !value.is_finite() || value == 0.0 {
        // A negative zero is zero, and the other two are no numbers of a cell.
        out.push_str(if value == 0.0 { "0" } else { "" });
        return;
    }
    if value.fract() == 0.0 && value.abs() < 1e15 {
        let _ = write!(out, "{}", value as i64);
        return;
    }
    // The usual case: at most six decimals. When dividing gives the very number back, these are its digits.
    let millionths = (value * 1e6).round();
    if millionths.abs() < 1e15 && millionths / 1e6 == value {
        let millionths = millionths as i64;
        if value < 0.0 {
            out.push('-');
        }
        let (whole, part) = (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
        let _ = write!(out, "{whole}.{part:06}");
        out.truncate(out.trim_end_matches('0').len());
        return;
    }
    let scientific = format!("{value:.14e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    out.push_str(sign);
    // Digits before the point.
    let before = exponent + 1;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if before <= 0 {
        let _ = write!(out, "0.{}{digits}", zeros(-before));
    } else if before >= length {
        let _ = write!(out, "{digits}{}", zeros(before - length));
    } else {
        let (whole, part) = digits.split_at(usize::try_from(before).unwrap_or(0));
        let _ = write!(out, "{whole}.{part}");
    }
}

/// What a serial number of a date turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// A day at midnight, which a column of times means, too.
    Day,
    /// A day and a time.
    Time,
    /// A time of day without a day, or a length of time.
    Clock,
    /// No date: the number stands as it is.
    Number,
}

/// Writes a serial number that is shown as a date: `2024-03-01`, `2024-03-01 08:00`, `08:00`. Seconds are rounded, and
/// left out when there are none.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn serial(value: f64, base_1904: bool, out: &mut String) -> Moment {
    // 3,000,000 days reach beyond the year 9999.
    if !(0.0..3e6).contains(&value) {
        number(value, out);
        return Moment::Number;
    }
    let seconds = (value * DAY as f64).round() as i64;
    let (days, time) = (seconds / DAY, seconds % DAY);
    if days == 0 && !base_1904 {
        clock(time, out);
        return Moment::Clock;
    }
    let date = i32::try_from(days).ok().and_then(|days| {
        if base_1904 {
            Date::from_days(days - 24_107)
        } else {
            // Before March of 1900 the count is one short of the leap day that there was not.
            Date::from_serial(days).or_else(|| Date::from_days(days - 25_568))
        }
    });
    let Some(date) = date else {
        number(value, out);
        return Moment::Number;
    };
    let _ = write!(out, "{date}");
    if time == 0 {
        return Moment::Day;
    }
    out.push(' ');
    clock(time, out);
    Moment::Time
}

/// Writes a length of time in days as hours and minutes, which may be more than 24: `26:30`.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn duration(days: f64, out: &mut String) {
    if !(0.0..3e6).contains(&days) {
        return number(days, out);
    }
    clock((days * DAY as f64).round() as i64, out);
}

fn clock(seconds: i64, out: &mut String) {
    let _ = write!(out, "{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 != 0 {
        let _ = write!(out, ":{:02}", seconds % 60);
    }
}

/// Writes a date or time of ISO 8601 in the same style; what is none stays as it is.
pub(super) fn iso(text: &str, out: &mut String) -> Moment {
    let text = text.trim();
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let is_date = date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !is_date {
        out.push_str(text);
        return Moment::Clock;
    }
    let time = time.split(['.', ',', 'Z', '+']).next().unwrap_or("");
    let time = time.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(time);
    out.push_str(date);
    if matches!(time, "" | "00:00") {
        return Moment::Day;
    }
    out.push(' ');
    out.push_str(time);
    Moment::Time
}

/// Writes a length of time of ISO 8601, `PT08H30M00S`, as `08:30`; what is none stays as it is.
pub(super) fn iso_duration(text: &str, out: &mut String) {
    let seconds = || {
        let (mut total, mut count) = (0.0, String::new());
        for sign in text.trim().strip_prefix("PT")?.chars() {
            if sign.is_ascii_digit() || sign == '.' {
                count.push(sign);
                continue;
            }
            let unit = match sign {
                'H' => 3600.0,
                'M' => 60.0,
                'S' => 1.0,
                _ => return None,
            };
            total += count.parse::<f64>().ok()? * unit;
            count.clear();
        }
        Some(total)
    };
    match seconds() {
        Some(seconds) => duration(seconds / DAY as f64, out),
        None => out.push_str(text.trim()),
    }
}

/// Whether a text reads like a number or a date: it stands in the body of a table, not in its header.
pub(super) fn is_like_number(text: &str) -> bool {
    let text = text.trim();
    // A month alone, 3月, heads a column.
    !text.strip_suffix('月').is_some_and(|month| month.bytes().all(|byte| byte.is_ascii_digit()))
        && text.starts_with(|sign: char| sign.is_ascii_digit() || "<＜-+.".contains(sign))
        && text.contains(|sign: char| sign.is_ascii_digit())
        && text.chars().all(|sign| sign.is_ascii_digit() || "<＜-+.,:：/ LlEe%年月日时分".contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(write: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    #[allow(clippy::excessive_precision)]
    fn numbers_have_the_digits_that_are_shown() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-7.25, "-7.25"),
            (1e-5, "0.00001"),
            (1.5e-7, "0.00000015"),
            (-2.5e-9, "-0.0000000025"),
            (1.0 / 3.0, "0.333333333333333"),
            (2.0 / 3.0, "0.666666666666667"),
            (1e20, "100000000000000000000"),
            (1.25e16, "12500000000000000"),
            (123_456_789_012.345_67, "123456789012.346"),
            (999_999_999_999_999.9, "1000000000000000"),
            (f64::from(0.1_f32), "0.100000001490116"),
            (8.285_714_285_714_285_8, "8.28571428571429"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(of(|out| number(value, out)), text);
        }
    }

    #[test]
    fn serial_numbers_are_days_and_times() {
        for (value, base_1904, text, moment) in [
            (45_352.0, false, "2024-03-01", Moment::Day),
            (45_352.0 + 1.0 / 3.0, false, "2024-03-01 08:00", Moment::Time),
            (45_352.041_666_666_66, false, "2024-03-01 01:00", Moment::Time),
            (45_351.999_999_999, false, "2024-03-01", Moment::Day),
            (45_352.5 + 5.0 / 86_400.0, false, "2024-03-01 12:00:05", Moment::Time),
            (43_890.0, true, "2024-03-01", Moment::Day),
            (0.0, true, "1904-01-01", Moment::Day),
            (0.375, false, "09:00", Moment::Clock),
            (0.0, false, "00:00", Moment::Clock),
            (1.0, false, "1900-01-01", Moment::Day),
            (61.0, false, "1900-03-01", Moment::Day),
            (-3.0, false, "-3", Moment::Number),
            (2_999_999.0, false, "2999999", Moment::Number),
        ] {
            let mut out = String::new();
            assert_eq!((serial(value, base_1904, &mut out), out.as_str()), (moment, text));
        }
        assert_eq!(of(|out| duration(26.5 / 24.0, out)), "26:30");
        assert_eq!(of(|out| duration(-1.0, out)), "-1");
    }

    #[test]
    fn iso_texts() {
        for (text, written, moment) in [
            ("2024-03-01T08:00:00", "2024-03-01 08:00", Moment::Time),
            ("2024-03-01T00:00:00.000", "2024-03-01", Moment::Day),
            ("2024-03-01", "2024-03-01", Moment::Day),
            ("2024-03-01T08:00:30", "2024-03-01 08:00:30", Moment::Time),
            ("spring", "spring", Moment::Clock),
        ] {
            let mut out = String::new();
            assert_eq!((iso(text, &mut out), out.as_str()), (moment, written));
        }
        assert_eq!(of(|out| iso_duration("PT08H30M00S", out)), "08:30");
        assert_eq!(of(|out| iso_duration("PTx", out)), "PTx");
    }

    #[test]
    fn what_reads_like_a_number() {
        for text in ["0.05", "<0.05", "2024-03-01 08:00", "2024年3月1日", "0.05L", " 12 "] {
            assert!(is_like_number(text), "{text}");
        }
        for text in ["氨氮", "1月均值", "pH", "", "-", "3号断面", "3月"] {
            assert!(!is_like_number(text), "{text}");
        }
    }
}
