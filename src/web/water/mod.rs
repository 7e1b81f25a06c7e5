//! Evaluating water from the samples that the module that reads files hands over, in three modules, so that who looks at one
//! thing does not wait for the others: `water` has sections, rivers and basins over periods, `lakes` has lakes, cities,
//! zones and precipitation, `standards` wells, drinking-water sources, a person's own limits and other countries.

#[cfg(feature = "water")]
mod basins;
mod choices;
#[cfg(feature = "lakes")]
mod lakes;
#[cfg(feature = "water")]
mod sections;
#[cfg(feature = "standards")]
mod standards;
#[cfg(feature = "lakes")]
mod zones;

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

#[cfg(any(feature = "water", feature = "standards"))]
use super::input::Object;
use crate::assess::{SampleTable, WaterEvaluation, WaterPlan};
use crate::calendar::Span;
use crate::report::evaluation::write_table;
use crate::report::view::Explanation;
use crate::report::water_evaluation as report;
#[cfg(any(feature = "water", feature = "standards"))]
use crate::report::water_evaluation::view::SectionQuery;

#[wasm_bindgen]
extern "C" {
    /// An object in the shape of [`WaterChoices`](crate::report::water_evaluation::view::WaterChoices); what is not there stands at its default.
    #[wasm_bindgen(typescript_type = "Partial<WaterChoices>")]
    pub type WaterChoicesObject;
    /// An object in the shape of [`SectionQuery`].
    #[wasm_bindgen(typescript_type = "SectionQuery")]
    pub type SectionQueryObject;
}

#[cfg(any(feature = "water", feature = "standards"))]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn asked(query: &SectionQueryObject) -> Result<SectionQuery, JsError> {
    let object = Object(query);
    Ok(SectionQuery {
        span: object.text("span")?,
        site: object.optional_count("site")?,
        offset: object.count("offset")?,
        limit: object.count("limit")?,
        grades: object.list("grades", |grade| {
            grade.as_f64().map(|grade| grade as u8).ok_or_else(|| JsError::new("«grades»: expected a list of numbers"))
        })?,
    })
}

/// Samples of water under evaluation.
#[wasm_bindgen]
pub struct WaterEvaluator {
    /// Taken out only while it is planned anew.
    evaluation: Option<WaterEvaluation>,
}

#[wasm_bindgen]
impl WaterEvaluator {
    /// Takes the samples of a finished run, as `Engine.samples()` gives them.
    ///
    /// # Errors
    /// When the bytes are something else.
    #[wasm_bindgen(constructor)]
    pub fn new(samples: &[u8]) -> Result<WaterEvaluator, JsError> {
        let table = SampleTable::from_bytes(samples)?;
        Ok(WaterEvaluator { evaluation: Some(WaterEvaluation::new(table, WaterPlan::default())) })
    }

    /// Takes these choices; what is asked afterwards goes by them.
    ///
    /// # Errors
    /// When a choice is not one of the documented ones.
    pub fn plan(&mut self, choices: &WaterChoicesObject) -> Result<(), JsError> {
        let plan = report::water_plan(&choices::chosen(choices)?).map_err(said)?;
        let evaluation = self.evaluation.take().map(|evaluation| evaluation.replan(plan));
        self.evaluation = evaluation;
        Ok(())
    }
}

impl WaterEvaluator {
    fn evaluation(&self) -> Result<&WaterEvaluation, JsError> {
        self.evaluation.as_ref().ok_or_else(|| JsError::new("no samples"))
    }
}

fn said(message: String) -> JsError {
    JsError::new(&message)
}

fn period(text: &str) -> Result<Span, JsError> {
    crate::report::evaluation::span(text).map_err(said)
}

/// A table with its head as CSV, which spreadsheets read as UTF-8.
fn csv(head: Vec<String>, rows: Vec<Vec<String>>) -> Result<String, JsError> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    write_table(&[head], &mut out)?;
    write_table(&rows, &mut out)?;
    Ok(String::from_utf8(out)?)
}

fn told(explanation: Option<Explanation>) -> Result<Ts<Explanation>, JsError> {
    Ok(explanation.ok_or_else(|| JsError::new("there is no such result"))?.into_ts()?)
}
