//! Wells, drinking-water sources, own limits and comparison with other countries, from a file to the result.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::assess::{Assessor, Objectives, SampleTable, Spans, WaterEvaluation, WaterPlan, WellClass};
use envgrade::calendar::{Span, SpanKind};
use envgrade::grade::{Class, Verdict};
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::observation::{FileId, SiteId, SiteTable, WaterUse};
use envgrade::plan::Plan;
use envgrade::report::water_evaluation as report;
use envgrade::report::water_evaluation::view::{SectionQuery, WaterChoices};
use envgrade::standard::nsf_wqi;
use envgrade::standard::own::OwnTable;
use tables::table as vectors;

fn table(text: &str) -> SampleTable {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
    let options = ReadOptions::default();
    let report = read_bytes(FileId(0), "water.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
    let table = assessor.finish(sites).sample_table(&[report]);
    SampleTable::from_bytes(&table.to_bytes()).unwrap_or_else(|bad| panic!("{bad}"))
}

fn evaluation(text: &str, choices: &WaterChoices) -> WaterEvaluation {
    let plan = report::water_plan(choices).unwrap_or_else(|message| panic!("{message}"));
    WaterEvaluation::new(table(text), plan)
}

fn query() -> SectionQuery {
    SectionQuery { span: String::new(), site: None, offset: 0, limit: 100, grades: Vec::new() }
}

const S: SiteId = SiteId(0);
const Y: Span = Span::Year(2024);

/// The official example of CCME as a file: months with the values that fail, and passing ones up to the number of tests.
fn devon() -> (String, String) {
    let rows = vectors("ccme");
    let variables: Vec<_> = rows.iter().filter(|row| row.get("set") == "devon").collect();
    let mut text = String::from("断面名称,采样日期");
    let mut limits = String::from("指标,限值\n");
    for row in &variables {
        text.push_str(&format!(",{}", row.get("item")));
        limits.push_str(&format!("{},{}\n", row.get("item"), row.get("bound")));
    }
    for month in 0..12 {
        text.push_str(&format!("\nDevon,2024-{:02}-15", month + 1));
        for row in &variables {
            let failed: Vec<&str> = row.get("failed").split(' ').filter(|one| *one != "-").collect();
            let tests: usize = row.get("tests").parse().unwrap();
            let value = if month < tests { failed.get(month).copied().unwrap_or(row.get("passing")) } else { "" };
            text.push_str(&format!(",{value}"));
        }
    }
    (text, limits)
}

#[test]
fn the_official_example_of_ccme_comes_out_of_a_file() {
    let (text, limits) = devon();
    let mut choices = WaterChoices::default();
    choices.standards.limits = limits;
    choices.standards.objectives = "own".into();
    let of = evaluation(&text, &choices);
    let index = of.profiles(S, Y).unwrap().ccme.unwrap();
    assert_eq!((index.index.to_string(), index.printed().to_string()), ("88.13".into(), "88".into()));
    assert_eq!((index.variables, index.failed_variables, index.tests, index.failed_tests), (10, 2, 103, 4));
    assert!(index.sufficient);
    let rows = report::profile_rows(&of, &query()).unwrap();
    let view = rows.rows[0].ccme.as_ref().unwrap();
    assert_eq!((view.printed.as_str(), view.category.en.as_str()), ("88", "good"));
    let told = report::explain_profiles(&of, S, Y).unwrap();
    assert!(told.title.en.starts_with("CCME water quality index 88"), "{:?}", told.title);
    assert!(told.steps.iter().any(|step| step.formula.ends_with("→ 88.13")));
    // A better value where one failed: the index rises.
    let better = text.replacen("0.0094", "0.0040", 1);
    assert_ne!(better, text);
    let better = evaluation(&better, &choices).profiles(S, Y).unwrap().ccme.unwrap();
    assert!(better.index > index.index);
    assert_eq!(better.failed_tests, 3);
}

#[test]
fn objectives_come_from_the_target_class_of_the_section() {
    let text = "断面名称,水质目标,采样日期,氨氮(mg/L)\n甲,Ⅱ,2024-01-05,0.6\n乙,,2024-01-05,0.6\n";
    let of = evaluation(text, &WaterChoices::default());
    let failed = |of: &WaterEvaluation, site| of.profiles(SiteId(site), Y).unwrap().ccme.unwrap().failed_tests;
    assert_eq!((failed(&of, 0), failed(&of, 1)), (1, 0));
    let mut plan = WaterPlan::default();
    plan.profiles.objectives = Objectives::ClassThree;
    let of = of.replan(plan);
    assert_eq!((failed(&of, 0), failed(&of, 1)), (0, 0));
}

#[test]
fn nsf_takes_the_q_of_the_person() {
    let example = vectors("nsf");
    let first = example.iter().next().unwrap();
    let q: Vec<&str> = first.get("q").split(' ').collect();
    let lines = nsf_wqi::TABLE.iter().zip(&q).map(|((_, words, _), q)| format!("甲,{},{q}\n", words.en));
    let mut choices = WaterChoices::default();
    choices.standards.nsf_quality = format!("section,variable,Q\n{}", lines.collect::<String>());
    let of = evaluation("断面名称,采样日期,氨氮(mg/L)\n甲,2024-01-05,0.6\n乙,2024-01-05,0.6\n", &choices);
    let index = |site| of.profiles(SiteId(site), Y).unwrap().nsf;
    assert_eq!(
        index(0).map(|nsf| nsf.index.to_string()).as_deref(),
        Some(first.get("additive")).map(|t| t.trim_end_matches('0'))
    );
    assert_eq!(index(1), None);
    choices.standards.nsf_quality = "甲,pH,101".into();
    assert!(report::water_plan(&choices).unwrap_err().contains("Q of 0 to 100"));
}

#[test]
fn own_limits_hold_samples_and_means() {
    let mut choices = WaterChoices::default();
    choices.standards.limits_name = "排污许可".into();
    choices.standards.limits = "项目\t限值\t单位\t方向\n氨氮\t1000\tμg/L\t≤\n溶解氧\t5\tmg/L\t≥\n某物\t1\t\t≤\n".into();
    let text = "断面名称,采样日期,氨氮(mg/L),溶解氧(mg/L)\n甲,2024-01-05,0.5,7\n甲,2024-02-05,1.3,6\n甲,2024-03-05,1.0,4.9\n甲,2024-04-05,0.4,\n";
    let of = evaluation(text, &choices);
    let period = of.own(S, Y).unwrap();
    assert_eq!(period.within(), (2, 4));
    assert_eq!(period.means.verdict, Verdict::Attained);
    let [ammonia, oxygen] = period.limits.as_slice() else { panic!("two limits") };
    assert_eq!((ammonia.attained, ammonia.exceeded, ammonia.missing), (3, 1, 0));
    assert_eq!((oxygen.attained, oxygen.exceeded, oxygen.missing), (2, 1, 1));
    assert_eq!(ammonia.worst.map(|times| times.to_string()).as_deref(), Some("0.3"));
    assert_eq!(ammonia.worst_at.map(|at| at.to_string()).as_deref(), Some("2024-02-05"));
    let rows = report::own_rows(&of, &query()).unwrap();
    let row = &rows.rows[0];
    assert_eq!((row.share.as_str(), row.worst.zh.as_str()), ("50.0", "氨氮(0.3)"));
    assert_eq!(row.limits[0].mean.value.zh, "800"); // 0.8 mg/L in the unit of the limit
    assert!(rows.finding.zh.contains("4 个样品中 2 个达标"), "{}", rows.finding.zh);
    let read = report::own_limits("排污许可", &choices.standards.limits);
    assert_eq!((read.limits.len(), read.errors[0].row), (2, 4));
    let told = report::explain_own_sample(&of, S, 1).unwrap();
    assert!(told.steps.iter().any(|step| step.formula == "NH3-N: 1300 > 1000 µg/L"), "{:?}", told.steps);
    assert!(told.readings.iter().any(|reading| reading.row == 3 && reading.text == "1.3"));
    let csv = report::own_table(&of, true);
    assert!(csv.iter().all(|row| row.len() == report::own_head().len()));
}

#[test]
fn a_table_of_limits_says_which_row_is_wrong() {
    let text = "方向,单位,限值,指标\r\n≤,mg/L,0.3,铁\r\n\r\n# remark\r\n≤,ppb,\"0,1\",铅\r\n,,\"6～9\",pH\r\n<,mg/L,1,氨氮\r\n";
    let (table, errors) = OwnTable::read_text("t", text);
    let rows: Vec<u32> = table.limits.iter().map(|limit| limit.row).collect();
    assert_eq!(rows, [2, 6]);
    assert_eq!(errors.iter().map(|error| error.row).collect::<Vec<_>>(), [5, 7]);
}

#[test]
fn groundwater_may_be_chosen_for_any_site() {
    let mut choices = WaterChoices::default();
    choices.standards.water_as = "groundwater".into();
    let text = "点位名称,采样日期,pH,氨氮(mg/L),氟化物(mg/L)\n1号井,2024-03-05,7.5,0.35,0.5\n1号井,2024-09-05,7.6,1.8,0.5\n2号井,2024-03-05,8.51,0.02,1.0\n";
    let of = evaluation(text, &choices);
    assert_eq!(of.wells().len(), 2);
    assert!(of.sections().is_empty());
    let well = of.well(S, Y).unwrap();
    assert_eq!((well.grade.class, well.worst(), well.latest()), (Some(Class::V), Some(Class::V), Some(Class::V)));
    assert_eq!(well.classes(), [0, 0, 1, 0, 1]);
    assert_eq!((well.target, well.verdict), (Class::III, Verdict::Exceeded));
    let shares = of.well_shares(Y);
    assert_eq!((shares.classes, shares.on_target), ([0, 0, 0, 1, 1], 0));
    let rows = report::well_rows(&of, &query()).unwrap();
    assert_eq!((rows.rows[0].over.zh.as_str(), rows.rows[0].routine), ("氨氮(2.6)", 3));
    assert_eq!(rows.rows[1].deciding[0].zh, "pH值");
    assert!(rows.finding.zh.contains("Ⅳ类 1 个，占 50.0%；Ⅴ类 1 个"), "{}", rows.finding.zh);
    let told = report::explain_well(&of, S, Y).unwrap();
    assert!(told.title.zh.contains("Ⅴ类，决定指标 氨氮"), "{:?}", told.title);
    assert!(told.steps.iter().any(|step| step.formula == "2024-09-05"));
    // The mean of 0.35 and 1.8 is 1.075: Ⅳ.
    let mut plan = of.plan().clone();
    plan.wells.class = WellClass::Mean;
    let of = of.replan(plan);
    assert_eq!(of.well(S, Y).unwrap().grade.class, Some(Class::IV));
    let mut plan = of.plan().clone();
    plan.spans = Spans::Each(SpanKind::Quarter);
    plan.wells.class = WellClass::Latest;
    let of = of.replan(plan);
    assert_eq!(of.well(S, Span::Quarter(2024, 1)).unwrap().grade.class, Some(Class::III));
    let csv = report::wells_table(&of, true);
    assert!(csv.iter().all(|row| row.len() == report::wells_head().len()));
    assert_eq!(csv.len(), 2 * 3);
}

#[test]
fn water_that_complies_is_counted_by_sources_and_by_volume() {
    // 12.5 and 8.1 comply, 3.4 does not (10⁴ m³): 20.6 ÷ 24.0, two of three sources.
    let mut choices = WaterChoices::default();
    choices.standards.water_as = "surface-source".into();
    for (source, volume) in [("甲", "12.5"), ("乙", "8.1"), ("丙", "3.4")] {
        let (source, volume) = (source.to_owned(), volume.to_owned());
        choices.standards.withdrawn.push(report::VolumeChoice { source, volume });
    }
    let text = "点位名称,采样日期,氨氮(mg/L),总氮(mg/L),化学需氧量(mg/L)\n甲,2024-03-05,0.5,3,30\n乙,2024-03-05,1.0,1,10\n丙,2024-03-05,1.2,1,10\n";
    let of = evaluation(text, &choices);
    let rows = report::source_rows(&of, &query()).unwrap();
    assert_eq!((rows.share_of_sources.as_str(), rows.share_of_water.as_str()), ("66.7", "85.83"));
    assert_eq!((rows.complying, rows.assessed, rows.without_volume), (2, 3, 0));
    assert_eq!(rows.rows[2].over.zh, "氨氮(0.2)");
    // COD does not count in a month and is shown beside; it counts in the means of a year.
    assert_eq!(rows.rows[0].verdict, "attained");
    let plan =
        WaterPlan { sources: of.plan().sources.clone(), all_as: Some(WaterUse::SurfaceSource), ..of.plan().clone() };
    let mut by_means = plan.clone();
    by_means.sources.over = envgrade::assess::SourceOver::Means;
    let of = of.replan(by_means);
    assert_eq!(of.source(S, Y).unwrap().verdict, Verdict::Exceeded);
    let told = report::explain_source(&of, S, Y).unwrap();
    assert!(told.title.zh.contains("化学需氧量(0.5)"), "{:?}", told.title);
    let csv = report::sources_table(&of, true);
    assert!(csv.iter().all(|row| row.len() == report::sources_head().len()));
}

#[test]
fn a_source_complies_when_every_month_does() {
    let mut choices = WaterChoices::default();
    choices.standards.water_as = "surface-source".into();
    let text = "点位名称,采样日期,氨氮(mg/L)\n甲,2024-03-05,0.5\n甲,2024-03-15,1.3\n甲,2024-04-05,1.2\n";
    let of = evaluation(text, &choices);
    let source = of.source(S, Y).unwrap();
    // March: (0.5 + 1.3) ÷ 2 = 0.9; the sample of the 15th alone exceeds.
    assert_eq!((source.counts.attained, source.counts.exceeded, source.verdict), (1, 1, Verdict::Exceeded));
    assert_eq!(source.samples[1].grade.verdict(), Verdict::Exceeded);
    assert_eq!(source.months[0].grade.verdict(), Verdict::Attained);
    assert_eq!((source.withdrawn, of.source_shares(Y).without_volume), (None, 1));
}
