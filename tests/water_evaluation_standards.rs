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
    let reports = read_bytes(FileId(0), "water.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
    let table = assessor.finish(sites).sample_table(&reports);
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
fn groundwater_has_the_limits_of_its_own_standard_as_objectives() {
    let text = "点位名称,样品类型,采样日期,氨氮(mg/L),苯(μg/L),pH\n甲,地下水,2024-01-05,0.6,9,8.6\n";
    let of = evaluation(text, &WaterChoices::default());
    let profiles = of.profiles(S, Y).unwrap();
    let index = profiles.ccme.unwrap();
    // Ammonia above 0.5 and pH above 8.5 fail; benzene keeps 10 µg/L.
    assert_eq!((index.failed_tests, index.tests, profiles.class), (2, 3, None));
    let told = report::explain_profiles(&of, S, Y).unwrap();
    assert_eq!(told.steps[0].clause, "GB/T 14848-2017");
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

/// Choices that read the water of every site as this.
fn all_as(water: &str) -> WaterChoices {
    let mut choices = WaterChoices::default();
    choices.standards.water_as = water.into();
    choices
}

#[test]
fn wells_are_graded_by_both_tables_from_a_file_with_one_item_a_column() {
    // Groundwater of water.md 9.10, with units in the headers; the water of the sites is said in the file.
    let text = "点位名称,样品类型,采样日期,总硬度(mg/L),氨氮(mg/L),锰(mg/L),氯化物(mg/L),四氯乙烯(μg/L),苯(μg/L),总α放射性(Bq/L),嗅和味,pH\n\
        甲,地下水,2024-05-01,420,0.35,0.16,,,,,无,7.2\n\
        乙,地下水,2024-05-01,,,,400,350,0.9,,无,7.2\n\
        丙,地下水,2024-05-01,,,,,,0.9,0.6,无,8.5\n\
        丁,地下水,2024-05-01,100,,,,,,,有,7.0\n\
        河,地表水,2024-05-01,100,,,,,,,,7.0\n";
    let of = evaluation(text, &WaterChoices::default());
    assert_eq!(of.wells().len(), 4);
    assert_eq!(of.sections(), [SiteId(4)]);
    let row = |site: u32| {
        let well = of.well(SiteId(site), Y).unwrap();
        let names: Vec<&str> = well.grade.deciding().iter().map(|item| item.name().zh).collect();
        (well.grade.class.unwrap(), names.join("、"), well.grade.evaluated())
    };
    assert_eq!(row(0), (Class::IV, "锰".into(), [5, 0]));
    assert_eq!(row(1), (Class::V, "氯化物、四氯乙烯".into(), [4, 1]));
    assert_eq!(row(2), (Class::IV, "总α放射性".into(), [4, 0]));
    assert_eq!(row(3), (Class::V, "嗅和味".into(), [3, 0]));
    let rows = report::well_rows(&of, &query()).unwrap();
    assert_eq!(rows.rows[2].inseparable[0].zh, "总α放射性");
    let value = |row: usize, key: &str| {
        let item = rows.rows[row].items.iter().find(|item| item.key == key).unwrap();
        (item.value.zh.clone(), item.unit.clone(), item.limit.clone(), item.multiple.clone())
    };
    assert_eq!(value(1, "benzene"), ("0.9".into(), "µg/L".into(), "10.0".into(), String::new()));
    assert_eq!(value(1, "tetrachloroethene"), ("350".into(), "µg/L".into(), "40.0".into(), "7.8".into()));
    assert!(report::further_issues(&of).issues.is_empty(), "{:?}", report::further_issues(&of));
    let told = report::explain_well(&of, SiteId(1), Y).unwrap();
    assert!(told.readings.iter().any(|reading| reading.text == "350" && reading.row == 3 && reading.column == 8));
}

#[test]
fn a_file_with_one_item_a_row_says_the_same() {
    let rows = [
        ("总硬度", "mg/L", "420"),
        ("氨氮", "mg/L", "0.35"),
        ("锰", "μg/L", "160"),
        ("色", "度", "5"),
        ("菌落总数", "CFU/mL", "90"),
    ];
    let line = |(item, unit, value): &(&str, &str, &str)| format!("甲,地下水,2024-05-01,{item},{unit},{value}\n");
    let head = "监测点位,样品类型,采样日期,检测项目,单位,检测结果\n";
    let text: String = std::iter::once(head.to_owned()).chain(rows.iter().map(line)).collect();
    let turned: String = std::iter::once(head.to_owned()).chain(rows.iter().rev().map(line)).collect();
    for text in [&text, &turned] {
        let of = evaluation(text, &WaterChoices::default());
        let well = of.well(S, Y).unwrap();
        assert_eq!(
            (well.grade.class, well.grade.evaluated()),
            (Some(Class::IV), [5, 0]),
            "{:?}",
            report::further_issues(&of)
        );
    }
    // A cell that cannot be read is said with its own row.
    let of = evaluation(&text.replace("160", "很多"), &WaterChoices::default());
    let issues = report::further_issues(&of).issues;
    assert_eq!((issues[0].code.as_str(), issues[0].places[0].row), ("not-a-number", 4));
    assert_eq!(of.well(S, Y).unwrap().grade.class, Some(Class::III));
}

#[test]
fn every_limit_of_tables_2_and_3_decides_from_a_file() {
    let vectors = vectors("gb3838_tables_2_3");
    for row in vectors.iter() {
        let (name, limit) = (row.get("item"), row.get("limit"));
        let limit: envgrade::quantity::Amount = limit.parse().unwrap();
        let (digits, decimals) = limit.parts();
        let above = envgrade::quantity::Amount::decimal(digits * 10 + 1, decimals + 1);
        let text = format!(
            "水源地,水源类型,采样日期,氨氮(mg/L),\"{name}(mg/L)\"\n甲,湖库型饮用水水源地,2024-05-01,0.5,{limit}\n乙,湖库型饮用水水源地,2024-05-01,0.5,{above}\n"
        );
        let of = evaluation(&text, &WaterChoices::default());
        assert_eq!(of.sources().len(), 2, "{name}");
        let source = |site| of.source(SiteId(site), Y).unwrap();
        let table: usize = row.get("table").parse().unwrap();
        let mut measured = [1, 0, 0];
        measured[table - 1] = 1;
        assert_eq!(source(0).whole.measured, measured, "{name}: {:?}", report::further_issues(&of));
        assert_eq!((source(0).verdict, source(1).verdict), (Verdict::Attained, Verdict::Exceeded), "{name}");
        let over = source(1).over(envgrade::assess::SourceOver::EveryMonth);
        assert_eq!(over.len(), 1, "{name}");
    }
    assert_eq!(vectors.iter().count(), 85);
}

#[test]
fn every_limit_of_gb_t_14848_decides_from_a_file() {
    let vectors = vectors("gb14848_tables");
    let mut graded = 0;
    for row in vectors.iter() {
        let (name, unit) = (row.get("item"), row.get("unit"));
        let Ok(limit) = row.get("III").parse::<envgrade::quantity::Amount>() else { continue };
        let (digits, decimals) = limit.parts();
        let above = envgrade::quantity::Amount::decimal(digits * 10 + 1, decimals + 1);
        let text = format!(
            "点位名称,样品类型,采样日期,监测项目,单位,监测值\n甲,地下水,2024-05-01,pH,,7\n乙,地下水,2024-05-01,pH,,7\n甲,地下水,2024-05-01,\"{name}\",{unit},{limit}\n乙,地下水,2024-05-01,\"{name}\",{unit},{above}\n"
        );
        let of = evaluation(&text, &WaterChoices::default());
        let class = |site| of.well(SiteId(site), Y).map(|well| well.grade.class.unwrap());
        assert!(class(0) <= Some(Class::III) && class(0).is_some(), "{name} {unit} {:?}", report::further_issues(&of));
        assert!(class(1) > Some(Class::III), "{name} {unit} {:?}", report::further_issues(&of));
        graded += 1;
    }
    assert_eq!(graded, 90); // All but pH, odour and visible matter.
}

#[test]
fn volumes_of_the_file_tell_the_water_that_complies() {
    let text = "水源地,水源类型,采样日期,氨氮(mg/L),取水量(万吨)\n甲,地表水水源地,2024-01-05,0.5,12.5\n甲,地表水水源地,2024-02-05,1.5,3.4\n乙,地表水水源地,2024-01-05,0.5,8.1\n";
    let of = evaluation(text, &WaterChoices::default());
    let rows = report::source_rows(&of, &query()).unwrap();
    // Of the first source only January complies: 12.5 + 8.1 of 24.0.
    assert_eq!((rows.share_of_sources.as_str(), rows.share_of_water.as_str()), ("50.0", "85.83"));
    assert_eq!((rows.rows[0].withdrawn.as_str(), rows.rows[0].complying.as_str()), ("15.9", "12.5"));
    let without = text.replace("3.4", "");
    let rows = report::source_rows(&evaluation(&without, &WaterChoices::default()), &query()).unwrap();
    assert_eq!((rows.share_of_water.as_str(), rows.without_volume), ("", 1));
}

#[test]
fn groundwater_sources_are_held_against_class_three() {
    let text = "水源地,水源类型,采样日期,氨氮(mg/L),铁(mg/L),总硬度(mg/L)\n甲,地下水型饮用水水源地,2024-05-01,0.4,0.3,450\n乙,地下水型饮用水水源地,2024-05-01,0.4,0.36,450\n";
    let of = evaluation(text, &WaterChoices::default());
    assert!(of.wells().is_empty());
    let rows = report::source_rows(&of, &query()).unwrap();
    assert_eq!((rows.rows[0].verdict.as_str(), rows.rows[1].verdict.as_str()), ("attained", "exceeded"));
    assert_eq!(
        (rows.rows[1].over.zh.as_str(), rows.rows[1].monthly_items, rows.rows[1].yearly_items),
        ("铁(0.2)", 39, 93)
    );
    assert_eq!(rows.rows[0].measured, [3, 0]);
}

#[test]
fn own_limits_reach_further_items() {
    let mut choices = all_as("surface");
    choices.standards.limits = "项目,限值,单位\n总α放射性,≤0.5,Bq/L\n铁,≤300,μg/L\n".into();
    let of = evaluation("断面名称,采样日期,铁(mg/L),总α放射性(Bq/L)\n甲,2024-05-01,0.45,0.4\n", &choices);
    let period = of.own(S, Y).unwrap();
    assert_eq!((period.limits[0].attained, period.limits[1].exceeded), (1, 1));
    assert_eq!(period.limits[1].worst.map(|times| times.to_string()).as_deref(), Some("0.5"));
    assert_eq!(period.means.verdict, Verdict::Exceeded);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn text(values: &[(u32, u32)], worse: u32) -> String {
        let head = "点位名称,样品类型,采样日期,氨氮(mg/L),铁(mg/L)\n".to_owned();
        let line = |(at, (ammonia, iron)): (usize, &(u32, u32))| {
            format!(
                "甲,地下水,2024-{:02}-01,0.{ammonia:03},{}.{:03}\n",
                at + 1,
                (iron + worse) / 1000,
                (iron + worse) % 1000
            )
        };
        std::iter::once(head).chain(values.iter().enumerate().map(line)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_worse_reading_never_improves_a_class(values in prop::collection::vec((0_u32..900, 0_u32..3000), 1..6), worse in 0_u32..3000) {
            for rule in ["worst", "latest", "mean"] {
                let mut choices = WaterChoices::default();
                choices.standards.well_class = rule.into();
                let class = |text: &str| evaluation(text, &choices).well(S, Y).unwrap().grade.class;
                prop_assert!(class(&text(&values, worse)) >= class(&text(&values, 0)));
            }
        }

        #[test]
        fn the_order_of_rows_changes_nothing(values in prop::collection::vec((0_u32..900, 0_u32..3000), 1..6)) {
            let forward = text(&values, 0);
            let mut lines: Vec<&str> = forward.lines().skip(1).collect();
            lines.reverse();
            let backward = format!("{}\n{}\n", forward.lines().next().unwrap(), lines.join("\n"));
            for water in ["", "groundwater-source"] {
                let mut choices = all_as(water);
                choices.standards.well_class = "mean".into();
                choices.standards.limits = "铁,0.3,mg/L,≤\n氨氮,0.5,mg/L,≤\n".into();
                choices.standards.objectives = "own".into();
                let (one, other) = (evaluation(&forward, &choices), evaluation(&backward, &choices));
                prop_assert_eq!(one.well(S, Y).map(|well| well.grade), other.well(S, Y).map(|well| well.grade));
                prop_assert_eq!(one.source(S, Y).map(|source| source.whole.grade), other.source(S, Y).map(|source| source.whole.grade));
                prop_assert_eq!(one.own(S, Y).map(|own| own.means), other.own(S, Y).map(|own| own.means));
                prop_assert_eq!(one.profiles(S, Y).map(|all| all.ccme), other.profiles(S, Y).map(|all| all.ccme));
            }
        }
    }
}

#[test]
fn a_row_lists_its_latest_samples_with_their_numbers() {
    let day = |at: u32| Y.first().plus_days(i32::try_from(at).unwrap());
    let line = |at: u32| format!("甲,地下水,{},0.{:02}\n", day(at), at % 40);
    let text: String =
        std::iter::once("点位名称,样品类型,采样日期,氨氮(mg/L)\n".to_owned()).chain((0..250).map(line)).collect();
    let mut choices = WaterChoices::default();
    choices.standards.limits = "氨氮,0.1,mg/L,≤\n".into();
    let of = evaluation(&text, &choices);
    let wells = report::well_rows(&of, &query()).unwrap();
    let own = report::own_rows(&of, &query()).unwrap();
    for (all, samples) in
        [(wells.rows[0].all_samples, &wells.rows[0].samples), (own.rows[0].all_samples, &own.rows[0].samples)]
    {
        assert_eq!((all, samples.len(), samples[0].number, samples[199].number), (250, 200, Some(50), Some(249)));
        for sample in samples {
            let told = report::explain_own_sample(&of, S, sample.number.unwrap()).unwrap();
            assert!(told.place.zh.ends_with(&sample.when), "{} {}", told.place.zh, sample.when);
        }
    }
}
