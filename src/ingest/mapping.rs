//! What a person said of how files of one kind are to be read: remembered by the header, saved, and applied again.
//!
//! A mapping holds only what was said; everything else stays with recognition. It is a small JSON text:
//!
//! ```json
//! {"format": "envgrade-mapping", "version": 1, "signature": "5e1f…", "header_row": 3, "kind": "water",
//!  "columns": [{"header": "高锰酸钾", "role": "reading:codmn", "unit": "mg/L"}, {"header": "备用", "role": "aside"}]}
//! ```

use super::json::{Json, parse};
use super::layout::Rows;
use super::{ColumnUse, Encoding, FileReport, ReadOptions};
use crate::grade::Class;
use crate::observation::WaterUse;
use crate::parameter::{Parameter, plain_name};
use crate::plan::{Body, HourChoice};
use crate::quantity::{Amount, Unit};
use crate::schema::{HeaderUnit, Kind, Role, Span};
use crate::words::Text;

/// Version of the JSON that is written and the latest that is read.
const VERSION: &str = "1";
/// Rows among which the header is looked for where none is recognised.
const HEAD_ROWS: usize = 40;

/// How files with one header are to be read, as far as somebody said it.
///
/// ```
/// use envgrade::ingest::Mapping;
///
/// let text = r#"{"format": "envgrade-mapping", "version": 1, "header_row": 3, "body": "lake",
///   "columns": [{"header": "耗氧量(mg/L)", "role": "reading:codmn"}, {"header": "备用", "role": "aside"}]}"#;
/// let mapping = Mapping::read(text).unwrap();
/// assert_eq!((mapping.header_row, mapping.columns.len()), (Some(3), 2));
/// assert_eq!(Mapping::read(&mapping.to_json()), Ok(mapping));
/// assert!(Mapping::read("{}").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// What the header is recognised by, [`signature`](super::FileReport::signature) of a report; empty for any file.
    pub signature: String,
    /// Row of the header, counted from 1; 0 for a table without one.
    pub header_row: Option<u32>,
    /// First row of data, counted from 1.
    pub first_row: Option<u32>,
    /// What the file holds.
    pub kind: Option<Kind>,
    /// Meaning of hour labels.
    pub hours: Option<HourChoice>,
    /// Year of dates without one.
    pub year: Option<i32>,
    /// Encoding that the bytes are decoded from.
    pub encoding: Option<Encoding>,
    /// Body of water of sites of which the data do not say it.
    pub body: Option<Body>,
    /// What the water of sites is of which the data do not say it.
    pub water: Option<WaterUse>,
    /// Target class of sites of which the data do not say it.
    pub target: Option<Class>,
    /// Columns and items of rows.
    pub columns: Vec<ColumnMapping>,
}

/// What a column, or an item of rows, is to be read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMapping {
    /// Header as the report gives it, or the item as the rows write it.
    pub header: String,
    /// Position from 1, where headers repeat or there are none; 0 for wherever the header stands.
    pub column: u32,
    /// What it is used as; none leaves it to recognition.
    pub role: Option<Role>,
    /// Unit of its values; none leaves it to recognition.
    pub unit: Option<Unit>,
}

impl Mapping {
    /// Reads a mapping from its JSON.
    ///
    /// # Errors
    /// What is wrong and where, such as `columns[2].role «xyz»`, with what was expected.
    pub fn read(text: &str) -> Result<Mapping, Text> {
        let wrong = |place: &str, found: &str, zh: &str, en: &str| {
            Err(Text::new(
                format!("映射文件：{place}“{found}”应为{zh}"),
                format!("mapping: {place} «{found}»: expected {en}"),
            ))
        };
        let none = || Text::new("这不是映射文件（JSON）", "this is no mapping (JSON)");
        let json = parse(text.trim_start_matches('\u{feff}')).ok_or_else(none)?;
        if said(&json, "format") != "envgrade-mapping" {
            return Err(none());
        }
        if said(&json, "version") != VERSION {
            return wrong("version", said(&json, "version"), VERSION, VERSION);
        }
        let mut mapping = Mapping { signature: said(&json, "signature").to_owned(), ..Mapping::default() };
        for (field, slot) in [("header_row", &mut mapping.header_row), ("first_row", &mut mapping.first_row)] {
            let row = said(&json, field);
            if !row.is_empty() {
                match row.parse() {
                    Ok(row) => *slot = Some(row),
                    Err(_) => return wrong(field, row, "行号", "the number of a row"),
                }
            }
        }
        match said(&json, "kind") {
            "" => {}
            key => match KINDS.into_iter().find(|kind| kind.key() == key) {
                Some(kind) => mapping.kind = Some(kind),
                None => {
                    return wrong(
                        "kind",
                        key,
                        "air-daily、air-hourly、water、sites 等",
                        "air-daily, air-hourly, water, sites …",
                    );
                }
            },
        }
        match said(&json, "hours") {
            "" => {}
            "auto" => mapping.hours = Some(HourChoice::Auto),
            "hour-ending" => mapping.hours = Some(HourChoice::Ending),
            "hour-beginning" => mapping.hours = Some(HourChoice::Beginning),
            key => return wrong("hours", key, " hour-ending 或 hour-beginning", "hour-ending or hour-beginning"),
        }
        match said(&json, "year") {
            "" => {}
            year => match year.parse().ok().filter(|year| (1900..=2200).contains(year)) {
                Some(year) => mapping.year = Some(year),
                None => return wrong("year", year, "年份", "a year"),
            },
        }
        match said(&json, "encoding") {
            "" => {}
            label => match Encoding::from_label(label) {
                Some(encoding) => mapping.encoding = Some(encoding),
                None => return wrong("encoding", label, " UTF-8、GB18030、Big5 等", "UTF-8, GB18030, Big5 …"),
            },
        }
        match said(&json, "body") {
            "" => {}
            "river" => mapping.body = Some(Body::River),
            "lake" => mapping.body = Some(Body::Lake),
            key => return wrong("body", key, " river 或 lake", "river or lake"),
        }
        match said(&json, "water") {
            "" => {}
            key => match WaterUse::ALL.into_iter().find(|water| water.key() == key) {
                Some(water) => mapping.water = Some(water),
                None => return wrong("water", key, " surface、groundwater 等", "surface, groundwater …"),
            },
        }
        match said(&json, "target") {
            "" => {}
            class => match Class::read(class) {
                Some(class) => mapping.target = Some(class),
                None => return wrong("target", class, "水质类别", "a class"),
            },
        }
        if let Some(Json::Array(columns)) = json.field("columns") {
            for (n, column) in columns.iter().enumerate() {
                let place = |field: &str| format!("columns[{n}].{field}");
                let role = said(column, "role");
                let unit = said(column, "unit");
                let position = said(column, "column");
                let (read_role, read_unit) = (role_of(role), Unit::read(unit));
                if !role.is_empty() && read_role.is_none() {
                    return wrong(&place("role"), role, "列的用途", "what a column is used as");
                }
                if !unit.is_empty() && read_unit.is_none() {
                    return wrong(&place("unit"), unit, "单位", "a unit");
                }
                let column_number = if position.is_empty() { Ok(0) } else { position.parse() };
                let Ok(column_number) = column_number else {
                    return wrong(&place("column"), position, "列号", "the number of a column");
                };
                mapping.columns.push(ColumnMapping {
                    header: said(column, "header").to_owned(),
                    column: column_number,
                    role: read_role,
                    unit: read_unit.filter(|_| !unit.is_empty()),
                });
            }
        }
        Ok(mapping)
    }

    /// How the columns of a file were read, as a mapping that says all of them: to be corrected by hand and applied to
    /// files with this header. Encoding and rows stay with recognition, as they may differ from file to file.
    #[must_use]
    pub fn of_report(report: &FileReport) -> Mapping {
        let again = |header: &str| report.columns.iter().filter(|other| other.header == header).count() > 1;
        let column = |column: &ColumnUse| ColumnMapping {
            header: column.header.clone(),
            column: if column.header.is_empty() || again(&column.header) { column.column } else { 0 },
            role: role_of(&column.role_key),
            unit: Unit::read(&column.unit).filter(|_| column.used && !column.unit.is_empty()),
        };
        Mapping {
            signature: report.signature.clone(),
            kind: Some(report.kind).filter(|kind| *kind != Kind::Unknown),
            columns: report.columns.iter().map(column).collect(),
            ..Mapping::default()
        }
    }

    /// The mapping as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut fields = vec![field("format", "envgrade-mapping"), ["\"version\": ", VERSION].concat()];
        let mut say = |name: &str, text: &str| {
            if !text.is_empty() {
                fields.push(field(name, text));
            }
        };
        say("signature", &self.signature);
        say("kind", self.kind.map_or("", Kind::key));
        say(
            "hours",
            match self.hours {
                None => "",
                Some(HourChoice::Auto) => "auto",
                Some(HourChoice::Ending) => "hour-ending",
                Some(HourChoice::Beginning) => "hour-beginning",
            },
        );
        say("encoding", self.encoding.map_or("", Encoding::label));
        say(
            "body",
            match self.body {
                None => "",
                Some(Body::River) => "river",
                Some(Body::Lake) => "lake",
            },
        );
        say("water", self.water.map_or("", WaterUse::key));
        say("target", self.target.map_or("", |class| class.words().zh));
        let numbers = [
            ("header_row", self.header_row.map(i64::from)),
            ("first_row", self.first_row.map(i64::from)),
            ("year", self.year.map(i64::from)),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                fields.push(format!("{}: {number}", quoted(name)));
            }
        }
        let columns = self.columns.iter().map(|column| {
            let mut parts = vec![field("header", &column.header)];
            if column.column > 0 {
                parts.push(format!("{}: {}", quoted("column"), column.column));
            }
            if let Some(role) = column.role {
                parts.push(field("role", &role_key(role)));
            }
            if let Some(unit) = column.unit {
                parts.push(field("unit", unit.name()));
            }
            ["    {", &parts.join(", "), "}"].concat()
        });
        let columns: Vec<String> = columns.collect();
        if !columns.is_empty() {
            fields.push(["\"columns\": [\n", &columns.join(",\n"), "\n  ]"].concat());
        }
        ["{\n  ", &fields.join(",\n  "), "\n}\n"].concat()
    }

    /// The mapping among those of the options that was made for a table with these first rows.
    pub(super) fn of<'a>(options: &'a ReadOptions, rows: &Rows, recognised: Option<usize>) -> Option<&'a Mapping> {
        if options.mappings.is_empty() {
            return None;
        }
        let signature = signature(rows, recognised);
        options
            .mappings
            .iter()
            .find(|mapping| mapping.signature == signature)
            .or_else(|| options.mappings.iter().find(|mapping| mapping.signature.is_empty()))
    }

    /// What is said of a column.
    pub(super) fn column(&self, header: &str, index: usize) -> Option<&ColumnMapping> {
        let here = |column: &&ColumnMapping| column.column as usize == index + 1;
        let named = |column: &&ColumnMapping| column.header == header;
        let columns = || self.columns.iter();
        columns()
            .find(|column| here(column) && named(column))
            .or_else(|| columns().find(|column| column.column == 0 && named(column)))
            .or_else(|| columns().find(|column| here(column) && header.is_empty()))
            // Permuted since: the position no longer fits, and the header stands only once.
            .or_else(|| columns().find(named).filter(|_| !header.is_empty() && columns().filter(named).count() == 1))
    }

    /// What is said of an item of rows.
    pub(super) fn item(&self, name: &str) -> Option<&ColumnMapping> {
        self.columns.iter().find(|column| column.header == name)
    }
}

impl ColumnMapping {
    /// The role with its unit in the place of what was recognised.
    pub(super) fn applied(&self, recognised: Option<(Role, HeaderUnit)>) -> Option<(Role, HeaderUnit)> {
        let (role, unit) = match (self.role, recognised) {
            (Some(role), Some((_, unit))) => (role, unit),
            (Some(role), None) => (role, HeaderUnit::Unsaid),
            (None, Some(recognised)) => recognised,
            (None, None) => return None,
        };
        Some((role, self.unit.map_or(unit, HeaderUnit::Known)))
    }
}

/// What a header is recognised by, whatever order its columns are in: sixteen hexadecimal digits of its names. Where no
/// header is recognised, that of the row with most words.
pub(super) fn signature(rows: &Rows, recognised: Option<usize>) -> String {
    let words = |row: &[String]| {
        let is_word = |cell: &&String| !cell.is_empty() && Amount::parse_ascii(cell.as_bytes()).is_err();
        row.iter().filter(is_word).count()
    };
    let row = recognised.and_then(|at| rows.get(at)).or_else(|| {
        // Of equals the first.
        rows.iter().take(HEAD_ROWS).rev().max_by_key(|row| words(row))
    });
    let mut names: Vec<String> =
        row.into_iter().flatten().map(|cell| plain_name(cell)).filter(|name| !name.is_empty()).collect();
    crate::sorting::sort_by(&mut names, |one, other| one.cmp(other));
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in names.iter().flat_map(|name| name.bytes().chain([0x1f])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

const KINDS: [Kind; 6] = [Kind::AirDaily, Kind::AirHourly, Kind::AirMonthly, Kind::Water, Kind::Sites, Kind::Dust];

/// Keys of roles that are not readings.
#[rustfmt::skip]
const ROLES: &[(&str, Role)] = &[
    ("date", Role::Date), ("time", Role::Time), ("hour", Role::Hour), ("year", Role::Year), ("month", Role::Month), ("day", Role::Day),
    ("site", Role::Site), ("code", Role::Code), ("city", Role::City), ("province", Role::Province), ("county", Role::County),
    ("basin", Role::Basin), ("river", Role::River), ("lake", Role::Lake), ("order", Role::Order),
    ("function-zone", Role::FunctionZone), ("vertical", Role::Vertical), ("body", Role::Body), ("target", Role::Target),
    ("class", Role::Class), ("aqi", Role::Aqi), ("category", Role::Category), ("status", Role::Status),
    ("standard", Role::Standard), ("item", Role::Item), ("result", Role::Result), ("unit", Role::Unit),
    ("point-role", Role::PointRole), ("background", Role::Background), ("start", Role::Start), ("end", Role::End),
    ("position", Role::Position), ("found", Role::Found), ("detection", Role::Detection),
    ("detection-unit", Role::DetectionUnit), ("fraction", Role::Fraction), ("aside", Role::Aside),
];

const SPANS: [(&str, Span); 5] = [
    ("", Span::Unsaid),
    ("/1h", Span::Hour),
    ("/8h", Span::EightHours),
    ("/24h", Span::Day),
    ("/8h-24h", Span::EightOfDay),
];

/// Stable key of a role: `date`, `reading:nh3n`, `reading:o3/8h-24h`.
#[must_use]
pub fn role_key(role: Role) -> String {
    match role {
        Role::Reading(parameter, span) => {
            let span = SPANS.iter().find(|(_, other)| *other == span).map_or("", |(key, _)| key);
            ["reading:", parameter.item().key, span].concat()
        }
        other => ROLES.iter().find(|(_, role)| *role == other).map_or("aside", |(key, _)| key).to_owned(),
    }
}

/// The role with this key.
#[must_use]
pub fn role_of(key: &str) -> Option<Role> {
    let Some(reading) = key.strip_prefix("reading:") else {
        return ROLES.iter().find(|(known, _)| *known == key).map(|(_, role)| *role);
    };
    let (item, span) = reading.split_at(reading.find('/').unwrap_or(reading.len()));
    let span = SPANS.iter().find(|(key, _)| *key == span).map(|(_, span)| *span)?;
    Parameter::from_key(item).map(|parameter| Role::Reading(parameter, span))
}

/// Text of a field, numbers too; empty when it is not there.
fn said<'a>(json: &'a Json, name: &str) -> &'a str {
    match json.field(name) {
        Some(Json::Text(text)) => text,
        _ => "",
    }
}

fn field(name: &str, text: &str) -> String {
    [&quoted(name), ": ", &quoted(text)].concat()
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_every_role() {
        for (key, role) in ROLES {
            assert_eq!((role_key(*role).as_str(), role_of(key)), (*key, Some(*role)));
        }
        for parameter in Parameter::ALL {
            for (_, span) in SPANS {
                let role = Role::Reading(*parameter, span);
                assert_eq!(role_of(&role_key(role)), Some(role));
            }
        }
        assert_eq!(role_of("reading:xyz"), None);
        assert_eq!(role_of("reading:o3/9h"), None);
    }

    #[test]
    fn the_order_of_columns_is_no_part_of_the_signature() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let one = vec![row(&["标题"]), row(&["断面", "总磷 (mg/L)", "氨氮"]), row(&["1", "2", "3"])];
        let other = vec![row(&["氨氮", "断面", "总磷（mg/L）", ""])];
        assert_eq!(signature(&one, Some(1)), signature(&other, Some(0)));
        assert_eq!(signature(&one, None), signature(&one, Some(1)));
        assert_ne!(signature(&one, Some(1)), signature(&one, Some(0)));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let mapping = |rest: &str| Mapping::read(&format!("{{\"format\":\"envgrade-mapping\",\"version\":1{rest}}}"));
        let wrong = |rest: &str| mapping(rest).expect_err(rest).en;
        assert!(
            wrong(",\"columns\":[{\"header\":\"a\"},{\"header\":\"b\",\"role\":\"xyz\"}]")
                .contains("columns[1].role «xyz»")
        );
        assert!(wrong(",\"columns\":[{\"header\":\"a\",\"unit\":\"pounds\"}]").contains("columns[0].unit «pounds»"));
        for rest in [
            ",\"kind\":\"soup\"",
            ",\"header_row\":\"x\"",
            ",\"hours\":\"9\"",
            ",\"year\":12",
            ",\"body\":\"sea\"",
            ",\"target\":\"x\"",
            ",\"encoding\":\"ebcdic\"",
            ",\"water\":\"x\"",
        ] {
            let name = rest.split('"').nth(1).unwrap_or_default();
            assert!(wrong(rest).contains(name), "{rest}");
        }
        assert!(Mapping::read("{\"format\":\"envgrade-mapping\",\"version\":2}").is_err());
    }
}
