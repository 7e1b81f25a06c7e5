//! Function zones, black and odorous water and acid rain.

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::{WaterEvaluator, csv, period, said, told};
use crate::observation::SiteId;
use crate::report::view::Explanation;
use crate::report::water_evaluation::{self as report, BlackOdorousRows, RainRows, ZoneRows};

#[wasm_bindgen]
impl WaterEvaluator {
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
        csv(report::zones_head(), report::zones_table(&rows, lang != "en"))
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
        csv(report::black_odorous_head(), report::black_odorous_table(&rows, lang != "en"))
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
        csv(report::rain_head(), report::rain_table(&rows, lang != "en"))
    }

    /// How the mean pH and the frequency of acid rain of a place came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_rain(&self, key: &str, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_rain(self.evaluation()?, key, period(span)?))
    }
}
