//! Tables whose columns are samples: dates side by side, or the sites of a laboratory sheet, with the items down the rows;
//! and times that stand in no column at all, but in the title or in the name of the sheet or file.

use super::dates::{Scanned, date_in, is_period, scan};
use super::layout::{Data, Layout, stem};
use crate::calendar::Stamp;
use crate::issue::Code;
use crate::parameter::Parameter;
use crate::quantity::{Amount, Unit, read_cell};
use crate::schema::{HeaderUnit, Role, Shape, read_header};
use crate::words::Words;

/// The roles of the columns of a table.
type Roles = [Option<(Role, HeaderUnit)>];

/// The time that a header cell names: `2024-03`, `3月`, `三月`, `Mar`, `5日`.
#[cold]
pub(super) fn header_date(cell: &str) -> Option<Scanned> {
    const MONTHS: [(&str, &str); 12] = [
        ("一月", "jan"),
        ("二月", "feb"),
        ("三月", "mar"),
        ("四月", "apr"),
        ("五月", "may"),
        ("六月", "jun"),
        ("七月", "jul"),
        ("八月", "aug"),
        ("九月", "sep"),
        ("十月", "oct"),
        ("十一月", "nov"),
        ("十二月", "dec"),
    ];
    let plain = cell.trim().trim_end_matches("份");
    let lower = plain.to_ascii_lowercase();
    let english =
        |name: &str| lower.starts_with(name) && lower.len() <= 9 && lower.bytes().all(|b| b.is_ascii_lowercase());
    let month = MONTHS.iter().position(|(zh, en)| plain == *zh || lower.len() > 2 && english(en));
    if let Some(month) = month {
        return scan(format!("{}月", month + 1).as_bytes());
    }
    let scanned = scan(plain.as_bytes()).filter(|scanned| scanned.has_day())?;
    // A number is a date only where spreadsheets write dates of our time, and a code of a station is none.
    let number = Amount::parse_ascii(plain.as_bytes()).ok();
    let is_date = number.is_none_or(|number| {
        scanned.is_serial() && number > Amount::whole(34_699) && number < Amount::whole(49_676)
            || plain.len() == 8 && scanned.stamp(Default::default()).is_ok()
            || plain.len() == 6 && scanned.is_month() && scanned.stamp(Default::default()).is_ok()
    });
    is_date.then_some(scanned)
}

/// Whether a column or row is none of samples but what was made of them.
#[cold]
pub(super) fn is_statistic(text: &str) -> bool {
    const WORDS: [&str; 24] = [
        "合计",
        "总计",
        "小计",
        "平均",
        "均值",
        "最大",
        "最小",
        "最高",
        "最低",
        "标准",
        "限值",
        "达标",
        "超标",
        "范围",
        "评价",
        "中位",
        "方差",
        "变异",
        "检出率",
        "样本数",
        "备注",
        "类别",
        "同比",
        "环比",
    ];
    const ENGLISH: [&str; 8] = ["mean", "average", "total", "max", "min", "std", "median", "limit"];
    WORDS.iter().any(|word| text.contains(word)) || ENGLISH.contains(&text.to_ascii_lowercase().as_str())
}

/// The one item that a title speaks of, as it is written there; none where it speaks of several.
#[cold]
fn item_in(title: &str) -> Option<String> {
    let mut found: Vec<(usize, usize, Parameter)> = Vec::new();
    for &parameter in Parameter::ALL.iter().filter(|parameter| !parameter.needs_medium()) {
        let item = parameter.item();
        for spelling in item.synonyms.iter().chain([&item.name.zh, &item.symbol]) {
            let letters = spelling.is_ascii();
            if spelling.chars().count() < 2 {
                continue;
            }
            let Some(at) = title.find(spelling) else { continue };
            let end = at + spelling.len();
            let outside = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
            if !letters || outside(title[..at].chars().next_back()) && outside(title[end..].chars().next()) {
                found.push((at, end, parameter));
            }
        }
    }
    // 总氮 stands in no longer name, 氮 in many.
    let inside = |one: &(usize, usize, Parameter)| {
        found.iter().any(|other| other.0 <= one.0 && one.1 <= other.1 && other.1 - other.0 > one.1 - one.0)
    };
    let mut outer = found.iter().filter(|one| !inside(one));
    let first = outer.next()?;
    if !outer.all(|other| other.2 == first.2) {
        return None;
    }
    // The unit behind it: 氨氮(mg/L).
    let rest = title[first.1..].split([')', '）']).next().unwrap_or_default();
    let name = &title[first.0..first.1];
    let unit = rest.strip_prefix(['(', '（']).filter(|unit| Unit::read(unit).is_some());
    Some(unit.map_or_else(|| name.to_owned(), |unit| format!("{name}({unit})")))
}

/// The unit that a title names for the whole table: `单位：mg/L`.
#[cold]
fn unit_in(titles: &[&str]) -> Option<Unit> {
    titles.iter().find_map(|title| {
        let at = title.find("单位")? + "单位".len();
        let rest = title[at..].trim_start_matches([':', '：', ' ']);
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '）' | ',' | '，' | ';' | '；' | '。'));
        Unit::read(&rest[..end.unwrap_or(rest.len())]).filter(|unit| !unit.name().is_empty())
    })
}

impl Layout {
    /// The column whose cells are items in a table without one that is called so: that of a laboratory sheet, with its
    /// samples side by side.
    #[cold]
    pub(super) fn column_of_items(rows: &[Vec<String>]) -> Option<usize> {
        let reading = |cell: &str| match read_header(cell) {
            Some((Role::Reading(parameter, _), _)) if Amount::parse_ascii(cell.as_bytes()).is_err() => Some(parameter),
            _ => None,
        };
        (0..4).find(|&column| {
            let cells = || rows.iter().take(200).filter_map(|row| row.get(column).map(String::as_str));
            let mut items: Vec<Parameter> = cells().filter_map(reading).collect();
            let count = items.len();
            crate::sorting::sort_by_key(&mut items, |item| *item);
            items.dedup();
            let across = rows.iter().take(200).map(|row| row.iter().filter_map(|cell| reading(cell)).count());
            count >= 3 && items.len() * 10 >= count * 8 && across.max().unwrap_or(0) < items.len()
        })
    }

    /// Finds dates side by side, and the samples of a table with its items down the rows. `rows` are those from the header
    /// on, `titles` what stands above it and the names of sheet and file.
    #[cold]
    pub(super) fn find_across(&mut self, data: &Data<'_>, roles: &mut Roles, titles: &[&str], file: &str) {
        let has_readings = roles.iter().any(|role| matches!(role, Some((Role::Reading(..), _))));
        let dated_column = self.time.is_some_and(|time| match time {
            super::layout::TimeColumns::Date { date, .. } => data.dates(date).0 > 0,
            super::layout::TimeColumns::Parts { .. } => true,
        });
        if dated_column || has_readings || self.result.is_some() {
            return;
        }
        let free = |n: &usize| roles[*n].is_none() && !is_statistic(&self.header[*n]);
        let dates: Vec<(usize, Scanned)> =
            (0..self.width).filter(free).filter_map(|n| Some((n, header_date(&self.header[n])?))).collect();
        let named = (0..self.width).filter(free).filter(|&n| !self.header[n].is_empty()).count();
        let dated = dates.len() >= 2 && dates.len() * 2 >= named;
        if self.item.is_none()
            && let Some(item) = Layout::column_of_items(data.0)
        {
            // Whatever it is called: 采样点位 stands above items where the sites stand beside it.
            roles[item] = Some((Role::Item, HeaderUnit::Unsaid));
            self.item = Some(item);
            self.take(item, Words::new("指标", "item"));
        }
        if !dated && self.item.is_none() {
            return;
        }
        if self.item.is_none() {
            self.item_of_file = titles.iter().find_map(|title| item_in(title)).unwrap_or_default();
            if self.item_of_file.is_empty() {
                return;
            }
            let item = self.item_of_file.clone();
            self.remark(Code::ItemOfFile, 0, item);
        }
        if let Some(item) = self.item {
            self.find_unit_of_items(data, roles, item);
        }
        let at = |wanted: &[Role]| {
            let item = self.item?;
            let is = |cell: &str| read_header(cell).is_some_and(|(role, _)| wanted.contains(&role));
            // A number of the sample names it only where nothing says the place.
            let rows = || data.0.iter().filter(|row| row.get(item).is_some_and(|cell| is(cell)));
            rows().find(|row| !row[item].contains("样品")).or_else(|| rows().next())
        };
        let (date_row, time_row) = (at(&[Role::Date]), at(&[Role::Time]));
        let name_row = at(&[Role::Site]).or_else(|| at(&[Role::River, Role::Lake, Role::Code]));
        // Merged cells hold what they say for the columns behind them, too.
        let cell = |row: Option<&Vec<String>>, index: usize| -> String {
            let held = |n: &usize| row.and_then(|row| row.get(*n)).is_some_and(|cell| !cell.is_empty());
            let from = self.item.map_or(0, |item| item + 1);
            let place = (from..=index).rev().find(held);
            place.and_then(|place| row?.get(place)).cloned().unwrap_or_default()
        };
        let filled = |n: &usize| {
            let Some(item) = self.item else { return true };
            data.0.iter().any(|row| {
                let is_item =
                    row.get(item).is_some_and(|cell| matches!(read_header(cell), Some((Role::Reading(..), _))));
                is_item && row.get(*n).is_some_and(|cell| !cell.is_empty() && read_cell(cell.as_bytes()).is_ok())
            })
        };
        let columns: Vec<usize> = if dated {
            dates.iter().map(|(n, _)| *n).filter(filled).collect()
        } else {
            let free = |n: &usize| {
                Some(*n) != self.item && Some(*n) != self.unit && roles[*n].is_none() && !is_statistic(&self.header[*n])
            };
            (0..self.width.max(data.0.iter().map(Vec::len).max().unwrap_or(0)).min(roles.len()))
                .filter(free)
                .filter(filled)
                .collect()
        };
        if columns.is_empty() {
            return;
        }
        // The sites stand in the header itself, and numbers of samples below it.
        let named_above = self.item.is_some_and(|item| {
            let called = &self.header[item];
            matches!(read_header(called), Some((Role::Site | Role::River, _))) && !called.contains("样品")
        });
        let place = self.has_place(data, roles);
        let mut scanned: Vec<Option<Scanned>> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for (n, &column) in columns.iter().enumerate() {
            let header = &self.header[column];
            let of_row = scan(cell(date_row, column).as_bytes()).filter(|scanned| scanned.has_day());
            let of_header = dates.iter().find(|(index, _)| *index == column).map(|(_, scanned)| *scanned);
            let mut when = of_row.or(of_header.filter(|_| dated));
            if let Some(time) = super::dates::scan_time(cell(time_row, column).as_bytes()) {
                when = when.map(|when| when.at(time));
            }
            scanned.push(when);
            let named = cell(name_row, column);
            names.push(match () {
                () if named_above && !dated && !header.is_empty() => header.clone(),
                () if !named.is_empty() => named,
                () if !dated && !header.is_empty() => header.clone(),
                () if dated => String::new(),
                () => format!("{} {}", stem(file), n + 1),
            });
        }
        if self.rule.order.is_none() {
            self.find_order_of(&scanned.iter().flatten().copied().collect::<Vec<_>>());
        }
        self.place_dates(titles, &scanned.iter().flatten().copied().collect::<Vec<_>>());
        let mut unread = None;
        self.times = scanned
            .iter()
            .map(|scanned| {
                let stamp = scanned.map(|scanned| scanned.stamp(self.rule));
                unread = unread.or(stamp.and_then(Result::err));
                stamp.and_then(Result::ok)
            })
            .collect();
        if self.times.iter().all(Option::is_none) {
            self.times.clear();
        }
        if let Some(code) = unread {
            let header = self.header[columns[0]].clone();
            self.remark(code, columns[0] + 1, header);
        }
        self.shape = if place && names.iter().all(String::is_empty) {
            Shape::ColumnPerDate
        } else if names.iter().all(String::is_empty) {
            // One site, and its name in the name of the file.
            Shape::ColumnPerDate
        } else {
            Shape::ColumnPerSite
        };
        for &column in &columns {
            let words = if self.shape == Shape::ColumnPerDate {
                Words::new("时间", "time")
            } else {
                Words::new("样品", "sample")
            };
            self.take(column, words);
        }
        if self.shape == Shape::ColumnPerSite {
            self.site_names = names;
        }
        if let Some(unit) = unit_in(titles) {
            self.unit_of_file = Some(unit);
        }
        self.sites = columns;
    }

    /// The column of units beside items, where no header says so.
    #[cold]
    fn find_unit_of_items(&mut self, data: &Data<'_>, roles: &mut Roles, item: usize) {
        let at = roles.iter().position(|role| matches!(role, Some((Role::Unit, _))));
        let written = |n: usize| {
            let (mut count, mut units) = (0, 0);
            for row in data.0.iter().take(200) {
                let (Some(name), Some(cell)) = (row.get(item), row.get(n)) else { continue };
                if matches!(read_header(name), Some((Role::Reading(..), _))) && !cell.is_empty() {
                    count += 1;
                    let is_unit = Unit::read(cell).is_some() && Amount::parse_ascii(cell.as_bytes()).is_err();
                    units += usize::from(is_unit);
                }
            }
            count > 1 && units * 10 >= count * 8
        };
        let found = at.or_else(|| (0..roles.len()).find(|&n| n != item && roles[n].is_none() && written(n)));
        if let Some(unit) = found {
            roles[unit] = Some((Role::Unit, HeaderUnit::Unsaid));
            self.unit = Some(unit);
            self.take(unit, Words::new("单位", "unit"));
        }
    }

    /// Whether a column names places.
    #[cold]
    fn has_place(&self, data: &Data<'_>, roles: &Roles) -> bool {
        let places = [Role::Site, Role::Code, Role::City, Role::County, Role::River, Role::Lake];
        (0..self.width)
            .any(|n| roles[n].is_some_and(|(role, _)| places.contains(&role)) && data.filled(n).next().is_some())
    }

    /// Takes year and month of dates that lack them from the titles, or from the names of sheet and file.
    #[cold]
    pub(super) fn place_dates(&mut self, titles: &[&str], dates: &[Scanned]) {
        let lacks = |part: fn(&Scanned) -> bool| !dates.is_empty() && dates.iter().all(part);
        let no_year = lacks(|date| date.parts().0.is_none() && date.lacks_year());
        if !no_year {
            return;
        }
        let no_month = lacks(|date| date.parts().1.is_none());
        for title in titles {
            let (found, year, month) = date_in(title);
            let (of_date, of_month, _) = found.map_or((None, None, None), Scanned::parts);
            // What a person chose stands.
            self.rule.year = if self.year_said { self.rule.year } else { of_date.or(year).or(self.rule.year) };
            if no_month && self.rule.month.is_none() {
                self.rule.month = of_month.or(month);
            }
            if of_date.or(year).is_some() {
                break;
            }
        }
    }

    /// The time of a table that has no column of times, from its titles or from the names of sheet and file.
    #[cold]
    pub(super) fn find_time_of_file(&mut self, data: &Data<'_>, roles: &Roles, titles: &[&str]) {
        if self.time.is_some() || !self.times.is_empty() {
            return;
        }
        let periods = |n: &usize| {
            matches!(roles[*n], Some((Role::Date | Role::Year, _)))
                && data.filled(*n).next().is_some()
                && data.filled(*n).take(200).filter(|cell| !is_statistic(cell)).all(is_period)
        };
        if let Some(period) = (0..roles.len()).find(periods) {
            let text = data.filled(period).next().unwrap_or_default();
            self.period_only = true;
            self.remark(Code::PeriodOnly, period + 1, text);
            return;
        }
        let (mut year, mut month) = (None, None);
        for title in titles {
            let (found, of_year, of_month) = date_in(title);
            if let Some(Ok(stamp)) = found.map(|found| found.stamp(self.rule)) {
                self.of_file = Some(stamp);
                self.remark(Code::TimeOfFile, 0, format!("{title} → {stamp}"));
                return;
            }
            (year, month) = (year.or(of_year), month.or(of_month));
        }
        let year = if self.year_said { self.rule.year } else { year.or(self.rule.year) };
        if let (Some(year), Some(month)) = (year, month)
            && let Some(Ok(stamp)) = scan(format!("{year}年{month}月").as_bytes()).map(|found| found.stamp(self.rule))
        {
            self.of_file = Some(stamp);
            self.remark(Code::TimeOfFile, 0, stamp.to_string());
        }
    }

    /// The stamp that shows how finely the times of columns, or of the file, are given.
    pub(super) fn stamp_beside(&self) -> Option<Stamp> {
        self.times.iter().flatten().next().copied().or(self.of_file)
    }
}
