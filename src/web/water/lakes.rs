//! Lakes and ranked cities.

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::{WaterEvaluator, csv, period, said, told};
use crate::report::view::Explanation;
use crate::report::water_evaluation::{self as report, CityQuery, CityRows, LakeQuery, LakeRows};

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
        csv(report::lakes_head(), report::lakes_table(&rows, lang != "en"))
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
        csv(report::cities_head(), report::cities_table(&rows, lang != "en"))
    }

    /// How the index of a city over a period, and its change, came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_city(&self, city: &str, span: &str, base: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_city(self.evaluation()?, city, period(span)?, period(base)?))
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
