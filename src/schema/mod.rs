//! Column roles and record shapes: what the columns of a monitoring table can mean, and how headers say it.

mod suggest;

pub use suggest::suggestions;

use std::borrow::Cow;

use crate::observation::Averaging;
use crate::parameter::{Medium, Parameter, plain_name};
use crate::quantity::Unit;

/// What a column is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Date, date and time, or month.
    Date,
    /// Time of day beside a date column: `08:30`.
    Time,
    /// Hour of a day, 0 to 24.
    Hour,
    /// Year.
    Year,
    /// Month of a year.
    Month,
    /// Day of a month.
    Day,
    /// Name of the site or section.
    Site,
    /// Code of the site or section.
    Code,
    /// City.
    City,
    /// Province.
    Province,
    /// Basin.
    Basin,
    /// River, or the water that a section stands at.
    River,
    /// Lake or reservoir that a point belongs to.
    Lake,
    /// Place along the river: a number in a row, or a distance.
    Order,
    /// Water function zone (水功能区).
    FunctionZone,
    /// Vertical or layer of a section (垂线, 层次).
    Vertical,
    /// A reading of this item over this span.
    Reading(Parameter, Span),
    /// Item of the row, in tables with one item a row.
    Item,
    /// Result of the row, in tables with one item a row.
    Result,
    /// Unit of the row.
    Unit,
    /// What was found beside an empty result: `Not Detected`.
    Found,
    /// Detection limit of the row, in tables with one item a row.
    Detection,
    /// Unit of the detection limit.
    DetectionUnit,
    /// Fraction of the sample that was analysed: total, dissolved.
    Fraction,
    /// Standard that the row was tested against.
    Standard,
    /// The publisher's AQI.
    Aqi,
    /// The publisher's AQI category or level.
    Category,
    /// The publisher's water class.
    Class,
    /// Target class.
    Target,
    /// Kind of a section or sample: river or lake, boundary, groundwater, source and so on; its cells say which.
    Body,
    /// State of the station.
    Status,
    /// County (区县).
    County,
    /// What an air monitoring point stands for: city, background and so on.
    PointRole,
    /// Whether the point is a clean background (对照点): yes or no.
    Background,
    /// Begin of a period.
    Start,
    /// End of a period.
    End,
    /// Longitude or latitude.
    Position,
    /// Known, and not needed: rank, primary pollutant, coordinates, sub-index.
    Aside,
}

/// The span of time that a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// None.
    Unsaid,
    /// One hour.
    Hour,
    /// Eight hours.
    EightHours,
    /// Twenty-four hours, or a day.
    Day,
    /// Largest eight-hour mean of twenty-four hours.
    EightOfDay,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Days of air.
    AirDaily,
    /// Hours of air.
    AirHourly,
    /// Months of air, for which the standards know no index.
    AirMonthly,
    /// Samples of water.
    Water,
    /// Samples of soil, which are recognised and not graded yet.
    Soil,
    /// Descriptions of sites, without readings.
    Sites,
    /// Periods of sand and dust.
    Dust,
    /// Corrected rows of another file.
    Corrections,
    /// Nothing that was recognised.
    Unknown,
}

impl Kind {
    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Kind::AirDaily => "air-daily",
            Kind::AirHourly => "air-hourly",
            Kind::AirMonthly => "air-monthly",
            Kind::Water => "water",
            Kind::Soil => "soil",
            Kind::Sites => "sites",
            Kind::Dust => "dust",
            Kind::Corrections => "corrections",
            Kind::Unknown => "unknown",
        }
    }

    /// The medium of its readings, where there are any.
    #[must_use]
    pub const fn medium(self) -> Option<Medium> {
        match self {
            Kind::AirDaily | Kind::AirHourly | Kind::AirMonthly => Some(Medium::Air),
            Kind::Water => Some(Medium::Water),
            Kind::Soil | Kind::Sites | Kind::Dust | Kind::Corrections | Kind::Unknown => None,
        }
    }
}

/// How a table lays out its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One row a site and time, one column an item.
    ColumnPerItem,
    /// One row an item of a site and time.
    RowPerItem,
    /// One row an item of a time, one column a site: the archives of the national network.
    ColumnPerSite,
    /// One row a site, or a site and item, and one column a time.
    ColumnPerDate,
}

impl Span {
    /// What a reading of this span is the mean of, in a file of this kind.
    ///
    /// In daily files ozone is the daily maximum 8-hour mean (HJ 663-2013 table 1) unless the header says one hour.
    /// In the hourly release of the national network `O3_24h` and `O3_8h_24h` are the largest values of the last
    /// twenty-four hours, the `_24h` of the other items their moving mean.
    #[must_use]
    pub fn averaging(self, kind: Kind, parameter: Parameter) -> Averaging {
        let ozone = parameter == Parameter::O3;
        match (kind, self) {
            (Kind::AirHourly, Span::Unsaid | Span::Hour) => Averaging::Hour,
            (Kind::AirHourly, Span::EightHours) => Averaging::Moving8h,
            (Kind::AirHourly, Span::EightOfDay) => Averaging::DayMax8h,
            (Kind::AirHourly, Span::Day) if ozone => Averaging::DayMax1h,
            (Kind::AirHourly, Span::Day) => Averaging::Moving24h,
            (Kind::AirDaily, Span::Unsaid | Span::EightHours) if ozone => Averaging::DayMax8h,
            (Kind::AirDaily, Span::EightHours | Span::EightOfDay) => Averaging::DayMax8h,
            (Kind::AirDaily, Span::Hour) => Averaging::DayMax1h,
            (Kind::AirDaily, Span::Day) if ozone => Averaging::DayMax1h,
            (Kind::AirDaily, Span::Unsaid | Span::Day) => Averaging::Day,
            (
                Kind::AirMonthly
                | Kind::Water
                | Kind::Soil
                | Kind::Sites
                | Kind::Dust
                | Kind::Corrections
                | Kind::Unknown,
                _,
            ) => Averaging::Sample,
        }
    }
}

/// What a header says about the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderUnit {
    /// Nothing.
    Unsaid,
    /// This unit.
    Known(Unit),
    /// Something in the place of a unit that is not one.
    Unknown,
}

/// Names of columns that are not readings, without what writers vary (see [`plain_name`]); in one text a role, which takes
/// less room than a list.
#[rustfmt::skip]
const NAMES: &[(Role, &str)] = &[
    (Role::Date, "\
      日期 时间 日期/时间 年月日 监测时间 监测日期 采样时间 采样日期 数据时间 日期时间 发布时间 月份 监测月份 年月 监测年月 时间点 统计时间 取样时间 取样日期 date \
      datetime time timepoint timestamp datatime sampledate samplingdate datelocal dateutc monitortime \
      monitordate datetimestamp 沙尘日期 沙尘时间 沙尘影响日期 dustdate utc local activitystartdate 检测日期 检测时间 分析日期 \
      报告日期 测定日期 采集时间 采集日期 观测时间 观测日期 记录时间 datadate localtime collectiondate 季度 监测季度 unix unixtime epoch \
      时间戳"),
    (Role::Time, "\
      采样时刻 监测时刻 timeofday collectiontime activitystarttime/time sampletime samplingtime"),
    (Role::Hour, "\
      hour 小时 时 时刻 hr"),
    (Role::Year, "\
      year 年 年份 年度 year4"),
    (Role::Month, "\
      month 月"),
    (Role::Day, "\
      day 日"),
    (Role::Site, "\
      名称 测站 测站名称 断面名称 断面 监测断面 监测断面名称 点位 点位名称 监测点位 监测点位名称 站点 站点名称 监测站点 监测点 监测点名称 测点 测点名称 站名 站点名 监测站 监测站名称 \
      水站名称 子站名称 采样点 采样点位 采样地点 采样断面 水源地 水源地名称 饮用水水源地 水源名称 监测井 监测井名称 井名 井名称 井号 监测井编号 well wellname 样品代号 \
      样品名称 样品编号 site sitename station stationname positionname watchpoint location section sectionname \
      pointname 点名 监测点位名 断面名 点位名 采样位置 监测位置 取样点 取样地点 取样点位 检测点位 检测点 检测地点 采样点名称 采样点位名称 测点位置 站点/断面 点位断面 断面点位 \
      断面点位名称 监控点 监控点名称 排口 排口名称 排放口 monitoringlocationname localsitename 样点 样点名称 样品"),
    (Role::Code, "\
      站点编码 站点编号 站点代码 断面编码 断面代码 断面编号 点位编码 点位编号 点位代码 测点编码 测点编号 监测点编码 监测点编号 监测点代码 站号 站点id 编码 stationcode \
      stationid stationnumber stn sitecode siteid code pointcode stcode monitoringlocationidentifier \
      sitenumber 样点编号 井编号 测站编码"),
    (Role::County, "\
      区县 县区 县 区 所在区县 所属区县 所在县 县市区 区县名称 县名称 county district countyname"),
    (Role::City, "\
      城市 城市名称 市 地市 地级市 所在地市 所在城市 市州 州市 行政区 city cityname area 城市名 地区 cbsaname"),
    (Role::Province, "\
      省份 省 省市 所在省份 所属省份 province state statename"),
    (Role::Basin, "\
      流域 所属流域 流域名称 水系 basin watershed"),
    (Role::River, "\
      河流 河流名称 所属河流 所在河流 河名 河道 河道名称 所在水体 所属水体 水体名称 河湖名称 river rivername waterbody waterbodyname 河湖 河流湖库 \
      水体名"),
    (Role::Lake, "\
      湖库 湖库名称 湖泊 湖泊名称 湖名 水库 水库名称 所属湖库 所在湖库 所属湖泊 所在湖泊 所属水库 所在水库 lake lakename reservoir reservoirname"),
    (Role::Order, "\
      顺序 河序 断面顺序 断面序号 上下游顺序 沿程顺序 沿程序号 里程 河流里程 距河源距离 距源头距离 距河源 距源头 距河口距离 距河口 order riverorder rkm riverkm \
      riverkilometer distancefromsource distancefrommouth"),
    (Role::FunctionZone, "\
      水功能区 水功能区名称 功能区 功能区名称 水环境功能区 水环境功能区名称 一级水功能区 二级水功能区 functionzone waterfunctionzone"),
    (Role::Vertical, "\
      垂线 采样垂线 垂线编号 垂线号 垂线位置 层次 采样层次 水层 采样层 监测垂线 监测层次 采样深度 测点深度 vertical layer depthlayer depth \
      sampledepth samplingdepth activitydepthheightmeasure/measurevalue"),
    (Role::Item, "\
      type 类型 项目 指标 监测项目 检测项目 检测指标 监测指标 分析项目 污染物 污染物名称 因子 监测因子 因子名称 项目名称 指标名称 parameter pollutant item \
      indicator characteristicname 检测因子 分析指标 指标项 parametername analyte determinand 监测指标名称 检测项目名称"),
    (Role::Result, "\
      检测结果 监测结果 结果 监测值 检测值 测定值 实测值 浓度 浓度值 数值 值 value result concentration resultmeasurevalue 测值 测量值 检测数据 \
      监测数据 检测浓度 监测浓度 分析结果 测试结果 measurement"),
    (Role::Unit, "\
      单位 计量单位 unit units resultmeasure/measureunitcode 浓度单位 单位名称 measureunit resultunit"),
    (Role::Found, "\
      resultdetectionconditiontext resultdetectioncondition 检出情况"),
    (Role::Detection, "\
      detectionquantitationlimitmeasure/measurevalue detectionlimit mdl lod reportinglimit 检出限 方法检出限"),
    (Role::DetectionUnit, "\
      detectionquantitationlimitmeasure/measureunitcode detectionlimitunit"),
    (Role::Fraction, "\
      resultsamplefractiontext resultsamplefraction samplefraction fraction"),
    (Role::Standard, "\
      评价标准 执行标准 standard"),
    (Role::Aqi, "\
      aqi 空气质量指数 空气质量指数aqi aqi指数 aqi值 aqi空气质量指数 airqualityindex aqiofhours"),
    (Role::Category, "\
      质量等级 aqi级别 aqi等级 aqi类别 空气质量 空气质量等级 空气质量级别 空气质量类别 空气质量状况 空气质量指数级别 空气质量指数类别 空气质量指数等级 级别 等级 污染程度 污染等级 \
      quality level aqilevel category aqicategory"),
    (Role::Class, "\
      水质类别 水质等级 水质级别 现状类别 水质现状 现状水质 实测类别 实测水质 水质现状类别 本月水质类别 本月水质 本期水质类别 综合类别 类别 评价结果 class waterclass \
      waterqualityclass 综合水质等级 综合水质类别 综合等级 水质综合类别 本月类别 评价类别 水质类别评价"),
    (Role::Target, "\
      水质目标 考核目标 目标水质 目标类别 水质目标类别 目标 考核类别 考核水质目标 功能区目标 水功能区目标 水功能区水质目标 规划类别 控制目标 年度目标 目标水质类别 target \
      targetclass"),
    (Role::Body, "\
      断面属性 断面性质 断面类别 断面类型 断面功能 考核类型 考核性质 考核属性 水体类型 水体类别 水体性质 水体 点位属性 点位类型 点位类别 河湖类型 样品类型 样品类别 样品性质 水样类型 \
      水样类别 水源类型 水源地类型 水源性质 监测类型 监测类别 bodytype waterbodytype body waterbodycategory watertype sampletype \
      sectiontype boundary sourcetype samplematrix matrix"),
    (Role::PointRole, "\
      站点类型 监测点类型 测点类型 点位性质 站点性质 站点属性 测点属性 stationtype sitetype pointtype role pointrole"),
    (Role::Background, "\
      对照点 是否对照点 清洁对照点 是否为对照点"),
    (Role::Start, "\
      开始时间 起始时间 开始日期 起始日期 开始 起始 沙尘开始时间 沙尘起始时间 沙尘开始日期 沙尘起始日期 沙尘开始 沙尘起始 影响开始时间 影响起始时间 沙尘影响开始时间 沙尘影响起始时间 \
      start begin from starttime startdate begintime begindate duststart"),
    (Role::End, "\
      结束时间 终止时间 结束日期 终止日期 结束 终止 截止时间 截止日期 沙尘结束时间 沙尘终止时间 沙尘结束日期 沙尘终止日期 沙尘结束 沙尘终止 影响结束时间 影响终止时间 沙尘影响结束时间 \
      沙尘影响终止时间 end to until endtime enddate dustend"),
    (Role::Position, "\
      经度 纬度 采样经度 采样纬度 longitude latitude lon lat lng"),
    (Role::Status, "\
      站点情况 站点状态 运行状态 断面状态 状态 站点运行情况 status"),
    (Role::Aside, "\
      排名 首要污染物 主要污染物 主要污染指标 超标项目 超标因子 标准限值 限值 序号 编号 备注 说明 审核人 采样人 分析人 采样人员 监测单位 检测单位 采样单位 天气 天气状况 rank \
      primarypollutant primarypollution no id remark limit aqi范围 temp pres dewp rain wd ws wspm 气温 气压 风向 \
      风速 湿度 相对湿度 降水 dailyaqivalue activityenddate activityendtime/time country countycode statecode \
      source notes comments comment 审核 复核 检测方法 分析方法 method daynum mileage"),
];

/// Endings of a plain header that name a span, longest first.
const SPANS: &[(&str, Span)] = &[
    ("日最大8小时滑动平均", Span::EightOfDay),
    ("日最大8小时平均", Span::EightOfDay),
    ("日最大8小时", Span::EightOfDay),
    ("日最大8h平均", Span::EightOfDay),
    ("日最大8h", Span::EightOfDay),
    ("8小时滑动平均日最大", Span::EightOfDay),
    ("8小时平均日最大", Span::EightOfDay),
    ("8小时日最大", Span::EightOfDay),
    ("最大8小时滑动平均", Span::EightOfDay),
    ("8小时滑动平均最大", Span::EightOfDay),
    ("8小时滑动最大", Span::EightOfDay),
    ("8小时平均最大", Span::EightOfDay),
    ("最大8小时平均", Span::EightOfDay),
    ("最大8小时", Span::EightOfDay),
    ("8小时最大", Span::EightOfDay),
    ("8小时滑动平均", Span::EightHours),
    ("滑动8小时平均", Span::EightHours),
    ("8小时滑动", Span::EightHours),
    ("滑动8小时", Span::EightHours),
    ("8小时平均", Span::EightHours),
    ("8小时均", Span::EightHours),
    ("8小时", Span::EightHours),
    ("8h24h", Span::EightOfDay),
    ("mda8", Span::EightOfDay),
    ("max8h", Span::EightOfDay),
    ("8hmax", Span::EightOfDay),
    ("8hourmax", Span::EightOfDay),
    ("max8hour", Span::EightOfDay),
    ("dailymax8hour", Span::EightOfDay),
    ("dailymax1hour", Span::Day),
    ("dailymean", Span::Day),
    ("24hour", Span::Day),
    ("8hour", Span::EightHours),
    ("1hour", Span::Hour),
    ("8hr", Span::EightHours),
    ("8h", Span::EightHours),
    ("日最大1小时平均", Span::Day),
    ("日最大1小时", Span::Day),
    ("最大1小时", Span::Day),
    ("24小时滑动平均", Span::Day),
    ("滑动24小时平均", Span::Day),
    ("24小时平均", Span::Day),
    ("24小时均", Span::Day),
    ("24小时", Span::Day),
    ("日平均", Span::Day),
    ("日均", Span::Day),
    ("24h", Span::Day),
    ("24hr", Span::Day),
    ("1小时平均", Span::Hour),
    ("小时平均", Span::Hour),
    ("小时均", Span::Hour),
    ("1小时", Span::Hour),
    ("小时", Span::Hour),
    ("1hr", Span::Hour),
    ("1h", Span::Hour),
];

/// Words that say no more than that a column holds readings. `avg` and `rtd` are the field suffixes of HJ 212-2017.
const FILLERS: &[&str] = &[
    "平均浓度",
    "质量浓度",
    "浓度值",
    "浓度",
    "平均值",
    "均值",
    "平均",
    "监测值",
    "检测值",
    "实测值",
    "测定值",
    "含量",
    "结果",
    "值",
    "avg",
    "rtd",
    "concentration",
    "conc",
    "value",
];

/// Words in brackets behind a name that say nothing about its unit: `CO(GT)` is the reference of an instrument.
const REMARKS: &[&str] = &[
    "gt",
    "实测",
    "实测值",
    "现场",
    "现场测定",
    "自动",
    "自动监测",
    "手工",
    "手工监测",
    "原始值",
    "审核后",
    "监测值",
    "检测值",
    "测定值",
    "浓度",
    "均值",
    "平均",
    "平均值",
    "total",
    "总量",
    "raw",
    "final",
    "mean",
    "average",
];

/// Reads a header, an item of a row or a code: what the column is and in which unit.
///
/// `None` when it is not known. Only spellings of the register count, with what writers add taken off: unit, span and
/// filler words.
///
/// ```
/// use envgrade::parameter::Parameter;
/// use envgrade::quantity::Unit;
/// use envgrade::schema::{HeaderUnit, Role, Span, read_header};
/// assert_eq!(read_header("氨氮(mg/L)"), Some((Role::Reading(Parameter::AmmoniaN, Span::Unsaid), HeaderUnit::Known(Unit::MG_PER_L))));
/// assert_eq!(read_header("O3_8h_24h"), Some((Role::Reading(Parameter::O3, Span::EightOfDay), HeaderUnit::Unsaid)));
/// assert_eq!(read_header("PM2.5 μg/m3").map(|h| h.1), Some(HeaderUnit::Known(Unit::UG_PER_M3)));
/// assert_eq!(read_header("总磷（mmol/L）").map(|h| h.1), Some(HeaderUnit::Unknown));
/// assert_eq!(read_header("w01019-Avg").map(|h| h.0), Some(Role::Reading(Parameter::CodMn, Span::Unsaid)));
/// assert_eq!(read_header("动植物油"), None);
/// ```
#[must_use]
#[cold]
pub fn read_header(text: &str) -> Option<(Role, HeaderUnit)> {
    read_header_in(text, None)
}

/// Reads a header as [`read_header`] does, where the medium of the table is known: 铅 is lead in the air then, or lead in
/// the water.
///
/// ```
/// use envgrade::parameter::{Medium, Parameter};
/// use envgrade::schema::{Role, Span, read_header_in};
/// let in_air = read_header_in("铅（ng/m³）", Some(Medium::Air));
/// assert_eq!(in_air.map(|header| header.0), Some(Role::Reading(Parameter::PbInAir, Span::Unsaid)));
/// ```
#[must_use]
#[cold]
pub fn read_header_in(text: &str, medium: Option<Medium>) -> Option<(Role, HeaderUnit)> {
    let text = without_markup(text);
    read_plain_header(&text, medium, 0)
}

/// `depth` counts the brackets that were taken off.
fn read_plain_header(text: &str, medium: Option<Medium>, depth: u32) -> Option<(Role, HeaderUnit)> {
    // A name, or a name with what its own brackets say of it: PM2.5(细颗粒物)(μg/m3).
    let read_name = |text: &str| {
        read_name(text, medium).or_else(|| {
            let inner = text.ends_with(CLOSING) && depth < 2;
            inner.then(|| read_plain_header(text, medium, depth + 1)).flatten().map(|(role, _)| role)
        })
    };
    let text = text.trim().trim_matches(['"', '\u{feff}', '\'']);
    // Marks of comments and notes: # date, *氨氮.
    let text = text.trim_start_matches(['#', '*', '※']).trim_start();
    if text.is_empty() || text.len() > 200 {
        return None;
    }
    if let Some(role) = self::read_name(text, medium) {
        return Some((role, HeaderUnit::Unsaid));
    }
    // 氨氮(mg/L), 氨氮【mg/L】
    if let (Some(open), true) = (text.rfind(OPENING), text.ends_with(CLOSING)) {
        let (name, rest) = text.split_at(open);
        let name = name.trim_end_matches(['/', '／', ' ']);
        let inside = rest.trim_matches(|c| OPENING.contains(&c) || CLOSING.contains(&c));
        // (单位：mg/L), (mg/L，以N计)
        let unit = inside.trim_start_matches("单位").trim_start_matches([':', '：', ' ']);
        let unit = unit.split([',', '，', ';', '；']).find_map(Unit::read);
        if let Some(unit) = unit {
            return read_name(name).map(|role| (role, HeaderUnit::Known(unit)));
        }
        return match (read_name(name), self::read_name(inside, medium)) {
            // 化学需氧量(COD), 臭氧(8小时), 氨氮(以N计)
            (Some(Role::Reading(item, before)), Some(Role::Reading(same, span))) if item == same => {
                Some((Role::Reading(item, if span == Span::Unsaid { before } else { span }), HeaderUnit::Unsaid))
            }
            (Some(Role::Reading(item, Span::Unsaid)), None) if read_span(inside).is_some() => {
                Some((Role::Reading(item, read_span(inside)?), HeaderUnit::Unsaid))
            }
            (Some(role @ Role::Reading(..)), None) if inside.contains('以') && inside.contains('计') => {
                Some((role, HeaderUnit::Unsaid))
            }
            (Some(role @ Role::Reading(..)), None) if REMARKS.contains(&plain_name(inside).as_str()) => {
                Some((role, HeaderUnit::Unsaid))
            }
            (Some(role @ Role::Reading(..)), None) => Some((role, HeaderUnit::Unknown)),
            (Some(role), other) if other.is_none_or(|other| other == role) => Some((role, HeaderUnit::Unsaid)),
            _ => None,
        };
    }
    // PM2.5 μg/m3, 总磷,mg/L, 总磷/mg/L, 氨氮_mg/L
    text.char_indices().filter(|(_, c)| SEPARATORS.contains(c)).find_map(|(at, c)| {
        let (name, rest) = (&text[..at], &text[at + c.len_utf8()..]);
        // tn_ug, tp_mg: names of fields hold no stroke, and in water a mass is that of a litre.
        let of_litre = match rest {
            _ if c != '_'
                || !matches!(read_name(name), Some(Role::Reading(item, _)) if item.item().medium == Medium::Water) =>
            {
                None
            }
            "ug" | "ugl" | "ug_l" | "ug_L" | "ugL" => Some(Unit::UG_PER_L),
            "mg" | "mgl" | "mg_l" | "mg_L" | "mgL" => Some(Unit::MG_PER_L),
            _ => None,
        };
        // pm25_ugm3
        let of_air = match rest {
            _ if c != '_' => None,
            "ugm3" | "ug_m3" => Some(Unit::UG_PER_M3),
            "mgm3" | "mg_m3" => Some(Unit::MG_PER_M3),
            _ => None,
        };
        let unit = of_litre.or(of_air).or_else(|| Unit::read(rest)).filter(|unit| !unit.name().is_empty())?;
        read_name(name).map(|role| (role, HeaderUnit::Known(unit)))
    })
}

/// A header without what is left of a web page: tags and entities.
#[cold]
pub(crate) fn without_markup(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    const ENTITIES: [(&str, &str); 9] = [
        ("&nbsp;", " "),
        ("&mu;", "µ"),
        ("&micro;", "µ"),
        ("&sup3;", "³"),
        ("&deg;", "°"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let tag =
            rest.strip_prefix('<').filter(|inside| inside.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()));
        if let Some(end) = tag.and_then(|inside| inside.find('>')) {
            // A line break sets words apart, <sub> does not.
            if rest[1..].starts_with("br") {
                plain.push(' ');
            }
            rest = &rest[end + 2..];
        } else if let Some((entity, sign)) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
            plain += sign;
            rest = &rest[entity.len()..];
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    Cow::Owned(plain)
}

const OPENING: [char; 5] = ['(', '（', '[', '【', '〔'];
const CLOSING: [char; 5] = [')', '）', ']', '】', '〕'];
/// What stands between a name and its unit.
const SEPARATORS: [char; 9] = [' ', '/', ',', '，', '_', '-', '\n', '：', ':'];

/// A header or an item with its unit apart: the name as written, and the unit as written, empty where none stands in it.
///
/// ```
/// use envgrade::schema::name_and_unit;
/// assert_eq!(name_and_unit("硝基苯（μg/L）"), ("硝基苯", "μg/L"));
/// assert_eq!(name_and_unit("总α放射性 Bq/L"), ("总α放射性", "Bq/L"));
/// assert_eq!(name_and_unit("苯并(a)芘"), ("苯并(a)芘", ""));
/// assert_eq!(name_and_unit("W21038-Rtd"), ("W21038", ""));
/// ```
#[must_use]
#[cold]
pub fn name_and_unit(text: &str) -> (&str, &str) {
    let text = text.trim().trim_matches(['"', '\u{feff}', '\'']);
    let is_unit = |unit: &str| unit.contains('/') && unit.contains(|c: char| c.is_ascii_alphabetic()) || is_named(unit);
    if text.ends_with(CLOSING)
        && let Some(open) = text.rfind(OPENING)
    {
        let (name, rest) = text.split_at(open);
        let inside = rest.trim_matches(|c| OPENING.contains(&c) || CLOSING.contains(&c));
        let name = name.trim_end_matches(['/', '／', ' ']);
        let none = inside.len() > 1 && Unit::read(inside).is_some();
        return if (none || is_unit(inside)) && !name.is_empty() { (name, inside) } else { (text, "") };
    }
    let splits = text.char_indices().filter(|(_, c)| SEPARATORS.contains(c));
    for (at, c) in splits {
        let (name, rest) = (&text[..at], text[at + c.len_utf8()..].trim());
        if is_named(rest) && !name.is_empty() {
            return (name.trim_end(), rest);
        }
    }
    // Field suffixes of HJ 212-2017: real-time data and means.
    let lower = text.to_ascii_lowercase();
    let name = ["-rtd", "_rtd", "-avg", "_avg"].iter().find_map(|end| text.get(..lower.strip_suffix(end)?.len()));
    (name.unwrap_or(text), "")
}

/// Whether a text is a unit by itself; one letter may be a part of a name.
fn is_named(text: &str) -> bool {
    (text.len() > 1 || text == "m" || text == "%") && Unit::read(text).is_some_and(|unit| !unit.name().is_empty())
}

/// Reads a name without unit.
fn read_name(text: &str, medium: Option<Medium>) -> Option<Role> {
    // Codes of spans in characters: 八小时, 二十四小时.
    let plain = plain_name(text).replace("二十四小时", "24小时").replace("八小时", "8小时").replace("一小时", "1小时");
    if let Some((role, _)) = NAMES.iter().find(|(_, names)| names.split(' ').any(|name| name == plain)) {
        return Some(*role);
    }
    // 氨氮等级, PM2.5分指数: what a publisher says of one item.
    let judged = ["等级", "类别", "水质类别", "水质等级", "分指数", "iaqi", "污染指数", "超标倍数", "超标率"];
    if judged.iter().filter_map(|end| plain.strip_suffix(end)).any(|item| Parameter::find(item, medium).is_some()) {
        return Some(Role::Aside);
    }
    let mut plain = plain.as_str();
    let mut span = Span::Unsaid;
    // `臭氧日最大8小时平均浓度最大值` ends in fillers and a span.
    for _ in 0..5 {
        if let Some(parameter) = Parameter::find(plain, medium) {
            return Some(Role::Reading(parameter, span));
        }
        if let Some((rest, found)) = SPANS.iter().find_map(|(end, span)| Some((plain.strip_suffix(end)?, *span))) {
            (plain, span) = (rest, found);
        } else if let Some((rest, found)) = SPANS.iter().find_map(|(end, span)| Some((plain.strip_prefix(end)?, *span)))
        {
            (plain, span) = (rest, found);
        } else if let Some(rest) = FILLERS.iter().find_map(|filler| plain.strip_suffix(filler)) {
            plain = rest;
        } else {
            return None;
        }
    }
    None
}

/// Reads a span alone: `8小时`, `24h`.
fn read_span(text: &str) -> Option<Span> {
    let plain = plain_name(text);
    SPANS.iter().find(|(name, _)| *name == plain).map(|(_, span)| *span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(text: &str) -> (Parameter, Span, HeaderUnit) {
        match read_header(text) {
            Some((Role::Reading(parameter, span), unit)) => (parameter, span, unit),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn headers_as_people_write_them() {
        use HeaderUnit::{Known, Unknown, Unsaid};
        for (text, parameter, span, unit) in [
            ("PM2.5(μg/m³)", Parameter::Pm25, Span::Unsaid, Known(Unit::UG_PER_M3)),
            ("PM2_5_24h", Parameter::Pm25, Span::Day, Unsaid),
            ("PM25", Parameter::Pm25, Span::Unsaid, Unsaid),
            ("o_3", Parameter::O3, Span::Unsaid, Unsaid),
            ("O3_1h", Parameter::O3, Span::Hour, Unsaid),
            ("O3-8h", Parameter::O3, Span::EightHours, Unsaid),
            ("臭氧日最大8小时平均浓度（微克/立方米）", Parameter::O3, Span::EightOfDay, Known(Unit::UG_PER_M3)),
            ("臭氧(8小时)", Parameter::O3, Span::EightHours, Unsaid),
            ("CO mg/m3", Parameter::Co, Span::Unsaid, Known(Unit::MG_PER_M3)),
            ("pH(无量纲)", Parameter::Ph, Span::Unsaid, Known(Unit::ONE)),
            ("叶绿素α(mg/L)", Parameter::ChlorophyllA, Span::Unsaid, Known(Unit::MG_PER_L)),
            ("藻密度(cells/L)", Parameter::AlgalDensity, Span::Unsaid, Known(Unit::PER_L)),
            ("化学需氧量(COD)", Parameter::Cod, Span::Unsaid, Unsaid),
            ("总磷 mg/L", Parameter::Tp, Span::Unsaid, Known(Unit::MG_PER_L)),
            ("总磷/(mg/L)", Parameter::Tp, Span::Unsaid, Known(Unit::MG_PER_L)),
            ("氨氮（mmol/L）", Parameter::AmmoniaN, Span::Unsaid, Unknown),
            ("NO2(ppb)", Parameter::No2, Span::Unsaid, Known(Unit::PPB)),
            ("w21003", Parameter::AmmoniaN, Span::Unsaid, Unsaid),
            ("a34004", Parameter::Pm25, Span::Unsaid, Unsaid),
        ] {
            assert_eq!(reading(text), (parameter, span, unit), "{text}");
        }
    }

    #[test]
    fn no_name_means_two_roles() {
        let mut seen = std::collections::HashMap::new();
        for (role, names) in NAMES {
            for name in names.split(' ') {
                assert_eq!(plain_name(name), name, "{name} is not in plain form");
                assert!(seen.insert(name, *role).is_none(), "{name} is there twice");
                assert_eq!(Parameter::read(name), None, "{name} is an item too");
            }
        }
    }
}
