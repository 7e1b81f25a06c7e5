//! Limits that a user brings: of a discharge permit, a local standard, another country. An owned table beside the
//! printed ones, read row by row; a row that cannot be used says which it is and why, and costs nothing but itself.

use super::Bound;
use crate::quantity::{Amount, CellError, Dimension, Reading, Unit, read_cell};
use crate::water_item::WaterItem;
use crate::words::{Text, Words};

/// A row as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written<'a> {
    /// Number of the row in the table of the user.
    pub row: u32,
    /// Item: a name, symbol or code.
    pub item: &'a str,
    /// Limit: a number, a range `6~9`, either with a sign before it: `≤0.5`.
    pub limit: &'a str,
    /// Unit; empty stands for the unit of the item.
    pub unit: &'a str,
    /// `<=`, `>=`, `range`, or their signs and words; may be empty when the limit itself tells.
    pub direction: &'a str,
}

/// A limit of the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnLimit {
    /// Number of the row in the table of the user.
    pub row: u32,
    /// Item.
    pub item: WaterItem,
    /// The limit in the unit of the item.
    pub bound: Bound,
    /// The limit as written, in [`OwnLimit::unit`].
    pub written: Bound,
    /// Unit as written.
    pub unit: Unit,
    /// Whether the row names no unit, so that the unit of the item was taken; not for items without one.
    pub unit_assumed: bool,
}

/// The limits of a user under the name that the user gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnTable {
    /// Name, for results and explanations.
    pub name: String,
    /// Limits in the order of the rows.
    pub limits: Vec<OwnLimit>,
}

/// A row that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Number of the row in the table of the user.
    pub row: u32,
    /// Why.
    pub cause: Cause,
    /// The text that it is about.
    pub text: String,
}

/// Why a row of limits was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The item is not known.
    UnknownItem,
    /// No limit is given.
    NoLimit,
    /// The limit is not a number or range.
    NotANumber,
    /// The limit is above 10¹².
    TooLarge,
    /// A negative limit of something that cannot be negative.
    Negative,
    /// The range ends below its begin.
    EmptyRange,
    /// The unit is not known.
    UnknownUnit,
    /// The unit does not measure the item.
    UnitMismatch,
    /// Neither the direction nor the limit tells whether it is a highest or a lowest value.
    NoDirection,
    /// The direction is not known. `<` and `>` are not: equal to a limit keeps it.
    UnknownDirection,
    /// The direction says something else than the limit does.
    Contradiction,
    /// The row with this number limits the same item in the same direction.
    Duplicate(u32),
}

impl Cause {
    /// What is the matter and what to do.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Cause::UnknownItem => Words::new("指标无法识别", "the item is not known"),
            Cause::NoLimit => Words::new("没有限值", "there is no limit"),
            Cause::NotANumber => {
                Words::new("限值应为数字或范围（如 6~9）", "the limit is no number and no range (such as 6~9)")
            }
            Cause::TooLarge => Words::new("限值过大", "the limit is too large"),
            Cause::Negative => Words::new("限值不能为负", "the limit cannot be negative"),
            Cause::EmptyRange => Words::new("范围的上限低于下限", "the range ends below its begin"),
            Cause::UnknownUnit => {
                Words::new("单位无法识别，请用 mg/L、μg/L 等", "the unit is not known; write mg/L, µg/L or the like")
            }
            Cause::UnitMismatch => Words::new("单位与指标不符", "the unit does not fit the item"),
            Cause::NoDirection => {
                Words::new("没有方向，请填写 ≤、≥ 或范围", "there is no direction; write ≤, ≥ or range")
            }
            Cause::UnknownDirection => Words::new(
                "方向无法识别，请填写 ≤、≥ 或范围（等于限值为达标）",
                "the direction is not known; write ≤, ≥ or range (equal to a limit keeps it)",
            ),
            Cause::Contradiction => Words::new("方向与限值的写法矛盾", "the direction contradicts the limit"),
            Cause::Duplicate(_) => {
                Words::new("同一指标同一方向的限值重复", "the item already has a limit in this direction")
            }
        }
    }
}

impl RowError {
    /// `第 3 行“ppb”：单位与指标不符`.
    #[must_use]
    pub fn message(&self) -> Text {
        let Words { zh, en } = self.cause.words();
        let mut text = Text::new(format!("第 {} 行", self.row), format!("Row {}", self.row));
        if !self.text.is_empty() {
            text.zh.push_str(&format!("“{}”", self.text));
            text.en.push_str(&format!(" “{}”", self.text));
        }
        text.zh.push_str(&format!("：{zh}"));
        text.en.push_str(&format!(": {en}"));
        if let Cause::Duplicate(first) = self.cause {
            text.zh.push_str(&format!("（见第 {first} 行）"));
            text.en.push_str(&format!(" (see row {first})"));
        }
        text
    }
}

impl OwnTable {
    /// Reads the rows of a user. A row without item and limit is skipped; one that cannot be used is among the errors,
    /// and the others count.
    ///
    /// ```
    /// use envgrade::standard::own::{Cause, OwnTable, Written};
    /// let written = |row, item, limit, unit, direction| Written { row, item, limit, unit, direction };
    /// let (table, errors) = OwnTable::read("排污许可", &[
    ///     written(2, "氨氮", "8", "mg/L", "≤"),
    ///     written(3, "pH", "6~9", "", ""),
    ///     written(4, "总铅", "0.1", "ppb", "<="),
    /// ]);
    /// assert_eq!(table.limits.len(), 2);
    /// assert_eq!(errors[0].cause, Cause::UnitMismatch);
    /// assert_eq!(errors[0].message().zh, "第 4 行“ppb”：单位与指标不符");
    /// ```
    #[must_use]
    pub fn read(name: &str, rows: &[Written<'_>]) -> (OwnTable, Vec<RowError>) {
        let mut table = OwnTable { name: name.to_owned(), limits: Vec::new() };
        let mut errors = Vec::new();
        for written in rows {
            if written.item.trim().is_empty() && written.limit.trim().is_empty() {
                continue;
            }
            let limit = read_row(written).and_then(|limit| {
                let same = |other: &&OwnLimit| {
                    other.item == limit.item
                        && std::mem::discriminant(&other.bound) == std::mem::discriminant(&limit.bound)
                };
                match table.limits.iter().find(same) {
                    Some(first) => Err((Cause::Duplicate(first.row), written.item)),
                    None => Ok(limit),
                }
            });
            match limit {
                Ok(limit) => table.limits.push(limit),
                Err((cause, text)) => {
                    let text = text.trim().chars().take(80).collect();
                    errors.push(RowError { row: written.row, cause, text });
                }
            }
        }
        (table, errors)
    }
}

/// Column names of a table of limits, plain, in the order item, limit, unit, direction.
#[rustfmt::skip]
const COLUMNS: [&[&str]; 4] = [
    &["指标", "项目", "监测项目", "检测项目", "污染物", "名称", "item", "parameter", "variable", "name"],
    &["限值", "标准限值", "标准值", "排放限值", "limit", "objective", "value", "guideline"],
    &["单位", "unit", "units"],
    &["方向", "判断", "类型", "direction", "sign", "type"],
];

/// The cells of a line: between commas, or between tabs where there is one; a cell in quotation marks may hold commas.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        return line.split('\t').map(unquoted).collect();
    }
    let (mut cells, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' | '，' | '；' if !quoted => {
                cells.push(unquoted(&line[from..at]));
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    cells.push(unquoted(&line[from..]));
    cells
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim()
}

impl OwnTable {
    /// An empty table to fill in.
    pub const TEMPLATE: &str = "指标,限值,单位,方向\n氨氮,1.0,mg/L,≤\n溶解氧,5,mg/L,≥\npH,6~9,,范围\n铁,0.3,mg/L,≤\n";

    /// Reads a table as text: CSV, or cells as they are copied from a spreadsheet. A first line that names the columns may
    /// give them in any order; without one they are item, limit, unit, direction. Lines that begin with `#` are skipped.
    ///
    /// ```
    /// use envgrade::standard::own::OwnTable;
    /// let (table, errors) = OwnTable::read_text("permit", "单位,项目,限值,方向\nmg/L,氨氮,8,≤\n,pH,6~9,\n,某物,1,≤\n");
    /// assert_eq!((table.limits.len(), table.limits[0].row), (2, 2));
    /// assert_eq!(errors[0].message().zh, "第 4 行“某物”：指标无法识别");
    /// assert_eq!(OwnTable::read_text("", OwnTable::TEMPLATE).0.limits.len(), 4);
    /// ```
    #[must_use]
    pub fn read_text(name: &str, text: &str) -> (OwnTable, Vec<RowError>) {
        let lines = text.trim_start_matches('\u{feff}').lines();
        let numbered = (1_u32..).zip(lines).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let mut places: Option<[Option<usize>; 4]> = None;
        let mut rows = Vec::new();
        for (row, line) in numbered {
            let cells = cells(line);
            if places.is_none() {
                let names: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
                let place = |names_of: &[&str]| names.iter().position(|name| names_of.contains(&name.as_str()));
                let found = COLUMNS.map(place);
                if found[0].is_some() && found[1].is_some() {
                    places = Some(found);
                    continue;
                }
                places = Some([Some(0), Some(1), Some(2), Some(3)]);
            }
            let [item, limit, unit, direction] =
                places.unwrap_or_default().map(|at| at.and_then(|at| cells.get(at).copied()).unwrap_or(""));
            rows.push(Written { row, item, limit, unit, direction });
        }
        OwnTable::read(name, &rows)
    }
}

type Refused<'a> = (Cause, &'a str);

fn read_row<'a>(written: &Written<'a>) -> Result<OwnLimit, Refused<'a>> {
    let item = WaterItem::read(written.item).ok_or((Cause::UnknownItem, written.item))?;
    let bound = read_bound(written)?;
    let blank = written.unit.trim().is_empty();
    let unit = match blank {
        true => item.unit(),
        false if written.unit.trim().eq_ignore_ascii_case(item.unit().name()) => item.unit(),
        false => Unit::read(written.unit).ok_or((Cause::UnknownUnit, written.unit))?,
    };
    if unit.dimension() != item.unit().dimension() {
        return Err((Cause::UnitMismatch, written.unit));
    }
    let converted = |amount: Amount| {
        if amount.is_negative() && unit.dimension() != Dimension::Temperature {
            return Err((Cause::Negative, written.limit));
        }
        unit.convert(amount, item.unit()).ok_or((Cause::TooLarge, written.limit))
    };
    let in_unit_of_item = match bound {
        Bound::AtMost(limit) => Bound::AtMost(converted(limit)?),
        Bound::AtLeast(limit) => Bound::AtLeast(converted(limit)?),
        Bound::Within(low, high) => Bound::Within(converted(low)?, converted(high)?),
    };
    Ok(OwnLimit {
        row: written.row,
        item,
        bound: in_unit_of_item,
        written: bound,
        unit,
        unit_assumed: blank && item.unit() != Unit::ONE,
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    AtMost,
    AtLeast,
    Within,
}

#[rustfmt::skip]
const SIGNS: [(&str, Direction); 8] = [
    ("<=", Direction::AtMost),  ("=<", Direction::AtMost),  ("≤", Direction::AtMost),  ("≦", Direction::AtMost),
    (">=", Direction::AtLeast), ("=>", Direction::AtLeast), ("≥", Direction::AtLeast), ("≧", Direction::AtLeast),
];

#[rustfmt::skip]
const NAMES: [(Direction, &[&str]); 3] = [
    (Direction::AtMost,  &["不大于", "不高于", "不超过", "小于等于", "小于或等于", "上限", "最大值", "max", "atmost", "upper"]),
    (Direction::AtLeast, &["不小于", "不低于", "大于等于", "大于或等于", "下限", "最小值", "min", "atleast", "lower"]),
    (Direction::Within,  &["范围", "区间", "之间", "~", "range", "within", "between"]),
];

fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .map(crate::quantity::lower)
        .collect()
}

fn read_bound<'a>(written: &Written<'a>) -> Result<Bound, Refused<'a>> {
    let limit = plain(written.limit);
    if limit.is_empty() {
        return Err((Cause::NoLimit, written.item));
    }
    let of_sign = SIGNS.iter().find_map(|&(sign, direction)| Some((direction, limit.strip_prefix(sign)?)));
    let (signed, number) = of_sign.map_or((None, limit.as_str()), |(direction, rest)| (Some(direction), rest));
    // A hyphen between two numbers, but not the sign of the first or of an exponent.
    let hyphen = || {
        let at = number.char_indices().skip(1).find(|&(at, c)| c == '-' && !number[..at].ends_with(['e', '-']))?.0;
        Some((&number[..at], &number[at + 1..]))
    };
    let range = number.split_once(['~', '–', '—', '至']).or_else(hyphen);
    let told = match (signed, range) {
        (Some(_), Some(_)) => return Err((Cause::Contradiction, written.limit)),
        (Some(direction), None) => Some(direction),
        (None, Some(_)) => Some(Direction::Within),
        (None, None) => None,
    };
    let chosen = plain(written.direction);
    let chosen = if chosen.is_empty() {
        None
    } else {
        let sign = SIGNS.iter().find(|(sign, _)| *sign == chosen).map(|&(_, direction)| direction);
        let name = || NAMES.iter().find(|(_, names)| names.contains(&chosen.as_str())).map(|&(direction, _)| direction);
        Some(sign.or_else(name).ok_or((Cause::UnknownDirection, written.direction))?)
    };
    let amount = |text: &str| match read_cell(text.as_bytes()) {
        Ok(Reading::Value(amount)) => Ok(amount),
        Err(CellError::TooLarge) => Err((Cause::TooLarge, written.limit)),
        _ => Err((Cause::NotANumber, written.limit)),
    };
    if let Some((low, high)) = range {
        let (low, high) = (amount(low)?, amount(high)?);
        return match chosen {
            Some(Direction::AtMost | Direction::AtLeast) => Err((Cause::Contradiction, written.direction)),
            _ if high < low => Err((Cause::EmptyRange, written.limit)),
            _ => Ok(Bound::Within(low, high)),
        };
    }
    let amount = amount(number)?;
    match (told, chosen) {
        (Some(told), Some(chosen)) if told != chosen => Err((Cause::Contradiction, written.direction)),
        (_, Some(Direction::Within)) => Err((Cause::Contradiction, written.direction)),
        (Some(Direction::AtMost), _) | (None, Some(Direction::AtMost)) => Ok(Bound::AtMost(amount)),
        (Some(Direction::AtLeast), _) | (None, Some(Direction::AtLeast)) => Ok(Bound::AtLeast(amount)),
        _ => Err((Cause::NoDirection, written.limit)),
    }
}
