//! Lakes and trophic states against tables of input and expected output, and what holds for any lake.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::grade::Class;
use envgrade::observation::SiteId;
use envgrade::parameter::Parameter::{self, ChlorophyllA, CodMn, Tn, Tp, Transparency};
use envgrade::plan::Rounding;
use envgrade::quantity::{Amount, Reading, Unit, read_cell};
use envgrade::standard::tli::{self, TrophicState};
use envgrade::trace::{Off, Steps};
use envgrade::water::lake::{LakeChoices, NATURAL_STATE_LAKES, Reporting, grade};
use envgrade::water::places::PlaceMeans;
use envgrade::water::trophic::{Compared, TliChoices, Weights, tli};
use proptest::prelude::*;
use tables::{Row, table};

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn reading(text: &str) -> Reading {
    read_cell(text.as_bytes()).unwrap()
}

fn indicators(row: &Row<'_>) -> Vec<(Parameter, Reading)> {
    let cell = |name: &str, item| (item, reading(row.get(name)));
    let mut means = vec![cell("tp", Tp), cell("tn", Tn), cell("sd", Transparency), cell("codmn", CodMn)];
    // As readings come out of a file in mg/m³, which is µg/L.
    if let Reading::Value(value) = reading(row.get("chla")) {
        means.push((ChlorophyllA, Reading::Value(Unit::UG_PER_L.convert(value, Unit::MG_PER_L).unwrap())));
    }
    means
}

#[test]
fn trophic_states_follow_the_table() {
    for row in table("trophic").iter() {
        let mut steps = Steps::default();
        let result = tli(&indicators(&row), TliChoices::default(), &mut steps);
        let context = row.cells.join(",");
        for (single, expected) in result.single.iter().zip(row.get("single").split(' ')) {
            assert_eq!(single.map_or("-".to_owned(), |single| format!("{single:.3}")), expected, "{context}");
        }
        // To nine decimals, so that a machine with other last bits of a logarithm would be seen.
        assert_eq!(result.sum, Some(amount(row.get("sum"))), "{context}");
        assert_eq!(result.printed(), Some(amount(row.get("printed"))), "{context}");
        assert_eq!(result.state.map(|state| state.words().zh), Some(row.get("state")), "{context}");
        assert_eq!(result.is_partial(), row.get("partial") == "partial", "{context}");
        let last = steps.0.last().unwrap();
        assert!(last.formula.contains(&format!("→ {:.3}", amount(row.get("sum")))), "{}", last.formula);
        assert_eq!(last.zh.contains("不完整") && last.en.contains("partial"), result.is_partial());
        assert_eq!(steps.0.len(), result.indicators.len() + 1);
    }
    let nothing = tli(&[], TliChoices::default(), &mut Off);
    assert_eq!((nothing.sum, nothing.state, nothing.is_partial()), (None, None, true));
}

#[test]
fn bands_follow_the_table() {
    for row in table("trophic_bands").iter() {
        assert_eq!(TrophicState::of(amount(row.get("index"))).words().zh, row.get("state"), "{}", row.get("index"));
    }
}

#[test]
fn printed_weights_are_the_rounded_exact_ones() {
    let square = |row: &tli::Row| row.correlation.to_f64().powi(2);
    let sum: f64 = tli::TABLE.iter().map(square).sum();
    assert!((sum - 3.7558).abs() < 1e-12);
    for row in &tli::TABLE {
        assert!((square(row) / sum - row.printed_weight.to_f64()).abs() <= 5e-6, "{:?}", row.item);
    }
}

#[test]
fn choices_move_what_they_name() {
    let means = indicators(&table("trophic").iter().next().unwrap());
    let of = |weights, compared| tli(&means, TliChoices { weights, compared }, &mut Off);
    let (exact, printed) = (of(Weights::Exact, Compared::Unrounded), of(Weights::Printed, Compared::Unrounded));
    assert_ne!(exact.sum, printed.sum);
    assert_eq!(exact.printed(), printed.printed());
    // Of one indicator the index is its own: 10 (5.453 + 1.694 ln 0.76704) is 50.04, which prints as 50.0.
    let nitrogen = |digits| [(Tn, Reading::Value(Amount::decimal(digits, 5)))];
    let state = |compared| tli(&nitrogen(76_704), TliChoices { compared, ..TliChoices::default() }, &mut Off);
    let (raw, shown) = (state(Compared::Unrounded), state(Compared::Printed));
    assert_eq!(raw.printed(), Some(Amount::whole(50)));
    assert!(raw.sum > Some(Amount::whole(50)));
    assert_eq!(raw.state, Some(TrophicState::LightlyEutrophic));
    assert_eq!(shown.state, Some(TrophicState::Mesotrophic));
}

fn points(text: &str) -> Vec<(SiteId, Parameter, Reading)> {
    text.split(' ')
        .map(|one| {
            let (place, rest) = one.split_once(':').unwrap();
            let (item, value) = rest.split_once('=').unwrap();
            (SiteId(place.parse().unwrap()), Parameter::from_key(item).unwrap(), reading(value))
        })
        .collect()
}

fn lake_of(readings: &[(SiteId, Parameter, Reading)]) -> PlaceMeans {
    let mut lake = PlaceMeans::default();
    readings.iter().for_each(|&(place, item, reading)| lake.add(place, item, reading));
    lake
}

#[test]
fn lakes_follow_the_table() {
    for row in table("lakes").iter() {
        let lake = grade(&lake_of(&points(row.get("readings"))), LakeChoices::default(), &mut Off);
        let context = row.get("readings");
        let item = Parameter::from_key(row.get("item")).unwrap();
        let mean = lake.means.iter().find(|mean| mean.0 == item).unwrap().1;
        assert_eq!(mean, reading(row.get("mean")), "{context}");
        assert_eq!(lake.grade.class, Class::read(row.get("class")), "{context}");
        assert_eq!(lake.phosphorus(), Class::read(row.get("tp")), "{context}");
        assert_eq!(lake.nitrogen(), Class::read(row.get("tn")), "{context}");
    }
}

#[test]
fn without_rounding_a_mean_on_the_limit_still_meets_it() {
    let lake = lake_of(&points("0:tp=0.02 0:tp=0.03 0:tp=0.05 1:tp=0.1 1:tp=0.05 1:tp=0.05"));
    let raw = LakeChoices { rounding: Rounding::Raw, ..LakeChoices::default() };
    assert_eq!(grade(&lake, raw, &mut Off).grade.class, Some(Class::III));
}

#[test]
fn phosphorus_is_shown_apart() {
    let lake = grade(&lake_of(&points("0:tp=0.12 0:codmn=5 0:tn=1.2")), LakeChoices::default(), &mut Off);
    assert_eq!(lake.grade.class, Some(Class::V));
    assert_eq!(lake.without_phosphorus, Some(Class::III));
    assert_eq!(lake.nitrogen(), Some(Class::IV));
    assert_eq!(lake.text().zh, "Ⅴ类（中度污染）");
    assert_eq!(lake.points, 1);
}

#[test]
fn a_lake_in_its_natural_state_has_no_class() {
    let lake = lake_of(&points("0:ph=9.4 1:ph=9.4 0:tp=0.02"));
    let of = |name| {
        let reporting = Reporting::of(name, &NATURAL_STATE_LAKES);
        let mut steps = Steps::default();
        let lake =
            grade(&lake, LakeChoices { reporting, rounding: Rounding::Raw, ..LakeChoices::default() }, &mut steps);
        (lake, steps)
    };
    let (natural, steps) = of("青海湖");
    assert_eq!((natural.published_class(), natural.text().zh.as_str()), (None, "保持自然状态"));
    assert!(steps.0.last().unwrap().zh.contains("劣Ⅴ") && steps.0.last().unwrap().zh.contains("pH值"));
    let (reservoir, steps) = of("龙羊峡水库");
    assert_eq!(reservoir.published_class(), Some(Class::WorseThanV));
    assert!(!steps.0.iter().any(|step| step.zh.contains("自然状态")));
    assert_eq!(Reporting::of("布哈河入青海湖口", &NATURAL_STATE_LAKES), Reporting::Class);
    assert_eq!(Reporting::of("青海湖湖心", &["", "青海湖"]), Reporting::NaturalState);
    assert_eq!(Reporting::of("龙羊峡", &[""]), Reporting::Class);
}

fn any_reading() -> impl Strategy<Value = (SiteId, Parameter, Reading)> {
    let item = prop::sample::select(vec![Tp, Tn, CodMn, Parameter::Ph, ChlorophyllA, Transparency]);
    let value = prop_oneof![
        4 => (1_i64..9_000, 0_u32..4).prop_map(|(digits, decimals)| Reading::Value(Amount::decimal(digits, decimals))),
        1 => (1_i64..90).prop_map(|digits| Reading::Below(Amount::decimal(digits, 3))),
        1 => Just(Reading::NotDetected),
    ];
    ((0_u32..4).prop_map(SiteId), item, value)
}

proptest! {
    #[test]
    fn the_order_of_rows_and_the_cut_into_parts_do_not_matter(
        (readings, shuffled) in prop::collection::vec(any_reading(), 0..40)
            .prop_flat_map(|readings| (Just(readings.clone()), Just(readings).prop_shuffle())),
        cut in 0_usize..40,
    ) {
        let (first, second) = shuffled.split_at(cut.min(shuffled.len()));
        let mut parts = lake_of(second);
        parts.merge(&lake_of(first));
        let (one, other) = (lake_of(&readings), parts);
        prop_assert_eq!(&one, &other);
        let choices = LakeChoices::default();
        prop_assert_eq!(grade(&one, choices, &mut Off), grade(&other, choices, &mut Off));
    }

    #[test]
    fn one_point_is_a_section(readings in prop::collection::vec(any_reading(), 1..20)) {
        let readings: Vec<_> = readings.into_iter().map(|(_, item, reading)| (SiteId(7), item, reading)).collect();
        let lake = lake_of(&readings);
        prop_assert_eq!(lake.means(&mut Off), lake.of(SiteId(7), &mut Off));
    }

    #[test]
    fn a_mean_over_points_lies_between_them(values in prop::collection::vec((0_u32..5, 1_i64..100_000), 1..40)) {
        let readings: Vec<_> = values
            .iter()
            .map(|&(place, digits)| (SiteId(place), Tp, Reading::Value(Amount::decimal(digits, 4))))
            .collect();
        let lake = lake_of(&readings);
        let of_points: Vec<Amount> = lake
            .places()
            .into_iter()
            .filter_map(|place| lake.of(place, &mut Off)[0].1.number())
            .collect();
        let mean = lake.means(&mut Off)[0].1.number().unwrap();
        prop_assert!(of_points.iter().min() <= Some(&mean) && Some(&mean) <= of_points.iter().max());
    }

    #[test]
    fn more_nutrients_never_lower_the_index(tp in 1_i64..5_000, more in 1_i64..500, sd in 1_i64..900) {
        let of = |tp, sd| {
            let means = [(Tp, Amount::decimal(tp, 4)), (Transparency, Amount::decimal(sd, 2))];
            tli(&means.map(|(item, value)| (item, Reading::Value(value))), TliChoices::default(), &mut Off).sum
        };
        prop_assert!(of(tp, sd) < of(tp + more, sd));
        prop_assert!(of(tp, sd) > of(tp, sd + more));
    }
}
