//! How a table is laid out: found from the headers and the first rows, never from the name of the file.

use super::across::{header_date, is_statistic};
use super::dates::{DateRule, Order as DateOrder, Scanned, is_period, scan, scan_time, scan_unix, year_of_name};
use super::lines::{ANY_BLANKS, BLANKS, Dialect, Found, Lines, split_slowly};
use super::mapping::{Mapping, role_key, signature};
use super::plausible::least_index;
use super::scale::{Judged, Scale, judge, judge_water};
use super::{ColumnUse, ReadOptions};
use crate::calendar::{HourLabel, Stamp};
use crate::grade::Category;
use crate::issue::Code;
use crate::observation::{Averaging, Boundary, PointRole, WaterUse};
use crate::parameter::{Medium, Parameter, plain_name};
use crate::plan::{Body, HourChoice, NameChoice};
use crate::quantity::{Amount, Reading, Unit, read_cell};
use crate::schema::{HeaderUnit, Kind, Role, Shape, Span, name_and_unit, read_header, read_header_in, without_markup};
use crate::words::{Text, Words};

/// Rows that may stand above the header.
const TITLE_ROWS: usize = 40;
/// Cells of a table as text.
pub(super) type Rows = Vec<Vec<String>>;

/// A column that holds readings.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueColumn {
    pub(super) index: usize,
    pub(super) parameter: Parameter,
    pub(super) averaging: Averaging,
    /// What brings a reading into the unit of the item.
    pub(super) scale: Scale,
    pub(super) low: Amount,
    pub(super) high: Amount,
    low_thousandths: i64,
    high_thousandths: i64,
    pub(super) order: Order,
}

/// Whether an item is part of another one, in whose column no smaller value can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    None,
    Part,
    Whole,
}

impl ValueColumn {
    pub(super) fn new(index: usize, parameter: Parameter, averaging: Averaging, scale: Scale) -> ValueColumn {
        let (low, high) = super::plausible::bounds(parameter);
        let order = match (parameter, averaging) {
            (Parameter::Pm25, Averaging::Hour | Averaging::Day) => Order::Part,
            (Parameter::Pm10, Averaging::Hour | Averaging::Day) => Order::Whole,
            _ => Order::None,
        };
        let high_thousandths = high.thousandths().unwrap_or(0);
        // Below zero is looked at more closely in any case.
        let low_thousandths = low.thousandths().unwrap_or(0).max(0);
        ValueColumn { index, parameter, averaging, scale, low, high, low_thousandths, high_thousandths, order }
    }

    /// A plain number in its range, in the unit of the item, and how many thousandths it is: nearly every cell. The rest
    /// is looked at more closely elsewhere.
    #[inline(always)]
    pub(super) fn plain(&self, cell: &[u8]) -> Option<(Amount, i64)> {
        let mut amount = Amount::parse_ascii(cell).ok()?;
        if !self.scale.is_none() {
            amount = self.scale.apply(amount)?;
        }
        let thousandths = amount.thousandths()?;
        (self.low_thousandths..=self.high_thousandths).contains(&thousandths).then_some((amount, thousandths))
    }
}

/// A column of a table of water that holds something else than the items of the register.
#[derive(Debug, Clone)]
pub(super) struct OtherColumn {
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) unit: String,
}

/// Columns that say when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeColumns {
    /// A date column, and perhaps one with a time of day or an hour.
    Date { date: usize, time: Option<usize>, hour: Option<usize> },
    /// Year, month, day and hour apart; what no column says stands in the rule.
    Parts { year: Option<usize>, month: Option<usize>, day: Option<usize>, hour: Option<usize> },
}

/// Columns that say where.
#[derive(Debug, Clone, Default)]
pub(super) struct SiteColumns {
    pub(super) code: Option<usize>,
    pub(super) province: Option<usize>,
    pub(super) basin: Option<usize>,
    pub(super) river: Option<usize>,
    pub(super) city: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) lake: Option<usize>,
    pub(super) order: Option<usize>,
    pub(super) function_zone: Option<usize>,
    /// Columns that say what kind of water or section it is.
    pub(super) kinds: Vec<usize>,
    pub(super) target: Option<usize>,
    pub(super) county: Option<usize>,
    pub(super) role: Option<usize>,
    pub(super) background: Option<usize>,
    /// City of all sites, where no column says it.
    pub(super) city_of_file: String,
    /// Water of all sites, where no column says it.
    pub(super) water_of_file: Option<WaterUse>,
    /// Name of the one site of the file, where no column names sites.
    pub(super) only: Option<String>,
}

/// Columns of periods of sand and dust.
#[derive(Debug, Clone, Copy)]
pub(super) struct DustColumns {
    /// Date on which start and end are times of day.
    pub(super) date: Option<usize>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    /// Some time of day is not midnight: hours are meant, not days.
    pub(super) timed: bool,
}

/// When a zero means "missing".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zeros {
    /// When all readings of a record are zero.
    AllOnly,
    /// All zeros of a record in which one is impossible: a day without any PM2.5, PM10 or CO.
    Impossible,
    /// Always: the format writes missing values so.
    Always,
    /// In no case.
    Never,
}

/// A remark about the file as a whole or about a column, made while its layout was found.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub(super) code: Code,
    /// Column from 1, 0 for the file.
    pub(super) column: u16,
    pub(super) text: String,
}

/// Everything that is needed to read the rows of a table.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) kind: Kind,
    pub(super) shape: Shape,
    /// Index of the header row, none without header.
    pub(super) header_row: Option<usize>,
    /// The headers are names of fields.
    pub(super) fields: bool,
    /// The header is that of the strict format (`docs/format.md`): nothing about it has to be judged from the data.
    strict: bool,
    /// Index of the first row of data.
    pub(super) first_row: usize,
    pub(super) header: Vec<String>,
    /// Columns without empty ones at the end.
    pub(super) width: usize,
    pub(super) time: Option<TimeColumns>,
    pub(super) rule: DateRule,
    pub(super) label: HourLabel,
    pub(super) names: NameChoice,
    pub(super) site: SiteColumns,
    /// Of sites without readings, whether they are sections of water.
    pub(super) of_water: bool,
    pub(super) dust: Option<DustColumns>,
    pub(super) values: Vec<ValueColumn>,
    /// Columns of water whose cells are handed on as they are.
    pub(super) others: Vec<OtherColumn>,
    /// Columns that name the vertical or layer of a sample.
    pub(super) verticals: Vec<usize>,
    pub(super) aqi: Option<usize>,
    /// The AQI of a day is the mean of the indices of its hours.
    pub(super) aqi_of_hours: bool,
    pub(super) category: Option<usize>,
    pub(super) class: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) standard: Option<usize>,
    pub(super) item: Option<usize>,
    pub(super) result: Option<usize>,
    pub(super) unit: Option<usize>,
    /// Beside an empty result, what was found and the detection limit with its unit; and the fraction that was analysed.
    pub(super) found: Option<usize>,
    pub(super) detection: Option<usize>,
    pub(super) detection_unit: Option<usize>,
    pub(super) fraction: Option<usize>,
    /// Columns of readings, each with the column of the source's mark of its quality.
    pub(super) flags: Vec<(usize, usize)>,
    /// Why no record of the file is graded as surface water, as its title says; empty otherwise.
    pub(super) not_graded: String,
    /// Columns of sites, in tables with one column a site.
    pub(super) sites: Vec<usize>,
    /// Names of these sites, where they are not their headers; and the times of these columns, where they have some.
    pub(super) site_names: Vec<String>,
    pub(super) times: Vec<Option<Stamp>>,
    /// Time of a table without a column of times.
    pub(super) of_file: Option<Stamp>,
    /// Item of a table without a column of items; empty otherwise.
    pub(super) item_of_file: String,
    /// Unit that the title names for the whole table.
    pub(super) unit_of_file: Option<Unit>,
    /// Cells of sites, and of dates, that are empty in many rows behind a filled one: merged cells.
    pub(super) merged_sites: bool,
    pub(super) merged_dates: bool,
    /// Decimal points are written as commas.
    pub(super) comma: bool,
    /// A person chose the year.
    pub(super) year_said: bool,
    /// Its times are years or quarters.
    pub(super) period_only: bool,
    /// In tables with items in rows, what the values of an item say about its unit.
    pub(super) judged: Vec<(Parameter, Judged)>,
    pub(super) zeros: Zeros,
    pub(super) columns: Vec<ColumnUse>,
    pub(super) understood: Text,
    pub(super) remarks: Vec<Remark>,
    /// The order of day and month is open, and more rows may decide it.
    pub(super) open_order: bool,
    /// What the header is recognised by.
    pub(super) signature: String,
    /// What a person said of tables with this header.
    pub(super) mapping: Option<Mapping>,
    /// The first rows, for a person to look at.
    pub(super) sample: Rows,
}

/// Rows and columns of a sample, and signs of one of its cells.
const SAMPLE: (usize, usize, usize) = (30, 120, 60);

/// Cuts bytes into rows of text. With `last`, the end of the bytes ends a row. Lines that are refused stay as empty rows.
pub(super) fn rows_of(bytes: &[u8], dialect: Dialect, last: bool, most: usize) -> Rows {
    let mut lines = Lines::new();
    lines.push(bytes);
    let mut rows = Vec::new();
    let (mut cells, mut text) = (Vec::new(), Vec::new());
    while rows.len() < most {
        let bytes = match lines.next(dialect, last, &mut cells) {
            Found::More => break,
            Found::Refused(super::lines::Refused::Unclosed) => continue,
            Found::Refused(_) => {
                rows.push(Vec::new());
                continue;
            }
            Found::Record => lines.buffer(),
            Found::Marked(record, marks) => {
                split_slowly(&lines.buffer()[record], marks, dialect.delimiter, &mut text, &mut cells);
                &text
            }
        };
        let cell = |cell: &std::ops::Range<u32>| {
            String::from_utf8_lossy(&bytes[cell.start as usize..cell.end as usize]).trim().to_owned()
        };
        rows.push(cells.iter().map(cell).collect());
    }
    rows
}

/// The delimiter and line end that make the best table of the first bytes.
#[cold]
pub(super) fn dialect_of(bytes: &[u8], last: bool) -> Dialect {
    const DELIMITERS: [&str; 9] = [",", "\t", ";", "|", "，", "；", "｜", BLANKS, ANY_BLANKS];
    let end =
        if memchr::memchr(b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_some() { b'\r' } else { b'\n' };
    let head = &bytes[..bytes.len().min(1 << 16)];
    let mut best = (Dialect { delimiter: b",", end }, (0, 0));
    let start = head.strip_prefix(b"\"").unwrap_or(head);
    let said = start.get(..4).filter(|sep| sep.eq_ignore_ascii_case(b"sep=")).and_then(|_| start.get(4)).copied();
    for delimiter in DELIMITERS {
        let dialect = Dialect { delimiter: delimiter.as_bytes(), end };
        let blanks = [BLANKS, ANY_BLANKS].contains(&delimiter);
        if !blanks && !head.windows(delimiter.len()).any(|window| window == dialect.delimiter) {
            continue;
        }
        // What Excel takes the delimiter from.
        if dialect.delimiter.len() == 1 && said == Some(dialect.delimiter[0]) {
            return dialect;
        }
        let rows = rows_of(head, dialect, last && head.len() == bytes.len(), 60);
        let headed = rows.iter().map(|row| recognised(row)).max().unwrap_or(0);
        // How many rows have as many cells as most rows have.
        let widths: Vec<usize> = rows.iter().map(Vec::len).filter(|width| *width > 1).collect();
        let regular = widths.iter().map(|a| widths.iter().filter(|b| a == *b).count()).max().unwrap_or(0);
        // The lines of a text have blanks, too.
        if blanks && (regular < 3 || regular * 10 < rows.iter().filter(|row| !row.concat().is_empty()).count() * 6) {
            continue;
        }
        let score = (headed, regular);
        if score > best.1 {
            best = (dialect, score);
        }
    }
    best.0
}

/// A number with a decimal comma, and perhaps points between thousands, with a decimal point: `1.234,5`.
#[cold]
pub(super) fn with_point(cell: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(cell).ok()?;
    let (whole, decimals) = text.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let signed = whole.trim_start_matches(['-', '+', '<', '>']);
    let mut groups = signed.split('.');
    let grouped = digits(groups.next()?) && groups.all(|group| digits(group) && group.len() == 3);
    (grouped && digits(decimals)).then(|| format!("{}.{decimals}", whole.replace('.', "")))
}

/// Whether the numbers of a table have decimal commas: some can have nothing else, and none has a decimal point.
#[cold]
pub(super) fn has_decimal_commas(rows: &Rows) -> bool {
    let cells = || rows.iter().flatten();
    let sure = |cell: &String| {
        let decimals = with_point(cell.as_bytes())
            .and_then(|_| cell.split_once(','))
            .map(|(whole, decimals)| decimals.len() != 3 || whole.trim_start_matches(['-', '<']).starts_with('0'));
        decimals.unwrap_or(false)
    };
    let point = |cell: &String| {
        Amount::parse_ascii(cell.as_bytes()).is_ok() && cell.rsplit_once('.').is_some_and(|(_, rest)| rest.len() != 3)
    };
    cells().any(sure) && !cells().any(point)
}

/// How much a row is a header: the number of cells that are, items twice; nothing below two cells.
#[cold]
fn recognised(row: &[String]) -> usize {
    let mut cells = 0;
    let mut weight = 0;
    // Codes that are plain numbers are not told from values here.
    for cell in row.iter().filter(|cell| Amount::parse_ascii(cell.as_bytes()).is_err()) {
        if let Some((role, _)) = read_header(cell) {
            cells += 1;
            weight += if matches!(role, Role::Reading(..)) { 2 } else { 1 };
        }
    }
    if cells > 1 {
        weight
    } else {
        // 城市 before 1日, 2日, 3日.
        let is_date = |cell: &&String| Amount::parse_ascii(cell.as_bytes()).is_err() && header_date(cell).is_some();
        usize::from(cells == 1 && row.iter().filter(is_date).count() > 1)
    }
}

#[cold]
fn header_row(rows: &[Vec<String>]) -> Option<usize> {
    let recognised = recognised_row(rows);
    // A sheet with its items down the rows begins where their column does, unless that has a name.
    let Some(column) = Layout::column_of_items(rows) else { return recognised };
    let at = |row: usize| rows.get(row).and_then(|row| row.get(column)).and_then(|cell| read_header(cell));
    match recognised {
        Some(row) if !matches!(at(row), Some((Role::Site | Role::River | Role::Date | Role::Reading(..), _))) => {
            recognised
        }
        _ => {
            let filled = |row: &Vec<String>| row.get(column).is_some_and(|cell| !cell.is_empty());
            rows.iter().position(|row| filled(row) && row.iter().filter(|cell| !cell.is_empty()).count() > 1)
        }
    }
}

#[cold]
fn recognised_row(rows: &[Vec<String>]) -> Option<usize> {
    let mut best = (0, None);
    for (at, row) in rows.iter().take(TITLE_ROWS).enumerate() {
        let weight = recognised(row);
        if weight > best.0 {
            best = (weight, Some(at));
        }
    }
    best.1
}

/// The row of names above rows of numbers, where no name of it is known.
#[cold]
fn strange_header_row(rows: &[Vec<String>]) -> Option<usize> {
    let number = |cell: &String| Amount::parse_ascii(cell.as_bytes()).is_ok() || scan(cell.as_bytes()).is_some();
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    let numbers = |row: &Vec<String>| row.iter().filter(|cell| number(cell)).count();
    (0..rows.len().min(TITLE_ROWS)).find(|&at| {
        let names = filled(&rows[at]);
        let below = rows[at + 1..].iter().filter(|row| filled(row) > 0).take(5);
        let (count, data) = below.fold((0, 0), |(count, data), row| {
            (count + 1, data + usize::from(filled(row) * 2 > names && numbers(row) * 3 > filled(row)))
        });
        names >= 3 && numbers(&rows[at]) == 0 && count > 0 && data * 2 > count
    })
}

/// Whether a text names a mass in a mass of soil: mg/kg, also as scans read it.
#[cold]
fn is_per_mass(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| c.is_ascii_alphabetic() || *c == '/').collect();
    ["mg/kg", "mgkg", "g/kg", "gkg"].iter().any(|unit| plain.ends_with(unit)) || text.contains("毫克/千克")
}

/// The header with what merged cells leave above and below it, and whether a row below belongs to it.
///
/// Tables of reports write 日期 and 城市 one row above the items, and 浓度 and 分指数, or 1 小时 and 8 小时, one row below.
#[cold]
fn merged_header(rows: &[Vec<String>], at: usize) -> (Vec<String>, bool) {
    let mut header: Vec<String> = rows[at].iter().map(|cell| one_line(cell)).collect();
    if let Some(below) = rows.get(at + 1)
        && below.iter().filter(|cell| header_date(cell).is_some()).count() >= 2
        && below.iter().all(|cell| cell.is_empty() || header_date(cell).is_some() || is_statistic(cell))
        && below.iter().zip(&header).all(|(below, above)| {
            below.is_empty() || above.is_empty() || is_period(above) || read_header(above).is_none()
        })
        && below.first().is_some_and(String::is_empty)
    {
        // 2024年 over 1月, 2月, 3月.
        let mut year = String::new();
        header.resize(header.len().max(below.len()), String::new());
        for (cell, below) in header.iter_mut().zip(below) {
            if !cell.is_empty() {
                year = if is_period(cell) { cell.trim_end_matches('年').to_owned() + "年" } else { String::new() };
            }
            if !below.is_empty() {
                let with_year = !year.is_empty() && header_date(below).is_some_and(|date| date.parts().0.is_none());
                *cell = if with_year { format!("{year}{}", one_line(below)) } else { one_line(below) };
            }
        }
        return (header, true);
    }
    if let Some(below) = rows.get(at + 1) {
        let text = |index: usize| below.get(index).map_or("", String::as_str);
        let is_words = below.iter().all(|cell| {
            cell.is_empty() || Amount::parse_ascii(cell.as_bytes()).is_err() && scan(cell.as_bytes()).is_none()
        });
        // The item that a merged cell spreads over the columns behind it.
        let mut over = String::new();
        let mut merged = header.clone();
        merged.resize(header.len().max(below.len()), String::new());
        let mut spread = 0;
        for (index, cell) in merged.iter_mut().enumerate() {
            if !cell.is_empty() {
                over = if matches!(read_header(cell), Some((Role::Reading(..), _))) {
                    cell.clone()
                } else {
                    String::new()
                };
            } else if !over.is_empty() && !text(index).is_empty() {
                spread += 1;
            }
            if !over.is_empty() && !text(index).is_empty() {
                // What is added belongs before the unit: PM2.5(μg/m³) over 浓度.
                let (name, unit) = over.split_at(over.find(['(', '（', '[', '【']).unwrap_or(over.len()));
                *cell = format!("{name} {}{unit}", one_line(text(index)));
            } else if cell.is_empty() {
                *cell = one_line(text(index));
            }
        }
        if is_words && spread > 0 && unit_row(Some(below)).is_none() {
            header = merged;
            for (index, cell) in header.iter_mut().enumerate().filter(|(_, cell)| cell.is_empty()) {
                *cell = above(rows, at, index);
            }
            return (header, true);
        }
    }
    for (index, cell) in header.iter_mut().enumerate().filter(|(_, cell)| cell.is_empty()) {
        *cell = above(rows, at, index);
    }
    (header, false)
}

/// Whether a name that no register knows is that of something in water: by its unit, or as a code of HJ 525.
#[cold]
fn is_of_water(name: &str, written: Option<Unit>) -> bool {
    let (name, unit) = name_and_unit(name);
    let is_code = || {
        name.strip_prefix(['w', 'W']).is_some_and(|rest| rest.len() == 5 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    Unit::read(unit).or(written).is_some_and(Unit::is_per_volume_of_water) || is_code()
}

/// A name that stands up to two rows above an empty header cell.
#[cold]
fn above(rows: &[Vec<String>], at: usize, index: usize) -> String {
    let cells = rows[..at].iter().rev().take(2).filter_map(|row| row.get(index));
    cells.map(|cell| one_line(cell)).find(|cell| read_header(cell).is_some()).unwrap_or_default()
}

/// Whether a row holds the units of the columns below or above it: there are some, and no numbers.
#[cold]
fn unit_row(row: Option<&Vec<String>>) -> Option<&Vec<String>> {
    let row = row?;
    let named = row.iter().filter_map(|cell| Unit::read(cell)).filter(|unit| !unit.name().is_empty()).count();
    let numbers = row.iter().filter(|cell| Amount::parse_ascii(cell.as_bytes()).is_ok()).count();
    (named > 0 && numbers == 0 && row.iter().all(|cell| scan(cell.as_bytes()).is_none())).then_some(row)
}

/// What the row of units says of a column.
#[cold]
fn unit_of(units: Option<&Vec<String>>, index: usize) -> &str {
    units.and_then(|units| units.get(index)).map_or("", |unit| unit.trim())
}

/// The rows of data with some questions about their columns.
pub(super) struct Data<'a>(pub(super) &'a [Vec<String>]);

impl Data<'_> {
    /// The cells of a column that are not empty. One list for whoever asks: adapters of an iterator of their own would be
    /// code of their own.
    #[inline(never)]
    pub(super) fn filled(&self, index: usize) -> std::vec::IntoIter<&str> {
        let mut cells = Vec::new();
        for row in self.0 {
            if let Some(cell) = row.get(index)
                && !cell.is_empty()
            {
                cells.push(cell.as_str());
            }
        }
        cells.into_iter()
    }

    fn value(row: &[String], index: usize) -> Option<Amount> {
        match read_cell(row.get(index)?.as_bytes()) {
            Ok(Reading::Value(amount)) => Some(amount),
            _ => None,
        }
    }

    /// Half of the positive values are above it.
    fn median(&self, index: usize) -> Option<Amount> {
        median(self.0.iter().filter_map(|row| Data::value(row, index)).collect()).map(|(_, median)| median)
    }

    /// Cells that are dates, and of them those with a time of day other than midnight.
    pub(super) fn dates(&self, index: usize) -> (usize, usize) {
        let dates = || self.filled(index).filter_map(|cell| scan(cell.as_bytes())).filter(|scanned| scanned.has_day());
        (dates().count(), dates().filter(|scanned| scanned.minute.is_some_and(|minute| minute % 1440 != 0)).count())
    }
}

/// How many values are positive, and the value that half of these are above.
#[cold]
fn median(mut values: Vec<Amount>) -> Option<(usize, Amount)> {
    values.retain(|value| *value > Amount::ZERO);
    crate::sorting::sort_by_key(&mut values, |value| *value);
    values.get(values.len() / 2).map(|median| (values.len(), *median))
}

impl Layout {
    /// Finds the layout of a table from its first rows. With `fields`, the first row holds the names of fields and is no
    /// row of the file.
    #[cold]
    pub(super) fn find(rows: &Rows, fields: bool, file: &str, options: &ReadOptions) -> Layout {
        let recognised = header_row(rows);
        let mapping = Mapping::of(options, rows, recognised);
        let said = mapping.and_then(|mapping| mapping.header_row).filter(|_| !fields);
        let mut layout = match (said.map_or(recognised, |row| (row as usize).checked_sub(1)), mapping) {
            (Some(at), _) => Layout::with_header(rows, Some(at), fields, file, options, mapping),
            (None, Some(mapping)) if said.is_some() => {
                Layout::with_header(rows, None, fields, file, options, Some(mapping))
            }
            (None, _) => match Layout::without_header(rows, file, options) {
                // A header of which nothing is known is shown with what it may mean.
                layout if layout.kind == Kind::Unknown => match strange_header_row(rows) {
                    Some(at) => Layout::with_header(rows, Some(at), fields, file, options, mapping),
                    None => layout,
                },
                layout => layout,
            },
        };
        layout.signature = signature(rows, recognised);
        let (most, columns, signs) = SAMPLE;
        let shown = rows.iter().take((layout.first_row + 8).min(most));
        let cell = |cell: &String| cell.chars().take(signs).collect::<String>();
        layout.sample = shown.map(|row| row.iter().take(columns).map(cell).collect()).collect();
        layout
    }

    #[cold]
    fn empty(header: Vec<String>, options: &ReadOptions, file: &str) -> Layout {
        let width = header.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        Layout {
            kind: Kind::Unknown,
            shape: Shape::ColumnPerItem,
            header_row: None,
            fields: false,
            first_row: 0,
            width,
            time: None,
            rule: DateRule { year: options.year.or_else(|| year_of_name(file)), ..DateRule::default() },
            label: match options.hours {
                HourChoice::Beginning => HourLabel::Beginning,
                HourChoice::Auto | HourChoice::Ending => HourLabel::Ending,
            },
            names: options.names,
            site: SiteColumns::default(),
            of_water: false,
            dust: None,
            values: Vec::new(),
            others: Vec::new(),
            verticals: Vec::new(),
            aqi: None,
            aqi_of_hours: false,
            category: None,
            class: None,
            status: None,
            standard: None,
            item: None,
            result: None,
            unit: None,
            found: None,
            detection: None,
            detection_unit: None,
            fraction: None,
            flags: Vec::new(),
            not_graded: String::new(),
            sites: Vec::new(),
            site_names: Vec::new(),
            times: Vec::new(),
            of_file: None,
            item_of_file: String::new(),
            unit_of_file: None,
            comma: false,
            merged_sites: false,
            merged_dates: false,
            year_said: options.year.is_some(),
            period_only: false,
            judged: Vec::new(),
            zeros: Zeros::AllOnly,
            columns: (1..)
                .zip(&header)
                .take(width)
                .map(|(column, header)| ColumnUse {
                    column,
                    header: header.clone(),
                    role: Text::default(),
                    unit: String::new(),
                    note: Text::default(),
                    used: false,
                    role_key: String::new(),
                    asks: false,
                })
                .collect(),
            strict: ["province", "city", "code", "site", "date"]
                .iter()
                .all(|name| header.iter().any(|cell| cell == name)),
            header,
            understood: Text::default(),
            remarks: Vec::new(),
            open_order: false,
            signature: String::new(),
            mapping: None,
            sample: Vec::new(),
        }
    }

    #[cold]
    pub(super) fn remark(&mut self, code: Code, column: usize, text: impl Into<String>) {
        self.remarks.push(Remark { code, column: u16::try_from(column).unwrap_or(u16::MAX), text: text.into() });
    }

    #[cold]
    pub(super) fn take(&mut self, index: usize, role: Words) {
        if let Some(column) = self.columns.get_mut(index) {
            column.role = role.into();
            column.used = true;
        }
    }

    #[cold]
    fn leave(&mut self, index: usize, note: Words) {
        if let Some(column) = self.columns.get_mut(index) {
            column.note = note.into();
            column.used = false;
        }
    }

    #[cold]
    fn with_header(
        rows: &[Vec<String>],
        row: Option<usize>,
        fields: bool,
        file: &str,
        options: &ReadOptions,
        mapping: Option<&Mapping>,
    ) -> Layout {
        let at = row.unwrap_or(0);
        let (header, below) = match row {
            Some(at) => merged_header(rows, at),
            // A person named the columns of a table that has no header.
            None => (vec![String::new(); rows.iter().map(Vec::len).max().unwrap_or(0)], false),
        };
        let mut layout = Layout::empty(header, options, file);
        layout.header_row = row.filter(|_| !fields);
        layout.fields = fields;
        layout.first_row = row.map_or(0, |at| at + 1 + usize::from(below));
        let mut units = unit_row(rows.get(layout.first_row)).filter(|_| row.is_some());
        if units.is_some() {
            layout.first_row += 1;
        } else {
            units = at.checked_sub(1).and_then(|above| unit_row(rows.get(above)));
        }
        if let Some(first) = mapping.and_then(|mapping| mapping.first_row).filter(|_| !fields) {
            layout.first_row = (first as usize).saturating_sub(1).max(row.map_or(0, |at| at + 1));
        }
        let data = Data(&rows[layout.first_row.min(rows.len())..]);
        let mut roles: Vec<Option<(Role, HeaderUnit)>> = layout.header.iter().map(|cell| read_header(cell)).collect();
        if let Some(mapping) = mapping {
            layout.apply(mapping, row.is_none(), &data, &mut roles);
        }

        let above =
            rows[..at.min(rows.len())].iter().rev().flatten().map(String::as_str).filter(|cell| !cell.is_empty());
        // The nearest first: the title, the sheet, the file.
        let titles: Vec<&str> = above.chain(names_of(file)).collect();
        layout.find_shape(&data, &mut roles);
        layout.find_time(&data, &mut roles, &titles);
        layout.find_across(&data, &mut roles, &titles, file);
        layout.find_time_of_file(&data, &roles, &titles);
        let of_column = layout.units_of_column(&data, &roles);
        let units = of_column.as_ref().or(units);
        layout.find_kind(&data, &mut roles, units);
        layout.find_soil(&data, &roles, units, titles.iter().copied());
        let kind = mapping.and_then(|mapping| mapping.kind);
        if let Some(kind) = kind {
            layout.kind = kind;
        }
        if kind.map_or(layout.kind == Kind::Water || layout.kind == Kind::Unknown || layout.time.is_none(), |kind| {
            matches!(kind, Kind::Sites | Kind::Dust)
        }) {
            layout.find_kind_without_readings(&rows[..layout.first_row.min(rows.len())], &data, &roles);
        }
        layout.find_places(&data, &roles, file);
        // A title that speaks of two kinds of water says of no row which it is.
        let mut said = rows[..at.min(rows.len())]
            .iter()
            .flatten()
            .filter(|title| !title.contains("地表水") || !title.contains("地下水"));
        layout.site.water_of_file = said.find_map(|title| WaterUse::read(title)).filter(|_| layout.kind == Kind::Water);
        if layout.shape == Shape::ColumnPerItem && layout.kind.medium().is_some() {
            if layout.mapping.is_none() && !layout.strict {
                layout.mend_shifted_header(&data, &mut roles);
                layout.mend_swapped_ozone(&data, &mut roles);
            }
            layout.find_values(&data, &roles, units);
        } else if layout.kind.medium() == Some(Medium::Air) {
            layout.judge_items(&data);
        }
        if layout.kind == Kind::Water && layout.shape == Shape::ColumnPerItem {
            layout.find_others(&data, &roles, units);
        }
        if layout.kind == Kind::Water
            && titles.iter().any(|title| ["废水", "污水处理", "排污口"].iter().any(|word| title.contains(word)))
        {
            layout.not_graded = Words::new("废水", "waste water").zh.to_owned();
            layout.remark(Code::Effluent, 0, "");
        }
        layout.find_merged(&data);
        layout.find_flags(&roles);
        layout.find_rest(&roles);
        layout.note_roles(&data, &roles);
        layout.conclude();
        layout
    }

    /// Where one column of readings has a column of units beside it that are all the same: the units as a row of units. Where
    /// they differ, the table is read as one with one item a row, whose item is named by the header.
    #[cold]
    fn units_of_column(&mut self, data: &Data<'_>, roles: &[Option<(Role, HeaderUnit)>]) -> Option<Vec<String>> {
        let at = |wanted: Role| roles.iter().position(|role| role.map(|(role, _)| role) == Some(wanted));
        let unit = at(Role::Unit).filter(|_| self.item.is_none())?;
        let mut readings = (0..roles.len()).filter(|&n| matches!(roles[n], Some((Role::Reading(..), _))));
        let (Some(reading), None) = (readings.next(), readings.next()) else { return None };
        let first = data.filled(unit).next()?;
        if !data.filled(unit).all(|cell| Unit::read(cell).is_some()) {
            return None;
        }
        self.take(unit, Words::new("单位", "unit"));
        if data.filled(unit).all(|cell| cell == first) {
            let mut units = vec![String::new(); self.width];
            units[reading] = first.to_owned();
            self.unit = Some(unit);
            return Some(units);
        }
        self.shape = Shape::RowPerItem;
        (self.result, self.unit) = (Some(reading), Some(unit));
        self.take(reading, Words::new("结果", "result"));
        None
    }

    /// Data of soil: in mg/kg, or called so.
    #[cold]
    fn find_soil<'a>(
        &mut self,
        data: &Data<'_>,
        roles: &[Option<(Role, HeaderUnit)>],
        units: Option<&Vec<String>>,
        mut titles: impl Iterator<Item = &'a str>,
    ) {
        let (mut in_mass, mut in_volume) = (0, 0);
        let mut count = |unit: &str| {
            in_mass += usize::from(is_per_mass(unit));
            in_volume += usize::from(Unit::read(unit).is_some_and(|unit| {
                unit.is_per_volume_of_water() || [Unit::UG_PER_M3, Unit::MG_PER_M3, Unit::NG_PER_M3].contains(&unit)
            }));
        };
        for (index, header) in self.header.iter().enumerate() {
            let written = unit_of(units, index);
            count(if written.is_empty() { header.trim_end_matches(')').trim_end_matches('）') } else { written });
        }
        if let Some(unit) = self.unit {
            data.filled(unit).take(400).for_each(&mut count);
        }
        // Tables of statistics name the unit beside the statistic.
        in_mass += data.filled(0).take(400).filter(|cell| is_per_mass(cell.trim_end_matches([')', '）']))).count();
        let mut named = || titles.any(|title| title.contains("土壤") || title.to_ascii_lowercase().contains("soil"));
        let items = roles.iter().any(|role| matches!(role, Some((Role::Reading(..), _))));
        if in_mass > in_volume || items && in_volume == 0 && self.kind == Kind::Water && named() {
            self.kind = Kind::Soil;
        }
    }

    /// Whether the cells of sites or dates are merged over rows.
    #[cold]
    fn find_merged(&mut self, data: &Data<'_>) {
        let filled = |index: usize| move |row: &&Vec<String>| row.get(index).is_some_and(|cell| !cell.is_empty());
        let rows = || data.0.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1);
        let merged = |index: Option<usize>| {
            index.is_some_and(|index| {
                let (all, told) = (rows().count(), rows().filter(filled(index)).count());
                rows().next().is_some_and(|first| filled(index)(&first)) && told < all && (all - told) * 4 >= all
            })
        };
        self.merged_sites = self.site.code.is_none() && merged(self.site.name);
        self.merged_dates = match self.time {
            Some(TimeColumns::Date { date, time: None, hour: None }) => merged(Some(date)),
            _ => false,
        };
    }

    /// Columns that hold the source's marks of the quality of other columns: `F_PO4F` beside `PO4F`, `w01018-Flag`.
    #[cold]
    fn find_flags(&mut self, roles: &[Option<(Role, HeaderUnit)>]) {
        const ENDS: [&str; 8] = ["_flag", "-flag", " flag", "_qc", "_qa", "标识", "标记", "标志"];
        for index in (0..self.width).filter(|&index| roles[index].is_none()) {
            let header = self.header[index].to_ascii_lowercase();
            let ends = || ENDS.iter().find_map(|end| header.strip_suffix(end));
            let Some(name) = header.strip_prefix("f_").or_else(ends).map(plain_name) else { continue };
            let of = |&other: &usize| {
                other != index && self.columns[other].used && plain_name(name_and_unit(&self.header[other]).0) == name
            };
            if let Some(other) = (0..self.width).find(of) {
                self.flags.push((other, index));
                self.others.retain(|column| column.index != index);
                self.take(index, Words::new("质控标记", "mark of quality"));
            } else if header.starts_with("f_") {
                self.others.retain(|column| column.index != index);
                self.leave(index, Words::new("质控标记", "mark of quality"));
            }
        }
    }

    /// Takes what a person said of the columns in the place of what was recognised.
    #[cold]
    fn apply(&mut self, mapping: &Mapping, by_number: bool, data: &Data<'_>, roles: &mut [Option<(Role, HeaderUnit)>]) {
        self.label = match mapping.hours {
            Some(HourChoice::Beginning) => HourLabel::Beginning,
            Some(HourChoice::Ending) => HourLabel::Ending,
            Some(HourChoice::Auto) | None => self.label,
        };
        self.rule.year = mapping.year.or(self.rule.year);
        for (index, role) in roles.iter_mut().enumerate() {
            if let Some(said) = mapping.column(&self.header[index], index) {
                *role = said.applied(*role);
                self.width = self.width.max(index + 1);
            }
        }
        // What a person says stands before another column that was recognised as the same.
        let said = |header: &str, index: usize| mapping.column(header, index).and_then(|column| column.role);
        for index in 0..roles.len() {
            let Some(role @ Role::Reading(..)) = roles[index].map(|(role, _)| role) else { continue };
            let elsewhere =
                (0..roles.len()).any(|other| other != index && said(&self.header[other], other) == Some(role));
            if elsewhere && said(&self.header[index], index).is_none() {
                roles[index] = Some((Role::Aside, HeaderUnit::Unsaid));
            }
        }
        if by_number {
            // Columns without names are called by their role.
            self.width = self.header.len();
            for (index, role) in roles.iter().enumerate() {
                self.header[index] = role.map_or_else(String::new, |(role, _)| role_key(role));
            }
            self.columns = (1..)
                .zip(&self.header)
                .map(|(column, header)| ColumnUse { column, header: header.clone(), ..ColumnUse::default() })
                .collect();
        }
        // Where somebody named the item column, rows hold items whatever their names are.
        let named = |wanted: Role| mapping.columns.iter().any(|column| column.role == Some(wanted));
        let at = |wanted: Role| roles.iter().position(|role| role.is_some_and(|(role, _)| role == wanted));
        if named(Role::Item) && !data.0.is_empty() {
            self.item = at(Role::Item);
        }
        self.mapping = Some(mapping.clone());
    }

    /// Notes what each column is recognised as, and whether a person should look at it: readings, as it seems, that
    /// nothing knows or whose unit is not clear.
    #[cold]
    fn note_roles(&mut self, data: &Data<'_>, roles: &[Option<(Role, HeaderUnit)>]) {
        for (index, (column, role)) in self.columns.iter_mut().zip(roles).enumerate() {
            column.role_key = role.map_or_else(String::new, |(role, _)| role_key(role));
            let is_number = |cell: &&str| read_cell(cell.as_bytes()).is_ok();
            let filled = data.filled(index).take(200).count();
            let readings = || data.filled(index).take(200).filter(is_number).count() * 2 > filled;
            column.asks = !column.used
                && filled > 0
                && match role {
                    Some((Role::Reading(..), _)) => true,
                    Some(_) => false,
                    None => self.kind.medium().is_some() && !column.header.is_empty() && readings(),
                };
        }
    }

    /// Columns of water that are no item of the register and may be readings all the same.
    #[cold]
    fn find_others(&mut self, data: &Data<'_>, roles: &[Option<(Role, HeaderUnit)>], units: Option<&Vec<String>>) {
        for (index, role) in roles.iter().enumerate().take(self.width) {
            let header = &self.header[index];
            let may_be = match role {
                None => !header.is_empty(),
                // Of names of the air some are those of items of water.
                Some((Role::Reading(item, _), _)) => *item == Parameter::BaP,
                Some((Role::Aside, _)) => header.contains("降水"),
                _ => false,
            };
            let (name, unit) = name_and_unit(header);
            let unit = if unit.is_empty() { unit_of(units, index) } else { unit };
            let (mut filled, mut read) = (0_usize, 0_usize);
            for cell in data.filled(index).take(400) {
                filled += 1;
                read += usize::from(read_cell(cell.as_bytes()).is_ok());
            }
            let readings = !unit.is_empty()
                || read * 2 > filled
                || name.contains(['嗅', '臭', '味', '色'])
                || name.contains("可见物");
            if may_be && readings && (filled > 0 || self.strict) {
                let column = OtherColumn { index, name: name.to_owned(), unit: unit.to_owned() };
                if let Some(column) = self.columns.get_mut(index) {
                    column.role = Words::new("其他项目", "other item").into();
                    column.unit = unit.to_owned();
                    column.note = HANDED_ON.into();
                    column.used = true;
                }
                self.others.push(column);
            }
        }
    }

    /// One column an item, one row an item, or one column a site.
    #[cold]
    fn find_shape(&mut self, data: &Data<'_>, roles: &mut [Option<(Role, HeaderUnit)>]) {
        let at = |role: Role| roles.iter().position(|found| found.map(|(found, _)| found) == Some(role));
        let (result, unit) = (at(Role::Result), at(Role::Unit));
        let beside = [Role::Found, Role::Detection, Role::DetectionUnit, Role::Fraction].map(at);
        let names_items = |index: usize| {
            let (total, items) = data.0.iter().take(400).fold((0, 0), |(total, items), row| {
                let cell = |index: usize| row.get(index).map_or("", String::as_str);
                let item = match read_header(cell(index)) {
                    Some((role, _)) => matches!(role, Role::Reading(..) | Role::Aqi),
                    None => {
                        let written = unit.filter(|_| result.is_some()).and_then(|unit| Unit::read(cell(unit)));
                        is_of_water(cell(index), written)
                    }
                };
                (total + usize::from(!cell(index).is_empty()), items + usize::from(item))
            });
            total > 0 && items * 3 >= total
        };
        let says_kind =
            |cell: &str| Body::read(cell).is_some() || Boundary::read(cell).is_some() || WaterUse::read(cell).is_some();
        let readings = roles.iter().filter(|role| matches!(role, Some((Role::Reading(..), _)))).count();
        for (index, role) in roles.iter_mut().enumerate() {
            match role {
                Some((Role::Item, _)) if self.item == Some(index) => {}
                Some((Role::Item, _)) if names_items(index) && readings <= 1 => {
                    self.item = self.item.or(Some(index));
                }
                Some((Role::Body | Role::PointRole, _)) if self.strict => {}
                Some((Role::Item | Role::Body | Role::PointRole, _)) => {
                    let is_role = data.filled(index).any(|cell| PointRole::read(cell).is_some());
                    let found = if is_role {
                        Role::PointRole
                    } else if data.filled(index).any(says_kind) {
                        Role::Body
                    } else {
                        Role::Aside
                    };
                    *role = Some((found, HeaderUnit::Unsaid));
                }
                _ => {}
            }
        }
        let Some(item) = self.item else { return };
        if let Some(result) = result {
            [self.found, self.detection, self.detection_unit, self.fraction] = beside;
            for (index, words) in [
                (self.found, Words::new("检出情况", "whether detected")),
                (self.detection, Words::new("检出限", "detection limit")),
                (self.detection_unit, Words::new("检出限的单位", "unit of the detection limit")),
                (self.fraction, Words::new("分析的组分", "fraction that was analysed")),
            ] {
                if let Some(index) = index {
                    self.take(index, words);
                }
            }
            self.shape = Shape::RowPerItem;
            self.result = Some(result);
            self.unit = unit;
            self.take(result, Words::new("结果", "result"));
            if let Some(unit) = self.unit {
                self.take(unit, Words::new("单位", "unit"));
            }
        } else {
            self.shape = Shape::ColumnPerSite;
            self.sites =
                (0..self.width).filter(|&n| n != item && roles[n].is_none() && !self.header[n].is_empty()).collect();
            for index in self.sites.clone() {
                self.take(index, Words::new("点位", "site"));
            }
        }
        self.take(item, Words::new("指标", "item"));
    }

    #[cold]
    fn find_time(&mut self, data: &Data<'_>, roles: &mut [Option<(Role, HeaderUnit)>], titles: &[&str]) {
        let at = |role: Role| roles.iter().position(|found| found.map(|(found, _)| found) == Some(role));
        let hour = at(Role::Hour);
        let (year, month, day) = (at(Role::Year), at(Role::Month), at(Role::Day));
        // Days of the laboratory are not those of the sample, and local time is that of the site.
        let preferred = |index: usize| {
            let header = self.header[index].to_ascii_lowercase();
            !["检测", "分析", "报告", "测定", "utc"].iter().any(|word| header.contains(word))
        };
        // Of several date columns the one with most dates, and of equals one that says the time, and the first.
        let dates = roles.iter().enumerate().filter(|(_, role)| matches!(role, Some((Role::Date, _))));
        let dated = dates
            .map(|(index, _)| (data.dates(index), index))
            .filter(|((count, _), _)| *count > 0)
            .max_by_key(|((count, timed), index)| (preferred(*index), *count, *timed, usize::MAX - index))
            .map(|(_, index)| index);
        // 月份 beside a year column holds 1 to 12, 时间 beside a date column times of day.
        let plain_month = month.or_else(|| {
            let header = |n: usize| matches!(self.header[n].as_str(), "月份" | "监测月份");
            (0..roles.len()).find(|&n| matches!(roles[n], Some((Role::Date, _))) && header(n))
        });
        let is_time = |cell: &str| scan_time(cell.as_bytes()).is_some();
        // 2024 is a year rather than a time of day where all cells are such.
        let is_year = |cell: &str| cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
        let time = (0..roles.len()).find(|&n| {
            Some(n) != dated
                && matches!(roles[n], Some((Role::Date | Role::Time, _)))
                && data.filled(n).any(|cell| !is_year(cell))
                && data.filled(n).take(200).all(is_time)
        });
        let all = |index: usize, part: fn(Scanned) -> bool| {
            data.filled(index).take(200).filter_map(|cell| scan(cell.as_bytes())).all(part)
        };
        let is_day = |cell: &str| cell.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        // 日期 with 1 to 31 in it is a day of the month of the title.
        let day = day.or_else(|| {
            (0..roles.len()).find(|&n| {
                matches!(roles[n], Some((Role::Date, _)))
                    && Some(n) != plain_month
                    && data.filled(n).next().is_some()
                    && data.filled(n).filter(|cell| !is_statistic(cell)).take(200).all(is_day)
            })
        });
        let unix = (0..roles.len()).find(|&n| {
            let called = plain_name(&self.header[n]);
            matches!(roles[n], Some((Role::Date, _)))
                && ["timestamp", "unix", "unixtime", "epoch", "时间戳"].contains(&called.as_str())
                && data.filled(n).next().is_some()
                && data.filled(n).take(200).all(|cell| scan_unix(cell.as_bytes()).is_some())
        });
        if let Some(unix) = unix {
            self.rule.unix = true;
            let first = data.filled(unix).next().unwrap_or_default();
            self.remark(Code::UnixTime, unix + 1, first);
        }
        self.time = match (dated, year, plain_month) {
            _ if unix.is_some() => unix.map(|date| TimeColumns::Date { date, time: None, hour: None }),
            (Some(date), Some(_), _) if all(date, |s| s.parts().0.is_none() && s.is_month()) => {
                Some(TimeColumns::Parts { year, month: Some(date), day, hour })
            }
            (Some(date), _, _) => Some(TimeColumns::Date { date, time, hour }),
            (None, Some(_), Some(_)) => Some(TimeColumns::Parts { year, month: plain_month, day, hour }),
            _ => {
                let (mut of_title, mut of_month) = (None, None);
                for title in titles {
                    let (found, of_year, month) = super::dates::date_in(title);
                    let (found_year, found_month, found_day) = found.map_or((None, None, None), Scanned::parts);
                    of_title = of_title.or(found_year).or(of_year);
                    of_month = of_month.or(found_month.map(|month| (month, found_day))).or(month.map(|m| (m, None)));
                }
                let known_year = if self.year_said { self.rule.year } else { of_title.or(self.rule.year) };
                let (of_month, of_day) = of_month.map_or((None, None), |(month, day)| (Some(month), day));
                let month_known = plain_month.is_some() || of_month.is_some();
                let day_known = day.is_some() || hour.is_some() && of_day.is_some();
                if known_year.is_some() && year.is_none() && month_known && (plain_month.is_some() || day_known) {
                    self.rule.year = known_year;
                    self.rule.month = of_month;
                    self.rule.day = of_day.filter(|_| day.is_none() && plain_month.is_none());
                    let told = format!("{} → {}", titles.first().unwrap_or(&""), known_year.unwrap_or(0));
                    self.remark(Code::TimeOfFile, 0, told);
                    Some(TimeColumns::Parts { year, month: plain_month, day, hour })
                } else {
                    let date = roles.iter().position(|role| matches!(role, Some((Role::Date, _))));
                    let date = date.filter(|&date| !data.filled(date).take(200).all(is_period));
                    date.map(|date| TimeColumns::Date { date, time, hour })
                }
            }
        };
        let used = match self.time {
            None => Vec::new(),
            Some(TimeColumns::Date { date, time, hour }) => {
                self.find_order(data, date);
                let dates: Vec<Scanned> =
                    data.filled(date).take(200).filter_map(|cell| scan(cell.as_bytes())).collect();
                self.place_dates(titles, &dates);
                vec![
                    (Some(date), Words::new("时间", "time")),
                    (time, Words::new("时刻", "time of day")),
                    (hour, Words::new("小时", "hour")),
                ]
            }
            Some(TimeColumns::Parts { year, month, day, hour }) => vec![
                (year, Words::new("年", "year")),
                (month, Words::new("月", "month")),
                (day, Words::new("日", "day")),
                (hour, Words::new("小时", "hour")),
            ],
        };
        for (index, words) in used {
            if let Some(index) = index {
                self.take(index, words);
            }
        }
    }

    /// Day and month in the one order in which all dates of the column exist.
    #[cold]
    fn find_order(&mut self, data: &Data<'_>, date: usize) {
        self.say_dates(data, date);
        let scanned: Vec<Scanned> =
            data.filled(date).filter_map(|cell| scan(cell.as_bytes())).filter(|date| date.is_unordered()).collect();
        self.find_order_of(&scanned);
    }

    /// Day and month in the one order in which all these dates exist.
    #[cold]
    pub(super) fn find_order_of(&mut self, scanned: &[Scanned]) {
        let scanned: Vec<Scanned> = scanned.iter().copied().filter(|date| date.is_unordered()).collect();
        if scanned.is_empty() {
            return;
        }
        let mut possible = DateOrder::ALL.into_iter().filter(|order| scanned.iter().all(|date| date.fits(*order)));
        match (possible.next(), possible.next()) {
            (Some(order), None) => self.rule.order = Some(order),
            (Some(_), Some(_)) => {
                // The year varies least: of 24.3.5, 24.3.12, 24.4.2 it is the first number.
                let span = |order: DateOrder| {
                    let years = || scanned.iter().filter_map(|date| date.year_in(order));
                    years().max().unwrap_or(0) - years().min().unwrap_or(0)
                };
                let fitting = DateOrder::ALL.into_iter().filter(|order| scanned.iter().all(|date| date.fits(*order)));
                let mut fitting: Vec<(i32, DateOrder)> = fitting.map(|order| (span(order), order)).collect();
                crate::sorting::sort_by_key(&mut fitting, |(span, _)| *span);
                match fitting[..] {
                    [(least, order), (next, _), ..] if scanned.len() >= 5 && least <= 1 && next >= 5 => {
                        self.rule.order = Some(order);
                    }
                    _ => self.open_order = true,
                }
            }
            // Slips of the pen: the order in which nearly all exist.
            _ => {
                let fitting = |order: &DateOrder| scanned.iter().filter(|date| date.fits(*order)).count();
                self.rule.order = DateOrder::ALL.into_iter().find(|order| fitting(order) * 10 >= scanned.len() * 9);
            }
        }
    }

    /// Says what was taken for granted about the dates of a column.
    #[cold]
    fn say_dates(&mut self, data: &Data<'_>, date: usize) {
        let mut said: Vec<Code> = Vec::new();
        // Z alone decides nothing: the feeds of the national network write it behind Beijing time.
        let header = self.header[date].to_ascii_lowercase();
        self.rule.from_utc = ["utc", "gmt", "世界时"].iter().any(|word| header.contains(word));
        for cell in data.filled(date) {
            let Some(scanned) = scan(cell.as_bytes()) else { continue };
            let code = match scanned.zone {
                Some(0) | None if self.rule.from_utc && scanned.minute.is_some() => Code::ZoneConverted,
                Some(zone) if zone != 480 => Code::ZoneKept,
                _ if scanned.is_serial() => Code::SerialDate,
                _ if scanned.has_short_year() => Code::ShortYear,
                _ => continue,
            };
            if !said.contains(&code) {
                said.push(code);
                self.remark(code, date + 1, cell);
            }
        }
    }

    #[cold]
    fn find_kind(&mut self, data: &Data<'_>, roles: &mut [Option<(Role, HeaderUnit)>], units: Option<&Vec<String>>) {
        let mut media = [0_usize; 2];
        // Names that air and water have both, where no unit tells which is meant.
        let mut shared = 0_usize;
        let mut hourly_names = false;
        // What no register knows, but is counted in a volume of water.
        let mut unknown = 0_usize;
        let mut count = |role: Option<(Role, HeaderUnit)>, written: Option<Unit>, name: &str| match role {
            Some((Role::Reading(parameter, span), said)) => {
                let unit = if let HeaderUnit::Known(unit) = said { Some(unit) } else { written };
                let in_air = unit.map(|unit| [Unit::UG_PER_M3, Unit::NG_PER_M3, Unit::MG_PER_M3].contains(&unit));
                // 苯并[a]芘 is no item of the register of water, but of its further ones.
                match in_air.filter(|_| parameter.shares_its_name() || parameter == Parameter::BaP) {
                    Some(in_air) => media[usize::from(!in_air)] += 1,
                    None if parameter.shares_its_name() => shared += 1,
                    None => media[usize::from(parameter.item().medium == Medium::Water)] += 1,
                }
                hourly_names |= matches!(span, Span::Day) || (parameter == Parameter::O3 && span == Span::Hour);
            }
            Some((Role::Aqi, _)) => media[0] += 1,
            Some((Role::Class | Role::Target, _)) => media[1] += 1,
            None => unknown += usize::from(is_of_water(name, written)),
            _ => {}
        };
        match self.item {
            Some(item) => {
                for row in data.0.iter().take(400) {
                    let unit = self.unit.and_then(|unit| row.get(unit)).and_then(|unit| Unit::read(unit));
                    let name = row.get(item).map_or("", String::as_str);
                    count(read_header(name), unit, name);
                }
            }
            None if !self.item_of_file.is_empty() => {
                count(read_header(&self.item_of_file), self.unit_of_file, &self.item_of_file);
            }
            None => {
                for (n, role) in roles.iter().enumerate() {
                    count(*role, Unit::read(unit_of(units, n)), &self.header[n]);
                }
            }
        }
        // Water is where most of these names stand.
        if media[0] <= media[1] {
            media[1] += shared;
        }
        let placed = self.time.is_some()
            || !self.times.is_empty()
            || self.of_file.is_some()
            || roles.iter().any(|role| matches!(role, Some((Role::Site | Role::Code, _))));
        self.kind = if media == [0, 0] && unknown > 0 && placed {
            Kind::Water
        } else if media == [0, 0] {
            Kind::Unknown
        } else if media[0] < media[1] {
            Kind::Water
        } else {
            match self.time {
                Some(TimeColumns::Parts { hour: None, day: None, .. }) if self.rule.day.is_none() => Kind::AirMonthly,
                Some(TimeColumns::Date { hour: Some(_), .. } | TimeColumns::Parts { hour: Some(_), .. }) => {
                    Kind::AirHourly
                }
                Some(TimeColumns::Date { time: Some(_), .. }) => Kind::AirHourly,
                Some(TimeColumns::Date { date, .. }) if self.rule.unix => {
                    let minute = |cell: &str| scan_unix(cell.as_bytes()).and_then(|scanned| scanned.minute);
                    let timed = data.filled(date).filter_map(minute).any(|minute| minute % 1440 != 0);
                    if timed { Kind::AirHourly } else { Kind::AirDaily }
                }
                Some(TimeColumns::Date { date, .. }) => {
                    let scanned = || data.filled(date).filter_map(|cell| scan(cell.as_bytes()));
                    let first = data.filled(date).next();
                    let one_time = data.filled(date).all(|cell| Some(cell) == first);
                    if scanned().next().is_some() && scanned().all(Scanned::is_month) {
                        Kind::AirMonthly
                    } else if data.dates(date).1 > 0 {
                        Kind::AirHourly
                    } else if scanned().any(|s| s.minute.is_some()) && (hourly_names || self.item.is_some()) && one_time
                    {
                        // One hour of many sites, midnight.
                        Kind::AirHourly
                    } else {
                        Kind::AirDaily
                    }
                }
                _ => match self.stamp_beside() {
                    Some(Stamp::Month(_)) => Kind::AirMonthly,
                    Some(Stamp::Minute(..)) => Kind::AirHourly,
                    _ => Kind::AirDaily,
                },
            }
        };
        // In a table of air 铅 and 氟化物 are items of the air.
        if self.kind.medium() == Some(Medium::Air) {
            for (role, header) in roles.iter_mut().zip(&self.header) {
                let of_air = |role: Role| !matches!(role, Role::Reading(item, _) if item.item().medium != Medium::Air);
                if !role.is_some_and(|(role, _)| of_air(role)) {
                    *role = read_header_in(header, Some(Medium::Air)).or(*role);
                }
            }
        }
        // 类别 and 等级 are said of air and of water.
        for role in roles.iter_mut().flatten() {
            role.0 = match (self.kind, role.0) {
                (Kind::Water, Role::Category) => Role::Class,
                (Kind::AirDaily | Kind::AirHourly, Role::Class) => Role::Category,
                (_, other) => other,
            };
        }
    }

    /// What a table without readings describes: periods of sand and dust, or sites.
    #[cold]
    fn find_kind_without_readings(
        &mut self,
        above: &[Vec<String>],
        data: &Data<'_>,
        roles: &[Option<(Role, HeaderUnit)>],
    ) {
        let at = |role: Role| roles.iter().position(|found| found.map(|(found, _)| found) == Some(role));
        let any = |wanted: &[Role]| wanted.iter().any(|role| at(*role).is_some());
        // Beside periods that are called dust, concentrations are its peaks.
        let called = at(Role::Start).is_some_and(|start| says_dust(&self.header[start]));
        let readings = !called && roles.iter().any(|role| matches!(role, Some((Role::Reading(..), _))));
        let in_water = (0..self.width).any(|index| roles[index].is_none() && is_of_water(&self.header[index], None));
        if readings || in_water || self.item.is_some() || any(&[Role::Aqi, Role::Class, Role::Result]) {
            return;
        }
        let says_dust = || above.iter().chain(data.0).flatten().any(|cell| says_dust(cell));
        let (start, end) = (at(Role::Start), at(Role::End));
        let date = self.time.and_then(|time| match time {
            TimeColumns::Date { date, .. } => Some(date),
            TimeColumns::Parts { .. } => None,
        });
        let dated = |index: Option<usize>| index.is_some_and(|index| data.dates(index).0 > 0);
        let periods = dated(start) || dated(date) && start.is_some() && end.is_some();
        // Without the word, columns that are not known may mean something else, such as repairs.
        let nothing_else =
            || (0..self.width).all(|index| roles[index].is_some() || data.filled(index).next().is_none());
        if (periods || dated(date)) && says_dust() || periods && nothing_else() {
            if !says_dust() {
                self.remark(Code::DustAssumed, 0, "");
            }
            self.kind = Kind::Dust;
            let timed = [date, start, end].into_iter().flatten().any(|index| {
                let minute = |cell: &str| scan(cell.as_bytes()).and_then(|scanned| scanned.minute);
                data.filled(index).filter_map(minute).any(|minute| minute % 1440 != 0)
            });
            self.dust = Some(DustColumns { date, start, end, timed });
            for (index, words) in [
                (date, Words::new("日期", "date")),
                (start, Words::new("开始", "start")),
                (end, Words::new("结束", "end")),
            ] {
                if let Some(index) = index {
                    self.take(index, words);
                }
            }
            if let Some(date) = date.or(start) {
                self.find_order(data, date);
                self.time = Some(TimeColumns::Date { date, time: None, hour: None });
            }
            return;
        }
        let places = [Role::City, Role::Province, Role::County, Role::PointRole, Role::Background, Role::Position];
        let waters = [Role::Target, Role::Body, Role::Basin, Role::River, Role::Lake, Role::Order, Role::FunctionZone];
        let named = any(&[Role::Site, Role::Code]);
        let described = any(&places) || any(&waters) || any(&[Role::Site]) && any(&[Role::Code]);
        if self.time.is_none() && (named && described || any(&[Role::City]) && any(&places[1..])) {
            self.kind = Kind::Sites;
            let is_section = |header: &String| header.contains(['断', '湖', '库', '水']) || header.contains("ection");
            self.of_water = any(&waters) || self.header.iter().any(is_section);
        }
    }

    #[cold]
    fn find_places(&mut self, data: &Data<'_>, roles: &[Option<(Role, HeaderUnit)>], file: &str) {
        // The number of a sample names it only where nothing says the place.
        let is_sample = |index: usize| self.header[index].contains("样品");
        let mut order: Vec<usize> = (0..roles.len()).collect();
        crate::sorting::sort_by_key(&mut order, |&index| is_sample(index));
        for index in order {
            let Some((role, _)) = roles[index] else { continue };
            let filled = self.strict || data.0.is_empty() || data.filled(index).next().is_some();
            let (slot, words) = match role {
                Role::Body if filled => {
                    self.site.kinds.push(index);
                    self.take(index, Words::new("水体类型", "kind of water"));
                    continue;
                }
                Role::Vertical if filled => {
                    self.verticals.push(index);
                    self.take(index, Words::new("垂线或层次", "vertical or layer"));
                    continue;
                }
                Role::Lake => (&mut self.site.lake, Words::new("湖库", "lake or reservoir")),
                Role::Order => (&mut self.site.order, Words::new("上下游顺序", "order along the river")),
                Role::FunctionZone => (&mut self.site.function_zone, Words::new("水功能区", "water function zone")),
                Role::Site => (&mut self.site.name, Words::new("点位", "site")),
                Role::Code => (&mut self.site.code, Words::new("点位编码", "site code")),
                Role::City => (&mut self.site.city, Words::new("城市", "city")),
                Role::Province => (&mut self.site.province, Words::new("省份", "province")),
                Role::Basin => (&mut self.site.basin, Words::new("流域", "basin")),
                Role::River => (&mut self.site.river, Words::new("河流", "river")),
                Role::Target => (&mut self.site.target, Words::new("目标类别", "target class")),
                Role::County => (&mut self.site.county, Words::new("区县", "county")),
                Role::PointRole => (&mut self.site.role, Words::new("点位类型", "kind of point")),
                Role::Background => (&mut self.site.background, Words::new("对照点", "background point")),
                _ => continue,
            };
            if slot.is_none() && filled {
                *slot = Some(index);
                self.take(index, words);
            }
        }
        let site = &mut self.site;
        let at_river = site.river;
        // Without a column of sites, the finest place there is names them.
        if site.name.is_none() && site.code.is_none() {
            site.name =
                site.lake.or_else(|| site.county.take()).or_else(|| site.city.take()).or_else(|| site.river.take());
        }
        if self.site.code.is_none() && (self.site.name.is_none() || self.site.name == at_river) {
            // 编号 in front of rows that repeat their text is that of points.
            let numbered = (0..self.width).find(|&index| {
                matches!(self.header[index].as_str(), "编号" | "ID" | "Id" | "id") && {
                    let texts = || data.filled(index).filter(|cell| Amount::parse_ascii(cell.as_bytes()).is_err());
                    let mut first: Vec<&str> = texts().take(2000).collect();
                    let count = first.len();
                    crate::sorting::sort_by_key(&mut first, |cell| *cell);
                    first.dedup();
                    texts().count() * 2 > data.filled(index).count() && first.len() < count
                }
            });
            if let Some(index) = numbered {
                if at_river.is_some() {
                    self.site.river = at_river;
                }
                self.site.name = Some(index);
                self.take(index, Words::new("点位", "site"));
            }
        }
        let stem = stem(file);
        if self.shape == Shape::ColumnPerSite || matches!(self.kind, Kind::Sites | Kind::Dust) {
            return;
        }
        let site = &mut self.site;
        if site.name.is_none() && site.code.is_none() {
            site.only = Some(stem.to_owned());
            self.remark(Code::NoSite, 0, stem);
        } else if site.code.is_none() && site.city.is_none() && self.kind == Kind::AirHourly && names_a_city(stem) {
            // Stations of one name stand in many cities.
            site.city_of_file = stem.to_owned();
        }
    }

    /// Some exports write a header whose names do not stand above their columns. The data tell: the AQI that is there
    /// cannot be below the index of PM2.5 or of PM10, and there is no ozone at 1 µg/m³ day after day. Where the true
    /// order is certain it is taken, otherwise no pollutant is.
    #[cold]
    fn mend_shifted_header(&mut self, data: &Data<'_>, roles: &mut [Option<(Role, HeaderUnit)>]) {
        let at = |wanted: Parameter| {
            roles.iter().position(|role| matches!(role, Some((Role::Reading(found, _), _)) if *found == wanted))
        };
        let aqi = roles.iter().position(|role| matches!(role, Some((Role::Aqi, _))));
        let (Some(pm25), Some(pm10)) = (at(Parameter::Pm25), at(Parameter::Pm10)) else { return };
        // Rows with an AQI, and those of them in which this column cannot be that item.
        let impossible = |index: usize, parameter: Parameter| {
            let mut rows = (0, 0);
            for row in data.0 {
                let Some(aqi) = aqi.and_then(|aqi| Data::value(row, aqi)).filter(|aqi| *aqi > Amount::ZERO) else {
                    continue;
                };
                let Some(least) = Data::value(row, index).and_then(|value| least_index(parameter, value)) else {
                    continue;
                };
                // Publishers that average hourly indices come out a little lower; some stop at 300.
                let slack = Amount::whole(least - 5 - least / 7);
                rows = (rows.0 + 1, rows.1 + usize::from(aqi < slack && aqi < Amount::whole(300)));
            }
            rows
        };
        let median_below = |index: Option<usize>, bound: i64| {
            index.and_then(|index| data.median(index)).is_some_and(|median| median < Amount::whole(bound))
        };
        // An hourly AQI may stand for the last day, from which single hours stray.
        let share = if self.kind == Kind::AirHourly { 6 } else { 3 };
        let wrong = |(rows, wrong): (usize, usize)| rows >= 5 && wrong * 10 > rows * share;
        let co = at(Parameter::Co);
        // One value is no median.
        let enough =
            at(Parameter::O3).is_some_and(|index| data.0.iter().filter_map(|row| Data::value(row, index)).count() >= 5);
        let strange_gases = self.kind == Kind::AirDaily
            && enough
            && median_below(at(Parameter::O3), 5)
            && median_below(co, 100)
            && !median_below(co, 3);
        if !(wrong(impossible(pm25, Parameter::Pm25)) || wrong(impossible(pm10, Parameter::Pm10)) || strange_gases) {
            return;
        }
        let shifted = (at(Parameter::So2), at(Parameter::No2), at(Parameter::Co), at(Parameter::O3));
        let certain = match shifted {
            (Some(so2), Some(_), Some(_), Some(o3)) => {
                let fits = |(rows, wrong): (usize, usize)| rows >= 5 && wrong * 20 <= rows;
                let ordered = data.0.iter().filter_map(|row| Some(Data::value(row, pm10)? <= Data::value(row, so2)?));
                let (rows, right) =
                    ordered.fold((0, 0), |(rows, right), ordered| (rows + 1, right + usize::from(ordered)));
                let equal = data.0.iter().filter(|row| {
                    let least =
                        |index, parameter| Data::value(row, index).and_then(|value| least_index(parameter, value));
                    let index = least(pm10, Parameter::Pm25).max(least(so2, Parameter::Pm10)).map(Amount::whole);
                    index.is_some() && index == aqi.and_then(|aqi| Data::value(row, aqi))
                });
                fits(impossible(pm10, Parameter::Pm25))
                    && fits(impossible(so2, Parameter::Pm10))
                    && right * 20 >= rows * 19
                    && median_below(Some(o3), 5)
                    && equal.count() * 10 >= rows
            }
            _ => false,
        };
        let place = self.header.join(",");
        if certain {
            self.remark(Code::HeaderContradicted, 0, place);
        } else {
            self.remark(Code::HeaderUnclear, 0, place);
        }
        for (index, role) in roles.iter_mut().enumerate() {
            let Some((Role::Reading(parameter, _), _)) = *role else { continue };
            // The order in which the export of tianqihoubao writes: rank, PM2.5, PM10, NO2, SO2, CO.
            let meant = match parameter {
                _ if !certain => None,
                Parameter::Pm10 => Some(Parameter::Pm25),
                Parameter::So2 => Some(Parameter::Pm10),
                Parameter::No2 => Some(Parameter::No2),
                Parameter::Co => Some(Parameter::So2),
                Parameter::O3 => Some(Parameter::Co),
                _ => None,
            };
            *role = Some((meant.map_or(Role::Aside, |meant| Role::Reading(meant, Span::Unsaid)), HeaderUnit::Unsaid));
            if meant != Some(parameter) {
                self.leave(index, Words::new("表头与数据不符", "the header does not fit the data"));
            }
        }
    }

    /// The XML feed of the national network has the tags of ozone and of its largest hour of twenty-four exchanged. The
    /// largest cannot be below the hour.
    #[cold]
    fn mend_swapped_ozone(&mut self, data: &Data<'_>, roles: &mut [Option<(Role, HeaderUnit)>]) {
        let at = |spans: &[Span]| {
            roles
                .iter()
                .position(|role| matches!(role, Some((Role::Reading(Parameter::O3, span), _)) if spans.contains(span)))
        };
        let (Some(hour), Some(largest)) = (at(&[Span::Unsaid, Span::Hour]), at(&[Span::Day])) else { return };
        if self.kind != Kind::AirHourly {
            return;
        }
        let (mut right, mut wrong) = (0, 0);
        for row in data.0 {
            let (Some(hour), Some(largest)) = (Data::value(row, hour), Data::value(row, largest)) else { continue };
            right += usize::from(hour < largest);
            wrong += usize::from(hour > largest);
        }
        if wrong >= 5 && right * 20 <= wrong {
            let (first, second) = (roles[hour], roles[largest]);
            (roles[hour], roles[largest]) = (second, first);
            for (index, header) in [(hour, self.header[hour].clone()), (largest, self.header[largest].clone())] {
                self.remark(Code::HeaderContradicted, index + 1, header);
                self.leave(index, Words::new("表头与数据不符", "the header does not fit the data"));
            }
        }
    }

    /// What the values of each item of the rows say about its unit.
    #[cold]
    fn judge_items(&mut self, data: &Data<'_>) {
        let Some(item) = self.item else { return };
        let columns = self.result.map_or_else(|| self.sites.clone(), |result| vec![result]);
        let mut known: Vec<(&str, Option<usize>)> = Vec::new();
        let mut values: Vec<(Parameter, Vec<Amount>)> = Vec::new();
        for row in data.0 {
            let name = row.get(item).map_or("", String::as_str);
            if known.iter().all(|(other, _)| *other != name) {
                let place = match read_header_in(name, Some(Medium::Air)) {
                    Some((Role::Reading(parameter, _), _)) => {
                        let place = values.iter().position(|(other, _)| *other == parameter);
                        Some(place.unwrap_or_else(|| {
                            values.push((parameter, Vec::new()));
                            values.len() - 1
                        }))
                    }
                    _ => None,
                };
                known.push((name, place));
            }
            if let Some((_, Some(place))) = known.iter().find(|(other, _)| *other == name) {
                let place = *place;
                values[place].1.extend(columns.iter().filter_map(|&column| Data::value(row, column)));
            }
        }
        let medians: Vec<_> = values.into_iter().filter_map(|(item, values)| Some((item, median(values)?))).collect();
        let in_mg = |(item, median): &(Parameter, (usize, Amount))| {
            let particles = matches!(item, Parameter::Pm25 | Parameter::Pm10);
            particles && judge(*item, Unit::UG_PER_M3, *median, false) == Judged::Only(Unit::MG_PER_M3)
        };
        let particles_in_mg = medians.iter().any(in_mg);
        for (parameter, median) in medians {
            let judged = judge(parameter, parameter.item().unit, median, particles_in_mg);
            if judged != Judged::Fits {
                self.say_judged(judged, self.result.unwrap_or(item), parameter.symbol());
                self.judged.push((parameter, judged));
            }
        }
    }

    /// Says what the magnitude of a column or item tells.
    #[cold]
    fn say_judged(&mut self, judged: Judged, index: usize, name: &str) {
        let (code, text) = match judged {
            Judged::Fits => return,
            Judged::Only(unit) => (Code::UnitSuspect, format!("{name} → {}", unit.name())),
            Judged::Doubtful => (Code::UnitSuspect, name.to_owned()),
            Judged::Unclear => (Code::UnitUnclear, name.to_owned()),
        };
        self.remark(code, index + 1, text);
    }

    #[cold]
    fn find_values(&mut self, data: &Data<'_>, roles: &[Option<(Role, HeaderUnit)>], units: Option<&Vec<String>>) {
        let has_eight_hours = roles
            .iter()
            .any(|role| matches!(role, Some((Role::Reading(Parameter::O3, Span::EightHours | Span::EightOfDay), _))));
        let particles_in_mg = self.kind.medium() == Some(Medium::Air)
            && roles.iter().enumerate().any(|(index, role)| {
                let Some((Role::Reading(parameter @ (Parameter::Pm25 | Parameter::Pm10), _), said)) = *role else {
                    return false;
                };
                let values = data.0.iter().filter_map(|row| Data::value(row, index)).collect();
                said == HeaderUnit::Known(Unit::MG_PER_M3)
                    || median(values).is_some_and(|median| {
                        judge(parameter, Unit::UG_PER_M3, median, false) == Judged::Only(Unit::MG_PER_M3)
                    })
            });
        for (index, role) in roles.iter().enumerate() {
            let Some((Role::Reading(parameter, span), said)) = *role else { continue };
            let item = parameter.item();
            if Some(item.medium) != self.kind.medium() {
                self.leave(
                    index,
                    Words::new(
                        "与其他指标不属于同一环境要素，未使用",
                        "belongs to another medium than the other items; not used",
                    ),
                );
                continue;
            }
            let header = self.header[index].clone();
            let written = unit_of(units, index);
            let (unit, from) = match (said, Unit::read(written)) {
                (HeaderUnit::Known(unit), _) => (unit, Words::new("单位取自表头", "unit from the header")),
                (HeaderUnit::Unsaid, None) if !written.is_empty() => {
                    self.remark(Code::UnknownUnit, index + 1, format!("{header} {written}"));
                    self.leave(index, Code::UnknownUnit.words());
                    continue;
                }
                (HeaderUnit::Unknown, _) => {
                    self.remark(Code::UnknownUnit, index + 1, header);
                    self.leave(index, Code::UnknownUnit.words());
                    continue;
                }
                (HeaderUnit::Unsaid, Some(unit)) if self.unit.is_some() => {
                    (unit, Words::new("单位取自单位列", "unit from the column of units"))
                }
                (HeaderUnit::Unsaid, Some(unit)) => (unit, Words::new("单位取自单位行", "unit from the row of units")),
                (HeaderUnit::Unsaid, None) => (item.unit, Code::UnitAssumed.words()),
            };
            let mut note = Text::from(from);
            let mut unit = unit;
            let values = data.0.iter().filter_map(|row| Data::value(row, index)).collect();
            let said = self.mapping.as_ref().and_then(|mapping| mapping.column(&header, index)?.unit);
            if self.strict && from != Code::UnitAssumed.words() {
                // What is written there was converted from the unit that fits.
            } else if said.is_some() {
                note = Words::new("单位由人指定", "unit as a person said").into();
            } else if let Some(median) = median(values) {
                let judged = match item.medium {
                    Medium::Air => judge(parameter, unit, median, particles_in_mg),
                    Medium::Water => judge_water(parameter, unit, from != Code::UnitAssumed.words(), median.1),
                };
                self.say_judged(judged, index, &header);
                match judged {
                    Judged::Only(only) => {
                        unit = only;
                        note = Text::new(
                            format!("数值只可能是 {}，已按此换算", only.name()),
                            format!("the values can only be {} and were converted from it", only.name()),
                        );
                    }
                    Judged::Unclear => {
                        self.leave(index, Code::UnitUnclear.words());
                        continue;
                    }
                    Judged::Doubtful | Judged::Fits => {}
                }
            }
            let Some(scale) = Scale::of(unit, parameter) else {
                self.remark(Code::UnitMismatch, index + 1, header);
                self.leave(index, Code::UnitMismatch.words());
                continue;
            };
            if let Some(factor) = scale.ratio() {
                let words = Code::MixingRatio.words();
                note = Text::new(format!("{}：{factor}", words.zh), format!("{}: {factor}", words.en));
                self.remark(Code::MixingRatio, index + 1, factor);
            }
            let averaging = match span {
                Span::Unsaid if parameter == Parameter::O3 && self.kind == Kind::AirDaily && has_eight_hours => {
                    Averaging::DayMax1h
                }
                _ => span.averaging(self.kind, parameter),
            };
            if self.values.iter().any(|other| other.parameter == parameter && other.averaging == averaging) {
                self.remark(Code::DuplicateColumn, index + 1, header);
                self.leave(index, Code::DuplicateColumn.words());
                continue;
            }
            if from == Code::UnitAssumed.words() {
                if item.unit == Unit::ONE {
                    note = Text::default();
                } else {
                    self.remark(Code::UnitAssumed, index + 1, header);
                }
            }
            self.values.push(ValueColumn::new(index, parameter, averaging, scale));
            let mended = self.columns.get(index).is_some_and(|column| !column.note.zh.is_empty());
            if let Some(column) = self.columns.get_mut(index) {
                let words = averaging_words(averaging);
                column.role = Text::new(
                    format!("{}{}{}", item.symbol, if words.zh.is_empty() { "" } else { " " }, words.zh),
                    format!("{}{}{}", item.symbol, if words.en.is_empty() { "" } else { " " }, words.en),
                );
                column.unit = unit.name().to_owned();
                column.used = true;
                if !mended {
                    column.note = note;
                }
            }
        }
        // The API of pm25.in and the feed behind it write 0 for a missing value.
        let plain = |name: &str| self.header.iter().any(|header| header == name);
        self.zeros = if self.strict {
            Zeros::Never
        } else if self.kind == Kind::AirDaily {
            Zeros::Impossible
        } else if plain("time_point") && plain("position_name") || plain("TimePoint") && plain("PositionName") {
            Zeros::Always
        } else {
            Zeros::AllOnly
        };
    }

    #[cold]
    fn find_rest(&mut self, roles: &[Option<(Role, HeaderUnit)>]) {
        self.aqi_of_hours |= self.strict && self.header.iter().any(|header| header == "AQI_of_hours");
        let known_aside = Words::new("不参与评价", "not part of the assessment");
        for (index, role) in roles.iter().enumerate() {
            let slot = match role.map(|(role, _)| role) {
                Some(Role::Aqi) => {
                    Some((&mut self.aqi, Words::new("发布的 AQI（只作对照）", "published AQI, for comparison only")))
                }
                Some(Role::Category) => Some((
                    &mut self.category,
                    Words::new("发布的级别（只作对照）", "published category, for comparison only"),
                )),
                Some(Role::Class) => Some((
                    &mut self.class,
                    Words::new("发布的类别（只作对照）", "published class, for comparison only"),
                )),
                Some(Role::Status) => Some((&mut self.status, Words::new("站点情况", "state of the station"))),
                Some(Role::Standard) => Some((&mut self.standard, Words::new("评价标准", "standard"))),
                _ => None,
            };
            match slot {
                Some((slot, words)) if slot.is_none() => {
                    *slot = Some(index);
                    self.take(index, words);
                }
                _ => {
                    if let Some(column) =
                        self.columns.get_mut(index).filter(|column| !column.used && column.note.zh.is_empty())
                    {
                        column.note = if role.is_some() || column.header.is_empty() {
                            known_aside.into()
                        } else {
                            Words::new("未识别，未使用", "not recognised, not used").into()
                        };
                    }
                }
            }
        }
    }

    /// Tables without header: only one order of columns is known by its content, that of the aqistudy archive.
    #[cold]
    fn without_header(rows: &[Vec<String>], file: &str, options: &ReadOptions) -> Layout {
        let names = ["城市", "日期", "AQI", "AQI范围", "质量等级", "PM2.5", "PM10", "SO2", "CO", "NO2", "O3", "排名"];
        let data: Vec<Vec<String>> =
            rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).cloned().collect();
        let is_range = |cell: &str| {
            cell.split_once(['~', '～']).is_some_and(|(low, high)| {
                Amount::parse_ascii(low.as_bytes()).is_ok() && Amount::parse_ascii(high.as_bytes()).is_ok()
            })
        };
        let fits = |row: &Vec<String>| {
            row.len() == names.len()
                && !row[0].is_empty()
                && scan(row[1].as_bytes()).is_some_and(Scanned::has_day)
                && is_range(&row[3])
                && (row[4].is_empty() || Category::read(&row[4]).is_some())
                && [2, 5, 6, 7, 8, 9, 10].iter().all(|&n| Data::value(row, n).is_some())
        };
        let data_view = Data(&data);
        let known = !data.is_empty()
            && data.iter().filter(|row| fits(row)).count() * 10 >= data.len() * 9
            && data_view.median(8).is_some_and(|co| co < Amount::whole(10));
        if !known {
            let first = rows.iter().find(|row| row.iter().any(|cell| !cell.is_empty())).cloned().unwrap_or_default();
            let mut layout = Layout::empty(first, options, file);
            layout.width = 0;
            layout.columns.clear();
            let code = if data.is_empty() { Code::EmptyFile } else { Code::NoHeader };
            let text = layout.header.join(",");
            layout.remark(code, 0, text);
            layout.understood = code.words().into();
            return layout;
        }
        let header = names.map(str::to_owned).to_vec();
        let mut layout = Layout::empty(header, options, file);
        let mut roles: Vec<_> = names.iter().map(|name| read_header(name)).collect();
        layout.find_time(&data_view, &mut roles, &[]);
        layout.find_kind(&data_view, &mut roles, None);
        layout.find_places(&data_view, &roles, file);
        layout.find_values(&data_view, &roles, None);
        layout.find_rest(&roles);
        layout.note_roles(&data_view, &roles);
        layout.zeros = Zeros::Always;
        // Beside the AQI stands the range of the hourly indices that it is the mean of.
        layout.aqi_of_hours = true;
        for column in &mut layout.columns {
            column.note = Words::new("无表头，按内容判断", "no header; judged by content").into();
        }
        layout.remarks.retain(|remark| remark.code != Code::UnitAssumed);
        layout.conclude();
        layout
    }

    /// What is missing for an assessment, and the sentence that says how the file was understood.
    #[cold]
    fn conclude(&mut self) {
        let items = self.item.is_some() || !self.item_of_file.is_empty();
        let readings = !self.values.is_empty() || !self.others.is_empty() || items || self.result.is_some();
        if matches!(self.kind, Kind::Sites | Kind::Dust) {
            self.understood = match self.kind {
                Kind::Sites => Text::new(
                    "点位名录：按编码，或按名录内唯一的名称，补充其他文件中点位的说明。",
                    "Read as a list of sites: it completes the sites of other files, found by code or by a name that is \
                     there once.",
                ),
                _ => Text::new("沙尘时段表。", "Read as periods of sand and dust."),
            };
            return;
        }
        if self.kind == Kind::Soil {
            self.remark(Code::SoilNotGraded, 0, "");
            self.understood = Code::SoilNotGraded.words().into();
            return;
        }
        let unclear = self.remarks.iter().any(|remark| remark.code == Code::HeaderUnclear);
        if self.kind == Kind::Unknown || !readings {
            if !unclear {
                let text = self.header.join(",");
                self.remark(Code::NothingToGrade, 0, text);
            }
            self.kind = Kind::Unknown;
        } else if self.time.is_none() && self.of_file.is_none() && self.times.is_empty() {
            let unread = |remark: &Remark| remark.code == Code::YearUnknown;
            if !self.period_only && !self.remarks.iter().any(unread) {
                self.remark(Code::NoTime, 0, "");
            }
        } else if self.kind == Kind::AirMonthly {
            self.remark(Code::MonthlyAir, 0, "");
        }
        let kind = match self.kind {
            Kind::AirDaily => Words::new("空气质量日均值", "daily air quality"),
            Kind::AirHourly => Words::new("空气质量小时值", "hourly air quality"),
            Kind::AirMonthly => Words::new("空气质量月均值（不评价）", "monthly air quality, which is not graded"),
            Kind::Water => Words::new("水质监测数据", "water samples"),
            Kind::Soil | Kind::Sites | Kind::Dust | Kind::Corrections | Kind::Unknown => {
                Words::new("未识别的表格", "a table that was not recognised")
            }
        };
        let shape = match self.shape {
            Shape::ColumnPerItem => Words::new("每列一项指标", "one column an item"),
            Shape::RowPerItem => Words::new("每行一项指标", "one row an item"),
            Shape::ColumnPerSite => Words::new("每列一个点位", "one column a site"),
            Shape::ColumnPerDate => Words::new("每列一个时间", "one column a time"),
        };
        let header = match self.header_row {
            Some(at) => Text::new(format!("表头在第 {} 行", at + 1), format!("header in row {}", at + 1)),
            None if self.fields => Text::new("列名取自字段名", "columns named by fields"),
            None => Text::new("没有表头", "no header"),
        };
        let name = |index: usize| self.header.get(index).map_or("", String::as_str);
        let join =
            |columns: &[Option<usize>]| columns.iter().flatten().map(|&n| name(n)).collect::<Vec<_>>().join(" + ");
        let time = match self.time {
            Some(TimeColumns::Date { date, time, hour }) => join(&[Some(date), time, hour]),
            Some(TimeColumns::Parts { year, month, day, hour }) => join(&[year, month, day, hour]),
            None => match self.times.iter().flatten().next().or(self.of_file.as_ref()) {
                Some(stamp) if self.times.len() > 1 => format!("{stamp} …"),
                Some(stamp) => stamp.to_string(),
                None => "—".to_owned(),
            },
        };
        let site = match (&self.site.only, self.shape) {
            (_, Shape::ColumnPerSite) => {
                Text::new(format!("{} 个点位列", self.sites.len()), format!("{} site columns", self.sites.len()))
            }
            (Some(only), _) => Text::new(format!("“{only}”（文件名）"), format!("\"{only}\" (file name)")),
            (None, _) => {
                let place = &self.site;
                let columns = join(&[place.province, place.basin, place.city, place.name, place.code]);
                Text::new(format!("“{columns}”"), format!("\"{columns}\""))
            }
        };
        let mut items: Vec<&str> = Vec::new();
        if let Some((Role::Reading(item, _), _)) = read_header(&self.item_of_file) {
            items.push(item.symbol());
        }
        for value in &self.values {
            if !items.contains(&value.parameter.symbol()) {
                items.push(value.parameter.symbol());
            }
        }
        let items = if items.is_empty() && self.others.is_empty() {
            Text::default()
        } else if !self.others.is_empty() {
            let (count, comma) = (self.others.len(), if items.is_empty() { "" } else { "，" });
            Text::new(
                format!("；指标 {}{comma}另有 {count} 列转交水质评价", items.join("、")),
                format!("; items {} and {count} more columns", items.join(", ")),
            )
        } else {
            Text::new(format!("；指标 {}", items.join("、")), format!("; items {}", items.join(", ")))
        };
        self.understood = Text::new(
            format!("{}：{}，{}；时间取自“{time}”，点位取自{}{}。", kind.zh, shape.zh, header.zh, site.zh, items.zh),
            format!(
                "Read as {}: {}, {}; time from \"{time}\", sites from {}{}.",
                kind.en, shape.en, header.en, site.en, items.en
            ),
        );
    }

    /// Says the row of the header as the file counts it, where the table begins below others.
    #[cold]
    pub(super) fn stands_below(&mut self, base: u32) {
        if let Some(at) = self.header_row.filter(|_| base > 0) {
            let (own, whole) = (at + 1, at + 1 + base as usize);
            let told = &mut self.understood;
            told.zh = told.zh.replace(&format!("第 {own} 行"), &format!("第 {whole} 行"));
            told.en = told.en.replace(&format!("in row {own}"), &format!("in row {whole}"));
        }
    }

    /// The column of a header, from 1.
    pub(super) fn header_of(&self, column: u16) -> &str {
        usize::from(column).checked_sub(1).and_then(|index| self.header.get(index)).map_or("", String::as_str)
    }
}

/// What becomes of a column or item of water that only the evaluation of water knows.
pub(super) const HANDED_ON: Words = Words::new("原样转交水质评价", "handed on to the evaluation of water as it is");

fn averaging_words(averaging: Averaging) -> Words {
    match averaging {
        Averaging::Sample => Words::same(""),
        Averaging::Hour => Words::new("1 小时平均", "1-hour mean"),
        Averaging::Moving8h => Words::new("8 小时滑动平均", "moving 8-hour mean"),
        Averaging::Moving24h => Words::new("24 小时滑动平均", "moving 24-hour mean"),
        Averaging::Day => Words::new("24 小时平均", "24-hour mean"),
        Averaging::DayMax8h => Words::new("日最大 8 小时平均", "daily maximum 8-hour mean"),
        Averaging::DayMax1h => Words::new("日最大 1 小时平均", "daily maximum 1-hour mean"),
    }
}

fn says_dust(text: &str) -> bool {
    ["沙尘", "浮尘", "扬沙"].iter().any(|word| text.contains(word)) || text.to_ascii_lowercase().contains("dust")
}

/// A header cell on one line.
fn one_line(text: &str) -> String {
    without_markup(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names of the sheet and of the file, innermost first, without folders and ending: `book.xlsx › 3月`.
fn names_of(file: &str) -> impl Iterator<Item = &str> {
    file.rsplit(" › ").map(stem)
}

/// A file name without folders and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// Whether a file name can be a city: short, Chinese, and none of the words of data files.
fn names_a_city(stem: &str) -> bool {
    (2..=8).contains(&stem.chars().count())
        && stem.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !["数据", "空气", "监测", "小时", "站", "日报", "月报", "表", "文件", "全国", "导出"]
            .iter()
            .any(|word| stem.contains(word))
}
