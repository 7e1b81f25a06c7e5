//! Every layout of table on small invented tables, and what must hold for any bytes at all.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;

use envgrade::air::reference_state::{State, mass_per_part};
use envgrade::assess::Assessor;
use envgrade::fold::Sink;
use envgrade::ingest::{DecodeAs, Encoding, FileReader, FileReport, ReadOptions, read_bytes, sniff_encoding};
use envgrade::issue::{Code, Issue, Severity};
use envgrade::observation::{DustPeriod, FileId, PointRole, Record, Site, SiteTable, When};
use envgrade::parameter::Parameter;
use envgrade::plan::{Body, HourChoice, Plan};
use envgrade::quantity::Reading;
use proptest::prelude::*;

/// Records and issues as lines of text.
#[derive(Default, Debug, PartialEq, Eq)]
struct Log {
    records: Vec<String>,
    issues: Vec<String>,
    codes: Vec<(Code, u32, u16)>,
    dust: Vec<DustPeriod>,
}

impl Log {
    fn record(&mut self, kind: &str, sites: &SiteTable, record: &Record<'_>) {
        let mut line = format!("{kind} {} ", sites.get(record.site).label());
        match record.when {
            When::Hour(hour) => write!(line, "{}h{}", hour.date, hour.label).unwrap(),
            When::Stamp(stamp) => write!(line, "{stamp}").unwrap(),
        }
        for cell in record.cells {
            let text = match cell.reading {
                Reading::Value(amount) => amount.to_string(),
                Reading::Below(limit) => format!("<{limit}"),
                Reading::Above(bound) => format!(">{bound}"),
                Reading::NotDetected => "nd".to_owned(),
                Reading::Missing(why) => format!("{why:?}").to_lowercase(),
            };
            write!(line, " {}/{:?}={text}", cell.parameter.symbol(), cell.averaging).unwrap();
        }
        for other in record.others {
            write!(line, " {}({})={}", other.name, other.unit, other.text).unwrap();
        }
        if let Some(aqi) = record.official.aqi {
            write!(line, " aqi={aqi}").unwrap();
        }
        for text in [record.official.category, record.official.class, record.suspended] {
            if !text.is_empty() {
                write!(line, " [{text}]").unwrap();
            }
        }
        self.records.push(line);
    }

    /// Issues without notes that only say how a unit, a site, a year or an hour was found.
    fn troubles(&self) -> Vec<(&'static str, u32, u16)> {
        let dull = [
            Code::UnitAssumed,
            Code::NoSite,
            Code::NoYear,
            Code::HoursFromZero,
            Code::BodyUnsaid,
            Code::SerialDate,
            Code::ShortYear,
            Code::ZoneKept,
            Code::TimeOfFile,
        ];
        self.codes
            .iter()
            .filter(|(code, ..)| !dull.contains(code))
            .map(|(code, row, column)| (code.key(), *row, *column))
            .collect()
    }
}

impl Sink for Log {
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.record("air", sites, record);
    }
    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.record("water", sites, record);
    }
    fn issue(&mut self, issue: Issue<'_>) {
        self.codes.push((issue.code, issue.origin.row, issue.column));
        self.issues.push(format!("{issue:?}"));
    }
    fn dust(&mut self, period: DustPeriod) {
        self.dust.push(period);
    }
}

fn read_with(name: &str, bytes: &[u8], options: &ReadOptions) -> (Log, FileReport, SiteTable) {
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    let mut reports = read_bytes(FileId(0), name, bytes, options, &mut sites, &mut log);
    assert_eq!(reports.len(), 1, "one file");
    (log, reports.remove(0), sites)
}

fn read(name: &str, text: &str) -> (Log, FileReport) {
    let (log, report, _) = read_with(name, text.as_bytes(), &ReadOptions::default());
    (log, report)
}

#[track_caller]
fn reads(name: &str, text: &str, kind: &str, records: &[&str]) {
    let (log, report) = read(name, text);
    assert_eq!(log.records, records, "{}\n{:#?}", report.understood.zh, log.issues);
    assert_eq!(report.kind.key(), kind);
    assert_eq!(log.troubles(), []);
}

#[test]
fn a_daily_table_of_one_city() {
    reads(
        "some/folder/某市.csv",
        "\"日期\",\"AQI\",\"AQI级别\",\"PM2.5\",\"PM10\",\"SO2\",\"CO\",\"NO2\",\"O3_8h\",\"排名\"\n2016-01-02,75,\"良\",55,90,12,1.2,40,66,100\n",
        "air-daily",
        &["air 某市 2016-01-02 PM2.5/Day=55 PM10/Day=90 SO2/Day=12 CO/Day=1.2 NO2/Day=40 O3/DayMax8h=66 aqi=75 [良]"],
    );
}

#[test]
fn one_strange_value_does_not_make_a_header_wrong() {
    reads(
        "x.csv",
        "城市,日期,SO2(μg/m³),NO2(μg/m³),CO(mg/m³),O3_8h(μg/m³),PM10(μg/m³),PM2.5(μg/m³)\n甲市,2026-01-02,,,3.0,1,,\n",
        "air-daily",
        &["air 甲市 2026-01-02 SO2/Day=blank NO2/Day=blank CO/Day=3 O3/DayMax8h=1 PM10/Day=blank PM2.5/Day=blank"],
    );
}

#[test]
fn columns_in_any_order_and_in_english() {
    reads(
        "x.csv",
        "quality;O3 (ug/m3);city;CO(mg/m3);Date\nGood;66;A;1.2;2016/1/2\n",
        "air-daily",
        &["air A 2016-01-02 O3/DayMax8h=66 CO/Day=1.2 [Good]"],
    );
}

#[test]
fn a_daily_table_without_header() {
    let table =
        "\u{feff}某市,2015-08-03,69,53~100,良,50,0,10.7,0.675,26,44,299\n某市,2015-08-04,0,0~0,,0,0,0,0,0,0,1\n";
    let (log, report) = read("x.csv", table);
    assert_eq!(report.kind.key(), "air-daily");
    assert_eq!(
        log.records,
        [
            "air 某市 2015-08-03 PM2.5/Day=50 PM10/Day=sentinel SO2/Day=10.7 CO/Day=0.675 NO2/Day=26 O3/DayMax8h=44 aqi=69 [良]",
            "air 某市 2015-08-04 PM2.5/Day=sentinel PM10/Day=sentinel SO2/Day=sentinel CO/Day=sentinel NO2/Day=sentinel O3/DayMax8h=sentinel",
        ]
    );
    assert_eq!(log.troubles(), [("zero-as-missing", 1, 7), ("zero-as-missing", 2, 6)]);

    // The same columns in an order that nothing tells are refused, not guessed.
    let (log, report) = read("x.csv", "2015-08-03,某市,69,53~100,良,50,80,10.7,0.675,26,44,299\n");
    assert_eq!((log.records.len(), report.kind.key()), (0, "unknown"));
    assert_eq!(log.troubles(), [("no-header", 0, 0)]);
}

#[test]
fn monthly_means_of_air_are_not_days() {
    let (log, report) = read("x.csv", "某市,2015-08,69,53~100,良,50,80,10.7,0.675,26,44,299\n");
    assert_eq!((log.records.len(), report.kind.key(), report.rows), (0, "air-monthly", 1));
    assert_eq!(log.troubles(), [("monthly-air", 0, 0)]);
    let (log, report) = read("x.csv", "城市,月份,PM2.5,PM10\n甲,2024年3月,30,50\n");
    assert_eq!((log.records.len(), report.kind.key()), (0, "air-monthly"));
}

/// Rows in the order date, grade, AQI, rank, PM2.5, PM10, NO2, SO2, CO, city.
fn shifted_rows() -> Vec<[String; 10]> {
    (0..20_i64)
        .map(|n| {
            // PM10 between 60 and 98 has the index 55 to 74 and is the largest.
            let (pm25, pm10) = (20 + n % 7, 60 + 2 * n);
            let aqi = 50 + (pm10 - 50 + 1) / 2;
            let text = |value: i64| value.to_string();
            [
                format!("2025-03-{:02}", n + 1),
                "良".to_owned(),
                text(aqi),
                text(140 + 5 * n),
                text(pm25),
                text(pm10),
                text(30 + n % 5),
                text(9 + n % 3),
                format!("0.{}", 61 + n),
                "某市".to_owned(),
            ]
        })
        .collect()
}

const SHIFTED_HEADER: [&str; 10] = ["日期", "质量等级", "AQI", "PM2.5", "PM10", "SO2", "NO2", "CO", "O3", "城市"];

fn table(header: &[&str], rows: &[[String; 10]], order: &[usize]) -> String {
    let line = |cells: Vec<&str>| order.iter().map(|&n| cells[n]).collect::<Vec<_>>().join(",") + "\n";
    let mut text = line(header.to_vec());
    for row in rows {
        text += &line(row.iter().map(String::as_str).collect());
    }
    text
}

#[test]
fn a_shifted_header_is_mended_by_content() {
    let rows = shifted_rows();
    let order: Vec<usize> = (0..10).collect();
    let (log, report) = read("某市.csv", &table(&SHIFTED_HEADER, &rows, &order));
    assert_eq!(log.troubles(), [("header-contradicted", 0, 0)]);
    assert_eq!(
        log.records[0],
        "air 某市 2025-03-01 PM2.5/Day=20 PM10/Day=60 NO2/Day=30 SO2/Day=9 CO/Day=0.61 aqi=55 [良]"
    );
    assert!(report.columns.iter().any(|column| column.header == "O3" && column.role.zh.starts_with("CO")));

    // Another name and another order of the columns: the same readings.
    let mut turned: Vec<usize> = (0..10).rev().collect();
    turned.swap(2, 7);
    let (other, _) = read("export (3).txt", &table(&SHIFTED_HEADER, &rows, &turned));
    let sorted = |line: &String| {
        let mut words: Vec<&str> = line.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    assert_eq!(
        log.records.iter().map(sorted).collect::<Vec<_>>(),
        other.records.iter().map(sorted).collect::<Vec<_>>()
    );

    // A header that says what the columns hold is believed.
    let honest = ["日期", "质量等级", "AQI", "排名", "PM2.5", "PM10", "NO2", "SO2", "CO", "城市"];
    let (honest_log, _) = read("x.csv", &table(&honest, &rows, &order));
    assert_eq!(honest_log.troubles(), []);
    assert_eq!(honest_log.records, log.records);

    // A header that contradicts its data in a way that is not known is refused.
    let swapped = ["日期", "质量等级", "AQI", "PM2.5", "CO", "排名", "NO2", "SO2", "PM10", "城市"];
    let (refused, report) = read("x.csv", &table(&swapped, &rows, &order));
    assert_eq!((refused.records.len(), report.kind.key()), (0, "unknown"));
    assert_eq!(refused.troubles(), [("header-unclear", 0, 0)]);
}

#[test]
fn hourly_tables_with_date_and_hour() {
    reads(
        "x.csv",
        "\u{feff}date,hour,城市,AQI,PM2.5,PM2.5_24h,O3,O3_24h,O3_8h,O3_8h_24h,CO\n20190315,0,甲,50.0,23.0,28.0,41.0,88.0,53.0,77.0,1.0\n20190315,1,甲,51,,28.0,41.0,88.0,53.0,77.0,0.9\n",
        "air-hourly",
        &[
            "air 甲 2019-03-14h24 PM2.5/Hour=23 PM2.5/Moving24h=28 O3/Hour=41 O3/DayMax1h=88 O3/Moving8h=53 O3/DayMax8h=77 CO/Hour=1 aqi=50",
            "air 甲 2019-03-15h1 PM2.5/Hour=blank PM2.5/Moving24h=28 O3/Hour=41 O3/DayMax1h=88 O3/Moving8h=53 O3/DayMax8h=77 CO/Hour=0.9 aqi=51",
        ],
    );
    // Spreadsheets leave the time of midnight out.
    reads(
        "x.csv",
        "时间,城市,PM2.5\n2024/1/1 23:00,甲,1\n2024/1/2,甲,2\n45293.0416667,甲,3\n",
        "air-hourly",
        &["air 甲 2024-01-01h23 PM2.5/Hour=1", "air 甲 2024-01-01h24 PM2.5/Hour=2", "air 甲 2024-01-02h1 PM2.5/Hour=3"],
    );
    let beginning = ReadOptions { hours: HourChoice::Beginning, ..ReadOptions::default() };
    let (log, ..) = read_with("x.csv", b"date,hour,city,PM2.5\n20190315,0,A,23\n20190315,23,A,24\n", &beginning);
    assert_eq!(log.records, ["air A 2019-03-15h1 PM2.5/Hour=23", "air A 2019-03-15h24 PM2.5/Hour=24"]);
}

#[test]
fn hourly_stations_as_pm25in_has_them() {
    let (log, report) = read(
        "某州.csv",
        ",AQI,CO,Date,Hour,Level,NO2,O3_1h,O3_8h,PM10,PM25,PrimaryPollution,SO2,WatchPoint,_id,AQIrank\n0,33,1.1,20200410,22,优,10,64,50,33,21,\"细颗\n粒物\",1,甲点,5e,0.1\n1,NaN,NaN,20200410,22,—,NaN,NaN,NaN,NaN,NaN,NaN,-,乙点,5f,0.1\n",
    );
    assert_eq!(report.kind.key(), "air-hourly");
    assert_eq!(
        log.records,
        [
            "air 某州 甲点 2020-04-10h22 CO/Hour=1.1 NO2/Hour=10 O3/Hour=64 O3/Moving8h=50 PM10/Hour=33 PM2.5/Hour=21 SO2/Hour=1 aqi=33 [优]",
            "air 某州 乙点 2020-04-10h22 CO/Hour=nodata NO2/Hour=nodata O3/Hour=nodata O3/Moving8h=nodata PM10/Hour=nodata PM2.5/Hour=nodata SO2/Hour=nodata [—]",
        ]
    );
    assert_eq!((log.troubles(), report.rows, report.used), (vec![], 2, 1));
}

#[test]
fn hourly_stations_of_the_api_with_zeros() {
    let text = "time_point,AQI,city,CO,no2,o_3,o3_8h,pm10,pm2_5,position_name,quality,so2,station_code,\n2014-12-19T13:00:00Z,72,甲,1.763,13,67,20,93,0,子站,良,148,1013A,\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let (log, report, sites) = read_with("x.csv", &bytes, &ReadOptions::default());
    assert_eq!(report.encoding, Encoding::Gb18030);
    assert_eq!(
        log.records,
        [
            "air 甲 子站 2014-12-19h13 CO/Hour=1.763 NO2/Hour=13 O3/Hour=67 O3/Moving8h=20 PM10/Hour=93 PM2.5/Hour=sentinel SO2/Hour=148 aqi=72 [良]"
        ]
    );
    assert_eq!(sites.iter().next().unwrap().1.code, "1013A");
    assert_eq!(log.troubles(), [("zero-as-missing", 2, 9)]);
}

#[test]
fn wide_tables_with_a_column_a_site() {
    let pm = "date,hour,type,东四,天坛\n20180101,0,PM2.5,77,60\n20180101,0,PM2.5_24h,,\n20180101,0,AQI,91,\n";
    reads(
        "x.csv",
        pm,
        "air-hourly",
        &[
            "air 东四 2017-12-31h24 PM2.5/Hour=77",
            "air 天坛 2017-12-31h24 PM2.5/Hour=60",
            "air 东四 2017-12-31h24 aqi=91",
        ],
    );
    // Particles and gases lie in two files: the sites are the same.
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    let gases = "date,hour,type,天坛,东四\n20180101,0,CO,1.1,1.2\n";
    read_bytes(FileId(0), "all.csv", pm.as_bytes(), &ReadOptions::default(), &mut sites, &mut log);
    read_bytes(FileId(1), "extra.csv", gases.as_bytes(), &ReadOptions::default(), &mut sites, &mut log);
    assert_eq!(sites.len(), 2);
    let (log, _, sites) = read_with(
        "x.csv",
        b"date,hour,type,1001A,1002A\n20240601,3,SO2,5,-999\n20240601,3,O3_8h_24h,90,x\n",
        &ReadOptions::default(),
    );
    assert_eq!(
        log.records,
        [
            "air 1001A 2024-06-01h3 SO2/Hour=5",
            "air 1002A 2024-06-01h3 SO2/Hour=sentinel",
            "air 1001A 2024-06-01h3 O3/DayMax8h=90"
        ]
    );
    assert_eq!(sites.iter().next().unwrap().1.code, "1001A");
    assert_eq!(log.troubles(), [("not-a-number", 3, 5)]);
}

/// Reads files one after the other into one table of sites.
fn read_all(files: &[&str]) -> (Log, SiteTable) {
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    for (number, text) in (0..).zip(files) {
        read_bytes(FileId(number), "x.csv", text.as_bytes(), &ReadOptions::default(), &mut sites, &mut log);
    }
    (log, sites)
}

#[test]
fn a_list_of_sites_completes_the_sites_of_other_files() {
    let list = "监测点编码,监测点名称,省份,城市,区县,经度,纬度,对照点\n1480A,四陆医院,青海,西宁,城北区,101.7,36.6,N\n1481A,市环境监测站,青海,西宁,城西区,101.7,36.6,\n3000A,第五水厂,青海,西宁,城中区,101.7,36.6,Y\n";
    let wide = "date,hour,type,1480A,3000A\n20240601,3,PM2.5,77,60\n";
    let long = "站点,时间,PM2.5\n1480a,2024-06-01 04:00,30\n3000A,2024-06-01 04:00,31\n";
    for files in [[list, wide, long], [wide, long, list], [long, list, wide]] {
        let (log, sites) = read_all(&files);
        assert_eq!(log.troubles(), []);
        let of_code = |code: &str| {
            let found: Vec<Site> = sites.iter().filter(|(_, site)| site.code == code).map(|(_, s)| s.clone()).collect();
            assert_eq!(found.len(), 1, "{code} in {files:?}");
            found[0].clone()
        };
        let site = if files[0] == long { of_code("1480a") } else { of_code("1480A") };
        assert_eq!((site.name.as_str(), site.city.as_str(), site.county.as_str()), ("四陆医院", "西宁", "城北区"));
        assert_eq!((site.province.as_str(), site.role), ("青海", Some(PointRole::City)));
        assert_eq!(of_code("3000A").role, Some(PointRole::Background));
        assert_eq!(of_code("1481A").role, None);
        assert_eq!(sites.len(), 3);
    }
    let (_, report) = read("x.csv", list);
    assert_eq!((report.kind.key(), report.rows, report.used), ("sites", 3, 3));
}

#[test]
fn a_list_without_codes_goes_by_names_that_are_there_once() {
    let list = "城市,点位名称,点位类型\n甲,东站,城市点\n甲,北站,路边交通点\n乙,北站,背景点\n";
    let data = "时间,点位,PM2.5\n2024-06-01 04:00,东站,30\n2024-06-01 04:00,北站,31\n";
    let cities = "时间,城市,点位,PM2.5\n2024-06-01 04:00,乙,北站,30\n";
    for files in [[list, data, cities], [data, cities, list], [cities, list, data]] {
        let (_, sites) = read_all(&files);
        let mut found: Vec<_> = sites.iter().map(|(_, s)| (s.city.as_str(), s.name.as_str(), s.role)).collect();
        found.sort();
        assert_eq!(
            found,
            [
                // Which of the two it is nobody knows.
                ("", "北站", None),
                ("乙", "北站", Some(PointRole::Background)),
                ("甲", "东站", Some(PointRole::City)),
                ("甲", "北站", Some(PointRole::Roadside)),
            ]
        );
    }
    // Sections of water with their targets.
    let list = "断面名称,所在河流,水质目标\n某桥,某河,Ⅲ\n";
    let (log, sites) = read_all(&[list, "断面,日期,氨氮(mg/L)\n某桥,2024-03-01,0.3\n"]);
    assert_eq!(log.records, ["water 某桥 2024-03-01 NH3-N/Sample=0.3"]);
    assert_eq!((sites.len(), sites.iter().next().unwrap().1.target), (1, envgrade::grade::Class::read("Ⅲ")));
    // What is neither list nor data is still said.
    let (log, report) = read("x.csv", "日期,断面,动植物油\n2024-03-01,甲,3\n");
    assert_eq!((report.kind.key(), log.troubles()), ("unknown", vec![("nothing-to-grade", 0, 0)]));
}

#[test]
fn tables_of_dust_periods() {
    let periods = |text: &str| {
        let (log, report) = read("x.csv", text);
        assert_eq!(report.kind.key(), "dust", "{}", report.understood.zh);
        let of = |p: &DustPeriod| {
            let hours = p.hours.map_or(String::new(), |(first, last)| {
                format!(" {} {} - {} {}", first.date, first.label, last.date, last.label)
            });
            format!("{}|{}..{}{hours}", p.place, p.first, p.last)
        };
        (log.dust.iter().map(of).collect::<Vec<_>>(), log.troubles())
    };
    let text = "城市,沙尘开始时间,沙尘结束时间\n西宁市,2024-03-27 14:00,2024-03-29 00:00\n,2024-04-01,2024-04-02\n全省,2024-04-05 00:00,2024/4/5 07:30\n海东市,2024-04-09,2024-04-08\n海东市,2024-04-09,\n海东市,四月,2024-04-08\n";
    let (found, troubles) = periods(text);
    assert_eq!(
        found,
        [
            "西宁市|2024-03-27..2024-03-28 2024-03-27 14 - 2024-03-28 24",
            "|2024-04-01..2024-04-02",
            "|2024-04-05..2024-04-05 2024-04-05 1 - 2024-04-05 8",
        ]
    );
    assert_eq!(troubles, [("bad-period", 5, 3), ("no-end", 6, 3), ("bad-date", 7, 2)]);
    // Spreadsheets write days as midnights.
    let text = "沙尘时段\n点位,起始,结束\n甲,2024-03-27 00:00:00,2024-03-28 00:00:00\n";
    assert_eq!(periods(text), (vec!["甲|2024-03-27..2024-03-28".into()], vec![]));
    let text = "城市,日期,说明\n甲,3月27日,沙尘\n乙,2024-03-28,浮尘\n";
    assert_eq!(periods(text), (vec!["乙|2024-03-28..2024-03-28".into()], vec![("year-unknown", 2, 2)]));
    let text = "dust date,city,start time,end time\n2024-03-27,A,22:00,03:00\n";
    assert_eq!(periods(text).0, ["A|2024-03-27..2024-03-28 2024-03-27 22 - 2024-03-28 3"]);
    let text = "城市,沙尘开始时间,沙尘结束时间,PM10(μg/m3)\n甲,2024-03-27 14:00,2024-03-27 18:00,900\n";
    assert_eq!(periods(text).0, ["甲|2024-03-27..2024-03-27 2024-03-27 14 - 2024-03-27 18"]);
    // Without the word it is said, and not taken at all when another column tells of something else.
    let text = "城市,开始日期,结束日期\n甲,2024-03-27,2024-03-28\n";
    assert_eq!(periods(text), (vec!["甲|2024-03-27..2024-03-28".into()], vec![("dust-assumed", 0, 0)]));
    let (log, report) = read("x.csv", "点位,开始日期,结束日期,原因\n甲,2024-03-27,2024-03-28,停电\n");
    assert_eq!((report.kind.key(), log.dust.len()), ("unknown", 0));
}

#[test]
fn sites_without_data_are_no_results() {
    let files = [
        "监测点编码,监测点名称,城市\n1480A,四陆医院,西宁\n1481A,市环境监测站,西宁\n",
        "date,hour,type,1480A,1482A\n20240601,3,PM2.5,77,\n",
        "断面名称,所在河流,水质目标\n某桥,某河,Ⅲ\n",
        "城市,沙尘开始时间,沙尘结束时间\n西宁,2024-04-01,2024-04-02\n",
    ];
    let (mut assessor, mut sites) = (Assessor::new(Plan::default()), SiteTable::default());
    for (number, text) in (0..).zip(files) {
        read_bytes(FileId(number), "x.csv", text.as_bytes(), &ReadOptions::default(), &mut sites, &mut assessor);
    }
    let assessment = assessor.finish(sites);
    let names: Vec<_> = assessment.air_totals().sites.iter().map(|s| assessment.sites().get(s.site).label()).collect();
    assert_eq!(names, ["西宁 四陆医院"]);
    assert_eq!((assessment.air_len(), assessment.water_len(), assessment.dust().len()), (1, 0, 1));
    assert!(assessment.water_totals().sections.is_empty());
}

#[test]
fn co_in_micrograms_is_not_taken_as_milligrams() {
    let mut text = "No,year,month,day,hour,PM2.5,PM10,CO,TEMP,station\n".to_owned();
    for hour in 0..6 {
        writeln!(text, "{hour},2013,3,1,{hour},6.0,8.0,{}.0,-0.5,某站", 300 + hour * 100).unwrap();
    }
    let (log, report) = read("x.csv", &text);
    assert_eq!(log.records[0], "air 某站 2013-02-28h24 PM2.5/Hour=6 PM10/Hour=8 CO/Hour=0.3");
    assert_eq!(log.troubles(), [("unit-suspect", 1, 8)]);
    assert_eq!(report.columns[7].unit, "µg/m³");
    let (log, _) = read("x.csv", "date,hour,city,CO\n20240101,1,A,1.2\n20240101,2,A,0.8\n20240101,3,A,800\n");
    assert_eq!(log.troubles(), [("impossible", 4, 4)]);
}

/// A file of one site with these times and a PM2.5 of one more each.
fn hours_of(times: impl IntoIterator<Item = String>) -> String {
    let mut text = "时间,城市,PM2.5\n".to_owned();
    for (value, time) in (10..).zip(times) {
        writeln!(text, "{time},甲,{value}").unwrap();
    }
    text
}

#[test]
fn the_report_says_how_hours_were_read() {
    let two_days = |hours: std::ops::Range<u32>| {
        let mut text = "date,hour,city,PM2.5\n".to_owned();
        for day in [1, 2, 4] {
            hours.clone().for_each(|hour| writeln!(text, "2024-06-0{day},{hour},A,30").unwrap());
        }
        text
    };
    let codes = |log: &Log| -> Vec<_> {
        log.codes
            .iter()
            .filter(|(code, ..)| *code != Code::UnitAssumed)
            .map(|(c, row, col)| (c.key(), *row, *col))
            .collect()
    };
    // 0 to 23: hour 0 moves to the day before, and 31 May, 1, 2, 3 and 4 June would be other days.
    let (log, report) = read("x.csv", &two_days(0..24));
    assert!(log.records[0].starts_with("air A 2024-05-31h24"));
    assert_eq!(codes(&log), [("hours-from-zero", 2, 2)]);
    assert!(report.understood.zh.contains("按时末标注读取") && report.understood.zh.contains("有 5 天的日值会改变"));
    assert!(report.understood.en.contains("5 days would be others"));
    let beginning = ReadOptions { hours: HourChoice::Beginning, ..ReadOptions::default() };
    let (log, report, _) = read_with("x.csv", two_days(0..24).as_bytes(), &beginning);
    assert!(log.records[0].starts_with("air A 2024-06-01h1"));
    assert!(report.understood.zh.contains("按所选的时初标注读取") && report.understood.zh.contains("有 5 天"));
    // 1 to 24 can only be labels of the end.
    let (log, report) = read("x.csv", &two_days(1..25));
    assert_eq!(codes(&log), []);
    assert!(report.understood.zh.contains("小时为 1–24，按时末标注读取"));
    let (log, ..) = read_with("x.csv", two_days(1..25).as_bytes(), &beginning);
    assert_eq!(codes(&log), [("hours-from-one", 25, 2)]);
    // Both: the hour 24 of 1 June and the hour 0 of 2 June are one.
    let (log, report) = read("x.csv", &two_days(0..25));
    assert_eq!(codes(&log), [("hours-mixed", 26, 2), ("hours-from-zero", 2, 2)]);
    assert!(report.understood.zh.contains("0–24"));
    assert_eq!(log.records.iter().filter(|record| record.starts_with("air A 2024-06-01h24")).count(), 2);
}

#[test]
fn summer_time_abroad_is_noticed() {
    let days = |gap: Option<u32>| {
        hours_of((9..12).flat_map(|day| {
            let hours = (0..24).filter(move |hour| !(day == 10 && Some(*hour) == gap));
            hours.map(move |hour| format!("2024-03-{day:02} {hour:02}:00"))
        }))
    };
    assert_eq!(read("x.csv", &days(Some(2))).0.troubles(), [("daylight-saving", 26, 1)]);
    // Any other hour may be missing on that day, and the hour on any other day.
    for other in [days(None), days(Some(5)), days(Some(2)).replace("2024-03", "2023-03")] {
        assert_eq!(read("x.csv", &other).0.troubles(), []);
    }
}

#[test]
fn units_that_values_cannot_be_in() {
    let table = |header: &str, row: &dyn Fn(u32) -> String| {
        let mut text = format!("date,hour,city,{header}\n");
        (1..13).for_each(|hour| writeln!(text, "2024-06-01,{hour},A,{}", row(hour)).unwrap());
        text
    };
    // Particles, and with them gases, in mg/m³.
    let (log, report) = read("x.csv", &table("PM2.5,PM10,SO2", &|n| format!("0.0{n:02},0.1{n:02},0.008")));
    assert_eq!(log.records[0], "air A 2024-06-01h1 PM2.5/Hour=1 PM10/Hour=101 SO2/Hour=8");
    assert_eq!(log.troubles(), [("unit-suspect", 1, 4), ("unit-suspect", 1, 5), ("unit-suspect", 1, 6)]);
    assert_eq!(report.columns[4].unit, "mg/m³");
    // Few values are not enough to be certain.
    let (log, _) = read("x.csv", "date,hour,city,PM2.5\n2024-06-01,1,A,0.4\n2024-06-01,2,A,0.9\n");
    assert_eq!(log.records[0], "air A 2024-06-01h1 PM2.5/Hour=0.4");
    assert_eq!(log.troubles(), [("unit-suspect", 1, 4)]);
    // Gases alone may be ppm or mg/m³: not used.
    let (log, report) = read("x.csv", &table("PM2.5,O3,NO2", &|n| format!("2{n:02},0.03{n},0.02{n}")));
    assert_eq!(log.records[0], "air A 2024-06-01h1 PM2.5/Hour=201");
    assert_eq!(log.troubles(), [("unit-unclear", 1, 5), ("unit-unclear", 1, 6)]);
    assert!(!report.columns[4].used);
    // CO in µg/m³ also where items stand in rows, with one column a site or one for the values.
    let wide = "date,hour,type,1001A,1002A\n20240601,3,CO,800,900\n20240601,3,PM10,80,90\n20240601,4,CO,700,1200\n";
    let (log, _) = read("x.csv", wide);
    assert_eq!(log.records[1], "air 1002A 2024-06-01h3 CO/Hour=0.9");
    assert_eq!(log.troubles(), [("unit-suspect", 1, 3)]);
    let long = "时间,城市,项目,浓度\n2024-06-01 03:00,甲,CO,800\n2024-06-01 03:00,甲,PM10,80\n";
    let (log, _) = read("x.csv", long);
    assert_eq!(log.records[0], "air 甲 2024-06-01h3 CO/Hour=0.8");
    assert_eq!(log.troubles(), [("unit-suspect", 1, 4)]);
}

#[test]
fn mixing_ratios_are_converted_at_the_reference_state() {
    let text = "date,hour,city,O3(ppb),SO2(ppm),NO2(ppb),CO(ppm),PM2.5(μg/m3)\n2024-06-01,1,A,50,0.004,10.5,1,30\n";
    let (log, report) = read("x.csv", text);
    assert_eq!(
        log.records,
        ["air A 2024-06-01h1 O3/Hour=98.095 SO2/Hour=10.4744 NO2/Hour=19.7442 CO/Hour=1.1449 PM2.5/Hour=30"]
    );
    let converted = |column| ("mixing-ratio", 1, column);
    assert_eq!(log.troubles(), [converted(4), converted(5), converted(6), converted(7)]);
    assert!(report.columns[3].note.zh.contains("1.9619") && report.columns[3].unit == "ppb");
    // The factors are those of the reference state.
    for (parameter, factor) in
        [(Parameter::O3, "1.9619"), (Parameter::So2, "2.6186"), (Parameter::No2, "1.8804"), (Parameter::Co, "1.1449")]
    {
        let exact = mass_per_part(parameter, State::REFERENCE).unwrap();
        assert_eq!(exact.round(4).unwrap().to_string(), factor);
        assert!(report.columns.iter().any(|column| column.note.zh.contains(factor)) || parameter == Parameter::So2);
    }
    // By the unit of the row, said once for each.
    let text = "时间,城市,项目,浓度,单位\n2024-06-01 03:00,甲,O3,50,ppb\n2024-06-01 04:00,甲,O3,60,ppb\n2024-06-01 04:00,甲,PM10,60,ppb\n";
    let (log, _) = read("x.csv", text);
    assert_eq!(log.records, ["air 甲 2024-06-01h3 O3/Hour=98.095", "air 甲 2024-06-01h4 O3/Hour=117.714"]);
    assert_eq!(log.troubles(), [("mixing-ratio", 2, 5), ("unit-mismatch", 4, 5)]);
    let text = "date,hour,type,1001A\n20240601,3,O3(ppb),50\n20240601,3,NO2(mmol/L),50\n";
    assert_eq!(read("x.csv", text).0.records, ["air 1001A 2024-06-01h3 O3/Hour=98.095"]);
}

/// The items that a table is read as, and of which medium.
fn items_of(text: &str) -> (&'static str, Vec<(&'static str, String)>) {
    #[derive(Default)]
    struct Items(Vec<(&'static str, String)>);
    impl Sink for Items {
        fn air(&mut self, _: &SiteTable, record: &Record<'_>) {
            self.0.extend(record.cells.iter().map(|cell| {
                (cell.parameter.item().key, cell.reading.number().map_or_else(String::new, |number| number.to_string()))
            }));
        }
        fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
            self.air(sites, record);
        }
        fn issue(&mut self, _: Issue<'_>) {}
    }
    let (mut items, mut sites) = (Items::default(), SiteTable::default());
    let reports = read_bytes(FileId(0), "x.csv", text.as_bytes(), &ReadOptions::default(), &mut sites, &mut items);
    (reports[0].kind.key(), items.0)
}

#[track_caller]
fn holds(text: &str, kind: &str, items: &[(&str, &str)]) {
    let (found, read) = items_of(text);
    let read: Vec<(&str, &str)> = read.iter().map(|(item, value)| (*item, value.as_str())).collect();
    assert_eq!((found, read.as_slice()), (kind, items), "{text}");
}

#[test]
fn names_that_air_and_water_share_belong_to_the_medium_of_the_file() {
    // Beside an item of the air, in the units of the header.
    holds(
        "日期,点位,TSP(mg/m³),铅(ng/m³),镉（ng/m³）,苯并[a]芘(ng/m³),氟化物(μg/m³),NOx(ppb)\n\
         2025-01-06,甲,0.216,85,1.2,0.9,<0.5,10\n",
        "air-daily",
        &[
            ("tsp", "216"),
            ("air-pb", "0.085"),
            ("air-cd", "0.0012"),
            ("bap", "0.0009"),
            ("air-fluoride", "0.25"),
            ("nox", "18.804"),
        ],
    );
    // Names only, beside an item of the air or of the water.
    holds(
        "日期,点位,PM10,铅,汞\n2025-01-06,甲,90,0.04,0.002\n",
        "air-daily",
        &[("pm10", "90"), ("air-pb", "0.04"), ("air-hg", "0.002")],
    );
    holds(
        "日期,断面,氨氮,铅,汞\n2025-01-06,甲,0.5,0.004,0.00002\n",
        "water",
        &[("nh3n", "0.5"), ("pb", "0.004"), ("hg", "0.00002")],
    );
    // Alone, the unit tells; without one they are of the water, where they mostly stand.
    holds(
        "日期,点位,铅(μg/m³),六价铬(ng/m³)\n2025-01-06,甲,0.04,0.02\n",
        "air-daily",
        &[("air-pb", "0.04"), ("air-cr6", "0.00002")],
    );
    holds(
        "日期,点位,铅,砷\n,,μg/m³,ng/m³\n2025-01-06,甲,0.04,3\n",
        "air-daily",
        &[("air-pb", "0.04"), ("air-as", "0.003")],
    );
    holds("日期,断面,铅(mg/L),六价铬(μg/L)\n2025-01-06,甲,0.004,2\n", "water", &[("pb", "0.004"), ("cr6", "0.002")]);
    holds("日期,断面,铅,六价铬\n2025-01-06,甲,0.004,0.002\n", "water", &[("pb", "0.004"), ("cr6", "0.002")]);
    // One item a row, with its unit in a column.
    holds(
        "采样日期,点位,项目,结果,单位\n2025-01-06,甲,铅,40,ng/m³\n2025-01-06,甲,镍,3,ng/m³\n2025-01-06,甲,TSP,0.2,mg/m³\n",
        "air-daily",
        &[("air-pb", "0.04"), ("air-ni", "0.003"), ("tsp", "200")],
    );
    holds(
        "采样日期,断面,项目,结果,单位\n2025-01-06,甲,铅,4,μg/L\n2025-01-06,甲,氨氮,0.2,mg/L\n",
        "water",
        &[("pb", "0.004"), ("nh3n", "0.2")],
    );
}

#[test]
fn metals_and_bap_that_are_far_too_much_are_in_nanograms() {
    let table = |unit: &str, rows: usize| {
        let mut text = format!("日期,点位,TSP(μg/m³),苯并[a]芘{unit},镉{unit}\n");
        (1..=rows).for_each(|day| writeln!(text, "2025-01-{day:02},甲,150,0.{day},1.{day}").unwrap());
        text
    };
    let (_, items) = items_of(&table("", 12));
    assert_eq!(items[1], ("bap", "0.0001".to_owned()));
    assert_eq!(items[2], ("air-cd", "0.0011".to_owned()));
    let (log, _) = read("x.csv", &table("", 12));
    assert_eq!(log.codes.iter().filter(|(code, ..)| *code == Code::UnitSuspect).count(), 2);
    // In nanograms as the header says, nothing is suspect; of few values nothing is certain.
    let (log, _) = read("x.csv", &table("(ng/m³)", 12));
    assert_eq!(log.troubles(), []);
    let (_, few) = items_of(&table("", 3));
    assert_eq!(few[2], ("air-cd", "1.1".to_owned()));
    let (log, _) = read("x.csv", &table("", 3));
    assert!(log.troubles().iter().all(|(code, ..)| *code == "unit-suspect"));
}

#[test]
fn small_negatives_are_flagged_and_neither_used_nor_set_to_zero() {
    let (log, _) = read("x.csv", "date,hour,city,SO2,PM10\n2024-06-01,1,A,-0.4,5\n2024-06-01,2,A,-2,6\n");
    assert_eq!(log.records, ["air A 2024-06-01h1 PM10/Hour=5", "air A 2024-06-01h2 PM10/Hour=6"]);
    assert_eq!(log.troubles(), [("negative", 2, 4), ("negative", 3, 4)]);
}

const SECTION_HEADER: &str = "省份,流域,断面名称,监测时间,水质类别,水温(℃),pH(无量纲),溶解氧(mg/L),总磷(mg/L),叶绿素α(mg/L),藻密度(cells/L),站点情况\r\n";

#[test]
fn the_national_release_by_section() {
    let text = format!(
        "{SECTION_HEADER}某省,某流域,某断面,04-01 08:00,Ⅱ,12.9,8.53,8.53,0.056,*,*,正常\r\n某省,某流域,某断面,04-01 12:00,*,12.9,8.53,--,0.056,-;,*,维护\r\n某省,某流域,另一断面,*,*,--,--,--,--,*,*,停站\r\n"
    );
    let (log, report) = read("release_2021-04/某断面.csv", &text);
    assert_eq!(
        log.records,
        [
            "water 某断面 2021-04-01T08:00 T/Sample=12.9 pH/Sample=8.53 DO/Sample=8.53 TP/Sample=0.056 Chl-a/Sample=notequipped algae/Sample=notequipped [Ⅱ]",
            "water 某断面 2021-04-01T12:00 T/Sample=12.9 pH/Sample=8.53 DO/Sample=nodata TP/Sample=0.056 Chl-a/Sample=nodata algae/Sample=notequipped [*] [维护]",
        ]
    );
    assert_eq!(log.troubles(), [("suspended", 3, 12), ("suspended", 4, 0)]);
    assert_eq!((report.kind.key(), report.rows), ("water", 3));

    let (log, _) = read("某断面.csv", &text);
    assert_eq!(log.records, Vec::<String>::new());
    assert_eq!(log.troubles(), [("year-unknown", 2, 4), ("year-unknown", 3, 4), ("suspended", 4, 0)]);
    let chosen = ReadOptions { year: Some(2022), ..ReadOptions::default() };
    let (log, ..) = read_with("某断面.csv", text.as_bytes(), &chosen);
    assert!(log.records[0].contains("2022-04-01T08:00"));
}

#[test]
fn the_national_release_as_json() {
    let json = r#"{"result":1,"thead":["省份","流域","断面名称","监测时间","水质类别","pH<br/><span class='unit'>(无量纲)</span>","溶解氧<br/><span class='unit'>(mg/L)</span>","氨氮<br/><span class='unit'>(mg/L)</span>","站点情况"],
      "tbody":[["某省","某流域","<span data-toggle='tooltip' title='所在地市:某市&#10;所属河流:某河'>某断面</span>","05-09 08:00","Ⅱ","<span title='原始值：7.6789'>7.68</span>","<span title='原始值：7.029'>7.03</span>","<span title='极值过滤'>--</span>","正常"],
               ["某省","某流域","停断面",null,"","--","--","*","停站"]]}"#;
    let (log, report, sites) = read_with("2020-05-09.json", json.as_bytes(), &ReadOptions::default());
    assert_eq!(
        log.records,
        ["water 某市 某断面 2020-05-09T08:00 pH/Sample=7.6789 DO/Sample=7.029 NH3-N/Sample=nodata [Ⅱ]"]
    );
    assert_eq!(log.troubles(), [("suspended", 2, 0)]);
    let site = sites.iter().next().unwrap().1;
    assert_eq!((site.basin.as_str(), site.province.as_str()), ("某流域", "某省"));
    assert_eq!((report.kind.key(), report.rows), ("water", 2));
    assert_eq!(read("x.json", "{\"thead\":[").0.troubles(), [("bad-json", 0, 0)]);
    assert_eq!(read("x.json", "[1,2]").0.troubles(), [("bad-json", 0, 0)]);
    reads(
        "x.json",
        r#"[{"date":"2024-03-01","city":"A","PM2.5":35.5,"PM10":null}]"#,
        "air-daily",
        &["air A 2024-03-01 PM2.5/Day=35.5 PM10/Day=blank"],
    );
}

#[test]
fn the_feed_of_the_air_network() {
    let mut xml = "<R xmlns=\"x\"><a:Root>".to_owned();
    for n in 0..6 {
        // The tags of the hour of ozone and of the largest of twenty-four are exchanged.
        write!(xml, "<b:AQIDataPublishLive><b:AQI>5{n}</b:AQI><b:Area>某市</b:Area><b:CO>&mdash;</b:CO><b:O3>181</b:O3><b:O3_24h>17{n}</b:O3_24h><b:PM10>0</b:PM10><b:PositionName>子站{n}</b:PositionName><b:StationCode>100{n}A</b:StationCode><b:TimePoint>2019-07-18T16:00:00</b:TimePoint></b:AQIDataPublishLive>").unwrap();
    }
    let (log, report) = read("x.xml", &(xml + "</a:Root></R>"));
    assert_eq!(
        log.records[1],
        "air 某市 子站1 2019-07-18h16 CO/Hour=nodata O3/DayMax1h=181 O3/Hour=171 PM10/Hour=sentinel aqi=51"
    );
    assert_eq!(
        log.troubles()[..3],
        [("header-contradicted", 0, 4), ("header-contradicted", 0, 5), ("zero-as-missing", 1, 6)]
    );
    assert_eq!((report.kind.key(), report.rows), ("air-hourly", 6));
}

#[test]
fn monthly_tables_of_sections() {
    let text = "2024年某省地表水水质月报,,,,,,,,\n序号,所属流域,所在河流,断面名称,断面属性,水质目标,月份,氨氮,总磷\n,,,,,,,mg/L,μg/L\n1,某流域,某河,甲断面,河流,Ⅲ,2024年3月,0.05L,120\n2,某流域,某湖,乙断面,湖库,Ⅱ类,2024-03,<0.02,30\n3,某流域,某湖,乙断面,湖库,Ⅱ类,202404,未检出,断流\n合计,,,,,,,0.1,100\n";
    let (log, report, sites) = read_with("x.csv", text.as_bytes(), &ReadOptions::default());
    assert_eq!(
        log.records,
        [
            "water 甲断面 2024-03 NH3-N/Sample=<0.05 TP/Sample=0.12",
            "water 乙断面 2024-03 NH3-N/Sample=<0.02 TP/Sample=0.03",
            "water 乙断面 2024-04 NH3-N/Sample=nd TP/Sample=notsampled",
        ]
    );
    assert_eq!(log.troubles(), [("not-a-record", 7, 0)]);
    let all: Vec<_> = sites.iter().map(|(_, site)| (site.body, site.target.map(|target| target.number()))).collect();
    assert_eq!(all, [(Some(Body::River), Some(3)), (Some(Body::Lake), Some(2))]);
    assert_eq!(report.kind.key(), "water");
    reads(
        "x.csv",
        "断面名称\t年份\t月份\t高锰酸盐指数（mg/L）\n甲\t2024\t3\t2.5\n",
        "water",
        &["water 甲 2024-03 CODMn/Sample=2.5"],
    );
}

#[test]
fn units_stand_in_a_row_or_in_the_header() {
    for table in [
        "时间,断面,氨氮,总磷\n,,mg/L,ug/L\n2024-03-01,甲,0.2,50\n",
        "单位：,,mg/L,ug/L\n时间,断面,氨氮,总磷\n2024-03-01,甲,0.2,50\n",
        "时间,断面,氨氮(mg/L),总磷（μg/L）\n2024-03-01,甲,0.2,50\n",
        "时间,断面,氨氮 mg/L,总磷 μg/L\n2024-03-01,甲,0.2,50\n",
        "时间|断面|氨氮|总磷[ug/L]\n2024.3.1|甲|0.2|50\n",
        "时间，断面，w21003，总磷(ug/L)\n2024年3月1日，甲，0.2，50\n",
        "时间,断面,\"氨氮\n(mg/L)\",\"总磷\n(ug/L)\"\n2024-03-01,甲,0.2,50\n",
        "时间,断面,氨氮(mg/L),总磷(ug/L)\r2024-03-01,甲,0.2,50\r",
    ] {
        let (log, report) = read("x.csv", table);
        assert_eq!(
            log.records,
            ["water 甲 2024-03-01 NH3-N/Sample=0.2 TP/Sample=0.05"],
            "{table}{}",
            report.understood.zh
        );
        assert_eq!(log.troubles(), [], "{table}");
    }
    let (log, report) = read("x.csv", "时间,断面,氨氮(mmol/L),总磷(mg/L),NO2(ppb)\n2024-03-01,甲,0.2,0.05,3\n");
    assert_eq!(log.records, ["water 甲 2024-03-01 TP/Sample=0.05"]);
    assert_eq!(log.troubles(), [("unknown-unit", 1, 3)]);
    assert!(!report.columns[2].used && !report.columns[4].used);
}

#[test]
fn headers_of_merged_cells() {
    reads(
        "x.csv",
        "某市空气质量日报,,,,,,,\n日期,点位,PM2.5(μg/m3),,O3,,AQI\n,,浓度,分指数,1小时平均,日最大8小时平均,\n2024-03-01,甲,40,56,120,99,56\n",
        "air-daily",
        &["air 甲 2024-03-01 PM2.5/Day=40 O3/DayMax1h=120 O3/DayMax8h=99 aqi=56"],
    );
    reads(
        "x.csv",
        "监测时间,断面名称,监测结果,,\n,,氨氮,总磷,pH\n,,mg/L,μg/L,无量纲\n2024-03-01,甲,0.2,50,7.1\n",
        "water",
        &["water 甲 2024-03-01 NH3-N/Sample=0.2 TP/Sample=0.05 pH/Sample=7.1"],
    );
}

#[test]
fn laboratory_results_one_item_a_row() {
    let text = "样品代号,样品类型,采样日期,评价标准,序号,项目,单位,检测结果,标准限值\nL01,原水(地表水),2026.01.05,GB3838-2002,1,氨氮(NH3-N),mg/L,＜0.050,≤0.5\nL01,原水(地表水),2026.01.05,GB3838-2002,2,总磷(以P计),ug/L,20,≤0.1\nL01,原水(地表水),2026.01.05,GB3838-2002,3,锰,mg/L,0.1,0.1\nL02,出厂水,2026.01.05,GB5749-2022,1,pH,/,7.9,6～9\nL02,出厂水,2026.01.05,GB3838-2002,1,砷,mol/L,7.9,6～9\n";
    let (log, report) = read("x.csv", text);
    assert_eq!(
        log.records,
        [
            "water L01 2026-01-05 NH3-N/Sample=<0.05",
            "water L01 2026-01-05 TP/Sample=0.02",
            "water L01 2026-01-05 锰(mg/L)=0.1",
            "water L02 2026-01-05 pH/Sample=7.9 [GB5749-2022]",
        ]
    );
    assert_eq!(log.troubles(), [("other-standard", 5, 4), ("unknown-unit", 6, 7)]);
    assert!(report.columns[5].note.zh.contains('锰'));
}

#[test]
fn values_that_cannot_be() {
    let text = "日期,断面,pH,溶解氧(mg/L),氨氮(mg/L),总氮(mg/L),水温(℃)\n2024-03-01,甲,15,8,-0.1,2,-0.5\n2024-03-02,甲,7,88,-999,2,4\n2024-03-03,甲,7,8o,2.5,2,4\n2024-03-04,甲,6~9,\"1,2\",0.1,2,4\n";
    let (log, _) = read("x.csv", text);
    assert_eq!(
        log.records,
        [
            "water 甲 2024-03-01 DO/Sample=8 TN/Sample=2 T/Sample=-0.5",
            "water 甲 2024-03-02 pH/Sample=7 NH3-N/Sample=sentinel TN/Sample=2 T/Sample=4",
            "water 甲 2024-03-03 pH/Sample=7 NH3-N/Sample=2.5 TN/Sample=2 T/Sample=4",
            "water 甲 2024-03-04 NH3-N/Sample=0.1 TN/Sample=2 T/Sample=4",
        ]
    );
    assert_eq!(
        log.troubles(),
        [
            ("impossible", 2, 3),
            ("negative", 2, 5),
            ("impossible", 3, 4),
            ("not-a-number", 4, 4),
            ("nitrogen-order", 4, 5),
            ("range", 5, 3),
            ("unclear-comma", 5, 4),
        ]
    );
    let (log, _) =
        read("x.csv", "日期,城市,PM2.5,PM10,SO2\n2024-03-01,甲,80,70,5\n2024-03-02,甲,0,0,0\n2024-03-03,甲,5,9,0\n");
    assert_eq!(log.troubles(), [("pm-order", 2, 3), ("zero-as-missing", 3, 3)]);
    assert!(log.records[2].ends_with("SO2/Day=0"));
}

#[test]
fn rows_that_are_not_data() {
    let text = "日期,城市,PM2.5,PM10\n2024-03-01,甲,30,50\n\n日期,城市,PM2.5,PM10\n2024-03-02,甲,31\n2024-03-03,甲,31,50,7\n2024-02-30,甲,31,50\n平均,,31,50\n备注：以上为实况数据\n";
    let (log, report) = read("x.csv", text);
    assert_eq!(log.records.len(), 3);
    assert_eq!(
        log.troubles(),
        [
            ("repeated-header", 4, 0),
            ("short-row", 5, 0),
            ("long-row", 6, 5),
            ("bad-date", 7, 1),
            ("not-a-record", 8, 0),
            ("not-a-record", 9, 0),
        ]
    );
    assert_eq!((report.rows, report.used), (4, 3));
}

#[test]
fn the_order_of_day_and_month() {
    let (log, _) = read("x.csv", "date,city,PM2.5\n03/04/25,A,1\n03/13/25,A,2\n");
    assert_eq!(log.records, ["air A 2025-03-04 PM2.5/Day=1", "air A 2025-03-13 PM2.5/Day=2"]);
    let (log, _) = read("x.csv", "date,city,PM2.5\n03/04/2025,A,1\n13/04/2025,A,2\n");
    assert_eq!(log.records[0], "air A 2025-04-03 PM2.5/Day=1");
    let (log, _) = read("x.csv", "date,city,PM2.5\n03/04/25,A,1\n");
    assert_eq!((log.records.len(), log.troubles()), (0, vec![("unclear-date", 2, 1)]));
    // What decides may stand far down.
    let mut text = "date,city,PM2.5\n".to_owned();
    for _ in 0..60_000 {
        text += "03/04/2025,A,1\n";
    }
    text += "13/04/2025,A,2\n";
    let (log, _) = read("x.csv", &text);
    assert_eq!((log.records.len(), log.troubles()), (60_001, vec![]));
}

#[test]
fn duplicates_of_columns_and_of_hours() {
    let (log, report) = read("x.csv", "日期,城市,PM2.5,细颗粒物,O3,O3_8h\n2024-03-01,甲,30,31,90,80\n");
    assert_eq!(log.records, ["air 甲 2024-03-01 PM2.5/Day=30 O3/DayMax1h=90 O3/DayMax8h=80"]);
    assert_eq!(log.troubles(), [("duplicate-column", 1, 4)]);
    assert!(!report.columns[3].used);
}

#[test]
fn what_is_no_table_is_said() {
    let cases: [(&[u8], Code); 8] = [
        (b"", Code::EmptyFile),
        (b"\n\n  \n", Code::EmptyFile),
        (b"PK\x03\x04rest", Code::Damaged),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", Code::NotText),
        (b"%PDF-1.7", Code::NotText),
        (b"\x89PNG\r\n", Code::NotText),
        (b"abc\0\x01\x02def\0", Code::NotText),
        (b"name,colour\na,red\n", Code::NoHeader),
    ];
    for (bytes, code) in cases {
        let (log, report, _) = read_with("x", bytes, &ReadOptions::default());
        assert_eq!(log.codes, [(code, 0, 0)], "{bytes:?}");
        assert_eq!(report.kind.key(), "unknown");
        assert!(!report.understood.zh.is_empty() && !report.understood.en.is_empty());
    }
    let (log, _) = read("x.csv", "城市,PM2.5,PM10\n甲,30,50\n");
    assert_eq!((log.records.len(), log.troubles()), (0, vec![("no-time", 0, 0)]));
    let (log, _) = read("x.csv", "城市,日期,动植物油\n甲,2024-03-01,50\n");
    assert_eq!((log.records.len(), log.troubles()), (0, vec![("nothing-to-grade", 0, 0)]));
}

#[test]
fn encodings_there_and_back() {
    let text = "日期,城市,AQI级别,PM2.5(μg/m³)\n2024-03-01,西宁,良,40\n2024-03-02,西宁,优,20\n";
    let utf16 = |little: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    let files = [
        (Encoding::Gb18030, encoding_rs::GB18030.encode(text).0.into_owned()),
        (Encoding::Utf16Le, utf16(true, true)),
        (Encoding::Utf16Be, utf16(false, true)),
        (Encoding::Utf16Le, utf16(true, false)),
        (Encoding::Utf16Be, utf16(false, false)),
        (Encoding::Utf8, [b"\xef\xbb\xbf", text.as_bytes()].concat()),
    ];
    for (encoding, bytes) in files {
        assert_eq!(sniff_encoding(&bytes), encoding);
        let (log, report, _) = read_with("x.csv", &bytes, &ReadOptions::default());
        assert_eq!(log.records.len(), 2);
        assert_eq!((log, report.encoding), (read("x.csv", text).0, encoding));
    }
}

#[test]
fn bytes_that_are_not_utf8_after_all() {
    // Ascii as far as the encoding was sniffed, then a site in GBK.
    let (name, ..) = encoding_rs::GBK.encode("西宁");
    let mut bytes = b"date,city,PM2.5\n".to_vec();
    for _ in 0..3000 {
        bytes.extend_from_slice(b"2024-03-01,A,30\n");
    }
    let rows = bytes.len();
    bytes.extend_from_slice(&[b"2024-03-02,", &name[..], b",31\n"].concat());
    assert_eq!(sniff_encoding(&bytes[..rows]), Encoding::Utf8);
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    let mut reader = FileReader::new(FileId(0), "x.csv", Encoding::Utf8, &ReadOptions::default());
    let pushed = reader.push(&bytes, &mut sites, &mut log);
    let ended = pushed.and_then(|()| reader.end(&mut sites, &mut log).map(|_| ()));
    assert_eq!(ended, Err(DecodeAs(Encoding::Gb18030)));
    let (log, report, _) = read_with("x.csv", &bytes, &ReadOptions::default());
    assert_eq!(
        (report.encoding, log.records.last().unwrap().as_str()),
        (Encoding::Gb18030, "air 西宁 2024-03-02 PM2.5/Day=31")
    );

    // One broken byte in a column that is not used, or behind proof of UTF-8, changes nothing.
    let (log, report, _) =
        read_with("x.csv", "日期,城市,PM2.5,说明\n2024-03-01,甲,30,\u{1f600}\n".as_bytes(), &ReadOptions::default());
    assert_eq!((log.records.len(), report.encoding), (1, Encoding::Utf8));
    let broken = ["日期,城市,PM2.5,说明\n2024-03-01,甲,30,".as_bytes(), b"\xff\n"].concat();
    let (log, report, _) = read_with("x.csv", &broken, &ReadOptions::default());
    assert_eq!((log.records.len(), report.encoding), (1, Encoding::Utf8));
}

#[test]
fn long_cells_cost_their_row_only() {
    let long = "9".repeat((1 << 20) + 1);
    let text = format!("日期,城市,PM2.5\n2024-03-01,甲,{long}\n2024-03-02,甲,\"{long}\n2024-03-03,甲,3\n");
    let (log, _) = read("x.csv", &text);
    assert_eq!(log.records, ["air 甲 2024-03-03 PM2.5/Day=3"]);
    let codes: Vec<_> = log.troubles().iter().map(|trouble| (trouble.0, trouble.1)).collect();
    assert_eq!(codes, [("cell-too-long", 2), ("unclosed-quote", 3), ("cell-too-long", 3)]);
}

/// One gigabyte on one line, with and without quotation mark: `cargo test --release --test ingest -- --ignored`.
#[test]
#[ignore = "takes a while"]
fn a_gigabyte_on_one_line_needs_no_memory() {
    let chunk = vec![b'x'; 1 << 20];
    for mark in ["", "\""] {
        let (mut log, mut sites) = (Log::default(), SiteTable::default());
        let mut reader = FileReader::new(FileId(0), "x.csv", Encoding::Utf8, &ReadOptions::default());
        let mut push = |bytes: &[u8]| reader.push(bytes, &mut sites, &mut log).unwrap();
        push("日期,城市,PM2.5\n2024-03-01,甲,1\n2024-03-02,甲,2\n".as_bytes());
        push(mark.as_bytes());
        for _ in 0..1024 {
            push(&chunk);
        }
        push("\n2024-03-03,甲,3\n".as_bytes());
        reader.end(&mut sites, &mut log).unwrap();
        assert_eq!(log.records.len(), 3);
        let place = log.troubles().last().map(|trouble| trouble.1);
        assert_eq!(place, Some(4));
    }
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return };
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kib: u32 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kib < 100 << 10, "{kib} KiB");
}

#[test]
fn every_issue_has_words_in_both_languages() {
    for code in Code::ALL {
        assert!(!code.words().zh.is_empty() && !code.words().en.is_empty());
        assert!(matches!(code.severity(), Severity::Error | Severity::Warning | Severity::Note));
    }
}

/// Reads bytes in chunks that end at these places.
fn read_chunks(bytes: &[u8], ends: &[usize]) -> (Result<FileReport, DecodeAs>, Log) {
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    let mut reader = FileReader::new(FileId(0), "2021-04.csv", Encoding::Utf8, &ReadOptions::default());
    let mut start = 0;
    let mut ends: Vec<usize> = ends.iter().map(|end| end % (bytes.len() + 1)).collect();
    ends.sort_unstable();
    for end in ends.into_iter().chain([bytes.len()]) {
        if let Err(again) = reader.push(&bytes[start..end], &mut sites, &mut log) {
            return (Err(again), log);
        }
        start = end;
    }
    (reader.end(&mut sites, &mut log), log)
}

/// Bytes that look like tables often enough to reach every corner.
fn tables() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "日期",
        "时间",
        "date",
        "hour",
        "城市",
        "断面名称",
        "PM2.5",
        "PM10(μg/m3)",
        "CO",
        "AQI",
        "氨氮(mg/L)",
        "总磷",
        "type",
        "项目",
        "检测结果",
        "单位",
        "水质类别",
        "站点情况",
        "点位编码",
        "1480A",
        "点位类型",
        "背景点",
        "沙尘开始时间",
        "结束时间",
        "2024-03-27 14:00",
        "2024-03-28",
        "24",
        "O3(ppb)",
        ",",
        ",",
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\t",
        ";",
        "\"",
        "\"\"",
        " ",
        "2024-03-01",
        "20240301",
        "2024年3月1日 8时",
        "03/04/25",
        "04-01 08:00",
        "43836.5",
        "08:00",
        "1",
        "0",
        "-999",
        "35",
        "0.05L",
        "<0.02",
        "--",
        "*",
        "1e400",
        "NaN",
        "甲",
        "西宁",
        "\u{feff}",
        "合计",
        "mg/L",
        "μg/m³",
        "{",
        "}",
        "[",
        "]",
        ":",
        "thead",
        "tbody",
        "<span title='原始值：7.6'>7.6</span>",
        "<",
        "维护",
        "Ⅲ",
        "良",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat().into_bytes()),
        prop::collection::vec(any::<u8>(), 0..400),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in tables(), garbage in prop::collection::vec(any::<u8>(), 0..20)) {
        let mixed = [&bytes[..], &garbage].concat();
        read_with("x.csv", &mixed, &ReadOptions::default());
        let headed = [SECTION_HEADER.as_bytes(), &mixed].concat();
        read_with("2021.csv", &headed, &ReadOptions::default());
    }

    #[test]
    fn chunks_do_not_matter(bytes in tables(), ends in prop::collection::vec(any::<usize>(), 0..8)) {
        let headed = [b"date,hour,city,PM2.5,PM10,CO,AQI,quality\n20240301,5,A,1,2,0.3,5,x\n", &bytes[..]].concat();
        for bytes in [bytes, headed] {
            let (whole, log) = read_chunks(&bytes, &[]);
            let (pieces, log_of_pieces) = read_chunks(&bytes, &ends);
            prop_assert_eq!(whole, pieces);
            prop_assert_eq!(log, log_of_pieces);
        }
    }

    #[test]
    fn the_order_of_columns_does_not_matter(order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(), values in prop::collection::vec(1..400_u32, 12)) {
        let header = ["日期", "城市", "AQI", "PM2.5(μg/m3)", "PM10(μg/m3)", "SO2(μg/m3)", "CO(mg/m3)", "质量等级"];
        let rows: Vec<Vec<String>> = values.chunks_exact(4).enumerate().map(|(n, v)| {
            vec![format!("2024-03-{:02}", n + 1), "甲".into(), "60".into(), v[0].to_string(), v[1].to_string(), v[2].to_string(), format!("0.{}", v[3]), "良".into()]
        }).collect();
        let text = |order: &[usize]| {
            let mut text = order.iter().map(|&n| header[n]).collect::<Vec<_>>().join(",") + "\n";
            for row in &rows {
                text += &(order.iter().map(|&n| row[n].as_str()).collect::<Vec<_>>().join(",") + "\n");
            }
            text
        };
        let sorted = |log: Log| log.records.into_iter().map(|line| {
            let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            words.sort_unstable();
            words
        }).collect::<Vec<_>>();
        let straight: Vec<usize> = (0..8).collect();
        prop_assert_eq!(sorted(read("x.csv", &text(&straight)).0), sorted(read("other.csv", &text(&order)).0));
    }
}
