//! What a page chose, read field by field.

use wasm_bindgen::prelude::*;

use super::super::input::Object;
use super::WaterChoicesObject;
use crate::report::water_evaluation::groups::{BackgroundChoice, BasinChoices};
use crate::report::water_evaluation::view::{TargetChoice, WaterChoices};
use crate::report::water_evaluation::{StandardsChoices, VolumeChoice, WaterChoice};

fn target(choice: &JsValue) -> Result<TargetChoice, JsError> {
    let choice = Object(choice);
    Ok(TargetChoice { section: choice.text("section")?, class: number(choice.count("class")?) })
}

fn number(count: u32) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

/// The choices of a page.
pub(super) fn chosen(choices: &WaterChoicesObject) -> Result<WaterChoices, JsError> {
    let object = Object(choices);
    let mut choices = WaterChoices {
        spans: object.text("spans")?,
        rounding: object.text("rounding")?,
        body: object.text("body")?,
        lakes: object.texts("lakes")?,
        rivers: object.texts("rivers")?,
        items: object.text("items")?,
        saturation: object.text("saturation")?,
        mean_of: object.text("mean_of")?,
        least_quarter: object.text("least_quarter")?,
        least_year: object.text("least_year")?,
        thin: object.text("thin")?,
        targets: object.list("targets", target)?,
        standards: standards(&object)?,
        basins: basins(&object)?,
        ..WaterChoices::default()
    };
    by_key(&object, &mut choices)?;
    Ok(choices)
}

/// The choices of lakes, cities, zones, black and odorous water and rain.
fn by_key(object: &Object<'_>, choices: &mut WaterChoices) -> Result<(), JsError> {
    for (name, field) in [
        ("lakes_by", &mut choices.lakes_by),
        ("natural_state", &mut choices.natural_state),
        ("river_type", &mut choices.river_type),
        ("tli_weights", &mut choices.tli_weights),
        ("tli_compared", &mut choices.tli_compared),
        ("city_weights", &mut choices.city_weights),
        ("city_sign", &mut choices.city_sign),
        ("city_items", &mut choices.city_items),
        ("zone_rounds", &mut choices.zone_rounds),
        ("black_odorous", &mut choices.black_odorous),
        ("black_odorous_end", &mut choices.black_odorous_end),
        ("black_odorous_shallow", &mut choices.black_odorous_shallow),
        ("rain_weights", &mut choices.rain_weights),
    ] {
        *field = object.text(name)?;
    }
    Ok(())
}

fn basins(choices: &Object<'_>) -> Result<BasinChoices, JsError> {
    let object = choices.object("basins");
    let object = Object(&object);
    let background = |choice: &JsValue| {
        let choice = Object(choice);
        Ok(BackgroundChoice { section: choice.text("section")?, item: choice.text("item")? })
    };
    Ok(BasinChoices {
        denominator: object.text("denominator")?,
        lake_points: object.text("lake_points")?,
        background: object.list("background", background)?,
        documented_targets: object.text("documented_targets")?,
        matched: object.text("matched")?,
        some_points: object.text("some_points")?,
        marked_points: object.text("marked_points")?,
        level: object.text("level")?,
        critical_values: object.text("critical_values")?,
    })
}

/// The choices under `standards`, where there are any.
fn standards(choices: &Object<'_>) -> Result<StandardsChoices, JsError> {
    let Some(value) = choices.field("standards") else { return Ok(StandardsChoices::default()) };
    let object = Object(&value);
    Ok(StandardsChoices {
        water_as: object.text("water_as")?,
        waters: object.list("waters", |choice| {
            let choice = Object(choice);
            Ok(WaterChoice { site: choice.text("site")?, water: choice.text("water")? })
        })?,
        unsaid_unit: object.text("unsaid_unit")?,
        well_class: object.text("well_class")?,
        well_target: number(object.count("well_target")?),
        below_detection: object.text("below_detection")?,
        inseparable: object.text("inseparable")?,
        source_over: object.text("source_over")?,
        source_items: object.text("source_items")?,
        withdrawn: object.list("withdrawn", |choice| {
            let choice = Object(choice);
            Ok(VolumeChoice { source: choice.text("source")?, volume: choice.text("volume")? })
        })?,
        limits_name: object.text("limits_name")?,
        limits: object.text("limits")?,
        objectives: object.text("objectives")?,
        ccme_equal: object.text("ccme_equal")?,
        ccme_below: object.text("ccme_below")?,
        nsf_form: object.text("nsf_form")?,
        nsf_quality: object.text("nsf_quality")?,
    })
}
