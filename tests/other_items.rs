//! Table 2, annex A and table 4 of GB 3095, and the annual evaluation of the other items.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use std::collections::BTreeMap;

use envgrade::air::hours::{HOURS_OF_A_DAY, HOURS_OF_A_WINDOW};
use envgrade::air::other_items::{Judged, OtherItem, Percentiles, evaluate};
use envgrade::assess::{Assessment, Assessor, DayTable, Evaluation, EvaluationPlan, Level, OtherOutcome};
use envgrade::calendar::{Date, Month, days_in_month};
use envgrade::edition::{AirLimits, EditionChoice};
use envgrade::fold::Fold;
use envgrade::grade::Verdict;
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::issue::Code;
use envgrade::observation::{FileId, SiteTable};
use envgrade::parameter::{Medium, Parameter};
use envgrade::plan::{AirState, DataState, Plan};
use envgrade::quantity::Amount;
use envgrade::report::evaluation as report;
use envgrade::standard::gb3095::{self, ANNEX_A, Grade, Minimum, Period, TABLE_2, TABLE_4};
use envgrade::standard::hj663::{DAYS_OF_A_YEAR, days_of_a_month};
use envgrade::trace::{Off, Steps};
use proptest::prelude::*;
use proptest::sample::select;
use tables::table;

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn item(text: &str) -> Parameter {
    Parameter::read_in(text, Medium::Air).unwrap_or_else(|| panic!("{text}"))
}

fn period(text: &str) -> Period {
    match text {
        "year" => Period::Year,
        "quarter" => Period::Quarter,
        "day" => Period::Day,
        "daily max 8h" => Period::DayMax8h,
        "hour" => Period::Hour,
        "month" => Period::Month,
        "growing season" => Period::GrowingSeason,
        other => panic!("{other}"),
    }
}

const EDITIONS: [(AirLimits, &str); 3] = [
    (AirLimits::Gb3095V2012, "2012"),
    (AirLimits::Gb3095V2026Transition, "transition"),
    (AirLimits::Gb3095V2026Final, "final"),
];

fn edition(text: &str) -> AirLimits {
    EDITIONS.into_iter().find(|edition| edition.1 == text).unwrap().0
}

#[test]
fn limits_of_the_other_items_are_the_printed_ones() {
    let table = table("gb3095_table_2");
    let mut rows = 0;
    for row in table.iter() {
        for (edition, name) in EDITIONS {
            for (grade, short) in [(Grade::One, "g1"), (Grade::Two, "g2")] {
                let (item, period) = (item(row.get("item")), period(row.get("period")));
                let printed = amount(row.get(&format!("{name}_{short}")));
                assert_eq!(gb3095::limit(edition, item, period, grade), Some(printed), "{item:?} {period:?} {name}");
            }
        }
        rows += 1;
    }
    assert_eq!(rows, TABLE_2.len());
}

#[test]
fn reference_values_are_the_printed_ones_and_judge_nothing() {
    let table = table("gb3095_annex_a");
    let rows: Vec<_> = table.iter().collect();
    assert_eq!(rows.len(), ANNEX_A.len());
    for (row, value) in rows.iter().zip(ANNEX_A) {
        assert_eq!((value.item, value.period), (item(row.get("item")), period(row.get("period"))));
        assert_eq!(value.area.map_or("", |area| area.en), row.get("area"));
        assert_eq!(value.value, amount(row.get("value")));
        let unit = value.unit.replace('µ', "u").replace('³', "3").replace('²', "2").replace('·', ".");
        assert_eq!(unit, row.get("unit"));
        for (edition, _) in EDITIONS {
            assert_eq!(gb3095::limit(edition, value.item, value.period, Grade::Two), None);
        }
    }
}

#[test]
fn minimums_are_the_printed_ones() {
    let table = table("gb3095_table_4");
    let rows: Vec<_> = table.iter().collect();
    assert_eq!(rows.len(), TABLE_4.len());
    for (row, printed) in rows.iter().zip(TABLE_4) {
        let items: Vec<Parameter> = row.get("items").split_whitespace().map(item).collect();
        assert_eq!(printed.items, items);
        assert_eq!(printed.period, period(row.get("period")));
        let (kind, minimum) = match printed.minimum {
            Minimum::Days { whole, month, february, evenly } => {
                (if evenly { "days spread evenly" } else { "days" }, format!("{whole}/{month}/{february}"))
            }
            Minimum::Hours(hours) => ("hours", hours.to_string()),
            Minimum::HoursOfEight(hours) => ("hours of eight", hours.to_string()),
            Minimum::Minutes(minutes) => ("minutes", minutes.to_string()),
        };
        assert_eq!((kind, minimum.as_str()), (row.get("kind"), row.get("minimum")));
    }
}

#[test]
fn the_rules_of_the_basic_items_use_the_printed_minimums() {
    let minimum = |period| gb3095::minimum(Parameter::So2, period).unwrap();
    assert_eq!(minimum(Period::Day), Minimum::Hours(HOURS_OF_A_DAY));
    assert_eq!(gb3095::minimum(Parameter::O3, Period::DayMax8h), Some(Minimum::HoursOfEight(HOURS_OF_A_WINDOW)));
    let Minimum::Days { whole, month, february, .. } = minimum(Period::Year) else { panic!("days") };
    assert_eq!(u32::from(whole), DAYS_OF_A_YEAR);
    assert_eq!(month, days_of_a_month(Month { year: 2025, month: 3 }));
    assert_eq!(february, days_of_a_month(Month { year: 2025, month: 2 }));
}

/// The days of a case; what stands later replaces what stands before in the same month.
fn days(text: &str) -> Vec<(Date, Amount)> {
    let mut months: BTreeMap<u8, (u8, Amount)> = BTreeMap::new();
    let text = text.replace("each month", "each");
    for run in text.split_whitespace() {
        let (place, value) = run.split_once('=').unwrap();
        let (month, count) = place.split_once('/').unwrap();
        let months_meant = if month == "each" { 1..=12 } else { month.parse().unwrap()..=month.parse().unwrap() };
        months_meant.for_each(|month| {
            months.insert(month, (count.parse().unwrap(), amount(value)));
        });
    }
    let of = |(month, (count, value)): (u8, (u8, Amount))| {
        assert!(count <= days_in_month(2025, month));
        (1..=count).map(move |day| (Date::new(2025, month, day).unwrap(), value))
    };
    months.into_iter().flat_map(of).collect()
}

fn held(judged: &Judged) -> String {
    judged.held.map_or_else(|| "-".to_owned(), |held| format!("{} {}", held.value, held.limit))
}

#[test]
fn years_of_the_other_items_follow_the_table() {
    for row in table("other_items_years").iter() {
        let case = row.get("case");
        let item = OtherItem::of(item(row.get("item"))).unwrap();
        let days = days(row.get("days"));
        let mut steps = Steps::default();
        let evaluate = |percentiles, steps: &mut Steps| {
            evaluate(item, &days, 2025, edition(row.get("limits")), Grade::Two, percentiles, steps)
        };
        let year = evaluate(Percentiles::Judged, &mut steps);
        assert_eq!(held(&year.mean), row.get("mean"), "{case}");
        assert_eq!(year.mean.verdict.key(), row.get("mean_verdict"), "{case}");
        assert_eq!(year.percentile.map_or(String::new(), |judged| held(&judged)), row.get("percentile"), "{case}");
        assert_eq!(year.percentile.map_or("", |judged| judged.verdict.key()), row.get("percentile_verdict"), "{case}");
        let quarter = |judged: Judged| {
            let mark = match judged.verdict {
                Verdict::Attained => "",
                Verdict::Exceeded => "!",
                Verdict::NotAssessable => "?",
            };
            format!("{}{mark}", judged.held.map_or_else(|| "-".to_owned(), |held| held.value.to_string()))
        };
        let quarters: Vec<String> = year.quarters.into_iter().flatten().map(quarter).collect();
        assert_eq!(quarters.join(" "), row.get("quarters"), "{case}");
        assert_eq!(year.verdict.key(), row.get("verdict"), "{case}");
        // Every held value stands in a step of its own.
        let told = steps.0.iter().filter(|step| step.formula.contains(['≤', '>'])).count();
        let judged =
            [Some(year.mean), year.percentile].into_iter().flatten().chain(year.quarters.into_iter().flatten());
        assert_eq!(told, judged.filter(|judged| judged.held.is_some()).count(), "{case}");
        let without = evaluate(Percentiles::LeftOut, &mut Steps::default());
        assert_eq!((without.percentile, without.mean), (None, year.mean), "{case}");
    }
}

#[test]
fn days_of_other_years_are_left_out() {
    let mut days = days("each month/5=100");
    days.insert(0, (Date::new(2024, 12, 31).unwrap(), Amount::whole(9_000)));
    days.push((Date::new(2026, 1, 1).unwrap(), Amount::whole(9_000)));
    let year = evaluate(OtherItem::Tsp, &days, 2025, AirLimits::Gb3095V2012, Grade::Two, Percentiles::Judged, &mut Off);
    assert_eq!((year.days, year.mean.held.unwrap().value), (60, Amount::whole(100)));
    assert_eq!((year.day_rate.attaining, year.day_rate.valid), (60, 60));
}

proptest! {
    /// A larger value never turns a year from exceeded to attained, and a missing day never from not assessable to
    /// attained.
    #[test]
    fn more_pollution_and_fewer_days_never_look_better(
        item in select(OtherItem::ALL.to_vec()), values in prop::collection::vec(1_i64..500, 60..365),
        at in 0_usize..1_000, more in 1_i64..1_000,
    ) {
        let first = Date::new(2025, 1, 1).unwrap();
        let step = 365 / values.len() as i32;
        let days: Vec<(Date, Amount)> = values
            .iter()
            .zip(0..)
            .map(|(&value, n): (_, i32)| (first.plus_days(n * step), Amount::decimal(value, item.decimals())))
            .collect();
        let verdict = |days: &[(Date, Amount)]| {
            let limits = AirLimits::Gb3095V2026Final;
            evaluate(item, days, 2025, limits, Grade::One, Percentiles::Judged, &mut Off).verdict
        };
        let before = verdict(&days);
        let at = at % days.len();
        let mut worse = days.clone();
        worse[at].1 = Amount::decimal(values[at] + more, item.decimals());
        prop_assert!(before != Verdict::Exceeded || verdict(&worse) == Verdict::Exceeded);
        let mut fewer = days;
        fewer.remove(at);
        prop_assert!(before != Verdict::NotAssessable || verdict(&fewer) != Verdict::Attained);
    }
}

// From files to years.

/// Reads files one after the other.
fn assess(files: &[String], plan: &Plan) -> Assessment {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(plan.clone()));
    for (number, text) in (0..).zip(files) {
        let options = ReadOptions::default();
        read_bytes(FileId(number), "x.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
    }
    assessor.finish(sites)
}

/// Through bytes, as one module hands them to the other.
fn evaluation(assessment: &Assessment, level: Level) -> Evaluation {
    let table = DayTable::from_bytes(assessment.day_table().bytes().to_vec()).unwrap();
    Evaluation::new(table, EvaluationPlan { level, ..EvaluationPlan::default() })
}

/// A file of samples of every fifth day of a year, 73 of them.
fn samples(head: &str, year: i32, row: impl Fn(i32) -> String) -> String {
    let first = Date::new(year, 1, 1).unwrap();
    let rows: Vec<String> = (0..73).map(|n| format!("{},{}", first.plus_days(5 * n), row(n))).collect();
    format!("日期,点位,{head}\n{}\n", rows.join("\n"))
}

fn place(evaluation: &Evaluation, name: &str) -> usize {
    (0..evaluation.len()).find(|&place| evaluation.name(place) == name).unwrap_or_else(|| panic!("no place {name}"))
}

#[test]
fn samples_of_a_year_are_evaluated_from_files() {
    // TSP 180 to 252, of which every value is in mg/m³; BaP 0.8 ng/m³; Pb 0.4 but for the first quarter, 1.2 µg/m³.
    let text = samples("TSP(mg/m³),苯并[a]芘(ng/m³),铅(μg/m³),镉(ng/m³),氟化物(μg/m³)", 2025, |n| {
        let lead = if n < 18 { "1.2" } else { "0.2" };
        format!("甲,0.{},0.8,{lead},4,{}", 180 + n, if n % 10 == 0 { "7.5" } else { "3" })
    });
    let assessment = assess(&[text], &Plan::default());
    assert_eq!((assessment.air_len(), assessment.other_items_len()), (0, 5));
    let evaluation = evaluation(&assessment, Level::Point);
    let place = place(&evaluation, "甲");
    let years = evaluation.other_items(place, EditionChoice::ByDate);
    let items: Vec<_> = years.iter().map(|year| (year.item.item().key, year.year, year.days)).collect();
    let expected = ["tsp", "bap", "air-pb", "air-cd", "air-fluoride"].map(|item| (item, 2025, 73));
    assert_eq!(items, expected);
    let judged = |n: usize| match &years[n].outcome {
        OtherOutcome::Judged(year) => **year,
        other => panic!("{other:?}"),
    };
    let tsp = judged(0);
    // The mean of 180 to 252 is 216; above 200.
    assert_eq!((tsp.mean.held.unwrap().value, tsp.verdict), (Amount::whole(216), Verdict::Exceeded));
    assert_eq!((tsp.day_rate.attaining, tsp.day_rate.valid), (73, 73));
    let bap = judged(1);
    assert_eq!((held(&bap.mean).as_str(), bap.verdict), ("0.0008 0.001", Verdict::Attained));
    // (18 × 1.2 + 55 × 0.2) ÷ 73 = 0.4466; the first quarter is above 1.
    let lead = judged(2);
    assert_eq!((held(&lead.mean).as_str(), lead.verdict), ("0.45 0.5", Verdict::Exceeded));
    let quarters: Vec<_> = lead.quarters.unwrap().map(|quarter| quarter.verdict).into();
    assert_eq!(quarters, [Verdict::Exceeded, Verdict::Attained, Verdict::Attained, Verdict::Attained]);
    // Annex A is information: the mean beside 0.005, and the days above 7.
    let OtherOutcome::Information(cadmium) = &years[3].outcome else { panic!() };
    assert_eq!((cadmium[0].value, cadmium[0].printed.value), (amount("0.004"), amount("0.005")));
    let OtherOutcome::Information(fluoride) = &years[4].outcome else { panic!() };
    assert_eq!((fluoride.len(), fluoride[0].value, fluoride[0].days_above), (1, amount("7.5"), Some(8)));

    let view = report::other_items(&evaluation, place, EditionChoice::ByDate);
    assert_eq!(view.finding.zh, "甲 2025 年其他项目：超标 TSP (+0.08)、Pb (+0.20)；达标 BaP；仅供参考 Cd、F。");
    assert_eq!(
        view.finding.en,
        "甲, other items in 2025: exceeded by TSP (+0.08), Pb (+0.20); attained by BaP; for information Cd, F."
    );
    for row in &view.rows {
        assert_eq!(row.verdict.is_empty(), row.information, "{}", row.item);
        assert!(row.information || row.values.iter().all(|value| !value.verdict.is_empty()), "{}", row.item);
        assert!(!row.information || row.values.iter().all(|value| value.verdict.is_empty()), "{}", row.item);
        // Every printed value stands in a step.
        let item = Parameter::from_key(&row.item).unwrap();
        let explanation =
            report::explain_other_item(&evaluation, place, item, row.year, EditionChoice::ByDate).unwrap();
        for value in &row.values {
            let told = explanation.steps.iter().any(|step| step.formula.contains(&value.value));
            assert!(told, "{} {}: {:?}", row.item, value.key, explanation.steps);
        }
    }
    let mut csv = Vec::new();
    report::write_other_items_csv(&evaluation, EditionChoice::ByDate, &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(csv.lines().count(), 1 + 2 + 2 + 5 + 1 + 2);
    assert!(csv.contains(
        "\n甲,2025,TSP,µg/m³,1,\"GB 3095-2012, grade 2\",73,exceeded,year,216,200,0.08,exceeded,73,73,false\n"
    ));
    assert!(csv.contains(",73,,year,0.0040,0.005,,,0,0,true\n"));
}

#[test]
fn percentiles_are_a_choice() {
    // Four days of 400 among 73: the 95th percentile exceeds, the mean does not.
    let text = samples("TSP", 2025, |n| format!("甲,{}", if n % 18 == 0 { 400 } else { 100 }));
    let assessment = assess(&[text], &Plan::default());
    let verdict = |other_percentiles| {
        let plan = EvaluationPlan { level: Level::Point, other_percentiles, ..EvaluationPlan::default() };
        let evaluation = Evaluation::new(assessment.day_table(), plan);
        report::other_items(&evaluation, 0, EditionChoice::ByDate).rows[0].verdict.clone()
    };
    assert_eq!(verdict(Percentiles::Judged), "exceeded");
    assert_eq!(verdict(Percentiles::LeftOut), "attained");
}

#[test]
fn a_year_under_two_editions_has_no_verdict_unless_one_is_chosen() {
    let text = samples("NOx", 2026, |n| format!("甲,{}", if n < 3 { 101 } else { 80 }));
    let evaluation = evaluation(&assess(&[text], &Plan::default()), Level::Point);
    let row = |choice| report::other_items(&evaluation, 0, choice).rows.remove(0);
    let by_date = row(EditionChoice::ByDate);
    assert_eq!((by_date.verdict.as_str(), by_date.values[0].value.as_str()), ("not-assessable", "81"));
    assert!(by_date.why.zh.contains("跨越新旧两版标准"));
    // Each day by the limit of its own date, 100 in both editions.
    assert_eq!((by_date.days_within, by_date.days_judged), (70, 73));
    // 70 from 2031 on.
    let last = row(EditionChoice::V2026Final);
    assert_eq!((last.days_within, last.values[0].limit.as_str()), (0, "40"));
    assert_eq!(last.why.zh, "有效天数 73 天，少于 324 天");
}

/// Hours of NOx on the first days of a year; of the last day so many.
fn hours(last: u8) -> String {
    let mut text = "时间,点位,PM10,NOx,TSP\n".to_owned();
    for day in 1..=2_u8 {
        for hour in 1..=if day == 2 { last } else { 24 } {
            text += &format!("2025-01-{day:02} {hour:02}:00,甲,50,{},300\n", 10 + hour);
        }
    }
    text
}

#[test]
fn days_of_nox_need_twenty_hours_and_hours_of_samples_are_refused() {
    let days = |last| {
        let assessment = assess(&[hours(last)], &Plan::default());
        let evaluation = evaluation(&assessment, Level::Point);
        assert_eq!(evaluation.other_days(0, Parameter::Tsp), []);
        assert_eq!(assessment.issues().count(Code::NotOfHours), 24 + u32::from(last));
        evaluation.other_days(0, Parameter::Nox)
    };
    let date = |day| Date::new(2025, 1, day).unwrap();
    // The mean of 11 to 34 is 22.5, of 11 to 30 20.5: half to even.
    assert_eq!(days(20), [(date(1), Amount::whole(22)), (date(2), Amount::whole(20))]);
    assert_eq!(days(19), [(date(1), Amount::whole(22))]);
    assert_eq!(gb3095::minimum(Parameter::Nox, Period::Day), Some(Minimum::Hours(20)));
}

#[test]
fn a_value_that_is_there_twice_is_said_and_the_first_stands() {
    let daily = "日期,点位,NOx,铅(μg/m³)\n2025-01-01,甲,70,0.1\n2025-01-01,甲,70,0.2\n2025-01-02,甲,-,ND\n".to_owned();
    let assessment = assess(&[hours(24), daily], &Plan::default());
    let issues = assessment.issues();
    assert_eq!((issues.count(Code::Duplicate), issues.count(Code::Contradiction)), (1, 1));
    assert_eq!(issues.count(Code::NoDetectionLimit), 1);
    let evaluation = evaluation(&assessment, Level::Point);
    let date = |day| Date::new(2025, 1, day).unwrap();
    // A daily value stands before hours, whichever file comes first.
    let nox = [(date(1), Amount::whole(70)), (date(2), Amount::whole(22))];
    assert_eq!(evaluation.other_days(0, Parameter::Nox), nox);
    assert_eq!(evaluation.other_days(0, Parameter::PbInAir), [(date(1), amount("0.1"))]);
}

#[test]
fn gases_are_converted_and_metals_of_annex_a_are_not() {
    let daily = "日期,点位,NOx,TSP,镉(μg/m³)\n2025-01-01,甲,100,100,0.004\n".to_owned();
    let state = AirState { kelvin: Amount::decimal(30_315, 2), hectopascals: Amount::whole(1000) };
    let plan = Plan { data_state: DataState::Monitored(state), ..Plan::default() };
    let evaluation = evaluation(&assess(&[daily], &plan), Level::Point);
    let of = |item| evaluation.other_days(0, item)[0].1.round(3);
    assert_eq!(of(Parameter::Nox), amount("103.024"));
    assert_eq!((of(Parameter::Tsp), of(Parameter::CdInAir)), (amount("100"), amount("0.004")));
}

#[test]
fn a_city_has_the_mean_of_the_points_that_sample_an_item_and_its_six_pollutants_stay_as_they_are() {
    let six = "日期,城市,点位,PM2.5,PM10,SO2,NO2,CO,O3\n\
               2025-01-01,丙市,一,30,60,5,20,0.5,90\n2025-01-01,丙市,二,40,80,7,30,0.7,100\n";
    let metals = "日期,城市,点位,TSP,铅(μg/m³)\n\
                  2025-01-01,丙市,三,100,0.2\n2025-01-01,丙市,四,140,-\n\
                  2025-01-02,丙市,三,90,0.2\n2025-01-03,丙市,三,80,0.2\n2025-01-03,丙市,四,121,-\n\
                  2025-01-04,丙市,丙市,55,0.3\n";
    let without = evaluation(&assess(&[six.to_owned()], &Plan::default()), Level::City);
    let with_metals = assess(&[metals.to_owned(), six.to_owned()], &Plan::default());
    let with = evaluation(&with_metals, Level::City);
    assert_eq!(with.len(), 1);
    assert_eq!((with.name(0), with.members(0)), ("丙市", 2));
    assert_eq!(with.days(0), without.days(0));
    assert!(!with.days(0).is_empty());
    // The row of the city itself stands before its points.
    let date = |day| Date::new(2025, 1, day).unwrap();
    assert_eq!(with.other_days(0, Parameter::PbInAir), [(date(4), amount("0.3"))]);
    // Without it, days where one of two points is missing count by the quota: half of fewer than four.
    let points: String = metals.lines().take(6).map(|line| format!("{line}\n")).collect();
    let points = evaluation(&assess(&[points], &Plan::default()), Level::City);
    let tsp: Vec<_> = points.other_days(0, Parameter::Tsp).iter().map(|day| day.1).collect();
    // (80 + 121) ÷ 2 = 100.5, half to even.
    assert_eq!(tsp, [120, 90, 100].map(Amount::whole));
    assert_eq!(points.other_points(0, Parameter::Tsp), 2);
    assert_eq!((points.days(0).len(), points.of(0).len()), (0, 0));
    assert!(evaluation(&with_metals, Level::Region).other_items(0, EditionChoice::ByDate).is_empty());
}

proptest! {
    /// Files read by several workers and merged in order give what one reader gives.
    #[test]
    fn parts_merge_to_the_whole(
        rows in prop::collection::vec((0_u8..3, 1_u8..6, 0_u8..5, 0_i64..40), 1..60), cut in 0_usize..60,
        hourly in any::<bool>(),
    ) {
        let row = |(site, day, hour, value): &(u8, u8, u8, i64)| {
            let time = if hourly { format!("2025-01-{day:02} {hour:02}:00") } else { format!("2025-01-{day:02}") };
            format!("{time},点{site},{value},0.0{value},{}\n", 100 + value)
        };
        let cut = cut.min(rows.len());
        let head = "时间,点位,NOx,铅(μg/m³),TSP\n";
        let file = |rows: &[(u8, u8, u8, i64)]| head.to_owned() + &rows.iter().map(row).collect::<String>();
        let files = [file(&rows[..cut]), file(&rows[cut..])];
        let whole = assess(&files, &Plan::default());
        let mut sites = SiteTable::default();
        let mut parts: Vec<Assessor> = Vec::new();
        for (number, text) in (0..).zip(&files) {
            let mut own = SiteTable::default();
            let mut part = Assessor::new(Plan::default());
            read_bytes(FileId(number), "x.csv", text.as_bytes(), &ReadOptions::default(), &mut own, &mut part);
            let ids: Vec<_> = own
                .iter()
                .map(|(_, site)| sites.intern(site.name.as_bytes(), || site.clone()))
                .collect();
            match parts.first_mut() {
                Some(first) => first.merge(part, &ids),
                None => parts.push(part),
            }
        }
        let merged = parts.remove(0).finish(sites);
        let series = |assessment: &Assessment| {
            let table = assessment.day_table();
            let mut all: Vec<_> = (0..table.len())
                .map(|site| (table.site(site).name.clone(), table.others(site).collect::<Vec<_>>()))
                .collect();
            all.sort_by(|one, other| one.0.cmp(&other.0));
            all
        };
        prop_assert_eq!(series(&whole), series(&merged));
        for code in [Code::Duplicate, Code::Contradiction, Code::NotOfHours] {
            prop_assert_eq!(whole.issues().count(code), merged.issues().count(code));
        }
    }
}
