//! What a table of water holds beside the items of the register, and what it says about its sites.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;

use envgrade::fold::Sink;
use envgrade::ingest::{FileReport, ReadOptions, read_bytes};
use envgrade::issue::{Code, Issue};
use envgrade::observation::{Boundary, FileId, Record, Site, SiteTable, WaterUse, When};
use envgrade::plan::{Body, NameChoice};
use envgrade::quantity::{Amount, Dimension, Unit};

/// Records and issues as lines of text.
#[derive(Default, Debug)]
struct Log {
    records: Vec<String>,
    issues: Vec<(Code, u32, u16, String)>,
}

impl Sink for Log {
    fn air(&mut self, _: &SiteTable, _: &Record<'_>) {
        self.records.push("air".into());
    }

    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        let mut line = sites.get(record.site).label();
        if let When::Stamp(stamp) = record.when {
            write!(line, " {stamp}").unwrap();
        }
        if !record.vertical.is_empty() {
            write!(line, " @{}", record.vertical).unwrap();
        }
        for cell in record.cells {
            write!(line, " {}={:?}", cell.parameter.symbol(), cell.reading).unwrap();
        }
        for other in record.others {
            write!(line, " {}:{}({})={}", other.column, other.name, other.unit, other.text).unwrap();
        }
        if !record.suspended.is_empty() {
            write!(line, " [{}]", record.suspended).unwrap();
        }
        self.records.push(line);
    }

    fn issue(&mut self, issue: Issue<'_>) {
        self.issues.push((issue.code, issue.origin.row, issue.column, issue.text.to_owned()));
    }
}

fn read_all(texts: &[&str]) -> (Log, Vec<FileReport>, SiteTable) {
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    let reports = (0..)
        .zip(texts)
        .flat_map(|(number, text)| {
            let options = ReadOptions::default();
            read_bytes(FileId(number), "x.csv", text.as_bytes(), &options, &mut sites, &mut log)
        })
        .collect();
    (log, reports, sites)
}

fn read(text: &str) -> (Log, FileReport, SiteTable) {
    let (log, mut reports, sites) = read_all(&[text]);
    (log, reports.remove(0), sites)
}

fn only_site(text: &str) -> Site {
    let (log, _, sites) = read(text);
    assert_eq!(sites.len(), 1, "{log:?}");
    sites.iter().next().unwrap().1.clone()
}

#[test]
fn columns_that_no_register_knows_are_handed_on() {
    let text = "序号,断面名称,采样日期,氨氮(mg/L),铁（μg/L）,降水量(mm),取水量(万吨),水深,嗅和味（无量纲）,肉眼可见物,W21038-Rtd,氯化物(mmol/L),主要污染物,备注,联系人\n\
        1,甲,2024-03-01,0.2,＜0.030,12.5,320,4.1,微弱,无,12,3,氨氮,雨,张三\n\
        2,乙,2024-03-01,0.3,--,,,*,无,无,,,,,李四\n";
    let (log, report, _) = read(text);
    assert_eq!(
        log.records,
        [
            "甲 2024-03-01 NH3-N=Value(0.2) 5:铁(μg/L)=＜0.030 6:降水量(mm)=12.5 7:取水量(万吨)=320 8:水深()=4.1 9:嗅和味(无量纲)=微弱 10:肉眼可见物()=无 11:W21038()=12 12:氯化物(mmol/L)=3",
            "乙 2024-03-01 NH3-N=Value(0.3) 5:铁(μg/L)=-- 8:水深()=* 9:嗅和味(无量纲)=无 10:肉眼可见物()=无",
        ]
    );
    assert_eq!(report.kind.key(), "water");
    let iron = &report.columns[4];
    assert!(iron.used && iron.unit == "μg/L" && iron.note.zh.contains("转交水质评价"), "{iron:?}");
    for (column, why) in [(0, "不参与评价"), (12, "不参与评价"), (13, "不参与评价"), (14, "未识别")] {
        assert!(!report.columns[column].used && report.columns[column].note.zh.contains(why), "{column}");
    }
    assert!(report.understood.zh.contains("另有 8 列"), "{}", report.understood.zh);
}

#[test]
fn units_of_a_row_of_their_own() {
    let text = "采样日期,断面,氨氮,铁,总氮\n,,mg/L,μg/L,mmol/L\n2024-03-01,甲,0.2,30,1\n";
    let (log, ..) = read(text);
    assert_eq!(log.records, ["甲 2024-03-01 NH3-N=Value(0.2) 4:铁(μg/L)=30"]);
    // A unit that is not known is not silently another one.
    assert!(log.issues.iter().any(|(code, _, column, _)| (*code, *column) == (Code::UnknownUnit, 5)), "{log:?}");
}

#[test]
fn tables_without_any_item_of_the_register() {
    let (log, report, _) = read("监测井,采样日期,总硬度(mg/L),总α放射性(Bq/L)\n井1,2024-03-01,320,0.1\n");
    assert_eq!(log.records, ["井1 2024-03-01 3:总硬度(mg/L)=320 4:总α放射性(Bq/L)=0.1"]);
    assert_eq!((report.kind.key(), report.used), ("water", 1));
    let (log, ..) = read("断面,日期,w20125,W01007\n甲,2024-03-01,0.1,300\n");
    assert_eq!(log.records, ["甲 2024-03-01 3:w20125()=0.1 4:W01007()=300"]);
    let text =
        "样品编号,采样日期,项目,单位,检测结果\nG1,2024-03-01,菌落总数,CFU/mL,20\nG1,2024-03-01,苯并[a]芘,ng/L,＜0.4\n";
    let (log, report, _) = read(text);
    assert_eq!(log.records, ["G1 2024-03-01 5:菌落总数(CFU/mL)=20", "G1 2024-03-01 5:苯并[a]芘(ng/L)=＜0.4"]);
    assert_eq!(report.kind.key(), "water");
    assert!(report.columns[2].note.zh.contains("菌落总数"), "{:?}", report.columns[2]);
    // Neither a table of prices nor one of air.
    let (_, report, _) = read("日期,站点,PM2.5,苯(μg/m³)\n2024-03-01,甲,20,3\n");
    assert_eq!(report.kind.key(), "air-daily");
    let (_, report, _) = read("日期,商品,单价(元/L)\n2024-03-01,油,8\n");
    assert_eq!(report.kind.key(), "unknown");
}

#[test]
fn a_number_of_a_sample_is_no_place_where_one_is_named() {
    let (log, ..) = read("样品编号,断面名称,采样日期,总磷(mg/L)\nS1,甲,2024-03-01,0.1\nS2,甲,2024-03-02,0.1\n");
    assert_eq!(log.records.len(), 2);
    assert!(log.records.iter().all(|record| record.starts_with("甲 ")), "{log:?}");
}

#[test]
fn what_a_site_is() {
    let site = only_site(
        "流域,河流名称,断面名称,断面性质,断面属性,水功能区,里程(km),日期,氨氮(mg/L)\n黄河,湟水,甲,省界（出境）,河流,湟水西宁饮用工业区,12.5,2024-03,0.2\n",
    );
    assert_eq!((site.basin.as_str(), site.river.as_str(), site.lake.as_str()), ("黄河", "湟水", ""));
    assert_eq!(site.function_zone, "湟水西宁饮用工业区");
    assert_eq!(site.order, Some(Amount::decimal(125, 1)));
    assert_eq!((site.boundary, site.water, site.body), (Some(Boundary::Outbound), None, Some(Body::River)));

    let site = only_site("湖库名称,点位名称,日期,总磷(mg/L)\n某湖,湖心,2024-03,0.02\n");
    assert_eq!((site.name.as_str(), site.lake.as_str(), site.body), ("湖心", "某湖", Some(Body::Lake)));
    let site = only_site("湖库名称,日期,总磷(mg/L)\n某湖,2024-03,0.02\n");
    assert_eq!((site.name.as_str(), site.lake.as_str(), site.body), ("某湖", "某湖", Some(Body::Lake)));
    let site = only_site("水体名称,断面,水体类型,日期,总磷(mg/L)\n某水库,坝前,湖库,2024-03,0.02\n");
    assert_eq!((site.name.as_str(), site.lake.as_str(), site.river.as_str()), ("坝前", "某水库", ""));
    // Rivers that flow into a lake are rivers, and 湖北 is no lake.
    let site = only_site("断面,断面类型,日期,总磷(mg/L)\n甲,入湖河流,2024-03,0.02\n");
    assert_eq!((site.body, site.boundary), (Some(Body::River), None));
    let site = only_site("断面,断面属性,日期,总磷(mg/L)\n甲,湖北省界,2024-03,0.02\n");
    assert_eq!((site.body, site.boundary), (None, Some(Boundary::Provincial)));
    let site = only_site("断面,距河口距离(km),日期,总磷(mg/L)\n甲,30,2024-03,0.02\n");
    assert_eq!(site.order, Some(Amount::whole(-30)));

    for (text, water) in [
        ("点位,样品类型,日期,总磷(mg/L)\n甲,地下水,2024-03,0.02\n", Some(WaterUse::Groundwater)),
        ("点位,水源类型,日期,总磷(mg/L)\n甲,湖库型水源地,2024-03,0.02\n", Some(WaterUse::SurfaceSource)),
        ("水源地名称,水源类型,日期,总磷(mg/L)\n甲,地下水,2024-03,0.02\n", Some(WaterUse::Groundwater)),
        ("水源地名称,日期,总磷(mg/L)\n甲,2024-03,0.02\n", Some(WaterUse::SurfaceSource)),
        ("监测井,日期,总磷(mg/L)\n甲,2024-03,0.02\n", Some(WaterUse::Groundwater)),
        ("点位,监测类型,日期,pH\n甲,降水,2024-03-01,5.4\n", Some(WaterUse::Precipitation)),
        ("某市地下水监测结果,,,\n点位,日期,总磷(mg/L),pH\n甲,2024-03,0.02,7\n", Some(WaterUse::Groundwater)),
        ("点位,评价标准,日期,总磷(mg/L)\n甲,GB/T 14848-2017,2024-03,0.02\n", Some(WaterUse::Groundwater)),
        ("点位,日期,总磷(mg/L)\n甲,2024-03,0.02\n", None),
    ] {
        assert_eq!(only_site(text).water, water, "{text}");
    }
}

#[test]
fn a_list_of_sites_completes_what_the_data_do_not_say() {
    let list = "断面名称,河流,断面性质,河序,水功能区,水源地类型\n甲,湟水,出境,3,某区,地下水型饮用水水源地\n";
    let (_, reports, sites) = read_all(&["断面名称,日期,总磷(mg/L)\n甲,2024-03-01,0.1\n", list]);
    assert_eq!(reports[1].kind.key(), "sites");
    let site = sites.iter().next().unwrap().1;
    assert_eq!(sites.len(), 1);
    assert_eq!(
        (site.river.as_str(), site.order, site.boundary),
        ("湟水", Some(Amount::whole(3)), Some(Boundary::Outbound))
    );
    assert_eq!((site.water, site.function_zone.as_str()), (Some(WaterUse::GroundwaterSource), "某区"));
}

#[test]
fn verticals_and_layers() {
    let (log, ..) =
        read("断面,日期,垂线,层次,氨氮(mg/L)\n甲,2024-03-01,左,上层,0.2\n甲,2024-03-01,右,,0.4\n甲,2024-03-02,,,0.5\n");
    let places: Vec<_> = log.records.iter().map(|record| record.split(" NH3").next().unwrap()).collect();
    assert_eq!(places, ["甲 2024-03-01 @左 上层", "甲 2024-03-01 @右", "甲 2024-03-02"]);
    for unit in ["(ug/L)", "_ug"] {
        let (log, ..) = read(&format!("lakename,sampledate,depth,tp{unit}\nA,2024-03-01,0.5,20\n"));
        assert_eq!(log.records, ["A 2024-03-01 @0.5 TP=Value(0.02)"]);
    }
    let (log, ..) =
        read("date,time,stn,depth,chl,dox,nox\n1/23/1985,1120,21.0,1.0,5.6,8,\n1/23/1985,1131,22.0,1.0,3.4,9,\n");
    assert_eq!(log.records[0], "21.0 1985-01-23T11:20 @1.0 Chl-a=Value(0.0056) DO=Value(8)");
}

#[test]
fn units_of_the_field() {
    for (text, unit) in [
        ("Bq/L", Unit::BQ_PER_L),
        ("铂钴色度单位", Unit::PLATINUM_COBALT),
        ("Pt-Co", Unit::PLATINUM_COBALT),
        ("NTU", Unit::NTU),
        ("度", Unit::NTU),
        ("cm", Unit::CM),
        ("mm", Unit::MM),
        ("km", Unit::KM),
        ("mV", Unit::MV),
        ("万吨", Unit::TEN_THOUSAND_M3),
        ("万t", Unit::TEN_THOUSAND_M3),
        ("10⁴t", Unit::TEN_THOUSAND_M3),
        ("10⁴m³", Unit::TEN_THOUSAND_M3),
        ("亿m³", Unit::HUNDRED_MILLION_M3),
        ("m³", Unit::M3),
        ("m³/s", Unit::M3_PER_S),
        ("MPN/100mL", Unit::PER_100_ML),
        ("CFU/100ml", Unit::PER_100_ML),
        ("CFU/mL", Unit::PER_ML),
        ("MPN/L", Unit::PER_L),
        ("μS/cm", Unit::US_PER_CM),
        ("mg·L⁻¹", Unit::MG_PER_L),
        ("毫克每升", Unit::MG_PER_L),
    ] {
        assert_eq!(Unit::read(text), Some(unit), "{text}");
    }
    let convert = |amount: i64, from: Unit, to: Unit| from.convert(Amount::whole(amount), to);
    assert_eq!(convert(250, Unit::CM, Unit::M), Some(Amount::decimal(25, 1)));
    assert_eq!(convert(12, Unit::MM, Unit::CM), Some(Amount::decimal(12, 1)));
    assert_eq!(convert(3, Unit::TEN_THOUSAND_M3, Unit::M3), Some(Amount::whole(30_000)));
    assert_eq!(convert(3, Unit::PER_100_ML, Unit::PER_L), Some(Amount::whole(30)));
    assert_eq!(convert(3, Unit::M3, Unit::M), None);
    assert_eq!(Unit::read_of("度", Dimension::Colour), Some(Unit::PLATINUM_COBALT));
    // 水温(T) is no temperature in tonnes.
    assert_eq!(Unit::read("T"), None);
}

/// Codes with their place, without the notes that most small tables have.
fn told(log: &Log) -> Vec<(&'static str, u32, u16, &str)> {
    let dull = [Code::UnitAssumed, Code::NoSite, Code::BodyUnsaid];
    let kept = log.issues.iter().filter(|(code, ..)| !dull.contains(code));
    kept.map(|(code, row, column, text)| (code.key(), *row, *column, text.as_str())).collect()
}

#[test]
fn a_kind_of_water_that_is_not_said() {
    let (log, ..) = read(
        "断面,日期,总磷(mg/L)\n甲,2024-03-01,0.1\n某水库坝前,2024-03-01,0.1\n入湖河口,2024-03-01,0.1\n某水库出口,2024-03-01,0.1\n",
    );
    assert_eq!(told(&log), [("lake-by-name", 3, 1, "某水库坝前")]);
    let unsaid = log.issues.iter().find(|issue| issue.0 == Code::BodyUnsaid).unwrap();
    assert_eq!((unsaid.1, unsaid.3.as_str()), (0, "甲、某水库坝前、入湖河口 … (4)"));
    let (log, ..) = read("断面,水体类型,日期,总磷(mg/L)\n某湖,湖库,2024-03-01,0.1\n甲,地下水,2024-03-01,0.1\n");
    assert_eq!(log.issues, []);
}

#[test]
fn names_that_differ_in_how_they_are_written() {
    let text = "断面,日期,总磷(mg/L)\n民和桥,2024-03-01,0.1\n民 和　桥,2024-03-02,0.1\n民和桥（左）,2024-03-03,0.1\n民和桥(左),2024-03-04,0.1\n民和大桥,2024-03-05,0.1\n民和桥断面,2024-03-06,0.1\n民 和　桥,2024-03-07,0.1\n";
    let (log, _, sites) = read(text);
    let names: Vec<_> = sites.iter().map(|(_, site)| site.name.as_str()).collect();
    assert_eq!(names, ["民和桥", "民和桥（左）", "民和大桥", "民和桥断面"]);
    assert_eq!(
        told(&log),
        [
            ("names-joined", 3, 1, "民 和　桥 = 民和桥"),
            ("names-joined", 5, 1, "民和桥(左) = 民和桥（左）"),
            ("names-alike", 6, 1, "民和桥 ≈ 民和大桥"),
            ("names-alike", 7, 1, "民和桥 ≈ 民和桥断面"),
        ]
    );
    assert!(log.records[6].starts_with("民和桥 2024-03-07"), "{:?}", log.records[6]);
    // Apart, where that was chosen.
    let options = ReadOptions { names: NameChoice::AsWritten, ..ReadOptions::default() };
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    read_bytes(FileId(0), "x.csv", text.as_bytes(), &options, &mut sites, &mut log);
    assert_eq!((sites.len(), log.issues.iter().any(|issue| issue.0 == Code::NamesJoined)), (6, false));
    // A blank between words of letters and digits tells two names apart.
    let (_, _, sites) = read("section,date,TP(mg/L)\nBay 1 1,2024-03-01,0.1\nBay 11,2024-03-01,0.1\n");
    assert_eq!(sites.len(), 2);
    // Another file and a list of sites may write a name otherwise.
    let list = "断面名称,水质目标\n民 和 桥,Ⅲ\n";
    let (log, _, sites) = read_all(&["断面,日期,总磷(mg/L)\n民和桥,2024-03-01,0.1\n", list]);
    assert_eq!((sites.len(), sites.iter().next().unwrap().1.target.is_some()), (1, true), "{log:?}");
}

#[test]
fn magnitudes_that_no_unit_explains() {
    let (log, ..) = read("断面,日期,叶绿素a\n甲,2024-03-01,12.5\n甲,2024-03-02,8\n");
    assert_eq!(log.records[0], "甲 2024-03-01 Chl-a=Value(0.0125)");
    assert_eq!(told(&log), [("unit-suspect", 1, 3, "叶绿素a → µg/L")]);
    // What the header says stands.
    let (log, ..) = read("断面,日期,叶绿素a(mg/L)\n甲,2024-03-01,12.5\n");
    assert_eq!(log.records[0], "甲 2024-03-01 Chl-a=Value(12.5)");
    assert_eq!(told(&log), [("unit-suspect", 1, 3, "叶绿素a(mg/L)")]);
    let (log, ..) = read("断面,日期,叶绿素a(μg/L)\n甲,2024-03-01,0.012\n");
    assert_eq!(told(&log), [("unit-suspect", 1, 3, "叶绿素a(μg/L)")]);
    let (log, ..) = read("断面,日期,叶绿素a(μg/L),汞(μg/L),透明度(cm)\n甲,2024-03-01,12,0.02,60\n");
    assert_eq!(told(&log), []);
    let (log, ..) = read("断面,日期,透明度,汞\n甲,2024-03-01,60,0.00002\n");
    assert_eq!(log.records[0], "甲 2024-03-01 SD=Value(0.6) Hg=Value(0.00002)");
    assert_eq!(told(&log), [("unit-suspect", 1, 3, "透明度 → cm")]);
}

#[test]
fn parts_above_their_whole() {
    let text = "断面,日期,总磷(mg/L),总氮(mg/L),氨氮(mg/L),五日生化需氧量(mg/L),化学需氧量(mg/L)\n甲,2024-03-01,1.5,0.1,0.05,2,10\n甲,2024-03-02,1.4,0.1,0.2,20,10\n甲,2024-03-03,1.3,0.1,0.05,2,10\n甲,2024-03-04,0.1,1.3,0.05,2,10\n";
    let (log, ..) = read(text);
    assert_eq!(
        told(&log),
        [
            ("phosphorus-order", 2, 3, "1.5"),
            ("nitrogen-order", 3, 5, "0.2"),
            ("phosphorus-order", 3, 3, "1.4"),
            ("demand-order", 3, 6, "20"),
            ("phosphorus-order", 4, 3, "1.3"),
            ("columns-exchanged", 1, 3, "3/4"),
        ]
    );
    assert!(log.records[0].contains("TP=Value(1.5)"), "used as the header says");
}

#[test]
fn readings_that_cannot_be() {
    let (log, ..) = read(
        "断面,日期,pH,水温(℃)\n甲,2024-03-01,70,300\n甲,2024-03-02,0,20\n甲,2024-03-03,0.0,-0.5\n甲,2024-03-04,7.0,20\n",
    );
    assert_eq!(
        told(&log),
        [
            ("impossible", 2, 3, "70"),
            ("impossible", 2, 4, "300"),
            ("impossible", 3, 3, "0"),
            ("impossible", 4, 3, "0.0")
        ]
    );
    assert_eq!(log.records[3], "甲 2024-03-04 pH=Value(7) T=Value(20)");
    assert!(Code::Impossible.words().zh.contains("小数点"));
}

#[test]
fn signs_in_the_place_of_values() {
    let cells = "＜0.01,0.01L,≤0.01,未检出,无,ND,<DL,--,*,—,>5,断流";
    let text =
        cells.split(',').enumerate().fold("断面,日期,氨氮(mg/L),锰(mg/L)\n".to_owned(), |text, (n, cell)| {
            text + &format!("甲,2024-03-{:02},{cell},{cell}\n", n + 1)
        });
    let (log, ..) = read(&text);
    let readings: Vec<_> = log.records.iter().map(|record| record.split_once("NH3-N=").unwrap().1).collect();
    assert_eq!(
        readings,
        [
            "Below(0.01) 4:锰(mg/L)=＜0.01",
            "Below(0.01) 4:锰(mg/L)=0.01L",
            "Below(0.01) 4:锰(mg/L)=≤0.01",
            "NotDetected 4:锰(mg/L)=未检出",
            "Missing(NoData) 4:锰(mg/L)=无",
            "NotDetected 4:锰(mg/L)=ND",
            "NotDetected 4:锰(mg/L)=<DL",
            "Missing(NoData) 4:锰(mg/L)=--",
            "Missing(NotEquipped) 4:锰(mg/L)=*",
            "Missing(NoData) 4:锰(mg/L)=—",
            "Above(5) 4:锰(mg/L)=>5",
            "Missing(NotSampled) 4:锰(mg/L)=断流",
        ]
    );
}

#[test]
fn times_of_day_without_a_sign_and_dates_without_a_year() {
    let (log, ..) =
        read("断面,日期,时间,总磷(mg/L)\n甲,2025-03-01,1025,0.1\n甲,2025-03-01,13：20,0.1\n甲,2025-03-01,905,0.1\n");
    let times: Vec<_> = log.records.iter().map(|record| record.split(" TP").next().unwrap()).collect();
    assert_eq!(times, ["甲 2025-03-01T10:25", "甲 2025-03-01T13:20", "甲 2025-03-01T09:05"]);
    let options = ReadOptions { year: Some(2021), ..ReadOptions::default() };
    let (mut log, mut sites) = (Log::default(), SiteTable::default());
    let text = "断面,日期,总磷(mg/L)\n甲,04-01 08:00,0.1\n";
    read_bytes(FileId(0), "x.csv", text.as_bytes(), &options, &mut sites, &mut log);
    assert_eq!(told(&log), [("no-year", 2, 2, "04-01 08:00 → 2021")]);
}
