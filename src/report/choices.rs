//! From what a person chose to a plan.

use super::view::Choices;
use crate::edition::EditionChoice;
use crate::exclusion::Exclusions;
use crate::plan::{AirState, Body, DataState, HourChoice, Plan, Rounding, RoundingChoice, Screening};
use crate::quantity::Amount;

/// The plan of some choices; empty texts stand for the defaults.
///
/// # Errors
/// A message that names the choice and what was expected.
pub fn plan(choices: &Choices) -> Result<Plan, String> {
    let edition = match choices.edition.as_str() {
        "" => EditionChoice::default(),
        key => EditionChoice::from_key(key)
            .ok_or_else(|| format!("edition «{key}»: expected by-date, 2012, 2026-transition or 2026-final"))?,
    };
    let (rounding, body) = (rounding(&choices.rounding)?, body(&choices.body)?);
    let hours = match choices.hours.as_str() {
        "" | "auto" => HourChoice::Auto,
        "hour-ending" | "ending" => HourChoice::Ending,
        "hour-beginning" | "beginning" => HourChoice::Beginning,
        key => return Err(format!("hours «{key}»: expected auto, hour-ending or hour-beginning")),
    };
    if let Some(year) = choices.year.filter(|year| !(1900..=2200).contains(year)) {
        return Err(format!("year «{year}»: expected a year such as 2024"));
    }
    let lakes = choices.lakes.iter().map(|name| (name.clone(), Body::Lake));
    let rivers = choices.rivers.iter().map(|name| (name.clone(), Body::River));
    let mut bodies = crate::sorted::SortedMap::default();
    for (name, body) in lakes.chain(rivers) {
        bodies.insert(name, body);
    }
    let ozone_exception_limit = match choices.ozone_exception.as_str() {
        "" => None,
        text => Some(
            text.parse()
                .ok()
                .filter(|limit: &Amount| *limit > Amount::ZERO)
                .ok_or_else(|| format!("ozone_exception «{text}»: expected µg/m³ such as 160"))?,
        ),
    };
    let (data_state, site_air) = states(&choices.data_state, &choices.site_air)?;
    Ok(Plan {
        edition,
        rounding,
        body,
        bodies,
        year: choices.year,
        hours,
        data_state,
        site_air,
        ozone_exception_limit,
        keep_hours: choices.keep_hours,
        screening: screening(&choices.screening)?,
        exclusions: Exclusions::read(&choices.exclusions),
        ..Plan::default()
    })
}

/// Whether values that deserve a look are told of.
///
/// # Errors
/// A message that says what was expected.
pub fn screening(key: &str) -> Result<Screening, String> {
    match key {
        "" | "on" => Ok(Screening::On),
        "off" => Ok(Screening::Off),
        key => Err(format!("screening «{key}»: expected on or off")),
    }
}

/// How values are rounded before they are compared with limits of water.
pub(super) fn rounding(key: &str) -> Result<RoundingChoice, String> {
    Ok(match key {
        "" | "auto" => RoundingChoice::Auto,
        "raw" => RoundingChoice::Always(Rounding::Raw),
        "evaluation" => RoundingChoice::Always(Rounding::Evaluation),
        key => return Err(format!("rounding «{key}»: expected auto, raw or evaluation")),
    })
}

/// The body of water where the data do not say.
pub(super) fn body(key: &str) -> Result<Body, String> {
    match key {
        "" | "river" => Ok(Body::River),
        "lake" => Ok(Body::Lake),
        key => Err(format!("body «{key}»: expected river or lake")),
    }
}

/// The states of a plan: `273`, `273.15`, or temperature in K and pressure in hPa such as `283.15,720`.
///
/// # Errors
/// A message that says what was expected.
pub fn states(data: &str, site: &str) -> Result<(DataState, Option<AirState>), String> {
    let air = |text: &str| {
        let (kelvin, hectopascals) = text.split_once(',')?;
        let positive = |text: &str| text.trim().parse::<Amount>().ok().filter(|amount| *amount > Amount::ZERO);
        Some(AirState { kelvin: positive(kelvin)?, hectopascals: positive(hectopascals)? })
    };
    let wrong = |text: &str| format!("state «{text}»: expected 273, 273.15 or kelvin,hectopascals such as 283.15,720");
    let data_state = match data {
        "" | "reference" => DataState::AsRequired,
        "273" => DataState::Standard,
        "273.15" => DataState::StandardAt0Celsius,
        text => DataState::Monitored(air(text).ok_or_else(|| wrong(text))?),
    };
    let site_air = if site.is_empty() { None } else { Some(air(site).ok_or_else(|| wrong(site))?) };
    Ok((data_state, site_air))
}
