//! What was noticed about the data: where, what, what was done, what to do. An issue never stops a run.

use crate::sorted::SortedMap;

use crate::observation::{FileId, Origin};
use crate::state::{In, Out};
use crate::words::Words;

/// How much an issue matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was left out of the result.
    Error,
    /// Something was used, but deserves a look.
    Warning,
    /// Something to know.
    Note,
}

impl Severity {
    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($constant:ident: $key:literal, $severity:ident, $zh:literal, $en:literal;)*) => {
        /// Cause of an issue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Code { $($constant),* }

        impl Code {
            /// All causes.
            pub const ALL: &'static [Code] = &[$(Code::$constant),*];

            /// Stable key.
            #[must_use]
            pub const fn key(self) -> &'static str { match self { $(Code::$constant => $key),* } }

            /// The cause with this key.
            #[must_use]
            pub fn of_key(key: &str) -> Option<Code> { Code::ALL.iter().copied().find(|code| code.key() == key) }

            /// How much it matters.
            #[must_use]
            pub const fn severity(self) -> Severity { match self { $(Code::$constant => Severity::$severity),* } }

            /// What is the matter, what was done and what to do.
            #[must_use]
            pub const fn words(self) -> Words { match self { $(Code::$constant => Words::new($zh, $en)),* } }
        }
    };
}

codes! {
    EmptyFile:        "empty-file",         Error,   "文件中没有数据。请选择含有监测数据的文件", "The file holds no data. Choose a file with monitoring data";
    NotText:          "not-text",           Error,   "文件不是表格（可能是图片、PDF 或文档）。请把数据存为表格或 CSV 后再打开", "The file is not a table (perhaps a picture, a PDF or a document). Save the data as a spreadsheet or CSV and open that";
    NoHeader:         "no-header",          Error,   "没有找到可以识别的表头或列。请检查表头是否写明指标名称，或下载模板对照", "No header or column was recognised. Check that the headers name the indicators, or compare with a template";
    NothingToGrade:   "nothing-to-grade",   Error,   "没有找到可以评价的指标列", "No column with an indicator that can be graded was found";
    NoSite:           "no-site",            Note,    "没有点位或断面列，整个文件按一个点位处理，名称取自文件名", "There is no site column; the file is taken as one site, named after the file";
    NoTime:           "no-time",            Error,   "没有找到日期或时间列，无法确定评价时段和执行标准", "No date or time column was found, so neither the period nor the edition of the standard is known";
    BadText:          "bad-text",           Warning, "有些字符无法按所选编码读出，已用替代符号显示", "Some characters do not fit the encoding and are shown as replacement signs";
    DuplicateColumn:  "duplicate-column",   Warning, "同一指标出现在两列，采用第一列", "Two columns name the same item; the first is used";
    UnknownUnit:      "unknown-unit",       Error,   "单位无法识别，该列未使用。请改为常用单位，如 mg/L、μg/m³", "The unit is not known; the column is not used. Write a common unit, for example mg/L or µg/m³";
    UnitMismatch:     "unit-mismatch",      Error,   "单位与指标不符，未使用", "The unit does not fit the item; not used";
    UnitAssumed:      "unit-assumed",       Note,    "未注明单位，按该指标的标准单位处理", "No unit is given; the unit of the standard is taken";
    UnitUnclear:      "unit-unclear",       Error,   "数值太小，不可能是 μg/m³，但无法判断是 mg/m³ 还是 ppm，未使用。请在表头写明单位", "The values are too small for µg/m³ and may be mg/m³ or ppm; not used. Write the unit in the header";
    MixingRatio:      "mixing-ratio",       Note,    "体积比按 298.15 K、1013.25 hPa 换算为质量浓度", "The mixing ratio was converted to a concentration at 298.15 K and 1013.25 hPa";
    UnitSuspect:      "unit-suspect",       Warning, "数值的量级与单位不符，可能单位写错，请核对", "The magnitude does not fit the unit; the unit may be wrong, please check";
    NotANumber:       "not-a-number",       Error,   "应为数字，该单元格未使用", "A number was expected; the cell is not used";
    Range:            "range",              Error,   "这是一个范围而不是监测值，该单元格未使用", "This is a range, not a reading; the cell is not used";
    UnclearComma:     "unclear-comma",      Error,   "逗号的含义不明（小数点还是千分位），该单元格未使用", "It is unclear whether the comma is a decimal or a thousands separator; the cell is not used";
    TooLarge:         "too-large",          Error,   "数值过大，该单元格未使用", "The number is too large; the cell is not used";
    Negative:         "negative",           Error,   "浓度不能为负，该单元格未使用，也不按 0 处理。仪器零点附近的小负值请按审核结果填写", "A concentration cannot be negative; the cell is not used, nor taken as 0. Write what the review made of small negatives of instruments";
    Impossible:       "impossible",         Error,   "数值超出该指标可能的范围，该单元格未使用。请核对单位和小数点（pH 70 可能是 7.0）", "The value is outside what is possible for this item; the cell is not used. Check the unit and the decimal point: a pH of 70 may be 7.0";
    BadDate:          "bad-date",           Error,   "日期或时间无法识别，该行未使用", "The date or time cannot be read; the row is not used";
    UnclearDate:      "unclear-date",       Error,   "日期的月日顺序不明，该行未使用。请写成 2024-03-01", "The order of day and month is unclear; the row is not used. Write 2024-03-01";
    NoYear:           "no-year",            Note,    "日期没有年份，采用所示年份，取自所选年份或文件名。如不对，请选择年份", "The dates have no year; the one shown is taken, from the choice or from the file name. If it is wrong, choose the year";
    YearUnknown:      "year-unknown",       Error,   "日期没有年份，文件名中也没有。请选择年份", "The dates have no year, and neither has the file name. Choose a year";
    ShortRow:         "short-row",          Warning, "该行的列数少于表头，缺少的单元格按空白处理", "The row has fewer cells than the header; the missing ones are taken as empty";
    LongRow:          "long-row",           Warning, "该行的列数多于表头，多出的单元格未使用", "The row has more cells than the header; the surplus is not used";
    CellTooLong:      "cell-too-long",      Error,   "单元格超过 1 MiB，该行未使用。引号可能没有配对", "A cell is longer than 1 MiB; the row is not used. A quotation mark may be missing";
    RecordTooLong:    "record-too-long",    Error,   "一行超过 16 MiB，未使用。文件可能不是表格", "A row is longer than 16 MiB; it is not used. The file may not be a table";
    RepeatedHeader:   "repeated-header",    Note,    "数据中重复出现的表头已跳过", "A header repeated inside the data was skipped";
    NotARecord:       "not-a-record",       Note,    "合计、备注等非数据行已跳过", "A total or remark between the data was skipped";
    ZeroAsMissing:    "zero-as-missing",    Warning, "数值 0 按缺测处理（该行全部为 0，或该文件用 0 表示缺测）", "Zero is taken as missing: all values of the row are 0, or the file writes missing values so";
    Duplicate:        "duplicate",          Warning, "同一点位同一时间出现多次，采用先出现的一次", "One site and time appear more than once; the first is used";
    Contradiction:    "contradiction",      Error,   "同一点位同一时间有不同的数值，采用先出现的一次", "One site and time have different values; the first is used";
    SamplesLost:      "samples-lost",       Error,   "两个大文件都有该断面该月的样品，部分重复，无法逐个合并，采用样品较多的文件。请先合并这两个文件，或一次只打开一个", "Two large files have samples of this section and month, some of them the same; they cannot be joined one by one, and the file with more samples is used. Join the files first, or open one at a time";
    PmOrder:          "pm-order",           Warning, "PM2.5 大于 PM10，请核对", "PM2.5 is above PM10, please check";
    NitrogenOrder:    "nitrogen-order",     Warning, "氨氮大于总氮，请核对", "Ammonia nitrogen is above total nitrogen, please check";
    PhosphorusOrder:  "phosphorus-order",   Warning, "总磷大于总氮，请核对", "Total phosphorus is above total nitrogen, please check";
    DemandOrder:      "demand-order",       Warning, "五日生化需氧量大于化学需氧量，请核对", "BOD5 is above COD, please check";
    ColumnsExchanged: "columns-exchanged",  Warning, "多数行的总磷大于总氮，两列可能写反；已按表头使用，请核对表头", "Total phosphorus is above total nitrogen in most rows; the two columns may be exchanged. They are used as the header says, please check it";
    BodyUnsaid:       "body-unsaid",        Note,    "没有写明河流还是湖库，按默认水体类型评价（未另选时为河流）。请增加“水体类型”列，或选择水体类型", "It is not said whether these are rivers or lakes; the default is taken, river unless chosen otherwise. Add a column with the type of water, or choose it";
    LakeByName:       "lake-by-name",       Warning, "名称像湖库，但没有写明水体类型，按默认评价。若是湖库，请在“水体类型”列写明", "By its name a lake or reservoir, but the type of water is not said and the default is taken. If it is a lake, say so in a column";
    NamesJoined:      "names-joined",       Note,    "名称只有空格、全半角或括号写法不同，按同一断面处理。若不是，请改写名称以区别，或选择名称按原样区分（--names as-written）", "The names differ in blanks, width or brackets only and are taken as one section. If they are not, write them apart, or choose names as written (--names as-written)";
    NamesAlike:       "names-alike",        Note,    "名称相近，按不同断面处理。若是同一断面，请统一名称", "The names are alike and are taken as different sections. If they are one, write them the same way";
    HeaderContradicted: "header-contradicted", Warning, "表头与数据不符，列的含义按数据判断，请核对", "The header does not fit the data; the meaning of the columns was judged from the data, please check";
    HeaderUnclear:    "header-unclear",     Error,   "表头与数据矛盾，无法确定各列的含义，未评价。请核对表头", "The header contradicts the data and the meaning of the columns is not certain; not graded. Check the header";
    SoilNotGraded:    "soil-not-graded",    Error,   "这是土壤监测数据，目前不评价土壤", "These are data of soil, which is not graded yet";
    Effluent:         "effluent",           Warning, "这是废水（排口）数据，适用排放标准，只显示不评价", "These are data of waste water, for which discharge standards are made; shown, not graded";
    PeriodOnly:       "period-only",        Error,   "时间只写到年或季度，不是采样时间，未评价。请提供按月、日或小时的数据", "The time is a year or a quarter, not that of a sample; not graded. Give months, days or hours";
    TimeOfFile:       "time-of-file",       Note,    "没有日期列，时间取自标题、工作表名或文件名。如不对，请增加日期列", "There is no date column; the time is taken from the title or from the name of the sheet or file. If it is wrong, add a date column";
    ShortYear:        "short-year",         Note,    "年份只有两位，70–99 按 19xx 年、00–69 按 20xx 年读取", "Years have two digits; 70 to 99 are read as 19xx, 00 to 69 as 20xx";
    SerialDate:       "serial-date",        Note,    "日期是表格软件的序列号，按 1900 起点读取", "Dates are serial numbers of a spreadsheet, counted from 1900";
    UnixTime:         "unix-time",          Note,    "时间是 Unix 时间戳，按北京时间读取", "Times are Unix timestamps, read as Beijing time";
    ZoneConverted:    "zone-converted",     Warning, "时间是世界时（UTC），已换算为北京时间。若点位不在中国，请改写为当地时间", "Times are in UTC and were converted to Beijing time. If the sites are elsewhere, write local time";
    ZoneKept:         "zone-kept",          Note,    "时间带有时区，按所写的钟点作为当地时间读取。若是世界时，请在表头写明 UTC", "Times name a time zone; the clock time that is written is taken as local. If it is UTC, write UTC in the header";
    Flagged:          "flagged",            Note,    "数据来源的质控标记表明该值无效，未使用", "The source marks this value as not valid; not used";
    OtherHeader:      "other-header",       Warning, "数据中途出现另一个表头，其后各行按新表头读取，请核对", "Another header stands inside the data; the rows behind it are read by it, please check";
    DecimalComma:     "decimal-comma",      Note,    "小数点写成逗号，已按小数读取", "Decimal points are written as commas and were read so";
    MonthlyAir:       "monthly-air",        Error,   "这是空气质量月均值；AQI 只按小时和日计算，月均值未评价", "These are monthly means of air; an AQI exists for hours and days only, so they are not graded";
    UnclosedQuote:    "unclosed-quote",     Warning, "引号没有配对，该行的引号按普通字符处理", "A quotation mark is not closed; the marks of this line are taken as text";
    TooMuchJson:      "too-much-json",      Error,   "JSON 或 XML 文件超过 256 MiB，无法整体读取。请拆分或另存为 CSV", "A JSON or XML file above 256 MiB cannot be held; split it or save it as CSV";
    OtherStandard:    "other-standard",     Note,    "样品按其他标准评价（如饮用水），不按地表水评价", "The sample falls under another standard, for example drinking water, and is not graded as surface water";
    BadJson:          "bad-json",           Error,   "JSON 或 XML 不完整，或其中没有可识别的表格", "The JSON or XML is incomplete or holds no table that is known";
    HoursFromZero:    "hours-from-zero",    Note,    "小时从 0 开始：已按所示方式读取。若文件的标注方式不同，请在“小时标注”中选择", "Hours begin at 0 and were read as shown. If the file means them otherwise, choose so under hour labels";
    HoursMixed:       "hours-mixed",        Warning, "文件同时有 0 时和 24 时，可能由不同来源拼接，同一小时重复时采用先出现的一次。请核对", "The file has both hour 0 and hour 24 and may come from two sources; of an hour that is there twice the first is used. Please check";
    HoursFromOne:     "hours-from-one",     Warning, "小时为 1–24，只能是时末标注，与所选的时初标注不符，请核对", "Hours 1 to 24 can only be labels of the end, but labels of the begin were chosen; please check";
    DaylightSaving:   "daylight-saving",    Note,    "缺少的一小时恰在国外夏令时开始之日，时间可能被软件改动。国内数据全年为北京时间，请核对", "The missing hour is where summer time begins abroad; a program may have changed the times. Data of China are in Beijing time all the year, please check";
    BadPeriod:        "bad-period",         Error,   "时段的结束早于开始，该行未使用", "The period ends before it begins; the row is not used";
    NoEnd:            "no-end",             Error,   "时段没有结束时间，该行未使用。请补上结束时间", "The period has no end; the row is not used. Add the end";
    DustAssumed:      "dust-assumed",       Warning,   "表中没有写明沙尘，按沙尘时段表读取，请核对", "The table does not say sand or dust; it is read as dust periods, please check";
    NotOfHours:       "not-of-hours",       Error,   "该项目按日采样，小时值未使用。请提供日均值", "This item is sampled over a day; its hours are not used. Give daily means";
    NoDetectionLimit: "no-detection-limit", Error,   "未检出但未注明检出限，未使用。请写成“<检出限”", "Not detected, and no detection limit is given; not used. Write < and the limit";
    Suspended:        "suspended",          Note,    "站点处于维护、停站等状态，只显示不评价", "The station is under maintenance or stopped; shown, not graded";
    UnknownItem:      "unknown-item",       Note,    "不是地表水、地下水或水源地标准中的项目，未参与评价。若是标准中的项目，请核对名称", "Not an item of the standards of surface water, groundwater or sources, so not evaluated. If it is one, check its name";
    UnitByMagnitude:  "unit-by-magnitude",  Warning, "未注明单位，按数值的量级采用所示单位，请核对。也可选择一律按标准的单位", "No unit is given; the shown one is taken by the magnitude of the values, please check. The unit of the standard can be chosen instead";
    NotAFinding:      "not-a-finding",      Error,   "应填“无”或“有”，该单元格未使用", "无 (absent) or 有 (present) was expected; the cell is not used";
    CorrectionUnused: "correction-unused",  Error,   "更正行没有代入：原文件不在本次文件中、原行已改变，或行号、校验码被改动。请与原文件一起打开，且不要改动“来源文件”“来源行”“校验码”三列", "A corrected row was not taken: its file is not among these, the row there has changed, or its number or check was altered. Open it together with the original file and leave the columns of file, row and check as they are";
    ExclusionUnread:  "exclusion-unread",   Error,   "剔除清单的这一行无法读取，未执行。请核对时间、指标、处理（剔除或更正）、更正值，并写明原因", "This line of the list of exclusions cannot be read and was not applied. Check times, item, action (exclude or correct) and value, and write a reason";
    ExclusionUnused:  "exclusion-unused",   Warning, "剔除清单的这一行没有对应任何数据。请核对点位名称、时间和指标", "This line of the list of exclusions matches no data. Check site, time and item";
    ExclusionOverlap: "exclusion-overlap",  Warning, "剔除清单的这一行与所示的一行重复", "This line of the list of exclusions repeats the one shown";
    ExclusionContradiction: "exclusion-contradiction", Error, "剔除清单的这一行与所示的一行矛盾，以前一行为准", "This line of the list of exclusions contradicts the one shown, which is the one that counts";
    PermanganateOrder: "permanganate-order", Warning, "高锰酸盐指数大于化学需氧量，请核对", "The permanganate index is above COD, please check";
    OzoneOrder:       "ozone-order",        Warning, "臭氧日最大 8 小时均值大于日最大 1 小时值，请核对", "The largest 8-hour mean of ozone is above the largest hour of the day, please check";
    Oversaturated:    "oversaturated",      Warning, "溶解氧超过该水温下饱和值的两倍，请核对", "Dissolved oxygen is above twice its saturation at this temperature, please check";
    Unusual:          "unusual",            Warning, "数值超出该指标的常见范围，已使用，请核对", "The value is out of the usual range of the item; it is used, please check";
    Spike:            "spike",              Warning, "数值突变：与前后两次都相差数倍，已使用，请核对（沙尘、降雨等过程也会如此）", "A spike: several times its neighbours before and after; it is used, please check. Dust and rain can do so";
    Step:             "step",               Warning, "数值水平突然改变数倍，可能换了单位、仪器或点位，已使用，请核对", "The level changes several times at once, perhaps with the unit, the instrument or the place; used, please check";
    FlatLine:         "flat-line",          Warning, "同一数值连续出现多次，可能仪器停滞或数据重复，已使用，请核对", "The same value many times in a row, perhaps of an instrument that stands still; used, please check";
    DetectionLimit:   "detection-limit",    Warning, "检出限高于较好类别的限值，不能证明达到该类别", "The detection limit is above the limit of a better class, which is therefore not proven";
    Protected:        "protected",          Error,   "有密码保护，无法读取。请在原软件中去掉密码另存后再打开", "Protected by a password and not read. Save it without one and open that";
    TooMuchUnpacked:  "too-much-unpacked",  Error,   "解开后过大（一个文件最多 1 GiB，一个工作簿最多 512 MiB，最多 10000 个成员），未读取。请先解压或拆分", "Too large once unpacked: at most 1 GiB a file, 512 MiB a workbook, 10,000 members; not read. Unpack or split it first";
    Damaged:          "damaged",            Error,   "内容损坏或不完整，未读取。请重新下载，或在原软件中另存后再打开", "Damaged or incomplete, not read. Download it again, or save it anew where it opens";
    PartlyDamaged:    "partly-damaged",     Warning, "工作表损坏或不完整，有的单元格未读取。请核对行数", "The sheet is damaged or incomplete and some cells were not read; check how many rows there are";
    UnknownCompression: "unknown-compression", Error, "压缩方式不支持，未读取。请先解压，再打开其中的文件", "The kind of compression is not known; not read. Unpack it and open the file inside";
    TooDeep:          "too-deep",           Error,   "压缩包嵌套超过三层，未读取。请先解压", "Archives within archives beyond three levels are not read. Unpack them first";
    NoTable:          "no-table",           Error,   "其中没有含数据的表格", "It holds no table with data";
    MemberSkipped:    "member-skipped",     Note,    "压缩包中的这些文件不是数据，已跳过", "These files of the archive are no data and were skipped";
    HiddenSheets:     "hidden-sheets",      Note,    "隐藏的工作表未读取。如需读取，请取消隐藏后保存", "Hidden sheets were not read. To have them read, unhide them and save";
    HiddenSheetUsed:  "hidden-sheet-used",  Note,    "可见的工作表没有数据，读取的是隐藏的工作表", "No visible sheet holds data; the hidden ones were read";
    NoCachedValue:    "no-cached-value",    Warning, "公式没有保存计算结果，按空白处理。请用表格软件打开并保存后再试", "A formula without a saved result is taken as empty. Open and save the file in a spreadsheet program";
    ErrorValue:       "error-value",        Warning, "公式的错误值（如 #N/A）按空白处理", "An error value of a formula, such as #N/A, is taken as empty";
    MergedFilled:     "merged-filled",      Note,    "跨行合并的单元格，其内容用于所含的各行", "A cell merged over several rows stands for each of them";
}

impl Code {
    /// Whether it says that values deserve a look although they can be read (`--screening off` leaves these out).
    #[must_use]
    pub const fn is_screening(self) -> bool {
        matches!(
            self,
            Code::PmOrder
                | Code::NitrogenOrder
                | Code::PhosphorusOrder
                | Code::DemandOrder
                | Code::PermanganateOrder
                | Code::OzoneOrder
                | Code::Oversaturated
                | Code::Unusual
                | Code::Spike
                | Code::Step
                | Code::FlatLine
        )
    }

    /// Whether the row as a whole is lost by it, not a cell of it.
    #[must_use]
    pub const fn loses_row(self) -> bool {
        matches!(
            self,
            Code::BadDate
                | Code::UnclearDate
                | Code::YearUnknown
                | Code::BadPeriod
                | Code::NoEnd
                | Code::CellTooLong
                | Code::RecordTooLong
        )
    }
}

/// One issue at one place.
#[derive(Debug, Clone, Copy)]
pub struct Issue<'a> {
    /// Cause.
    pub code: Code,
    /// Row; row 0 is the file as a whole.
    pub origin: Origin,
    /// Column from 1; 0 is the whole row.
    pub column: u16,
    /// Header of the column.
    pub header: &'a str,
    /// Original text.
    pub text: &'a str,
}

/// A kept place of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Row; row 0 is the file as a whole.
    pub origin: Origin,
    /// Column from 1; 0 is the whole row.
    pub column: u16,
    /// Header of the column.
    pub header: String,
    /// Original text, cut at eighty characters.
    pub text: String,
}

/// Issues of one cause: how many, and the first places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// How many.
    pub count: u32,
    /// The first of them.
    pub places: Vec<Place>,
}

/// Something of a row that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Row.
    pub origin: Origin,
    /// Column from 1; 0 is the whole row.
    pub column: u16,
    /// Why.
    pub code: Code,
}

/// Issues grouped by cause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issues {
    groups: SortedMap<Code, Group>,
    refusals: Vec<Refusal>,
    /// Refusals beyond those that are kept.
    more_refusals: u32,
}

impl Issues {
    /// Places that are kept of each cause.
    const KEPT: usize = 200;
    /// Most refusals that are kept, twelve bytes each, so that memory does not grow with what is wrong in a large file.
    const REFUSALS: usize = 200_000;

    /// Adds an issue.
    #[cold]
    pub fn add(&mut self, issue: Issue<'_>) {
        if issue.code.severity() == Severity::Error && issue.origin.row > 0 {
            if self.refusals.len() < Issues::REFUSALS {
                let Issue { code, origin, column, .. } = issue;
                self.refusals.push(Refusal { origin, column, code });
            } else {
                self.more_refusals += 1;
            }
        }
        let group = self.groups.of(issue.code);
        group.count += 1;
        if group.places.len() < Issues::KEPT {
            group.places.push(Place {
                origin: issue.origin,
                column: issue.column,
                header: issue.header.to_owned(),
                text: issue.text.chars().take(80).collect(),
            });
        }
    }

    /// The issues of a part of a file in bytes.
    #[cold]
    pub(crate) fn write(&self, out: &mut Out) {
        let groups: Vec<_> = self.groups.iter().collect();
        out.count(groups.len());
        for (code, group) in groups {
            out.number(*code as u64);
            out.number(group.count.into());
            out.count(group.places.len());
            for Place { origin, column, header, text } in &group.places {
                out.number(origin.row.into());
                out.number((*column).into());
                out.bytes(header.as_bytes());
                out.bytes(text.as_bytes());
            }
        }
        out.count(self.refusals.len());
        for Refusal { origin, column, code } in &self.refusals {
            out.number(origin.row.into());
            out.number((*column).into());
            out.number(*code as u64);
        }
        out.number(self.more_refusals.into());
    }

    /// The issues of [`Issues::write`]; `None` where the bytes are none.
    #[cold]
    pub(crate) fn read(from: &mut In<'_>, file: FileId) -> Option<Issues> {
        let code = |from: &mut In<'_>| Code::ALL.get(usize::try_from(from.number()?).ok()?).copied();
        let mut issues = Issues::default();
        for _ in 0..from.count()? {
            let (code, count) = (code(from)?, from.small()?);
            let places = from.list(|from| {
                Some(Place {
                    origin: Origin { file, row: from.row()? },
                    column: from.tiny()?,
                    header: from.text()?.to_owned(),
                    text: from.text()?.to_owned(),
                })
            })?;
            issues.groups.insert(code, Group { count, places });
        }
        issues.refusals = from.list(|from| {
            let (row, column) = (from.row()?, from.tiny()?);
            Some(Refusal { origin: Origin { file, row }, column, code: code(from)? })
        })?;
        issues.more_refusals = from.small()?;
        Some(issues)
    }

    /// Adds the issues of a later part of the data.
    pub fn merge(&mut self, later: Issues) {
        for (code, mut later) in later.groups {
            let group = self.groups.of(code);
            group.count = group.count.saturating_add(later.count);
            group.places.append(&mut later.places);
            group.places.truncate(Issues::KEPT);
        }
        let room = Issues::REFUSALS.saturating_sub(self.refusals.len()).min(later.refusals.len());
        let beyond = u32::try_from(later.refusals.len() - room).unwrap_or(u32::MAX);
        self.more_refusals = self.more_refusals.saturating_add(later.more_refusals).saturating_add(beyond);
        self.refusals.extend_from_slice(&later.refusals[..room]);
    }

    /// What was left out of the rows of a file, ascending by row. At most 200,000 are kept of all files together, see
    /// [`Issues::refusals_beyond`].
    #[must_use]
    pub fn refusals_of(&self, file: FileId) -> Vec<Refusal> {
        let mut own: Vec<Refusal> =
            self.refusals.iter().filter(|refusal| refusal.origin.file == file).copied().collect();
        crate::sorting::sort_by_key(&mut own, |refusal| *refusal);
        own
    }

    /// How many refusals there are beyond those that are kept.
    #[must_use]
    pub fn refusals_beyond(&self) -> u32 {
        self.more_refusals
    }

    /// Groups, errors first.
    #[must_use]
    pub fn groups(&self) -> Vec<(Code, &Group)> {
        let mut groups: Vec<_> = self.groups.iter().map(|(code, group)| (*code, group)).collect();
        crate::sorting::sort_by_key(&mut groups, |(code, _)| (code.severity(), *code));
        groups
    }

    /// The rows that an issue is about, ascending: of what was left out all that are kept, of anything else the first.
    #[must_use]
    pub fn rows_of(&self, code: Code) -> Vec<Origin> {
        let places = self.groups.get(&code).map_or(&[][..], |group| &group.places);
        let refused = self.refusals.iter().filter(|refusal| refusal.code == code).map(|refusal| refusal.origin);
        let mut rows: Vec<Origin> =
            places.iter().map(|place| place.origin).chain(refused).filter(|origin| origin.row > 0).collect();
        crate::sorting::sort_by_key(&mut rows, |origin| *origin);
        rows.dedup();
        rows
    }

    /// Number of issues of one cause.
    #[must_use]
    pub fn count(&self, code: Code) -> u32 {
        self.groups.get(&code).map_or(0, |group| group.count)
    }
}
