//! The published picture: what the file says is what is shown, and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use envgrade::indicator::published::{PublishedIndicator, PublishedView, read};
use serde_json::{Value, json};

const QINGHAI: &str = include_str!("../www/src/data/qinghai.json");

fn qinghai() -> Value {
    serde_json::from_str(QINGHAI).unwrap()
}

fn show(file: &Value) -> PublishedView {
    read(&file.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn fails(file: &Value) -> String {
    read(&file.to_string()).unwrap_err().to_string()
}

fn indicator<'a>(view: &'a PublishedView, key: &str) -> &'a PublishedIndicator {
    view.indicators.iter().find(|one| one.key == key).unwrap()
}

/// The entry of an indicator in a file.
fn entry<'a>(file: &'a mut Value, key: &str) -> &'a mut Value {
    file["indicators"].as_array_mut().unwrap().iter_mut().find(|one| one["key"] == key).unwrap()
}

/// The values of one year of an indicator in a file.
fn values<'a>(file: &'a mut Value, key: &str, year: i32) -> Vec<&'a mut Value> {
    entry(file, key)["values"].as_array_mut().unwrap().iter_mut().filter(|value| value["year"] == year).collect()
}

fn zh(view: &PublishedView) -> String {
    view.headline.iter().map(|part| part.text.zh.as_str()).collect()
}

fn en(view: &PublishedView) -> String {
    view.headline.iter().map(|part| part.text.en.as_str()).collect()
}

#[test]
fn the_headline_of_2024() {
    let view = show(&qinghai());
    assert_eq!(
        zh(&view),
        "空气优良天数 96.3%，PM2.5 年均 19 微克；35 个国考断面全部优良，\
         黄河、长江、澜沧江、湟水、黑河出省断面均达到目标。"
    );
    assert!(en(&view).starts_with("96.3% of days with good air"), "{}", en(&view));
    let buttons: Vec<_> = view.headline.iter().filter_map(|part| part.indicator.as_deref()).collect();
    assert_eq!(buttons, ["good-days", "pm25", "national-sections"]);
    assert_eq!(view.source.zh, "来源：2025 年全省生态环境保护工作会议（人民网青海频道报道），2025-02-10。");
}

#[test]
fn every_value_names_its_source_in_both_languages() {
    let view = show(&qinghai());
    assert!(view.indicators.len() >= 12);
    for one in &view.indicators {
        assert!(!one.values.is_empty(), "{}", one.key);
        for value in &one.values {
            assert!(
                !value.source.zh.is_empty() && !value.source.en.is_empty() && !value.date.is_empty(),
                "{}",
                one.key
            );
            assert!(!value.text.zh.is_empty() && !value.text.en.is_empty(), "{}", one.key);
            assert!(value.stage != "derived" || !value.note.zh.is_empty(), "{}", one.key);
        }
        assert!(one.values.is_sorted_by_key(|value| value.year), "{}", one.key);
    }
}

#[test]
fn another_number_makes_another_sentence() {
    let mut file = qinghai();
    values(&mut file, "pm25", 2024)[0]["value"] = json!("21.5");
    for value in values(&mut file, "national-sections", 2024) {
        value["value"] = json!("97.1");
    }
    values(&mut file, "yellow-river", 2024)[0]["value"] = json!("Ⅲ");
    let view = show(&file);
    assert_eq!(
        zh(&view),
        "空气优良天数 96.3%，PM2.5 年均 21.5 微克；35 个国考断面优良比例 97.1%，\
         出省断面没有全部达到目标，或无法判定。"
    );
}

#[test]
fn contradictory_values_stand_side_by_side() {
    let view = show(&qinghai());
    let good = indicator(&view, "good-days");
    let of_2024: Vec<_> =
        good.values.iter().filter(|v| v.year == 2024).map(|v| (v.value.as_str(), v.stage.as_str())).collect();
    assert_eq!(of_2024, [("96.3", "conference"), ("96.8", "bulletin")]);
    assert_eq!(
        good.caution.zh,
        "2024 年有不同的公布值：96.3%（会议 2025-02-10），96.8%（公报 2025-05-28）；并列，不互相替代。"
    );
    assert!(good.caution.en.contains("96.3% (conference, 2025-02-10); 96.8% (bulletin,"), "{}", good.caution.en);
    // The same share from two documents is no contradiction; the larger network is a change.
    let sections = indicator(&view, "national-sections");
    assert!(sections.caution.zh.starts_with("2021 年起：国考断面由 19 个增加到 35 个"), "{}", sections.caution.zh);
    // A derived value contradicts nothing.
    let mut file = qinghai();
    values(&mut file, "good-days", 2024)[1]["stage"] = json!("derived");
    assert_eq!(indicator(&show(&file), "good-days").caution.zh, "");
}

#[test]
fn verdicts_are_exact() {
    let with = |value: &str, is: &str, target: &str| {
        let mut file = qinghai();
        values(&mut file, "pm25", 2024)[0]["value"] = json!(value);
        entry(&mut file, "pm25")["target"] =
            json!({"is": is, "value": target, "document": {"zh": "文件", "en": "document"}});
        indicator(&show(&file), "pm25").verdict.clone().unwrap()
    };
    assert_eq!(with("20", "at-most", "20"), "attained");
    assert_eq!(with("20.0000000000000001", "at-most", "20"), "exceeded");
    assert_eq!(with("95.8", "at-least", "95.80"), "attained");
    assert_eq!(with("95.7999999999999999", "at-least", "95.8"), "exceeded");

    let river = |value: &str, or_better: bool| {
        let mut file = qinghai();
        let held = &mut values(&mut file, "yellow-river", 2024)[0];
        held["value"] = json!(value);
        held["at_least"] = json!(or_better);
        indicator(&show(&file), "yellow-river").verdict.clone().unwrap()
    };
    assert_eq!(river("Ⅱ", true), "attained");
    assert_eq!(river("I类", false), "attained");
    assert_eq!(river("Ⅲ", false), "exceeded");
    // "Ⅲ or better" may be Ⅱ.
    assert_eq!(river("Ⅲ", true), "not-assessable");
    let view = show(&qinghai());
    assert_eq!(indicator(&view, "huangshui").target.zh, "Ⅲ类或更好（2017—2024 年各年报道的考核表述）");
    assert_eq!(indicator(&view, "good-days").verdict, None);
}

#[test]
fn two_values_on_both_sides_of_a_target_decide_nothing() {
    let mut file = qinghai();
    entry(&mut file, "good-days")["target"] =
        json!({"is": "at-least", "value": "96.5", "document": {"zh": "文件", "en": "document"}});
    assert_eq!(indicator(&show(&file), "good-days").verdict.as_deref(), Some("not-assessable"));
}

#[test]
fn what_does_not_fit_is_named_with_its_place() {
    let changed = |change: fn(&mut Value)| {
        let mut file = qinghai();
        change(&mut file);
        fails(&file)
    };
    type Damage = fn(&mut Value);
    let cases: [(Damage, &[&str]); 12] = [
        (|f| values(f, "pm25", 2023)[0]["value"] = json!("18,7"), &["indicator pm25, year 2023", "18,7", "96.3"]),
        (|f| values(f, "pm25", 2023)[0]["source"] = json!("diary"), &["indicator pm25, year 2023", "diary"]),
        (|f| values(f, "heihe", 2024)[0]["value"] = json!("好"), &["indicator heihe, year 2024", "water class"]),
        (|f| values(f, "soil", 2024)[0]["value"] = json!("clean"), &["indicator soil, year 2024", "zh"]),
        (|f| values(f, "pm25", 2022)[0]["note"] = json!({"zh": "", "en": ""}), &["pm25, year 2022", "note"]),
        (|f| entry(f, "pm25")["name"]["en"] = json!(" "), &["indicator pm25", "empty"]),
        (|f| entry(f, "pm25")["values"] = json!([]), &["indicator pm25", "no value"]),
        (|f| entry(f, "heihe")["key"] = json!("pm25"), &["indicator pm25", "twice"]),
        (|f| entry(f, "heihe")["target"]["is"] = json!("at-least"), &["indicator heihe, target", "class"]),
        (|f| f["sources"]["bulletin-2024"]["date"] = json!("2025-5-28"), &["source bulletin-2024", "2025-5-28"]),
        (|f| f["headline"][0]["say"]["en"] = json!("{pm25} {good-days}"), &["headline, clause 1", "same order"]),
        (|f| f["year"] = json!(2021), &["headline, clause 1", "pm25", "2021"]),
    ];
    for (n, (change, parts)) in cases.into_iter().enumerate() {
        let message = changed(change);
        for part in parts {
            assert!(message.contains(part), "case {n}: `{message}` does not name `{part}`");
        }
    }
    assert!(read("").unwrap_err().to_string().contains("line 1"));
    assert!(read("{\"place\": 3}").unwrap_err().to_string().contains("line 1"));
    let mut misspelt = qinghai();
    misspelt["indicator"] = json!([]);
    assert!(fails(&misspelt).contains("unknown field `indicator`"));
}

#[test]
fn the_example_files_have_the_rows_they_promise() {
    let snapshot = include_str!("../www/src/data/qinghai-snapshot-2026-02-04.csv");
    let columns = snapshot.lines().next().unwrap().split(',').count();
    assert_eq!((snapshot.lines().count(), columns), (14, 18));
    assert!(snapshot.lines().all(|line| line.split(',').count() == columns));
    let year = include_str!("../www/src/data/simulated-year.csv");
    assert_eq!(year.lines().count(), 367);
    assert!(year.lines().skip(1).all(|line| line.starts_with("模拟城市（示例）,2024-")));
}
