//! What a person excluded or corrected, and why. A list of it is a table that can be kept, given to others and read
//! again: the data stay as they are, and every result says what of it was left out or put right.
//!
//! ```csv
//! site,from,to,item,action,value,reason,by
//! 西宁市,2024-04-12,,PM10,exclude,,仪器故障,张三
//! 民和桥,2024-03-01,2024-03-07,,剔除,,断面施工,李四
//! 民和桥,2024-05,,氨氮,更正,0.12,录入错误,李四
//! ```

use std::sync::Arc;

use crate::calendar::{Date, Hour, Stamp, days_in_month};
use crate::issue::Code;
use crate::observation::{Site, When};
use crate::parameter::Parameter;
use crate::quantity::{Reading, read_cell};
use crate::schema::{Role, read_header};

/// Columns of the list, in Chinese and English, in the order in which it is written.
const COLUMNS: [[&str; 2]; 8] = [
    ["点位", "site"],
    ["开始", "from"],
    ["结束", "to"],
    ["指标", "item"],
    ["处理", "action"],
    ["更正值", "value"],
    ["原因", "reason"],
    ["操作人", "by"],
];

/// What becomes of the readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// They do not enter any result.
    Exclude,
    /// They are taken as this reading, in the unit of the item.
    Correct(Reading),
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Row of the list.
    pub row: u32,
    /// Name or code of the site or section; empty for all.
    pub site: String,
    /// First and last moment, which both belong to it.
    within: (i64, i64),
    /// Items; none for all.
    pub items: Vec<Parameter>,
    /// What becomes of them.
    pub action: Action,
    /// Why.
    pub reason: String,
    /// Who decided it; may be empty.
    pub by: String,
}

/// What of the list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Row of the list.
    pub row: u32,
    /// Column from 1; 0 is the whole row.
    pub column: u16,
    /// The text, or what is missing.
    pub text: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Held {
    list: Vec<Exclusion>,
    unread: Vec<Unread>,
}

/// The list of what a person excluded or corrected.
///
/// ```
/// use envgrade::exclusion::{Action, Exclusions};
/// let list = Exclusions::read("site,from,to,item,action,value,reason,by\n西宁市,2024-04-12,,PM10,exclude,,仪器故障,张三\n");
/// assert_eq!(list.iter().next().map(|one| (one.action, one.reason.as_str())), Some((Action::Exclude, "仪器故障")));
/// // Without a reason nothing is excluded.
/// let list = Exclusions::read("site,from,to,item,action,value,reason,by\n西宁市,2024-04-12,,PM10,exclude,,,\n");
/// assert_eq!((list.iter().count(), list.unread()[0].column), (0, 7));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exclusions(Arc<Held>);

impl Exclusions {
    /// Most lines that are read.
    const MOST: usize = 100_000;

    /// Reads a list: the columns in any order by their Chinese or English names, set apart by commas, tabs or semicolons.
    #[must_use]
    pub fn read(text: &str) -> Exclusions {
        let mut held = Held::default();
        let text = text.trim_start_matches('\u{feff}');
        let line = text.lines().next().unwrap_or_default();
        let delimiter = ['\t', ';', ','].into_iter().find(|delimiter| line.contains(*delimiter)).unwrap_or(',');
        let mut rows = records(text, delimiter).into_iter();
        let header = rows.next().unwrap_or_default();
        let named = |column: usize| {
            header.iter().position(|cell| COLUMNS[column].iter().any(|name| cell.trim().eq_ignore_ascii_case(name)))
        };
        let columns: [Option<usize>; 8] = std::array::from_fn(named);
        for (missing, _) in columns.iter().enumerate().filter(|(at, found)| matches!(at, 4 | 6) && found.is_none()) {
            if !text.trim().is_empty() {
                held.unread.push(Unread { row: 1, column: 0, text: COLUMNS[missing].join(" / ") });
            }
        }
        for (row, cells) in (2..).zip(rows).take(Exclusions::MOST) {
            if cells.iter().all(|cell| cell.trim().is_empty()) || !held.unread.is_empty() && columns[4].is_none() {
                continue;
            }
            let cell = |at: usize| columns[at].and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
            match read_line(row, cell) {
                Ok(line) => held.list.push(line),
                Err((column, text)) => {
                    let place = columns[column].and_then(|at| u16::try_from(at + 1).ok()).unwrap_or(0);
                    held.unread.push(Unread { row, column: place, text: text.to_owned() });
                }
            }
        }
        Exclusions(Arc::new(held))
    }

    /// Whether nothing is excluded or corrected, and nothing is wrong with the list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.list.is_empty() && self.0.unread.is_empty()
    }

    /// The lines, in the order of the list.
    pub fn iter(&self) -> std::slice::Iter<'_, Exclusion> {
        self.0.list.iter()
    }

    /// A line by its number from 0.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&Exclusion> {
        self.0.list.get(number as usize)
    }

    /// What of the list cannot be read.
    #[must_use]
    pub fn unread(&self) -> &[Unread] {
        &self.0.unread
    }
}

/// The cause under which what cannot be read is told.
pub const UNREAD: Code = Code::ExclusionUnread;

impl Exclusion {
    /// Whether it is about this site.
    #[must_use]
    pub fn is_of(&self, site: &Site) -> bool {
        let own = self.site.as_str();
        own.is_empty() || own == site.name || own == site.code || own == site.label()
    }

    /// Whether it is about the whole of this time.
    #[must_use]
    pub fn covers(&self, when: When) -> bool {
        let (first, last) = moments(when);
        self.within.0 <= first && last <= self.within.1
    }

    /// Whether it is about this item.
    #[must_use]
    pub fn is_about(&self, item: Parameter) -> bool {
        self.items.is_empty() || self.items.contains(&item)
    }
}

/// First and last moment of a time, in half minutes since 1970-01-01: an hour of air stands before its end, by which it is
/// labelled, so that the last of a day belongs to it and a sample at midnight to the next.
fn moments(when: When) -> (i64, i64) {
    const DAY: i64 = 2 * 1440;
    let of_day = |date: Date| i64::from(date.days()) * DAY;
    match when {
        When::Hour(Hour { date, label }) => {
            let at = of_day(date) + i64::from(label) * 120 - 1;
            (at, at)
        }
        When::Stamp(Stamp::Minute(date, minute)) => {
            let at = of_day(date) + i64::from(minute) * 2 - i64::from(minute == 1440);
            (at, at)
        }
        When::Stamp(Stamp::Day(date)) => (of_day(date), of_day(date) + DAY - 1),
        When::Stamp(Stamp::Month(month)) => {
            let first = Date::of(month.year, month.month, 1);
            let days = i64::from(days_in_month(month.year, month.month));
            (of_day(first), of_day(first) + days * DAY - 1)
        }
    }
}

/// Reads a line; in `Err` the number of the column that is wrong and what stands there.
fn read_line<'a>(row: u32, cell: impl Fn(usize) -> &'a str) -> Result<Exclusion, (usize, &'a str)> {
    let time = |at: usize| match cell(at) {
        "" => Ok(None),
        text => {
            let stamp = read_time(text).ok_or((at, text))?;
            let (first, last) = moments(When::Stamp(stamp));
            // From 14:00 on means the hour with this label, too.
            Ok(Some((first - i64::from(matches!(stamp, Stamp::Minute(..))), last)))
        }
    };
    // A day alone is that day, a begin and an end are all between.
    let within = match (time(1)?, time(2)?) {
        (None, None) => (i64::MIN, i64::MAX),
        (Some(from), None) => from,
        (None, Some(to)) => (i64::MIN, to.1),
        (Some(from), Some(to)) => (from.0, to.1),
    };
    if within.1 < within.0 {
        return Err((2, cell(2)));
    }
    let mut items = Vec::new();
    for name in cell(3).split([';', '；', '、', '|']).map(str::trim).filter(|name| !name.is_empty()) {
        match read_header(name) {
            Some((Role::Reading(item, _), _)) => items.push(item),
            _ => return Err((3, name)),
        }
    }
    let action = match cell(4).to_ascii_lowercase().as_str() {
        "exclude" | "剔除" | "排除" | "无效" => Action::Exclude,
        "correct" | "更正" | "修正" => {
            let reading = read_cell(cell(5).as_bytes()).ok();
            let reading = reading.filter(|reading| !matches!(reading, Reading::Missing(_)));
            Action::Correct(reading.ok_or((5, cell(5)))?)
        }
        _ => return Err((4, cell(4))),
    };
    // One value is not that of several items.
    if action != Action::Exclude && items.len() != 1 {
        return Err((3, cell(3)));
    }
    if cell(6).is_empty() {
        return Err((6, ""));
    }
    let site = if matches!(cell(0), "*" | "全部" | "all") { "" } else { cell(0) };
    let (site, reason, by) = (site.to_owned(), cell(6).to_owned(), cell(7).to_owned());
    Ok(Exclusion { row, site, within, items, action, reason, by })
}

/// `2024-03`, `2024-03-01` or `2024-03-01 14:00`, whatever stands between the numbers.
fn read_time(text: &str) -> Option<Stamp> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let year: i32 = numbers.next()?.parse().ok().filter(|year| (1900..=2200).contains(year))?;
    let month = numbers.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let Some(day) = numbers.next() else {
        return Some(Stamp::Month(crate::calendar::Month { year, month }));
    };
    let date = Date::new(year, month, day.parse().ok()?)?;
    let Some(hour) = numbers.next() else { return Some(Stamp::Day(date)) };
    let hour: u16 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let minute: u16 = numbers.next().map_or(Some(0), |minute| minute.parse().ok()).filter(|minute| *minute < 60)?;
    (hour * 60 + minute <= 1440).then_some(Stamp::Minute(date, hour * 60 + minute))
}

/// Records of cells; quotation marks hold a cell together.
fn records(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let (Some(record), after_quote) = (records.last_mut(), sign == '"' && signs.peek() == Some(&'"')) else {
            break;
        };
        let Some(cell) = record.last_mut() else { break };
        match sign {
            '"' if quoted && after_quote => {
                cell.push('"');
                signs.next();
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            sign if quoted => cell.push(sign),
            '\r' => {}
            '\n' => records.push(vec![String::new()]),
            sign if sign == delimiter => record.push(String::new()),
            sign => cell.push(sign),
        }
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Amount;

    const HEADER: &str = "site,from,to,item,action,value,reason,by\n";

    fn one(line: &str) -> Result<Exclusion, Unread> {
        let list = Exclusions::read(&format!("{HEADER}{line}\n"));
        list.iter().next().cloned().ok_or_else(|| list.unread()[0].clone())
    }

    fn day(text: &str) -> When {
        When::Stamp(read_time(text).unwrap_or_else(|| panic!("{text}")))
    }

    #[test]
    fn lines_are_read() {
        let line = one("\"甲, 乙\",2024年3月1日,2024/3/7,PM10；氨氮,剔除,,\"说 \"\"坏\"\"\",张三")
            .unwrap_or_else(|e| panic!("{e:?}"));
        assert_eq!((line.site.as_str(), line.reason.as_str(), line.by.as_str()), ("甲, 乙", "说 \"坏\"", "张三"));
        assert_eq!(line.items, [Parameter::Pm10, Parameter::AmmoniaN]);
        assert!(line.is_about(Parameter::Pm10) && !line.is_about(Parameter::Tp));
        for (when, covered) in [
            (day("2024-03-01"), true),
            (day("2024-03-07"), true),
            (day("2024-03-08"), false),
            (day("2024-03-07 23:30"), true),
            (day("2024-03"), false),
            (When::Hour(Hour { date: Date::of(2024, 3, 7), label: 24 }), true),
            (When::Hour(Hour { date: Date::of(2024, 3, 8), label: 1 }), false),
        ] {
            assert_eq!(line.covers(when), covered, "{when:?}");
        }
    }

    #[test]
    fn times_may_be_left_out() {
        let always = one("*,,,,exclude,,r,").unwrap_or_else(|e| panic!("{e:?}"));
        assert!(always.covers(day("2024-03")) && always.is_of(&Site::default()));
        let month = one("甲,2024-03,,,exclude,,r,").unwrap_or_else(|e| panic!("{e:?}"));
        assert!(
            month.covers(day("2024-03")) && month.covers(day("2024-03-31")) && !month.covers(day("2024-04-01 00:00"))
        );
        let until = one("甲,,2024-03-01,,exclude,,r,").unwrap_or_else(|e| panic!("{e:?}"));
        assert!(until.covers(day("2019-01-01")) && !until.covers(day("2024-03-02")));
        let hours = one("甲,2024-03-01 14:00,2024-03-01 16:00,PM10,exclude,,r,").unwrap_or_else(|e| panic!("{e:?}"));
        let hour = |label| When::Hour(Hour { date: Date::of(2024, 3, 1), label });
        assert_eq!(
            (13..=17).map(|label| hours.covers(hour(label))).collect::<Vec<_>>(),
            [false, true, true, true, false]
        );
        assert!(!hours.covers(day("2024-03-01")));
    }

    #[test]
    fn what_is_wrong_names_its_place() {
        for (line, column, text) in [
            ("甲,2024-13-01,,PM10,exclude,,r,", 2, "2024-13-01"),
            ("甲,2024-03-02,2024-03-01,PM10,exclude,,r,", 3, "2024-03-01"),
            ("甲,2024-03-02,,PM11,exclude,,r,", 4, "PM11"),
            ("甲,2024-03-02,,PM10,drop,,r,", 5, "drop"),
            ("甲,2024-03-02,,PM10,correct,x,r,", 6, "x"),
            ("甲,2024-03-02,,PM10,correct,,r,", 6, ""),
            ("甲,2024-03-02,,,correct,1,r,", 4, ""),
            ("甲,2024-03-02,,PM10,exclude,,,", 7, ""),
        ] {
            let text = text.to_owned();
            assert_eq!(one(line), Err(Unread { row: 2, column, text }), "{line}");
        }
        assert_eq!(Exclusions::read("a,b\n1,2\n").unread().len(), 2);
        assert!(Exclusions::read("").is_empty());
    }

    #[test]
    fn a_correction_is_a_reading() {
        let below = one("甲,2024-03-02,,氨氮,更正,<0.02,r,").map(|line| line.action);
        assert_eq!(below, Ok(Action::Correct(Reading::Below(Amount::decimal(2, 2)))));
    }

    #[test]
    fn columns_may_stand_in_any_order() {
        let list = Exclusions::read("原因;处理;点位\nr;剔除;甲\n");
        let found = list.iter().next().map(|line| (line.site.as_str(), line.reason.as_str()));
        assert_eq!(found, Some(("甲", "r")));
    }
}
