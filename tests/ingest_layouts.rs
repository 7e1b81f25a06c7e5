//! Tables as they lie in folders: dates or samples side by side, headers that change, merged cells, times in titles and in
//! names of sheets, marks of quality, other dialects; on small invented tables.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;

use envgrade::fold::Sink;
use envgrade::ingest::{FileReport, ReadOptions, read_bytes};
use envgrade::issue::{Code, Issue};
use envgrade::observation::{FileId, Record, SiteTable, When};
use envgrade::quantity::Reading;

/// Records as lines of text, in any order, and the codes of issues.
#[derive(Default, Debug)]
struct Log {
    records: Vec<String>,
    codes: Vec<Code>,
}

impl Log {
    fn record(&mut self, sites: &SiteTable, record: &Record<'_>) {
        let mut line = format!("{} ", sites.get(record.site).label());
        match record.when {
            When::Hour(hour) => write!(line, "{}h{}", hour.date, hour.label).unwrap(),
            When::Stamp(stamp) => write!(line, "{stamp}").unwrap(),
        }
        write!(line, " @{}", record.origin.row).unwrap();
        for cell in record.cells {
            let text = match cell.reading {
                Reading::Value(amount) => amount.to_string(),
                Reading::Below(limit) => format!("<{limit}"),
                Reading::Above(bound) => format!(">{bound}"),
                Reading::NotDetected => "nd".to_owned(),
                Reading::Missing(_) => continue,
            };
            write!(line, " {}:{}={text}", cell.column, cell.parameter.symbol()).unwrap();
        }
        for other in record.others {
            write!(line, " {}({})={}", other.name, other.unit, other.text).unwrap();
        }
        if !record.suspended.is_empty() {
            write!(line, " [{}]", record.suspended).unwrap();
        }
        self.records.push(line);
    }
}

impl Sink for Log {
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.record(sites, record);
    }
    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.record(sites, record);
    }
    fn issue(&mut self, issue: Issue<'_>) {
        self.codes.push(issue.code);
    }
}

fn read(name: &str, text: &str) -> (Log, FileReport) {
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    let reports = read_bytes(FileId(0), name, text.as_bytes(), &ReadOptions::default(), &mut sites, &mut log);
    (log, reports.into_iter().next().unwrap())
}

/// The kind, the records, and the codes that must be among the issues.
fn reads(name: &str, text: &str, kind: &str, records: &[&str], codes: &[Code]) {
    let (log, report) = read(name, text);
    assert_eq!(log.records, records, "{name}: {}\n{:?}", report.understood.zh, log.codes);
    assert_eq!(report.kind.key(), kind, "{name}");
    for code in codes {
        assert!(log.codes.contains(code), "{name}: {} is not said: {:?}", code.key(), log.codes);
    }
}

#[test]
fn months_side_by_side() {
    reads(
        "表.csv",
        "2024年各断面氨氮浓度统计表（单位：mg/L）\n序号,断面名称,1月,二月,Mar,平均值\n1,民和桥,0.21,0.33,0.12,0.22\n2,小峡桥,0.51,<0.02,,0.26\n,平均值,0.36,0.17,0.12,\n",
        "water",
        &[
            "民和桥 2024-01 @3 3:NH3-N=0.21",
            "民和桥 2024-02 @3 4:NH3-N=0.33",
            "民和桥 2024-03 @3 5:NH3-N=0.12",
            "小峡桥 2024-01 @4 3:NH3-N=0.51",
            "小峡桥 2024-02 @4 4:NH3-N=<0.02",
        ],
        &[Code::ItemOfFile, Code::NotARecord],
    );
    // Items in a column, sites merged over them, the year over its months.
    reads(
        "表.csv",
        "断面,指标,单位,2024年,\n,,,1月,2月\n甲桥,pH,无量纲,7.8,7.9\n,砷,μg/L,2,3\n乙桥,pH,无量纲,7.7,7.6\n,砷,μg/L,4,5\n",
        "water",
        &[
            "甲桥 2024-01 @3 4:pH=7.8",
            "甲桥 2024-02 @3 5:pH=7.9",
            "甲桥 2024-01 @4 4:As=0.002",
            "甲桥 2024-02 @4 5:As=0.003",
            "乙桥 2024-01 @5 4:pH=7.7",
            "乙桥 2024-02 @5 5:pH=7.6",
            "乙桥 2024-01 @6 4:As=0.004",
            "乙桥 2024-02 @6 5:As=0.005",
        ],
        &[Code::MergedCells],
    );
    // Without a year anywhere, it is asked for.
    let (log, _) = read("表.csv", "断面,指标,1月,2月\n甲桥,pH,7.8,7.9\n乙桥,pH,7.8,7.9\n");
    assert!(log.records.is_empty() && log.codes.contains(&Code::YearUnknown), "{log:?}");
}

#[test]
fn days_side_by_side() {
    reads(
        "x.csv",
        "2024年3月各市PM2.5日均值(μg/m³)\n城市,1日,2日,3日\n西宁,35,36,37\n海东,40,,42\n",
        "air-daily",
        &[
            "西宁 2024-03-01 @3 2:PM2.5=35",
            "西宁 2024-03-02 @3 3:PM2.5=36",
            "西宁 2024-03-03 @3 4:PM2.5=37",
            "海东 2024-03-01 @4 2:PM2.5=40",
            "海东 2024-03-03 @4 4:PM2.5=42",
        ],
        &[],
    );
    reads(
        "x.csv",
        "站点,污染物,2024/3/1,2024/3/2\n甲,SO2,10,11\n甲,PM10,60,61\n",
        "air-daily",
        &[
            "甲 2024-03-01 @2 3:SO2=10",
            "甲 2024-03-02 @2 4:SO2=11",
            "甲 2024-03-01 @3 3:PM10=60",
            "甲 2024-03-02 @3 4:PM10=61",
        ],
        &[],
    );
}

#[test]
fn samples_side_by_side() {
    reads(
        "报告.csv",
        "检测报告,,,\n采样点位,,1#上游,2#下游\n采样日期,,2024.03.05,\n样品编号,,S1,S2\npH,无量纲,7.8,7.9\n氨氮,mg/L,0.21,0.025L\n总磷,mg/L,<0.01,0.02\n砷,μg/L,1.1,1.2\n",
        "water",
        &[
            "1#上游 2024-03-05 @5 3:pH=7.8",
            "2#下游 2024-03-05 @5 4:pH=7.9",
            "1#上游 2024-03-05 @6 3:NH3-N=0.21",
            "2#下游 2024-03-05 @6 4:NH3-N=<0.025",
            "1#上游 2024-03-05 @7 3:TP=<0.01",
            "2#下游 2024-03-05 @7 4:TP=0.02",
            "1#上游 2024-03-05 @8 3:As=0.0011",
            "2#下游 2024-03-05 @8 4:As=0.0012",
        ],
        &[],
    );
    reads(
        "报告.csv",
        "采样日期：2024年3月5日,,,,\n检测项目,单位,标准限值,上游,下游\npH值,无量纲,6-9,7.8,7.9\n溶解氧,mg/L,≥5,8.1,7.5\n",
        "water",
        &[
            "上游 2024-03-05 @3 4:pH=7.8",
            "下游 2024-03-05 @3 5:pH=7.9",
            "上游 2024-03-05 @4 4:DO=8.1",
            "下游 2024-03-05 @4 5:DO=7.5",
        ],
        &[Code::TimeOfFile],
    );
}

#[test]
fn times_of_titles_sheets_and_files() {
    let table = "断面名称,氨氮(mg/L)\n甲桥,0.2\n";
    for name in ["水质2024.xlsx › 3月.csv", "2024年3月水质.csv", "水质 › 2024-03.csv", "月报_202403.csv"]
    {
        reads(name, table, "water", &["甲桥 2024-03 @2 2:NH3-N=0.2"], &[Code::TimeOfFile]);
    }
    reads("a.csv", &format!("2024年3月5日监测结果\n{table}"), "water", &["甲桥 2024-03-05 @3 2:NH3-N=0.2"], &[]);
    // The title counts more than the name of the file, standards are no dates, and two dates are none.
    reads("2019.csv", &format!("GB3838-2002 2024年3月\n{table}"), "water", &["甲桥 2024-03 @3 2:NH3-N=0.2"], &[]);
    let (log, _) = read("a.csv", &format!("2024-03-01~2024-03-31\n{table}"));
    assert!(log.records.is_empty() && log.codes.contains(&Code::NoTime), "{log:?}");
    // Days and hours of a month or day that the title names.
    reads(
        "a.csv",
        "西宁市2024年3月\n日期,PM2.5\n1日,35\n2日,36\n",
        "air-daily",
        &["a 2024-03-01 @3 2:PM2.5=35", "a 2024-03-02 @4 2:PM2.5=36"],
        &[],
    );
    reads(
        "a.csv",
        "2024年3月\n日,PM2.5\n1,35\n2,36\n",
        "air-daily",
        &["a 2024-03-01 @3 2:PM2.5=35", "a 2024-03-02 @4 2:PM2.5=36"],
        &[Code::TimeOfFile],
    );
    reads(
        "a.csv",
        "2024年3月5日\n小时,PM2.5\n1,35\n24,36\n",
        "air-hourly",
        &["a 2024-03-05h1 @3 2:PM2.5=35", "a 2024-03-05h24 @4 2:PM2.5=36"],
        &[Code::TimeOfFile],
    );
    // Years and quarters are no times of samples.
    for cell in ["2024年第一季度", "2024年", "2024Q1", "2024"] {
        let (log, report) = read("a.csv", &format!("断面,时间,氨氮\n甲,{cell},0.2\n乙,{cell},0.3\n"));
        assert!(log.records.is_empty() && log.codes.contains(&Code::PeriodOnly), "{cell}: {log:?}");
        assert_eq!(report.kind.key(), "water");
    }
}

#[test]
fn dates_of_the_field() {
    let date = |cell: &str| {
        let (log, _) = read("a.csv", &format!("断面,采样时间,氨氮\n甲,{cell},0.2\n"));
        log.records.first().map(|line| line.split(' ').nth(1).unwrap().to_owned()).unwrap_or_default()
    };
    for (cell, expected) in [
        ("2024年3月5日 8时", "2024-03-05T08:00"),
        ("2024年3月5日 下午3时", "2024-03-05T15:00"),
        ("2024年3月5日（星期二）上午8:30", "2024-03-05T08:30"),
        ("2024-03-05 0830", "2024-03-05T08:30"),
        ("2024/3/5 8:00:00 PM", "2024-03-05T20:00"),
        ("2024-03-05T08:00:00+08:00", "2024-03-05T08:00"),
        ("2024-03-05T08:00:00.000Z", "2024-03-05T08:00"),
        ("2024030508", "2024-03-05T08:00"),
        ("45356.3333", "2024-03-05T08:00"),
        ("2024-03-05 24:00", "2024-03-05T24:00"),
        ("２０２４－０３－０５ １３：２０", "2024-03-05T13:20"),
    ] {
        assert_eq!(date(cell), expected, "{cell}");
    }
    // UTC that is called so becomes Beijing time, over midnight, too.
    reads(
        "a.csv",
        "time(UTC),站点,PM2.5\n2024-03-01T15:00:00Z,甲,35\n2024-03-01T16:00:00Z,甲,36\n",
        "air-hourly",
        &["甲 2024-03-01h23 @2 3:PM2.5=35", "甲 2024-03-01h24 @3 3:PM2.5=36"],
        &[Code::ZoneConverted],
    );
    reads(
        "a.csv",
        "timestamp,站点,PM2.5\n1709222400,甲,35\n1709226000,甲,36\n",
        "air-hourly",
        &["甲 2024-02-29h24 @2 3:PM2.5=35", "甲 2024-03-01h1 @3 3:PM2.5=36"],
        &[Code::UnixTime],
    );
    // Of years of two digits the one that varies least.
    let cells = ["24.3.5", "24.3.12", "24.4.2", "24.5.6", "24.6.11"];
    let rows: String = cells.iter().map(|cell| format!("甲,{cell},0.2\n")).collect();
    let (log, _) = read("a.csv", &format!("断面,采样日期,氨氮\n{rows}"));
    assert!(log.records[0].starts_with("甲 2024-03-05") && log.records[4].starts_with("甲 2024-06-11"), "{log:?}");
    assert!(log.codes.contains(&Code::ShortYear));
}

#[test]
fn another_header_begins_another_table() {
    reads(
        "a.csv",
        "日期,城市,PM2.5,PM10\n2024-03-01,甲,35,60\n合计,,,\n\n日期,城市,PM10,PM2.5\n2024-03-02,甲,61,36\n日期,城市,PM10,PM2.5\n2024-03-03,甲,62,37\n表2,,,\n断面,监测时间,氨氮(mg/L),总磷(mg/L)\n乙,2024-03-05,0.2,0.02\n",
        "air-daily",
        &[
            "甲 2024-03-01 @2 3:PM2.5=35 4:PM10=60",
            "甲 2024-03-02 @6 3:PM10=61 4:PM2.5=36",
            "甲 2024-03-03 @8 3:PM10=62 4:PM2.5=37",
            "乙 2024-03-05 @11 3:NH3-N=0.2 4:TP=0.02",
        ],
        &[Code::OtherHeader, Code::RepeatedHeader],
    );
    // A header far below remarks, at any cut of the bytes.
    let mut text: String = (1..=60).map(|n| format!("说明第 {n} 行,x\n")).collect();
    text += "断面,监测时间,氨氮(mg/L)\n乙,2024-03-05,0.2\n";
    let (log, report) = read("a.csv", &text);
    assert_eq!(log.records, ["乙 2024-03-05 @62 3:NH3-N=0.2"]);
    assert_eq!((report.header_row, report.rows, report.used), (61, 1, 1));
    assert!(!log.codes.contains(&Code::NoHeader), "{:?}", log.codes);
}

#[test]
fn merged_cells_of_sites_and_dates() {
    reads(
        "a.csv",
        "断面,监测时间,氨氮\n甲桥,2024-03-05,0.2\n,2024-04-05,0.21\n乙桥,2024-03-05,0.3\n,2024-04-05,0.31\n",
        "water",
        &[
            "甲桥 2024-03-05 @2 3:NH3-N=0.2",
            "甲桥 2024-04-05 @3 3:NH3-N=0.21",
            "乙桥 2024-03-05 @4 3:NH3-N=0.3",
            "乙桥 2024-04-05 @5 3:NH3-N=0.31",
        ],
        &[Code::MergedCells],
    );
    reads(
        "a.csv",
        "采样日期,断面,氨氮\n2024-03-05,甲,0.2\n,乙,0.21\n2024-04-05,甲,0.3\n,乙,0.31\n平均,,0.2\n",
        "water",
        &[
            "甲 2024-03-05 @2 3:NH3-N=0.2",
            "乙 2024-03-05 @3 3:NH3-N=0.21",
            "甲 2024-04-05 @4 3:NH3-N=0.3",
            "乙 2024-04-05 @5 3:NH3-N=0.31",
        ],
        &[Code::NotARecord],
    );
}

#[test]
fn marks_of_quality_and_detection_limits() {
    reads(
        "a.csv",
        "StationCode,DateTimeStamp,NH4F,F_NH4F,CHLA_N,F_CHLA_N\nabcnut,01/14/2021 8:38,0.002,<-4> [SBL],3.4,<0>\nabcnut,02/14/2021 8:38,0.5,<-3> [GIM],3.5,<1> [SCC]\n",
        "water",
        &["abcnut 2021-01-14T08:38 @2 3:NH3-N=<0.002 5:Chl-a=0.0034", "abcnut 2021-02-14T08:38 @3 5:Chl-a=0.0035"],
        &[Code::Flagged],
    );
    reads(
        "a.csv",
        "断面,时间,w01018-Avg,w01018-Flag\n甲,2024-03-05 08:00,12,N\n甲,2024-03-05 09:00,99,D\n甲,2024-03-05 10:00,500,T\n",
        "water",
        &["甲 2024-03-05T08:00 @2 3:COD=12", "甲 2024-03-05T09:00 @3", "甲 2024-03-05T10:00 @4 3:COD=>500"],
        &[Code::Flagged],
    );
    reads(
        "a.csv",
        "点位,采样日期,项目,单位,检测结果,检出限\n甲,2024-03-05,氨氮,mg/L,未检出,0.025\n甲,2024-03-05,总磷,mg/L,0.02,0.01\n",
        "water",
        &["甲 2024-03-05 @2 5:NH3-N=<0.025", "甲 2024-03-05 @3 5:TP=0.02"],
        &[],
    );
    // Dissolved nitrogen is not total nitrogen.
    reads(
        "a.txt",
        "MonitoringLocationIdentifier\tActivityStartDate\tCharacteristicName\tResultSampleFractionText\tResultMeasureValue\tResultMeasure/MeasureUnitCode\nX-1\t2006-07-03\tNitrogen\tTotal\t0.5\tmg/l\nX-1\t2006-07-03\tNitrogen\tDissolved\t0.3\tmg/l\nX-1\t2006-07-03\tConductivity\tTotal\t776.0\tumho/cm\n",
        "water",
        &["X-1 2006-07-03 @2 5:TN=0.5", "X-1 2006-07-03 @3 Nitrogen Dissolved(mg/l)=0.3", "X-1 2006-07-03 @4 5:EC=776"],
        &[],
    );
    // Units in a column of their own, beside one column of readings.
    reads(
        "a.csv",
        "Date,Site ID,Daily Mean PM2.5 Concentration,UNITS,DAILY_AQI_VALUE\n01/13/2016,9,20.7,ug/m3 LC,69\n",
        "air-daily",
        &["9 2016-01-13 @2 3:PM2.5=20.7"],
        &[],
    );
}

#[test]
fn other_dialects() {
    reads(
        "a.csv",
        "sep=;\n日期;城市;PM2.5;PM10\n2024-03-01;甲;35,5;60,0\n2024-03-02;甲;36,25;1.061,0\n",
        "air-daily",
        &["甲 2024-03-01 @3 3:PM2.5=35.5 4:PM10=60", "甲 2024-03-02 @4 3:PM2.5=36.25 4:PM10=1061"],
        &[Code::DecimalComma],
    );
    // A comma that may stand between thousands is none of decimals.
    let (log, _) = read("a.csv", "日期;城市;藻密度(个/L)\n2024-03-01;甲;1,234\n");
    assert_eq!(log.records, ["甲 2024-03-01 @2 3:algae=1234"]);
    reads(
        "a.txt",
        "日期          城市    PM2.5   PM10\n2024-03-01    甲      35      60\n2024-03-02    甲 乙   36      61\n2024-03-03    甲      36      61\n",
        "air-daily",
        &[
            "甲 2024-03-01 @2 3:PM2.5=35 4:PM10=60",
            "甲 乙 2024-03-02 @3 3:PM2.5=36 4:PM10=61",
            "甲 2024-03-03 @4 3:PM2.5=36 4:PM10=61",
        ],
        &[],
    );
    reads(
        "a.txt",
        "# station X\ndate time pm25 pm10\n2024-03-01 08:00 35 60\n2024-03-01 09:00 36 61\n2024-03-01 10:00 37 62\n",
        "air-hourly",
        &[
            "a 2024-03-01h8 @3 3:PM2.5=35 4:PM10=60",
            "a 2024-03-01h9 @4 3:PM2.5=36 4:PM10=61",
            "a 2024-03-01h10 @5 3:PM2.5=37 4:PM10=62",
        ],
        &[],
    );
    // Prose is no table.
    let (log, report) =
        read("README.md", "PM2.5 and Ozone data\n\nThe files hold PM2.5 and O3 of 2018 and 2019.\nA second line.\n");
    assert!(log.records.is_empty() && report.kind.key() == "unknown");
}

#[test]
fn soil_and_waste_water_are_told_apart() {
    let (log, report) = read("a.csv", "Data of soils.,,\nUnit:,,mg/kg\nX,pH,SoilCd\n111.8,4.4,0.28\n112.0,7.5,0.36\n");
    assert_eq!((report.kind.key(), report.rows, report.used), ("soil", 2, 0));
    assert!(log.codes.contains(&Code::SoilNotGraded));
    let (_, report) = read("a.csv", "土壤样点,采样日期,pH,镉(mg/kg),铅(mg/kg)\nT1,2024-03-05,7.1,0.2,30\n");
    assert_eq!(report.kind.key(), "soil");
    reads(
        "a.csv",
        "废水监测数据报表\n监测时间,PH值,氨氮(毫克/升)\n2024-03-05 08:00,7.8,0.5\n",
        "water",
        &["a 2024-03-05T08:00 @3 2:pH=7.8 3:NH3-N=0.5 [废水]"],
        &[Code::Effluent],
    );
}
