//! Samples of water from a file to periods.

use envgrade::assess::{Assessor, Enough, SampleTable, Spans, Thin, WaterEvaluation, WaterPlan};
use envgrade::calendar::{Span, SpanKind};
use envgrade::grade::{Class, Verdict};
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::observation::{FileId, SiteId, SiteTable};
use envgrade::parameter::Parameter;
use envgrade::plan::Plan;
use envgrade::quantity::Reading;

fn table(text: &str) -> SampleTable {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
    let options = ReadOptions::default();
    let reports = read_bytes(FileId(0), "water.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
    let table = assessor.finish(sites).sample_table(&reports);
    SampleTable::from_bytes(&table.to_bytes()).unwrap_or_else(|bad| panic!("{bad}"))
}

fn evaluation(text: &str, spans: Spans) -> WaterEvaluation {
    WaterEvaluation::new(table(text), WaterPlan { spans, ..WaterPlan::default() })
}

const S: SiteId = SiteId(0);

/// Ammonia nitrogen of water.md §9.4: twelve monthly values.
fn year_of_ammonia() -> String {
    let months = ["0.82", "0.91", "1.12", "1.24", "0.96", "0.77", "0.58", "0.49", "0.66", "0.73", "0.88", "0.95"];
    let rows = months.iter().enumerate().map(|(at, value)| format!("民和桥,Ⅲ,2024-{:02}-05,{value}\n", at + 1));
    format!("断面名称,水质目标,采样日期,氨氮(mg/L)\n{}", rows.collect::<String>())
}

#[test]
fn the_class_of_a_year_is_that_of_its_mean() {
    let of = evaluation(&year_of_ammonia(), Spans::default());
    assert_eq!(of.spans(), [Span::Year(2024)]);
    let year = of.section(S, Span::Year(2024)).unwrap();
    assert_eq!(year.means[0].reading.number().unwrap().round(6).to_string(), "0.8425");
    assert_eq!(year.judged.grade.class, Some(Class::III));
    assert_eq!(year.judged.target, Some((Class::III, Verdict::Attained)));
    // March and April are of class Ⅳ by themselves.
    assert_eq!(year.months_on_target(), (10, 12));
    assert_eq!(year.enough, Enough::Yes);
    let quarter = |n| of.section(S, Span::Quarter(2024, n)).unwrap().means[0].reading.number().unwrap().round(4);
    assert_eq!((quarter(1).to_string(), quarter(2).to_string()), ("0.95".into(), "0.99".into()));
}

#[test]
fn months_count_the_same_however_many_samples_they_have() {
    let text =
        "断面名称,采样日期,氨氮(mg/L)\n甲,2024-01-01,0.2\n甲,2024-01-11,0.4\n甲,2024-01-21,0.6\n甲,2024-02-05,1.2\n";
    let of = evaluation(text, Spans::default());
    let mean = |of: &WaterEvaluation| of.means(S, Span::Year(2024), &mut envgrade::trace::Off)[0].reading;
    assert_eq!(mean(&of), Reading::Value("0.8".parse().unwrap()));
    let of = of.replan(WaterPlan { mean_of_samples: true, ..WaterPlan::default() });
    assert_eq!(mean(&of), Reading::Value("0.6".parse().unwrap()));
    // Two months are too few for a year, and enough for a quarter.
    let of = of.replan(WaterPlan { thin: Thin::NotEvaluated, ..WaterPlan::default() });
    let year = of.section(S, Span::Year(2024)).unwrap();
    assert_eq!((year.enough, year.judged.grade.class), (Enough::No { months: 2, least: 8 }, None));
    assert_eq!(of.section(S, Span::Quarter(2024, 1)).unwrap().judged.grade.class, Some(Class::III));
}

#[test]
fn means_of_thirds_are_exact() {
    // 1/3 and 2/3: their mean is 0.5 exactly, which is class Ⅱ.
    let text = "断面名称,采样日期,氨氮(mg/L)\n甲,2024-01-01,0.1\n甲,2024-01-11,0.4\n甲,2024-01-21,0.5\n甲,2024-02-05,0.3\n甲,2024-02-15,0.7\n甲,2024-02-25,1\n";
    let of = evaluation(text, Spans::Each(SpanKind::Quarter));
    let quarter = of.section(S, Span::Quarter(2024, 1)).unwrap();
    assert_eq!(quarter.means[0].reading, Reading::Value("0.5".parse().unwrap()));
    assert_eq!(quarter.judged.grade.of(Parameter::AmmoniaN), Some(Class::II));
}

#[test]
fn suspended_stations_are_not_evaluated_and_counted() {
    let text = "断面名称,监测时间,氨氮(mg/L),站点情况\n甲,2024-01-01 08:00,0.1,维护\n甲,2024-02-01 08:00,0.1,正常\n";
    let of = evaluation(text, Spans::Each(SpanKind::Month));
    assert_eq!(of.spans().len(), 2);
    let january = of.section(S, of.spans()[0]).unwrap();
    assert_eq!((january.samples, january.suspended, january.judged.grade.class), (0, 1, None));
    assert_eq!(january.judged.fallen.map(|why| why.key()), Some("suspended"));
    assert!(of.section(S, Span::Year(2023)).is_none());
}

#[test]
fn saturation_counts_at_the_altitude_of_the_station() {
    use envgrade::report::water_evaluation::{explain_section, view::WaterChoices, water_plan};
    let text = "断面名称,采样日期,溶解氧(mg/L),水温(℃)\n青海湖口,2024-06-05,7.1,14\n";
    let class = |saturation: &str| {
        let choices = WaterChoices { saturation: saturation.to_owned(), ..WaterChoices::default() };
        let plan = water_plan(&choices).unwrap_or_else(|message| panic!("{message}"));
        let of = WaterEvaluation::new(table(text), plan);
        let steps = explain_section(&of, S, Span::Year(2024)).unwrap().steps.len();
        (of.section(S, Span::Year(2024)).unwrap().judged.grade.class, steps)
    };
    let (at_sea, fewer) = class("temperature");
    let (on_the_plateau, steps) = class("altitude:3196");
    assert_eq!((at_sea, on_the_plateau), (Some(Class::II), Some(Class::I)));
    assert_eq!(class("pressure:68.4").0, Some(Class::I));
    assert!(steps > fewer, "how saturation was reckoned is told");
    let wrong = WaterChoices { saturation: "altitude:high".to_owned(), ..WaterChoices::default() };
    assert!(water_plan(&wrong).is_err_and(|message| message.contains("altitude:2261")));
}

#[test]
fn saturation_at_altitude_counts_for_lakes_and_for_rivers_of_few_sections_too() {
    use envgrade::assess::GroupBy;
    use envgrade::quantity::Amount;
    use envgrade::water::oxygen::{Conditions, Pressure};
    use envgrade::water::region::Basis;
    use envgrade::water::section::Saturation;
    let text = "断面名称,河流,水体类型,采样日期,溶解氧(mg/L),水温(℃)\n\
        青海湖口,布哈河,河流,2024-06-05,7.1,14\n扎陵湖心,,湖库,2024-06-05,7.1,14\n";
    let classes = |saturation| {
        let of = WaterEvaluation::new(table(text), WaterPlan { saturation, ..WaterPlan::default() });
        let lake = of.lake(0, Span::Year(2024)).unwrap().grade.grade.class;
        let river = of.groups(GroupBy::River).groups[0].clone();
        let Basis::Means { grade, .. } = of.group(&river, Span::Year(2024)).unwrap().plain.region.basis else {
            panic!("one section is averaged")
        };
        (lake, grade.class)
    };
    let at = |metres| {
        let pressure = Pressure::Altitude(Amount::whole(metres));
        Saturation::Reckoned(Conditions { pressure, ..Conditions::default() })
    };
    assert_eq!(classes(Saturation::Ignored), (Some(Class::II), Some(Class::II)));
    assert_eq!(classes(at(0)), (Some(Class::II), Some(Class::II)));
    assert_eq!(classes(at(3_196)), (Some(Class::I), Some(Class::I)));
}
