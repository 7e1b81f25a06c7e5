//! Lakes, ranked cities, function zones, black and odorous water and acid rain.

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::super::input::Object;
use super::{WaterEvaluator, csv, period, said, told};
use crate::observation::SiteId;
use crate::report::view::Explanation;
use crate::report::water_evaluation::view::WaterChoices;
use crate::report::water_evaluation::{
    self as report, BlackOdorousRows, CityQuery, CityRows, LakeQuery, LakeRows, RainRows, ZoneRows,
};

/// The choices that these parts have.
pub(super) fn chosen(object: &Object<'_>, choices: &mut WaterChoices) -> Result<(), JsError> {
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

#[wasm_bindgen]
impl WaterEvaluator {
    /// Lakes over a period, compared with another; empty keys are the last and the same a year before.
    ///
    /// # Errors
    /// When a period is not one.
    pub fn lakes(&self, span: &str, base: &str) -> Result<Ts<LakeRows>, JsError> {
        Ok(self.lake_rows(span, base)?.into_ts()?)
    }

    /// Lakes over a period as CSV; `zh` or `en`.
    ///
    /// # Errors
    /// When a period is not one.
    pub fn lakes_csv(&self, span: &str, base: &str, lang: &str) -> Result<String, JsError> {
        let rows = self.lake_rows(span, base)?;
        table(report::lakes_head(), report::lakes_table(&rows, lang != "en"))
    }

    /// How the class and the trophic state of a lake over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_lake(&self, lake: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_lake(self.evaluation()?, lake as usize, period(span)?))
    }

    /// How the change of a lake between two periods came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_lake_change(&self, lake: u32, base: &str, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_lake_change(self.evaluation()?, lake as usize, period(base)?, period(span)?))
    }

    /// Cities ranked over a period, compared with another; empty keys are the last and the same a year before.
    ///
    /// # Errors
    /// When a period is not one.
    pub fn cities(&self, span: &str, base: &str) -> Result<Ts<CityRows>, JsError> {
        Ok(self.city_rows(span, base)?.into_ts()?)
    }

    /// Cities ranked over a period as CSV; `zh` or `en`.
    ///
    /// # Errors
    /// When a period is not one.
    pub fn cities_csv(&self, span: &str, base: &str, lang: &str) -> Result<String, JsError> {
        let rows = self.city_rows(span, base)?;
        table(report::cities_head(), report::cities_table(&rows, lang != "en"))
    }

    /// How the index of a city over a period, and its change, came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_city(&self, city: &str, span: &str, base: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_city(self.evaluation()?, city, period(span)?, period(base)?))
    }

    /// Function zones over a period; an empty key is the last.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn zones(&self, span: &str) -> Result<Ts<ZoneRows>, JsError> {
        Ok(report::zone_rows(self.evaluation()?, span).map_err(said)?.into_ts()?)
    }

    /// Function zones over a period as CSV; `zh` or `en`.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn zones_csv(&self, span: &str, lang: &str) -> Result<String, JsError> {
        let rows = report::zone_rows(self.evaluation()?, span).map_err(said)?;
        table(report::zones_head(), report::zones_table(&rows, lang != "en"))
    }

    /// How the verdicts of a function zone over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_zone(&self, zone: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_zone(self.evaluation()?, zone as usize, period(span)?))
    }

    /// Black and odorous water over a period; an empty key is the last.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn black_odorous(&self, span: &str) -> Result<Ts<BlackOdorousRows>, JsError> {
        Ok(report::black_odorous_rows(self.evaluation()?, span).map_err(said)?.into_ts()?)
    }

    /// Black and odorous water over a period as CSV; `zh` or `en`.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn black_odorous_csv(&self, span: &str, lang: &str) -> Result<String, JsError> {
        let rows = report::black_odorous_rows(self.evaluation()?, span).map_err(said)?;
        table(report::black_odorous_head(), report::black_odorous_table(&rows, lang != "en"))
    }

    /// How the degree of a point over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_black_odorous(&self, site: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_black_odorous(self.evaluation()?, SiteId(site), period(span)?))
    }

    /// Precipitation over a period; an empty key is the last.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn rain(&self, span: &str) -> Result<Ts<RainRows>, JsError> {
        Ok(report::rain_rows(self.evaluation()?, span).map_err(said)?.into_ts()?)
    }

    /// Precipitation over a period as CSV; `zh` or `en`.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn rain_csv(&self, span: &str, lang: &str) -> Result<String, JsError> {
        let rows = report::rain_rows(self.evaluation()?, span).map_err(said)?;
        table(report::rain_head(), report::rain_table(&rows, lang != "en"))
    }

    /// How the mean pH and the frequency of acid rain of a place came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_rain(&self, key: &str, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_rain(self.evaluation()?, key, period(span)?))
    }
}

impl WaterEvaluator {
    fn lake_rows(&self, span: &str, base: &str) -> Result<LakeRows, JsError> {
        let query = LakeQuery { span: span.to_owned(), base: base.to_owned() };
        report::lake_rows(self.evaluation()?, &query).map_err(said)
    }

    fn city_rows(&self, span: &str, base: &str) -> Result<CityRows, JsError> {
        let query = CityQuery { span: span.to_owned(), base: base.to_owned() };
        report::city_rows(self.evaluation()?, &query).map_err(said)
    }
}

fn table(head: Vec<String>, rows: Vec<Vec<String>>) -> Result<String, JsError> {
    let mut table = vec![head];
    table.extend(rows);
    csv(&table)
}
