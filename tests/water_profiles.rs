//! Other countries' rules of water against tables of input and expected output.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::grade::Verdict;
use envgrade::parameter::Parameter::{As, Cu, Do, Hg, Pb, Tp};
use envgrade::quantity::{Amount, Missing, Ratio, Reading, read_cell};
use envgrade::standard::Bound;
use envgrade::standard::ccme_wqi::Category;
use envgrade::standard::eu_water::{ChemicalStatus, Status};
use envgrade::standard::nsf_wqi::{self, TABLE as NSF};
use envgrade::standard::who_drinking::{Substance, TABLE as WHO};
use envgrade::trace::{Off, Steps};
use envgrade::water::profiles::ccme::{BelowDetection, Ccme, CcmeChoices, Equality, Objective, index};
use envgrade::water::profiles::eu::{Standards, annual_mean, chemical, ecological, group_sum};
use envgrade::water::profiles::nsf::{self, Form, on_curve};
use envgrade::water::profiles::who_drinking::{assess, of_items};
use envgrade::water_item::FurtherItem::{NitrateN, NitriteN};
use envgrade::water_item::WaterItem::{self, Basic, Further};
use proptest::prelude::*;
use tables::table;

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn value(text: &str) -> Reading {
    read_cell(text.as_bytes()).unwrap()
}

fn bound(text: &str) -> Bound {
    if let Some(limit) = text.strip_prefix("<=") {
        return Bound::AtMost(amount(limit));
    }
    if let Some(limit) = text.strip_prefix(">=") {
        return Bound::AtLeast(amount(limit));
    }
    let (low, high) = text.split_once('~').unwrap();
    Bound::Within(amount(low), amount(high))
}

/// The tests of a set of `ccme.csv`.
fn ccme(set: &str) -> Ccme {
    let rows = table("ccme");
    let rows: Vec<_> = rows.iter().filter(|row| row.get("set") == set).collect();
    let item = |row: &tables::Row<'_>| WaterItem::read(row.get("item")).unwrap();
    let objectives: Vec<_> =
        rows.iter().map(|row| Objective { item: item(row), bound: bound(row.get("bound")) }).collect();
    let mut river = Ccme::new(&objectives, CcmeChoices::default());
    for row in &rows {
        let failed: Vec<&str> = row.get("failed").split(' ').filter(|one| *one != "-").collect();
        let tests: usize = row.get("tests").parse().unwrap();
        failed.iter().for_each(|one| river.add(item(row), value(one)));
        (failed.len()..tests).for_each(|_| river.add(item(row), value(row.get("passing"))));
    }
    river
}

#[test]
fn ccme_follows_the_official_example() {
    for row in table("ccme_results").iter() {
        let mut steps = Steps::default();
        let result = ccme(row.get("set")).finish(&mut steps).unwrap();
        let context = row.get("set");
        for (factor, name) in result.factors.iter().zip(["f1", "f2", "f3"]) {
            assert_eq!(format!("{factor:.4}"), row.get(name), "{context} {name}");
        }
        assert_eq!(result.index, amount(row.get("index")), "{context}");
        assert_eq!(result.printed(), amount(row.get("printed")), "{context}");
        assert_eq!(result.category.words().en, row.get("category"), "{context}");
        assert_eq!(result.sufficient, row.get("sufficient") == "yes", "{context}");
        assert!(steps.0[0].formula.ends_with(&format!("→ {}", row.get("index"))));
        assert_eq!(steps.0[0].zh.contains("数据不足"), !result.sufficient);
    }
    let devon = ccme("devon").finish(&mut Off).unwrap();
    assert_eq!((devon.variables, devon.failed_variables, devon.tests, devon.failed_tests), (10, 2, 103, 4));
}

#[test]
fn ccme_bands_are_of_whole_numbers() {
    let of = |text| Category::of(amount(text)).words().en;
    let texts = ["100", "94.5", "94.6", "79.5", "79.4", "64.5", "64.51", "44.4", "44.6", "0"];
    let expected = ["excellent", "good", "excellent", "good", "fair", "marginal", "fair", "poor", "marginal", "poor"];
    assert_eq!(texts.map(of), expected);
    assert_eq!(index([amount("101"), amount("0"), amount("0")]), None);
    assert_eq!(index([amount("-1"), amount("0"), amount("0")]), None);
    assert_eq!(index([Amount::ZERO; 3]), Some(amount("100")));
}

#[test]
fn what_ccme_leaves_open_is_a_choice() {
    let objective = [Objective { item: Basic(Tp), bound: Bound::AtMost(amount("0.05")) }];
    let failed = |choices, reading| {
        let mut river = Ccme::new(&objective, choices);
        river.add(Basic(Tp), reading);
        river.finish(&mut Off).unwrap().failed_tests
    };
    let of = |equality, below| CcmeChoices { equality, below };
    let (meets, fails) = (of(Equality::Meets, BelowDetection::Half), of(Equality::Fails, BelowDetection::Half));
    assert_eq!([failed(meets, value("0.05")), failed(fails, value("0.05"))], [0, 1]);
    let whole = of(Equality::Meets, BelowDetection::Whole);
    assert_eq!([failed(meets, value("0.08L")), failed(whole, value("0.08L"))], [0, 1]);
    assert_eq!(failed(meets, Reading::NotDetected), 0);
}

#[test]
fn ccme_counts_what_has_no_excursion() {
    let objectives = [
        Objective { item: Basic(Do), bound: Bound::AtLeast(amount("5")) },
        Objective { item: Basic(Do), bound: Bound::AtLeast(amount("1")) },
    ];
    let mut river = Ccme::new(&objectives, CcmeChoices::default());
    river.add(Basic(Do), value("0"));
    river.add(Basic(Do), Reading::NotDetected);
    river.add(Basic(Tp), value("9"));
    river.add(Basic(Do), Reading::Missing(Missing::Blank));
    let result = river.finish(&mut Off).unwrap();
    assert_eq!((result.tests, result.failed_tests, result.unbounded, result.variables), (1, 1, 1, 1));
    assert_eq!(result.factors[2], Amount::ZERO);
    assert_eq!(Ccme::new(&objectives, CcmeChoices::default()).finish(&mut Off), None);
}

#[test]
fn nsf_follows_the_table() {
    for row in table("nsf").iter() {
        let q: Vec<_> = NSF
            .iter()
            .zip(row.get("q").split(' '))
            .filter(|(_, q)| *q != "-")
            .map(|((variable, _, _), q)| (*variable, amount(q)))
            .collect();
        let of = |form| nsf::index(&q, form, &mut Off).unwrap();
        let (additive, multiplicative) = (of(Form::Additive), of(Form::Multiplicative));
        assert_eq!(format!("{:.2}", additive.index), row.get("additive"), "{}", row.get("q"));
        assert_eq!(format!("{:.2}", multiplicative.index), row.get("multiplicative"), "{}", row.get("q"));
        assert_eq!(additive.category.words().en, row.get("category"));
        assert_eq!(additive.variables as usize, q.len());
    }
    let sum: Amount = {
        let mut sum = envgrade::quantity::ExactSum::default();
        NSF.iter().for_each(|row| sum.add(row.2));
        sum.total()
    };
    assert_eq!(sum, Amount::whole(1));
    let oxygen = nsf_wqi::Variable::Oxygen;
    assert_eq!(nsf::index(&[], Form::Additive, &mut Off), None);
    assert_eq!(nsf::index(&[(oxygen, amount("100.1"))], Form::Additive, &mut Off), None);
    let mut steps = Steps::default();
    nsf::index(&[(oxygen, amount("90"))], Form::Additive, &mut steps);
    assert!(steps.0[0].zh.contains("仅有 1 项"));
}

#[test]
fn q_lies_on_the_curve_of_the_user() {
    let curve = [("0", "100"), ("5", "55"), ("10", "40")].map(|(value, q)| (amount(value), amount(q)));
    let of = |value| on_curve(&curve, amount(value));
    assert_eq!(["0", "2.5", "5", "9", "10"].map(of), ["100", "77.5", "55", "43", "40"].map(|q| Some(amount(q))));
    assert_eq!([of("-1"), of("10.1"), on_curve(&[], Amount::ZERO)], [None, None, None]);
}

#[test]
fn guideline_values_of_who_are_the_printed_ones() {
    let rows = table("who_drinking");
    for (row, printed) in WHO.iter().zip(rows.iter()) {
        assert_eq!((row.symbol, row.printed), (printed.get("symbol"), printed.get("limit")));
        assert_eq!(row.limit, amount(row.printed));
        assert_eq!(row.provisional, printed.get("provisional") == "P");
        assert_eq!(row.substance.row(), row);
        // Equal to the value keeps it, a little more does not.
        let more = amount(&format!(
            "{}1",
            if row.printed.contains('.') { row.printed.into() } else { row.printed.to_owned() + "." }
        ));
        let verdict = |amount| assess(&[(row.substance, Reading::Value(amount))], &mut Off).verdict;
        assert_eq!([verdict(row.limit), verdict(more)], [Verdict::Attained, Verdict::Exceeded], "{}", row.symbol);
    }
    assert_eq!(rows.iter().count(), WHO.len());
}

#[test]
fn nitrogen_becomes_ions_and_is_summed() {
    // 11.295 mg/L of nitrogen are 50 mg/L of nitrate, 0.9135 are 3 of nitrite.
    let items =
        |nitrate, nitrite| of_items(&[(Further(NitrateN), value(nitrate)), (Further(NitriteN), value(nitrite))]);
    assert_eq!(items("11.295", "0.9135").iter().map(|one| one.1).collect::<Vec<_>>(), [value("50"), value("3")]);
    let of = |nitrate, nitrite| assess(&items(nitrate, nitrite), &mut Off);
    assert_eq!(of("5.6475", "0.45675").nitrogen, Ratio::new(1, 1));
    assert_eq!(of("5.6475", "0.45675").verdict, Verdict::Attained);
    assert_eq!(of("5.648", "0.45675").verdict, Verdict::Exceeded);
    let mut steps = Steps::default();
    assess(&items("5.6475", "0.6090"), &mut steps);
    assert_eq!(steps.0[2].formula, "25 ÷ 50 + 2 ÷ 3 = ≈ 1.1667 > 1");
}

#[test]
fn only_what_the_item_is_stands_for_a_substance() {
    let all = of_items(&[(Basic(As), value("0.005")), (Basic(Cu), value("0.002L")), (Basic(Do), value("8"))]);
    assert_eq!(all, [(Substance::Arsenic, value("0.005")), (Substance::Copper, value("0.002L"))]);
    assert_eq!(Substance::of(Basic(envgrade::parameter::Parameter::Cr6)), None);
    let lead = assess(&of_items(&[(Basic(Pb), value("0.03L")), (Basic(Hg), value("--"))]), &mut Off);
    // Half of 0.03 is above 0.01 and the limit of detection is too, so it is not proven.
    assert_eq!((lead.verdict, lead.results.len(), lead.results[0].held.proven), (Verdict::Exceeded, 1, false));
    assert_eq!(assess(&[], &mut Off).verdict, Verdict::NotAssessable);
}

#[test]
fn one_out_all_out() {
    use Status::{Bad, Good, High, Moderate, Poor};
    let of = |biological: &[Status], others: &[Status]| ecological(biological, others, &mut Off);
    assert_eq!(of(&[High, High], &[High]), Some(High));
    assert_eq!(of(&[High, Poor, Good], &[]), Some(Poor));
    assert_eq!(of(&[High], &[Good]), Some(Good));
    assert_eq!(of(&[High], &[Poor]), Some(Moderate));
    assert_eq!(of(&[Bad], &[Poor]), Some(Bad));
    assert_eq!(of(&[], &[Good]), None);
    let colours = [High, Good, Moderate, Poor, Bad].map(|status| status.colour().en);
    assert_eq!(colours, ["blue", "green", "yellow", "orange", "red"]);
    let mut steps = Steps::default();
    ecological(&[High], &[Bad], &mut steps);
    assert!(steps.0[0].zh.starts_with("中等（黄色）"));
}

#[test]
fn chemical_status_needs_the_mean_and_the_maximum() {
    let readings = |text: &str| text.split(' ').map(value).collect::<Vec<_>>();
    let of = |text, annual, maximum| {
        let limit = |text: &str| (text != "-").then(|| amount(text));
        chemical(&readings(text), Standards { annual: limit(annual), maximum: limit(maximum) }, &mut Off)
    };
    use ChemicalStatus::{Failing, Good};
    assert_eq!(of("0.1 0.3", "0.2", "0.3"), Some(Good));
    assert_eq!(of("0.1 0.31", "0.2", "0.4"), Some(Failing));
    assert_eq!(of("0.1 0.31", "0.3", "0.3"), Some(Failing));
    assert_eq!(of("0.1 0.3", "-", "-"), None);
    // All below a limit of quantification that is above the standard: nothing can be said, unless a value is too high.
    assert_eq!(of("0.4L 0.4L", "0.2", "-"), None);
    assert_eq!(of("0.2L 0.2L", "0.2", "-"), Some(Good));
    assert_eq!(of("0.4L 0.5", "0.2", "0.4"), Some(Failing));
    assert_eq!(annual_mean(&readings("0.02L 0.024")), Some(value("0.02L")));
    assert_eq!(annual_mean(&readings("0.02L 0.03")), Some(value("0.02")));
    assert_eq!(annual_mean(&readings("--")), None);
    assert_eq!(group_sum(&readings("0.02L 0.03 ND --")), Some(amount("0.03")));
    assert_eq!(group_sum(&readings("--")), None);
}

proptest! {
    #[test]
    fn the_order_of_tests_and_the_cut_into_parts_do_not_matter(
        (tests, shuffled) in prop::collection::vec((0_usize..3, 1_i64..3_000), 1..60)
            .prop_flat_map(|tests| (Just(tests.clone()), Just(tests).prop_shuffle())),
        cut in 0_usize..60,
    ) {
        let objectives = [
            Objective { item: Basic(Tp), bound: Bound::AtMost(amount("0.7")) },
            Objective { item: Basic(Do), bound: Bound::AtLeast(amount("7.3")) },
            Objective { item: Further(NitrateN), bound: Bound::Within(amount("3"), amount("9")) },
        ];
        let of = |tests: &[(usize, i64)]| {
            let mut river = Ccme::new(&objectives, CcmeChoices::default());
            tests.iter().for_each(|&(at, digits)| {
                river.add(objectives[at].item, Reading::Value(Amount::decimal(digits, 2)));
            });
            river
        };
        let (one, other) = shuffled.split_at(cut.min(shuffled.len()));
        let mut merged = of(other);
        merged.merge(&of(one));
        let whole = of(&tests);
        prop_assert_eq!(&whole, &merged);
        let result = whole.finish(&mut Off).unwrap();
        prop_assert_eq!(result, merged.finish(&mut Off).unwrap());
        // As it would be in binary floats.
        let [f1, f2, f3] = result.factors.map(Amount::to_f64);
        let expected = (100.0 - (f1 * f1 + f2 * f2 + f3 * f3).sqrt() / 1.732).max(0.0);
        prop_assert!((result.index.to_f64() - expected).abs() <= 0.005_000_1);
    }

    #[test]
    fn both_forms_of_nsf_lie_between_the_worst_and_the_best_q(q in prop::collection::vec(1_i64..=1_000, 1..9)) {
        let q: Vec<_> = NSF.iter().zip(q).map(|(row, q)| (row.0, Amount::decimal(q, 1))).collect();
        let of = |form| nsf::index(&q, form, &mut Off).unwrap().index;
        let (additive, multiplicative) = (of(Form::Additive), of(Form::Multiplicative));
        let (least, most) = (q.iter().map(|q| q.1).min().unwrap(), q.iter().map(|q| q.1).max().unwrap());
        prop_assert!(least <= multiplicative && multiplicative <= additive && additive <= most);
    }
}
