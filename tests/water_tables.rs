//! Tables and rules of drinking-water sources, groundwater, oxygen saturation and limits of users, against tables of
//! input and expected output (`tests/vectors/`), and what holds for any input.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::grade::{Class, Verdict};
use envgrade::parameter::Parameter;
use envgrade::plan::{Body, Rounding};
use envgrade::quantity::{Amount, Missing, Reading, Unit, read_cell};
use envgrade::standard::own::{Cause, OwnTable, Written};
use envgrade::standard::{Bound, gb3838_sources, gb14848};
use envgrade::trace::{Off, Steps};
use envgrade::water::groundwater::{self, BelowDetection, Finding, GroundwaterGrade, Inseparable};
use envgrade::water::oxygen::{Conditions, Formula, Pressure, with_saturation};
use envgrade::water::section::{self, Saturation};
use envgrade::water::source::{self, BasicItems, SourceSamples, Sources};
use envgrade::water::{Held, own_limits};
use envgrade::water_item::{FurtherItem, WaterItem};
use proptest::prelude::*;
use proptest::sample::select;
use tables::table;

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn item(text: &str) -> WaterItem {
    WaterItem::read(text).unwrap_or_else(|| panic!("{text} is no item"))
}

fn items(text: &str) -> Vec<WaterItem> {
    text.split_whitespace().map(item).collect()
}

/// A unit, or the own one of an item as it is printed.
fn unit_of(item: WaterItem, text: &str) -> Unit {
    if text == item.unit().name() { item.unit() } else { Unit::read(text).unwrap_or_else(|| panic!("{text}")) }
}

/// `item=reading@unit`, the unit of the item when none is given.
fn reading(text: &str) -> (WaterItem, Reading) {
    let (name, text) = text.split_once('=').expect("item=reading");
    let (text, unit) = text.split_once('@').map_or((text, None), |(text, unit)| (text, Some(unit)));
    let item = item(name);
    let unit = unit.map_or(item.unit(), |text| unit_of(item, text));
    let convert = |amount: Amount| unit.convert(amount, item.unit()).expect("the unit fits the item");
    let reading = match read_cell(text.as_bytes()).unwrap_or_else(|e| panic!("{text}: {e:?}")) {
        Reading::Value(value) => Reading::Value(convert(value)),
        Reading::Below(limit) => Reading::Below(convert(limit)),
        Reading::Above(bound) => Reading::Above(convert(bound)),
        other => other,
    };
    (item, reading)
}

fn findings(text: &str) -> Vec<(WaterItem, Finding)> {
    text.split_whitespace()
        .map(|text| match text.split_once('=').expect("item=reading") {
            (name, "无") => (item(name), Finding::Absent),
            (name, "有") => (item(name), Finding::Present),
            _ => {
                let (item, reading) = reading(text);
                (item, reading.into())
            }
        })
        .collect()
}

#[test]
fn limits_of_drinking_water_sources_are_the_printed_ones() {
    let rows = table("gb3838_tables_2_3");
    for row in rows.iter() {
        let named = item(row.get("item"));
        let WaterItem::Further(further) = named else { panic!("{named:?} is a basic item") };
        let (limits, clause) = gb3838_sources::row_of(further).expect("a row");
        assert_eq!(limits.no.to_string(), row.get("no"), "{further:?}");
        assert_eq!(clause, format!("GB 3838-2002 表{}", row.get("table")), "{further:?}");
        assert_eq!(limits.limit, amount(row.get("limit")), "{further:?}");
        let printed = limits.printed.replace("×10⁻⁶", "e-6").replace("×10⁻⁵", "e-5");
        assert_eq!(printed, row.get("limit"), "{further:?}");
        assert_eq!(further.unit(), Unit::MG_PER_L);
        assert_eq!(WaterItem::read(row.get("code")), Some(named), "{}", row.get("code"));
    }
    assert_eq!(rows.iter().count(), gb3838_sources::TABLE_2.len() + gb3838_sources::TABLE_3.len());
}

#[test]
fn limits_of_gb_t_14848_are_the_printed_ones() {
    let rows = table("gb14848_tables");
    for row in rows.iter() {
        let item = item(row.get("item"));
        let (limits, clause) = gb14848::row_of(item).unwrap_or_else(|| panic!("{item:?} has no row"));
        let no: u8 = row.get("no").parse().unwrap();
        assert_eq!((limits.no, clause.ends_with("表1")), (no, no <= 39), "{item:?}");
        assert_eq!(limits.unit, unit_of(item, row.get("unit")), "{item:?}");
        for (at, (name, class)) in ["I", "II", "III", "IV"].iter().zip(Class::ALL).enumerate() {
            let printed = row.get(name);
            assert_eq!(limits.printed[at].replace('，', ";"), printed, "{item:?} {name}");
            // Where a number is printed, a value equal to it is of that class or better, and one above it is worse.
            let Ok(number) = printed.parse::<Amount>() else { continue };
            let limit = limits.unit.convert(number, item.unit()).unwrap();
            assert_eq!(limits.limit(class), Some(limit), "{item:?} {name}");
            assert!(limits.class_of(limit).unwrap() <= class, "{item:?} {name}");
            let above = Amount::decimal(limit.parts().0 * 10 + 1, limit.parts().1 + 1);
            assert!(limits.class_of(above).unwrap() > class, "{item:?} {name}");
            assert_eq!(limits.in_printed_unit(limit), number);
        }
    }
    assert_eq!(rows.iter().count(), 93);
    assert_eq!((gb14848::TABLE_1.len(), gb14848::TABLE_2.len()), (39, 54));
}

#[test]
fn groundwater_is_graded_by_its_worst_item() {
    for row in table("groundwater").iter() {
        let id = row.get("id");
        let findings = findings(row.get("findings"));
        let mut steps = Steps::default();
        let graded = groundwater::grade(&findings, groundwater::Choices::default(), &mut steps);
        let classes: Vec<&str> = findings
            .iter()
            .map(|(item, _)| graded.of(*item).unwrap_or_else(|| panic!("{id}: {item:?}")).words().zh)
            .collect();
        assert_eq!(classes.join(" "), row.get("classes"), "{id}");
        assert_eq!(graded.class, Class::read(row.get("class")), "{id}");
        assert_eq!(graded.deciding(), items(row.get("deciding")), "{id}");
        assert_eq!(graded.unproven(), items(row.get("unproven")), "{id}");
        assert_eq!(graded.inseparable(), items(row.get("inseparable")), "{id}");
        assert_eq!(steps.0.len(), findings.len() + 1, "{id}");
    }
}

#[test]
fn choices_of_groundwater_change_what_they_name() {
    let alpha = findings("总α放射性=0.6");
    let lead = findings("铅=0.008L");
    let grade = |findings: &[_], choices| groundwater::grade(findings, choices, &mut Off);
    let worse = groundwater::Choices { inseparable: Inseparable::Worse, ..Default::default() };
    assert_eq!(grade(&alpha, worse).class, Some(Class::V));
    assert_eq!(grade(&alpha, worse).inseparable().len(), 1);
    let limit = groundwater::Choices { below_detection: BelowDetection::Limit, ..Default::default() };
    let graded = grade(&lead, limit);
    assert_eq!((graded.class, graded.unproven().len()), (Some(Class::III), 0));
    // What does not fit an item is not graded: it has not passed.
    for text in ["嗅和味=3", "铁=有", "pH=6.5L", "六价铬=--", "水温=14"] {
        let graded = grade(&findings(text), groundwater::Choices::default());
        assert_eq!(graded, GroundwaterGrade::default(), "{text}");
        assert_eq!(graded.verdict(Class::III), Verdict::NotAssessable);
    }
}

#[test]
fn groundwater_is_explained_in_the_printed_unit() {
    let mut steps = Steps::default();
    let graded =
        groundwater::grade(&findings("苯=0.9@µg/L 六六六=0.4@µg/L"), groundwater::Choices::default(), &mut steps);
    assert_eq!(steps.0[0].formula, "benzene: 0.9; 0.5 < 0.9 ≤ 1.0");
    assert_eq!(steps.0[0].zh, "Ⅱ类；限值 Ⅰ 0.5、Ⅱ 1.0、Ⅲ 10.0、Ⅳ 120 µg/L");
    assert_eq!(
        steps.0[2].zh,
        "Ⅱ类；取各指标中最差的类别，决定指标：苯、六六六（总量）；参评常规指标 1/39 项、非常规指标 1/54 项"
    );
    let mut steps = Steps::default();
    groundwater::grade(&findings("嗅和味=有 pH=8.51"), groundwater::Choices::default(), &mut steps);
    assert_eq!(
        (steps.0[0].formula.as_str(), steps.0[0].en.as_str()),
        ("", "present; class V; limits IV absent, V present")
    );
    assert_eq!(steps.0[1].formula, "pH: 8.51; 8.5 < 8.51 ≤ 9");
    let chloroform = groundwater::grade(&findings("三氯甲烷=90@µg/L"), groundwater::Choices::default(), &mut Off);
    assert_eq!(chloroform.items[0].multiple(Class::III), Some(amount("0.5")));
    assert_eq!(chloroform.items[0].multiple(Class::IV), None);
    assert_eq!((graded.verdict(Class::III), chloroform.verdict(Class::III)), (Verdict::Attained, Verdict::Exceeded));
}

#[test]
fn sources_comply_when_every_item_that_counts_does() {
    for row in table("sources").iter() {
        let id = row.get("id");
        let sample: Vec<_> = row.get("items").split_whitespace().map(reading).collect();
        let choices = source::Choices {
            section: section::Choices::new(Body::River, Rounding::Raw),
            basic: if row.get("cod") == "yes" { BasicItems::Yearly } else { BasicItems::Monthly },
        };
        let mut steps = Steps::default();
        let held = source::hold_sample(&sample, choices, &mut steps);
        assert_eq!(held.verdict.key(), row.get("verdict"), "{id}");
        assert_eq!(held.text().zh, row.get("over"), "{id}");
        assert_eq!(held.evaluated.map(|n| n.to_string()).join(" "), row.get("evaluated"), "{id}");
        assert_eq!(held.unproven, items(row.get("unproven")), "{id}");
        assert!(steps.0.last().unwrap().zh.starts_with(held.verdict.words().zh), "{id}");
        assert_eq!(held, source::hold_sample(&sample, choices, &mut Off), "{id}");
    }
}

#[test]
fn reference_items_of_a_source_are_shown_beside() {
    let sample: Vec<_> = ["总氮=0.9", "粪大肠菌群=300", "化学需氧量=44"].map(reading).to_vec();
    let section = section::Choices::new(Body::Lake, Rounding::Raw);
    let held = source::hold_sample(&sample, source::Choices { section, basic: BasicItems::Monthly }, &mut Off);
    let beside: Vec<_> = held.beside.iter().map(|(item, class)| (item.symbol(), class.words().zh)).collect();
    assert_eq!(beside, [("COD", "劣Ⅴ"), ("TN", "Ⅲ"), ("FC", "Ⅱ")]);
    assert_eq!(held.verdict, Verdict::NotAssessable);
}

#[test]
fn shares_of_sources_and_water() {
    use Verdict::{Attained, Exceeded, NotAssessable};
    let mut source = SourceSamples::default();
    [Attained, Attained, Exceeded, NotAssessable].into_iter().for_each(|verdict| source.add(verdict));
    assert_eq!((source.verdict(), source.share()), (Exceeded, Some(amount("66.7"))));
    assert_eq!(SourceSamples::default().verdict(), NotAssessable);

    // 12.5 and 8.1 comply, 3.4 does not (10⁴ t): 20.6 of 24.0. One that cannot be assessed is in neither share.
    let withdrawn = [(Attained, "12.5"), (NotAssessable, "100"), (Exceeded, "3.4"), (Attained, "8.1")];
    let mut steps = Steps::default();
    for turn in 0..withdrawn.len() {
        let (mut one, mut other) = (Sources::default(), Sources::default());
        for (at, (verdict, volume)) in withdrawn.into_iter().enumerate() {
            if at < turn { &mut one } else { &mut other }.add(verdict, Some(amount(volume)));
        }
        other.merge(one);
        assert_eq!(other.share_of_water(&mut steps), Some(amount("85.83")));
        assert_eq!(other.share_of_sources(), Some(amount("66.7")));
        other.add(Attained, None);
        assert_eq!((other.share_of_water(&mut Off), other.without_volume), (None, 1));
    }
    assert_eq!(steps.0[0].formula, "20.6 ÷ 24 × 100 % = 85.83 %");
}

#[test]
fn oxygen_saturation_follows_the_formulas() {
    for row in table("oxygen_saturation").iter() {
        let id = row.get("id");
        let formula = match row.get("formula").split_once(':') {
            Some((_, salinity)) => Formula::Salt(amount(salinity)),
            None if row.get("formula") == "bk" => Formula::BensonKrause,
            None => Formula::Rivers,
        };
        let pressure = match row.get("pressure").split_once(':') {
            None => Pressure::SeaLevel,
            Some(("kPa", pressure)) => Pressure::Measured(amount(pressure)),
            Some((_, altitude)) => Pressure::Altitude(amount(altitude)),
        };
        let conditions = Conditions { formula, pressure };
        let (temperature, oxygen) = (amount(row.get("temperature")), amount(row.get("oxygen")));
        let saturated = conditions.saturated(temperature).expect("within the range");
        assert_eq!(saturated.round(2), Some(amount(row.get("saturated"))), "{id}");
        let ninety = saturated.times(envgrade::quantity::Ratio::new(9, 10).unwrap()).unwrap();
        assert_eq!(ninety.round(2), Some(amount(row.get("ninety"))), "{id}");
        let mut steps = Steps::default();
        let percent = conditions.percent(oxygen, temperature, &mut steps);
        assert_eq!(percent, Some(amount(row.get("percent"))), "{id}");
        assert!(steps.0[0].formula.ends_with(&format!("→ {:.2} %", percent.unwrap())), "{id}");
    }
}

#[test]
fn oxygen_saturation_is_explained_with_its_numbers() {
    let explained = |conditions: Conditions, temperature: &str| {
        let mut steps = Steps::default();
        conditions.percent(amount("6.5"), amount(temperature), &mut steps);
        steps.0.remove(0)
    };
    let sea = explained(Conditions::default(), "28.4");
    assert_eq!(sea.formula, "468 ÷ (31.6 + 28.4) = 7.8 mg/L; 6.5 ÷ 7.8 × 100 % → 83.33 %");
    let lake = explained(Conditions { pressure: Pressure::Altitude(amount("3196")), ..Conditions::default() }, "14.2");
    assert_eq!(
        lake.formula,
        "468 ÷ (31.6 + 14.2) × (68.379 − 1.6192) ÷ (101.325 − 1.6192) ≈ 6.841873 mg/L; 6.5 ÷ 6.841873 × 100 % → 95.00 %"
    );
    assert!(lake.zh.contains("海拔 3196 m 处标准大气压 68.379 kPa"), "{}", lake.zh);
}

#[test]
fn saturation_raises_a_sample_to_class_one_only_where_it_is_reached() {
    let choices =
        section::Choices { saturation: Saturation::Measured, ..section::Choices::new(Body::River, Rounding::Raw) };
    let class = |oxygen: &str, temperature: &str, pressure| {
        let sample = [(Parameter::Do, oxygen), (Parameter::WaterTemperature, temperature)]
            .map(|(item, text)| (item, Reading::Value(amount(text))));
        let conditions = Conditions { pressure, ..Conditions::default() };
        section::grade(&with_saturation(&sample, conditions, &mut Off), choices, &mut Off).class
    };
    // 0.9 × 468 ÷ (31.6 + 26.8) is 7.2123…: the least digit decides.
    assert_eq!(class("7.2124", "26.8", Pressure::SeaLevel), Some(Class::I));
    assert_eq!(class("7.2123", "26.8", Pressure::SeaLevel), Some(Class::II));
    // Exactly 90 %: 0.9 × 468 ÷ (31.6 + 28.4) = 7.02.
    assert_eq!(class("7.02", "28.4", Pressure::SeaLevel), Some(Class::I));
    assert_eq!(class("7.0199999999", "28.4", Pressure::SeaLevel), Some(Class::II));
    // The same water at 3,196 m holds a third less.
    assert_eq!(class("6.5", "14", Pressure::SeaLevel), Some(Class::II));
    assert_eq!(class("6.5", "14", Pressure::Altitude(amount("3196"))), Some(Class::I));
    assert_eq!(class("6.5", "14", Pressure::Measured(amount("68.4"))), Some(Class::I));
    // Outside what the formulas are for, nothing is reckoned.
    for pressure in [Pressure::Measured(amount("684")), Pressure::Altitude(amount("12000"))] {
        assert_eq!(class("6.5", "14", pressure), Some(Class::II));
    }
    assert_eq!(class("6.5", "-3", Pressure::Altitude(amount("3196"))), Some(Class::II));
}

#[test]
fn limits_of_a_user_are_read_and_held() {
    for (at, row) in table("own_limits").iter().enumerate() {
        let (id, number) = (row.get("id"), u32::try_from(at).unwrap() + 2);
        let written = Written {
            row: number,
            item: row.get("item"),
            limit: row.get("limit"),
            unit: row.get("unit"),
            direction: row.get("direction"),
        };
        let (own, errors) = OwnTable::read("own", &[written]);
        if !row.get("error").is_empty() {
            assert!(own.limits.is_empty(), "{id}");
            assert_eq!(format!("{:?}", errors[0].cause), row.get("error"), "{id}");
            assert_eq!(errors[0].row, number, "{id}");
            assert!(errors[0].message().zh.starts_with(&format!("第 {number} 行")), "{id}");
            continue;
        }
        assert_eq!(errors, [], "{id}");
        let sample = [(item(row.get("item")), read_cell(row.get("reading").as_bytes()).unwrap())];
        let mut steps = Steps::default();
        let graded = own_limits::hold_sample(&sample, &own, &mut steps);
        assert_eq!(graded.verdict.key(), row.get("verdict"), "{id}");
        let result = graded.results[0];
        let multiple = result.multiple().map(|times| format!("{times:.1}")).unwrap_or_default();
        assert_eq!(multiple, row.get("multiple"), "{id}");
        let proven = result.held.map_or("", |held| if held.proven { "yes" } else { "no" });
        assert_eq!(proven, row.get("proven"), "{id}");
        assert_eq!(result.limit.row, number, "{id}");
        if result.held.is_some() {
            assert!(steps.0[0].zh.contains(&format!("（own第 {number} 行）")), "{id}: {}", steps.0[0].zh);
        }
    }
}

#[test]
fn a_refused_row_costs_itself_only() {
    let written = |row, item, limit, unit, direction| Written { row, item, limit, unit, direction };
    let rows = [
        written(2, "铁", "0.3", "mg/L", "≤"),
        written(3, "", "", "", ""),
        written(4, "Fe", "300", "µg/L", "<="),
        written(5, "pH", "6～9", "", ""),
        written(6, "二恶英", "1", "ng/L", "≤"),
        written(7, "溶解氧", "9", "mg/L", "不大于"),
        written(8, "溶解氧", "5", "mg/L", "不小于"),
    ];
    let (own, errors) = OwnTable::read("许可", &rows);
    assert_eq!(own.limits.iter().map(|limit| limit.row).collect::<Vec<_>>(), [2, 5, 7, 8]);
    assert_eq!(
        errors.iter().map(|error| (error.row, error.cause)).collect::<Vec<_>>(),
        [(4, Cause::Duplicate(2)), (6, Cause::UnknownItem)]
    );
    assert_eq!(errors[0].message().zh, "第 4 行“Fe”：同一指标同一方向的限值重复（见第 2 行）");
    assert_eq!(errors[1].message().en, "Row 6 “二恶英”: the item is not known");
    assert_eq!(own.limits[1].bound, Bound::Within(amount("6"), amount("9")));

    let sample = [reading("铁=0.45"), reading("溶解氧=4")];
    let mut steps = Steps::default();
    let graded = own_limits::hold_sample(&sample, &own, &mut steps);
    assert_eq!(graded.with(Verdict::Exceeded).map(|result| result.limit.row).collect::<Vec<_>>(), [2, 8]);
    assert_eq!(graded.with(Verdict::NotAssessable).map(|result| result.limit.row).collect::<Vec<_>>(), [5]);
    assert_eq!(steps.0[0].formula, "Fe: 0.45 > 0.3 mg/L");
    assert_eq!(steps.0[0].zh, "超标；限值 ≤ 0.3（许可第 2 行）；超标 0.5 倍");
    assert_eq!(steps.0.last().unwrap().zh, "超标（许可）：达标 1 项，超标 2 项，没有监测值 1 项");
}

fn any_item() -> impl Strategy<Value = WaterItem> {
    let further = FurtherItem::ALL.iter().map(|&item| item.into());
    select(Parameter::ALL.iter().map(|&item| item.into()).chain(further).collect::<Vec<WaterItem>>())
}

/// Values around the limits: products of small numbers and powers of ten.
fn any_value() -> impl Strategy<Value = Amount> {
    (0..3_000_i64, 0..8_u32).prop_map(|(digits, decimals)| Amount::decimal(digits, decimals))
}

fn any_reading() -> impl Strategy<Value = Reading> {
    prop_oneof![
        6 => any_value().prop_map(Reading::Value),
        2 => any_value().prop_map(Reading::Below),
        1 => any_value().prop_map(Reading::Above),
        1 => Just(Reading::NotDetected),
        1 => Just(Reading::Missing(Missing::Blank)),
    ]
}

/// The same kind of reading twice, the second not below the first.
fn better_and_worse() -> impl Strategy<Value = (Reading, Reading)> {
    (any_value(), any_value(), select(vec![Reading::Value, Reading::Below, Reading::Above])).prop_map(
        |(one, other, kind): (Amount, Amount, fn(Amount) -> Reading)| (kind(one.min(other)), kind(one.max(other))),
    )
}

proptest! {
    #[test]
    fn a_worse_reading_never_improves_groundwater(
        rest in prop::collection::vec((any_item(), any_reading()), 0..6),
        (no, (better, worse)) in (0..93_usize, better_and_worse()),
        half in any::<bool>(),
        better_of_equals in any::<bool>(),
    ) {
        let row = gb14848::TABLE_1.iter().chain(&gb14848::TABLE_2).nth(no).unwrap();
        // pH has two sides, and what is not detected is below whatever is.
        prop_assume!(row.item != Parameter::Ph.into());
        let below_detection = if half { BelowDetection::Half } else { BelowDetection::Limit };
        let inseparable = if better_of_equals { Inseparable::Better } else { Inseparable::Worse };
        let grade = |reading: Reading| {
            let mut all = vec![(row.item, reading.into())];
            all.extend(rest.iter().map(|&(item, reading)| (item, Finding::from(reading))));
            groundwater::grade(&all, groundwater::Choices { below_detection, inseparable }, &mut Off)
        };
        let (better, worse) = (grade(better), grade(worse));
        prop_assert!(better.of(row.item) <= worse.of(row.item));
        if better.of(row.item).is_some() {
            prop_assert!(better.class <= worse.class);
        }
        // The comprehensive class is that of the worst item, and those that decide have it.
        prop_assert_eq!(worse.class, worse.items.iter().map(|graded| graded.class).max());
        for item in worse.deciding() {
            prop_assert_eq!(worse.of(item), worse.class);
        }
    }

    #[test]
    fn ph_is_worse_the_farther_it_is_out(hundredths in 0..1_400_i64) {
        let class = |hundredths: i64| {
            let reading = Reading::Value(Amount::decimal(hundredths, 2));
            groundwater::grade_item(Parameter::Ph.into(), reading.into(), groundwater::Choices::default(), &mut Off)
                .unwrap()
                .class
        };
        let expected = match hundredths {
            650..=850 => Class::I,
            550..=900 => Class::IV,
            _ => Class::V,
        };
        prop_assert_eq!(class(hundredths), expected);
    }

    #[test]
    fn a_worse_reading_never_makes_a_source_comply(
        rest in prop::collection::vec((any_item(), any_reading()), 0..6),
        (no, (better, worse)) in (0..85_usize, better_and_worse()),
    ) {
        let row = gb3838_sources::TABLE_2.iter().chain(&gb3838_sources::TABLE_3).nth(no).unwrap();
        let choices = source::Choices {
            section: section::Choices::new(Body::Lake, Rounding::Evaluation),
            basic: BasicItems::Yearly,
        };
        let hold = |reading: Reading| {
            let mut all = vec![(row.item.into(), reading)];
            all.extend(&rest);
            source::hold_sample(&all, choices, &mut Off)
        };
        let (better, worse) = (hold(better), hold(worse));
        if better.verdict == Verdict::Exceeded {
            prop_assert_eq!(worse.verdict, Verdict::Exceeded);
        }
        prop_assert!(worse.further.len() >= better.further.len());
        prop_assert_eq!(worse.evaluated, better.evaluated);
    }

    #[test]
    fn a_worse_reading_never_keeps_a_limit_that_a_better_one_does_not(
        item in any_item(),
        (limit, (better, worse)) in (any_value(), better_and_worse()),
    ) {
        prop_assume!(Parameter::ALL.iter().all(|p| WaterItem::from(*p) != item) || item == Parameter::Cu.into());
        let held = |direction: &str, reading: Reading| -> Option<Held> {
            let limit = limit.to_string();
            let written = Written { row: 1, item: item.key(), limit: &limit, unit: "", direction };
            let written = Written { item: item.name().zh, ..written };
            let (own, errors) = OwnTable::read("", &[written]);
            assert_eq!(errors, []);
            own_limits::hold_sample(&[(item, reading)], &own, &mut Off).results[0].held
        };
        let exceeded = |direction: &str, reading| held(direction, reading).unwrap().verdict == Verdict::Exceeded;
        prop_assert!(exceeded("<=", better) <= exceeded("<=", worse));
        prop_assert!(exceeded(">=", worse) <= exceeded(">=", better));
        // A proven verdict is that of every value the reading may stand for.
        for (direction, reading) in [("<=", better), ("<=", worse), (">=", better), (">=", worse)] {
            let of = held(direction, reading).unwrap();
            if let (true, Reading::Below(highest)) = (of.proven, reading) {
                for value in [Amount::ZERO, highest.half(), highest] {
                    if value < highest || direction == "<=" {
                        prop_assert_eq!(held(direction, Reading::Value(value)).unwrap().verdict, of.verdict);
                    }
                }
            }
        }
    }

    #[test]
    fn reading_limits_never_panics_and_every_row_is_a_limit_or_an_error(
        cells in prop::collection::vec(prop::array::uniform4("[ -~铁铜～≤≥0-9.Ｌ１µ上限范围]{0,8}"), 1..5),
    ) {
        let written: Vec<Written<'_>> = cells
            .iter()
            .zip(1..)
            .map(|([item, limit, unit, direction], row)| Written { row, item, limit, unit, direction })
            .collect();
        let (own, errors) = OwnTable::read("any", &written);
        let blank = written.iter().filter(|row| row.item.trim().is_empty() && row.limit.trim().is_empty()).count();
        prop_assert_eq!(own.limits.len() + errors.len() + blank, written.len());
        for error in errors {
            let begin = format!("Row {}", error.row);
            prop_assert!(error.message().en.starts_with(&begin));
        }
    }

    #[test]
    fn at_sea_level_both_ways_to_the_saturation_agree(hundredths in 500..900_i64, tenths in 0..=400_i64) {
        let sample = [
            (Parameter::Do, Reading::Value(Amount::decimal(hundredths, 2))),
            (Parameter::WaterTemperature, Reading::Value(Amount::decimal(tenths, 1))),
        ];
        let class = |saturation, items: &[_]| {
            let choices = section::Choices { saturation, ..section::Choices::new(Body::River, Rounding::Raw) };
            section::grade(items, choices, &mut Off).class
        };
        let reckoned = with_saturation(&sample, Conditions::default(), &mut Off);
        prop_assert_eq!(class(Saturation::FromTemperature, &sample), class(Saturation::Measured, &reckoned));
    }

    #[test]
    fn more_oxygen_and_less_pressure_never_lower_the_saturation(
        (one, other) in (0..2_000_i64, 0..2_000_i64),
        (low, high) in (-500..9_000_i64, -500..9_000_i64),
        tenths in 0..=400_i64,
        formula in select(vec![Formula::Rivers, Formula::BensonKrause, Formula::Salt(Amount::whole(14))]),
    ) {
        let percent = |oxygen: i64, altitude: i64| {
            let pressure = Pressure::Altitude(Amount::whole(altitude));
            let temperature = Amount::decimal(tenths, 1);
            Conditions { formula, pressure }.percent(Amount::decimal(oxygen, 2), temperature, &mut Off).unwrap()
        };
        prop_assert!(percent(one.min(other), low.min(high)) <= percent(one.max(other), low.max(high)));
    }
}
