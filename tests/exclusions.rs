//! What a person excludes or corrects does not count as it was, stays visible with its reason, and is said with every
//! result.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::process::Command;

use envgrade::assess::{Assessment, Assessor, Fallen};
use envgrade::exclusion::Exclusions;
use envgrade::ingest::{FileReport, ReadOptions, read_bytes};
use envgrade::issue::Code;
use envgrade::observation::{FileId, SiteId, SiteTable};
use envgrade::plan::Plan;
use envgrade::report;

const HEADER: &str = "site,from,to,item,action,value,reason,by\n";
const AIR: &str = "点位名称,日期,AQI,SO2(μg/m3),NO2(μg/m3),CO(mg/m3),O3_8h(μg/m3),PM10(μg/m3),PM2.5(μg/m3)\n\
    甲站,2024-04-11,60,10,20,0.6,80,70,30\n\
    甲站,2024-04-12,300,10,20,0.6,80,420,30\n\
    乙站,2024-04-12,300,10,20,0.6,80,420,30\n";
const WATER: &str = "断面名称,监测时间,pH(无量纲),溶解氧(mg/L),高锰酸盐指数(mg/L),氨氮(mg/L)\n\
    甲桥,2024-03-01,7.9,8.1,2.1,0.12\n\
    甲桥,2024-03-02,7.9,8.1,2.1,9.5\n\
    乙桥,2024-03-02,7.9,8.1,2.1,0.12\n";

fn assessed(text: &str, list: &str) -> (Assessment, Vec<FileReport>) {
    let plan = Plan { exclusions: Exclusions::read(&format!("{HEADER}{list}")), ..Plan::default() };
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(plan));
    let options = ReadOptions::default();
    let files = read_bytes(FileId(0), "a.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
    (assessor.finish(sites), files)
}

fn csv(assessment: &Assessment) -> String {
    let mut out = Vec::new();
    report::write_csv(assessment, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn aqis(assessment: &Assessment) -> Vec<Option<u16>> {
    (0..assessment.air_len()).map(|number| assessment.air_day(number).unwrap().index.aqi.ok()).collect()
}

#[test]
fn a_corrected_reading_decides_and_an_excluded_one_does_not() {
    let (as_read, _) = assessed(AIR, "");
    assert_eq!(aqis(&as_read), [Some(60), Some(300), Some(300)]);
    let (corrected, files) = assessed(AIR, "甲站,2024-04-12,,PM10,correct,42,小数点,张三\n");
    // As if it had been written so; the publisher's AQI stands on another value and is not compared.
    let (clean, _) = assessed(&AIR.replacen("2024-04-12,300,10,20,0.6,80,420", "2024-04-12,,10,20,0.6,80,42", 1), "");
    assert_eq!(aqis(&corrected), aqis(&clean));
    assert_eq!(corrected.air_totals().daily.as_ref().unwrap().compared(), 2);
    let told = report::explain_air(&corrected, &files, 1).unwrap();
    let reading = told.readings.iter().find(|reading| reading.item.zh == "PM10").unwrap();
    assert_eq!((reading.text.as_str(), reading.used.as_str()), ("420", "42 µg/m³"));
    assert_eq!(reading.note.zh, "更正：小数点（张三）");
    assert_eq!((reading.row, reading.column), (3, 8));

    let (excluded, files) = assessed(AIR, "甲站,2024-04-12,,PM10,exclude,,仪器故障,\n");
    assert_ne!(aqis(&excluded)[1], Some(300));
    assert_eq!(aqis(&excluded)[2], Some(300), "another site");
    let told = report::explain_air(&excluded, &files, 1).unwrap();
    let reading = told.readings.iter().find(|reading| reading.item.zh == "PM10").unwrap();
    assert_eq!((reading.text.as_str(), reading.used.as_str()), ("420", ""));
    assert_eq!(reading.note.zh, "剔除：仪器故障");
    let view = report::result(&excluded, &files);
    assert!(view.air.unwrap().notices[0].zh.contains("剔除监测值 1 个、更正 0 个"));
    assert_eq!(view.exclusions[0].readings, 1);
    assert!(csv(&excluded).contains("PM10 420（剔除：仪器故障）"), "{}", csv(&excluded));
    assert!(!csv(&as_read).contains("excluded_or_corrected"));
}

#[test]
fn whole_samples_and_periods_of_water_fall_out() {
    let (as_read, _) = assessed(WATER, "");
    let class = |assessment: &Assessment, number: usize| assessment.sample(number).unwrap().judged.grade.class;
    let (excluded, files) = assessed(WATER, "甲桥,2024-03-02,2024-03-05,,剔除,,施工,李四\n");
    assert_eq!(class(&excluded, 0), class(&as_read, 0));
    assert_eq!(class(&excluded, 2), class(&as_read, 2));
    assert!(class(&as_read, 1).is_some() && class(&excluded, 1).is_none());
    assert_eq!(excluded.sample(1).unwrap().judged.fallen, Some(Fallen::Excluded));
    // The month is that of the sample that is left.
    let (left, _) = assessed(&WATER.replace("甲桥,2024-03-02,7.9,8.1,2.1,9.5\n", ""), "");
    assert_eq!(format!("{:?}", excluded.month(0).unwrap().judged), format!("{:?}", left.month(0).unwrap().judged));
    let told = report::explain_water(&excluded, &files, 1).unwrap();
    assert_eq!(told.readings.iter().filter(|reading| reading.note.zh == "剔除：施工（李四）").count(), 4);
    assert!(told.readings.iter().any(|reading| reading.text == "9.5" && reading.used.is_empty()));
    let month = report::explain_month(&excluded, &files, 0).unwrap();
    assert_eq!(month.readings.iter().filter(|reading| reading.note.zh == "剔除：施工（李四）").count(), 4);
}

#[test]
fn hours_are_excluded_one_by_one() {
    let mut text = "点位名称,时间,PM10(μg/m3)\n".to_owned();
    for hour in 1..=23 {
        let value = if (10..13).contains(&hour) { 985 } else { 50 };
        text += &format!("甲站,2024-04-12 {hour:02}:00,{value}\n");
    }
    let value = |assessment: &Assessment| assessment.air_day(0).unwrap().values[4].unwrap().to_string();
    assert_ne!(value(&assessed(&text, "").0), "50");
    let (excluded, files) = assessed(&text, "甲站,2024-04-12 10:00,2024-04-12 12:00,,exclude,,校准,\n");
    assert_eq!(value(&excluded), "50");
    let told = report::explain_air(&excluded, &files, 0).unwrap();
    assert_eq!(told.readings.iter().filter(|reading| reading.text == "985").count(), 3);
    assert_eq!(excluded.changes(SiteId(0), told_day(), told_day()).count(), 3);
}

fn told_day() -> envgrade::calendar::Date {
    envgrade::calendar::Date::new(2024, 4, 12).unwrap()
}

#[test]
fn a_list_that_matches_nothing_or_says_a_thing_twice_is_told() {
    let list = "丙站,2024-04-12,,,exclude,,r,\n\
        甲站,2024-04-12,,PM10,exclude,,r,\n\
        甲站,2024-04-12,,,exclude,,r,\n\
        甲站,2024-04-12,,PM10,correct,5,r,\n\
        甲站,2024-04-12,,PM10,exclude,,,\n";
    let (assessment, files) = assessed(AIR, list);
    let issues = assessment.issues();
    let rows = |code: Code| -> Vec<u32> {
        let groups = issues.groups();
        let group = groups.iter().find(|(own, _)| *own == code);
        group.map_or(Vec::new(), |(_, group)| group.places.iter().map(|place| place.origin.row).collect())
    };
    assert_eq!(rows(Code::ExclusionUnused), [2]);
    assert_eq!(rows(Code::ExclusionOverlap), [4]);
    assert_eq!(rows(Code::ExclusionContradiction), [5]);
    assert_eq!(rows(Code::ExclusionUnread), [6]);
    let view = report::result(&assessment, &files);
    assert!(view.issues.iter().flat_map(|group| &group.places).any(|place| place.file.contains("exclusions.csv")));
}

#[test]
fn the_command_line_reads_the_list() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (data, list) = (folder.join("excluded.csv"), folder.join("exclusions.csv"));
    std::fs::write(&data, AIR).unwrap();
    std::fs::write(&list, format!("\u{feff}{HEADER}甲站,2024-04-12,,PM10,correct,42,小数点,张三\n")).unwrap();
    let run = |command: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_envgrade"))
            .args([command, "--exclusions", list.to_str().unwrap(), data.to_str().unwrap()])
            .output()
            .unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (out, told) = run("assess");
    assert!(out.contains("PM10 420 → 42（更正：小数点（张三））"), "{out}");
    assert!(told.contains("更正 1 个"), "{told}");
    let (_, told) = run("evaluate");
    assert!(told.contains("更正 1 个"), "{told}");
}
