//! Rivers, basins and regions, two periods, and trends, from a file to the result.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::assess::{
    Assessor, ChangeBasis, ChangePlan, Direction, Group, GroupBy, GroupPlan, LakePoints, SampleTable, Spans, TrendPlan,
    WaterEvaluation, WaterPlan, WaterTrendItem, water_trend,
};
use envgrade::calendar::{Span, SpanKind};
use envgrade::grade::Class;
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::observation::{FileId, SiteId, SiteTable};
use envgrade::parameter::Parameter;
use envgrade::plan::Plan;
use envgrade::report::water_evaluation as report;
use envgrade::report::water_evaluation::along::{RiverQuery, explain_river, river, river_head, river_table};
use envgrade::report::water_evaluation::changes::{
    WaterChangeQuery, explain_water_change, water_changes, water_changes_head, water_changes_table,
};
use envgrade::report::water_evaluation::groups::{
    BackgroundChoice, BasinChoices, GroupQuery, choose_basins, explain_group, groups, groups_head, groups_table,
};
use envgrade::report::water_evaluation::trends::{
    WaterTrendQuery, explain_water_trend, water_trends, water_trends_head, water_trends_table,
};
use envgrade::statistics::trend::{Level, Trend};
use envgrade::trace::{Off, Steps};
use envgrade::water::change::{Change, Matched};
use envgrade::water::multiple;
use envgrade::water::region::{self, Basis, Denominator};
use envgrade::water::share::State;
use proptest::prelude::*;
use tables::table;

fn samples(text: &str) -> SampleTable {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
    let options = ReadOptions::default();
    let reports = read_bytes(FileId(0), "water.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
    let table = assessor.finish(sites).sample_table(&reports);
    SampleTable::from_bytes(&table.to_bytes()).unwrap_or_else(|bad| panic!("{bad}"))
}

fn evaluation(text: &str, plan: WaterPlan) -> WaterEvaluation {
    WaterEvaluation::new(samples(text), plan)
}

fn monthly() -> WaterPlan {
    WaterPlan { spans: Spans::Each(SpanKind::Month), ..WaterPlan::default() }
}

fn only(of: &WaterEvaluation, by: GroupBy) -> Group {
    let groups = of.groups(by);
    assert_eq!((groups.groups.len(), groups.ungrouped.len()), (1, 0));
    groups.groups.into_iter().next().unwrap()
}

const MAY: &str = "2024-05";

fn span(text: &str) -> Span {
    Span::parse(text).unwrap()
}

/// Total phosphorus of a river section of this class.
fn phosphorus(class: Class) -> &'static str {
    ["0.01", "0.05", "0.2", "0.3", "0.4", "0.41"][usize::from(class.number()) - 1]
}

/// One row a section in a month: so many of Ⅲ, of 劣Ⅴ, and the rest of Ⅳ.
fn rows(good: usize, worst: usize, sections: usize, month: &str) -> String {
    let class = |at: usize| match at {
        at if at < good => Class::III,
        at if at < good + worst => Class::WorseThanV,
        _ => Class::IV,
    };
    (0..sections).map(|at| format!("断面{at},黄河,{month}-05,{}\n", phosphorus(class(at)))).collect()
}

const HEAD: &str = "断面名称,流域,采样日期,总磷(mg/L)\n";

#[test]
fn the_state_of_a_basin_by_its_shares() {
    for row in table("basin_states").iter() {
        let number = |name: &str| row.get(name).parse::<usize>().unwrap();
        let (good, worst, sections) = (number("good"), number("worst"), number("sections"));
        if row.get("state") == "-" {
            continue;
        }
        let of = evaluation(&format!("{HEAD}{}", rows(good, worst, sections, MAY)), monthly());
        let basin = of.group(&only(&of, GroupBy::Basin), span(MAY)).unwrap();
        let state = basin.plain.region.state().map(|state| state.zh);
        assert_eq!(state, Some(row.get("state")), "{good} {worst} {sections}");
        let Basis::Shares { state, .. } = &basin.plain.region.basis else { panic!("by shares") };
        assert_eq!(state.unclear, row.get("unclear") == "unclear");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// The boundaries of the rule stand on exact fractions, whatever the number of sections.
    #[test]
    fn shares_are_compared_as_fractions(times in 1_usize..9, less in 0_usize..2) {
        let state = |good: usize, worst: usize, sections: usize| {
            let of = evaluation(&format!("{HEAD}{}", rows(good, worst, sections, MAY)), monthly());
            of.group(&only(&of, GroupBy::All), span(MAY)).and_then(|basin| basin.plain.region.level())
        };
        let twenty = 20 * times;
        prop_assert_eq!(state(18 * times - less, 0, twenty), Some([State::Excellent, State::Good][less]));
        prop_assert_eq!(state(15 * times - less, 0, twenty), Some([State::Good, State::Lightly][less]));
        prop_assert_eq!(state(10 * times, 4 * times - less, twenty), Some([State::Moderately, State::Lightly][less]));
        prop_assert_eq!(state(12 * times, 8 * times - less, twenty), Some([State::Heavily, State::Moderately][less]));
    }

    /// The order of rows does not matter, and a worse reading never makes a basin better.
    #[test]
    fn order_is_irrelevant_and_worse_is_not_better(
        hundredths in prop::collection::vec(1_u32..60, 5..12), at in 0_usize..5, more in 1_u32..40
    ) {
        let row = |(at, value): (usize, &u32)| format!("断面{at},黄河,{MAY}-05,0.{value:02}\n");
        let rows: Vec<String> = hundredths.iter().enumerate().map(row).collect();
        let level = |rows: &[String]| {
            let of = evaluation(&format!("{HEAD}{}", rows.concat()), monthly());
            of.group(&only(&of, GroupBy::Basin), span(MAY)).map(|basin| {
                (basin.plain.region.level(), basin.plain.region.sections, region_main(&basin.plain.region.basis))
            })
        };
        let plain = level(&rows);
        let reversed: Vec<String> = rows.iter().rev().cloned().collect();
        prop_assert_eq!(&plain, &level(&reversed));
        let mut worse = hundredths.clone();
        worse[at] += more;
        let worse: Vec<String> = worse.iter().enumerate().map(row).collect();
        prop_assert!(level(&worse).map(|found| found.0) >= plain.map(|found| found.0));
    }
}

fn region_main(basis: &Basis) -> String {
    match basis {
        Basis::Shares { main, .. } => region::text(main).zh,
        Basis::Means { main, .. } => multiple::text(main).zh,
        Basis::Nothing => String::new(),
    }
}

/// water.md §9.5: 24 sections.
fn twenty_four(month: &str) -> String {
    let mut text = String::from("断面名称,流域,水质目标,采样日期,总磷(mg/L),氨氮(mg/L),化学需氧量(mg/L)\n");
    for at in 0..24 {
        // Ⅰ 2, Ⅱ 9, Ⅲ 6, Ⅳ 4, Ⅴ 2, 劣Ⅴ 1; phosphorus in all seven of the last, ammonia in five, COD in four.
        let class = match at {
            0..2 => Class::I,
            2..11 => Class::II,
            11..17 => Class::III,
            17..21 => Class::IV,
            21..23 => Class::V,
            _ => Class::WorseThanV,
        };
        let (ammonia, cod) = (if at >= 19 { "1.2" } else { "0.1" }, if at >= 20 { "22" } else { "12" });
        let target = if at < 20 { "Ⅲ" } else { "Ⅳ" };
        text.push_str(&format!("断面{at},湟水流域,{target},{month}-05,{},{ammonia},{cod}\n", phosphorus(class)));
    }
    text
}

#[test]
fn a_basin_of_24_sections() {
    let of = evaluation(&twenty_four(MAY), monthly());
    let group = only(&of, GroupBy::Basin);
    let mut steps = Steps::default();
    let basin = of.group_traced(&group, span(MAY), &mut steps).unwrap();
    let sections = &basin.plain.region.sections;
    let shares: Vec<_> = Class::ALL.into_iter().map(|class| format!("{:.1}", sections.share(class).unwrap())).collect();
    assert_eq!(shares, ["8.3", "37.5", "25.0", "16.7", "8.3", "4.2"]);
    assert_eq!(format!("{:.1}", sections.share_good().unwrap()), "70.8");
    assert_eq!(basin.plain.region.level(), Some(State::Lightly));
    assert_eq!(region_main(&basin.plain.region.basis), "总磷(29.2%)、氨氮(20.8%)、化学需氧量(16.7%)");
    // Against the targets: three of 17 to 19 with Ⅲ fail, three of 20 to 23 with Ⅳ do.
    let targets = &basin.plain.targets;
    assert_eq!((targets.attained, targets.evaluated), (18, 24));
    let worst = targets.results.iter().find(|result| result.place == SiteId(23)).unwrap();
    // (0.41 − 0.3) ÷ 0.3, not the multiple of the limit of Ⅲ.
    assert_eq!(multiple::text(&worst.over).zh, "总磷(0.4)");
    assert_eq!(multiple::text(&basin.sections[23].judged.main).zh, "总磷(1.0)、氨氮(0.2)、化学需氧量(0.1)");
    let told: Vec<String> = steps.0.iter().map(|step| step.formula.clone()).collect();
    assert!(told.iter().any(|formula| formula.contains("17 ÷ 24 → 70.8 %")), "{told:?}");
    assert!(told.iter().any(|formula| formula.contains("18 ÷ 24 → 75.0 %")), "{told:?}");
}

#[test]
fn three_sections_are_averaged() {
    let text = "断面名称,流域,采样日期,高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L),溶解氧(mg/L)\n\
        甲,湟水,2024-05-05,4.2,0.62,0.12,6.3\n乙,湟水,2024-05-05,6.9,1.44,0.24,4.8\n丙,湟水,2024-05-05,5.1,1.31,0.21,5.2\n";
    let of = evaluation(text, monthly());
    let river = of.group(&only(&of, GroupBy::Basin), span(MAY)).unwrap();
    let Basis::Means { means, grade, main } = &river.plain.region.basis else { panic!("fewer than five") };
    let mean = |item| means.iter().find(|mean| mean.0 == item).unwrap().1.number().unwrap().round(4).to_string();
    assert_eq!(
        [Parameter::CodMn, Parameter::AmmoniaN, Parameter::Tp, Parameter::Do].map(mean),
        ["5.4", "1.1233", "0.19", "5.4333"]
    );
    assert_eq!(grade.class, Some(Class::IV));
    assert_eq!(multiple::text(main).zh, "氨氮(0.1)");
    let classes: Vec<_> = river.plain.region.grades.iter().map(|(_, grade)| grade.class.unwrap()).collect();
    assert_eq!(classes, [Class::III, Class::IV, Class::IV]);
}

#[test]
fn sections_without_data_are_listed_and_in_no_share() {
    let mut text = String::from("断面名称,流域,监测时间,总磷(mg/L),站点情况\n");
    for at in 0..6 {
        text.push_str(&format!("断面{at},黄河,2024-04-05 08:00,0.05,正常\n"));
    }
    // In May one is suspended and one has no row at all.
    for at in 0..5 {
        let state = if at == 0 { "停运" } else { "正常" };
        text.push_str(&format!("断面{at},黄河,2024-05-05 08:00,0.05,{state}\n"));
    }
    let of = evaluation(&text, monthly());
    let group = only(&of, GroupBy::Basin);
    assert_eq!(of.group(&group, span("2024-04")).unwrap().plain.region.sections.count(), 6);
    let may = of.group(&group, span(MAY)).unwrap();
    assert_eq!(may.not_monitored, [SiteId(5)]);
    assert_eq!(may.fallen().map(|(site, why)| (site, why.key())).collect::<Vec<_>>(), [(SiteId(0), "suspended")]);
    assert_eq!(may.plain.region.sections.count(), 4);
    assert!(matches!(may.plain.region.basis, Basis::Means { .. }));
    assert!(of.group(&group, span("2024-06")).is_none());
}

#[test]
fn natural_background_is_shown_with_and_without() {
    let mut text = String::from("断面名称,流域,采样日期,总磷(mg/L),氟化物(mg/L)\n");
    for at in 0..5 {
        let fluoride = if at == 0 { "1.8" } else { "0.4" };
        text.push_str(&format!("断面{at},西北诸河,2024-05-05,0.05,{fluoride}\n"));
    }
    let plan = WaterPlan {
        groups: GroupPlan {
            background: vec![("断面0".into(), Parameter::Fluoride), ("没有".into(), Parameter::Ph)],
            ..GroupPlan::default()
        },
        ..monthly()
    };
    let of = evaluation(&text, plan);
    let group = only(&of, GroupBy::Basin);
    let basin = of.group(&group, span(MAY)).unwrap();
    assert_eq!(basin.plain.region.sections.of(Class::WorseThanV), 1);
    assert_eq!(basin.plain.region.level(), Some(State::Good));
    let deducted = basin.deducted.as_ref().unwrap();
    assert_eq!((deducted.region.sections.of(Class::WorseThanV), deducted.region.sections.good()), (0, 5));
    assert_eq!(deducted.region.level(), Some(State::Excellent));
    let mut steps = Steps::default();
    of.group_deducted_traced(&group, span(MAY), &mut steps).unwrap();
    assert!(steps.0.iter().any(|step| step.formula.contains("断面0 F")));
    // Nothing is deducted where nothing was named.
    let of = of.replan(monthly());
    assert!(of.group(&group, span(MAY)).unwrap().deducted.is_none());
}

#[test]
fn points_of_lakes_count_where_that_is_chosen() {
    let mut text = String::from("断面名称,流域,水体类型,采样日期,总磷(mg/L)\n");
    for at in 0..5 {
        text.push_str(&format!("断面{at},黄河,河流,2024-05-05,0.05\n"));
    }
    // 0.06 is class Ⅱ of a river and Ⅳ of a lake.
    text.push_str("龙羊峡,黄河,水库,2024-05-05,0.06\n");
    let of = evaluation(&text, monthly());
    let count = |of: &WaterEvaluation| {
        let basin = of.group(&only(of, GroupBy::Basin), span(MAY)).unwrap();
        (basin.plain.region.sections.count(), basin.plain.region.sections.good())
    };
    assert_eq!(count(&of), (5, 5));
    let groups = GroupPlan { lake_points: LakePoints::Counted, ..GroupPlan::default() };
    let of = of.replan(WaterPlan { groups, ..monthly() });
    assert_eq!(count(&of), (6, 5));
}

#[test]
fn the_denominator_of_exceedance_rates_is_a_choice() {
    let mut text = String::from("断面名称,流域,采样日期,总磷(mg/L),石油类(mg/L)\n");
    for at in 0..10 {
        let oil = ["0.2", "0.01", "--", "--", "--"][at % 5];
        text.push_str(&format!("断面{at},黄河,2024-05-05,{},{oil}\n", if at < 3 { "0.25" } else { "0.05" }));
    }
    let of = evaluation(&text, monthly());
    let main =
        |of: &WaterEvaluation| region_main(&of.group(&only(of, GroupBy::All), span(MAY)).unwrap().plain.region.basis);
    assert_eq!(main(&of), "总磷(30.0%)、石油类(20.0%)");
    let groups = GroupPlan { denominator: Denominator::SectionsWithItem, ..GroupPlan::default() };
    assert_eq!(main(&of.replan(WaterPlan { groups, ..monthly() })), "石油类(50.0%)、总磷(30.0%)");
}

#[test]
fn changes_by_shares() {
    for row in table("water_changes").iter() {
        let tenths = |name: &str| (row.get(name).parse::<f64>().unwrap() * 10.0).round() as usize;
        let text = format!(
            "{HEAD}{}{}",
            rows(tenths("good_before"), tenths("worst_before"), 1000, "2023-05"),
            rows(tenths("good_now"), tenths("worst_now"), 1000, MAY)
        );
        let of = evaluation(&text, monthly());
        let now = span(MAY);
        let change = of.change(&only(&of, GroupBy::All), now.a_year_before(), now).unwrap();
        let ChangeBasis::Shares(shares) = &change.basis else { panic!("by shares") };
        assert_eq!(shares.change.words().zh, row.get("change"), "{:?}", row.cells);
        assert_eq!(shares.difference.nearly(3), row.get("difference"));
        assert!(change.same_months() && change.pairs.comparable());
    }
}

#[test]
fn changes_by_state() {
    for row in table("state_changes").iter() {
        let of = |name: &str| phosphorus(Class::read(row.get(name)).unwrap());
        let text = format!("{HEAD}甲,黄河,2023-05-05,{}\n甲,黄河,2024-05-05,{}\n", of("before"), of("now"));
        let of = evaluation(&text, monthly());
        let change = of.change(&only(&of, GroupBy::All), span("2023-05"), span(MAY)).unwrap();
        assert_eq!(change.basis.change().map(|change| change.words().zh), Some(row.get("change")));
        assert!(matches!(change.basis, ChangeBasis::State { .. }));
        assert_eq!(change.sections[0].change, change.basis.change());
    }
}

#[test]
fn only_common_sections_or_all() {
    // Five good ones stay, five bad ones vanish.
    let text = format!("{HEAD}{}{}", rows(5, 5, 10, "2023-05"), rows(5, 0, 5, MAY));
    let of = evaluation(&text, monthly());
    let group = only(&of, GroupBy::Basin);
    let change = |of: &WaterEvaluation| of.change(&group, span("2023-05"), span(MAY)).unwrap();
    let all = change(&of);
    assert_eq!(all.basis.change(), Some(Change::MarkedlyBetter));
    assert_eq!((all.pairs.common, all.pairs.gone, all.pairs.new), (5, 5, 0));
    assert_eq!(all.sections.iter().filter(|section| section.now.is_none()).count(), 5);
    let changes = ChangePlan { matched: Matched::Common, ..ChangePlan::default() };
    let common = change(&of.replan(WaterPlan { changes, ..monthly() }));
    assert_eq!(common.basis.change(), Some(Change::Unchanged));
    assert_eq!((common.before.plain.region.sections.count(), common.now.plain.region.sections.count()), (5, 5));
}

#[test]
fn a_part_of_a_year_is_not_a_year() {
    let mut text = String::from(HEAD);
    for month in 1..=12 {
        text.push_str(&format!("甲,黄河,2023-{month:02}-05,0.05\n"));
        if month <= 9 {
            text.push_str(&format!("甲,黄河,2024-{month:02}-05,0.05\n"));
        }
    }
    let of = evaluation(&text, WaterPlan::default());
    let change = of.change(&only(&of, GroupBy::All), Span::Year(2023), Span::Year(2024)).unwrap();
    assert!(!change.same_months());
    assert_eq!(change.months.each_ref().map(Vec::len), [12, 9]);
}

/// January to September, as bulletins have it: the mean of nine monthly means, against the same months a year before.
#[test]
fn whole_months_are_averaged_by_months() {
    let mut text = String::from("断面名称,流域,采样日期,氨氮(mg/L)\n");
    for year in [2023, 2024] {
        for month in 1..=if year == 2023 { 12 } else { 9 } {
            text.push_str(&format!("甲,黄河,{year}-{month:02}-05,0.2\n"));
        }
        // A month with many samples weighs no more than the others.
        text.push_str(&format!("甲,黄河,{year}-03-06,2\n甲,黄河,{year}-03-07,2\n"));
    }
    let nine = span("2024-01-01..2024-09-30");
    let of = evaluation(&text, WaterPlan { spans: Spans::Of(vec![nine]), ..WaterPlan::default() });
    let mean = of.means(SiteId(0), nine, &mut Off)[0].reading.number().unwrap();
    // (8 × 0.2 + 1.4) ÷ 9
    assert_eq!(mean.round(6).to_string(), "0.333333");
    assert_eq!(
        of.means(SiteId(0), span("2024-01-01..2024-03-31"), &mut Off),
        of.means(SiteId(0), span("2024-Q1"), &mut Off)
    );
    // Days that cut a month are those of the samples.
    let cut = of.means(SiteId(0), span("2024-01-02..2024-03-31"), &mut Off)[0].reading.number().unwrap();
    assert_eq!(cut.to_string(), "0.92");
    let change = of.change(&only(&of, GroupBy::All), nine.a_year_before(), nine).unwrap();
    assert!(change.same_months());
    assert_eq!(change.months.each_ref().map(Vec::len), [9, 9]);
}

#[test]
fn sections_along_a_river() {
    let text = "断面名称,流域,采样日期,氨氮(mg/L),总磷(mg/L),站点情况\n\
        源头,湟水,2024-05-05,0.1,0.02,\n中游,湟水,2024-05-05,0.1,0.02,停运\n桥,湟水,2024-05-05,1.2,0.04,\n口,湟水,2024-05-05,0.6,0.05,\n";
    let of = evaluation(text, monthly());
    let river = of.along(&only(&of, GroupBy::Basin), span(MAY)).unwrap();
    assert_eq!(river.without, [SiteId(1)]);
    assert_eq!(river.reaches.len(), 2);
    assert_eq!((river.reaches[0].from, river.reaches[0].to), (SiteId(0), SiteId(2)));
    assert_eq!(river.reaches[0].worse.iter().collect::<Vec<_>>(), [Parameter::AmmoniaN, Parameter::Tp]);
    assert_eq!(river.reaches[1].better.iter().collect::<Vec<_>>(), [Parameter::AmmoniaN]);
    assert_eq!(river.reaches[0].change, Some(Change::MarkedlyWorse));
}

#[test]
fn trends_of_annual_means() {
    for row in table("spearman").iter() {
        let Some(rule) = row.get("rule").strip_prefix("water") else { continue };
        let mut text = String::from("断面名称,流域,采样日期,高锰酸盐指数(mg/L)\n");
        for (year, value) in (2001..).zip(row.get("series").split_whitespace()) {
            for month in 1..=8 {
                text.push_str(&format!("甲,黄河,{year}-{month:02}-05,{value}\n"));
            }
        }
        let of = evaluation(&text, WaterPlan::default());
        let level = if rule.contains("0.01") { Level::OnePerCent } else { Level::FivePerCent };
        let choices = TrendPlan { level, ..TrendPlan::default() };
        let item = WaterTrendItem::Mean(Parameter::CodMn);
        let group = only(&of, GroupBy::Basin);
        for series in [of.series(SiteId(0)), of.group_series(&group)] {
            let trend = water_trend(&series, item, choices, &mut Off);
            assert_eq!(trend.spearman.trend.key(), row.get("trend"), "{:?}", row.cells);
            assert_eq!(trend.spearman.squares.to_string(), row.get("squares"));
            assert_eq!(format!("{:.3}", trend.spearman.coefficient.unwrap()), row.get("coefficient"));
        }
    }
}

#[test]
fn years_with_too_few_months_take_no_part() {
    let mut text = String::from(HEAD);
    for year in 2018..=2024 {
        let months = if year == 2024 { 3 } else { 12 };
        for month in 1..=months {
            text.push_str(&format!("甲,黄河,{year}-{month:02}-05,0.{:02}\n", 30 + 2018 - year));
        }
    }
    let of = evaluation(&text, WaterPlan::default());
    let trend = water_trend(&of.series(SiteId(0)), WaterTrendItem::Mean(Parameter::Tp), TrendPlan::default(), &mut Off);
    assert_eq!(trend.values.len(), 6);
    assert_eq!(trend.left_out.iter().map(|left| left.0).collect::<Vec<_>>(), [Span::Year(2024)]);
    assert_eq!(trend.spearman.trend, Trend::Falling);
    assert_eq!(trend.theil_sen.unwrap().slope.to_string(), "-0.01");
    assert_eq!(trend.item.meaning(trend.spearman.trend).map(|words| words.zh), Some("好转"));
}

#[test]
fn the_share_of_a_group_and_seasons_have_trends() {
    let mut text = String::from(HEAD);
    for year in 2019..=2024 {
        for month in [1, 7] {
            let good = usize::try_from(year - 2019).unwrap() + 2;
            text.push_str(&rows(good, 0, 10, &format!("{year}-{month:02}")));
        }
    }
    let of = evaluation(&text, monthly());
    let group = only(&of, GroupBy::Basin);
    let trend = water_trend(&of.group_series(&group), WaterTrendItem::ShareGood, TrendPlan::default(), &mut Off);
    assert_eq!(
        trend.values.iter().map(|value| value.value.to_string()).take(3).collect::<Vec<_>>(),
        ["20", "20", "30"]
    );
    assert_eq!(trend.spearman.trend, Trend::Rising);
    assert_eq!(trend.seasonal.map(|test| (test.seasons, test.score)), Some((2, 30)));
    assert_eq!(trend.seasonal_slope.map(|(slope, pairs)| (slope.to_string(), pairs)), Some(("10".into(), 30)));
    assert_eq!(trend.item.meaning(trend.spearman.trend).map(|words| words.en), Some("better"));
    // Oxygen is better when it rises; of pH neither can be said.
    assert_eq!(WaterTrendItem::Mean(Parameter::Do).direction(), Direction::MoreIsBetter);
    assert_eq!(WaterTrendItem::Mean(Parameter::Ph).meaning(Trend::Rising), None);
}

// What is said of it.

fn basins(of: &WaterEvaluation, span: &str) -> envgrade::report::water_evaluation::groups::GroupsView {
    groups(of, &GroupQuery { by: "basin".into(), span: span.into() }).unwrap()
}

#[test]
fn a_basin_as_a_bulletin_says_it() {
    let of = evaluation(&twenty_four(MAY), monthly());
    let view = basins(&of, MAY);
    assert_eq!(
        view.finding.zh,
        "2024 年 5 月，湟水流域 24 个断面中，Ⅰ～Ⅲ类 17 个，占 70.8%；劣Ⅴ类 1 个，占 4.2%；轻度污染，\
         主要污染指标为总磷(29.2%)、氨氮(20.8%)、化学需氧量(16.7%)；有目标的 24 个断面中达标 18 个，达标率 75.0%。"
    );
    assert!(view.finding.en.contains("of 24 sections 17 are of class I to III (70.8 %)"), "{}", view.finding.en);
    let numbers = &view.rows[0].plain;
    assert_eq!((numbers.basis.as_str(), numbers.class, numbers.level), ("shares", None, Some(3)));
    assert_eq!(numbers.off_target.len(), 6);
    let explained = explain_group(&of, GroupBy::Basin, 0, span(MAY), false).unwrap();
    assert_eq!(explained.readings.len(), 24);
    assert!(explained.steps.iter().any(|step| step.formula.contains("17 ÷ 24")));
    assert!(explain_group(&of, GroupBy::Basin, 0, span(MAY), true).is_none());
    assert!(explain_group(&of, GroupBy::Basin, 1, span(MAY), false).is_none());
    for row in groups_table(&view, true) {
        assert_eq!(row.len(), groups_head().len());
    }
}

#[test]
fn dry_and_frozen_sections_say_why_they_are_in_no_share() {
    let mut text = String::from("断面名称,流域,监测时间,总磷(mg/L),站点情况\n");
    for at in 0..5 {
        text.push_str(&format!("断面{at},黄河,2024-01-05 08:00,0.05,正常\n"));
    }
    text.push_str(
        "断面5,黄河,2024-01-05 08:00,断流,\n断面6,黄河,2024-01-05 08:00,0.05,冰封\n断面7,黄河,2024-02-05 08:00,0.05,\n",
    );
    let of = evaluation(&text, monthly());
    let row = &basins(&of, "2024-01").rows[0];
    assert_eq!((row.members, row.plain.evaluated), (8, 5));
    let why: Vec<_> = row.left_out.iter().map(|left| (left.name.as_str(), left.why.zh.as_str())).collect();
    assert_eq!(why[0], ("断面7", "该时段没有监测数据"));
    assert_eq!(why[1], ("断面5", "断流、冰封等，未采样"));
    assert!(why[2].0 == "断面6" && why[2].1.ends_with("：冰封"), "{why:?}");
}

#[test]
fn one_source_cell_changes_the_sentence() {
    let text = twenty_four(MAY);
    let better = text.replace("断面23,湟水流域,Ⅳ,2024-05-05,0.41", "断面23,湟水流域,Ⅳ,2024-05-05,0.4");
    let of = evaluation(&better, monthly());
    assert!(basins(&of, MAY).finding.zh.contains("劣Ⅴ类 0 个，占 0.0%"));
}

#[test]
fn few_sections_and_background_are_said() {
    let text = "断面名称,流域,采样日期,氨氮(mg/L),氟化物(mg/L)\n\
        甲,湟水,2024-05-05,0.62,0.3\n乙,湟水,2024-05-05,1.44,0.3\n丙,湟水,2024-05-05,1.31,2.0\n丁,湟水,2024-04-05,0.1,0.3\n";
    let mut plan = monthly();
    let background = vec![BackgroundChoice { section: "丙".into(), item: "氟化物".into() }];
    choose_basins(&mut plan, &BasinChoices { background, ..BasinChoices::default() }).unwrap();
    let of = evaluation(text, plan);
    let view = basins(&of, MAY);
    assert_eq!(
        view.finding.zh,
        "2024 年 5 月，湟水 3 个断面：Ⅲ类 1 个、Ⅳ类 1 个、劣Ⅴ类 1 个；按断面均值评价为Ⅳ类，轻度污染，主要污染指标为氨氮(0.1)。\
         扣除自然背景后，Ⅰ～Ⅲ类 1 个，占 33.3%；劣Ⅴ类 0 个，占 0.0%；按断面均值评价为Ⅳ类，轻度污染，主要污染指标为氨氮(0.1)。\
         另有 1 个断面未监测或未评价，不参加统计。"
    );
    assert_eq!(view.rows[0].left_out[0].name, "丁");
    assert_eq!(view.rows[0].sections.iter().filter_map(|section| section.deducted).collect::<Vec<_>>(), [4]);
    assert!(explain_group(&of, GroupBy::Basin, 0, span(MAY), true).is_some());
    let table = groups_table(&view, false);
    assert_eq!(table.iter().map(|row| row[3].as_str()).collect::<Vec<_>>(), ["included", "deducted"]);
}

#[test]
fn changes_are_said_with_their_points_and_months() {
    let text = format!("{HEAD}{}{}", rows(10, 4, 20, "2023-05"), rows(14, 2, 20, MAY));
    let of = evaluation(&text, monthly());
    let query = WaterChangeQuery { by: "all".into(), now: MAY.into(), before: String::new() };
    let view = water_changes(&of, &query).unwrap();
    assert_eq!(
        view.finding.zh,
        "全部断面：2024 年 5 月与 2023 年 5 月相比，水质明显好转；Ⅰ～Ⅲ类断面比例上升 20.0 个百分点，\
         劣Ⅴ类下降 10.0 个百分点；共有的 20 个断面中变好 4 个、变差 2 个。"
    );
    let row = &view.rows[0];
    assert_eq!(
        (row.good_points.as_str(), row.worst_points.as_str(), row.direction.as_str()),
        ("+20.0", "-10.0", "better")
    );
    for row in water_changes_table(&view, false) {
        assert_eq!(row.len(), water_changes_head().len());
    }
    let explained = explain_water_change(&of, GroupBy::All, 0, (span("2023-05"), span(MAY))).unwrap();
    assert!(explained.steps.iter().any(|step| step.formula.contains("ΔG − ΔD = 30")), "{:?}", explained.steps);
}

#[test]
fn rivers_and_trends_are_said() {
    let mut text = String::from("断面名称,流域,采样日期,氨氮(mg/L),溶解氧(mg/L)\n");
    for year in 2019..=2024 {
        for month in 1..=12 {
            let worse = 2024 - year;
            text.push_str(&format!("上,湟水,{year}-{month:02}-05,0.1{worse},{}\n", 80 - worse));
            text.push_str(&format!("下,湟水,{year}-{month:02}-05,1.1{worse},6.{}\n", 9 - worse));
        }
    }
    let of = evaluation(&text.replace(",80", ",8.0").replace(",7", ",7."), WaterPlan::default());
    let query = RiverQuery { by: "basin".into(), number: 0, span: "2024".into() };
    let along = river(&of, &query).unwrap().unwrap();
    assert!(along.finding.zh.contains("1 个河段变差：上至下（溶解氧、氨氮）"), "{}", along.finding.zh);
    assert_eq!(along.items[1].limits, ["0.15", "0.5", "1.0", "1.5", "2.0"]);
    assert!(river_table(&along, true).iter().all(|row| row.len() == river_head(&along).len()));
    assert!(explain_river(&of, GroupBy::Basin, 0, Span::Year(2024)).unwrap().steps.len() > 1);
    for query in [
        WaterTrendQuery { site: Some(1), by: String::new(), number: 0 },
        WaterTrendQuery { site: None, by: "basin".into(), number: 0 },
    ] {
        let view = water_trends(&of, &query).unwrap().unwrap();
        assert!(
            view.finding.zh.contains("氨氮（好转）") && view.finding.zh.contains("溶解氧（好转）"),
            "{}",
            view.finding.zh
        );
        assert!(water_trends_table(&view, true).iter().all(|row| row.len() == water_trends_head().len()));
        let explained = explain_water_trend(&of, &query, "nh3n").unwrap().unwrap();
        assert!(explained.steps.iter().any(|step| step.formula.contains("Σd² = 70")), "{:?}", explained.steps);
    }
    assert!(water_trends(&of, &WaterTrendQuery { site: Some(9), by: String::new(), number: 0 }).unwrap().is_none());
}

#[test]
fn wrong_choices_are_named() {
    let wrong = |choices: BasinChoices| choose_basins(&mut WaterPlan::default(), &choices).unwrap_err();
    assert!(wrong(BasinChoices { denominator: "x".into(), ..BasinChoices::default() }).contains("denominator «x»"));
    let background = vec![BackgroundChoice { section: "甲".into(), item: "PM10".into() }];
    assert!(wrong(BasinChoices { background, ..BasinChoices::default() }).contains("not an item of water"));
    assert!(wrong(BasinChoices { some_points: "30".into(), ..BasinChoices::default() }).contains("marked_points"));
    let of = evaluation(&twenty_four(MAY), monthly());
    assert!(groups(&of, &GroupQuery { by: "planet".into(), span: String::new() }).is_err());
    assert!(groups(&of, &GroupQuery { by: String::new(), span: "soon".into() }).is_err());
    assert!(report::water_plan(&report::view::WaterChoices::default()).is_ok());
}

/// Rivers with the places of their sections, boundaries, and names that documents know.
const QINGHAI: &str = "断面名称,省份,流域,河流,上下游顺序,断面属性,采样日期,氨氮(mg/L),总磷(mg/L)\n\
    民和桥,青海省,黄河流域,湟水,3,省界（出境）,2024-05-05,1.2,0.15\n\
    金滩,青海省,黄河流域,湟水,1,控制断面,2024-05-05,0.1,0.02\n\
    扎马隆,青海省,黄河流域,湟水,2,控制断面,2024-05-05,0.6,0.05\n\
    大河家,青海省,黄河流域,黄河,1,出境断面,2024-05-05,0.1,0.02\n\
    润泽桥,青海省,黄河流域,北川河,,州界,2024-05-05,0.1,0.02\n";

#[test]
fn a_river_goes_from_its_source_to_its_mouth() {
    let of = evaluation(QINGHAI, monthly());
    let rivers = of.groups(GroupBy::River).groups;
    assert_eq!(rivers.iter().map(|river| river.name.as_str()).collect::<Vec<_>>(), ["湟水", "黄河", "北川河"]);
    let along = river(&of, &RiverQuery { by: "river".into(), number: 0, span: MAY.into() }).unwrap().unwrap();
    assert!(along.ordered);
    assert_eq!(along.sections.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["金滩", "扎马隆", "民和桥"]);
    assert!(along.finding.zh.contains("金滩Ⅰ类到民和桥Ⅳ类；2 个河段变差"), "{}", along.finding.zh);
    assert_eq!(of.groups(GroupBy::Basin).groups.len(), 1);
}

#[test]
fn boundary_sections_are_a_group_of_their_own() {
    let of = evaluation(QINGHAI, monthly());
    let query = GroupQuery { by: "boundary".into(), span: MAY.into() };
    let view = groups(&of, &query).unwrap();
    let names: Vec<_> = view.rows.iter().map(|row| (row.name.zh.as_str(), row.members)).collect();
    assert_eq!(names, [("出境断面", 2), ("市（州）界断面", 1)]);
    assert!(view.ungrouped.is_empty());
    assert_eq!(view.rows[0].plain.with_target, 0);
    assert!(view.notices.iter().any(|notice| notice.zh.contains("上游地区")));
    // The documented targets are taken when they are switched on, and those of a person are stronger.
    let mut plan = monthly();
    let choices = BasinChoices { documented_targets: "qinghai-outbound".into(), ..BasinChoices::default() };
    choose_basins(&mut plan, &choices).unwrap();
    let of = of.replan(plan.clone());
    let numbers = &groups(&of, &query).unwrap().rows[0].plain;
    assert_eq!((numbers.with_target, numbers.on_target), (2, 1));
    assert_eq!((numbers.off_target[0].name.as_str(), numbers.off_target[0].target), ("民和桥", 3));
    plan.targets.insert("民和桥".into(), Class::IV);
    assert_eq!(groups(&of.replan(plan), &query).unwrap().rows[0].plain.on_target, 2);
}
