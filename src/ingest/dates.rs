//! Dates and times as people write them.

use crate::calendar::{Date, Month, Stamp};
use crate::issue::Code;

/// Order of year, month and day where the text does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Ymd,
    Mdy,
    Dmy,
}

impl Order {
    pub(super) const ALL: [Order; 3] = [Order::Ymd, Order::Mdy, Order::Dmy];
}

/// What decides where the text alone does not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DateRule {
    /// Order of three numbers without a leading year of four digits.
    pub(super) order: Option<Order>,
    /// Year of dates without one.
    pub(super) year: Option<i32>,
    /// Month and day of dates without them.
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    /// Times are counted in seconds or milliseconds since 1970.
    pub(super) unix: bool,
    /// Times are in UTC and converted to Beijing time.
    pub(super) from_utc: bool,
}

/// The date part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Full(i32, u32, u32),
    Month(i32, u32),
    NoYear(u32, u32),
    /// Three numbers, the last of four digits when `true`.
    Unordered(u32, u32, u32, bool),
    Serial(i32),
    /// `3月`.
    InYear(u32),
    /// `5日`.
    InMonth(u32),
    /// A time of day only.
    None,
}

/// A date and time, read but not yet decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scanned {
    day: Day,
    /// Minute of the day, 0 to 1440.
    pub(super) minute: Option<u16>,
    /// Minutes that its time zone is ahead of UTC, where it names one.
    pub(super) zone: Option<i16>,
    /// Its year has two digits.
    short_year: bool,
}

impl Scanned {
    /// Whether there is a date in it.
    pub(super) const fn has_day(self) -> bool {
        !matches!(self.day, Day::None)
    }

    pub(super) const fn is_month(self) -> bool {
        matches!(self.day, Day::Month(..) | Day::InYear(_))
    }

    /// Whether year and month are in it.
    const fn is_placed(self) -> bool {
        matches!(self.day, Day::Month(..) | Day::Full(..))
    }

    /// Year, month and day as far as they are in it.
    pub(super) const fn parts(self) -> (Option<i32>, Option<u32>, Option<u32>) {
        match self.day {
            Day::Full(year, month, day) => (Some(year), Some(month), Some(day)),
            Day::Month(year, month) => (Some(year), Some(month), None),
            Day::NoYear(month, day) => (None, Some(month), Some(day)),
            Day::InYear(month) => (None, Some(month), None),
            Day::InMonth(day) => (None, None, Some(day)),
            _ => (None, None, None),
        }
    }

    /// The year in this order, where the text leaves it open.
    pub(super) fn year_in(self, order: Order) -> Option<i32> {
        match (self.day, order) {
            (Day::Unordered(a, ..), Order::Ymd) => Some(full_year(a)),
            (Day::Unordered(.., c, _), _) => Some(full_year(c)),
            _ => None,
        }
    }

    /// Whether its order is open.
    pub(super) const fn is_unordered(self) -> bool {
        matches!(self.day, Day::Unordered(..))
    }

    /// The same day at a minute, where it says none.
    pub(super) const fn at(mut self, minute: u16) -> Scanned {
        if self.minute.is_none() {
            self.minute = Some(minute);
        }
        self
    }

    /// Whether it is a serial number of a spreadsheet.
    pub(super) const fn is_serial(self) -> bool {
        matches!(self.day, Day::Serial(_))
    }

    /// Whether its year has two digits.
    pub(super) const fn has_short_year(self) -> bool {
        self.short_year
    }

    pub(super) const fn lacks_year(self) -> bool {
        matches!(self.day, Day::NoYear(..) | Day::InYear(_) | Day::InMonth(_))
    }

    /// Whether it is a date in this order.
    pub(super) fn fits(self, order: Order) -> bool {
        let rule = DateRule { order: Some(order), year: Some(2000), month: Some(1), ..DateRule::default() };
        self.stamp(rule).is_ok()
    }

    /// The time that is meant.
    pub(super) fn stamp(self, rule: DateRule) -> Result<Stamp, Code> {
        let date = match self.day {
            Day::Full(year, month, day) => date(year, month, day)?,
            Day::Month(year, month) => {
                let month = date(year, month, 1)?.year_month();
                return Ok(Stamp::Month(Month { ..month }));
            }
            Day::NoYear(month, day) => {
                // 29 February is a day of some year; whether of this one is seen when the year is known.
                date(2000, month, day)?;
                date(rule.year.ok_or(Code::YearUnknown)?, month, day)?
            }
            Day::InYear(month) => {
                date(2000, month, 1)?;
                return Ok(Stamp::Month(date(rule.year.ok_or(Code::YearUnknown)?, month, 1)?.year_month()));
            }
            Day::InMonth(day) => {
                let (Some(year), Some(month)) = (rule.year, rule.month) else { return Err(Code::YearUnknown) };
                date(year, month, day)?
            }
            Day::Unordered(a, b, c, long) => {
                let (year, month, day) = match rule.order.ok_or(Code::UnclearDate)? {
                    Order::Ymd if long => return Err(Code::BadDate),
                    Order::Ymd => (a, b, c),
                    Order::Mdy => (c, a, b),
                    Order::Dmy => (c, b, a),
                };
                date(full_year(year), month, day)?
            }
            Day::Serial(serial) => Date::from_serial(serial).ok_or(Code::BadDate)?,
            Day::None => return Err(Code::BadDate),
        };
        let Some(minute) = self.minute else { return Ok(Stamp::Day(date)) };
        if rule.from_utc && matches!(self.zone, None | Some(0)) {
            let minute = minute + 480;
            return Ok(Stamp::Minute(date.plus_days(i32::from(minute / 1440)), minute % 1440));
        }
        Ok(Stamp::Minute(date, minute))
    }
}

/// Two digits are 1970 to 2069.
fn full_year(year: u32) -> i32 {
    let year = i32::try_from(year).unwrap_or(0);
    match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        _ => year,
    }
}

fn date(year: i32, month: u32, day: u32) -> Result<Date, Code> {
    if !(1900..=2200).contains(&year) {
        return Err(Code::BadDate);
    }
    let part = |n: u32| u8::try_from(n).unwrap_or(0);
    Date::new(year, part(month), part(day)).ok_or(Code::BadDate)
}

/// Reads a date, a month, a date with time, or a time of day. `None` when it is none of these in form.
pub(super) fn scan(text: &[u8]) -> Option<Scanned> {
    scan_iso(text).or_else(|| scan_any(text))
}

/// `2024-03-01`, `2024-03-01 08:00`, `2024/03/01T08:00:00`: most files.
fn scan_iso(text: &[u8]) -> Option<Scanned> {
    let two = |at: usize| -> Option<u32> {
        let (tens, ones) = (text.get(at)?.wrapping_sub(b'0'), text.get(at + 1)?.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| u32::from(tens) * 10 + u32::from(ones))
    };
    let separator = *text.get(4)?;
    if !matches!(separator, b'-' | b'/') || text.get(7) != Some(&separator) {
        return None;
    }
    let year = i32::try_from(two(0)? * 100 + two(2)?).ok()?;
    let day = Day::Full(year, two(5)?, two(8)?);
    let minute = match text.len() {
        10 => None,
        16 | 19 if matches!(text[10], b' ' | b'T') && text[13] == b':' => {
            if text.len() == 19 && (text[16] != b':' || two(17)? > 59) {
                return None;
            }
            Some(minute_of(two(11)?, two(14)?)?)
        }
        _ => return None,
    };
    Some(Scanned { day, minute, zone: None, short_year: false })
}

fn minute_of(hour: u32, minute: u32) -> Option<u16> {
    if hour > 24 || minute > 59 {
        return None;
    }
    let total = hour * 60 + minute;
    (total <= 1440).then(|| u16::try_from(total).ok()).flatten()
}

/// A number of a text and the sign behind it.
#[derive(Clone, Copy, Default)]
struct Token {
    value: u64,
    digits: usize,
    after: char,
}

fn scan_any(text: &[u8]) -> Option<Scanned> {
    let text = std::str::from_utf8(text)
        .ok()?
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '\u{feff}'));
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let (tokens, count, afternoon, zone) = tokens(text)?;
    let tokens = &tokens[..count];
    let first = tokens.first()?;
    let number = |at: usize| tokens.get(at).map(|t| u32::try_from(t.value).unwrap_or(u32::MAX));
    let of_digits = |from: u32, digits: u32| {
        let total = u32::try_from(first.digits).unwrap_or(0);
        u32::try_from(first.value / 10_u64.pow(total - from - digits) % 10_u64.pow(digits)).unwrap_or(0)
    };
    let is_date_sign = |c: char| matches!(c, '-' | '/' | '.' | '年' | '月');
    // How many numbers the date takes, and the date.
    let (used, day) = match first.digits {
        14 | 12 | 10 if count == 1 => {
            let at = |from, digits| if first.digits as u32 > from { of_digits(from, digits) } else { 0 };
            let minute = minute_of(of_digits(8, 2), at(10, 2))?;
            let day = Day::Full(i32::try_from(of_digits(0, 4)).ok()?, of_digits(4, 2), of_digits(6, 2));
            return Some(Scanned { day, minute: Some(minute), zone, short_year: false });
        }
        8 => (1, Day::Full(i32::try_from(of_digits(0, 4)).ok()?, of_digits(4, 2), of_digits(6, 2))),
        6 if count == 1 => (1, Day::Month(i32::try_from(of_digits(0, 4)).ok()?, of_digits(4, 2))),
        5 if count == 1 || (count == 2 && first.after == '.') => {
            let minute = tokens.get(1).map(|fraction| {
                // Minutes of the fraction of a day, rounded; spreadsheets write up to ten digits.
                let scale = 10_u64.pow(u32::try_from(fraction.digits.min(14)).unwrap_or(14));
                u16::try_from((fraction.value * 1440 + scale / 2) / scale).unwrap_or(0)
            });
            return Some(Scanned {
                day: Day::Serial(i32::try_from(first.value).ok()?),
                minute,
                zone,
                short_year: false,
            });
        }
        4 if count >= 2 && (is_date_sign(first.after) || first.after == ' ') => {
            let year = i32::try_from(first.value).ok()?;
            let second = tokens[1];
            if second.digits > 2 {
                return None;
            }
            if count >= 3 && matches!(second.after, '-' | '/' | '.' | '月') && tokens[2].digits <= 2 {
                (3, Day::Full(year, number(1)?, number(2)?))
            } else if count == 2 && first.after != ' ' && matches!(second.after, '\0' | '月') {
                (2, Day::Month(year, number(1)?))
            } else {
                return None;
            }
        }
        1 | 2 => match first.after {
            '年' if count >= 3 => (3, Day::Full(full_year(number(0)?), number(1)?, number(2)?)),
            '月' if count >= 2 => (2, Day::NoYear(number(0)?, number(1)?)),
            '月' => (1, Day::InYear(number(0)?)),
            '日' if count == 1 => (1, Day::InMonth(number(0)?)),
            ':' | '时' => (0, Day::None),
            sign @ ('-' | '/' | '.') if count >= 2 && tokens[1].digits <= 2 => {
                if count >= 3 && tokens[1].after == sign && matches!(tokens[2].digits, 1 | 2 | 4) {
                    (3, Day::Unordered(number(0)?, number(1)?, number(2)?, tokens[2].digits == 4))
                } else if sign != '.' || count > 2 {
                    (2, Day::NoYear(number(0)?, number(1)?))
                } else {
                    return None;
                }
            }
            _ => return None,
        },
        _ => return None,
    };
    let minute = match tokens.get(used) {
        None => None,
        Some(_) => {
            let hour = number(used)?;
            // 0830 behind a date.
            if tokens[used].digits == 4 && count == used + 1 {
                let minute = minute_of(hour / 100, hour % 100)?;
                return Some(Scanned { day, minute: Some(minute), zone, short_year: false });
            }
            let hour = match afternoon {
                Some(true) if hour < 12 => hour + 12,
                Some(false) if hour == 12 => 0,
                _ => hour,
            };
            Some(minute_of(hour, number(used + 1).unwrap_or(0))?)
        }
    };
    let short_year = matches!(day, Day::Unordered(.., false)) || first.digits < 3 && first.after == '年';
    Some(Scanned { day, minute, zone, short_year })
}

/// Numbers and the signs between them; whether it says afternoon; the time zone. `None` for a sign that no date has.
#[allow(clippy::type_complexity)]
fn tokens(text: &str) -> Option<([Token; 8], usize, Option<bool>, Option<i16>)> {
    let mut tokens = [Token::default(); 8];
    let mut count = 0;
    let mut inside = false;
    let mut timed = false;
    let mut afternoon = None;
    let mut zone = None;
    for (at, c) in text.char_indices() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0)?,
            '号' => '日',
            '点' => '时',
            '−' | '–' => '-',
            c => c,
        };
        if let Some(digit) = c.to_digit(10) {
            if !inside {
                if count == tokens.len() {
                    return None;
                }
                count += 1;
                inside = true;
            }
            let token = &mut tokens[count - 1];
            token.digits += 1;
            if token.digits > 14 {
                return None;
            }
            token.value = token.value * 10 + u64::from(digit);
            continue;
        }
        inside = false;
        let token = count.checked_sub(1).map(|at| &mut tokens[at])?;
        match c {
            // What follows a time and a sign is a time zone.
            '+' | '-' if c == '+' || timed => {
                zone = zone_of(&text[at..]);
                break;
            }
            'Z' | 'z' => {
                zone = Some(0);
                break;
            }
            // 周五, 星期五
            '周' | '星' | '期' | '一' | '二' | '三' | '四' | '五' | '六' | '天' if count >= 3 => {}
            '上' | '早' | '凌' => afternoon = Some(false),
            '下' | '晚' => afternoon = Some(true),
            '午' | '晨' | '份' => {}
            '(' | ')' => {}
            'A' | 'a' => afternoon = Some(false),
            'P' | 'p' => afternoon = Some(true),
            'M' | 'm' if afternoon.is_some() => {}
            '-' | '/' | '.' | '年' | '月' | '日' | ':' | '时' | '分' | '秒' | 'T' | ' ' | '\t' => {
                timed |= matches!(c, ':' | '时');
                // A blank beside another sign says nothing.
                if token.after == '\0' || token.after == ' ' {
                    token.after = if c == '\t' { ' ' } else { c };
                }
            }
            _ => return None,
        }
    }
    Some((tokens, count, afternoon, zone))
}

/// Minutes ahead of UTC: `+08:00`, `+0800`, `-05`.
#[cold]
fn zone_of(text: &str) -> Option<i16> {
    let digits: Vec<i16> =
        text.bytes().filter(u8::is_ascii_digit).take(4).map(|digit| i16::from(digit - b'0')).collect();
    let minutes = match digits[..] {
        [hour] => hour * 60,
        [tens, ones] => (tens * 10 + ones) * 60,
        [tens, ones, ten, one] => (tens * 10 + ones) * 60 + ten * 10 + one,
        _ => return None,
    };
    Some(if text.starts_with('-') { -minutes } else { minutes })
}

/// The minute of a cell of a column with times of day: `13:20`, `13：20`, and without a sign `1320` or `920`.
pub(super) fn scan_time(text: &[u8]) -> Option<u16> {
    let plain = text.trim_ascii();
    if matches!(plain.len(), 3 | 4) && plain.iter().all(u8::is_ascii_digit) {
        let number = plain.iter().fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
        return minute_of(number / 100, number % 100);
    }
    scan(plain).filter(|scanned| !scanned.has_day())?.minute
}

/// The hour of a cell of an hour column: `0`, `08`, `8时`, `08:00`.
pub(super) fn scan_hour(text: &[u8]) -> Option<u8> {
    let plain = text.trim_ascii();
    if let [a @ b'0'..=b'9'] = *plain {
        return Some(a - b'0');
    }
    if let [a @ b'0'..=b'2', b @ b'0'..=b'9'] = *plain {
        return Some((a - b'0') * 10 + b - b'0').filter(|hour| *hour <= 24);
    }
    let plain = plain.strip_suffix(b".0").unwrap_or(plain);
    if plain.len() < text.len() && plain.len() <= 2 && !plain.is_empty() {
        return scan_hour(plain);
    }
    let scanned = scan(plain)?;
    if scanned.has_day() { None } else { u8::try_from(scanned.minute? / 60).ok() }
}

/// A time in seconds or milliseconds since 1970, as Beijing time.
#[cold]
pub(super) fn scan_unix(text: &[u8]) -> Option<Scanned> {
    let number: i64 = std::str::from_utf8(text).ok()?.trim().parse().ok()?;
    let seconds = match text.trim_ascii().len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let minutes = seconds / 60 + 480;
    let days = i32::try_from(minutes / 1440).ok()?;
    let (year, month, day) = Date::new(1970, 1, 1)?.plus_days(days).parts();
    let minute = u16::try_from(minutes % 1440).ok()?;
    Some(Scanned {
        day: Day::Full(year, u32::from(month), u32::from(day)),
        minute: Some(minute),
        zone: None,
        short_year: false,
    })
}

/// Whether a text is a year, a half-year or a quarter: a time that no sample has.
#[cold]
pub(super) fn is_period(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (year, rest) = plain.split_at(plain.bytes().take_while(u8::is_ascii_digit).count());
    let rest = rest.trim_start_matches(['年', '-', '.', '度']);
    let of_year = matches!(rest, "" | "上半年" | "下半年" | "年均" | "均值")
        || rest.contains('季')
        || matches!(rest.strip_prefix(['Q', 'q']), Some("1" | "2" | "3" | "4"));
    match year.len() {
        4 => of_year && (year.starts_with("19") || year.starts_with("20")),
        0 => rest.contains('季') || matches!(rest, "上半年" | "下半年"),
        1 => rest.contains('季'),
        _ => false,
    }
}

/// The date in a title, or in the name of a sheet or file, as far as one is there: `2024年3月水质监测结果`, `2024-03-05`,
/// `3月`. Where it names several, none is taken.
#[cold]
pub(super) fn date_in(text: &str) -> (Option<Scanned>, Option<i32>, Option<u32>) {
    const MONTHS: [&str; 12] =
        ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '-' | '.' | '/');
    let (mut dates, mut years, mut months): (Vec<Scanned>, Vec<i32>, Vec<u32>) = (Vec::new(), Vec::new(), Vec::new());
    let mut before = ' ';
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        let before = std::mem::replace(&mut before, c);
        // GB3838-2002 is no date.
        if at < skip_to || !c.is_ascii_digit() || before.is_ascii_alphanumeric() {
            continue;
        }
        let run = text[at..].split(|c: char| !is_part(c)).next().unwrap_or_default();
        skip_to = at + run.len();
        let run = run.trim_end_matches(['-', '.', '/']);
        let digits = run.bytes().take_while(u8::is_ascii_digit).count();
        match scan(run.as_bytes()) {
            Some(scanned) if scanned.is_placed() && (digits > 4 || run.len() > digits) => {
                // A number of six or eight digits is a date only where it can be one.
                let rule = DateRule::default();
                let year = scanned.parts().0.unwrap_or(0);
                if (1990..=2035).contains(&year) && scanned.stamp(rule).is_ok() && !dates.contains(&scanned) {
                    dates.push(scanned);
                }
            }
            Some(Scanned { day: Day::InYear(month), .. }) if (1..=12).contains(&month) => months.push(month),
            _ => {
                let year = run.strip_suffix('年').filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
                years.extend(year.filter(|year| (1990..=2035).contains(year)));
            }
        }
    }
    if months.is_empty()
        && let Some(at) = MONTHS.iter().rposition(|month| text.contains(month))
    {
        months.push(u32::try_from(at).unwrap_or(0) + 1);
    }
    let one = |found: &[u32]| found.first().copied().filter(|first| found.iter().all(|other| other == first));
    let year = years.first().copied().filter(|first| years.iter().all(|other| other == first));
    (if dates.len() == 1 { dates.pop() } else { None }, year, one(&months))
}

/// The year in a file name or path, the innermost first: `2020-05-09.json`, `cnemc_2021-04/x.csv`.
pub(super) fn year_of_name(name: &str) -> Option<i32> {
    name.rsplit(['/', '\\']).find_map(|part| {
        part.split(|c: char| !c.is_ascii_digit()).find_map(|run| {
            let year = matches!(run.len(), 4 | 6 | 8 | 10 | 12 | 14).then(|| run[..4].parse::<i32>().ok())??;
            let month = run.get(4..6).is_none_or(|month| matches!(month.parse::<u8>(), Ok(1..=12)));
            (month && (1980..=2100).contains(&year)).then_some(year)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let rule = DateRule { year: Some(2021), ..DateRule::default() };
        match scan(text.as_bytes()).map(|scanned| scanned.stamp(rule)) {
            None => "none".to_owned(),
            Some(Err(code)) => code.key().to_owned(),
            Some(Ok(stamp)) => stamp.to_string(),
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        for (text, expected) in [
            ("2024-03-01", "2024-03-01"),
            ("2024/3/1", "2024-03-01"),
            ("2024.3.1", "2024-03-01"),
            ("20240301", "2024-03-01"),
            ("2024年3月1日", "2024-03-01"),
            ("２０２４年３月１日", "2024-03-01"),
            ("2024年3月1日 8时", "2024-03-01T08:00"),
            ("2024年03月01日08时30分", "2024-03-01T08:30"),
            ("2024-03-01 08:00", "2024-03-01T08:00"),
            ("2024-3-1 8:00", "2024-03-01T08:00"),
            ("2024-03-01T08:00:00Z", "2024-03-01T08:00"),
            ("2024-03-01 08:00:00+08:00", "2024-03-01T08:00"),
            ("2024-03-01 24:00", "2024-03-01T24:00"),
            ("2024-03-01 8", "2024-03-01T08:00"),
            ("2024030108", "2024-03-01T08:00"),
            ("20240301083000", "2024-03-01T08:30"),
            ("20240301 08:00", "2024-03-01T08:00"),
            ("2024年3月", "2024-03"),
            ("2024-03", "2024-03"),
            ("2024/3", "2024-03"),
            ("202403", "2024-03"),
            ("24年3月1日", "2024-03-01"),
            ("04-01 08:00", "2021-04-01T08:00"),
            ("4月1日", "2021-04-01"),
            ("43836", "2020-01-06"),
            ("43836.5", "2020-01-06T12:00"),
            ("3/25/24", "unclear-date"),
            ("03/04/2025", "unclear-date"),
            ("2024-02-30", "bad-date"),
            ("2024-13-01", "bad-date"),
            ("02-29 08:00", "bad-date"),
            ("2024-03-01 25:00", "none"),
            ("4.1", "none"),
            ("2024", "none"),
            ("2024-03-01 4294967295:00", "none"),
            ("2024-03-01 99999999999999", "none"),
            ("43836.99999999999999", "2020-01-06T24:00"),
            ("合计", "none"),
            ("", "none"),
            ("12.5mg", "none"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn order_is_decided_by_what_is_possible() {
        let scanned = scan(b"5/20/91").unwrap_or_else(|| panic!("a date"));
        assert_eq!(Order::ALL.map(|order| scanned.fits(order)), [false, true, false]);
        let mdy = DateRule { order: Some(Order::Mdy), ..DateRule::default() };
        assert_eq!(scanned.stamp(mdy).map(|s| s.to_string()), Ok("1991-05-20".to_owned()));
    }

    #[test]
    fn hours_and_years() {
        for (text, hour) in [
            ("0", Some(0)),
            ("08", Some(8)),
            ("8时", Some(8)),
            ("23:00", Some(23)),
            ("24", Some(24)),
            ("25", None),
            ("8.0", Some(8)),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(scan_hour(text.as_bytes()), hour, "{text}");
        }
        assert_eq!(year_of_name("2020-05-09.json"), Some(2020));
        assert_eq!(year_of_name("data/cnemc_2021-04/青海省/峡塘.csv"), Some(2021));
        assert_eq!(year_of_name("china_sites_20240601.csv"), Some(2024));
        assert_eq!(year_of_name("峡塘.csv"), None);
    }
}
