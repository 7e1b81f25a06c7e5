//! Evaluation of periods: the rules against tables, and the hall on made-up places whose results simple arithmetic gives.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::air::city::{Carry, city_value};
use envgrade::air::composite::{annex_c, change, composite};
use envgrade::air::daily::{DayChoices, DayValue, DayValues, grade, multiple};
use envgrade::air::dust::grade_deducted;
use envgrade::air::period::{Coverage, PlaceDay, Statistic, judge_year, statistics};
use envgrade::air::{NoAqi, Pollutant};
use envgrade::assess::{
    DayTable, Evaluated, Evaluation, EvaluationPlan, Judgement, Level, RegionMethod, Spans, TrendItem, trend,
};
use envgrade::calendar::{Date, Span, SpanKind};
use envgrade::edition::{AirLimits, EditionChoice};
use envgrade::grade::Verdict;
use envgrade::observation::{DustPeriod, PointRole, Site};
use envgrade::quantity::Amount;
use envgrade::report::evaluation as report;
use envgrade::standard::gb3095::Grade;
use envgrade::trace::{Off, Steps};
use proptest::prelude::*;
use tables::table;

fn amount(text: &str) -> Option<Amount> {
    match text {
        "" | "NA" => None,
        text => Some(text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))),
    }
}

fn limits(key: &str) -> AirLimits {
    EditionChoice::from_key(key).unwrap().air(date(2024, 1, 1)).limits
}

fn date(year: i32, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

fn symbol(pollutant: Pollutant) -> String {
    pollutant.symbol().to_lowercase().replace('.', "")
}

#[test]
fn composite_index_of_ningxia() {
    for row in table("composite_ningxia_2022_11").iter() {
        let concentrations = Pollutant::ALL.map(|pollutant| amount(row.get(&symbol(pollutant))));
        let old = composite(&concentrations, AirLimits::Gb3095V2012, &mut Off);
        for pollutant in Pollutant::ALL {
            let single = amount(row.get(&format!("single_{}", symbol(pollutant))));
            assert_eq!(old.single[pollutant as usize], single, "{} {}", row.get("place"), pollutant.symbol());
        }
        assert_eq!(old.sum, amount(row.get("published")), "{}", row.get("place"));
        let new = composite(&concentrations, AirLimits::Gb3095V2026Transition, &mut Off);
        assert_eq!(new.sum, amount(row.get("transition")), "{}", row.get("place"));
    }
}

#[test]
fn city_years() {
    for row in table("city_year").iter() {
        let statistics = Pollutant::ALL.map(|pollutant| {
            let mean = ["so2", "no2", "pm10", "pm25"].contains(&symbol(pollutant).as_str());
            let percent = match pollutant {
                Pollutant::So2 | Pollutant::No2 => 98,
                Pollutant::O3 => 90,
                _ => 95,
            };
            Statistic {
                days: 365,
                mean: mean.then(|| amount(row.get(&format!("{}_mean", symbol(pollutant)))).unwrap()),
                percentile: amount(row.get(&format!("{}_p{percent}", symbol(pollutant)))),
                coverage: Coverage::Enough,
            }
        });
        let limits = limits(row.get("limits"));
        let mut steps = Steps::default();
        let result = judge_year(&statistics, limits, Grade::Two, &mut steps);
        let mut failing = Vec::new();
        for (pollutant, item) in Pollutant::ALL.into_iter().zip(result.items) {
            let percent = row_percent(pollutant);
            for (held, name) in [(item.mean, "mean".to_owned()), (item.percentile, format!("p{percent}"))] {
                if let Some(times) = held.and_then(|held| held.multiple) {
                    failing.push(format!("{}_{name} {times:.2}", symbol(pollutant)));
                }
            }
        }
        let mut expected: Vec<&str> = row.get("failing").split("; ").collect();
        expected.sort_unstable();
        failing.sort();
        assert_eq!(failing, expected, "{}", row.get("limits"));
        assert_eq!(result.verdict, Verdict::Exceeded);
        assert!(steps.0[0].formula.contains("O3 P90 161 > 160: (161 − 160) ÷ 160 → 0.01"), "{:?}", steps.0);
        assert_eq!(annex_c(&statistics, limits, &mut Off).sum, amount(row.get("annex_c")), "{}", row.get("limits"));
    }
}

fn row_percent(pollutant: Pollutant) -> u8 {
    match pollutant {
        Pollutant::So2 | Pollutant::No2 => 98,
        Pollutant::O3 => 90,
        Pollutant::Co | Pollutant::Pm10 | Pollutant::Pm25 => 95,
    }
}

#[test]
fn changes_and_multiples() {
    for row in table("changes").iter() {
        let (now, before) = (amount(row.get("now")).unwrap(), amount(row.get("before")).unwrap());
        assert_eq!(change(now, before), amount(row.get("percent")), "{now} {before}");
    }
    for row in table("multiples").iter() {
        let (value, limit) = (amount(row.get("value")).unwrap(), amount(row.get("limit")).unwrap());
        assert_eq!(multiple(value, limit), amount(row.get("multiple")), "{value} {limit}");
    }
}

#[test]
fn dust_days_are_graded_by_their_gases() {
    for row in table("dust_days").iter() {
        let values = DayValues::of(Pollutant::ALL.map(|pollutant| amount(row.get(&symbol(pollutant)))));
        let edition = EditionChoice::V2012.air(date(2025, 4, 1));
        let plain = grade(&values, edition, &DayChoices::default(), &mut Off);
        let deducted = grade_deducted(&values, edition, &mut Off);
        let said = |index: &envgrade::air::daily::DayIndex| (index.aqi.unwrap().to_string(), index.primary.to_string());
        assert_eq!(said(&plain), (row.get("plain").into(), row.get("plain_primary").into()));
        assert_eq!(said(&deducted), (row.get("deducted").into(), row.get("deducted_primary").into()));
    }
    // 2026 publishes no AQI up to 100 when pollutants are missing; a deduction is no gap.
    let values = DayValues::of(["6", "25", "0.4", "87", "300", "60"].map(amount));
    let new = grade_deducted(&values, EditionChoice::V2026Transition.air(date(2027, 4, 1)), &mut Off);
    assert_eq!(new.aqi, Ok(44));
}

#[test]
fn cities_from_points() {
    for row in table("city_values").iter() {
        let pollutant = Pollutant::ALL.into_iter().find(|p| p.symbol() == row.get("pollutant")).unwrap();
        let points: Vec<Option<Amount>> = row.get("points").split(' ').map(amount).collect();
        let city = city_value(pollutant, &points, Carry::Reported, &mut Off).valid();
        assert_eq!(city, amount(row.get("city")), "{} {}", row.get("pollutant"), row.get("points"));
    }
}

/// A day of whole numbers in the order of the index, CO in tenths; below zero is no value.
fn day(date: Date, values: [i64; 6]) -> PlaceDay {
    let value = |pollutant: Pollutant| match values[pollutant as usize] {
        ..0 => DayValue::Missing,
        digits => DayValue::Concentration(Amount::decimal(digits, pollutant.decimals())),
    };
    PlaceDay { date, values: DayValues { values: Pollutant::ALL.map(value), ozone_hour: None } }
}

fn days(span: &str, values: impl Fn(Date) -> [i64; 6]) -> Vec<PlaceDay> {
    let span = Span::parse(span).unwrap();
    (0..span.days()).map(|n| span.first().plus_days(i32::try_from(n).unwrap())).map(|d| day(d, values(d))).collect()
}

const CLEAN: [i64; 6] = [9, 21, 6, 90, 40, 20];

fn named(name: &str) -> Site {
    Site { name: name.into(), ..Site::default() }
}

fn evaluation(sites: &[(Site, Vec<PlaceDay>)], plan: EvaluationPlan) -> Evaluation {
    let mut table = DayTable::default();
    for (site, days) in sites {
        table.add(site, days.iter().copied());
    }
    // Through the bytes, as between the modules of the page.
    Evaluation::new(DayTable::from_bytes(table.bytes().to_vec()).unwrap(), plan)
}

fn only(results: Vec<Evaluated>) -> Evaluated {
    let [one] = <[Evaluated; 1]>::try_from(results).unwrap_or_else(|all| panic!("{} results", all.len()));
    one
}

#[test]
fn a_year_needs_324_days_and_27_in_each_month() {
    let whole = days("2023", |_| CLEAN);
    let coverage = |days: &[PlaceDay]| statistics(days, Span::Year(2023), &mut Off)[5].coverage;
    assert_eq!(coverage(&whole), Coverage::Enough);
    let without = |month: u8, count: u8| -> Vec<PlaceDay> {
        whole.iter().copied().filter(|d| d.date.month() != month || d.date.parts().2 > count).collect()
    };
    assert_eq!(coverage(&without(2, 3)), Coverage::Enough);
    assert!(matches!(coverage(&without(2, 4)), Coverage::ThinMonth(month) if month.month == 2));
    assert!(matches!(coverage(&without(5, 5)), Coverage::ThinMonth(month) if month.month == 5));
    // 27 days in every month, 25 in February, are 322: too few in the year.
    let sparse: Vec<PlaceDay> =
        whole.iter().copied().filter(|d| d.date.parts().2 <= if d.date.month() == 2 { 25 } else { 27 }).collect();
    assert_eq!(sparse.len(), 322);
    assert_eq!(coverage(&sparse), Coverage::TooFewDays);
    // A pollutant of its own may be thin: seven days of PM2.5 in May without a value.
    let thin = days("2023", |d| if d.month() == 5 && d.parts().2 <= 7 { [9, 21, 6, 90, 40, -1] } else { CLEAN });
    let judged =
        judge_year(&statistics(&thin, Span::Year(2023), &mut Off), AirLimits::Gb3095V2012, Grade::Two, &mut Off);
    assert_eq!(judged.verdict, Verdict::NotAssessable);
    assert_eq!(judged.not_assessable.to_string(), "PM2.5");
}

#[test]
fn one_year_by_three_editions_side_by_side() {
    // PM2.5 33 attains 2012 (35), not the transition (30) nor the final limits (25).
    let sites = [(named("甲城"), days("2024", |_| [9, 21, 6, 90, 45, 33]))];
    let plan = EvaluationPlan { editions: EditionChoice::ALL.to_vec(), ..EvaluationPlan::default() };
    let evaluation = evaluation(&sites, plan);
    let verdicts: Vec<Verdict> = evaluation.all().iter().map(|result| result.judgement.verdict()).collect();
    assert_eq!(verdicts, [Verdict::Attained, Verdict::Attained, Verdict::Exceeded, Verdict::Exceeded]);
    let view = report::evaluation(&evaluation);
    assert_eq!(
        view.finding.zh,
        "2024 年：按 GB 3095-2012 有 1/1 个达标；按 GB 3095-2026 过渡阶段 有 0/1 个达标；按 GB 3095-2026 最终阶段 有 0/1 个达标。"
    );
    assert_eq!(view.rows[2].plain.items[5].mean_multiple, "0.10");
}

#[test]
fn a_year_under_two_editions_is_shown_in_parts() {
    let sites = [(named("甲城"), days("2026", |_| [9, 21, 6, 90, 130, 20]))];
    let by_date = evaluation(&sites, EvaluationPlan::default());
    let results = by_date.all();
    let parts: Vec<(String, AirLimits)> =
        results.iter().map(|r| (r.part.days.to_string(), r.part.edition.limits)).collect();
    assert_eq!(
        parts,
        [
            ("2026-01-01..2026-02-28".into(), AirLimits::Gb3095V2012),
            ("2026-03-01..2026-12-31".into(), AirLimits::Gb3095V2026Transition)
        ]
    );
    assert!(results.iter().all(|r| r.judgement == Judgement::TwoEditions && r.plain.year.is_none()));
    // PM10 130: AQI 90 before March, 104 after.
    assert_eq!((results[0].plain.good.good, results[0].plain.good.valid), (59, 59));
    assert_eq!((results[1].plain.good.good, results[1].plain.good.valid), (0, 306));
    let chosen = EvaluationPlan { editions: vec![EditionChoice::V2026Transition], ..EvaluationPlan::default() };
    let result = only(by_date.replan(chosen).all());
    assert_eq!(result.judgement, Judgement::Year(Verdict::Exceeded));
    assert_eq!((result.plain.good.good, result.plain.good.valid), (0, 365));
    // A month, too, is judged by nobody, and January of 2026 by the old index.
    let months =
        evaluation(&sites, EvaluationPlan { spans: Spans::Each(SpanKind::Month), ..EvaluationPlan::default() });
    let results = months.all();
    assert_eq!(results.len(), 12);
    assert!(results.iter().all(|r| r.judgement == Judgement::NotAYear));
    assert_eq!(results[1].plain.good.good, 28);
    assert_eq!(results[2].plain.good.good, 0);
}

#[test]
fn dust_deducted_stands_beside_plain() {
    let dusty = [date(2025, 4, 12), date(2025, 4, 13)];
    let values = |d: Date| if dusty.contains(&d) { [9, 21, 6, 90, 900, 200] } else { CLEAN };
    let sites = [(named("甲城"), days("2025", values)), (named("乙城"), days("2025", values))];
    let period = DustPeriod { place: "甲城市".into(), first: dusty[0], last: dusty[1], hours: None, origin: None };
    let plan = EvaluationPlan { dust: vec![period], ..EvaluationPlan::default() };
    let evaluation = evaluation(&sites, plan);
    let [one, other] = <[Evaluated; 2]>::try_from(evaluation.all()).unwrap();
    assert_eq!((one.dust_days, other.dust_days), (2, 0));
    assert_eq!(one.plain, other.plain);
    let deducted = one.deducted.as_ref().unwrap();
    assert_eq!((one.plain.good.good, deducted.good.good, deducted.good.valid), (363, 365, 365));
    assert_eq!(one.plain.good.heavy(), 2);
    // (363 × 40 + 2 × 900) ÷ 365 = 44.7; without the two days 40.
    let pm10 = |numbers: &envgrade::assess::Numbers| numbers.statistics[4].mean.unwrap().round(1);
    assert_eq!((pm10(&one.plain), pm10(deducted)), (Amount::decimal(447, 1), Amount::whole(40)));
    assert_eq!(deducted.statistics[4].days, 363);
    assert_eq!(deducted.statistics[3].days, 365);
    assert_eq!(evaluation.dust_days(0), dusty);
    let finding = report::result_finding(&evaluation, &one).zh;
    assert!(finding.contains("优良天数比例 99.5%（363/365 天），扣除沙尘后 100.0%（365/365 天）"), "{finding}");
    // Rankings take the deducted numbers.
    let ranking = evaluation.ranking(Span::Year(2025), EditionChoice::V2012);
    assert_eq!(ranking.places.iter().map(|p| evaluation.name(p.result.place)).collect::<Vec<_>>(), ["甲城", "乙城"]);
    assert!(ranking.places[0].index < ranking.places[1].index);
}

fn point(code: &str, city: &str, role: Option<PointRole>) -> Site {
    Site { code: code.into(), city: city.into(), province: "某省".into(), role, ..Site::default() }
}

#[test]
fn points_make_cities_and_cities_make_provinces() {
    let flat = |value: i64| days("2024-01", move |_| [9, 21, 6, value, value, value]);
    let mut half = flat(60);
    half.truncate(20);
    let sites = [
        (point("1A", "甲市", Some(PointRole::City)), flat(40)),
        (point("2A", "甲市", None), flat(45)),
        (point("3A", "甲市", Some(PointRole::Background)), flat(5)),
        (point("4A", "乙市", None), half),
        (point("5A", "", None), flat(99)),
    ];
    let spans = Spans::Of(vec![Span::parse("2024-01").unwrap()]);
    let plan = EvaluationPlan { spans, ..EvaluationPlan::default() };
    let cities = evaluation(&sites, plan.clone());
    assert_eq!((cities.name(0), cities.name(1), cities.len()), ("甲市", "乙市", 2));
    assert_eq!(cities.left_out().len(), 2);
    let [a, b] = <[Evaluated; 2]>::try_from(cities.all()).unwrap();
    // (40 + 45) ÷ 2 = 42.5 → 42, the day's city value; the exact one goes on only when chosen.
    assert_eq!(a.plain.statistics[5].mean, Some(Amount::whole(42)));
    assert_eq!(b.plain.statistics[5].days, 20);
    assert!(matches!(b.plain.statistics[5].coverage, Coverage::ThinMonth(_)));
    let exact = cities.replan(EvaluationPlan { carry: Carry::Exact, ..plan.clone() });
    assert_eq!(exact.all()[0].plain.statistics[5].mean, Some(Amount::decimal(425, 1)));
    let region = EvaluationPlan { level: Level::Region, ..plan.clone() };
    let province = evaluation(&sites, region.clone());
    assert_eq!((province.name(0), province.len(), province.members(0)), ("某省", 1, 2));
    let result = only(province.all());
    assert_eq!(result.plain.statistics[5].mean, Some(Amount::whole(51)));
    assert_eq!(result.plain.statistics[5].coverage, Coverage::ThinPlaces);
    assert_eq!(result.cities.unwrap().cities, 2);
    // Pooled, the days without the second city count for the first alone: (20 × 51 + 11 × 42) ÷ 31.
    let pooled = only(province.replan(EvaluationPlan { region: RegionMethod::Pooled, ..region }).all());
    assert_eq!(pooled.plain.statistics[5].mean.unwrap().round(2), Amount::decimal(4781, 2));
    assert_eq!(pooled.plain.good.valid, 51);
}

#[test]
fn a_province_has_the_mean_of_its_cities() {
    // The five prefectures of Ningxia in November 2022 give its published values (rows of the table above).
    let rows = table("composite_ningxia_2022_11");
    let cities: Vec<[Option<Amount>; 6]> = rows
        .iter()
        .filter(|row| !["宁东", "全区"].contains(&row.get("place")))
        .map(|row| Pollutant::ALL.map(|p| amount(row.get(&symbol(p)))))
        .collect();
    let sites: Vec<(Site, Vec<PlaceDay>)> = cities
        .iter()
        .enumerate()
        .map(|(n, values)| {
            let span = Span::parse("2022-11").unwrap();
            let day = |d| PlaceDay { date: span.first().plus_days(d), values: DayValues::of(*values) };
            (Site { name: format!("城{n}"), province: "宁夏".into(), ..Site::default() }, (0..30).map(day).collect())
        })
        .collect();
    let plan =
        EvaluationPlan { level: Level::Region, spans: Spans::Each(SpanKind::Month), ..EvaluationPlan::default() };
    let result = only(evaluation(&sites, plan).all());
    assert_eq!(result.plain.composite.sum, Some(Amount::decimal(425, 2)));
    let whole = rows.iter().find(|row| row.get("place") == "全区").unwrap();
    for pollutant in Pollutant::ALL {
        let own = result.plain.statistics[pollutant as usize].representative(pollutant).unwrap();
        let published = amount(whole.get(&symbol(pollutant))).unwrap();
        assert_eq!(own.round(pollutant.decimals()), published, "{}", pollutant.symbol());
    }
}

#[test]
fn ranks_are_shared_and_skipped_and_changes_compare_one_standard() {
    let flat = |value: i64| {
        let mut all = days("2023-05", move |_| [9, 21, 6, 90, value + 4, 20]);
        all.extend(days("2024-05", move |_| [9, 21, 6, 90, value, 20]));
        all
    };
    let sites = [(named("甲"), flat(70)), (named("乙"), flat(35)), (named("丙"), flat(70)), (named("丁"), flat(140))];
    let plan = EvaluationPlan { spans: Spans::Each(SpanKind::Month), ..EvaluationPlan::default() };
    let evaluation = evaluation(&sites, plan);
    let ranking = evaluation.ranking(Span::parse("2024-05").unwrap(), EditionChoice::ByDate);
    let told: Vec<(&str, u32, Option<u32>)> =
        ranking.places.iter().map(|p| (evaluation.name(p.result.place), p.rank, p.change_rank)).collect();
    // 乙 1 − 0.57 (4 of 70) is the largest part of the smallest index.
    assert_eq!(told, [("乙", 1, Some(1)), ("甲", 2, Some(2)), ("丙", 2, Some(2)), ("丁", 4, Some(4))]);
    let view = report::ranking(&evaluation, Span::parse("2024-05").unwrap(), EditionChoice::ByDate);
    assert_eq!(view.rows[3].index.single[4], "2.00");
    assert!(!view.rows[3].within_grade_2 && view.rows[0].within_grade_2);
    let change = report::changes(
        &evaluation,
        0,
        Span::parse("2023-05").unwrap(),
        Span::parse("2024-05").unwrap(),
        EditionChoice::ByDate,
    )
    .unwrap();
    let pm10 = &change.rows[4];
    assert_eq!((pm10.before.as_str(), pm10.now.as_str(), pm10.difference.as_str()), ("74", "70", "-4"));
    assert_eq!((pm10.percent.as_str(), pm10.direction.as_str()), ("-5.4", "better"));
}

#[test]
fn trends_leave_out_thin_years() {
    let mut all = Vec::new();
    for (year, pm25) in [(2018, 62), (2019, 55), (2020, 51), (2021, 47), (2022, 43), (2023, 99)] {
        let mut own = days(&year.to_string(), |_| [9, 21, 6, 90, 100, pm25]);
        if year == 2023 {
            own.truncate(100);
        }
        all.extend(own);
    }
    let evaluation = evaluation(&[(named("甲城"), all)], EvaluationPlan::default());
    let annual = evaluation.annual(0, EditionChoice::ByDate);
    let result = trend(&annual, TrendItem::from_key("pm25-mean").unwrap(), &mut Off);
    assert_eq!(result.spearman.coefficient, Some(Amount::whole(-1)));
    assert_eq!(result.years.len(), 5);
    assert!(matches!(result.left_out[..], [(2023, Coverage::ThinMonth(_))]));
    assert_eq!(result.moving.last(), Some(&(2022, Amount::whole(47))));
    let view = report::trends(&evaluation, 0, EditionChoice::ByDate);
    assert!(view.finding.zh.contains("显著下降 PM2.5 年均值"), "{}", view.finding.zh);
    let told = report::explain_trend(&evaluation, 0, TrendItem::from_key("pm25-mean").unwrap(), EditionChoice::ByDate);
    assert!(told.unwrap().steps.iter().any(|step| step.formula.contains("Σd² = 40")));
}

#[test]
fn what_is_unknown_of_2026_is_there_only_when_it_is_asked_for() {
    let mut all = Vec::new();
    for (year, pm25) in [(2027, 33), (2028, 31), (2029, 29)] {
        all.extend(days(&year.to_string(), |_| [9, 21, 6, 90, 40, pm25]));
    }
    let sites = [(named("甲城"), all)];
    let plain = evaluation(&sites, EvaluationPlan::default());
    assert!(plain.all().iter().all(|result| result.three_years.is_none() && result.exceptional_days == 0));
    let event =
        DustPeriod {
            place: "甲城".into(), first: date(2029, 6, 1), last: date(2029, 6, 5), hours: None, origin: None
        };
    let plan = EvaluationPlan { three_years: true, exceptional: vec![event], ..EvaluationPlan::default() };
    let results = plain.replan(plan).all();
    // (33 + 31 + 29) ÷ 3 = 31 is above 30, though the year itself with 29 is not; five days of June leave 25, too few.
    let last = &results[2];
    assert_eq!((last.exceptional_days, last.days_with_data), (5, 360));
    assert_eq!(last.judgement, Judgement::Year(Verdict::NotAssessable));
    let years = last.three_years.as_ref().unwrap();
    assert_eq!(years.items[5].mean.unwrap().value, Amount::whole(31));
    assert!(results[0].three_years.is_none());
}

#[test]
fn missing_pollutants_under_2026_are_counted() {
    // Every fifth day lacks PM2.5: clean ones then have no AQI, dirty ones have.
    let values = |d: Date| match d.parts().2 {
        5 => [9, 21, 6, 90, 40, -1],
        10 => [9, 21, 6, 90, 200, -1],
        _ => CLEAN,
    };
    let evaluation = evaluation(&[(named("甲城"), days("2027", values))], EvaluationPlan::default());
    let result = only(evaluation.all());
    let good = result.plain.good;
    assert_eq!(good.fallen_out(NoAqi::MissingPollutant), 12);
    assert_eq!((good.incomplete_above_100, good.valid, good.good), (12, 353, 341));
    assert_eq!(result.plain.good_ratio, Some(Amount::decimal(966, 1)));
    let view = report::evaluation(&evaluation);
    assert!(view.notices.iter().any(|notice| notice.zh.contains("5.3.1")));
}

#[test]
fn an_explanation_recomputes() {
    let values = |d: Date| [9, 21, 6, 90, 40, if d == date(2024, 7, 1) { 386 } else { 20 }];
    let told = |values: &dyn Fn(Date) -> [i64; 6]| {
        let evaluation = evaluation(&[(named("甲城"), days("2024", values))], EvaluationPlan::default());
        report::explain_evaluation(&evaluation, 0, Span::Year(2024), EditionChoice::ByDate, 0).unwrap()
    };
    let explanation = told(&values);
    let formulas: Vec<&str> = explanation.steps.iter().map(|step| step.formula.as_str()).collect();
    assert!(formulas.contains(&"PM2.5: 7686 ÷ 366 = 21 → 21.0 (21)"), "{formulas:#?}");
    assert!(
        formulas.iter().any(|f| f.starts_with("PM2.5 P95: k = 1 + (366 − 1) × 95 % = 347.75; 20 + 0.75 × (20 − 20)"))
    );
    assert!(formulas.contains(&"365 ÷ 366 × 100 % → 99.7 %"));
    // Another cell, another explanation.
    assert_ne!(told(&|d| if d == date(2024, 2, 2) { [9, 21, 6, 90, 40, 21] } else { values(d) }), explanation);
    assert_eq!(explanation.others.len(), 2);
    assert!(explanation.others[1].result.zh.contains("最终阶段"), "{:?}", explanation.others);
}

fn any_days() -> impl Strategy<Value = Vec<PlaceDay>> {
    let value = prop_oneof![1 => Just(-1_i64), 9 => 0_i64..400];
    prop::collection::btree_map(0_i32..800, prop::array::uniform6(value), 1..300)
        .prop_map(|days| days.into_iter().map(|(n, values)| day(date(2025, 1, 1).plus_days(n), values)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn statistics_lie_between_the_days(days in any_days(), p in 0_usize..6) {
        for span in [Span::Year(2025), Span::Year(2026)] {
            let statistic = statistics(&days, span, &mut Off)[p];
            let pollutant = Pollutant::ALL[p];
            let values: Vec<Amount> = days.iter().filter(|d| span.contains(d.date)).filter_map(|d| d.concentration(pollutant)).collect();
            prop_assert_eq!(statistic.days as usize, values.len());
            if let (Some(least), Some(most)) = (values.iter().min(), values.iter().max()) {
                prop_assert!((*least..=*most).contains(&statistic.mean.unwrap()));
                prop_assert!((*least..=*most).contains(&statistic.percentile.unwrap()));
            } else {
                prop_assert_eq!(statistic, Statistic::NONE);
            }
        }
    }

    #[test]
    fn the_order_of_places_does_not_matter(days in prop::collection::vec(any_days(), 2..5), kind in 0_usize..5) {
        let sites: Vec<(Site, Vec<PlaceDay>)> = days.into_iter().enumerate()
            .map(|(n, days)| (Site { code: format!("{n}A"), city: format!("城{}", n % 2), ..Site::default() }, days))
            .collect();
        let plan = EvaluationPlan { spans: Spans::Each(SpanKind::ALL[kind]), editions: EditionChoice::ALL.to_vec(), ..EvaluationPlan::default() };
        let mut turned = sites.clone();
        turned.reverse();
        let numbers = |sites: &[(Site, Vec<PlaceDay>)]| {
            let evaluation = evaluation(sites, plan.clone());
            let mut all: Vec<(String, Evaluated)> = evaluation.all().into_iter()
                .map(|r| (evaluation.name(r.place).to_owned(), Evaluated { place: 0, ..r })).collect();
            all.sort_by_key(|(name, r)| (name.clone(), r.part.days, r.part.choice.key()));
            all
        };
        prop_assert_eq!(numbers(&sites), numbers(&turned));
    }

    #[test]
    fn deducting_dust_never_makes_fewer_good_days(days in any_days(), dusty in prop::collection::vec(0_i32..800, 0..40)) {
        let dust = dusty.iter().map(|n| date(2025, 1, 1).plus_days(*n))
            .map(|d| DustPeriod { place: String::new(), first: d, last: d, hours: None, origin: None }).collect();
        let plan = EvaluationPlan { dust, editions: vec![EditionChoice::V2012], ..EvaluationPlan::default() };
        for result in evaluation(&[(named("甲"), days)], plan).all() {
            if let Some(deducted) = &result.deducted {
                prop_assert!(deducted.good.good >= result.plain.good.good);
                prop_assert!(deducted.good.valid <= result.plain.good.valid);
                prop_assert_eq!(deducted.statistics[3], result.plain.statistics[3]);
            }
        }
    }

    #[test]
    fn categories_add_up(days in any_days()) {
        let plan = EvaluationPlan { editions: EditionChoice::ALL.to_vec(), spans: Spans::Each(SpanKind::Quarter), ..EvaluationPlan::default() };
        for result in evaluation(&[(named("甲"), days)], plan).all() {
            let good = result.plain.good;
            prop_assert_eq!(good.categories.iter().sum::<u32>(), good.valid);
            prop_assert_eq!(good.categories[0] + good.categories[1], good.good);
            let fallen: u32 = NoAqi::ALL.into_iter().map(|reason| good.fallen_out(reason)).sum();
            prop_assert_eq!(good.valid + fallen, result.days_with_data);
        }
    }
}
