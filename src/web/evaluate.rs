//! Evaluating: periods, cities, rankings, from the daily values that the module that reads files hands over. A module of
//! its own, so that only who looks at years waits for it.

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::input::Object;
use crate::air::realtime::HourRule;
use crate::assess::{DayTable, Evaluation, EvaluationPlan, TrendItem};
use crate::calendar::{Date, Hour, Span};
use crate::edition::EditionChoice;
use crate::parameter::Parameter;
use crate::report::evaluation::view::{
    ChangeView, ComparisonView, DustChoice, DustSuggestionsView, EvaluationChoices, EvaluationView, HoursView,
    OtherItemsView, RankingView, TrendsView,
};
use crate::report::{evaluation as report, view::Explanation};

#[wasm_bindgen]
extern "C" {
    /// An object in the shape of [`EvaluationChoices`].
    #[wasm_bindgen(typescript_type = "EvaluationChoices")]
    pub type EvaluationChoicesObject;
}

fn declared(period: &JsValue) -> Result<DustChoice, JsError> {
    let period = Object(period);
    Ok(DustChoice { place: period.text("place")?, first: period.text("first")?, last: period.text("last")? })
}

fn chosen(choices: &EvaluationChoicesObject) -> Result<EvaluationChoices, JsError> {
    let object = Object(choices);
    Ok(EvaluationChoices {
        level: object.text("level")?,
        spans: object.text("spans")?,
        editions: object.texts("editions")?,
        grade: u8::try_from(object.count("grade")?).unwrap_or(u8::MAX),
        dust: object.list("dust", declared)?,
        exceptional: object.list("exceptional", declared)?,
        three_years: object.flag("three_years")?,
        ignore_dust_tables: object.flag("ignore_dust_tables")?,
        region: object.text("region")?,
        carry: object.text("carry")?,
        decimals: object.text("decimals")?,
        other_percentiles: object.text("other_percentiles")?,
    })
}

/// Daily values under evaluation.
#[wasm_bindgen]
pub struct Evaluator {
    /// Taken out only while it is planned anew.
    evaluation: Option<Evaluation>,
}

#[wasm_bindgen]
impl Evaluator {
    /// Takes the daily values of a finished run, as `Engine.days()` gives them.
    ///
    /// # Errors
    /// When the bytes are something else.
    #[wasm_bindgen(constructor)]
    pub fn new(days: Vec<u8>) -> Result<Evaluator, JsError> {
        let table = DayTable::from_bytes(days)?;
        Ok(Evaluator { evaluation: Some(Evaluation::new(table, EvaluationPlan::default())) })
    }

    fn evaluation(&self) -> Result<&Evaluation, JsError> {
        self.evaluation.as_ref().ok_or_else(|| JsError::new("no daily values"))
    }

    /// Evaluates by these choices; what is asked afterwards goes by them.
    ///
    /// # Errors
    /// When a choice is not one of the documented ones.
    pub fn evaluate(&mut self, choices: &EvaluationChoicesObject) -> Result<Ts<EvaluationView>, JsError> {
        let tables = self.evaluation()?.table().dust();
        let plan = report::evaluation_plan(&chosen(choices)?, tables).map_err(|message| JsError::new(&message))?;
        let evaluation = self.evaluation.take().map(|evaluation| evaluation.replan(plan));
        self.evaluation = evaluation;
        Ok(report::evaluation(self.evaluation()?).into_ts()?)
    }

    /// Ranks the places over a period.
    ///
    /// # Errors
    /// When the period or the edition is not one.
    pub fn rank(&self, span: &str, edition: &str) -> Result<Ts<RankingView>, JsError> {
        Ok(report::ranking(self.evaluation()?, period(span)?, choice(edition)?).into_ts()?)
    }

    /// A period of a place against another; nothing where one of them has no data.
    ///
    /// # Errors
    /// When a period or the edition is not one.
    pub fn changes(
        &self,
        place: u32,
        before: &str,
        now: &str,
        edition: &str,
    ) -> Result<Option<Ts<ChangeView>>, JsError> {
        let (before, now, edition) = (period(before)?, period(now)?, choice(edition)?);
        let view = report::changes(self.evaluation()?, place as usize, before, now, edition);
        Ok(view.map(|view| view.into_ts()).transpose()?)
    }

    /// The trends of a place over its years.
    ///
    /// # Errors
    /// When the edition is not one.
    pub fn trends(&self, place: u32, edition: &str) -> Result<Ts<TrendsView>, JsError> {
        Ok(report::trends(self.evaluation()?, place as usize, choice(edition)?).into_ts()?)
    }

    /// A year at a place by the Chinese editions and by the rules of others; nothing where it has no day.
    ///
    /// # Errors
    /// Never with daily values.
    pub fn comparison(&self, place: u32, year: i32) -> Result<Option<Ts<ComparisonView>>, JsError> {
        let view = report::comparison(self.evaluation()?, place as usize, year);
        Ok(view.map(|view| view.into_ts()).transpose()?)
    }

    /// How a year stands to the rules of others, step by step.
    ///
    /// # Errors
    /// Where it has no day.
    pub fn explain_comparison(&self, place: u32, year: i32) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_comparison(self.evaluation()?, place as usize, year))
    }

    /// The other items of table 2 and the items of annex A at a place, by years; its rows are empty where none is measured.
    ///
    /// # Errors
    /// When the edition is not one.
    pub fn other_items(&self, place: u32, edition: &str) -> Result<Ts<OtherItemsView>, JsError> {
        Ok(report::other_items(self.evaluation()?, place as usize, choice(edition)?).into_ts()?)
    }

    /// How a row of [`Evaluator::other_items`] came about; `item` is its key.
    ///
    /// # Errors
    /// When there is no such row.
    pub fn explain_other_item(
        &self,
        place: u32,
        item: &str,
        year: i32,
        edition: &str,
    ) -> Result<Ts<Explanation>, JsError> {
        let item = Parameter::from_key(item).ok_or_else(|| JsError::new("there is no such item"))?;
        told(report::explain_other_item(self.evaluation()?, place as usize, item, year, choice(edition)?))
    }

    /// The other items of all places as CSV, with a byte order mark.
    ///
    /// # Errors
    /// When the edition is not one.
    pub fn other_items_csv(&self, edition: &str) -> Result<String, JsError> {
        let mut out = "\u{feff}".as_bytes().to_vec();
        report::write_other_items_csv(self.evaluation()?, choice(edition)?, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    /// The hours of a place on a day by a rule: `text`, `platform-station` or `platform-city`. Without any where the run
    /// did not keep hours.
    ///
    /// # Errors
    /// When the day, the rule or the edition is not one.
    pub fn hours(&self, place: u32, date: &str, rule: &str, edition: &str) -> Result<Ts<HoursView>, JsError> {
        let (date, edition) = (period(date)?.first(), choice(edition)?);
        Ok(report::hours(self.evaluation()?, place as usize, date, hour_rule(rule)?, edition).into_ts()?)
    }

    /// How the index of an hour, 1 to 24, of a place came about by a rule.
    ///
    /// # Errors
    /// Where the hour has no value, and when the day, the rule or the edition is not one.
    pub fn explain_hour(
        &self,
        place: u32,
        date: &str,
        label: u8,
        rule: &str,
        edition: &str,
    ) -> Result<Ts<Explanation>, JsError> {
        let hour = Hour { date: period(date)?.first(), label };
        let edition = choice(edition)?;
        told(report::explain_hour(self.evaluation()?, place as usize, hour, hour_rule(rule)?, edition))
    }

    /// Hours of a place that look like sand and dust: a suggestion, which decides nothing.
    ///
    /// # Errors
    /// Never with daily values.
    pub fn dust_suggestions(&self, place: u32) -> Result<Ts<DustSuggestionsView>, JsError> {
        Ok(report::dust_suggestions(self.evaluation()?, place as usize).into_ts()?)
    }

    /// How a trend came about; `item` is the key of its row.
    ///
    /// # Errors
    /// When there is no such trend.
    pub fn explain_trend(&self, place: u32, item: &str, edition: &str) -> Result<Ts<Explanation>, JsError> {
        let item = TrendItem::from_key(item).ok_or_else(|| JsError::new("there is no such trend"))?;
        told(report::explain_trend(self.evaluation()?, place as usize, item, choice(edition)?))
    }

    /// How the result of a place over a period came about; of a period in two parts, `part` says which.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain(&self, place: u32, span: &str, edition: &str, part: u32) -> Result<Ts<Explanation>, JsError> {
        let (span, edition) = (period(span)?, choice(edition)?);
        told(report::explain_evaluation(self.evaluation()?, place as usize, span, edition, part as usize))
    }

    /// How the value of a city on a day came from its points.
    ///
    /// # Errors
    /// When there is no such day.
    pub fn explain_day(&self, place: u32, date: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_city_day(self.evaluation()?, place as usize, period(date)?.first()))
    }

    /// The declared dust days of a place that have data, as `2024-04-12`.
    ///
    /// # Errors
    /// Never with daily values.
    pub fn dust_days(&self, place: u32) -> Result<Vec<String>, JsError> {
        Ok(self.evaluation()?.dust_days(place as usize).iter().map(Date::to_string).collect())
    }

    /// The evaluation as CSV, with a byte order mark.
    ///
    /// # Errors
    /// Never with daily values.
    pub fn csv(&self) -> Result<String, JsError> {
        let mut out = "\u{feff}".as_bytes().to_vec();
        report::write_evaluation_csv(self.evaluation()?, &mut out)?;
        Ok(String::from_utf8(out)?)
    }
}

fn period(text: &str) -> Result<Span, JsError> {
    report::span(text).map_err(|message| JsError::new(&message))
}

fn hour_rule(key: &str) -> Result<HourRule, JsError> {
    HourRule::from_key(key).ok_or_else(|| JsError::new("rule: expected text, platform-station or platform-city"))
}

fn choice(key: &str) -> Result<EditionChoice, JsError> {
    report::edition(key).map_err(|message| JsError::new(&message))
}

fn told(explanation: Option<Explanation>) -> Result<Ts<Explanation>, JsError> {
    Ok(explanation.ok_or_else(|| JsError::new("there is no such result"))?.into_ts()?)
}
