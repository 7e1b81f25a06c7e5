//! The city water quality index against tables of input and expected output, and what holds for any city.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::grade::{Class, Verdict};
use envgrade::observation::SiteId;
use envgrade::parameter::Parameter;
use envgrade::plan::Body;
use envgrade::quantity::{Amount, Ratio, Reading, read_cell};
use envgrade::statistics::ranks;
use envgrade::trace::{Off, Steps};
use envgrade::water::cwqi::{
    CityIndex, Sign, WeightedPart, Weighting, change, city, is_ranked_by_change, part, ranked, single,
};
use envgrade::water::places::PlaceMeans;
use envgrade::water::section::CLASS_ITEMS;
use proptest::prelude::*;
use tables::table;

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn body(text: &str) -> Body {
    match text {
        "river" => Body::River,
        "lake" => Body::Lake,
        other => panic!("{other}"),
    }
}

fn printed(index: Option<Ratio>) -> String {
    index.map_or("-".to_owned(), |index| format!("{:.4}", index.round(4).unwrap()))
}

#[test]
fn single_indices_follow_the_table() {
    for row in table("cwqi_single").iter() {
        let item = Parameter::from_key(row.get("item")).unwrap();
        let index = single(item, amount(row.get("value")), body(row.get("body")));
        assert_eq!(printed(index), row.get("index"), "{}", row.cells.join(","));
    }
    assert_eq!(single(Parameter::CodMn, amount("-1"), Body::River), None);
}

fn means(name: &str) -> Vec<(Parameter, Reading)> {
    let rows = table("cwqi_parts");
    let of = |row: tables::Row<'_>| {
        let item = Parameter::from_key(row.get("item")).unwrap();
        (row.get("part") == name).then(|| (item, read_cell(row.get("mean").as_bytes()).unwrap()))
    };
    rows.iter().filter_map(of).collect()
}

fn weighted(name: &str, places: u32) -> WeightedPart {
    WeightedPart { index: part(&means(name), body(name), &mut Off).unwrap(), places }
}

#[test]
fn parts_follow_the_table() {
    for (name, sum) in [("river", "4.7180"), ("lake", "5.2275")] {
        let mut steps = Steps::default();
        let index = part(&means(name), body(name), &mut steps).unwrap();
        assert_eq!(format!("{:.4}", index.printed().unwrap()), sum);
        assert!(index.is_complete());
        assert!(steps.0[0].formula.ends_with(&format!("Σ = {sum}")));
        let rows = table("cwqi_parts");
        for row in rows.iter().filter(|row| row.get("part") == name) {
            let item = Parameter::from_key(row.get("item")).unwrap();
            let own = index.single.iter().find(|single| single.0 == item).map(|single| single.1);
            assert_eq!(printed(own), row.get("index"), "{name} {item:?}");
        }
    }
}

#[test]
fn a_city_is_weighted_and_compared() {
    let (rivers, lakes) = (weighted("river", 6), weighted("lake", 2));
    let index = city(Some(&rivers), Some(&lakes), Weighting::ByPlaces, &mut Off).unwrap();
    assert_eq!((index.printed, index.is_complete), (amount("4.8453"), true));
    // Σ of the four decimals of 4.71796… and 5.22748…, evenly: 4.9727.
    assert_eq!(city(Some(&rivers), Some(&lakes), Weighting::Equal, &mut Off).unwrap().printed, amount("4.9727"));
    assert_eq!(city(Some(&rivers), None, Weighting::ByPlaces, &mut Off).unwrap().printed, amount("4.7180"));
    assert_eq!(city(None, None, Weighting::ByPlaces, &mut Off), None);
    let base = |text| CityIndex { exact: Ratio::of(amount(text)), printed: amount(text), is_complete: true };
    let (better, worse) = (
        change(&base("5.2"), &index, Sign::FallIsBetter, &mut Off).unwrap(),
        change(&base("4.1"), &index, Sign::FallIsBetter, &mut Off).unwrap(),
    );
    assert_eq!((better.percent, worse.percent), (amount("-6.82"), amount("18.18")));
    let mut steps = Steps::default();
    let turned = change(&base("5.2"), &index, Sign::RiseIsBetter, &mut steps).unwrap();
    assert_eq!((turned.percent, turned.shown()), (amount("-6.82"), amount("6.82")));
    assert_eq!(steps.0[0].zh, "6.82%（正值表示水质改善）");
}

#[test]
fn a_missing_item_is_named_and_not_made_up_for() {
    let mut some = means("river");
    some.retain(|mean| mean.0 != Parameter::Hg);
    some.iter_mut().filter(|mean| mean.0 == Parameter::Do).for_each(|mean| mean.1 = Reading::Value(Amount::ZERO));
    let mut steps = Steps::default();
    let index = part(&some, Body::River, &mut steps).unwrap();
    assert_eq!(index.missing.iter().collect::<Vec<_>>(), [Parameter::Do, Parameter::Hg]);
    // 4.7180 − 0.6173 − 0.2
    assert_eq!(index.printed(), Some(amount("3.9007")));
    assert!(steps.0[0].zh.contains("溶解氧、汞") && steps.0[0].en.contains("not comparable"));
    let of_city = city(Some(&WeightedPart { index, places: 3 }), None, Weighting::ByPlaces, &mut Off).unwrap();
    assert_eq!(ranked(Some(&of_city)), None);
    let whole = city(Some(&weighted("river", 1)), None, Weighting::ByPlaces, &mut Off).unwrap();
    assert_eq!(ranked(Some(&whole)), Some(amount("4.7180")));
    assert_eq!(change(&whole, &of_city, Sign::FallIsBetter, &mut Off), None);
    assert_eq!(part(&[(Parameter::Tn, Reading::Value(amount("2")))], Body::Lake, &mut Off), None);
}

#[test]
fn half_a_detection_limit_enters() {
    let oil = [(Parameter::Petroleum, Reading::Below(amount("0.01")))];
    assert_eq!(part(&oil, Body::River, &mut Off).unwrap().sum, Ratio::new(1, 10).unwrap());
}

#[test]
fn clean_cities_leave_the_ranking_by_change() {
    let (good, over) = ((Some(Class::II), Verdict::Attained), (Some(Class::II), Verdict::Exceeded));
    let none = (None, Verdict::NotAssessable);
    assert!(!is_ranked_by_change(&[good, good], &[good]));
    assert!(is_ranked_by_change(&[good, over], &[good]));
    assert!(is_ranked_by_change(&[good], &[good, none]));
    assert!(is_ranked_by_change(&[good], &[(Some(Class::III), Verdict::Attained)]));
    assert!(is_ranked_by_change(&[], &[good]));
}

#[test]
fn published_indices_keep_their_order() {
    // Anhui, January 2020: 黄山 and 滁州; Jilin, first half of 2020: 白山 and 辽源.
    let of = |texts: &[&str]| ranks(&texts.iter().map(|text| Some(amount(text))).collect::<Vec<_>>());
    assert_eq!(of(&["2.9674", "7.6320"]), [Some(1), Some(2)]);
    assert_eq!(of(&["7.1454", "3.0229"]), [Some(2), Some(1)]);
}

proptest! {
    #[test]
    fn ranks_count_those_that_are_smaller(values in prop::collection::vec(prop::option::of(0_i64..20), 0..30)) {
        let values: Vec<Option<Amount>> = values.into_iter().map(|v| v.map(|v| Amount::decimal(v, 4))).collect();
        for (value, rank) in values.iter().zip(ranks(&values)) {
            let smaller = values.iter().flatten().filter(|other| Some(**other) < *value).count();
            prop_assert_eq!(rank, value.map(|_| u32::try_from(smaller).unwrap() + 1));
        }
    }

    #[test]
    fn any_means_give_an_index_in_any_order_of_rows(
        (readings, shuffled) in prop::collection::vec(
            (0_u32..5, prop::sample::select(CLASS_ITEMS.iter().collect::<Vec<_>>()), 1_i64..1_000_000, 0_u32..7), 1..60,
        ).prop_flat_map(|readings| (Just(readings.clone()), Just(readings).prop_shuffle())),
    ) {
        let of = |readings: &[(u32, Parameter, i64, u32)]| {
            let mut sections = PlaceMeans::default();
            for &(place, item, digits, decimals) in readings {
                let value = Amount::decimal(digits, decimals);
                // A pH of many hundreds has no hydrogen ions.
                let value = if item == Parameter::Ph { Amount::decimal(digits % 140, 1) } else { value };
                sections.add(SiteId(place), item, Reading::Value(value));
            }
            part(&sections.means(&mut Off), Body::River, &mut Off)
        };
        let (one, other) = (of(&readings), of(&shuffled));
        prop_assert!(one.is_some());
        let one = one.unwrap();
        // The sum is that of its parts.
        let sum: f64 = one.single.iter().map(|single| single.1.to_f64()).sum();
        prop_assert!((one.sum.to_f64() - sum).abs() <= 1e-6 + sum * 1e-12, "{} {sum}", one.sum.to_f64());
        prop_assert_eq!(Some(one), other);
    }
}
