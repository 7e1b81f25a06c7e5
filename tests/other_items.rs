//! Table 2, annex A and table 4 of GB 3095, and the annual evaluation of the other items.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use std::collections::BTreeMap;

use envgrade::air::hours::{HOURS_OF_A_DAY, HOURS_OF_A_WINDOW};
use envgrade::air::other_items::{Judged, OtherItem, Percentiles, evaluate};
use envgrade::calendar::{Date, Month, days_in_month};
use envgrade::edition::AirLimits;
use envgrade::grade::Verdict;
use envgrade::parameter::{Medium, Parameter};
use envgrade::quantity::Amount;
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
