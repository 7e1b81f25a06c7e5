//! Trends against tables of input and expected output, and against counting every order.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::quantity::{Amount, Ratio};
use envgrade::statistics::trend::{
    CriticalValues, Equality, Level, Probability, SpearmanRule, Trend, YEARS_OF_A_MOVING_MEAN, critical_value,
    mann_kendall, moving_means, spearman, theil_sen,
};
use envgrade::trace::{Off, Steps};
use proptest::prelude::*;
use tables::table;

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn amounts(text: &str) -> Vec<Amount> {
    text.split_whitespace().map(amount).collect()
}

/// `2019:41 2020:38`.
fn dated(text: &str) -> Vec<(i32, Amount)> {
    let pair = |pair: &str| pair.split_once(':').map(|(time, value)| (time.parse().unwrap(), amount(value))).unwrap();
    text.split_whitespace().map(pair).collect()
}

fn rule(text: &str) -> SpearmanRule {
    let mut rule = if text.starts_with("air") { SpearmanRule::AIR } else { SpearmanRule::WATER };
    if text.ends_with("0.01") {
        rule.level = Level::OnePerCent;
    }
    if text.ends_with("other") {
        rule.critical_values = CriticalValues::Other;
    }
    rule
}

#[test]
fn spearman_follows_the_table() {
    for row in table("spearman").iter() {
        let mut steps = Steps::default();
        let result = spearman(&amounts(row.get("series")), rule(row.get("rule")), &mut steps);
        let context = format!("{} {}", row.get("series"), row.get("rule"));
        assert_eq!(result.squares, amount(row.get("squares")), "{context}");
        assert_eq!(result.coefficient, Some(amount(row.get("coefficient"))), "{context}");
        assert_eq!(result.trend.key(), row.get("trend"), "{context}");
        assert!(steps.0[0].formula.ends_with(&format!("Σd² = {}", result.squares)), "{context}");
        assert!(steps.0[1].formula.contains(&format!("→ {}", row.get("coefficient"))), "{context}");
    }
}

#[test]
fn spearman_tells_what_it_compares() {
    let formula = |rule| {
        let mut steps = Steps::default();
        spearman(&amounts("1 2 3 5 4"), rule, &mut steps);
        steps.0.into_iter().map(|step| step.formula).collect::<Vec<_>>()
    };
    assert_eq!(formula(SpearmanRule::AIR)[0], "1: 1 − 1; 2: 2 − 2; 3: 3 − 3; 5: 5 − 4; 4: 4 − 5; Σd² = 2");
    assert_eq!(formula(SpearmanRule::AIR)[1], "r = 1 − 6 × 2 ÷ (5³ − 5) → 0.900; |r| ≥ 0.900");
    assert_eq!(formula(SpearmanRule::WATER)[1], "r = 1 − 6 × 2 ÷ (5³ − 5) → 0.900; |r| ≤ 0.900");
}

#[test]
fn only_printed_numbers_of_periods_have_a_critical_value() {
    let printed: Vec<u32> =
        (0..40).filter(|&n| critical_value(n, Level::OnePerCent, CriticalValues::Common).is_some()).collect();
    assert_eq!(printed, [5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30]);
    for level in [Level::FivePerCent, Level::OnePerCent] {
        let values: Vec<_> = printed.iter().map(|&n| critical_value(n, level, CriticalValues::Common)).collect();
        assert!(values.windows(2).all(|pair| pair[0] > pair[1]));
    }
}

#[test]
fn no_series_is_too_short_to_be_answered() {
    assert_eq!(spearman(&[], SpearmanRule::AIR, &mut Off).trend, Trend::NotAssessable);
    assert_eq!(spearman(&[Amount::ZERO], SpearmanRule::AIR, &mut Off).coefficient, None);
    assert_eq!(mann_kendall(&amounts("1 2"), &mut Off), None);
    assert_eq!(theil_sen(&[], 2, &mut Off), None);
    assert_eq!(theil_sen(&dated("1:2 1:3"), 2, &mut Off), None);
    assert_eq!(moving_means(&[], 3, 1, &mut Off), []);
    assert_eq!(moving_means(&dated("1:2"), 0, 1, &mut Off), []);
}

#[test]
fn mann_kendall_follows_the_table() {
    for row in table("mann_kendall").iter() {
        let result = mann_kendall(&amounts(row.get("series")), &mut Off).unwrap();
        let context = row.get("series");
        assert_eq!(result.score.to_string(), row.get("score"), "{context}");
        let variance = Ratio::new(row.get("variance_18").parse().unwrap(), 18).unwrap();
        assert_eq!(result.variance, variance, "{context}");
        assert_eq!(result.method == Probability::Exact, row.get("method") == "exact", "{context}");
        let expected: f64 = row.get("probability").parse().unwrap();
        let off = (result.probability - expected).abs() / expected;
        assert!(off < 1e-12, "{context}: {} {expected}", result.probability);
    }
}

/// All orders of the numbers 1 to n.
fn orders(n: i64) -> Vec<Vec<i64>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let insert = |order: &Vec<i64>, at: usize| {
        let mut order = order.clone();
        order.insert(at, n);
        order
    };
    let shorter = orders(n - 1);
    shorter.iter().flat_map(|order| (0..=order.len()).map(move |at| insert(order, at))).collect()
}

fn score(order: &[i64]) -> i64 {
    let pairs = (0..order.len()).flat_map(|at| (at + 1..order.len()).map(move |later| (at, later)));
    pairs.map(|(at, later)| (order[later] - order[at]).signum()).sum()
}

#[test]
fn exact_probabilities_are_those_of_counting_every_order() {
    for n in 3..=7 {
        let orders = orders(n);
        let scores: Vec<i64> = orders.iter().map(|order| score(order)).collect();
        for order in &orders {
            let own = score(order).abs();
            let as_far = scores.iter().filter(|other| other.abs() >= own).count();
            let values: Vec<Amount> = order.iter().map(|&value| Amount::whole(value)).collect();
            let result = mann_kendall(&values, &mut Off).unwrap();
            let expected = as_far as f64 / orders.len() as f64;
            assert!((result.probability - expected).abs() < 1e-14, "{order:?}: {} {expected}", result.probability);
            assert_eq!(result.score, score(order));
        }
        // The variance of the score over all orders.
        let squares: i64 = scores.iter().map(|score| score * score).sum();
        let variance = Ratio::new(squares.into(), orders.len() as i128).unwrap();
        let values: Vec<Amount> = (0..n).map(Amount::whole).collect();
        assert_eq!(mann_kendall(&values, &mut Off).unwrap().variance, variance);
    }
}

#[test]
fn exact_and_normal_probabilities_are_near_where_they_meet() {
    // Fifty values without ties are exact; with one more they are normal.
    let values = |n: i64| (0..n).map(|at| Amount::whole(at + 40 * (at * 7 % 5))).collect::<Vec<_>>();
    let (exact, normal) = (mann_kendall(&values(50), &mut Off).unwrap(), mann_kendall(&values(51), &mut Off).unwrap());
    assert_eq!((exact.method, normal.method), (Probability::Exact, Probability::Normal));
    let near = exact.variance.to_f64().sqrt().recip() * (exact.score.abs() - 1) as f64;
    assert!((exact.probability - libm::erfc(near / std::f64::consts::SQRT_2)).abs() < 2e-3);
}

#[test]
fn theil_sen_follows_the_table() {
    for row in table("theil_sen").iter() {
        let decimals = row.get("decimals").parse().unwrap();
        let line = theil_sen(&dated(row.get("points")), decimals, &mut Off).unwrap();
        let context = row.get("points");
        assert_eq!(line.slope, amount(row.get("slope")), "{context}");
        assert_eq!(line.intercept, amount(row.get("intercept")), "{context}");
        assert_eq!(line.pairs.to_string(), row.get("pairs"), "{context}");
    }
}

#[test]
fn moving_means_follow_the_table() {
    for row in table("moving_means").iter() {
        let decimals = row.get("decimals").parse().unwrap();
        let means = moving_means(&dated(row.get("annual")), YEARS_OF_A_MOVING_MEAN, decimals, &mut Off);
        assert_eq!(means, dated(row.get("means")), "{}", row.get("annual"));
    }
}

fn series() -> impl Strategy<Value = Vec<Amount>> {
    let tied = prop::collection::vec((0_i64..12).prop_map(Amount::whole), 3..25);
    let long = prop::collection::vec((0_i64..1_000_000, 0_u32..5).prop_map(|(n, d)| Amount::decimal(n, d)), 3..60);
    prop_oneof![tied, long]
}

fn opposite(trend: Trend) -> Trend {
    match trend {
        Trend::Rising => Trend::Falling,
        Trend::Falling => Trend::Rising,
        other => other,
    }
}

proptest! {
    #[test]
    fn a_mirrored_series_has_the_mirrored_trend(values in series()) {
        let mirrored: Vec<Amount> = values.iter().map(|v| Amount::decimal(-v.parts().0, v.parts().1)).collect();
        let (one, other) = (mann_kendall(&values, &mut Off).unwrap(), mann_kendall(&mirrored, &mut Off).unwrap());
        prop_assert_eq!(one.score, -other.score);
        prop_assert_eq!(one.probability.to_bits(), other.probability.to_bits());
        prop_assert!((0.0..=1.0).contains(&one.probability));
        let (one, other) =
            (spearman(&values, SpearmanRule::AIR, &mut Off), spearman(&mirrored, SpearmanRule::AIR, &mut Off));
        if one.tied == 0 {
            prop_assert_eq!(one.trend, opposite(other.trend));
            let sum = Ratio::of(one.coefficient.unwrap()).plus(Ratio::of(other.coefficient.unwrap()));
            prop_assert_eq!(sum, Some(Ratio::ZERO));
        }
        let points = |values: &[Amount]| (0..).zip(values.iter().copied()).collect::<Vec<(i32, Amount)>>();
        let (one, other) =
            (theil_sen(&points(&values), 3, &mut Off).unwrap(), theil_sen(&points(&mirrored), 3, &mut Off).unwrap());
        prop_assert_eq!(Ratio::of(one.slope).plus(Ratio::of(other.slope)), Some(Ratio::ZERO));
        prop_assert_eq!(Ratio::of(one.intercept).plus(Ratio::of(other.intercept)), Some(Ratio::ZERO));
    }

    #[test]
    fn the_water_rule_is_never_the_easier_one(values in series()) {
        let (air, water) =
            (spearman(&values, SpearmanRule::AIR, &mut Off), spearman(&values, SpearmanRule::WATER, &mut Off));
        prop_assert!(water.trend == air.trend || water.trend == Trend::NotSignificant);
        prop_assert_eq!(SpearmanRule::AIR.equality, Equality::Significant);
        let one = SpearmanRule { level: Level::OnePerCent, ..SpearmanRule::AIR };
        let strict = spearman(&values, one, &mut Off);
        prop_assert!(strict.trend == air.trend || strict.trend == Trend::NotSignificant);
    }

    #[test]
    fn points_on_a_line_give_the_line(slope in -500_i64..500, start in -5_000_i64..5_000, times in prop::collection::btree_set(-100_i32..100, 2..20)) {
        let points: Vec<(i32, Amount)> =
            times.iter().map(|&time| (time, Amount::decimal(start + slope * i64::from(time), 2))).collect();
        let line = theil_sen(&points, 2, &mut Off).unwrap();
        prop_assert_eq!(line.slope, Amount::decimal(slope, 2));
        prop_assert_eq!(line.intercept, Amount::decimal(start, 2));
    }

    #[test]
    fn one_wild_value_in_seven_does_not_turn_the_line(slope in 1_i64..50, at in 0_usize..7, wild in -100_000_i64..100_000) {
        let mut points: Vec<(i32, Amount)> = (0..7).map(|t| (t, Amount::whole(slope * i64::from(t)))).collect();
        points[at].1 = Amount::whole(wild);
        // Fifteen of the twenty-one slopes are those of the line.
        prop_assert_eq!(theil_sen(&points, 2, &mut Off).unwrap().slope, Amount::whole(slope));
    }
}
