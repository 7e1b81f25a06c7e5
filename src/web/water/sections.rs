//! Sections over periods.

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::{SectionQueryObject, WaterEvaluator, asked, csv, period, said, told};
use crate::observation::SiteId;
use crate::report::view::Explanation;
use crate::report::water_evaluation as report;
use crate::report::water_evaluation::view::{SectionRows, WaterEvaluationView};

#[wasm_bindgen]
impl WaterEvaluator {
    /// What there is to look at.
    ///
    /// # Errors
    /// Never with samples.
    pub fn view(&self) -> Result<Ts<WaterEvaluationView>, JsError> {
        Ok(report::water_evaluation(self.evaluation()?).into_ts()?)
    }

    /// Sections over a period.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn sections(&self, query: &SectionQueryObject) -> Result<Ts<SectionRows>, JsError> {
        Ok(report::section_rows(self.evaluation()?, &asked(query)?).map_err(said)?.into_ts()?)
    }

    /// All sections and periods as CSV, with a byte order mark; `zh` or `en`.
    ///
    /// # Errors
    /// Never with samples.
    pub fn sections_csv(&self, lang: &str) -> Result<String, JsError> {
        let evaluation = self.evaluation()?;
        csv(report::sections_head(evaluation), report::sections_table(evaluation, lang != "en"))
    }

    /// How the result of a section over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_section(&self, site: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_section(self.evaluation()?, SiteId(site), period(span)?))
    }
}
