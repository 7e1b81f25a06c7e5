//! Function zones, black and odorous water and acid rain against tables of input and expected output.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::grade::{Class, Verdict};
use envgrade::parameter::Parameter::{self, ChlorophyllA, CodMn, Tn, Tp, Transparency};
use envgrade::plan::{Body, Rounding};
use envgrade::quantity::{Amount, Missing, Reading, read_cell};
use envgrade::trace::{Off, Steps};
use envgrade::water::acid_rain::{self, Precipitation, Weighting};
use envgrade::water::black_odorous::{BlackOdorousChoices, Degree, End, Sample, Shallow, grade, of_point, of_water};
use envgrade::water::function_zone::{Mode, ei, round, year};
use envgrade::water::section::Choices;
use proptest::prelude::*;
use tables::{Row, table};

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn there(text: &str) -> Option<Amount> {
    (text != "-").then(|| amount(text))
}

#[test]
fn ei_follows_the_table() {
    for row in table("sl395_ei").iter() {
        let columns = [("tp", Tp), ("tn", Tn), ("chla", ChlorophyllA), ("codmn", CodMn), ("sd", Transparency)];
        let means = columns
            .map(|(name, item)| (item, there(row.get(name)).map_or(Reading::Missing(Missing::NoData), Reading::Value)));
        let mut steps = Steps::default();
        let result = ei(&means, &mut steps);
        let scores: Vec<String> = result
            .single
            .iter()
            .map(|score| score.map_or("-".to_owned(), |score| format!("{:.2}", score.round(2).unwrap())))
            .collect();
        assert_eq!(scores.join(" "), row.get("scores"));
        assert_eq!(result.printed(), Some(amount(row.get("ei"))));
        assert_eq!(result.state.unwrap().words().zh, row.get("state"));
        assert_eq!(steps.0.len(), result.items() + 1);
        assert!(steps.0.last().unwrap().zh.starts_with(row.get("state")));
    }
    assert_eq!(ei(&[], &mut Off).mean, None);
}

#[test]
fn zones_follow_the_tables() {
    for row in table("function_zones").iter() {
        let [complying, rounds]: [usize; 2] = ["complying", "rounds"].map(|name| row.get(name).parse().unwrap());
        let mut verdicts = vec![Verdict::Attained; complying];
        verdicts.resize(rounds, Verdict::Exceeded);
        // What could not be evaluated is in no rate.
        verdicts.push(Verdict::NotAssessable);
        let zone = year(&verdicts, &mut Off);
        assert_eq!(zone.rate().map_or("-".to_owned(), |rate| format!("{rate:.1}")), row.get("rate"));
        assert_eq!(zone.verdict.key(), row.get("verdict"));
    }
    for row in table("zone_rounds").iter() {
        let items: Vec<_> = row
            .get("items")
            .split(' ')
            .map(|one| one.split_once('=').unwrap())
            .map(|(item, value)| (Parameter::from_key(item).unwrap(), read_cell(value.as_bytes()).unwrap()))
            .collect();
        let target = Class::read(row.get("target")).unwrap();
        for (mode, name) in [(Mode::TwoItems, "two"), (Mode::AllItems, "all")] {
            let mut steps = Steps::default();
            let verdict = round(&items, target, mode, Choices::new(Body::River, Rounding::Raw), &mut steps);
            assert_eq!(verdict.key(), row.get(name), "{} {name}", row.get("items"));
            assert_eq!(steps.0[0].zh.contains("超标："), verdict == Verdict::Exceeded);
        }
    }
}

fn sample(row: &Row<'_>) -> Sample {
    let of = |name| there(row.get(name));
    Sample {
        transparency: of("transparency"),
        depth: of("depth"),
        oxygen: of("oxygen"),
        potential: of("potential"),
        ammonia: of("ammonia"),
    }
}

#[test]
fn black_and_odorous_water_follows_the_table() {
    for row in table("black_odorous").iter() {
        for (end, name) in [(End::Inside, "inside"), (End::Outside, "outside")] {
            let choices = BlackOdorousChoices { end, ..BlackOdorousChoices::default() };
            let graded = grade(&sample(&row), choices, &mut Off);
            let degrees = graded.single.into_iter().chain([graded.degree]);
            let degrees: Vec<String> =
                degrees.map(|degree| degree.map_or("-".to_owned(), |degree| (degree as u8).to_string())).collect();
            assert_eq!(degrees.join(" "), row.get(name), "{} {name}", row.cells.join(","));
        }
    }
}

#[test]
fn the_other_reading_of_shallow_water_moves_the_end_of_the_heavy() {
    let of = |transparency, shallow| {
        let sample =
            Sample { transparency: Some(amount(transparency)), depth: Some(amount("20")), ..Sample::default() };
        let mut steps = Steps::default();
        let degree = grade(&sample, BlackOdorousChoices { shallow, ..BlackOdorousChoices::default() }, &mut steps);
        assert!(steps.0[0].zh.contains("水深 20 cm"));
        degree.degree.unwrap()
    };
    assert_eq!([of("7.9", Shallow::LightEnd), of("7.9", Shallow::HeavyEnd)], [Degree::Lightly, Degree::Heavily]);
    assert_eq!([of("8", Shallow::LightEnd), of("8", Shallow::HeavyEnd)], [Degree::None, Degree::Lightly]);
    assert_eq!(of("20", Shallow::HeavyEnd), Degree::None);
}

#[test]
fn points_and_waters_are_heavy_from_60_per_cent() {
    let of = |oxygen: &[&str]| {
        let grade_one = |oxygen: &&str| {
            let sample = Sample { oxygen: Some(amount(oxygen)), ..Sample::default() };
            grade(&sample, BlackOdorousChoices::default(), &mut Off)
        };
        of_point(&oxygen.iter().map(grade_one).collect::<Vec<_>>())
    };
    assert_eq!(of(&["0.1", "0.1", "0.1", "1", "1"]), Some(Degree::Heavily));
    assert_eq!(of(&["0.1", "0.1", "1", "1", "1"]), Some(Degree::Lightly));
    assert_eq!(of(&["3", "3"]), Some(Degree::None));
    assert_eq!(of(&[]), None);
    let two = Sample { oxygen: Some(amount("0.1")), ammonia: Some(amount("16")), ..Sample::default() };
    let clean = Sample { oxygen: Some(amount("5")), ammonia: Some(amount("1")), ..Sample::default() };
    let graded = [two, clean, clean].map(|sample| grade(&sample, BlackOdorousChoices::default(), &mut Off));
    assert_eq!(of_point(&graded), Some(Degree::Heavily)); // two indicators in a third of the values
    use Degree::{Heavily, Lightly, None as Clean};
    assert_eq!(of_water(&[Heavily, Heavily, Heavily, Clean, Clean]), Some(Heavily));
    assert_eq!(of_water(&[Heavily, Heavily, Clean, Clean, Clean]), Some(Lightly));
    assert_eq!(of_water(&[Clean]), Some(Clean));
    assert_eq!(of_water(&[]), None);
}

fn rain(samples: &[(Amount, Option<Amount>)], weighting: Weighting) -> Precipitation {
    let mut rain = Precipitation::new(weighting);
    samples.iter().for_each(|&(ph, amount)| rain.add(ph, amount));
    rain
}

#[test]
fn acid_rain_follows_the_table() {
    for row in table("acid_rain").iter() {
        let samples: Vec<_> = row
            .get("samples")
            .split(' ')
            .map(|one| one.split_once(':').unwrap())
            .map(|(ph, mm)| (amount(ph), there(mm)))
            .collect();
        let (weighted, equal) = (rain(&samples, Weighting::ByAmount), rain(&samples, Weighting::Equal));
        let mut steps = Steps::default();
        assert_eq!(weighted.mean(&mut steps), Some(amount(row.get("weighted"))), "{}", row.get("samples"));
        assert_eq!(equal.mean(&mut Off), Some(amount(row.get("equal"))), "{}", row.get("samples"));
        assert_eq!(weighted.frequency(), Some(amount(row.get("frequency"))));
        assert_eq!(weighted.degree().unwrap().words().zh, row.get("degree"), "{}", row.get("samples"));
        assert!(steps.0[0].formula.contains(&format!("→ {}", row.get("weighted"))));
    }
}

#[test]
fn what_is_no_ph_is_no_sample() {
    let mut rain = rain(&[], Weighting::Equal);
    rain.add(amount("-1"), None);
    rain.add(amount("14.1"), None);
    assert_eq!((rain.samples(), rain.frequency(), rain.mean(&mut Off)), (0, None, None));
    rain.add(amount("6.02"), None);
    rain.add(amount("8.7"), None);
    assert_eq!(rain.range(), Some((amount("6.02"), amount("8.7"))));
    assert_eq!(acid_rain::Degree::of(amount("5.6")), acid_rain::Degree::NotAcid);
    assert_eq!(acid_rain::Degree::of(amount("4.4999")), acid_rain::Degree::Severe);
}

proptest! {
    #[test]
    fn the_order_of_samples_and_the_cut_into_parts_do_not_matter(
        (samples, shuffled) in prop::collection::vec((300_i64..900, prop::option::of(0_i64..900)), 0..30)
            .prop_map(|samples| {
                let of = |(ph, mm): (i64, Option<i64>)| (Amount::decimal(ph, 2), mm.map(|mm| Amount::decimal(mm, 1)));
                samples.into_iter().map(of).collect::<Vec<_>>()
            })
            .prop_flat_map(|samples| (Just(samples.clone()), Just(samples).prop_shuffle())),
        cut in 0_usize..30,
    ) {
        for weighting in [Weighting::ByAmount, Weighting::Equal] {
            let (one, other) = shuffled.split_at(cut.min(shuffled.len()));
            let mut merged = rain(other, weighting);
            merged.merge(&rain(one, weighting));
            let whole = rain(&samples, weighting);
            prop_assert_eq!(whole, merged);
            prop_assert_eq!(whole.mean(&mut Off), merged.mean(&mut Off));
            if let (Some(mean), Some((lowest, highest))) = (whole.mean(&mut Off), whole.range()) {
                prop_assert!(lowest <= mean && mean <= highest);
            }
        }
    }

    #[test]
    fn worse_water_is_never_less_black(oxygen in 0_i64..400, less in 0_i64..100, ammonia in 0_i64..3000, more in 0_i64..900) {
        let of = |oxygen: i64, ammonia: i64| {
            let sample = Sample {
                oxygen: Some(Amount::decimal(oxygen, 2)),
                ammonia: Some(Amount::decimal(ammonia, 2)),
                ..Sample::default()
            };
            grade(&sample, BlackOdorousChoices::default(), &mut Off).degree
        };
        prop_assert!(of((oxygen - less).max(0), ammonia + more) >= of(oxygen, ammonia));
    }

    #[test]
    fn eighty_per_cent_of_the_rounds_are_decided_exactly(fifths in 1_u32..200) {
        let of = |complying: u32| {
            let verdict = |at| if at < complying { Verdict::Attained } else { Verdict::Exceeded };
            year(&(0..fifths * 5).map(verdict).collect::<Vec<_>>(), &mut Off).verdict
        };
        prop_assert_eq!(of(fifths * 4), Verdict::Attained);
        prop_assert_eq!(of(fifths * 4 - 1), Verdict::Exceeded);
    }

    #[test]
    fn ei_rises_with_nutrients(tp in 0_i64..20_000, more in 0_i64..2_000) {
        let of = |tp| ei(&[(Tp, Reading::Value(Amount::decimal(tp, 4)))], &mut Off).mean;
        prop_assert!(of(tp) <= of(tp + more));
    }
}
