//! Evaluating water: sections, lakes, basins over periods, from the samples that the module that reads files hands over. A
//! module of its own, so that only who looks at water waits for it.

mod basins;
mod lakes;
mod standards;

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::input::Object;
use crate::assess::{SampleTable, WaterEvaluation, WaterPlan};
use crate::calendar::Span;
use crate::observation::SiteId;
use crate::report::evaluation::write_table;
use crate::report::view::Explanation;
use crate::report::water_evaluation as report;
use crate::report::water_evaluation::view::{
    SectionQuery, SectionRows, TargetChoice, WaterChoices, WaterEvaluationView,
};

#[wasm_bindgen]
extern "C" {
    /// An object in the shape of [`WaterChoices`]; what is not there stands at its default.
    #[wasm_bindgen(typescript_type = "Partial<WaterChoices>")]
    pub type WaterChoicesObject;
    /// An object in the shape of [`SectionQuery`].
    #[wasm_bindgen(typescript_type = "SectionQuery")]
    pub type SectionQueryObject;
}

fn target(choice: &JsValue) -> Result<TargetChoice, JsError> {
    let choice = Object(choice);
    Ok(TargetChoice { section: choice.text("section")?, class: number(choice.count("class")?) })
}

fn number(count: u32) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

fn chosen(choices: &WaterChoicesObject) -> Result<WaterChoices, JsError> {
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
        standards: standards::chosen(&object)?,
        basins: basins::chosen(&object)?,
        ..WaterChoices::default()
    };
    lakes::chosen(&object, &mut choices)?;
    Ok(choices)
}

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

    /// Evaluates by these choices; what is asked afterwards goes by them.
    ///
    /// # Errors
    /// When a choice is not one of the documented ones.
    pub fn evaluate(&mut self, choices: &WaterChoicesObject) -> Result<Ts<WaterEvaluationView>, JsError> {
        let plan = report::water_plan(&chosen(choices)?).map_err(said)?;
        let evaluation = self.evaluation.take().map(|evaluation| evaluation.replan(plan));
        self.evaluation = evaluation;
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
        let mut rows = vec![report::sections_head(evaluation)];
        rows.extend(report::sections_table(evaluation, lang != "en"));
        csv(&rows)
    }

    /// How the result of a section over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_section(&self, site: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_section(self.evaluation()?, SiteId(site), period(span)?))
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

/// Rows as CSV that spreadsheets read as UTF-8.
fn csv(rows: &[Vec<String>]) -> Result<String, JsError> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    write_table(rows, &mut out)?;
    Ok(String::from_utf8(out)?)
}

fn told(explanation: Option<Explanation>) -> Result<Ts<Explanation>, JsError> {
    Ok(explanation.ok_or_else(|| JsError::new("there is no such result"))?.into_ts()?)
}
