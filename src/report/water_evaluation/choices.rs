//! From what a person chose to the plan of an evaluation of water.

use super::super::choices::{body, rounding};
use super::super::evaluation::choices::spans;
use super::groups::choose_basins;
use super::view::WaterChoices;
use crate::assess::{
    AcidRainPlan, BlackOdorousPlan, CityItems, CityPlan, ItemSet, LakePlan, LeastMonths, Rounds, Thin, WaterPlan,
    ZonePlan,
};
use crate::grade::Class;
use crate::parameter::{Medium, Parameter};
use crate::plan::Body;
use crate::quantity::Amount;
use crate::water::Items;
use crate::water::black_odorous::{BlackOdorousChoices, End, Shallow};
use crate::water::oxygen::{Conditions, Pressure};
use crate::water::section::{CLASS_ITEMS, Saturation};
use crate::water::trophic::{Compared, TliChoices, Weights};
use crate::water::{acid_rain, cwqi};

/// The plan of some choices; empty texts stand for the defaults.
///
/// # Errors
/// A message that names the choice and what was expected.
pub fn water_plan(choices: &WaterChoices) -> Result<WaterPlan, String> {
    let least = LeastMonths::default();
    let saturation = saturation(&choices.saturation)?;
    let mut plan = WaterPlan {
        spans: spans(&choices.spans)?,
        rounding: rounding(&choices.rounding)?,
        body: body(&choices.body)?,
        items: items(&choices.items)?,
        saturation,
        mean_of_samples: match choices.mean_of.as_str() {
            "" | "months" => false,
            "samples" => true,
            key => return Err(format!("mean_of «{key}»: expected months or samples")),
        },
        least: LeastMonths {
            quarter: months("least_quarter", &choices.least_quarter, 3, least.quarter)?,
            year: months("least_year", &choices.least_year, 12, least.year)?,
        },
        thin: match choices.thin.as_str() {
            "" | "marked" => Thin::Marked,
            "not-evaluated" => Thin::NotEvaluated,
            key => return Err(format!("thin «{key}»: expected marked or not-evaluated")),
        },
        lakes: lakes(choices)?,
        cities: cities(choices)?,
        zones: zones(choices)?,
        black_odorous: black_odorous(choices)?,
        acid_rain: rain(choices)?,
        ..WaterPlan::default()
    };
    choices.lakes.iter().for_each(|name| plan.bodies.insert(name.clone(), Body::Lake));
    choices.rivers.iter().for_each(|name| plan.bodies.insert(name.clone(), Body::River));
    for target in &choices.targets {
        let class = Class::from_number(target.class).filter(|class| *class <= Class::V);
        let class = class.ok_or_else(|| format!("target of «{}»: expected a class of 1 to 5", target.section))?;
        plan.targets.insert(target.section.clone(), class);
    }
    super::standards::standards(&choices.standards, &mut plan)?;
    choose_basins(&mut plan, &choices.basins)?;
    Ok(plan)
}

/// How oxygen reaches class Ⅰ by saturation, and from what it is reckoned.
fn saturation(text: &str) -> Result<Saturation, String> {
    let amount = |text: &str, low: i64, high: i64| {
        let amount = text.trim().parse::<Amount>().ok();
        amount.filter(|amount| Amount::whole(low) <= *amount && *amount <= Amount::whole(high))
    };
    let pressure = match text.split_once(':') {
        Some(("altitude", metres)) => amount(metres, -500, 9_000).map(Pressure::Altitude),
        Some(("pressure", kpa)) => amount(kpa, 30, 110).map(Pressure::Measured),
        _ => None,
    };
    match (text, pressure) {
        ("" | "ignored", _) => Ok(Saturation::Ignored),
        ("measured", _) => Ok(Saturation::Measured),
        ("temperature", _) => Ok(Saturation::FromTemperature),
        (_, Some(pressure)) => Ok(Saturation::Reckoned(Conditions { pressure, ..Conditions::default() })),
        (key, None) => Err(format!(
            "saturation «{key}»: expected ignored, measured, temperature, altitude:2261 (m) or pressure:77.5 (kPa)"
        )),
    }
}

fn months(what: &str, text: &str, most: u32, default: u32) -> Result<u32, String> {
    if text.is_empty() {
        return Ok(default);
    }
    let months = text.parse().ok().filter(|months| (1..=most).contains(months));
    months.ok_or_else(|| format!("{what} «{text}»: expected 1 to {most} months"))
}

fn items(text: &str) -> Result<ItemSet, String> {
    let Some(more) = text.strip_prefix("five+") else {
        return match text {
            "" | "present" => Ok(ItemSet::Present),
            "five" => Ok(ItemSet::Five),
            key => Err(format!("items «{key}»: expected present, five, or five+ and items such as five+cod,fluoride")),
        };
    };
    let item = |name: &str| {
        let item = Parameter::from_key(name.trim()).or_else(|| Parameter::read_in(name, Medium::Water));
        let item = item.filter(|item| CLASS_ITEMS.contains(*item));
        item.ok_or_else(|| format!("items «{name}»: not one of the 21 items that make the class"))
    };
    more.split([',', '，', '、']).map(item).collect::<Result<Items, _>>().map(ItemSet::FivePlus)
}

/// What a key of a choice stands for; the first of the table is the default of an empty one.
fn chosen<T: Copy, const N: usize>(what: &str, key: &str, table: [(&str, T); N]) -> Result<T, String> {
    let found = table.iter().enumerate().find(|(at, (name, _))| *name == key || key.is_empty() && *at == 0);
    found.map(|(_, (_, value))| *value).ok_or_else(|| {
        let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        format!("{what} «{key}»: expected {}", names.join(" or "))
    })
}

/// Names that stand between commas.
fn names(text: &str) -> Vec<String> {
    text.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn lakes(choices: &WaterChoices) -> Result<LakePlan, String> {
    let default = LakePlan::default();
    Ok(LakePlan {
        by_name: chosen("lakes_by", &choices.lakes_by, [("points", false), ("names", true)])?,
        tli: TliChoices {
            weights: chosen(
                "tli_weights",
                &choices.tli_weights,
                [("exact", Weights::Exact), ("printed", Weights::Printed)],
            )?,
            compared: chosen(
                "tli_compared",
                &choices.tli_compared,
                [("unrounded", Compared::Unrounded), ("printed", Compared::Printed)],
            )?,
        },
        natural_state: match choices.natural_state.trim() {
            "" => default.natural_state,
            "none" => Vec::new(),
            listed => names(listed),
        },
        river_type: names(&choices.river_type),
    })
}

fn cities(choices: &WaterChoices) -> Result<CityPlan, String> {
    Ok(CityPlan {
        weighting: chosen(
            "city_weights",
            &choices.city_weights,
            [("places", cwqi::Weighting::ByPlaces), ("equal", cwqi::Weighting::Equal)],
        )?,
        sign: chosen(
            "city_sign",
            &choices.city_sign,
            [("fall", cwqi::Sign::FallIsBetter), ("rise", cwqi::Sign::RiseIsBetter)],
        )?,
        items: chosen("city_items", &choices.city_items, [("all", CityItems::All), ("common", CityItems::Common)])?,
    })
}

fn zones(choices: &WaterChoices) -> Result<ZonePlan, String> {
    let rounds = chosen("zone_rounds", &choices.zone_rounds, [("months", Rounds::Months), ("days", Rounds::Days)])?;
    Ok(ZonePlan { rounds })
}

fn black_odorous(choices: &WaterChoices) -> Result<BlackOdorousPlan, String> {
    Ok(BlackOdorousPlan {
        every_site: chosen("black_odorous", &choices.black_odorous, [("with-potential", false), ("every-site", true)])?,
        choices: BlackOdorousChoices {
            end: chosen(
                "black_odorous_end",
                &choices.black_odorous_end,
                [("inside", End::Inside), ("outside", End::Outside)],
            )?,
            shallow: chosen(
                "black_odorous_shallow",
                &choices.black_odorous_shallow,
                [("light", Shallow::LightEnd), ("heavy", Shallow::HeavyEnd)],
            )?,
        },
    })
}

fn rain(choices: &WaterChoices) -> Result<AcidRainPlan, String> {
    use acid_rain::Weighting;
    let table = [("amount", Weighting::ByAmount), ("equal", Weighting::Equal)];
    Ok(AcidRainPlan { weighting: chosen("rain_weights", &choices.rain_weights, table)? })
}
