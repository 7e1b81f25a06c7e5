//! Changes between two periods and the seasonal test, against tables and against counting every order.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::grade::Class;
use envgrade::observation::SiteId;
use envgrade::quantity::{Amount, Ratio};
use envgrade::statistics::trend::{Probability, Trend, mann_kendall, seasonal_kendall, seasonal_slope};
use envgrade::trace::{Off, Steps};
use envgrade::water::change::{Change, Matched, Thresholds, by_shares, by_state, pair};
use envgrade::water::share::{Sections, State};
use proptest::prelude::*;
use tables::table;

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Sections of which so many per cent, to a tenth, are Ⅰ–Ⅲ and 劣Ⅴ.
fn sections(good: &str, worst: &str) -> Sections {
    let tenths = |text| u32::try_from(amount(text).shift(1).unwrap().ceiling()).unwrap();
    let (good, worst) = (tenths(good), tenths(worst));
    of_counts(good, worst, 1000)
}

fn of_counts(good: u32, worst: u32, all: u32) -> Sections {
    let mut sections = Sections::default();
    for at in 0..all {
        let class = if at < good {
            Class::II
        } else if at < good + worst {
            Class::WorseThanV
        } else {
            Class::IV
        };
        sections.add_class(Some(class));
    }
    sections
}

#[test]
fn changes_of_shares_follow_the_table() {
    for row in table("water_changes").iter() {
        let before = sections(row.get("good_before"), row.get("worst_before"));
        let now = sections(row.get("good_now"), row.get("worst_now"));
        let mut steps = Steps::default();
        let change = by_shares(&before, &now, Thresholds::default(), &mut steps).unwrap();
        let context = row.cells.join(",");
        assert_eq!(change.difference, Ratio::of(amount(row.get("difference"))), "{context}");
        assert_eq!(change.change.words().zh, row.get("change"), "{context}");
        assert!(steps.0[0].formula.ends_with(&format!("= {}", row.get("difference"))), "{}", steps.0[0].formula);
        assert!(steps.0[0].zh.starts_with(row.get("change")));
    }
}

#[test]
fn changes_of_states_follow_the_table() {
    for row in table("state_changes").iter() {
        let [before, now] = ["before", "now"].map(|name| State::of(Class::read(row.get(name)).unwrap()));
        assert_eq!(by_state(before, now, &mut Off).words().zh, row.get("change"), "{}", row.cells.join(","));
    }
}

#[test]
fn nothing_is_said_of_a_period_without_sections() {
    let (none, some) = (Sections::default(), of_counts(1, 0, 2));
    assert_eq!(by_shares(&none, &some, Thresholds::default(), &mut Off), None);
    assert_eq!(by_shares(&some, &none, Thresholds::default(), &mut Off), None);
}

#[test]
fn thresholds_are_those_that_were_chosen() {
    let (before, now) = (of_counts(50, 0, 100), of_counts(56, 0, 100));
    let of = |some, marked| {
        let thresholds = Thresholds { some: Amount::whole(some), marked: Amount::whole(marked) };
        by_shares(&before, &now, thresholds, &mut Off).unwrap().change
    };
    assert_eq!([of(10, 20), of(5, 20), of(5, 5)], [Change::Unchanged, Change::Better, Change::MarkedlyBetter]);
}

#[test]
fn sections_of_two_periods_are_paired() {
    let of = |sections: &[(u32, Option<Class>)]| sections.iter().map(|&(id, c)| (SiteId(id), c)).collect::<Vec<_>>();
    let before = of(&[(1, Some(Class::II)), (2, Some(Class::IV)), (3, None), (4, Some(Class::V)), (9, Some(Class::I))]);
    let now = of(&[(4, Some(Class::V)), (1, Some(Class::III)), (2, Some(Class::I)), (3, Some(Class::II)), (9, None)]);
    let all = pair(&before, &now, Matched::All, &mut Off);
    assert_eq!((all.common, all.better, all.same, all.worse, all.gone, all.new), (3, 1, 1, 1, 1, 1));
    assert_eq!((all.before.count(), all.now.count(), all.before.not_evaluated), (4, 4, 1));
    assert!(!all.comparable());
    let common = pair(&before, &now, Matched::Common, &mut Off);
    assert_eq!((common.before.count(), common.now.count(), common.now.not_evaluated), (3, 3, 0));
    // The last reading of a section that is given twice.
    let twice = of(&[(1, Some(Class::V)), (1, Some(Class::II))]);
    let pairs = pair(&twice, &of(&[(1, Some(Class::II))]), Matched::All, &mut Off);
    assert_eq!((pairs.same, pairs.before.count(), pairs.comparable()), (1, 1, true));
}

/// `2021-7:90 2022-7:85`.
fn seasonal(text: &str) -> Vec<(i32, u8, Amount)> {
    text.split(' ')
        .map(|one| {
            let (time, value) = one.split_once(':').unwrap();
            let (year, season) = time.split_once('-').unwrap();
            (year.parse().unwrap(), season.parse().unwrap(), amount(value))
        })
        .collect()
}

#[test]
fn seasonal_kendall_follows_the_table() {
    for row in table("seasonal_kendall").iter() {
        let values = seasonal(row.get("series"));
        let mut steps = Steps::default();
        let test = seasonal_kendall(&values, &mut steps).unwrap();
        let context = row.get("series");
        assert_eq!(test.score.to_string(), row.get("score"), "{context}");
        assert_eq!(test.variance, Ratio::new(row.get("variance_18").parse().unwrap(), 18).unwrap(), "{context}");
        let method = if test.method == Probability::Exact { "exact" } else { "normal" };
        assert_eq!(method, row.get("method"), "{context}");
        let expected: f64 = row.get("probability").parse().unwrap();
        assert!((test.probability / expected - 1.0).abs() < 1e-12, "{context}: {}", test.probability);
        let (slope, pairs) = seasonal_slope(&values, 4, &mut Off).unwrap();
        assert_eq!((slope, pairs.to_string()), (amount(row.get("slope")), row.get("pairs").to_owned()), "{context}");
        assert!(steps.0[0].formula.contains(&format!("ΣS = {}", test.score)));
    }
}

#[test]
fn a_season_needs_one_value_a_year_and_one_season_three_years() {
    let of = |text| seasonal_kendall(&seasonal(text), &mut Off);
    assert_eq!(of("2021-1:1 2022-1:2 2022-1:3 2023-1:4"), None);
    assert_eq!(of("2021-1:1 2022-1:2 2021-7:1 2022-7:2"), None);
    assert_eq!(seasonal_kendall(&[], &mut Off), None);
    assert_eq!(of("2021-1:1 2022-1:2 2023-1:3 2021-7:1").map(|test| (test.seasons, test.values)), Some((1, 4)));
}

fn orders(n: i64) -> Vec<Vec<i64>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(n - 1);
    let put = |order: &Vec<i64>, at: usize| {
        let mut order = order.clone();
        order.insert(at, n);
        order
    };
    shorter.iter().flat_map(|order| (0..=order.len()).map(move |at| put(order, at))).collect()
}

#[test]
fn the_exact_distribution_is_that_of_all_orders_of_two_seasons() {
    let score = |order: &[i64]| {
        let pairs = (0..order.len()).flat_map(|one| (one + 1..order.len()).map(move |other| (one, other)));
        pairs.map(|(one, other)| (order[other] - order[one]).signum()).sum::<i64>()
    };
    let (first, second) = (orders(4), orders(3));
    let scores: Vec<i64> =
        first.iter().flat_map(|one| second.iter().map(move |other| score(one) + score(other))).collect();
    let variance = scores.iter().map(|s| s * s).sum::<i64>();
    for one in &first {
        for other in &second {
            let of = |order: &[i64], season| {
                order.iter().zip(2000..).map(|(&v, year)| (year, season, Amount::whole(v))).collect::<Vec<_>>()
            };
            let values = [of(one, 1), of(other, 2)].concat();
            let test = seasonal_kendall(&values, &mut Off).unwrap();
            let far = scores.iter().filter(|s| s.abs() >= test.score.abs()).count();
            let expected = far as f64 / scores.len() as f64;
            assert!((test.probability - expected).abs() < 1e-14, "{one:?} {other:?}");
            assert_eq!(test.variance, Ratio::new(variance.into(), scores.len() as i128).unwrap());
        }
    }
}

fn classes() -> impl Strategy<Value = Vec<(SiteId, Option<Class>)>> {
    let class = prop::option::weighted(0.9, prop::sample::select(Class::ALL.to_vec()));
    prop::collection::btree_map((0_u32..30).prop_map(SiteId), class, 1..25).prop_map(|m| m.into_iter().collect())
}

fn mirrored(change: Change) -> Change {
    match change {
        Change::MarkedlyBetter => Change::MarkedlyWorse,
        Change::Better => Change::Worse,
        Change::Unchanged => Change::Unchanged,
        Change::Worse => Change::Better,
        Change::MarkedlyWorse => Change::MarkedlyBetter,
    }
}

proptest! {
    #[test]
    fn back_again_is_the_opposite_change(before in classes(), now in classes()) {
        let (there, back) =
            (pair(&before, &now, Matched::All, &mut Off), pair(&now, &before, Matched::All, &mut Off));
        prop_assert_eq!((there.gone, there.better, there.same), (back.new, back.worse, back.same));
        let of = |pairs: &envgrade::water::change::Pairs| {
            by_shares(&pairs.before, &pairs.now, Thresholds::default(), &mut Off)
        };
        if let (Some(there), Some(back)) = (of(&there), of(&back)) {
            prop_assert_eq!(there.difference.plus(back.difference), Some(Ratio::ZERO));
            prop_assert_eq!(there.change, mirrored(back.change));
        }
        let common = pair(&before, &now, Matched::Common, &mut Off);
        prop_assert_eq!(common.before.count(), common.common);
        prop_assert_eq!(common.now.count(), common.common);
    }

    #[test]
    fn a_change_of_exactly_a_threshold_does_not_pass_it(all in 1_u32..60, step in prop::sample::select(vec![10_u32, 20])) {
        // Of ten times as many sections, `step` per cent more are good.
        let all = all * 10;
        let more = all * step / 100;
        let of = |more| {
            let (before, now) = (of_counts(0, 0, all), of_counts(more, 0, all));
            by_shares(&before, &now, Thresholds::default(), &mut Off).unwrap().change
        };
        let (at, above) = if step == 10 { (Change::Unchanged, Change::Better) } else { (Change::Better, Change::MarkedlyBetter) };
        prop_assert_eq!(of(more), at);
        // One section more passes it, and with so few sections perhaps the next one too.
        let passed = of(more + 1);
        prop_assert!(passed == above || passed == Change::MarkedlyBetter);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (values, shuffled) in prop::collection::btree_map((2000_i32..2012, 1_u8..5), 0_i64..40, 3..40)
            .prop_map(|map| map.into_iter().map(|((y, s), v)| (y, s, Amount::whole(v))).collect::<Vec<_>>())
            .prop_flat_map(|values| (Just(values.clone()), Just(values).prop_shuffle())),
    ) {
        prop_assert_eq!(seasonal_kendall(&values, &mut Off), seasonal_kendall(&shuffled, &mut Off));
        prop_assert_eq!(seasonal_slope(&values, 3, &mut Off), seasonal_slope(&shuffled, 3, &mut Off));
    }

    #[test]
    fn one_season_is_mann_kendall(values in prop::collection::vec(0_i64..30, 3..30)) {
        let values: Vec<Amount> = values.into_iter().map(Amount::whole).collect();
        let dated: Vec<_> = values.iter().zip(2000..).map(|(&value, year)| (year, 7, value)).collect();
        let (one, other) = (mann_kendall(&values, &mut Off).unwrap(), seasonal_kendall(&dated, &mut Off).unwrap());
        prop_assert_eq!((one.score, one.variance, one.method), (other.score, other.variance, other.method));
        prop_assert!((one.probability - other.probability).abs() < 1e-14);
        prop_assert_eq!(other.trend(1.0) == Trend::NotSignificant, other.score == 0);
    }
}
