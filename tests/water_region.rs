//! Regions, boundary sections and sections along a river against tables of input and expected output.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::grade::{Class, Verdict};
use envgrade::observation::SiteId;
use envgrade::parameter::Parameter::{self, AmmoniaN, Cod, CodMn, Do, Ph, Tp};
use envgrade::plan::{Body, Rounding};
use envgrade::quantity::{Amount, Reading, read_cell};
use envgrade::trace::{Off, Steps};
use envgrade::water::change::Change;
use envgrade::water::multiple;
use envgrade::water::places::PlaceMeans;
use envgrade::water::region::{
    Basis, Denominator, against_targets, along, evaluate, joint_sampling, main_pollutants, text,
};
use envgrade::water::section::{Choices, grade};
use envgrade::water::share::{Sections, State, basin_state};
use proptest::prelude::*;
use tables::table;

const MEANS: Choices = Choices::new(Body::River, Rounding::Evaluation);

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn reading(text: &str) -> Reading {
    read_cell(text.as_bytes()).unwrap()
}

fn items(text: &str) -> Vec<(Parameter, Reading)> {
    text.split_whitespace()
        .map(|one| {
            let (item, value) = one.split_once('=').unwrap();
            (Parameter::from_key(item).unwrap(), reading(value))
        })
        .collect()
}

fn river(sections: &[Vec<(Parameter, Reading)>]) -> PlaceMeans {
    let mut river = PlaceMeans::default();
    for (place, items) in (0..).map(SiteId).zip(sections) {
        items.iter().for_each(|&(item, reading)| river.add(place, item, reading));
    }
    river
}

/// What total phosphorus of a river has this class.
fn phosphorus(class: Class) -> Reading {
    reading(["0.01", "0.1", "0.2", "0.3", "0.4", "0.5"][class as usize - 1])
}

/// A value of an item that is worse than Ⅲ but better than 劣Ⅴ.
fn exceeding(item: Parameter) -> Reading {
    reading(match item {
        Tp => "0.25",
        AmmoniaN => "1.2",
        Cod => "25",
        CodMn => "8",
        other => panic!("{other:?}"),
    })
}

#[test]
fn exceedance_rates_follow_the_table() {
    for row in table("exceedance_rates").iter() {
        let mut sections = Sections::default();
        let over: Vec<(Parameter, u32)> = row
            .get("over")
            .split(' ')
            .map(|one| one.split_once('=').unwrap())
            .map(|(item, n)| (Parameter::from_key(item).unwrap(), n.parse().unwrap()))
            .collect();
        // The worst sections come first, and each item exceeds in the first so many of them. Classes are given apart.
        let classes: Vec<Class> = row
            .get("classes")
            .rsplit(' ')
            .flat_map(|one| {
                let (class, n) = one.split_once('=').unwrap();
                vec![Class::read(class).unwrap(); n.parse().unwrap()]
            })
            .collect();
        for (at, class) in (0_u32..).zip(&classes) {
            let items: Vec<_> = over.iter().filter(|o| at < o.1).map(|o| (o.0, exceeding(o.0))).collect();
            let mut grade = grade(&items, MEANS, &mut Off);
            grade.class = Some(*class);
            sections.add(&grade);
        }
        let shares: Vec<String> =
            Class::ALL.iter().map(|&class| format!("{:.1}", sections.share(class).unwrap())).collect();
        assert_eq!(shares.join(" "), row.get("shares"));
        assert_eq!(sections.share_good(), Some(amount(row.get("good"))));
        let state = sections.state(&mut Off);
        assert_eq!(state.map_or("-", |state| state.state.words().zh), row.get("state"));
        let mut steps = Steps::default();
        let main = main_pollutants(&sections, Denominator::AllSections, &mut steps);
        if state.is_some_and(|state| state.state > State::Good) {
            assert_eq!(text(&main).zh, row.get("main"));
            assert!(steps.0[0].zh.ends_with(row.get("main")), "{}", steps.0[0].zh);
        }
    }
}

#[test]
fn what_a_rate_is_of_is_a_choice() {
    // Total phosphorus in all five sections, COD in two of them: once 40 % of five, once 100 % of two.
    let sections = ["tp=0.25 cod=25", "tp=0.25 cod=25", "tp=0.25", "tp=0.1", "tp=0.1"].map(items);
    let river = river(&sections);
    let of = |denominator| match evaluate(&river, MEANS, denominator, &mut Off).basis {
        Basis::Shares { state, main } => (state.state, text(&main).zh),
        other => panic!("{other:?}"),
    };
    assert_eq!(of(Denominator::AllSections), (State::Lightly, "总磷(60.0%)、化学需氧量(40.0%)".to_owned()));
    assert_eq!(of(Denominator::SectionsWithItem), (State::Lightly, "化学需氧量(100.0%)、总磷(60.0%)".to_owned()));
}

#[test]
fn fewer_than_five_sections_are_averaged() {
    for row in table("small_rivers").iter() {
        let sections: Vec<_> = row.get("sections").split('|').map(items).collect();
        let mut steps = Steps::default();
        let region = evaluate(&river(&sections), MEANS, Denominator::default(), &mut steps);
        let Basis::Means { means, grade, main } = &region.basis else { panic!("{:?}", region.basis) };
        for ((expected, mean), class) in
            items(row.get("means")).into_iter().zip(means).zip(row.get("classes").split(' '))
        {
            let decimals = if expected.0 == Do { 2 } else { 4 };
            let [expected_value, mean_value] =
                [expected.1, mean.1].map(|reading| reading.number().unwrap().round(decimals));
            assert_eq!((expected.0, expected_value), (mean.0, mean_value));
            assert_eq!(grade.of(mean.0), Class::read(class), "{:?}", mean.0);
        }
        assert_eq!(grade.class, Class::read(row.get("class")));
        assert_eq!(region.state().unwrap().zh, row.get("state"));
        assert_eq!(multiple::text(main).zh, row.get("main"));
        assert_eq!(region.grades.len(), sections.len());
        assert!(steps.0[0].zh.contains("少于 5 个"));
    }
}

#[test]
fn five_sections_have_a_state_and_no_class() {
    let of = |texts: &[&str]| {
        evaluate(&river(&texts.iter().map(|t| items(t)).collect::<Vec<_>>()), MEANS, Denominator::default(), &mut Off)
    };
    let region = of(&["tp=0.1", "tp=0.1", "tp=0.1", "tp=0.1", "tp=0.3"]);
    assert_eq!(region.state().unwrap().zh, "良好");
    assert!(matches!(&region.basis, Basis::Shares { main, .. } if main.is_empty()));
    // A section without a class leaves the count: four are left, and they are averaged.
    let region = of(&["tp=0.1", "tp=0.1", "tp=0.1", "tp=--", "tp=0.3"]);
    assert!(matches!(region.basis, Basis::Means { .. }));
    assert_eq!(region.sections.not_evaluated, 1);
    assert_eq!(of(&["tp=--"]).basis, Basis::Nothing);
    assert_eq!(of(&[]).state(), None);
}

#[test]
fn targets_follow_the_table() {
    for row in table("targets").iter() {
        let classes = |name: &str| row.get(name).split(' ').map(Class::read).collect::<Vec<_>>();
        let (targets, actual) = (classes("targets"), classes("actual"));
        let sections: Vec<_> = actual.iter().map(|class| vec![(Tp, phosphorus(class.unwrap()))]).collect();
        let mut steps = Steps::default();
        let result = against_targets(&river(&sections), |place| targets[place.0 as usize], MEANS, &mut steps);
        assert_eq!(result.attained.to_string(), row.get("attained"));
        assert_eq!(result.evaluated.to_string(), row.get("evaluated"));
        assert_eq!(result.rate().map_or("-".to_owned(), |rate| format!("{rate:.1}")), row.get("rate"));
        for (one, (target, class)) in result.results.iter().zip(targets.iter().zip(&actual)) {
            let expected = match target {
                None => Verdict::NotAssessable,
                Some(target) if class.unwrap() <= *target => Verdict::Attained,
                Some(_) => Verdict::Exceeded,
            };
            assert_eq!((one.class, one.target, one.verdict), (*class, *target, expected));
            assert_eq!(one.over.is_empty(), expected != Verdict::Exceeded);
        }
        assert!(steps.0.last().unwrap().formula.starts_with(&format!("{} ÷ {}", result.attained, result.evaluated)));
    }
}

#[test]
fn the_multiple_of_a_target_is_that_of_its_limit() {
    // Target Ⅱ: (0.15 − 0.1) ÷ 0.1, and nothing worse than Ⅲ.
    let result = against_targets(&river(&[items("tp=0.15")]), |_| Some(Class::II), MEANS, &mut Off).results.remove(0);
    assert_eq!(multiple::text(&result.over).zh, "总磷(0.5)");
}

#[test]
fn sections_along_a_river_are_compared_with_the_next() {
    let sections = ["ph=8.1 do=8 tp=0.02 nh3n=0.1", "ph=7.9 do=6 tp=0.25 nh3n=0.1", "do=6 tp=0.25 nh3n=0.05", "ph=8"];
    let river: Vec<_> = (0..).map(SiteId).zip(sections.map(items)).collect();
    let mut steps = Steps::default();
    let reaches = along(&river, MEANS, &mut steps);
    assert_eq!(reaches.len(), 3);
    let first = &reaches[0];
    assert_eq!((first.from, first.to), (SiteId(0), SiteId(1)));
    assert_eq!(first.classes, [Some(Class::I), Some(Class::IV)]);
    assert_eq!(first.change, Some(Change::MarkedlyWorse));
    assert_eq!(first.worse.iter().collect::<Vec<_>>(), [Do, Tp]);
    let of = |item| first.items.iter().find(|change| change.item == item).unwrap().percent;
    assert_eq!((of(Tp), of(Ph), of(Do)), (Some(amount("1150")), None, Some(amount("-25"))));
    assert!(steps.0[0].formula.contains("TP 0.02 → 0.25 (+1150.0 %)"), "{}", steps.0[0].formula);
    assert!(steps.0[0].formula.contains("DO 8 → 6 (-25.0 %)"));
    assert!(steps.0[0].zh.contains("溶解氧、总磷"));
    assert_eq!((reaches[1].change, reaches[1].items.len()), (Some(Change::Unchanged), 3));
    assert!(reaches[2].items.is_empty());
    assert_eq!(along(&river[..1], MEANS, &mut Off), []);
}

#[test]
fn joint_samples_follow_the_table() {
    for row in table("joint_samples").iter() {
        let joint = joint_sampling(reading(row.get("upstream")), reading(row.get("downstream")));
        assert_eq!(joint, reading(row.get("joint")), "{}", row.cells.join(","));
    }
}

fn sections_of(classes: &[Class]) -> Sections {
    let mut sections = Sections::default();
    classes.iter().for_each(|&class| sections.add_class(Some(class)));
    sections
}

proptest! {
    #[test]
    fn the_state_turns_at_the_exact_fractions(n in 1_u32..400) {
        // Of 20 n sections: 90 %, 75 %, 60 % of them and one less.
        let all = 20 * n;
        let of = |good, worst| basin_state(good, worst, all).unwrap();
        prop_assert_eq!(of(18 * n, 0).state, State::Excellent);
        prop_assert_eq!(of(18 * n - 1, 0).state, State::Good);
        prop_assert_eq!(of(15 * n, 5 * n).state, State::Good);
        prop_assert_eq!(of(15 * n - 1, 0).state, State::Lightly);
        prop_assert_eq!(of(0, 4 * n - 1).state, State::Lightly);
        prop_assert_eq!(of(0, 4 * n).state, State::Moderately);
        prop_assert_eq!(of(0, 8 * n - 1).state, State::Moderately);
        let gap = of(12 * n, 8 * n);
        prop_assert_eq!((gap.state, gap.unclear), (State::Heavily, true));
        let below = of(12 * n - 1, 8 * n);
        prop_assert_eq!((below.state, below.unclear), (State::Heavily, false));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (rows, shuffled) in prop::collection::vec(
            (0_u32..9, prop::sample::select(vec![Tp, AmmoniaN, Cod, Do, Ph]), 1_i64..900), 0..60,
        ).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let of = |rows: &[(u32, Parameter, i64)]| {
            let mut region = PlaceMeans::default();
            for &(place, item, hundredths) in rows {
                region.add(SiteId(place), item, Reading::Value(Amount::decimal(hundredths, 2)));
            }
            let mut steps = Steps::default();
            (evaluate(&region, MEANS, Denominator::SectionsWithItem, &mut steps), steps.0)
        };
        let (one, other) = (of(&rows), of(&shuffled));
        prop_assert_eq!(&one.0, &other.0);
        prop_assert_eq!(&one.1, &other.1);
        let basis = matches!(one.0.basis, Basis::Shares { .. });
        prop_assert_eq!(basis, one.0.sections.count() >= 5);
    }

    #[test]
    fn the_state_is_that_of_the_counts(classes in prop::collection::vec(prop::sample::select(Class::ALL.to_vec()), 5..60)) {
        let sections = sections_of(&classes);
        let count = |wanted: fn(Class) -> bool| classes.iter().filter(|&&class| wanted(class)).count() as u32;
        let expected = basin_state(
            count(|class| class <= Class::III),
            count(|class| class == Class::WorseThanV),
            classes.len() as u32,
        );
        prop_assert_eq!(sections.state(&mut Off), expected);
    }
}
