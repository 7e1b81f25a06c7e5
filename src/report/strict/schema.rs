//! The tables of the strict format as Frictionless Table Schemas.

use serde::Serialize;

use super::{Field, KINDS, PlaceField, VERSION, body_word, boundary_word, key_places, required, water_word};
use crate::grade::Class;
use crate::observation::{Averaging, Boundary, PointRole, WaterUse};
use crate::parameter::{Medium, Parameter};
use crate::plan::Body;
use crate::schema::{Kind, Span};

/// A table as Table Schema 2.0 of Frictionless describes it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct TableSchema {
    #[serde(rename = "$schema")]
    pub profile: &'static str,
    pub name: String,
    pub title: String,
    pub version: &'static str,
    pub fields: Vec<SchemaField>,
    /// A table has the required fields, any of the others, and of water columns of further items.
    pub fields_match: Vec<&'static str>,
    pub missing_values: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub primary_key: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unique_keys: Vec<Vec<String>>,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct SchemaField {
    pub name: String,
    pub title: String,
    pub description: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    pub example: String,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
}

/// What the cells of a column are held to.
#[derive(Debug, Clone, Default, Serialize)]
#[allow(missing_docs)]
pub struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    #[serde(skip_serializing_if = "Vec::is_empty", rename = "enum")]
    pub values: Vec<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub pattern: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<u8>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        !self.required
            && self.values.is_empty()
            && self.pattern.is_empty()
            && self.minimum.is_none()
            && self.maximum.is_none()
    }
}

/// A folder of tables as a Data Package of Frictionless.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Package {
    #[serde(rename = "$schema")]
    pub profile: &'static str,
    pub name: &'static str,
    pub resources: Vec<Resource>,
}

/// One table of the folder.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Resource {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub path: String,
    pub format: &'static str,
    pub mediatype: &'static str,
    pub encoding: &'static str,
    pub schema: TableSchema,
}

impl Package {
    /// The tables of a folder, each in a file of the name of its kind.
    #[must_use]
    pub fn of(tables: &[(Kind, Vec<Field>)]) -> Package {
        let resource = |(kind, fields): &(Kind, Vec<Field>)| Resource {
            name: kind.key().to_owned(),
            kind: "table",
            path: format!("{}.csv", kind.key()),
            format: "csv",
            mediatype: "text/csv",
            encoding: "utf-8",
            schema: TableSchema { fields_match: vec!["exact"], ..schema(*kind, fields) },
        };
        Package {
            profile: "https://datapackage.org/profiles/2.0/datapackage.json",
            name: "envgrade",
            resources: tables.iter().map(resource).collect(),
        }
    }
}

/// Every column that a table of this kind may have, but for those of further items of water.
#[must_use]
pub fn all_fields(kind: Kind) -> Vec<Field> {
    let places: &[PlaceField] = match kind {
        Kind::AirDaily | Kind::AirHourly => &[
            PlaceField::Province,
            PlaceField::City,
            PlaceField::County,
            PlaceField::Code,
            PlaceField::Site,
            PlaceField::PointRole,
        ],
        Kind::Water | Kind::Sites => &PlaceField::ALL,
        _ => &[PlaceField::Site],
    };
    let mut fields: Vec<Field> = places
        .iter()
        .filter(|place| kind != Kind::Water || !matches!(place, PlaceField::PointRole))
        .copied()
        .map(Field::Place)
        .collect();
    match kind {
        Kind::AirDaily | Kind::AirHourly => {
            fields.push(Field::Date);
            fields.extend((kind == Kind::AirHourly).then_some(Field::Hour));
            let mut readings = Vec::new();
            for &parameter in Parameter::ALL.iter().filter(|parameter| parameter.item().medium == Medium::Air) {
                for span in [Span::Unsaid, Span::Hour, Span::EightHours, Span::Day, Span::EightOfDay] {
                    let reading = (parameter, span.averaging(kind, parameter));
                    let usual = match reading.1 {
                        Averaging::Hour | Averaging::Day => true,
                        Averaging::Moving24h => matches!(parameter, Parameter::Pm10 | Parameter::Pm25),
                        _ => parameter == Parameter::O3,
                    };
                    if usual && !readings.contains(&reading) {
                        readings.push(reading);
                    }
                }
            }
            fields.extend(readings.into_iter().map(|(parameter, averaging)| Field::Reading(parameter, averaging)));
            fields.extend([Field::Aqi, Field::Category, Field::Status]);
        }
        Kind::Water => {
            fields.extend([Field::Date, Field::Vertical]);
            let items = Parameter::ALL.iter().filter(|parameter| parameter.item().medium == Medium::Water);
            fields.extend(items.map(|&parameter| Field::Reading(parameter, Averaging::Sample)));
            fields.extend([Field::Class, Field::Status]);
        }
        Kind::Dust => fields.extend([Field::Start, Field::End]),
        _ => {}
    }
    fields
}

const PROFILE: &str = "https://datapackage.org/profiles/2.0/tableschema.json";
/// A number, below or above a bound, or not detected.
const READING: &str = "^(-?[0-9]+(\\.[0-9]+)?|[<>]-?[0-9]+(\\.[0-9]+)?|ND)$";
const DAY_OR_HOUR: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$";
const MONTH_DAY_OR_MINUTE: &str = "^[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?$";

/// The schema of a table of this kind with these columns.
#[must_use]
pub fn schema(kind: Kind, fields: &[Field]) -> TableSchema {
    let title = match kind {
        Kind::AirDaily => "空气日均值 / Days of air",
        Kind::AirHourly => "空气小时值 / Hours of air",
        Kind::Water => "水样 / Samples of water",
        Kind::Sites => "点位表 / List of sites",
        _ => "沙尘时段 / Periods of sand and dust",
    };
    let required = required(kind);
    let key: Vec<String> = key_places(kind).iter().map(|place| place.name().to_owned()).collect();
    let (primary_key, unique_keys) = match kind {
        Kind::Dust => (vec!["site".to_owned(), "dust_start".to_owned()], Vec::new()),
        Kind::Sites => (Vec::new(), vec![key]),
        _ => {
            let mut more = vec!["date".to_owned()];
            more.extend((kind == Kind::AirHourly).then(|| "hour".to_owned()));
            more.extend(fields.contains(&Field::Vertical).then(|| "vertical".to_owned()));
            (Vec::new(), vec![[key, more].concat()])
        }
    };
    debug_assert!(KINDS.contains(&kind));
    TableSchema {
        profile: PROFILE,
        name: format!("envgrade-{}", kind.key()),
        title: title.to_owned(),
        version: VERSION,
        fields: fields.iter().map(|field| column(kind, field, required.contains(field))).collect(),
        fields_match: vec!["partial"],
        missing_values: vec!["", "--", "*", "断流"],
        primary_key,
        unique_keys,
    }
}

fn column(kind: Kind, field: &Field, required: bool) -> SchemaField {
    let dust = kind == Kind::Dust;
    let (title, description, example) = match field {
        Field::Place(place) => place_words(*place, dust),
        Field::Date if kind == Kind::Water => {
            ("采样时间 / time of the sample", "年-月、年-月-日，或到分钟 / month, day, or to the minute", "2026-01-05")
        }
        Field::Date => ("日期 / day", "年-月-日，北京时间 / day in local time", "2026-01-05"),
        Field::Hour => (
            "小时 / hour",
            "1–24，时末标注：8 为 07:00–08:00 / 1 to 24 by the label of its end: 8 is from 07:00 to 08:00",
            "8",
        ),
        Field::Vertical => {
            ("垂线或层次 / vertical or layer", "同一断面同次采样的不同垂线、层次 / parts of one sample", "左")
        }
        Field::Reading(..) | Field::Other(..) => ("", "", ""),
        Field::Aqi => ("AQI", "发布的 AQI，只用于比对 / as published, for comparison only", "75"),
        Field::AqiOfHours => (
            "小时 AQI 的日均 / mean of hourly AQIs",
            "发布者以小时 AQI 的均值代替日 AQI 时，代替 AQI 列，不比对 / in the place of AQI where a publisher writes it so; not compared",
            "82",
        ),
        Field::Category => {
            ("空气质量类别 / AQI category", "发布的类别，只用于比对 / as published, for comparison only", "良")
        }
        Field::Class => ("水质类别 / water class", "发布的类别，只用于比对 / as published, for comparison only", "Ⅱ"),
        Field::Status => (
            "状态 / status",
            "填写后该行只显示不评价，如维护、停站 / where it is filled the row is shown and not graded",
            "维护",
        ),
        Field::Start => {
            ("开始 / start", "首日，或首个小时（时末标注） / first day, or first hour by its end", "2026-04-12T10:00")
        }
        Field::End => ("结束 / end", "末日，或最后一个小时 / last day, or last hour", "2026-04-13T02:00"),
    };
    let mut constraints = Constraints {
        required: required && matches!(field, Field::Date | Field::Hour | Field::Start | Field::End),
        ..Constraints::default()
    };
    let mut said = (title.to_owned(), description.to_owned(), example.to_owned(), String::new(), "string");
    match field {
        Field::Place(place) => constraints.values = values(*place),
        Field::Date if kind == Kind::Water => constraints.pattern = MONTH_DAY_OR_MINUTE,
        Field::Date => said.4 = "date",
        Field::Hour => {
            said.4 = "integer";
            (constraints.minimum, constraints.maximum) = (Some(1), Some(24));
        }
        Field::Aqi | Field::AqiOfHours => said.4 = "number",
        Field::Start | Field::End => constraints.pattern = DAY_OR_HOUR,
        Field::Reading(parameter, averaging) => {
            let item = parameter.item();
            let span = averaging_words(*averaging);
            constraints.pattern = READING;
            said.0 = format!("{} / {}", item.name.zh, item.name.en);
            said.1 = format!("{span}；低于检出限写 <检出限，未检出写 ND / write < and the detection limit, or ND",);
            said.2 = example_of(*parameter).to_owned();
            said.3 = item.unit.name().to_owned();
        }
        Field::Other(name, unit) => {
            said.0.clone_from(name);
            "其他项目，按原文 / another item, as written".clone_into(&mut said.1);
            "0.01".clone_into(&mut said.2);
            said.3.clone_from(unit);
        }
        _ => {}
    }
    if let Field::Place(PlaceField::Order) = field {
        said.4 = "number";
    }
    let (title, description, example, unit, kind_of_cell) = said;
    SchemaField { name: field.header(kind), title, description, kind: kind_of_cell, unit, example, constraints }
}

const fn averaging_words(averaging: Averaging) -> &'static str {
    match averaging {
        Averaging::Sample => "样品值 / value of the sample",
        Averaging::Hour => "1 小时均值 / mean of one hour",
        Averaging::Moving8h => "8 小时滑动均值 / moving mean of eight hours",
        Averaging::Moving24h => "24 小时滑动均值 / moving mean of twenty-four hours",
        Averaging::Day => "日均值 / mean of the day",
        Averaging::DayMax8h => "日最大 8 小时滑动均值 / largest moving eight-hour mean of the day",
        Averaging::DayMax1h => "日最大 1 小时均值 / largest hour of the day",
    }
}

/// A reading that is possible for the item in its unit.
const fn example_of(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::Co => "0.8",
        Parameter::So2 => "9",
        Parameter::No2 | Parameter::Nox => "28",
        Parameter::O3 => "76",
        Parameter::Pm10 => "61",
        Parameter::Pm25 => "27",
        Parameter::Tsp => "95",
        Parameter::BaP => "0.0004",
        Parameter::Ph => "8.1",
        Parameter::Do => "9.8",
        Parameter::WaterTemperature => "6.2",
        Parameter::FaecalColiform => "1200",
        Parameter::Conductivity => "352",
        Parameter::AlgalDensity => "150000",
        Parameter::Cod => "8",
        Parameter::Tn => "1.1",
        Parameter::CodMn => "1.9",
        Parameter::Bod5 => "1.2",
        Parameter::DoSaturation => "92.5",
        Parameter::Turbidity | Parameter::Transparency => "1.5",
        Parameter::AmmoniaN => "0.08",
        Parameter::Tp => "0.02",
        Parameter::Hg => "<0.00004",
        Parameter::Petroleum => "ND",
        _ => "0.001",
    }
}

fn place_words(place: PlaceField, dust: bool) -> (&'static str, &'static str, &'static str) {
    match place {
        PlaceField::Province => ("省份 / province", "点位所在省份 / province of the site", "示例省"),
        PlaceField::City => ("城市 / city", "点位所在城市 / city of the site", "示例市"),
        PlaceField::County => ("区县 / county", "点位所在区县 / county of the site", "示例县"),
        PlaceField::Basin => ("流域 / basin", "断面所属流域 / basin of the section", "示例流域"),
        PlaceField::River => ("河流 / river", "断面所在河流 / river of the section", "示例河"),
        PlaceField::Lake => ("湖库 / lake", "点位所属湖库 / lake or reservoir of the point", "示例湖"),
        PlaceField::FunctionZone => ("水功能区 / function zone", "所属水功能区 / water function zone", "示例功能区"),
        PlaceField::Code => {
            ("编码 / code", "点位或断面编码，有则以它区分 / identifies the site where it is given", "1001A")
        }
        PlaceField::Site if dust => {
            ("地点 / place", "城市或点位；all 为全部 / city or site; all is everywhere", "示例市")
        }
        PlaceField::Site => {
            ("点位或断面 / site or section", "名称；无名称时为编码 / name, or the code without one", "示例点")
        }
        PlaceField::PointRole => ("点位类型 / kind of point", "空气点位的类型 / what an air point stands for", "city"),
        PlaceField::Body => ("水体 / body", "河流或湖库 / river or lake", "river"),
        PlaceField::Boundary => ("交界 / boundary", "交界断面的性质 / boundary that the section stands at", "outbound"),
        PlaceField::WaterType => ("水的类型 / kind of water", "决定适用标准 / decides the standard", "surface water"),
        PlaceField::Target => ("目标类别 / target class", "考核目标 / target", "Ⅲ"),
        PlaceField::Order => {
            ("上下游顺序 / order", "向下游递增的序号或里程 / number or distance, ascending downstream", "12.5")
        }
    }
}

fn values(place: PlaceField) -> Vec<String> {
    let owned = |words: &mut dyn Iterator<Item = &'static str>| words.map(str::to_owned).collect();
    match place {
        PlaceField::Body => owned(&mut [Body::River, Body::Lake].into_iter().map(body_word)),
        PlaceField::Boundary => owned(&mut Boundary::ALL.into_iter().map(boundary_word)),
        PlaceField::WaterType => owned(&mut WaterUse::ALL.into_iter().map(water_word)),
        PlaceField::PointRole => owned(
            &mut [PointRole::City, PointRole::Background, PointRole::Regional, PointRole::Roadside, PointRole::Source]
                .into_iter()
                .map(PointRole::key),
        ),
        PlaceField::Target => {
            owned(&mut [Class::I, Class::II, Class::III, Class::IV, Class::V].into_iter().map(|class| class.words().zh))
        }
        _ => Vec::new(),
    }
}

/// The schema of the list of exclusions and corrections.
#[must_use]
pub fn exclusions_schema() -> TableSchema {
    const COLUMNS: [[&str; 4]; 8] = [
        ["site", "点位 / site", "名称或编码；空或 all 为全部 / name or code; empty or all is every site", "示例点"],
        ["from", "开始 / from", "月、日或小时 / month, day or hour", "2026-04-12"],
        ["to", "结束 / to", "空为同一天 / empty is the same day", "2026-04-13"],
        ["item", "指标 / item", "空为全部，多个用 ; 隔开 / empty is all; several are set apart by ;", "PM10"],
        ["action", "处理 / action", "剔除或更正 / leave out or put right", "exclude"],
        ["value", "更正值 / value", "更正后的值，标准单位 / the right value in the unit of the item", ""],
        ["reason", "原因 / reason", "必填 / always given", "仪器故障"],
        ["by", "操作人 / by", "谁决定的 / who decided it", "张三"],
    ];
    let field = |[name, title, description, example]: [&str; 4]| SchemaField {
        name: name.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        kind: "string",
        unit: String::new(),
        example: example.to_owned(),
        constraints: Constraints {
            required: matches!(name, "action" | "reason"),
            values: match name {
                "action" => vec!["exclude".to_owned(), "correct".to_owned()],
                _ => Vec::new(),
            },
            pattern: match name {
                "from" | "to" => MONTH_DAY_OR_MINUTE,
                "value" => READING,
                _ => "",
            },
            ..Constraints::default()
        },
    };
    TableSchema {
        profile: PROFILE,
        name: "envgrade-exclusions".to_owned(),
        title: "剔除与更正清单 / List of exclusions and corrections".to_owned(),
        version: VERSION,
        fields: COLUMNS.into_iter().map(field).collect(),
        fields_match: vec!["equal"],
        missing_values: vec![""],
        primary_key: Vec::new(),
        unique_keys: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::air_readings;
    use super::*;

    #[test]
    fn what_a_table_must_have_it_may_have() {
        for kind in KINDS {
            let all = all_fields(kind);
            assert!(required(kind).iter().all(|field| all.contains(field)), "{kind:?}");
        }
        for kind in [Kind::AirDaily, Kind::AirHourly] {
            assert!(
                air_readings(kind).iter().all(|(item, over)| all_fields(kind).contains(&Field::Reading(*item, *over)))
            );
        }
    }
}
