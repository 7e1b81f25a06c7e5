//! Values that deserve a look are told, nothing is excluded by it, and the order of rows does not matter.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;

use envgrade::assess::{Assessment, Assessor};
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::issue::{Code, Severity};
use envgrade::observation::{FileId, SiteTable};
use envgrade::plan::{Plan, Screening};

fn assessed(text: &str, plan: Plan) -> Assessment {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(plan));
    read_bytes(FileId(0), "a.csv", text.as_bytes(), &ReadOptions::default(), &mut sites, &mut assessor);
    assessor.finish(sites)
}

/// What is told of screening: code, row, header and text.
fn told(text: &str) -> Vec<(Code, u32, String)> {
    let assessment = assessed(text, Plan { keep_hours: true, ..Plan::default() });
    let mut all = Vec::new();
    for (code, group) in assessment.issues().groups() {
        if code.is_screening() {
            assert_eq!(code.severity(), Severity::Warning);
            for place in &group.places {
                all.push((code, place.origin.row, format!("{} {}", place.header, place.text)));
            }
        }
    }
    all
}

fn codes(text: &str) -> Vec<(Code, u32)> {
    told(text).into_iter().map(|(code, row, _)| (code, row)).collect()
}

/// Days from 2024-03-01 on with these values of PM10 at one site.
fn days(values: &[&str]) -> String {
    let mut text = "点位名称,日期,PM10(μg/m3),PM2.5(μg/m3)\n".to_owned();
    let first = envgrade::calendar::Date::new(2024, 3, 1).unwrap();
    for (n, value) in (0..).zip(values) {
        writeln!(text, "甲站,{},{value},{}", first.plus_days(n), 10 + n % 3).unwrap();
    }
    text
}

const CALM: [&str; 14] = ["60", "64", "58", "66", "71", "63", "59", "68", "72", "61", "57", "65", "70", "62"];

#[test]
fn calm_days_are_not_told() {
    assert_eq!(codes(&days(&CALM)), []);
}

#[test]
fn a_spike_is_told_with_its_neighbours_and_still_counts() {
    let mut values = CALM;
    values[8] = "660";
    let text = days(&values);
    let found = told(&text);
    assert_eq!(found, [(Code::Spike, 10, "甲站 PM10 2024-03-09  68 → 660 → 61".to_owned())]);
    let day = assessed(&text, Plan::default()).air_day(8).unwrap();
    assert_eq!(day.values[4].unwrap().to_string(), "660");
    // Three days of dust are no spike, nor is a jump that is ordinary at the place.
    values[9] = "700";
    assert_eq!(codes(&days(&values)), []);
    let restless = ["60", "400", "60", "420", "70", "390", "60", "410", "65", "400", "60"];
    assert!(!codes(&days(&restless)).iter().any(|(code, row)| *code == Code::Spike && *row > 6));
}

#[test]
fn a_low_spike_is_told_too() {
    let mut values = ["500", "520", "480", "510", "490", "505", "515", "495", "500", "510"];
    values[6] = "51.5";
    assert_eq!(codes(&days(&values)), [(Code::Spike, 8)]);
}

#[test]
fn a_change_of_unit_in_the_middle_is_a_step() {
    let values: Vec<String> = CALM
        .iter()
        .enumerate()
        .map(|(n, value)| if n < 7 { format!("{value}0") } else { (*value).to_owned() })
        .collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let found = told(&days(&values));
    assert_eq!(found, [(Code::Step, 9, "甲站 PM10 2024-03-08  630 ⇒ 65".to_owned())]);
}

#[test]
fn the_same_value_on_many_days_is_a_flat_line_where_it_is_not_ordinary() {
    let values = ["60", "64", "63", "63", "63", "63", "63", "58", "66"];
    assert_eq!(codes(&days(&values)), [(Code::FlatLine, 8)]);
    // Four days are not many, low values repeat, and a day between without a value ends the line.
    assert_eq!(codes(&days(&["60", "63", "63", "63", "63", "58"])), []);
    assert_eq!(codes(&days(&["14", "14", "14", "14", "14", "14", "14"])), []);
    assert_eq!(codes(&days(&["63", "63", "63", "", "63", "63", "63"])), []);
    // At the end of the data, too.
    assert_eq!(codes(&days(&["60", "63", "63", "63", "63", "63"])), [(Code::FlatLine, 7)]);
}

#[test]
fn hours_that_stand_still_are_told_where_they_are_kept() {
    let mut text = "点位名称,时间,O3(μg/m3),CO(mg/m3)\n".to_owned();
    for hour in 1..=23 {
        let ozone = if (10..17).contains(&hour) { 88 } else { 40 + hour };
        writeln!(text, "甲站,2024-04-12 {hour:02}:00,{ozone},0.4").unwrap();
    }
    let found = told(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].2.as_str()), (Code::FlatLine, "甲站 O3 2024-04-12  88 × 7 h"));
}

#[test]
fn what_is_not_usual_and_pairs_are_told() {
    assert_eq!(codes(&days(&["60", "1500", "1400"]))[0], (Code::Unusual, 3));
    let ozone = "点位名称,日期,O3_1h(μg/m3),O3_8h(μg/m3)\n甲站,2024-04-12,80,95\n甲站,2024-04-13,110,95\n";
    assert_eq!(codes(ozone), [(Code::OzoneOrder, 2)]);
    let water = "断面名称,监测时间,水温(℃),pH,溶解氧(mg/L),高锰酸盐指数(mg/L),化学需氧量(mg/L),氨氮(mg/L),总氮(mg/L)\n\
        甲桥,2024-03-01,20,8,19,3,12,0.1,1.2\n\
        甲桥,2024-03-02,20,10.5,8,3,12,0.1,1.2\n\
        甲桥,2024-03-03,20,8,8,13,12,2.1,1.2\n";
    let found = codes(water);
    for expected in
        [(Code::Oversaturated, 2), (Code::Unusual, 3), (Code::PermanganateOrder, 4), (Code::NitrogenOrder, 4)]
    {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn samples_of_water_have_spikes_and_flat_lines() {
    let series = |values: &[&str]| {
        let mut text = "断面名称,监测时间,氨氮(mg/L)\n".to_owned();
        for (n, value) in values.iter().enumerate() {
            writeln!(text, "甲桥,2024-03-{:02} {:02}:00,{value}", 1 + n / 6, n % 6 * 4).unwrap();
        }
        text
    };
    let calm = ["0.112", "0.124", "0.118", "0.121", "0.13", "0.119"];
    assert_eq!(codes(&series(&calm)), []);
    let mut values = calm;
    values[4] = "12.1";
    assert_eq!(codes(&series(&values)), [(Code::Spike, 6)]);
    assert_eq!(codes(&series(&["0.135"; 6])), [(Code::FlatLine, 7)]);
    // A detection limit repeats, and so do values of two digits.
    assert_eq!(codes(&series(&["<0.135"; 8])), []);
    assert_eq!(codes(&series(&["0.13"; 8])), []);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut values = CALM;
    values[8] = "660";
    values[3] = "1200";
    let text = days(&values);
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let without_rows = |text: &str| {
        let mut found: Vec<_> = told(text).into_iter().map(|(code, _, text)| (code, text)).collect();
        found.sort();
        found
    };
    let turned = without_rows(&lines.join("\n"));
    assert!(turned.len() >= 2, "{turned:?}");
    assert_eq!(without_rows(&text), turned);
}

#[test]
fn it_can_be_switched_off() {
    let mut values = CALM;
    values[8] = "660";
    let text = days(&values).replace("60,10", "60,90");
    assert_eq!(told(&text).len(), 2);
    let off = assessed(&text, Plan { screening: Screening::Off, ..Plan::default() });
    assert!(off.issues().groups().iter().all(|(code, _)| !code.is_screening()));
}
