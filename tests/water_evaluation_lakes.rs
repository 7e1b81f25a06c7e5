//! Lakes and reservoirs, ranked cities, function zones, black and odorous water and acid rain: from text files to results.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::assess::{
    Assessor, Enough, LakeCounts, LakePlan, Rounds, SampleTable, Spans, Thin, WaterEvaluation, WaterPlan, ZoneCounts,
    ZonePlan,
};
use envgrade::calendar::{Span, SpanKind};
use envgrade::grade::{Class, Verdict};
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::observation::{FileId, SiteTable};
use envgrade::parameter::Parameter;
use envgrade::plan::{Body, Plan};
use envgrade::quantity::Amount;
use envgrade::standard::tli::TrophicState;
use envgrade::trace::{Off, Steps};
use envgrade::water::change::Change;
use envgrade::water::cwqi::Weighting;
use envgrade::water::trophic::{Compared, TliChoices, Weights};
use proptest::prelude::*;
use tables::table;

fn evaluation(text: &str, plan: WaterPlan) -> WaterEvaluation {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
    let options = ReadOptions::default();
    let reports = read_bytes(FileId(0), "water.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
    let table = assessor.finish(sites).sample_table(&reports);
    WaterEvaluation::new(SampleTable::from_bytes(&table.to_bytes()).unwrap(), plan)
}

fn lake_counts(of: &WaterEvaluation) -> LakeCounts {
    let lakes: Vec<_> = (0..of.lakes().len()).filter_map(|lake| of.lake(lake, Y)).collect();
    LakeCounts::of_lakes(&lakes)
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn by_name() -> WaterPlan {
    WaterPlan { lakes: LakePlan { by_name: true, ..LakePlan::default() }, ..WaterPlan::default() }
}

const Y: Span = Span::Year(2024);

/// Total phosphorus of water.md §9.4: three months at one point, one sampling at the other.
const PHOSPHORUS: &str = "点位名称,水体类型,水质目标,采样日期,总磷(mg/L),总氮(mg/L)\n\
    甲湖-北,湖库,Ⅲ,2024-01-05,0.05,1.2\n甲湖-北,湖库,Ⅲ,2024-02-05,0.07,1.2\n甲湖-北,湖库,Ⅲ,2024-03-05,0.06,1.2\n\
    甲湖-南,湖库,Ⅱ,2024-01-05,0.03,1.2\n乙湖 大坝,湖库,,2024-01-05,0.06,\n";

#[test]
fn each_point_over_time_first_and_then_over_the_points() {
    let of = evaluation(PHOSPHORUS, by_name());
    let names: Vec<&str> = of.lakes().iter().map(|lake| lake.name.as_str()).collect();
    assert_eq!(names, ["甲湖", "乙湖"]);
    let lake = of.lake(0, Y).unwrap();
    assert_eq!(lake.mean(Parameter::Tp).unwrap().number(), Some(amount("0.045")));
    assert_eq!(lake.grade.grade.class, Some(Class::III)); // pooled, 0.0525 would be Ⅳ
    assert_eq!((lake.grade.nitrogen(), lake.grade.without_phosphorus), (Some(Class::IV), None));
    assert_eq!(lake.points.iter().map(|point| point.class).collect::<Vec<_>>(), [Some(Class::IV), Some(Class::III)]);
    // The strictest target of its points; January has (0.05 + 0.03) ÷ 2.
    assert_eq!(lake.target, Some((Class::II, Verdict::Exceeded)));
    assert_eq!(
        lake.months.iter().map(|month| month.class).collect::<Vec<_>>(),
        [Some(Class::III), Some(Class::IV), Some(Class::IV)]
    );
    assert_eq!(lake.months_on_target(), (0, 3));
    assert_eq!(lake.enough, Enough::No { months: 3, least: 8 });
    assert_eq!(envgrade::water::multiple::text(&lake.over_target).zh, "总磷(0.8)");
    // A5 of water.md §9.1: 0.06 is Ⅳ in a lake, 0.2 times over Ⅲ, and Ⅱ in a river.
    let other = of.lake(1, Y).unwrap();
    assert_eq!((other.grade.grade.class, other.target), (Some(Class::IV), None));
    assert_eq!(envgrade::water::multiple::text(&other.main).zh, "总磷(0.2)");
    let plan = LakePlan { river_type: vec!["乙湖".into()], ..by_name().lakes };
    let river = of.replan(WaterPlan { lakes: plan, ..WaterPlan::default() }).lake(1, Y).unwrap();
    assert_eq!((river.grade.grade.class, river.limits), (Some(Class::II), Body::River));
}

#[test]
fn points_are_lakes_of_their_own_unless_it_is_said_otherwise() {
    let of = evaluation(PHOSPHORUS, WaterPlan::default());
    assert_eq!(of.lakes().iter().map(|lake| lake.points.len()).collect::<Vec<_>>(), [1, 1, 1]);
    assert_eq!(of.lakes()[0].name, "甲湖-北");
    // A quarter needs two months: the second point has one.
    let thin = of.replan(WaterPlan { thin: Thin::NotEvaluated, ..WaterPlan::default() });
    let quarter = Span::Quarter(2024, 1);
    assert_eq!(thin.lake(0, quarter).unwrap().grade.grade.class, Some(Class::IV));
    let second = thin.lake(1, quarter).unwrap();
    assert_eq!((second.grade.grade.class, second.grade.tli.state), (None, None));
    assert_eq!(second.fallen.map(|why| why.key()), Some("too-few-months"));
}

fn indicators(cells: &tables::Row<'_>) -> String {
    let header = "点位名称,水体类型,采样日期,叶绿素a(mg/m3),总磷(mg/L),总氮(mg/L),透明度(cm),高锰酸盐指数(mg/L)\n";
    let metres = cells.get("sd");
    let centimetres = metres.parse::<Amount>().ok().and_then(|metres| metres.shift(2));
    let centimetres = centimetres.map_or("--".to_owned(), |amount| amount.to_string());
    let cell = |name: &str| if cells.get(name) == "-" { "--" } else { cells.get(name) }.to_owned();
    let [chla, tp, tn, codmn] = ["chla", "tp", "tn", "codmn"].map(cell);
    format!("{header}丙湖,湖库,2024-07-01,{chla},{tp},{tn},{centimetres},{codmn}\n")
}

#[test]
fn trophic_states_follow_the_table_from_the_file_on() {
    for row in table("trophic").iter() {
        let of = evaluation(&indicators(&row), WaterPlan::default());
        let context = row.cells.join(",");
        let tli = of.lake(0, Y).unwrap_or_else(|| panic!("{context}")).grade.tli;
        for (single, expected) in tli.single.iter().zip(row.get("single").split(' ')) {
            assert_eq!(single.map_or("-".to_owned(), |single| format!("{single:.3}")), expected, "{context}");
        }
        assert_eq!(tli.sum, Some(amount(row.get("sum"))), "{context}");
        assert_eq!(tli.state.map(|state| state.words().zh), Some(row.get("state")), "{context}");
        assert_eq!(tli.is_partial(), row.get("partial") == "partial", "{context}");
    }
    let first = indicators(&table("trophic").iter().next().unwrap());
    let of = evaluation(&first, WaterPlan::default());
    let tli = TliChoices { weights: Weights::Printed, compared: Compared::Printed };
    let printed = of.replan(WaterPlan { lakes: LakePlan { tli, ..LakePlan::default() }, ..WaterPlan::default() });
    assert_ne!(printed.lake(0, Y).unwrap().grade.tli.sum, Some(amount("55.777281888")));
}

#[test]
fn a_salt_lake_is_reported_as_in_its_natural_state() {
    let text = "点位名称,水体类型,水质目标,采样日期,pH,总磷(mg/L),总氮(mg/L),高锰酸盐指数(mg/L),氟化物(mg/L)\n\
        青海湖-二郎剑,湖库,Ⅱ,2024-07-01,9.6,0.02,0.3,4,1.8\n青海湖 下社,湖库,Ⅱ,2024-07-01,9.2,0.02,0.3,4,1.7\n\
        布哈河入青海湖口,河流,Ⅱ,2024-07-01,8,0.02,0.3,1,0.2\n";
    let of = evaluation(text, by_name());
    assert_eq!((of.lakes().len(), of.sections().len()), (1, 1));
    let lake = of.lake(0, Y).unwrap();
    assert_eq!(lake.grade.text().zh, "保持自然状态");
    assert_eq!((lake.published_class(), lake.grade.grade.class), (None, Some(Class::WorseThanV)));
    assert_eq!(lake.target, Some((Class::II, Verdict::NotAssessable)));
    let counts = lake_counts(&of);
    assert_eq!((counts.natural, counts.classes.count(), counts.with_state(), counts.partial), (1, 0, 1, 1));
    // Nobody else's list: the class counts.
    let plan = LakePlan { natural_state: Vec::new(), ..by_name().lakes };
    let of = of.replan(WaterPlan { lakes: plan, ..WaterPlan::default() });
    assert_eq!(of.lake(0, Y).unwrap().published_class(), Some(Class::WorseThanV));
    assert_eq!(lake_counts(&of).classes.of(Class::WorseThanV), 1);
}

#[test]
fn lakes_change_between_two_periods() {
    let text = "点位名称,水体类型,采样日期,总磷(mg/L),总氮(mg/L)\n\
        甲湖,湖库,2023-07-01,0.2,1.5\n甲湖,湖库,2024-07-01,0.05,1\n乙湖,湖库,2023-07-01,0.05,--\n乙湖,湖库,2024-07-01,0.05,1\n";
    let of = evaluation(text, WaterPlan::default());
    let mut steps = Steps::default();
    let change = of.lake_change_traced(0, Y.a_year_before(), Y, &mut steps).unwrap();
    assert_eq!(change.class, Some(Change::MarkedlyBetter)); // Ⅴ to Ⅲ
    let [before, now] = [&change.before, &change.now].map(|lake| lake.grade.tli.printed().unwrap());
    assert_eq!(change.index.map(|index| format!("{index:.1}")), Some(format!("{:.1}", now.to_f64() - before.to_f64())));
    assert!(change.index.unwrap().is_negative());
    assert!(steps.0.last().unwrap().formula.ends_with(&format!("= {:.1}", change.index.unwrap())));
    // One indicator more: not comparable.
    let change = of.lake_change(1, Y.a_year_before(), Y).unwrap();
    assert_eq!((change.class, change.index), (Some(Change::Unchanged), None));
    assert!(of.lake_change(1, Span::Year(2020), Y).is_none());
    let counts = lake_counts(&of);
    assert_eq!((counts.classes.count(), counts.classes.good()), (2, 2));
    assert_eq!(counts.of(TrophicState::LightlyEutrophic), counts.with_state());
}

/// A city of six river sections and two points of a lake with the means of water.md §9.9, and a city without all items.
fn cities(factor: &str) -> String {
    let rows = table("cwqi_parts");
    let names: Vec<String> =
        rows.iter().filter(|row| row.get("part") == "river").map(|row| row.get("item").to_owned()).collect();
    assert_eq!(names.len(), 21);
    let values = |part: &str| -> String {
        let cells = rows.iter().filter(|row| row.get("part") == part).map(|row| row.get("mean").to_owned());
        cells.collect::<Vec<_>>().join(",")
    };
    let header: Vec<String> = names
        .iter()
        .map(|key| {
            let item = Parameter::from_key(key).unwrap().item();
            let unit = item.unit.name();
            if unit.is_empty() { item.name.zh.to_owned() } else { format!("{}({unit})", item.name.zh) }
        })
        .collect();
    let mut text = format!("城市,断面名称,水体类型,水质目标,采样日期,{}\n", header.join(","));
    for at in 0..6 {
        text.push_str(&format!("西宁市,断面{at},河流,Ⅲ,2024-05-01,{}\n", values("river")));
    }
    for at in 0..2 {
        text.push_str(&format!("西宁市,湖心{at},湖库,Ⅲ,2024-05-01,{}\n", values("lake")));
    }
    let other = values("river").replacen("0.38", factor, 1);
    text.push_str(&format!(
        "海东市,民和桥,河流,Ⅲ,2024-05-01,{other}\n海东市,民和桥,河流,Ⅲ,2023-05-01,{}\n",
        values("river")
    ));
    text.push_str(&format!("玉树州,直门达,河流,Ⅱ,2024-05-01,{}\n", values("river").replacen("3.4", "--", 1)));
    text.push_str(&format!(",无名,河流,Ⅱ,2024-05-01,{}\n", values("river")));
    text
}

#[test]
fn cities_are_ranked_by_their_index() {
    let of = evaluation(&cities("0.76"), WaterPlan::default());
    let ranking = of.city_ranking(Y, Some(Span::Year(2023)));
    let city = |name: &str| ranking.cities.iter().find(|city| city.name == name).unwrap();
    let xining = city("西宁市");
    assert_eq!((xining.sections.len(), xining.points.len()), (6, 2));
    assert_eq!(format!("{:.4}", xining.index.unwrap().printed), "4.8453");
    // Ammonia doubled: 4.7180 + 0.38; compared with 4.7180 of the year before.
    let haidong = city("海东市");
    assert_eq!(format!("{:.4}", haidong.index.unwrap().printed), "5.0980");
    assert_eq!(haidong.change.unwrap().text().zh, "8.05%（负值表示水质改善）");
    assert_eq!((xining.rank, haidong.rank, haidong.change_rank, xining.change_rank), (Some(1), Some(2), Some(1), None));
    let yushu = city("玉树州");
    assert_eq!((yushu.rank, yushu.index.unwrap().is_complete), (None, false));
    assert_eq!(yushu.rivers.as_ref().unwrap().index.missing.to_string(), "CODMn");
    assert_eq!(ranking.cities.last().unwrap().name, "玉树州");
    assert_eq!(
        ranking.without_city.iter().map(|site| of.table().site(*site).name.as_str()).collect::<Vec<_>>(),
        ["无名"]
    );
    let mut steps = Steps::default();
    of.city_traced("西宁市", Y, None, &mut steps).unwrap();
    assert!(steps.0.last().unwrap().formula.ends_with("→ 4.8453"));
    // Rivers and lakes alike.
    let mut plan = WaterPlan::default();
    plan.cities.weighting = Weighting::Equal;
    let equal = of.replan(plan).city_ranking(Y, None);
    let xining = equal.cities.iter().find(|city| city.name == "西宁市").unwrap();
    assert_eq!(format!("{:.4}", xining.index.unwrap().printed), "4.9727");
}

#[test]
fn equal_indices_share_a_place() {
    let of = evaluation(&cities("0.38").replace("玉树州", "西宁市"), WaterPlan::default());
    let text = cities("0.38")
        .lines()
        .filter(|line| !line.contains("湖心") && !line.contains("玉树"))
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(of.city_ranking(Y, None).cities.len(), 2);
    let of = evaluation(&text, WaterPlan::default());
    let ranking = of.city_ranking(Y, Some(Span::Year(2023)));
    assert_eq!(ranking.cities.iter().map(|city| city.rank).collect::<Vec<_>>(), [Some(1), Some(1)]);
}

#[test]
fn cities_with_hardly_anything_to_improve_leave_the_ranking_by_change() {
    let text = cities("0.38").replace("3.4,", "2.4,").replace("0.38,", "0.2,");
    let of = evaluation(&text, WaterPlan::default());
    let haidong =
        of.city_ranking(Y, Some(Span::Year(2023))).cities.into_iter().find(|city| city.name == "海东市").unwrap();
    assert!(haidong.excluded);
    assert!(haidong.change.is_some() && haidong.change_rank.is_none());
}

#[test]
fn zones_attain_with_four_fifths_of_their_rounds() {
    for row in table("function_zones").iter() {
        let (complying, rounds): (usize, usize) =
            (row.get("complying").parse().unwrap(), row.get("rounds").parse().unwrap());
        if rounds == 0 {
            continue;
        }
        // As many days as there are rounds; phosphorus exceeds in none of the two items.
        let of_day = |at: usize| {
            let ammonia = if at < complying { "0.9" } else { "1.1" };
            format!("甲桥,Ⅲ,2024-{:02}-{:02},4,{ammonia},0.3\n", at % 12 + 1, at / 12 + 1)
        };
        let rows: String = (0..rounds).map(of_day).collect();
        let text = format!("断面名称,水质目标,采样日期,高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L)\n{rows}");
        let plan = WaterPlan { zones: ZonePlan { rounds: Rounds::Days }, ..WaterPlan::default() };
        let of = evaluation(&text, plan);
        let zone = of.zone_periods(Y).remove(0);
        let context = row.cells.join(",");
        assert_eq!((zone.two.complying as usize, zone.two.rounds as usize), (complying, rounds), "{context}");
        assert_eq!(format!("{:.1}", zone.two.rate().unwrap()), row.get("rate"), "{context}");
        assert_eq!(zone.two.verdict.key(), row.get("verdict"), "{context}");
        // By all items no round complies.
        assert_eq!((zone.all.complying, zone.all.verdict), (0, Verdict::Exceeded), "{context}");
        let mut steps = Steps::default();
        of.zone_traced(0, Y, &mut steps).unwrap();
        assert!(steps.0.iter().any(|step| step.formula.starts_with(&format!("{complying} ÷ {rounds}"))), "{context}");
    }
}

#[test]
fn rounds_are_months_unless_days_are_asked_for() {
    let text = "断面名称,水质目标,采样日期,高锰酸盐指数(mg/L),氨氮(mg/L)\n\
        甲桥,Ⅲ,2024-01-05,4,0.6\n甲桥,Ⅲ,2024-01-15,4,1.2\n甲桥,Ⅲ,2024-02-05,4,1.2\n乙桥,,2024-02-05,4,1.2\n";
    let of = evaluation(text, WaterPlan::default());
    let zones = of.zone_periods(Y);
    assert_eq!((zones[0].two.complying, zones[0].two.rounds), (1, 2));
    assert_eq!(ZoneCounts::of(&of.zone_periods(Y)).without_target, 1);
    assert_eq!(ZoneCounts::of(&of.zone_periods(Y)).two, (0, 1));
    let of = of.replan(WaterPlan { zones: ZonePlan { rounds: Rounds::Days }, ..WaterPlan::default() });
    assert_eq!((of.zone_periods(Y)[0].two.complying, of.zone_periods(Y)[0].two.rounds), (1, 3));
}

#[test]
fn trophic_indices_of_zones_follow_the_table() {
    for row in table("sl395_ei").iter() {
        let cell = |name: &str| if row.get(name) == "-" { "--" } else { row.get(name) }.to_owned();
        let [tp, tn, chla, codmn, sd] = ["tp", "tn", "chla", "codmn", "sd"].map(cell);
        let text = format!(
            "点位名称,水体类型,采样日期,总磷(mg/L),总氮(mg/L),叶绿素a(mg/L),高锰酸盐指数(mg/L),透明度(m)\n\
             丙湖,湖库,2024-07-01,{tp},{tn},{chla},{codmn},{sd}\n"
        );
        let of = evaluation(&text, WaterPlan::default());
        let ei = of.zone_periods(Y)[0].ei.unwrap();
        assert_eq!(
            ei.printed().map(|ei| format!("{ei:.2}")).as_deref(),
            Some(row.get("ei")),
            "{}",
            row.cells.join(",")
        );
        assert_eq!(ei.state.map(|state| state.words().zh), Some(row.get("state")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the order of the rows, the lakes, cities and zones are the same.
    #[test]
    fn the_order_of_rows_does_not_matter(order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(), digits in prop::collection::vec(1_i64..400, 12)) {
        let rows: Vec<String> = digits
            .iter()
            .enumerate()
            .map(|(at, digits)| {
                let value = Amount::decimal(*digits, 3);
                format!("西宁市,甲湖-{},湖库,Ⅲ,2024-{:02}-05,{value},{value},{},{}\n", at % 3, at / 3 + 1, digits % 9 + 1, 7)
            })
            .collect();
        let header = "城市,点位名称,水体类型,水质目标,采样日期,总磷(mg/L),氨氮(mg/L),高锰酸盐指数(mg/L),pH\n";
        let text = |order: &mut dyn Iterator<Item = usize>| -> String {
            format!("{header}{}", order.map(|at| rows[at].as_str()).collect::<String>())
        };
        let one = evaluation(&text(&mut (0..12)), by_name());
        let other = evaluation(&text(&mut order.iter().copied()), by_name());
        let (a, b) = (one.lake(0, Y).unwrap(), other.lake(0, Y).unwrap());
        prop_assert_eq!(&a.grade, &b.grade);
        prop_assert_eq!(a.months, b.months);
        let index = |of: &WaterEvaluation| of.city_ranking(Y, None).cities[0].index.map(|index| index.exact);
        prop_assert_eq!(index(&one), index(&other));
        let zones = |of: &WaterEvaluation| {
            let mut zones: Vec<_> = of.zone_periods(Y).into_iter().map(|zone| (zone.name, zone.two, zone.all)).collect();
            zones.sort_by(|one, other| one.0.cmp(&other.0));
            zones
        };
        prop_assert_eq!(zones(&one), zones(&other));
    }

    /// More phosphorus at one point never gives a better class nor a lower index.
    #[test]
    fn a_worse_reading_never_improves_a_lake(tp in prop::collection::vec(1_i64..300, 4), at in 0_usize..4, more in 1_i64..300) {
        let text = |tp: &[i64]| {
            let rows: String = tp
                .iter()
                .enumerate()
                .map(|(at, digits)| format!("甲湖-{},湖库,2024-{:02}-05,{},0.5\n", at % 2, at / 2 + 1, Amount::decimal(*digits, 3)))
                .collect();
            format!("点位名称,水体类型,采样日期,总磷(mg/L),总氮(mg/L)\n{rows}")
        };
        let mut worse = tp.clone();
        worse[at] += more;
        let [one, other] = [tp, worse].map(|tp| evaluation(&text(&tp), by_name()).lake(0, Y).unwrap().grade);
        prop_assert!(other.grade.class >= one.grade.class);
        prop_assert!(other.tli.sum > one.tli.sum);
    }
}

#[test]
fn every_month_can_be_asked_for() {
    let of = evaluation(PHOSPHORUS, WaterPlan { spans: Spans::Each(SpanKind::Month), ..by_name() });
    let spans = of.spans_of_lake(0);
    assert_eq!(spans.len(), 3);
    assert_eq!(of.lake(0, spans[0]).unwrap().mean(Parameter::Tp).unwrap().number(), Some(amount("0.04")));
    assert!(of.lake(1, spans[2]).is_none());
    assert!(of.lake_traced(7, spans[0], &mut Off).is_none());
}

mod reported {
    use super::*;
    use envgrade::report::water_evaluation::view::WaterChoices;
    use envgrade::report::water_evaluation::{
        CityQuery, LakeQuery, cities_head, cities_table, city_rows, explain_city, explain_lake, explain_lake_change,
        explain_zone, lake_rows, lakes_head, lakes_table, water_plan, zone_rows, zones_head, zones_table,
    };

    fn asked() -> LakeQuery {
        LakeQuery { span: String::new(), base: String::new() }
    }

    const SALT: &str = "城市,点位名称,水体类型,水质目标,采样日期,pH,总磷(mg/L),总氮(mg/L),高锰酸盐指数(mg/L),氟化物(mg/L)\n\
        海北州,青海湖-二郎剑,湖库,Ⅱ,2024-07-01,9.1,0.02,0.3,4,1.8\n海南州,青海湖 下社,湖库,Ⅱ,2024-07-01,9.2,0.02,0.3,4,1.7\n\
        海西州,可鲁克湖,湖库,Ⅲ,2024-07-01,8.2,0.06,1.2,3,0.5\n海西州,可鲁克湖,湖库,Ⅲ,2023-07-01,8.2,0.04,1.2,3,0.5\n";

    #[test]
    fn findings_say_what_the_numbers_say() {
        let of = evaluation(SALT, by_name());
        let rows = lake_rows(&of, &asked()).unwrap();
        assert_eq!(
            rows.finding.zh,
            "2024 年，参评的 1 个湖库中，Ⅰ～Ⅲ类 0 个，占 0.0%；劣Ⅴ类 0 个，占 0.0%，主要污染指标为总磷(100.0%)；\
             1 个湖库保持自然状态，不评定类别；有营养状态评价的 2 个中，中营养 2 个，占 100.0%。"
        );
        let [salt, other] = &rows.rows[..] else { panic!("{}", rows.rows.len()) };
        let index = |row: &envgrade::report::water_evaluation::LakeRow| row.index.clone();
        assert_eq!(
            salt.finding.zh,
            format!("青海湖：保持自然状态；总氮单独评价为Ⅱ类；综合营养状态指数 {}，中营养（仅 3 项指标）", index(salt))
        );
        assert_eq!(
            other.finding.zh,
            format!(
                "可鲁克湖：Ⅳ类（轻度污染），主要污染指标为总磷(0.2)；总氮单独评价为Ⅳ类；综合营养状态指数 {}，中营养（仅 3 项指标）",
                index(other)
            )
        );
        assert_eq!((salt.class, salt.natural, salt.verdict.as_deref()), (Some(6), true, Some("not-assessable")));
        assert_eq!((other.without_phosphorus, other.verdict.as_deref()), (Some(2), Some("exceeded")));
        let change = other.change.as_ref().unwrap();
        assert_eq!((change.class.zh.as_str(), change.class_before), ("有所变差", Some(3)));
        assert!(change.index.starts_with('+') && change.doubt.zh.is_empty());
        // The finding follows the numbers.
        let of = evaluation(&SALT.replace("8.2,0.06", "8.2,0.05"), by_name());
        assert!(lake_rows(&of, &asked()).unwrap().finding.zh.contains("Ⅰ～Ⅲ类 1 个，占 100.0%"));
        // Chlorophyll is shown in the unit of its formula.
        let of = evaluation(&indicators(&table("trophic").iter().next().unwrap()), WaterPlan::default());
        let rows = lake_rows(&of, &asked()).unwrap();
        let chlorophyll = &rows.rows[0].single[0];
        assert_eq!(
            (chlorophyll.value.as_str(), chlorophyll.unit.as_str(), chlorophyll.index.as_str()),
            ("20.00", "mg/m³", "57.5")
        );
    }

    #[test]
    fn explanations_recompute() {
        let of = evaluation(SALT, by_name());
        let told = explain_lake(&of, 1, Y).unwrap();
        assert!(told.title.zh.starts_with("可鲁克湖：Ⅳ类"));
        assert!(told.steps.iter().any(|step| step.formula.contains("TLI(Σ)")));
        let salt = explain_lake(&of, 0, Y).unwrap();
        assert!(salt.steps.iter().any(|step| step.formula.contains("(0.02 + 0.02) ÷ 2 → 0.02")));
        assert_eq!(salt.others[0].result.zh, "劣Ⅴ类，重度污染");
        assert!(salt.readings.iter().any(|reading| reading.used.starts_with("0.02")));
        let month = explain_lake(&of, 1, Span::parse("2024-07").unwrap()).unwrap();
        let phosphorus = month.readings.iter().find(|reading| reading.item.zh == "总磷").unwrap();
        assert_eq!((phosphorus.file.as_str(), phosphorus.row, phosphorus.column), ("water.csv", 4, 7));
        let change = explain_lake_change(&of, 1, Y.a_year_before(), Y).unwrap();
        assert!(change.title.zh.contains("有所变差"), "{}", change.title.zh);
        assert!(explain_lake(&of, 1, Span::Year(2020)).is_none());
    }

    #[test]
    fn tables_have_a_cell_below_every_head() {
        let of = evaluation(&cities("0.76"), WaterPlan::default());
        let rows = lake_rows(&of, &asked()).unwrap();
        for zh in [true, false] {
            assert_eq!(lakes_table(&rows, zh).len(), 2);
            assert!(lakes_table(&rows, zh).iter().all(|row| row.len() == lakes_head().len()));
            let ranking = city_rows(&of, &CityQuery { span: "2024".into(), base: String::new() }).unwrap();
            let table = cities_table(&ranking, zh);
            assert!(table.iter().all(|row| row.len() == cities_head().len()));
            assert_eq!(table[0][..4], ["2024", "1", "西宁市", "4.8453"].map(str::to_owned));
            let zones = zone_rows(&of, "2024").unwrap();
            assert!(zones_table(&zones, zh).iter().all(|row| row.len() == zones_head().len()));
        }
        assert!(lake_rows(&of, &LakeQuery { span: "bad".into(), base: String::new() }).is_err());
    }

    #[test]
    fn a_ranking_says_who_is_first_and_what_its_sign_means() {
        let of = evaluation(&cities("0.76"), WaterPlan::default());
        let ranking = city_rows(&of, &CityQuery { span: String::new(), base: String::new() }).unwrap();
        assert_eq!(
            ranking.finding.zh,
            "2024 年，2 个城市参加排名，水质指数最低（最好）的是西宁市，最高的是海东市；升幅最小的是海东市，8.05%（负值表示水质改善）。"
        );
        assert_eq!(ranking.without_city, ["无名"]);
        assert_eq!(ranking.rows.last().unwrap().missing[0].zh, "高锰酸盐指数");
        let told = explain_city(&of, "海东市", Y, Y.a_year_before()).unwrap();
        assert_eq!(told.title.zh, "城市水质指数 5.0980");
        assert!(told.steps.last().unwrap().formula.contains("→ 8.05 %"));
        let choices = WaterChoices { city_sign: "rise".into(), ..WaterChoices::default() };
        let of = of.replan(water_plan(&choices).unwrap());
        let ranking = city_rows(&of, &CityQuery { span: String::new(), base: String::new() }).unwrap();
        assert!(ranking.finding.zh.contains("-8.05%（正值表示水质改善）"), "{}", ranking.finding.zh);
        // What all cities have: not the rule, and said to be so.
        let choices = WaterChoices { city_items: "common".into(), ..WaterChoices::default() };
        let of = of.replan(water_plan(&choices).unwrap());
        let ranking = city_rows(&of, &CityQuery { span: String::new(), base: String::new() }).unwrap();
        assert!(ranking.finding.zh.starts_with("2024 年，按共有指标，3 个城市参加排名"), "{}", ranking.finding.zh);
        let yushu = ranking.rows.iter().find(|row| row.name == "玉树州").unwrap();
        // 4.7180 without 3.4 ÷ 6.
        assert_eq!((yushu.index.as_str(), yushu.rank), ("4.1513", Some(1)));
        assert!(ranking.notices.iter().any(|notice| notice.zh.contains("共有的 20 项")));
        assert!(
            explain_city(&of, "玉树州", Y, Y.a_year_before())
                .unwrap()
                .steps
                .iter()
                .any(|step| step.words.zh.contains("不是 21 项"))
        );
    }

    #[test]
    fn zones_are_said_by_both_modes() {
        let text = "断面名称,水质目标,采样日期,高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L)\n\
            甲桥,Ⅲ,2024-01-05,4,0.6,0.3\n甲桥,Ⅲ,2024-02-05,4,0.6,0.1\n乙桥,,2024-02-05,4,1.2,0.1\n";
        let of = evaluation(text, WaterPlan::default());
        let zones = zone_rows(&of, "").unwrap();
        assert_eq!(
            zones.finding.zh,
            "2024 年，双指标评价 1 个水功能区，达标 1 个（100.0%）；全指标评价 1 个，达标 0 个（0.0%）。"
        );
        assert!(zones.notices.iter().any(|notice| notice.zh.starts_with("1 个没有水质目标")));
        let told = explain_zone(&of, 0, Y).unwrap();
        assert_eq!(told.title.zh, "双指标达标，全指标超标");
        assert!(told.steps.iter().any(|step| step.words.zh.contains("超标：总磷")));
    }

    #[test]
    fn choices_that_are_none_are_said() {
        let bad = |choices: WaterChoices| water_plan(&choices).unwrap_err();
        let of = WaterChoices::default;
        assert_eq!(bad(WaterChoices { lakes_by: "x".into(), ..of() }), "lakes_by «x»: expected points or names");
        assert!(bad(WaterChoices { tli_weights: "x".into(), ..of() }).starts_with("tli_weights «x»"));
        assert!(bad(WaterChoices { zone_rounds: "x".into(), ..of() }).starts_with("zone_rounds «x»"));
        assert!(bad(WaterChoices { rain_weights: "x".into(), ..of() }).starts_with("rain_weights «x»"));
        let plan =
            water_plan(&WaterChoices { natural_state: "none".into(), river_type: "甲、乙".into(), ..of() }).unwrap();
        assert_eq!(
            (plan.lakes.natural_state.len(), plan.lakes.river_type),
            (0, vec!["甲".to_owned(), "乙".to_owned()])
        );
    }
}

mod other_waters {
    use super::*;
    use envgrade::report::water_evaluation::view::WaterChoices;
    use envgrade::report::water_evaluation::{
        black_odorous_head, black_odorous_rows, black_odorous_table, explain_black_odorous, explain_rain, rain_head,
        rain_rows, rain_table, water_plan,
    };

    fn of(text: &str, choices: &WaterChoices) -> WaterEvaluation {
        evaluation(text, water_plan(choices).unwrap())
    }

    #[test]
    fn degrees_of_black_and_odorous_water_follow_the_table() {
        for row in table("black_odorous").iter() {
            let cell = |name: &str| if row.get(name) == "-" { "--" } else { row.get(name) }.to_owned();
            let cells = ["transparency", "depth", "oxygen", "potential", "ammonia"].map(cell).join(",");
            let text = format!(
                "断面名称,采样日期,透明度(cm),水深(cm),溶解氧(mg/L),氧化还原电位(mV),氨氮(mg/L)\n甲河,2024-07-01,{cells}\n"
            );
            for end in ["inside", "outside"] {
                let choices = WaterChoices {
                    black_odorous: "every-site".into(),
                    black_odorous_end: end.into(),
                    ..WaterChoices::default()
                };
                let of = of(&text, &choices);
                let expected: Vec<Option<u8>> = row.get(end).split(' ').map(|degree| degree.parse().ok()).collect();
                let context = row.cells.join(",");
                let view = black_odorous_rows(&of, "2024").unwrap();
                let Some(water) = view.waters.first() else {
                    assert!(expected.iter().all(Option::is_none), "{context}");
                    continue;
                };
                let sample = &water.points[0].samples[0];
                assert_eq!((&sample.degrees[..], sample.degree), (&expected[..4], expected[4]), "{context} {end}");
            }
        }
    }

    #[test]
    fn only_where_a_potential_is_measured_unless_it_is_asked_for() {
        let text = "河流,断面名称,采样日期,透明度(cm),溶解氧(mg/L),氧化还原电位(mV),氨氮(mg/L)\n\
            黑河,上游,2024-07-01,8,1.5,-100,9\n黑河,上游,2024-08-01,9,1.5,-210,9\n黑河,下游,2024-07-01,30,3,60,2\n清河,清桥,2024-07-01,40,7,--,0.2\n";
        let asked = of(text, &WaterChoices::default());
        assert!(asked.has_black_odorous());
        let view = black_odorous_rows(&asked, "").unwrap();
        assert_eq!(view.waters.len(), 1);
        let water = &view.waters[0];
        // One of two points is heavily: less than 60 %.
        assert_eq!((water.name.as_str(), water.degree), ("黑河", Some(1)));
        assert_eq!(water.points.iter().map(|point| point.degree).collect::<Vec<_>>(), [Some(2), Some(0)]);
        assert_eq!(view.finding.zh, "2024 年，评价 1 个水体：重度黑臭 0 个，轻度黑臭 1 个（黑河）。");
        assert_eq!(water.points[0].samples[1].values, ["9", "1.5", "-210", "9"]);
        let told = explain_black_odorous(&asked, envgrade::observation::SiteId(0), Y).unwrap();
        assert_eq!(told.title.zh, "重度黑臭");
        assert!(told.steps.iter().any(|step| step.formula == "8 cm"));
        let cells = black_odorous_table(&view, true);
        assert!(cells.len() == 3 && cells.iter().all(|row| row.len() == black_odorous_head().len()));
        let all = of(text, &WaterChoices { black_odorous: "every-site".into(), ..WaterChoices::default() });
        assert_eq!(black_odorous_rows(&all, "").unwrap().waters.len(), 2);
        let none = of("断面名称,采样日期,溶解氧(mg/L)\n甲,2024-07-01,1\n", &WaterChoices::default());
        assert!(!none.has_black_odorous());
    }

    #[test]
    fn acid_rain_follows_the_table() {
        for row in table("acid_rain").iter() {
            let lines: String = row
                .get("samples")
                .split(' ')
                .enumerate()
                .map(|(day, sample)| {
                    let (ph, amount) = sample.split_once(':').unwrap();
                    format!("西宁市,市监测站,2024-06-{:02},{ph},{amount}\n", day + 1)
                })
                .collect();
            let text = format!("城市,点位名称,采样日期,pH,降水量(mm)\n{lines}");
            for (weights, mean) in [("amount", "weighted"), ("equal", "equal")] {
                let of = of(&text, &WaterChoices { rain_weights: weights.into(), ..WaterChoices::default() });
                let context = row.cells.join(",");
                assert!(of.surface_sites().is_empty(), "{context}");
                assert_eq!(envgrade::report::water_evaluation::sections_table(&of, true).len(), 0, "{context}");
                let view = rain_rows(&of, "").unwrap();
                // The site and its city.
                assert_eq!(view.rows.len(), 2, "{context}");
                for place in &view.rows {
                    assert_eq!(
                        (place.mean.as_str(), place.frequency.as_str()),
                        (row.get(mean), row.get("frequency")),
                        "{context}"
                    );
                    if weights == "amount" {
                        assert_eq!(place.degree.zh, row.get("degree"), "{context}");
                    }
                }
            }
        }
    }

    #[test]
    fn rain_is_told_by_site_city_and_all() {
        let text = "城市,点位名称,监测类型,采样日期,降水pH,降水量(mm),电导率(μS/cm)\n\
            西宁市,甲站,降水,2024-06-01,5,30,20\n西宁市,乙站,降水,2024-06-02,6,10,20\n海东市,丙站,降水,2024-06-03,7.1,,20\n";
        let asked = of(text, &WaterChoices::default());
        let view = rain_rows(&asked, "").unwrap();
        let keys: Vec<&str> = view.rows.iter().map(|row| row.kind.as_str()).collect();
        assert_eq!(keys, ["site", "site", "site", "city", "city", "all"]);
        let city = view.rows.iter().find(|row| row.name.zh == "西宁市").unwrap();
        assert_eq!((city.mean.as_str(), city.sites, city.samples, city.acid), ("5.11", 2, 2, 1));
        let all = view.rows.last().unwrap();
        assert_eq!((all.samples, all.without_amount, all.lowest.as_str(), all.highest.as_str()), (3, 1, "5", "7.1"));
        assert_eq!(
            view.finding.zh,
            "2024 年，3 个降水监测点 pH 范围为 5～7.1，平均 5.11，酸雨频率 33.3%，出现酸雨的点位：西宁市 甲站。"
        );
        let told = explain_rain(&asked, "city:西宁市", Y).unwrap();
        assert!(told.steps.last().unwrap().formula.contains("→ 5.11"));
        assert!(explain_rain(&asked, "city:无", Y).is_none() && explain_rain(&asked, "x", Y).is_none());
        let cells = rain_table(&view, false);
        assert!(cells.iter().all(|row| row.len() == rain_head().len()));
        // A river whose table says how much it rained is no rain.
        let river =
            of("断面名称,采样日期,pH,降水量(mm),溶解氧(mg/L)\n甲桥,2024-06-01,8,12,7\n", &WaterChoices::default());
        assert_eq!((river.rain_sites().len(), river.sections().len()), (0, 1));
    }

    #[test]
    fn lakes_and_zones_that_the_data_name_join_their_points() {
        let text = "湖库名称,点位名称,水体类型,水质目标,水功能区,采样日期,总磷(mg/L),高锰酸盐指数(mg/L),氨氮(mg/L)\n\
            青海湖,二郎剑,湖库,Ⅱ,青海湖保护区,2024-07-01,0.02,3,0.2\n青海湖,下社,湖库,Ⅱ,青海湖保护区,2024-07-01,0.03,6,0.2\n\
            东大滩水库,坝前,湖库,Ⅲ,,2024-07-01,0.06,3,0.2\n";
        let of = of(text, &WaterChoices::default());
        assert_eq!(
            of.lakes().iter().map(|lake| (lake.name.as_str(), lake.points.len())).collect::<Vec<_>>(),
            [("青海湖", 2), ("东大滩水库", 1)]
        );
        assert!(of.lake(0, Y).unwrap().is_natural());
        let zones = of.zone_periods(Y);
        assert_eq!((zones[0].name.as_str(), zones[0].sites.len(), zones.len()), ("青海湖保护区", 2, 2));
        // (3 + 6) ÷ 2 is over Ⅱ.
        assert_eq!(zones[0].two.verdict, Verdict::Exceeded);
    }
}
