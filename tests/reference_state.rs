//! Conversion between states of the air and from mixing ratios.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::air::reference_state::{
    Phase, Required, StandardTemperature, State, convert, factor, from_mixing_ratio, mass_per_part, required,
    to_mixing_ratio,
};
use envgrade::calendar::Date;
use envgrade::parameter::Parameter;
use envgrade::quantity::{Amount, Ratio, Unit};
use envgrade::trace::{Off, Steps};
use proptest::prelude::*;
use proptest::sample::select;
use tables::table;

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn state(text: &str) -> State {
    let (kelvin, hectopascals) = text.split_once('/').unwrap();
    State::actual(amount(kelvin), amount(hectopascals)).unwrap()
}

#[test]
fn states_follow_the_table() {
    for row in table("reference_states").iter() {
        let (concentration, from, to) =
            (amount(row.get("concentration")), state(row.get("from")), state(row.get("to")));
        for (decimals, column) in [(3, "exact"), (0, "whole")] {
            let mut steps = Steps::default();
            let converted = convert(concentration, from, to, decimals, &mut steps);
            assert_eq!(converted, Some(amount(row.get(column))), "{concentration} {from:?}");
            assert!(steps.0[0].formula.ends_with(&format!("→ {}", row.get(column))), "{}", steps.0[0].formula);
        }
    }
}

#[test]
fn a_conversion_tells_its_formula() {
    let mut steps = Steps::default();
    convert(Amount::whole(160), State::STANDARD, State::REFERENCE, 0, &mut steps);
    assert_eq!(steps.0[0].formula, "160 × (273 ÷ 298.15) × (1013.25 ÷ 1013.25) = ≈ 146.503 → 147");
    from_mixing_ratio(Parameter::O3, Amount::whole(80), Unit::PPB, State::REFERENCE, 0, &mut steps);
    assert_eq!(steps.0[1].formula, "80 ppb × 47.998 g/mol ÷ 24.4654 L/mol → 157 µg/m³");
    to_mixing_ratio(Parameter::Co, Amount::whole(4), State::REFERENCE, Unit::PPB, 0, &mut steps);
    assert_eq!(steps.0[2].formula, "4 mg/m³ ÷ 28.01 g/mol × 24.4654 L/mol × 1000 → 3494 ppb");
}

#[test]
fn mixing_ratios_follow_the_table() {
    for row in table("mixing_ratios").iter() {
        let item = Parameter::read(row.get("item")).unwrap();
        let state = State::actual(amount(row.get("kelvin")), amount("1013.25")).unwrap();
        let expected = amount(row.get("factor"));
        assert_eq!(mass_per_part(item, state).unwrap().round(4), Some(expected), "{item:?} {state:?}");
        let unit = if item == Parameter::Co { Unit::PPM } else { Unit::PPB };
        assert_eq!(from_mixing_ratio(item, Amount::whole(1), unit, state, 4, &mut Off), Some(expected));
    }
}

#[test]
fn the_amendment_changes_the_state_on_its_first_day() {
    let last = Date::new(2018, 8, 31).unwrap();
    let required = |phase, day, choice| required(phase, day, choice);
    for phase in [Phase::Gas, Phase::Particle] {
        assert_eq!(required(phase, last, StandardTemperature::Kelvin273), Required::At(State::STANDARD));
        let other = required(phase, last, StandardTemperature::Kelvin273Point15);
        assert_eq!(other, Required::At(State::STANDARD_AT_0_CELSIUS));
    }
    let first = last.plus_days(1);
    assert_eq!(required(Phase::Gas, first, StandardTemperature::Kelvin273), Required::At(State::REFERENCE));
    assert_eq!(required(Phase::Particle, first, StandardTemperature::Kelvin273), Required::AsMonitored);
    assert_eq!(Phase::of(Parameter::Co), Some(Phase::Gas));
    assert_eq!(Phase::of(Parameter::Pm25), Some(Phase::Particle));
    assert_eq!(Phase::of(Parameter::Ph), None);
}

#[test]
fn what_cannot_be_is_refused() {
    assert_eq!(State::actual(Amount::ZERO, Amount::whole(1013)), None);
    assert_eq!(State::actual_celsius(Amount::whole(-300), Amount::whole(1013)), None);
    assert_eq!(State::actual_celsius(Amount::whole(25), amount("1013.25")), Some(State::REFERENCE));
    let particles = |item| from_mixing_ratio(item, Amount::whole(1), Unit::PPB, State::REFERENCE, 1, &mut Off);
    assert_eq!(particles(Parameter::Pm25), None);
    let metres = from_mixing_ratio(Parameter::O3, Amount::whole(1), Unit::M, State::REFERENCE, 1, &mut Off);
    assert_eq!(metres, None);
    let long = State::actual(amount("298.123456789012345"), amount("1013.123456789012345")).unwrap();
    assert_eq!(convert(amount("1.23456789012345678"), long, State::STANDARD, 3, &mut Off), None);
}

fn any_state() -> impl Strategy<Value = State> {
    let measured = (2_000_i64..3_300, 5_000_i64..11_000).prop_map(|(kelvin, pressure)| {
        State::actual(Amount::decimal(kelvin, 1), Amount::decimal(pressure, 1)).unwrap()
    });
    let fixed = select(vec![State::STANDARD, State::STANDARD_AT_0_CELSIUS, State::REFERENCE, State::EUROPEAN]);
    prop_oneof![measured, fixed]
}

proptest! {
    #[test]
    fn there_and_back_is_the_same_and_ways_do_not_matter(one in any_state(), two in any_state(), three in any_state()) {
        let one_to_two = factor(one, two).unwrap();
        prop_assert_eq!(one_to_two.times(factor(two, one).unwrap()), Ratio::new(1, 1));
        prop_assert_eq!(one_to_two.times(factor(two, three).unwrap()), factor(one, three));
    }

    #[test]
    fn a_mixing_ratio_comes_back(
        item in select(vec![Parameter::So2, Parameter::No2, Parameter::Co, Parameter::O3]),
        tenths in 0_i64..100_000, state in any_state(), unit in select(vec![Unit::PPB, Unit::PPM]),
    ) {
        let ratio = Amount::decimal(tenths, 1);
        let mass = from_mixing_ratio(item, ratio, unit, state, 9, &mut Off).unwrap();
        prop_assert_eq!(to_mixing_ratio(item, mass, state, unit, 1, &mut Off), Some(ratio));
        // A mixing ratio does not change with the state, and its concentration changes by the factor.
        let elsewhere = mass_per_part(item, State::REFERENCE).unwrap();
        let expected = mass_per_part(item, state).unwrap().times(factor(state, State::REFERENCE).unwrap());
        prop_assert_eq!(Some(elsewhere), expected);
    }
}
