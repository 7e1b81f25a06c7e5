//! The surface that a page calls, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use envgrade::chart::DrawOptions;
use envgrade::report::evaluation::view::{DustChoice, EvaluationChoices};
use envgrade::report::view::{Choices, Query};
use envgrade::web::{Engine, Evaluator, draw_calendar, sniff_encoding, svg_matrix};
use tsify::Ts;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn choices() -> Choices {
    Choices {
        edition: "by-date".into(),
        rounding: "auto".into(),
        body: "river".into(),
        lakes: Vec::new(),
        rivers: Vec::new(),
        year: None,
        hours: "auto".into(),
        data_state: String::new(),
        site_air: String::new(),
        ozone_exception: String::new(),
        keep_hours: false,
        screening: String::new(),
        exclusions: String::new(),
        mappings: Vec::new(),
    }
}

fn ts<T: tsify::Tsify + serde::Serialize>(value: T) -> Ts<T> {
    value.into_ts().unwrap()
}

/// The same as an object that a page hands over.
fn object<T: tsify::Tsify + serde::Serialize, O: JsCast>(value: T) -> O {
    wasm_bindgen::JsValue::from(ts(value)).unchecked_into()
}

fn said(error: wasm_bindgen::JsError) -> String {
    js_sys::Error::from(wasm_bindgen::JsValue::from(error)).message().into()
}

/// A run over one text, pushed in small pieces.
fn run(name: &str, text: &str) -> Engine {
    let mut engine = Engine::new(&object(choices())).map_err(said).unwrap();
    engine.begin(name, "UTF-8").map_err(said).unwrap();
    for piece in text.as_bytes().chunks(7) {
        let pushed = engine.push(piece).map_err(said).unwrap().to_rust().unwrap();
        assert_eq!(pushed.again_as, None);
    }
    engine.end().map_err(said).unwrap();
    engine
}

const AIR: &str = "城市,日期,PM2.5(μg/m³),PM10(μg/m³),SO2(μg/m³),NO2(μg/m³),CO(mg/m³),O3_8h(μg/m³)\n\
    甲市,2024-05-01,60,120,8,30,0.7,88\n甲市,2024-05-02,31,178,15,66,2.2,40\n";
const WATER: &str = "断面名称,月份,pH,溶解氧(mg/L),高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L)\n\
    桥头,2024年5月,7.9,8.0,2.1,1.24,0.06\n桥头,2024年6月,7.9,8.0,2.1,0.24,0.06\n";

#[wasm_bindgen_test]
fn a_file_is_graded_and_explained() {
    let mut engine = run("甲市.csv", AIR);
    let result = engine.finish().map_err(said).unwrap().to_rust().unwrap();
    let air = result.air.unwrap();
    assert_eq!((air.sites.len(), air.sites[0].good), (1, 1));
    let query = Query { site: None, offset: 0, limit: 10, grades: Vec::new(), issue: String::new() };
    let rows = engine.air_rows(&object(query)).map_err(said).unwrap().to_rust().unwrap();
    let aqi: Vec<_> = rows.rows.iter().map(|row| row.aqi).collect();
    assert_eq!(aqi, [Some(85), Some(114)]);
    // CO 2.2 is the case that binary floats get wrong.
    assert_eq!(rows.rows[1].iaqi[2], Some(55));
    let told = engine.explain_air(1).map_err(said).unwrap().to_rust().unwrap();
    assert!(told.steps.iter().any(|step| step.formula.contains("(178 − 150)")));
    assert!(told.readings.iter().all(|reading| reading.row == 3));
}

#[wasm_bindgen_test]
fn a_calendar_is_drawn_in_device_pixels() {
    let mut engine = run("甲市.csv", AIR);
    engine.finish().map_err(said).unwrap();
    let view = engine.calendar(0, 2024).map_err(said).unwrap();
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: web_sys::HtmlCanvasElement = document.create_element("canvas").unwrap().unchecked_into();
    document.body().unwrap().append_child(&canvas).unwrap();
    let options = DrawOptions {
        width: 700,
        scale: 2.0,
        lang: "zh".into(),
        theme: "light".into(),
        font: "sans-serif".into(),
        source: None,
    };
    let drawing = draw_calendar(canvas.clone(), view, ts(options)).map_err(said).unwrap().to_rust().unwrap();
    assert_eq!(canvas.width(), 2 * drawing.width);
    assert_eq!(canvas.height(), 2 * drawing.height);
    assert_eq!(drawing.marks.len(), 2);
}

#[wasm_bindgen_test]
fn a_matrix_is_drawn_as_svg() {
    let mut engine = run("断面.csv", WATER);
    let result = engine.finish().map_err(said).unwrap().to_rust().unwrap();
    assert_eq!(result.water.unwrap().sections.len(), 1);
    let options = DrawOptions {
        width: 700,
        scale: 1.0,
        lang: "en".into(),
        theme: "dark".into(),
        font: "sans-serif".into(),
        source: None,
    };
    let svg = svg_matrix(engine.matrix().map_err(said).unwrap(), ts(options)).map_err(said).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("桥头"));
}

#[wasm_bindgen_test]
fn bytes_of_another_encoding_are_sent_back() {
    assert_eq!(sniff_encoding("城市,日期\n".as_bytes()), "UTF-8");
    // 城市 in GB18030.
    assert_eq!(sniff_encoding(&[0xb3, 0xc7, 0xca, 0xd0, b',', b'x']), "GB18030");
    let mut engine = Engine::new(&object(choices())).map_err(said).unwrap();
    engine.begin("x.csv", "UTF-8").map_err(said).unwrap();
    let mut bytes = vec![0xb3, 0xc7, 0xca, 0xd0];
    bytes.extend_from_slice(b",date,PM2.5\nA,2024-05-01,3\n");
    // A small file is judged at its end, a large one while it is read.
    engine.push(&bytes).map_err(said).unwrap();
    let ended = engine.end().map_err(said).unwrap().to_rust().unwrap();
    assert_eq!((ended.file, ended.again_as.as_deref()), (None, Some("GB18030")));
}

#[wasm_bindgen_test]
fn choices_that_do_not_exist_are_named() {
    let wrong = Choices { edition: "1996".into(), ..choices() };
    let Err(error) = Engine::new(&object(wrong)) else { panic!("accepted") };
    assert!(said(error).contains("1996"));
    assert!(run("x.csv", AIR).explain_air(0).is_err(), "nothing is explained before the end");
}

/// Three days of a year of 365 in which dust alone exceeds.
fn a_year() -> String {
    let mut text = String::from("城市,日期,SO2,NO2,CO,O3_8h,PM10,PM2.5\n");
    for month in 1..=12_u32 {
        let days = match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        for day in 1..=days {
            let pm10 = if month == 4 && (12..=14).contains(&day) { 400 } else { 40 };
            text.push_str(&format!("乙市,2023-{month:02}-{day:02},9,20,0.6,96,{pm10},15\n"));
        }
    }
    text
}

#[wasm_bindgen_test]
fn daily_values_go_from_the_module_that_reads_to_the_one_that_evaluates() {
    let mut engine = run("乙市.csv", &a_year());
    engine.finish().map_err(said).unwrap();
    let mut evaluator = Evaluator::new(engine.days().map_err(said).unwrap()).map_err(said).unwrap();
    let choices = |dust: Vec<DustChoice>| EvaluationChoices {
        editions: vec!["by-date".into(), "2026-final".into()],
        dust,
        ..EvaluationChoices::default()
    };
    let view = evaluator.evaluate(&object(choices(Vec::new()))).map_err(said).unwrap().to_rust().unwrap();
    assert_eq!((view.places.len(), view.rows.len()), (1, 2));
    let row = &view.rows[0];
    assert_eq!((row.verdict.as_str(), row.plain.good, row.plain.valid), ("attained", 362, 365));
    assert!(row.deducted.is_none());
    let april = DustChoice { place: "乙市".into(), first: "2023-04-12".into(), last: "2023-04-14".into() };
    let view = evaluator.evaluate(&object(choices(vec![april]))).map_err(said).unwrap().to_rust().unwrap();
    let row = &view.rows[0];
    assert_eq!((row.plain.good, row.deducted.as_ref().unwrap().good), (362, 365));
    assert_eq!(evaluator.dust_days(0).map_err(said).unwrap().len(), 3);
    let ranked = evaluator.rank("2023", "2012").map_err(said).unwrap().to_rust().unwrap();
    // 0.15 + 0.50 + 0.15 + 0.60 + 0.57 + 0.43
    assert_eq!((ranked.rows[0].index.sum.as_str(), ranked.choice.as_str()), ("2.40", "2012"));
    assert!(evaluator.changes(0, "2022", "2023", "2012").map_err(said).unwrap().is_none());
    let told = evaluator.explain(0, "2023", "by-date", 0).map_err(said).unwrap().to_rust().unwrap();
    assert!(told.steps.iter().any(|step| step.formula.contains("362")));
    assert!(evaluator.csv().map_err(said).unwrap().lines().count() == 1 + 2 * 2);
    assert!(evaluator.explain(0, "1999", "by-date", 0).is_err());
    assert!(Evaluator::new(vec![1, 2, 3]).is_err());
}
