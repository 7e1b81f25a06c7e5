//! Rows to records, by the layout that was found. Nothing in the path of an ordinary row allocates.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::across::is_statistic;
use super::clock::Clock;
use super::dates::{Scanned, scan, scan_hour, scan_time, scan_unix};
use super::layout::{DustColumns, Layout, Order, SiteColumns, TimeColumns, ValueColumn, Zeros, with_point};
use super::plausible::is_sentinel;
use super::scale::{Judged, Scale};
use super::{DecodeAs, Encoding};
use crate::calendar::{Date, Hour, Month, Stamp};
use crate::fold::Sink;
use crate::grade::Class;
use crate::issue::{Code, Issue};
use crate::observation::{
    Boundary, Cell, DustPeriod, FileId, Official, Origin, OtherCell, PointRole, Record, Site, SiteId, SiteTable,
    WaterUse, When,
};
use crate::parameter::Parameter;
use crate::plan::{Body, NameChoice};
use crate::quantity::{Amount, CellError, Missing, Reading, Unit, read_cell};
use crate::schema::{HeaderUnit, Kind, Role, Shape, name_and_unit, read_header_in};
use crate::sorting::sort_by;

/// A row as the bytes of its cells.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) cells: &'a [Range<u32>],
    /// From 1, as a spreadsheet counts.
    pub(super) number: u32,
}

impl<'a> Row<'a> {
    #[inline]
    pub(super) fn cell(self, index: usize) -> &'a [u8] {
        match self.cells.get(index) {
            Some(range) => self.bytes.get(range.start as usize..range.end as usize).unwrap_or_default(),
            None => &[],
        }
    }

    pub(super) fn text(self, index: Option<usize>) -> &'a [u8] {
        index.map_or(&[][..], |index| trim(self.cell(index)))
    }

    fn is_blank(self) -> bool {
        (0..self.cells.len()).all(|index| trim(self.cell(index)).is_empty())
    }
}

/// Cells stand as they are written; blanks around them are not text.
#[inline]
fn trim(cell: &[u8]) -> &[u8] {
    match cell {
        [first, .., last] if first.is_ascii_whitespace() || last.is_ascii_whitespace() => cell.trim_ascii(),
        [only] if only.is_ascii_whitespace() => &[],
        _ => cell,
    }
}

/// Whether two short texts are the same, eight bytes at a time: most are shorter than a call to `memcmp` is worth.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let word =
        |text: &[u8], at: usize| text.get(at..at + 8).and_then(|eight| eight.try_into().ok()).map(u64::from_le_bytes);
    let mut at = 0;
    while at + 8 <= a.len() {
        if word(a, at) != word(b, at) {
            return false;
        }
        at += 8;
    }
    a[at..].iter().zip(&b[at..]).all(|(a, b)| a == b)
}

/// A site of the file and the site that came after it last time: files repeat their sites in one order.
struct KnownSite {
    key: Range<usize>,
    site: SiteId,
    next: u32,
    /// Row in which it was first seen.
    row: u32,
}

/// A site as it was met for the first time in a part of a file that is read apart from the others.
pub(super) struct Met {
    pub(super) key: Vec<u8>,
    pub(super) plain: Option<Vec<u8>>,
    pub(super) described: Site,
    pub(super) site: SiteId,
    pub(super) row: u32,
}

/// What is noted while a part of a file is read apart from the others, to be able to join them.
#[derive(Default)]
pub(super) struct Apart {
    pub(super) met: Vec<Met>,
    /// Items in rows, as their cells are written.
    pub(super) items: Vec<Vec<u8>>,
    /// Some text was not UTF-8. What that means depends on the rows before.
    pub(super) broken_text: std::cell::Cell<bool>,
}

/// What an item cell of a row means.
#[derive(Clone, Copy)]
enum ItemUse {
    Reading(ValueColumn, HeaderUnit),
    Aqi,
    /// An item of water that is none of the register, by its number among the names.
    Other(u32),
    Unused,
}

/// What a record of one item holds.
#[derive(Clone, Copy)]
struct Readings<'a> {
    cells: &'a [Cell],
    others: &'a [OtherCell<'a>],
}

impl<'a> Readings<'a> {
    const NONE: Readings<'static> = Readings { cells: &[], others: &[] };

    fn of(cells: &'a [Cell]) -> Readings<'a> {
        Readings { cells, others: &[] }
    }
}

/// Reads rows by one layout.
pub(super) struct Rows {
    file: FileId,
    pub(super) layout: Layout,
    /// Bytes come as they are in the file, so what is not UTF-8 may be GB 18030.
    undecoded: bool,
    /// No character beyond ASCII was seen yet.
    all_ascii: bool,
    pub(super) rows: u32,
    pub(super) used: u32,
    /// Items of rows that are not part of the register, for the note of the column.
    pub(super) other_items: Vec<String>,
    /// Names and units of the items that are handed on.
    other_names: Vec<(String, String)>,
    pub(super) site_of_column: Vec<SiteId>,
    time_of_column: Vec<Option<When>>,
    /// Rows of the file above the table, where it is not the first.
    pub(super) base: u32,
    /// Whether another header inside the data may begin a new table, and whether the last row is one.
    pub(super) may_change: bool,
    pub(super) other_header: bool,
    /// Rows that were looked at for that.
    pub(super) looked_at: u32,
    merged_said: bool,
    /// The last time that was read, for merged cells.
    last_when: Option<When>,
    /// Rows are read by [`Rows::unusual_row`].
    unusual: bool,
    pub(super) only: Option<SiteId>,
    /// Set where a part of a file is read apart from the others.
    pub(super) apart: Option<Apart>,
    // Last time cells and what they meant.
    time_cells: [Vec<u8>; 2],
    time: Result<When, Code>,
    year_noted: bool,
    pub(super) clock: Clock,
    // Sites in the order of the file.
    keys: Vec<u8>,
    known: Vec<KnownSite>,
    by_site: FxHashMap<SiteId, u32>,
    last_site: u32,
    key: Vec<u8>,
    category: String,
    items: FxHashMap<Vec<u8>, ItemUse>,
    cells: Vec<Cell>,
    /// Sites that a list describes, until its end.
    listed: Vec<Site>,
    /// The conversion of a mixing ratio that was said last.
    pub(super) last_ratio: Scale,
    /// Rows with total phosphorus and total nitrogen, and those in which phosphorus is above.
    pub(super) exchanged: (u32, u32),
}

const NONE: u32 = u32::MAX;

impl Rows {
    pub(super) fn new(file: FileId, layout: Layout, encoding: Encoding) -> Rows {
        let all_ascii = layout.header.iter().all(|cell| cell.is_ascii());
        Rows {
            file,
            layout,
            undecoded: encoding == Encoding::Utf8,
            all_ascii,
            rows: 0,
            used: 0,
            other_items: Vec::new(),
            other_names: Vec::new(),
            site_of_column: Vec::new(),
            time_of_column: Vec::new(),
            base: 0,
            may_change: false,
            other_header: false,
            looked_at: 0,
            merged_said: false,
            last_when: None,
            unusual: false,
            only: None,
            apart: None,
            time_cells: Default::default(),
            // What two empty cells mean.
            time: Err(Code::BadDate),
            year_noted: false,
            clock: Clock::default(),
            keys: Vec::new(),
            known: Vec::new(),
            by_site: FxHashMap::default(),
            last_site: NONE,
            key: Vec::new(),
            category: String::new(),
            items: FxHashMap::default(),
            cells: Vec::new(),
            listed: Vec::new(),
            last_ratio: Scale::NONE,
            exchanged: (0, 0),
        }
    }

    /// How many items in rows are known by their cells.
    pub(super) fn items_known(&self) -> usize {
        self.items.len()
    }

    /// Rows before the first row of data.
    pub(super) fn first_row(&self) -> u32 {
        u32::try_from(self.layout.first_row).unwrap_or(u32::MAX).saturating_add(self.base)
    }

    /// Whether rows do not depend on those before them, so that parts of the file can be read apart.
    pub(super) fn stand_alone(&self) -> bool {
        !(self.unusual || self.layout.merged_dates || self.layout.merged_sites)
    }

    /// Hands out what was noticed while the layout was found, and makes the sites that are no cells.
    #[cold]
    pub(super) fn begin(&mut self, sites: &mut SiteTable, sink: &mut impl Sink) {
        let row = self.layout.header_row.map_or(0, |at| u32::try_from(at + 1).unwrap_or(u32::MAX)) + self.base;
        // Whether the file holds a table at all is said at its end, where another header may begin one.
        if self.layout.kind != Kind::Unknown || !self.may_change {
            self.say_remarks(row, sink);
        }
        let medium = self.medium_mark();
        let said = self.layout.mapping.as_ref().filter(|_| medium == b'w');
        let site = |name: &str| Site {
            name: name.to_owned(),
            body: said.and_then(|mapping| mapping.body),
            water: said.and_then(|mapping| mapping.water),
            target: said.and_then(|mapping| mapping.target),
            ..Site::default()
        };
        if let Some(only) = &self.layout.site.only {
            self.only = Some(sites.intern(&key_of(medium, [b"", b"", b"", only.as_bytes()]), || site(only)));
        }
        let named = self.layout.shape == Shape::ColumnPerSite;
        for (n, &column) in self.layout.sites.iter().enumerate().filter(|_| named) {
            let name = self.layout.site_names.get(n).unwrap_or(&self.layout.header[column]);
            let id = if is_station_code(name.as_bytes()) {
                let code = || Site { code: name.clone(), ..Site::default() };
                sites.intern(&code_key(medium, name.as_bytes()), code)
            } else {
                let water = self.layout.site.water_of_file;
                let described = || Site { name: name.clone(), water, ..Site::default() };
                sites.intern(&key_of(medium, [b"", b"", b"", name.as_bytes()]), described)
            };
            self.site_of_column.push(id);
        }
        let number = self.layout.header_row.map_or(0, |at| u32::try_from(at + 1).unwrap_or(0));
        let of_file = self.layout.of_file;
        let columns = self.layout.sites.len();
        let times: Vec<Option<Stamp>> = match &self.layout.times[..] {
            [] => vec![of_file; columns],
            times => times.to_vec(),
        };
        self.time_of_column =
            times.into_iter().map(|stamp| stamp.and_then(|stamp| self.in_kind(stamp, number).ok())).collect();
        let across = matches!(self.layout.shape, Shape::ColumnPerSite | Shape::ColumnPerDate);
        self.unusual = matches!(self.layout.kind, Kind::Sites | Kind::Dust) || across && self.layout.time.is_none();
    }

    #[cold]
    fn say_remarks(&self, row: u32, sink: &mut impl Sink) {
        for remark in &self.layout.remarks {
            sink.issue(Issue {
                code: remark.code,
                origin: Origin { file: self.file, row: if remark.column == 0 { 0 } else { row } },
                column: remark.column,
                header: self.layout.header_of(remark.column),
                text: &remark.text,
            });
        }
    }

    fn medium_mark(&self) -> u8 {
        if self.layout.kind == Kind::Water || self.layout.of_water { b'w' } else { b'a' }
    }

    /// Reads a row of data.
    #[inline]
    pub(super) fn row(&mut self, row: Row<'_>, sites: &mut SiteTable, sink: &mut impl Sink) -> Result<(), DecodeAs> {
        if self.unusual {
            return self.unusual_row(row, sites, sink);
        }
        let when = match self.when(row) {
            Ok(when) => when,
            Err(code) => match self.merged_time(row) {
                Some(when) => when,
                None => return self.row_without_time(row, code, sink),
            },
        };
        self.rows += 1;
        if row.cells.len() != self.layout.header.len() {
            self.check_width(row, sink);
        }
        if matches!(self.layout.kind, Kind::AirMonthly | Kind::Soil | Kind::Unknown) {
            return Ok(());
        }
        match self.layout.shape {
            Shape::ColumnPerItem => {
                let site = self.site(row, sites, sink)?;
                self.column_per_item(row, when, site, sites, sink)
            }
            Shape::RowPerItem => {
                let site = self.site(row, sites, sink)?;
                self.row_per_item(row, when, site, sites, sink)
            }
            Shape::ColumnPerSite | Shape::ColumnPerDate => self.columns_of_samples(row, Some(when), None, sites, sink),
        }
    }

    /// A row of a table without readings, or of one whose times stand above its columns or nowhere in it.
    #[cold]
    fn unusual_row(&mut self, row: Row<'_>, sites: &mut SiteTable, sink: &mut impl Sink) -> Result<(), DecodeAs> {
        if matches!(self.layout.kind, Kind::Sites | Kind::Dust) {
            return self.describing_row(row, sink);
        }
        let filled = (0..row.cells.len()).filter(|&index| !trim(row.cell(index)).is_empty());
        let first = filled.clone().next().unwrap_or(0);
        let (count, numbers) = filled.fold((0, 0), |(count, numbers), index| {
            (count + 1, numbers + usize::from(read_cell(trim(row.cell(index))).is_ok()))
        });
        if count == 0 {
            return Ok(());
        }
        if self.is_other_header(row, sink) {
            return Ok(());
        }
        let text = self.text(trim(row.cell(first)))?;
        let header = |index: usize| self.layout.header.get(index).map_or(&b""[..], |header| header.as_bytes());
        if numbers == 0 && count > 1 && trim(row.cell(first)) == header(first) {
            self.issue(sink, Code::RepeatedHeader, row, 0, b"");
            return Ok(());
        }
        let item = self.layout.item.map(|item| self.text(trim(row.cell(item)))).transpose()?;
        // Rows that say where and when the samples were taken, which the layout knows.
        let is_item = |text: &str| matches!(read_header_in(text, None), Some((Role::Reading(..) | Role::Aqi, _)));
        if let Some((role, _)) = item.as_deref().and_then(|item| read_header_in(item, None))
            && !matches!(role, Role::Reading(..) | Role::Aqi)
        {
            return Ok(());
        }
        if (numbers == 0 && count <= 1) || is_statistic(&text) && !is_item(&text) {
            self.issue(sink, Code::NotARecord, row, 0, text.as_bytes());
            return Ok(());
        }
        self.rows += 1;
        if !matches!(self.layout.kind, Kind::AirDaily | Kind::AirHourly | Kind::Water) {
            return Ok(());
        }
        let site = match self.layout.shape {
            Shape::ColumnPerSite => None,
            _ => Some(self.site(row, sites, sink)?),
        };
        self.columns_of_samples(row, None, site, sites, sink)
    }

    // ---- When ----

    #[inline]
    fn when(&mut self, row: Row<'_>) -> Result<When, Code> {
        let (first, second) = match self.layout.time {
            Some(TimeColumns::Date { date, time, hour }) => (date, time.or(hour)),
            Some(TimeColumns::Parts { .. }) => return self.when_of_parts(row),
            None => return self.when_of_file(row.number),
        };
        let date = row.cell(first);
        let second = second.map_or(&[][..], |index| row.cell(index));
        if same(&self.time_cells[0], date) && same(&self.time_cells[1], second) {
            return self.time;
        }
        self.time = self.read_when(trim(date), trim(second), row.number);
        self.last_when = self.time.ok().or(self.last_when);
        for (last, cell) in self.time_cells.iter_mut().zip([date, second]) {
            last.clear();
            last.extend_from_slice(cell.get(..64).unwrap_or(cell));
        }
        self.time
    }

    fn read_when(&mut self, date: &[u8], second: &[u8], row: u32) -> Result<When, Code> {
        let scanned = if self.layout.rule.unix { scan_unix(date) } else { scan(date) }.ok_or(Code::BadDate)?;
        let stamp = scanned.stamp(self.layout.rule)?;
        let stamp = match (self.layout.time, stamp) {
            (Some(TimeColumns::Date { time: Some(_), .. }), Stamp::Day(date)) if !second.is_empty() => {
                Stamp::Minute(date, scan_time(second).ok_or(Code::BadDate)?)
            }
            (Some(TimeColumns::Date { time: None, hour: Some(_), .. }), Stamp::Day(date) | Stamp::Minute(date, _))
                if !second.is_empty() =>
            {
                Stamp::Minute(date, u16::from(scan_hour(second).ok_or(Code::BadDate)?) * 60)
            }
            _ => stamp,
        };
        self.in_kind(stamp, row)
    }

    /// The time of a row whose cell of the date is part of a merged one.
    #[cold]
    fn merged_time(&self, row: Row<'_>) -> Option<When> {
        let Some(TimeColumns::Date { date, .. }) = self.layout.time.filter(|_| self.layout.merged_dates) else {
            return None;
        };
        let first = (0..row.cells.len()).map(|index| trim(row.cell(index))).find(|cell| !cell.is_empty())?;
        let is_record = row.text(Some(date)).is_empty() && !is_statistic(&String::from_utf8_lossy(first));
        let read =
            |value: &ValueColumn| matches!(read_cell(row.cell(value.index)), Ok(Reading::Value(_) | Reading::Below(_)));
        self.last_when.filter(|_| is_record && (self.layout.result.is_some() || self.layout.values.iter().any(read)))
    }

    /// The time of a file that has no column of times.
    #[cold]
    fn when_of_file(&mut self, row: u32) -> Result<When, Code> {
        self.layout.of_file.ok_or(Code::NoTime).and_then(|stamp| self.in_kind(stamp, row))
    }

    fn when_of_parts(&mut self, row: Row<'_>) -> Result<When, Code> {
        let Some(TimeColumns::Parts { year, month, day, hour }) = self.layout.time else { return Err(Code::NoTime) };
        let rule = self.layout.rule;
        let number = |index: usize| -> Result<i32, Code> {
            let cell = trim(row.cell(index));
            let digits: &[u8] = cell.strip_suffix(b".0").unwrap_or(cell);
            let text = std::str::from_utf8(digits).map_err(|_| Code::BadDate)?;
            text.trim_end_matches(['年', '月', '日', '号']).parse().map_err(|_| Code::BadDate)
        };
        let part = |index: usize| number(index).and_then(|n| u8::try_from(n).map_err(|_| Code::BadDate));
        let known = |n: Option<u32>| n.and_then(|n| u8::try_from(n).ok());
        let year = year.map_or_else(|| rule.year.ok_or(Code::YearUnknown), number);
        let month = month.map_or_else(|| known(rule.month).ok_or(Code::BadDate), part);
        let date = |day: u8| Date::new(year?, month?, day).filter(|d| d.year() >= 1900).ok_or(Code::BadDate);
        let day = match (day, known(rule.day)) {
            (Some(day), _) => Some(part(day)?),
            (None, day) => day,
        };
        let stamp = match (day, hour) {
            (None, _) => {
                let first = date(1)?;
                Stamp::Month(Month { year: first.year(), month: first.month() })
            }
            (Some(day), None) => Stamp::Day(date(day)?),
            (Some(day), Some(hour)) => {
                let hour = scan_hour(row.cell(hour)).ok_or(Code::BadDate)?;
                Stamp::Minute(date(day)?, u16::from(hour) * 60)
            }
        };
        self.in_kind(stamp, row.number)
    }

    /// The time as records of this kind of file carry it.
    fn in_kind(&mut self, stamp: Stamp, row: u32) -> Result<When, Code> {
        match (self.layout.kind, stamp) {
            (Kind::AirHourly, Stamp::Minute(date, minute)) => {
                let hour = u8::try_from(minute / 60).unwrap_or(u8::MAX);
                let printed = Hour::from_printed(date, hour, self.layout.label).ok_or(Code::BadDate)?;
                self.clock.note(date, hour, row);
                Ok(When::Hour(printed))
            }
            // Spreadsheets leave the time of midnight out.
            (Kind::AirHourly, Stamp::Day(date))
                if matches!(self.layout.time, Some(TimeColumns::Date { time: None, hour: None, .. })) =>
            {
                self.clock.note(date, 0, row);
                Hour::from_printed(date, 0, self.layout.label).map(When::Hour).ok_or(Code::BadDate)
            }
            (Kind::AirHourly, _) => Err(Code::BadDate),
            (Kind::AirDaily, Stamp::Minute(date, _)) => Ok(When::Stamp(Stamp::Day(date))),
            (Kind::AirDaily, Stamp::Month(_)) => Err(Code::BadDate),
            _ => Ok(When::Stamp(stamp)),
        }
    }

    /// Rows whose time cannot be read: empty, a header once more, a total or remark, a suspended station, or an error.
    #[cold]
    fn row_without_time(&mut self, row: Row<'_>, code: Code, sink: &mut impl Sink) -> Result<(), DecodeAs> {
        if row.is_blank() {
            return Ok(());
        }
        if self.is_other_header(row, sink) {
            return Ok(());
        }
        let column = match self.layout.time {
            Some(TimeColumns::Date { date, .. }) => date,
            Some(TimeColumns::Parts { year, month, day, hour }) => year.or(month).or(day).or(hour).unwrap_or(0),
            None => {
                // Said once for the file.
                self.rows += 1;
                return Ok(());
            }
        };
        let cell = trim(row.cell(column));
        let same = |index: usize| {
            let header = self.layout.header.get(index).map_or("", String::as_str);
            String::from_utf8_lossy(row.cell(index)).split_whitespace().collect::<Vec<_>>().join(" ") == header
        };
        let filled = (0..row.cells.len()).filter(|&index| !trim(row.cell(index)).is_empty()).count();
        if self.layout.header_row.is_some() && same(column) && (0..self.layout.width).filter(|&n| same(n)).count() > 1 {
            self.issue(sink, Code::RepeatedHeader, row, 0, b"");
            return Ok(());
        }
        let no_readings = !self.layout.values.is_empty()
            && self.layout.values.iter().all(|value| {
                matches!(read_cell(row.cell(value.index)), Ok(Reading::Missing(_)))
                    || read_cell(row.cell(value.index)).is_err()
            });
        let first =
            (0..row.cells.len()).map(|index| trim(row.cell(index))).find(|cell| !cell.is_empty()).unwrap_or_default();
        let text = self.text(first)?;
        let is_remark = |text: &str| {
            [
                "合计",
                "总计",
                "平均",
                "均值",
                "备注",
                "注",
                "说明",
                "最大",
                "最小",
                "最高",
                "最低",
                "标准",
                "限值",
                "达标",
                "超标",
                "小计",
                "数据来源",
                "审核",
                "填表",
                "单位",
                "total",
                "mean",
                "average",
                "max",
                "min",
                "note",
                "unit",
            ]
            .iter()
            .any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
        };
        if is_remark(&text) || is_remark(&self.text(cell)?) || (filled <= 1 && self.layout.width > 2) {
            self.issue(sink, Code::NotARecord, row, 0, text.as_bytes());
            return Ok(());
        }
        self.rows += 1;
        // A station that stands still has no time of measurement.
        if no_readings && matches!(read_cell(cell), Ok(Reading::Missing(_))) {
            let status = row.text(self.layout.status);
            self.issue(sink, Code::Suspended, row, 0, if status.is_empty() { first } else { status });
            return Ok(());
        }
        self.issue(sink, code, row, column + 1, cell);
        Ok(())
    }

    /// Whether a row is a header that names other columns than the one of the table, or the same ones in another order.
    #[cold]
    fn is_other_header(&mut self, row: Row<'_>, sink: &mut impl Sink) -> bool {
        const MOST: u32 = 4096;
        if !self.may_change || self.looked_at > MOST {
            return false;
        }
        self.looked_at += 1;
        let (mut known, mut items, mut other) = (0, 0, false);
        for index in 0..row.cells.len().min(256) {
            let cell = trim(row.cell(index));
            if cell.is_empty() {
                continue;
            }
            let text = String::from_utf8_lossy(cell);
            // Lines that begin with # are remarks.
            if cell.starts_with(b"#") || Amount::parse_ascii(cell).is_ok() || scan(cell).is_some() {
                return false;
            }
            let same = self
                .layout
                .header
                .get(index)
                .is_some_and(|header| text.split_whitespace().collect::<Vec<_>>().join(" ") == *header);
            if let Some((role, _)) = read_header_in(&text, None) {
                known += 1;
                other |= !same;
                items += usize::from(matches!(role, Role::Reading(..) | Role::Date | Role::Item | Role::Aqi));
            }
        }
        let is_header = known > 1 && items > 0 && other;
        if is_header {
            self.other_header = true;
            let first = (0..row.cells.len()).map(|index| trim(row.cell(index))).find(|cell| !cell.is_empty());
            self.issue(sink, Code::OtherHeader, row, 0, first.unwrap_or_default());
        }
        is_header
    }

    #[cold]
    fn check_width(&mut self, row: Row<'_>, sink: &mut impl Sink) {
        let cells = row.cells.len();
        let last = (0..cells).rposition(|index| !trim(row.cell(index)).is_empty()).map_or(0, |at| at + 1);
        if cells < self.layout.width {
            self.issue(sink, Code::ShortRow, row, 0, b"");
        } else if last > self.layout.header.len() {
            self.issue(sink, Code::LongRow, row, self.layout.header.len() + 1, row.cell(self.layout.header.len()));
        }
    }

    // ---- Where ----

    #[inline]
    fn site(&mut self, row: Row<'_>, sites: &mut SiteTable, sink: &mut impl Sink) -> Result<SiteId, DecodeAs> {
        if let Some(only) = self.only {
            return Ok(only);
        }
        if let Some(last) = self.known.get(self.last_site as usize) {
            if let Some(known) = self.known.get(last.next as usize)
                && self.is_site(&self.keys[known.key.clone()], row)
            {
                self.last_site = last.next;
                return Ok(known.site);
            }
            if self.is_site(&self.keys[last.key.clone()], row) {
                return Ok(last.site);
            }
        }
        self.build_key(row);
        self.other_site(row, sites, sink)
    }

    /// Whether the key is that of the row's site, without building it.
    #[inline]
    fn is_site(&self, key: &[u8], row: Row<'_>) -> bool {
        let place = &self.layout.site;
        let code = self.code(row);
        if !code.is_empty() {
            return key.get(1) == Some(&b'#') && same(&key[2..], code);
        }
        let mut rest = &key[1..];
        for part in [row.text(place.province), row.text(place.basin), self.city(row), row.text(place.name)] {
            match rest.split_first() {
                Some((0x1f, after)) if after.len() >= part.len() && same(&after[..part.len()], part) => {
                    rest = &after[part.len()..];
                }
                _ => return false,
            }
        }
        rest.is_empty()
    }

    #[inline]
    fn city<'a>(&'a self, row: Row<'a>) -> &'a [u8] {
        match self.layout.site.city {
            Some(_) => row.text(self.layout.site.city),
            None => self.layout.site.city_of_file.as_bytes(),
        }
    }

    /// The code of the site. Some files write the codes of the national network in the place of names.
    #[inline]
    fn code<'a>(&self, row: Row<'a>) -> &'a [u8] {
        match row.text(self.layout.site.code) {
            [] => {
                let name = row.text(self.layout.site.name);
                if is_station_code(name) { name } else { &[] }
            }
            code => code,
        }
    }

    /// What identifies the site: its code, or province, basin, city and name.
    fn build_key(&mut self, row: Row<'_>) {
        let place = &self.layout.site;
        let medium = self.medium_mark();
        let code = self.code(row);
        self.key = if code.is_empty() {
            key_of(medium, [row.text(place.province), row.text(place.basin), self.city(row), row.text(place.name)])
        } else {
            code_key(medium, code)
        };
        self.key.truncate(1024);
    }

    /// What identifies a section of water whatever blanks, width and brackets its name is written with.
    #[cold]
    fn plain_key(&self, row: Row<'_>) -> Option<Vec<u8>> {
        let (place, medium) = (&self.layout.site, self.medium_mark());
        let joined = medium == b'w' && self.layout.names == NameChoice::Joined && self.code(row).is_empty();
        let parts = [row.text(place.province), row.text(place.basin), self.city(row), row.text(place.name)];
        joined.then(|| plain_key_of(medium, parts))
    }

    /// A site that does not follow the one before as it did last time, or a new one.
    fn other_site(&mut self, row: Row<'_>, sites: &mut SiteTable, sink: &mut impl Sink) -> Result<SiteId, DecodeAs> {
        let place = &self.layout.site;
        let parts = [place.name, place.code, place.city, place.province, place.basin];
        if self.layout.merged_sites
            && let Some(last) = self.known.get(self.last_site as usize)
            && parts.iter().all(|&part| row.text(part).is_empty())
        {
            let site = last.site;
            if !std::mem::replace(&mut self.merged_said, true) {
                let column = place.name.map_or(0, |index| index + 1);
                self.issue(sink, Code::MergedCells, row, column, sites.get(site).name.as_bytes());
            }
            return Ok(site);
        }
        let known = sites.find(&self.key).and_then(|site| Some((site, *self.by_site.get(&site)?)));
        let (site, number) = match known {
            Some(known) => known,
            None => {
                let described = self.describe(row, sink)?;
                let plain = self.plain_key(row);
                self.meet(described, plain, row.number, sites, sink)
            }
        };
        if let Some(last) = self.known.get_mut(self.last_site as usize) {
            last.next = number;
        }
        self.last_site = number;
        Ok(site)
    }

    /// Makes a site known that the file has not named before, by the key at hand.
    #[cold]
    fn meet(
        &mut self,
        described: Site,
        plain: Option<Vec<u8>>,
        row: u32,
        sites: &mut SiteTable,
        sink: &mut impl Sink,
    ) -> (SiteId, u32) {
        let noted = self.apart.is_some().then(|| (described.clone(), plain.clone()));
        let joined = plain.as_ref().and_then(|plain| sites.find(plain));
        let site = match sites.find(&self.key).or(joined) {
            // Another file knew the site; this one may say more about it.
            Some(site) => {
                if sites.find(&self.key).is_none() {
                    let spellings = format!("{} = {}", described.name, sites.get(site).name);
                    let column = self.layout.site.name.map_or(0, |index| index + 1);
                    // Only where all rows before are known it is certain.
                    if self.apart.is_none() {
                        let row = Row { bytes: &[], cells: &[], number: row };
                        self.issue(sink, Code::NamesJoined, row, column, spellings.as_bytes());
                    }
                    sites.alias(&self.key, site);
                }
                sites.complete(site, described);
                site
            }
            None => sites.intern(&self.key, || described),
        };
        if let Some(plain) = plain {
            sites.alias(&plain, site);
        }
        let number = u32::try_from(self.known.len()).unwrap_or(NONE);
        let start = self.keys.len();
        self.keys.extend_from_slice(&self.key);
        self.known.push(KnownSite { key: start..self.keys.len(), site, next: NONE, row });
        self.by_site.insert(site, number);
        if let (Some(apart), Some((described, plain))) = (&mut self.apart, noted) {
            apart.met.push(Met { key: self.key.clone(), plain, described, site, row });
        }
        (site, number)
    }

    /// Makes a site known that a later part of the file named, unless the file has named it before; and its number.
    #[cold]
    pub(super) fn meet_again(&mut self, met: Met, sites: &mut SiteTable, sink: &mut impl Sink) -> SiteId {
        if let Some(site) = sites.find(&met.key).filter(|site| self.by_site.contains_key(site)) {
            return site;
        }
        self.all_ascii &=
            met.described.is_ascii() && (self.layout.site.city.is_none() || met.described.city.is_ascii());
        self.key = met.key;
        self.meet(met.described, met.plain, met.row, sites, sink).0
    }

    /// Takes in an item that a later part of the file has in its rows.
    #[cold]
    pub(super) fn know_item(&mut self, cell: &[u8]) {
        // What is no text was refused before.
        let _ = self.item_use(cell);
    }

    /// What the row says about its site.
    #[cold]
    fn describe(&mut self, row: Row<'_>, sink: &mut impl Sink) -> Result<Site, DecodeAs> {
        let SiteColumns {
            code,
            province,
            basin,
            river,
            lake,
            order,
            function_zone,
            city,
            name,
            county,
            role,
            background,
            target,
            ..
        } = self.layout.site;
        for index in [name, code, city, province, basin, river, lake, function_zone, county].into_iter().flatten() {
            let cell = row.cell(index);
            if std::str::from_utf8(cell).is_err() {
                self.not_utf8()?;
                self.issue(sink, Code::BadText, row, index + 1, cell);
            }
            self.all_ascii &= cell.is_ascii();
        }
        let text = |index: Option<usize>| String::from_utf8_lossy(row.text(index)).into_owned();
        let code = String::from_utf8_lossy(self.code(row)).into_owned();
        let is_background = match text(background).to_ascii_lowercase().as_str() {
            "是" | "y" | "yes" | "1" | "true" | "√" => Some(PointRole::Background),
            // A list that names its background points means the city's by the others.
            "否" | "n" | "no" | "0" | "false" => Some(PointRole::City),
            _ => None,
        };
        let header = |index: Option<usize>| index.map_or("", |index| self.layout.header[index].as_str());
        let kinds: Vec<String> = self.layout.site.kinds.iter().map(|&index| text(Some(index))).collect();
        let of_source = || header(name).contains("水源").then_some(WaterUse::SurfaceSource);
        let of_well = || header(name).contains('井').then_some(WaterUse::Groundwater);
        let standard = || text(self.layout.standard).contains("14848").then_some(WaterUse::Groundwater);
        let (mut river, mut lake) = (text(river), text(lake));
        let said = self.layout.mapping.as_ref();
        let body = kinds.iter().find_map(|kind| Body::read(kind)).or((!lake.is_empty()).then_some(Body::Lake));
        let body = body.or(said.and_then(|mapping| mapping.body));
        // 水体名称 and 河湖名称 hold what the section stands at, be it a river or a lake.
        if body == Some(Body::Lake) && lake.is_empty() && header(self.layout.site.river).contains(['湖', '体']) {
            lake = std::mem::take(&mut river);
        }
        let order = text(order);
        let order = order.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<Amount>().ok().map(|order| {
            let (digits, decimals) = order.parts();
            // A distance to the mouth falls on the way there.
            if header(self.layout.site.order).contains("河口") { Amount::decimal(-digits, decimals) } else { order }
        });
        Ok(Site {
            name: Some(text(name)).filter(|name| *name != code).unwrap_or_default(),
            city: if city.is_some() { text(city) } else { self.layout.site.city_of_file.clone() },
            county: text(county),
            role: is_background.filter(|role| !role.enters_city()).or(PointRole::read(&text(role))).or(is_background),
            basin: text(basin),
            river,
            lake,
            function_zone: text(function_zone),
            order,
            boundary: kinds.iter().find_map(|kind| Boundary::read(kind)),
            water: kinds
                .iter()
                .find_map(|kind| WaterUse::read(kind))
                .or_else(of_well)
                .or_else(of_source)
                .or_else(standard)
                .or(said.and_then(|mapping| mapping.water))
                .or(self.layout.site.water_of_file),
            province: text(province),
            body,
            target: Class::read(&text(target)).or(said.and_then(|mapping| mapping.target)),
            code,
        })
    }

    // ---- Tables without readings ----

    /// A row that describes a site or a period of dust.
    #[cold]
    fn describing_row(&mut self, row: Row<'_>, sink: &mut impl Sink) -> Result<(), DecodeAs> {
        let filled = (0..row.cells.len()).filter(|&index| !trim(row.cell(index)).is_empty()).count();
        if let Some(dust) = self.layout.dust {
            return match self.dust_period(row, dust) {
                Ok(Some((first, last, hours))) => {
                    self.rows += 1;
                    self.used += 1;
                    let place = self.dust_place(row)?;
                    let origin = Some(Origin { file: self.file, row: row.number });
                    sink.dust(DustPeriod { place, first, last, hours, origin });
                    Ok(())
                }
                Ok(None) => Ok(()),
                Err((Code::BadDate, index)) if Some(index) == self.dust_begin() => {
                    self.row_without_time(row, Code::BadDate, sink)
                }
                Err((code, index)) => {
                    self.rows += 1;
                    self.issue(sink, code, row, index + 1, row.cell(index));
                    Ok(())
                }
            };
        }
        let name = self.layout.site.name.or(self.layout.site.code);
        let is_header = name.is_some_and(|index| row.cell(index) == self.layout.header[index].as_bytes());
        if filled > 1 && !is_header {
            self.rows += 1;
            let site = self.describe(row, sink)?;
            if !(site.name.is_empty() && site.code.is_empty()) {
                self.used += 1;
                self.listed.push(site);
            }
        } else if filled > 0 {
            self.issue(sink, if is_header { Code::RepeatedHeader } else { Code::NotARecord }, row, 0, b"");
        }
        Ok(())
    }

    /// Concludes what only the whole file tells.
    #[cold]
    pub(super) fn end(&mut self, sites: &mut SiteTable, sink: &mut impl Sink) {
        if self.layout.kind == Kind::Unknown && self.may_change {
            let row = self.layout.header_row.map_or(0, |at| u32::try_from(at + 1).unwrap_or(u32::MAX)) + self.base;
            self.say_remarks(row, sink);
        }
        if self.layout.kind == Kind::AirHourly {
            let column = match self.layout.time {
                Some(TimeColumns::Date { date, time, hour }) => time.or(hour).unwrap_or(date),
                Some(TimeColumns::Parts { hour, day, .. }) => hour.or(day).unwrap_or(0),
                None => return,
            };
            let (read, remarks) = self.clock.conclude(self.layout.label);
            self.layout.understood.zh += &read.zh;
            if !read.en.is_empty() {
                self.layout.understood.en += " ";
                self.layout.understood.en += &read.en;
            }
            for (code, number, text) in remarks {
                self.issue(sink, code, Row { bytes: &[], cells: &[], number }, column + 1, text.as_bytes());
            }
        }
        if self.layout.kind == Kind::Water {
            self.end_of_water(sites, sink);
        }
        self.end_of_list(sites);
    }

    /// Says which sites of water do not say what they are, which names are alike, and which columns may be exchanged.
    #[cold]
    fn end_of_water(&self, sites: &SiteTable, sink: &mut impl Sink) {
        let column = self.layout.site.name.map_or(0, |index| index + 1);
        let at = |number: u32| Row { bytes: &[], cells: &[], number };
        let mut unsaid: Vec<&str> = Vec::new();
        let mut named: Vec<([&str; 2], String, &Site, u32)> = Vec::new();
        let alone = self.only.map(|site| (site, 0));
        // A site may stand under several spellings.
        let mut known: Vec<(SiteId, u32)> =
            self.known.iter().map(|known| (known.site, known.row)).chain(alone).collect();
        known.extend(self.site_of_column.iter().map(|site| (*site, 0)));
        sort_by(&mut known, |one, other| one.cmp(other));
        known.dedup_by_key(|known| known.0);
        for (site, row) in known {
            let site = sites.get(site);
            if site.body.is_none() && site.water.is_none_or(WaterUse::is_surface) {
                unsaid.push(if site.name.is_empty() { &site.code } else { &site.name });
                if names_a_lake(&site.name) || names_a_lake(&site.river) {
                    self.issue(sink, Code::LakeByName, at(row), column, site.name.as_bytes());
                }
            }
            if site.name.is_empty() {
                continue;
            }
            named.push(([&site.city, &site.basin], stem_of(&site.name), site, row));
        }
        sort_by(&mut named, |one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        for alike in named.chunk_by(|one, other| one.0 == other.0 && one.1 == other.1) {
            for (_, _, site, row) in alike.iter().filter(|one| one.2.name != alike[0].2.name) {
                let names = format!("{} ≈ {}", alike[0].2.name, site.name);
                self.issue(sink, Code::NamesAlike, at(*row), column, names.as_bytes());
            }
        }
        if !unsaid.is_empty() {
            let more = if unsaid.len() > 3 { format!(" … ({})", unsaid.len()) } else { String::new() };
            let names = unsaid.iter().take(3).copied().collect::<Vec<_>>().join("、") + &more;
            self.issue(sink, Code::BodyUnsaid, at(0), 0, names.as_bytes());
        }
        let (rows, wrong) = self.exchanged;
        if let Some(tp) = self.layout.values.iter().find(|value| value.parameter == Parameter::Tp)
            && wrong >= 3
            && wrong * 2 > rows
        {
            let number = self.layout.header_row.map_or(0, |at| u32::try_from(at + 1).unwrap_or(0)) + self.base;
            self.issue(sink, Code::ColumnsExchanged, at(number), tp.index + 1, format!("{wrong}/{rows}").as_bytes());
        }
    }

    /// Looks for parts that are larger than their whole.
    #[inline(never)]
    fn check_orders(&mut self, row: Row<'_>, sink: &mut impl Sink) {
        const ORDERS: [(Parameter, Parameter, Code); 4] = [
            (Parameter::CodMn, Parameter::Cod, Code::PermanganateOrder),
            (Parameter::AmmoniaN, Parameter::Tn, Code::NitrogenOrder),
            (Parameter::Tp, Parameter::Tn, Code::PhosphorusOrder),
            (Parameter::Bod5, Parameter::Cod, Code::DemandOrder),
        ];
        for (part, whole, code) in ORDERS {
            let value = |parameter: Parameter| {
                self.cells.iter().find(|cell| cell.parameter == parameter).and_then(|cell| match cell.reading {
                    Reading::Value(amount) => Some((amount, usize::from(cell.column))),
                    _ => None,
                })
            };
            let (Some((part, column)), Some((whole, _))) = (value(part), value(whole)) else { continue };
            let wrong = part > whole;
            if code == Code::PhosphorusOrder {
                self.exchanged = (self.exchanged.0 + 1, self.exchanged.1 + u32::from(wrong));
            }
            if wrong {
                self.issue(sink, code, row, column, row.cell(column - 1));
            }
        }
    }

    /// Lets the sites of a list be known at its end: a name, or a name with a part of where it is, stands for a site
    /// when the list has it only once.
    #[cold]
    fn end_of_list(&mut self, sites: &mut SiteTable) {
        let medium = self.medium_mark();
        let listed = std::mem::take(&mut self.listed);
        let joined = medium == b'w' && self.layout.names == NameChoice::Joined;
        // By all parts, and by fewer.
        let keys = |site: &Site| -> Vec<Vec<u8>> {
            if site.name.is_empty() {
                return Vec::new();
            }
            let part =
                |mask: u8, bit: u8, text: &str| if mask & bit == 0 { Vec::new() } else { text.as_bytes().to_vec() };
            (0..8)
                .rev()
                .flat_map(|mask: u8| {
                    let (province, basin) = (part(mask, 1, &site.province), part(mask, 2, &site.basin));
                    let (city, name) = (part(mask, 4, &site.city), site.name.as_bytes());
                    [
                        key_of(medium, [&province, &basin, &city, name]),
                        plain_key_of(medium, [&province, &basin, &city, name]),
                    ]
                })
                .filter(|key| key.get(1) != Some(&PLAIN) || joined)
                .collect()
        };
        let mut owners: Vec<(Vec<u8>, usize)> = Vec::new();
        for (number, site) in listed.iter().enumerate() {
            owners.extend(keys(site).into_iter().map(|key| (key, number)));
        }
        sort_by(&mut owners, |one, other| one.cmp(other));
        let is_of_one = |key: &Vec<u8>, number: usize| {
            let from = owners.partition_point(|owner| owner.0 < *key);
            owners[from..].iter().take_while(|owner| owner.0 == *key).all(|owner| owner.1 == number)
        };
        for (number, site) in listed.into_iter().enumerate() {
            let mut own: Vec<Vec<u8>> = Vec::new();
            if !site.code.is_empty() {
                own.push(code_key(medium, site.code.as_bytes()));
            }
            own.extend(keys(&site).into_iter().filter(|key| is_of_one(key, number)));
            let mut known: Vec<SiteId> = own.iter().filter_map(|key| sites.find(key)).collect();
            let Some(first) = own.first() else { continue };
            if known.is_empty() {
                known.push(sites.intern(first, || site.clone()));
            }
            for &id in &known {
                sites.complete(id, site.clone());
            }
            own.iter().for_each(|key| sites.alias(key, known[0]));
        }
    }

    /// The column that says when dust begins.
    fn dust_begin(&self) -> Option<usize> {
        self.layout.dust.and_then(|dust| dust.date.or(dust.start))
    }

    /// Where dust is: the finest place that the row names; empty for everywhere.
    fn dust_place(&self, row: Row<'_>) -> Result<String, DecodeAs> {
        let place = &self.layout.site;
        let named = [place.name, place.code, place.county, place.city, place.province];
        let cell = named.map(|index| row.text(index)).into_iter().find(|cell| !cell.is_empty()).unwrap_or_default();
        let text = self.text(cell)?;
        let everywhere = ["全省", "全市", "全州", "全区", "全部", "所有", "全域", "全国", "all"];
        Ok(if everywhere.contains(&text.to_ascii_lowercase().as_str()) {
            if text == "全市" || text == "全州" { self.text(row.text(place.city))? } else { String::new() }
        } else {
            text
        })
    }

    /// First and last day of a row of dust, and its hours where the table says hours; in `Err` what is wrong with which
    /// column.
    #[allow(clippy::type_complexity)]
    fn dust_period(
        &self,
        row: Row<'_>,
        columns: DustColumns,
    ) -> Result<Option<(Date, Date, Option<(Hour, Hour)>)>, (Code, usize)> {
        let at = |index: usize, day: Option<Date>| -> Result<(Date, Option<u16>), (Code, usize)> {
            let scanned = scan(trim(row.cell(index))).ok_or((Code::BadDate, index))?;
            match day {
                Some(day) if !scanned.has_day() => Ok((day, scanned.minute)),
                _ => match scanned.stamp(self.layout.rule).map_err(|code| (code, index))? {
                    Stamp::Day(date) => Ok((date, None)),
                    Stamp::Minute(date, minute) => Ok((date, columns.timed.then_some(minute))),
                    Stamp::Month(_) => Err((Code::BadDate, index)),
                },
            }
        };
        let day = columns.date.filter(|&date| !row.text(Some(date)).is_empty());
        let day = day.map(|date| at(date, None)).transpose()?;
        if row.is_blank() {
            return Ok(None);
        }
        let begin = columns.start.filter(|&start| columns.date.is_none() || !row.text(Some(start)).is_empty());
        let start = match (begin, day) {
            (Some(start), _) => at(start, day.map(|(date, _)| date))?,
            (None, Some(day)) => day,
            (None, None) => return Err((Code::BadDate, columns.date.or(columns.start).unwrap_or(0))),
        };
        let end = match columns.end {
            // A day alone is that day.
            None if columns.start.is_none() || start.1.is_none() => (start.0, None),
            None => return Err((Code::NoEnd, columns.start.unwrap_or(0))),
            Some(end) if row.text(Some(end)).is_empty() => return Err((Code::NoEnd, end)),
            Some(end) => {
                let found = at(end, Some(start.0))?;
                // From 22:00 to 03:00 is until the next day.
                let only_time = scan(trim(row.cell(end))).is_some_and(|scanned| !scanned.has_day());
                if only_time && found.1 < start.1 { (found.0.plus_days(1), found.1) } else { found }
            }
        };
        let column = columns.end.or(columns.start).or(columns.date).unwrap_or(0);
        if start.1.is_none() && end.1.is_none() {
            return if end.0 < start.0 { Err((Code::BadPeriod, column)) } else { Ok(Some((start.0, end.0, None))) };
        }
        // By the label of its end, the hour that a time lies in. 00:00 begins a day where dust begins and ends the day
        // before where it ends.
        let label = |minute: u16| u8::try_from(minute.div_ceil(60)).unwrap_or(24);
        let first = Hour { date: start.0, label: start.1.map_or(1, |minute| label(minute).max(1)) };
        let last = match end.1.map(label) {
            None => Hour { date: end.0, label: 24 },
            Some(0) => Hour { date: end.0.plus_days(-1), label: 24 },
            Some(label) => Hour { date: end.0, label },
        };
        if last < first {
            Err((Code::BadPeriod, column))
        } else {
            Ok(Some((first.date, last.date, Some((first, last)))))
        }
    }

    // ---- What ----

    #[inline]
    fn column_per_item(
        &mut self,
        row: Row<'_>,
        when: When,
        site: SiteId,
        sites: &SiteTable,
        sink: &mut impl Sink,
    ) -> Result<(), DecodeAs> {
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        let (mut zeros, mut measured) = (0, 0);
        // PM2.5 and PM10.
        let (mut part, mut whole) = (None, None);
        for value in &self.layout.values {
            let cell = row.cell(value.index);
            let reading = match value.plain(cell) {
                Some((amount, thousandths)) => {
                    measured += 1;
                    zeros += u32::from(thousandths == 0);
                    match value.order {
                        Order::None => {}
                        Order::Part => part = Some((thousandths, value.index)),
                        Order::Whole => whole = Some(thousandths),
                    }
                    Reading::Value(amount)
                }
                None => {
                    let Some(reading) = self.unusual_reading(row, value, sink)? else { continue };
                    measured += u32::from(!matches!(reading, Reading::Missing(_)));
                    zeros += u32::from(reading == Reading::Value(Amount::ZERO));
                    reading
                }
            };
            cells.push(Cell {
                parameter: value.parameter,
                averaging: value.averaging,
                reading,
                column: column_number(value.index),
            });
        }
        self.cells = cells;
        if !self.layout.flags.is_empty() {
            self.heed_flags(row, sink);
        }
        if zeros > 0 && self.layout.kind != Kind::Water {
            let missing = self.zeros_as_missing(row, zeros, measured, sink);
            measured -= missing;
            if missing > 0 && whole == Some(0) {
                whole = None;
            }
        }
        if let (Some((part, index)), Some(whole)) = (part, whole)
            && part > whole
        {
            self.issue(sink, Code::PmOrder, row, index + 1, row.cell(index));
        }
        if self.layout.kind == Kind::Water {
            self.check_orders(row, sink);
        }
        let has_others = || self.layout.others.iter().any(|column| !trim(row.cell(column.index)).is_empty());
        self.used += u32::from(measured > 0 || has_others());
        let aqi = self.layout.aqi.and_then(|index| official_aqi(row.cell(index)));
        if let Some(index) = self.layout.category {
            let cell = row.cell(index);
            if cell != self.category.as_bytes() {
                self.category = self.text(trim(cell))?;
            }
        }
        let class = match self.layout.class.map(|index| trim(row.cell(index))) {
            None => Cow::default(),
            Some(cell) => std::str::from_utf8(cell)
                .map_or_else(|_| self.text(cell).map(Cow::Owned), |text| Ok(Cow::Borrowed(text)))?,
        };
        let suspended = self.suspended(row, sink)?;
        let vertical = self.vertical(row)?;
        let others = self.others(row, sink)?;
        let record = Record {
            site,
            when,
            origin: Origin { file: self.file, row: row.number },
            cells: &self.cells,
            others: &others,
            vertical: &vertical,
            official: Official { aqi, category: &self.category, class: &class, of_hours: self.layout.aqi_of_hours },
            suspended: &suspended,
        };
        if self.layout.kind == Kind::Water {
            sink.water(sites, &record)
        } else {
            sink.air(sites, &record)
        }
        Ok(())
    }

    /// Does what the source's marks of quality say.
    #[cold]
    fn heed_flags(&mut self, row: Row<'_>, sink: &mut impl Sink) {
        let mut cells = std::mem::take(&mut self.cells);
        for &(of, flag) in &self.layout.flags {
            let column = column_number(of);
            let Some(cell) = cells.iter_mut().find(|cell| cell.column == column) else { continue };
            let mark = row.text(Some(flag));
            match (Mark::read(mark), cell.reading) {
                (Mark::Below, Reading::Value(amount)) => cell.reading = Reading::Below(amount),
                (Mark::Above, Reading::Value(amount)) => cell.reading = Reading::Above(amount),
                (Mark::Left, Reading::Value(_) | Reading::Below(_) | Reading::Above(_)) => {
                    cell.reading = Reading::Missing(Missing::NoData);
                    self.issue(sink, Code::Flagged, row, flag + 1, mark);
                }
                _ => {}
            }
        }
        self.cells = cells;
    }

    /// The cells of a row of water that are handed on as they are.
    #[inline]
    fn others<'a>(&'a self, row: Row<'a>, sink: &mut impl Sink) -> Result<Vec<OtherCell<'a>>, DecodeAs> {
        if self.layout.others.is_empty() { Ok(Vec::new()) } else { self.other_cells(row, sink) }
    }

    #[cold]
    fn other_cells<'a>(&'a self, row: Row<'a>, sink: &mut impl Sink) -> Result<Vec<OtherCell<'a>>, DecodeAs> {
        let mut others = Vec::with_capacity(self.layout.others.len());
        for column in &self.layout.others {
            let flag = self.layout.flags.iter().find(|(of, _)| *of == column.index).map(|(_, flag)| *flag);
            if flag.is_some_and(|flag| Mark::read(row.text(Some(flag))) == Mark::Left) {
                continue;
            }
            if let Some(text) = self.other_text(row, column.index, sink)? {
                let number = column_number(column.index);
                others.push(OtherCell { column: number, name: &column.name, unit: &column.unit, text });
            }
        }
        Ok(others)
    }

    /// The text of a cell that is handed on; `None` where it is empty, or no text, which was said to the sink.
    #[cold]
    fn other_text<'a>(&self, row: Row<'a>, index: usize, sink: &mut impl Sink) -> Result<Option<&'a str>, DecodeAs> {
        match std::str::from_utf8(trim(row.cell(index))) {
            Ok(text) => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
            Err(_) => {
                self.not_utf8()?;
                self.issue(sink, Code::BadText, row, index + 1, row.cell(index));
                Ok(None)
            }
        }
    }

    /// The vertical or layer of the row's sample.
    #[inline]
    fn vertical(&self, row: Row<'_>) -> Result<String, DecodeAs> {
        let mut vertical = String::new();
        for &index in &self.layout.verticals {
            let text = self.text(trim(row.cell(index)))?;
            if !vertical.is_empty() && !text.is_empty() {
                vertical.push(' ');
            }
            vertical += &text;
        }
        Ok(vertical)
    }

    fn row_per_item(
        &mut self,
        row: Row<'_>,
        when: When,
        site: SiteId,
        sites: &SiteTable,
        sink: &mut impl Sink,
    ) -> Result<(), DecodeAs> {
        let Some(result) = self.layout.result else { return Ok(()) };
        // Without a column of items, the header of the results names the one.
        let item = self.layout.item.unwrap_or(result);
        let use_of_item = match (self.layout.item, self.fraction(row)) {
            (None, _) => self.item_use(self.layout.header[result].clone().as_bytes()),
            (Some(item), None) => self.item_use(row.cell(item)),
            (Some(item), Some(fraction)) => self.item_use(&[row.cell(item), b" ", fraction].concat()),
        };
        let (mut value, said) = match use_of_item? {
            ItemUse::Reading(value, said) => (value, said),
            ItemUse::Aqi => {
                let aqi = official_aqi(row.cell(result));
                self.emit(row, when, site, Readings::NONE, Official { aqi, ..Official::default() }, "", sites, sink);
                return Ok(());
            }
            ItemUse::Other(number) => {
                let Some(text) = self.other_text(row, result, sink)? else { return Ok(()) };
                let written = std::str::from_utf8(row.text(self.layout.unit)).unwrap_or_default();
                let suspended = self.suspended(row, sink)?;
                self.used += 1;
                let (name, unit) = &self.other_names[number as usize];
                let unit = if written.is_empty() { unit } else { written };
                let other = OtherCell { column: column_number(result), name, unit, text };
                let readings = Readings { cells: &[], others: &[other] };
                self.emit(row, when, site, readings, Official::default(), &suspended, sites, sink);
                return Ok(());
            }
            ItemUse::Unused => return Ok(()),
        };
        value.index = result;
        let home = value.parameter.item().unit;
        let written = row.text(self.layout.unit);
        let unit = match (written, said) {
            ([], HeaderUnit::Known(unit)) => Some(unit),
            ([], HeaderUnit::Unsaid) => Some(home),
            ([], HeaderUnit::Unknown) => None,
            (written, _) => Unit::read(&String::from_utf8_lossy(written)),
        };
        let Some(unit) = unit else {
            self.issue(sink, Code::UnknownUnit, row, self.layout.unit.unwrap_or(item) + 1, written);
            return Ok(());
        };
        let unit = match self.judged(value.parameter) {
            Judged::Only(only) if unit == home => only,
            Judged::Unclear if unit == home => return Ok(()),
            _ => unit,
        };
        let Some(scale) = Scale::of(unit, value.parameter) else {
            self.issue(sink, Code::UnitMismatch, row, self.layout.unit.unwrap_or(item) + 1, written);
            return Ok(());
        };
        self.say_ratio(scale, row, self.layout.unit.unwrap_or(item), sink);
        value.scale = scale;
        let Some(mut reading) = self.reading(row, &value, sink)? else { return Ok(()) };
        if matches!(reading, Reading::NotDetected | Reading::Missing(_)) {
            reading = self.not_detected(row, &value, unit, reading);
        }
        self.used += u32::from(!matches!(reading, Reading::Missing(_)));
        let cell =
            Cell { parameter: value.parameter, averaging: value.averaging, reading, column: column_number(result) };
        let suspended = self.suspended(row, sink)?;
        self.emit(row, when, site, Readings::of(&[cell]), Official::default(), &suspended, sites, sink);
        Ok(())
    }

    /// The fraction of the sample, where it is not the whole of it: dissolved nitrogen is not total nitrogen.
    fn fraction<'a>(&self, row: Row<'a>) -> Option<&'a [u8]> {
        let fraction = row.text(Some(self.layout.fraction?));
        let whole = ["total", "unfiltered", "total recoverable", "总", "总量", "未过滤"];
        let is_whole = fraction.is_empty() || whole.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(fraction));
        (!is_whole).then_some(fraction)
    }

    /// A result that was not detected, with the detection limit that stands in columns of their own.
    #[cold]
    fn not_detected(&self, row: Row<'_>, value: &ValueColumn, unit: Unit, reading: Reading) -> Reading {
        let found = String::from_utf8_lossy(row.text(self.layout.found)).to_ascii_lowercase();
        let says = ["not detected", "below", "non-detect", "未检出"].iter().any(|word| found.contains(word));
        if !says && reading != Reading::NotDetected {
            return reading;
        }
        let written = row.text(self.layout.detection_unit);
        let unit = if written.is_empty() { Some(unit) } else { Unit::read(&String::from_utf8_lossy(written)) };
        let scale = unit.and_then(|unit| Scale::of(unit, value.parameter));
        let limit = match read_cell(row.text(self.layout.detection)) {
            Ok(Reading::Value(limit) | Reading::Below(limit)) => scale.and_then(|scale| scale.apply(limit)),
            _ => None,
        };
        limit.filter(|limit| *limit > Amount::ZERO).map_or(Reading::NotDetected, Reading::Below)
    }

    /// A row whose columns are samples of one item: of the sites or times above them.
    fn columns_of_samples(
        &mut self,
        row: Row<'_>,
        when: Option<When>,
        site: Option<SiteId>,
        sites: &SiteTable,
        sink: &mut impl Sink,
    ) -> Result<(), DecodeAs> {
        let item = self.layout.item.unwrap_or(0);
        let mut use_of_item = match self.layout.item {
            Some(item) => self.item_use(row.cell(item))?,
            None => self.item_use(self.layout.item_of_file.clone().as_bytes())?,
        };
        if let ItemUse::Reading(value, said) = &mut use_of_item {
            let written = row.text(self.layout.unit);
            let unit = if written.is_empty() { None } else { Some(Unit::read(&String::from_utf8_lossy(written))) };
            let unit = match (unit, said) {
                (Some(unit), _) => Some(unit),
                (None, HeaderUnit::Unsaid) => self.layout.unit_of_file.map(Some),
                _ => None,
            };
            if let Some(unit) = unit {
                let Some(scale) = unit.and_then(|unit| Scale::of(unit, value.parameter)) else {
                    let code = if unit.is_none() { Code::UnknownUnit } else { Code::UnitMismatch };
                    self.issue(sink, code, row, self.layout.unit.unwrap_or(item) + 1, written);
                    return Ok(());
                };
                value.scale = scale;
            }
            let scale = value.scale;
            self.say_ratio(scale, row, item, sink);
        }
        let mut measured = false;
        for n in 0..self.layout.sites.len() {
            let index = self.layout.sites[n];
            let cell = trim(row.cell(index));
            if cell.is_empty() {
                continue;
            }
            let Some(site) = site.or_else(|| self.site_of_column.get(n).copied()) else { continue };
            let Some(when) = when.or_else(|| self.time_of_column.get(n).copied().flatten()) else { continue };
            match use_of_item {
                ItemUse::Unused => return Ok(()),
                ItemUse::Aqi => {
                    let aqi = official_aqi(cell);
                    if aqi.is_some() {
                        let official = Official { aqi, ..Official::default() };
                        self.emit(row, when, site, Readings::NONE, official, "", sites, sink);
                    }
                }
                ItemUse::Other(number) => {
                    let Some(text) = self.other_text(row, index, sink)? else { continue };
                    measured = true;
                    let (name, unit) = &self.other_names[number as usize];
                    let written = std::str::from_utf8(row.text(self.layout.unit)).unwrap_or_default();
                    let unit = if written.is_empty() { unit } else { written };
                    let other = OtherCell { column: column_number(index), name, unit, text };
                    let readings = Readings { cells: &[], others: &[other] };
                    self.emit(row, when, site, readings, Official::default(), "", sites, sink);
                }
                ItemUse::Reading(mut value, _) => {
                    value.index = index;
                    let Some(reading) = self.reading(row, &value, sink)? else { continue };
                    measured |= !matches!(reading, Reading::Missing(_));
                    let cell = Cell {
                        parameter: value.parameter,
                        averaging: value.averaging,
                        reading,
                        column: column_number(index),
                    };
                    self.emit(row, when, site, Readings::of(&[cell]), Official::default(), "", sites, sink);
                }
            }
        }
        self.used += u32::from(measured);
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn emit(
        &self,
        row: Row<'_>,
        when: When,
        site: SiteId,
        Readings { cells, others }: Readings<'_>,
        official: Official<'_>,
        suspended: &str,
        sites: &SiteTable,
        sink: &mut impl Sink,
    ) {
        let origin = Origin { file: self.file, row: row.number };
        let vertical = self.vertical(row).unwrap_or_default();
        let record = Record { site, when, origin, cells, others, vertical: &vertical, official, suspended };
        if self.layout.kind == Kind::Water { sink.water(sites, &record) } else { sink.air(sites, &record) }
    }

    /// Says that a mixing ratio is converted, where it was not the last thing said.
    #[inline]
    fn say_ratio(&mut self, scale: Scale, row: Row<'_>, index: usize, sink: &mut impl Sink) {
        if scale != self.last_ratio
            && let Some(ratio) = scale.ratio()
        {
            self.last_ratio = scale;
            self.issue(sink, Code::MixingRatio, row, index + 1, ratio.as_bytes());
        }
    }

    /// What the values of an item say about its unit.
    fn judged(&self, parameter: Parameter) -> Judged {
        let found = self.layout.judged.iter().find(|(other, _)| *other == parameter);
        found.map_or(Judged::Fits, |(_, judged)| *judged)
    }

    /// What the item cell of a row means; read once a spelling.
    #[inline(never)]
    fn item_use(&mut self, cell: &[u8]) -> Result<ItemUse, DecodeAs> {
        if let Some(known) = self.items.get(cell) {
            return Ok(*known);
        }
        let text = self.text(trim(cell))?;
        let read = read_header_in(&text, self.layout.kind.medium());
        let said = self.layout.mapping.as_ref().and_then(|mapping| mapping.item(&text));
        let found = match said.map_or(read, |said| said.applied(read)) {
            Some((Role::Aside, _)) if said.is_some() => ItemUse::Unused,
            Some((Role::Reading(parameter, span), said))
                if Some(parameter.item().medium) == self.layout.kind.medium() =>
            {
                let home = parameter.item().unit;
                let unit = match (said, self.judged(parameter)) {
                    (HeaderUnit::Known(unit), _) => Some(unit),
                    (HeaderUnit::Unsaid, Judged::Only(unit)) => Some(unit),
                    (HeaderUnit::Unsaid, Judged::Unclear) | (HeaderUnit::Unknown, _) => None,
                    (HeaderUnit::Unsaid, _) => Some(home),
                };
                let averaging = span.averaging(self.layout.kind, parameter);
                // The unit of a row of its own is read with the row.
                let scale = unit.and_then(|unit| Scale::of(unit, parameter));
                match scale.or(matches!(self.layout.shape, Shape::RowPerItem).then_some(Scale::NONE)) {
                    Some(scale) => ItemUse::Reading(ValueColumn::new(0, parameter, averaging, scale), said),
                    None => {
                        self.other_items.push(text);
                        ItemUse::Unused
                    }
                }
            }
            Some((Role::Aqi, _)) => ItemUse::Aqi,
            Some((
                Role::Date | Role::Time | Role::Site | Role::Code | Role::River | Role::Lake | Role::Vertical,
                _,
            )) => ItemUse::Unused,
            read => {
                let handed_on = self.layout.kind == Kind::Water && read.is_none() && !text.is_empty();
                let number = u32::try_from(self.other_names.len()).unwrap_or(u32::MAX);
                if handed_on && self.other_names.len() < 4096 {
                    let (name, unit) = name_and_unit(&text);
                    self.other_names.push((name.to_owned(), unit.to_owned()));
                }
                if self.other_items.len() < 50 && !text.is_empty() {
                    self.other_items.push(text);
                }
                if (number as usize) < self.other_names.len() { ItemUse::Other(number) } else { ItemUse::Unused }
            }
        };
        if self.items.len() < 1024 {
            self.items.insert(cell.to_vec(), found);
            if let Some(apart) = &mut self.apart {
                apart.items.push(cell.to_vec());
            }
        }
        Ok(found)
    }

    /// Reads one cell; `None` when it is not used, which was said to the sink.
    fn reading(&self, row: Row<'_>, value: &ValueColumn, sink: &mut impl Sink) -> Result<Option<Reading>, DecodeAs> {
        match value.plain(row.cell(value.index)) {
            Some((amount, _)) => Ok(Some(Reading::Value(amount))),
            None => self.unusual_reading(row, value, sink),
        }
    }

    /// Reads a cell that is not just a number in its range: empty, with a sign, out of range, or no reading at all.
    #[inline(never)]
    fn unusual_reading(
        &self,
        row: Row<'_>,
        value: &ValueColumn,
        sink: &mut impl Sink,
    ) -> Result<Option<Reading>, DecodeAs> {
        let cell = trim(row.cell(value.index));
        if cell.is_empty() {
            return Ok(Some(Reading::Missing(Missing::Blank)));
        }
        let pointed = if self.layout.comma { with_point(cell) } else { None };
        let cell = pointed.as_deref().map_or(cell, str::as_bytes);
        let column = value.index + 1;
        let reading = match read_cell(cell) {
            Ok(reading) => reading,
            Err(error) => {
                if std::str::from_utf8(cell).is_err() {
                    self.not_utf8()?;
                }
                let code = match error {
                    CellError::NotANumber => Code::NotANumber,
                    CellError::Range => Code::Range,
                    CellError::UnclearComma => Code::UnclearComma,
                    CellError::TooLarge => Code::TooLarge,
                };
                self.issue(sink, code, row, column, cell);
                return Ok(None);
            }
        };
        let written = match reading {
            Reading::Value(amount) | Reading::Below(amount) | Reading::Above(amount) => amount,
            Reading::NotDetected | Reading::Missing(_) => return Ok(Some(reading)),
        };
        if written.is_negative()
            && !value.low.is_negative()
            && matches!(reading, Reading::Value(_))
            && is_sentinel(written)
        {
            return Ok(Some(Reading::Missing(Missing::Sentinel)));
        }
        let Some(amount) = value.scale.apply(written) else {
            self.issue(sink, Code::TooLarge, row, column, cell);
            return Ok(None);
        };
        if amount.is_negative() && !value.low.is_negative() {
            self.issue(sink, Code::Negative, row, column, cell);
            return Ok(None);
        }
        if amount > value.high || amount < value.low {
            if is_sentinel(written) {
                return Ok(Some(Reading::Missing(Missing::Sentinel)));
            }
            self.issue(sink, Code::Impossible, row, column, cell);
            return Ok(None);
        }
        Ok(Some(match reading {
            Reading::Below(_) => Reading::Below(amount),
            Reading::Above(_) => Reading::Above(amount),
            _ => Reading::Value(amount),
        }))
    }

    /// Turns zeros into missing readings where they mean that; answers how many.
    #[cold]
    fn zeros_as_missing(&mut self, row: Row<'_>, zeros: u32, measured: u32, sink: &mut impl Sink) -> u32 {
        let is_zero = |cell: &Cell| cell.reading == Reading::Value(Amount::ZERO);
        let missing = match self.layout.zeros {
            Zeros::Always => true,
            Zeros::Never => false,
            Zeros::AllOnly => zeros == measured && zeros >= 3,
            Zeros::Impossible => {
                zeros == measured && zeros >= 3
                    || self.cells.iter().any(|cell| {
                        is_zero(cell) && matches!(cell.parameter, Parameter::Pm25 | Parameter::Pm10 | Parameter::Co)
                    })
            }
        };
        if !missing {
            return 0;
        }
        let mut first = 0;
        for cell in self.cells.iter_mut().filter(|cell| is_zero(cell)) {
            cell.reading = Reading::Missing(Missing::Sentinel);
            if first == 0 {
                first = usize::from(cell.column);
            }
        }
        self.issue(sink, Code::ZeroAsMissing, row, first, b"0");
        zeros
    }

    /// Why the row is not assessed: the state of the station, or another standard than that of surface water.
    #[inline(never)]
    fn suspended(&self, row: Row<'_>, sink: &mut impl Sink) -> Result<String, DecodeAs> {
        if !self.layout.not_graded.is_empty() {
            return Ok(self.layout.not_graded.clone());
        }
        if let Some(index) = self.layout.status {
            let text = self.text(trim(row.cell(index)))?;
            if !matches!(
                text.as_str(),
                "" | "正常" | "正常运行" | "运行" | "在线" | "normal" | "Normal" | "online" | "--" | "*"
            ) {
                self.issue(sink, Code::Suspended, row, index + 1, text.as_bytes());
                return Ok(text);
            }
        }
        if let Some(index) = self.layout.standard.filter(|_| self.layout.kind == Kind::Water) {
            let text = self.text(trim(row.cell(index)))?;
            if text.contains("GB") && !text.contains("3838") {
                self.issue(sink, Code::OtherStandard, row, index + 1, text.as_bytes());
                return Ok(text);
            }
        }
        Ok(String::new())
    }

    // ---- Text and issues ----

    /// Text of a cell that is used. Bytes that are not UTF-8 mean another encoding, unless the file has shown before
    /// that it is UTF-8.
    fn text(&self, cell: &[u8]) -> Result<String, DecodeAs> {
        match std::str::from_utf8(cell) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => {
                self.not_utf8()?;
                Ok(String::from_utf8_lossy(cell).into_owned())
            }
        }
    }

    fn not_utf8(&self) -> Result<(), DecodeAs> {
        if let Some(apart) = &self.apart {
            apart.broken_text.set(true);
        }
        if self.undecoded && self.all_ascii { Err(DecodeAs(Encoding::Gb18030)) } else { Ok(()) }
    }

    /// Says an issue; `column` from 1, 0 for the row.
    #[cold]
    pub(super) fn issue(&self, sink: &mut impl Sink, code: Code, row: Row<'_>, column: usize, text: &[u8]) {
        let number = u16::try_from(column).unwrap_or(u16::MAX);
        let text = text.get(..400).unwrap_or(text);
        sink.issue(Issue {
            code,
            origin: Origin { file: self.file, row: row.number },
            column: number,
            header: self.layout.header_of(number),
            text: &String::from_utf8_lossy(text),
        });
    }

    /// Says once that the years were taken from elsewhere.
    pub(super) fn note_year(&mut self, row: Row<'_>, sink: &mut impl Sink) {
        let Some(TimeColumns::Date { date, .. }) = self.layout.time else { return };
        if !self.year_noted && scan(trim(row.cell(date))).is_some_and(Scanned::lacks_year) {
            self.year_noted = true;
            if let Some(year) = self.layout.rule.year {
                let told = format!("{} → {year}", String::from_utf8_lossy(trim(row.cell(date))));
                self.issue(sink, Code::NoYear, row, date + 1, told.as_bytes());
            }
        }
    }
}

/// What a source's mark of quality says of a reading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Nothing against it.
    Plain,
    /// It is below this detection limit.
    Below,
    /// It is above the range of the instrument.
    Above,
    /// It is not valid.
    Left,
}

impl Mark {
    /// Marks of the NERR system (`<-3> [GIM]`) and of HJ 212 (N, T, and F, M, D, C, B for what is no measurement).
    #[cold]
    fn read(mark: &[u8]) -> Mark {
        match mark {
            [b'<', b'-', b'4', ..] if mark.windows(3).any(|part| part == b"SBL") => Mark::Below,
            [b'<', b'-', b'1'..=b'5', ..] => Mark::Left,
            b"T" | b"t" => Mark::Above,
            b"F" | b"M" | b"D" | b"C" | b"B" | b"f" | b"m" | b"d" | b"c" | b"b" => Mark::Left,
            _ => Mark::Plain,
        }
    }
}

/// The publisher's AQI; 0 is how publishers write that there is none.
#[inline]
fn official_aqi(cell: &[u8]) -> Option<Amount> {
    Amount::parse_ascii(trim(cell)).ok().filter(|aqi| *aqi > Amount::ZERO)
}

/// Codes of the national network: four digits and a letter.
#[inline]
fn is_station_code(text: &[u8]) -> bool {
    matches!(text, [digits @ .., letter] if letter.is_ascii_alphabetic() && matches!(digits.len(), 3..=6)
        && digits.iter().all(u8::is_ascii_digit))
}

fn code_key(medium: u8, code: &[u8]) -> Vec<u8> {
    let mut key = [&[medium, b'#'][..], code].concat();
    key.make_ascii_uppercase();
    key[0] = medium;
    key
}

fn key_of(medium: u8, parts: [&[u8]; 4]) -> Vec<u8> {
    let mut key = vec![medium];
    for part in parts {
        key.push(0x1f);
        key.extend_from_slice(part);
    }
    key
}

/// Marks a key without what writers vary.
const PLAIN: u8 = 0x1e;

/// The key of a section by names without what writers vary: blanks, full width, kinds of brackets and dashes.
#[cold]
fn plain_key_of(medium: u8, parts: [&[u8]; 4]) -> Vec<u8> {
    let mut key = vec![medium, PLAIN];
    for part in parts {
        key.push(0x1f);
        key.extend_from_slice(plain_place(&String::from_utf8_lossy(part)).as_bytes());
    }
    key.truncate(1024);
    key
}

/// The name of a place without what writers vary. A blank between two words of letters and digits stays: A 11 is not A1 1.
#[cold]
fn plain_place(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut blank = false;
    for c in name.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '【' | '〔' => '(',
            '】' | '〕' => ')',
            '—' | '–' | '−' => '-',
            '·' | '•' | '・' => '.',
            c => c,
        };
        let c = if c == '[' {
            '('
        } else if c == ']' {
            ')'
        } else {
            c
        };
        if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank)
            && c.is_ascii_alphanumeric()
            && plain.ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            plain.push(' ');
        }
        plain.push(c);
    }
    plain
}

/// What is left of the name of a section without the words that say no more than that it is one.
#[cold]
fn stem_of(name: &str) -> String {
    const WORDS: [&str; 8] = ["监测断面", "断面", "水质自动站", "自动站", "水站", "监测点", "点位", "站"];
    let mut plain = plain_place(name);
    if let Some(rest) = WORDS.iter().find_map(|word| plain.strip_suffix(word)).filter(|rest| rest.chars().count() > 1) {
        plain.truncate(rest.len());
    }
    plain.replace('大', "")
}

/// Whether a name is that of a lake or reservoir.
#[cold]
fn names_a_lake(name: &str) -> bool {
    let other = ["湖南", "湖北", "湖州", "芜湖", "入湖", "出湖", "出口", "出库", "坝下", "河", "江", "桥"];
    (name.contains('湖') || name.contains("水库")) && !other.iter().any(|word| name.contains(word))
}

fn column_number(index: usize) -> u16 {
    u16::try_from(index + 1).unwrap_or(u16::MAX)
}
