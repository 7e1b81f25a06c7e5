//! From what a person chose to the plan of an evaluation of water.

use super::super::choices::{body, rounding};
use super::super::evaluation::choices::spans;
use super::groups::choose_basins;
use super::view::WaterChoices;
use crate::assess::{ItemSet, LeastMonths, Thin, WaterPlan};
use crate::grade::Class;
use crate::parameter::{Medium, Parameter};
use crate::plan::Body;
use crate::water::Items;
use crate::water::section::{CLASS_ITEMS, Saturation};

/// The plan of some choices; empty texts stand for the defaults.
///
/// # Errors
/// A message that names the choice and what was expected.
pub fn water_plan(choices: &WaterChoices) -> Result<WaterPlan, String> {
    let least = LeastMonths::default();
    let mut plan = WaterPlan {
        spans: spans(&choices.spans)?,
        rounding: rounding(&choices.rounding)?,
        body: body(&choices.body)?,
        items: items(&choices.items)?,
        saturation: match choices.saturation.as_str() {
            "" | "ignored" => Saturation::Ignored,
            "measured" => Saturation::Measured,
            "temperature" => Saturation::FromTemperature,
            key => return Err(format!("saturation «{key}»: expected ignored, measured or temperature")),
        },
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
        ..WaterPlan::default()
    };
    choices.lakes.iter().for_each(|name| plan.bodies.insert(name.clone(), Body::Lake));
    choices.rivers.iter().for_each(|name| plan.bodies.insert(name.clone(), Body::River));
    for target in &choices.targets {
        let class = Class::from_number(target.class).filter(|class| *class <= Class::V);
        let class = class.ok_or_else(|| format!("target of «{}»: expected a class of 1 to 5", target.section))?;
        plan.targets.insert(target.section.clone(), class);
    }
    choose_basins(&mut plan, &choices.basins)?;
    Ok(plan)
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
