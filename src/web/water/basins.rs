//! Rivers, basins and regions, two periods, and trends.

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::{WaterEvaluator, csv, period, said, told};
use crate::report::view::Explanation;
use crate::report::water_evaluation::along::{self, RiverQuery, RiverView};
use crate::report::water_evaluation::changes::{self, WaterChangeQuery, WaterChangesView};
use crate::report::water_evaluation::groups::{self, GroupQuery, GroupsView, group_by};
use crate::report::water_evaluation::trends::{self, WaterTrendQuery, WaterTrendsView};

/// Trends of a section, where `of` is `section`, or of a group.
fn trends_asked(of: &str, number: u32) -> WaterTrendQuery {
    let site = (of == "section").then_some(number);
    WaterTrendQuery { site, by: if site.is_some() { String::new() } else { of.to_owned() }, number }
}

#[wasm_bindgen]
impl WaterEvaluator {
    /// Rivers, basins or regions over a period. `by` is `river`, `basin`, `city`, `county`, `province`, `boundary` or `all`, or empty for
    /// the first of them that the data have.
    ///
    /// # Errors
    /// When there is no such way or period.
    pub fn groups(&self, by: &str, span: &str) -> Result<Ts<GroupsView>, JsError> {
        Ok(self.groups_of(by, span)?.into_ts()?)
    }

    /// Rivers, basins or regions over a period as CSV.
    ///
    /// # Errors
    /// When there is no such way or period.
    pub fn groups_csv(&self, by: &str, span: &str, lang: &str) -> Result<String, JsError> {
        let view = self.groups_of(by, span)?;
        csv(groups::groups_head(), groups::groups_table(&view, lang != "en"))
    }

    /// How the result of a river, basin or region came about; `background` is `included` or `deducted`.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_group(
        &self,
        by: &str,
        number: u32,
        span: &str,
        background: &str,
    ) -> Result<Ts<Explanation>, JsError> {
        let deducted = background == "deducted";
        let evaluation = self.evaluation()?;
        let by = group_by(evaluation, by).map_err(said)?;
        told(groups::explain_group(evaluation, by, number as usize, period(span)?, deducted))
    }

    /// A river from the source to the mouth.
    ///
    /// # Errors
    /// When there is no such river or period.
    pub fn river(&self, by: &str, number: u32, span: &str) -> Result<Ts<RiverView>, JsError> {
        Ok(self.river_of(by, number, span)?.into_ts()?)
    }

    /// A river from the source to the mouth as CSV.
    ///
    /// # Errors
    /// When there is no such river or period.
    pub fn river_csv(&self, by: &str, number: u32, span: &str, lang: &str) -> Result<String, JsError> {
        let view = self.river_of(by, number, span)?;
        csv(along::river_head(&view), along::river_table(&view, lang != "en"))
    }

    /// How the comparison along a river came about.
    ///
    /// # Errors
    /// When there is no such river or period.
    pub fn explain_river(&self, by: &str, number: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        let evaluation = self.evaluation()?;
        let by = group_by(evaluation, by).map_err(said)?;
        told(along::explain_river(evaluation, by, number as usize, period(span)?))
    }

    /// Two periods; an empty `before` is the same a year before.
    ///
    /// # Errors
    /// When there is no such way or period.
    pub fn changes(&self, by: &str, now: &str, before: &str) -> Result<Ts<WaterChangesView>, JsError> {
        Ok(self.changes_of(by, now, before)?.into_ts()?)
    }

    /// Two periods as CSV.
    ///
    /// # Errors
    /// When there is no such way or period.
    pub fn changes_csv(&self, by: &str, now: &str, before: &str, lang: &str) -> Result<String, JsError> {
        let view = self.changes_of(by, now, before)?;
        csv(changes::water_changes_head(), changes::water_changes_table(&view, lang != "en"))
    }

    /// How the change of a river, basin or region came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_change(&self, by: &str, number: u32, now: &str, before: &str) -> Result<Ts<Explanation>, JsError> {
        let evaluation = self.evaluation()?;
        let by = group_by(evaluation, by).map_err(said)?;
        let spans = (period(before)?, period(now)?);
        told(changes::explain_water_change(evaluation, by, number as usize, spans))
    }

    /// Trends of a section, where `of` is `section`, or of a river, basin or region.
    ///
    /// # Errors
    /// When there is no such section or group.
    pub fn trends(&self, of: &str, number: u32) -> Result<Ts<WaterTrendsView>, JsError> {
        Ok(self.trends_of(of, number)?.into_ts()?)
    }

    /// Trends of a section, or of a river, basin or region, as CSV.
    ///
    /// # Errors
    /// When there is no such section or group.
    pub fn trends_csv(&self, of: &str, number: u32, lang: &str) -> Result<String, JsError> {
        let view = self.trends_of(of, number)?;
        csv(trends::water_trends_head(), trends::water_trends_table(&view, lang != "en"))
    }

    /// How a trend came about, by the key of its number.
    ///
    /// # Errors
    /// When there is no such trend.
    pub fn explain_trend(&self, of: &str, number: u32, key: &str) -> Result<Ts<Explanation>, JsError> {
        let query = trends_asked(of, number);
        told(trends::explain_water_trend(self.evaluation()?, &query, key).map_err(said)?)
    }
}

impl WaterEvaluator {
    fn groups_of(&self, by: &str, span: &str) -> Result<GroupsView, JsError> {
        groups::groups(self.evaluation()?, &GroupQuery { by: by.to_owned(), span: span.to_owned() }).map_err(said)
    }

    fn river_of(&self, by: &str, number: u32, span: &str) -> Result<RiverView, JsError> {
        let query = RiverQuery { by: by.to_owned(), number, span: span.to_owned() };
        let view = along::river(self.evaluation()?, &query).map_err(said)?;
        view.ok_or_else(|| JsError::new("no section of this river has a class in the period"))
    }

    fn changes_of(&self, by: &str, now: &str, before: &str) -> Result<WaterChangesView, JsError> {
        let query = WaterChangeQuery { by: by.to_owned(), now: now.to_owned(), before: before.to_owned() };
        changes::water_changes(self.evaluation()?, &query).map_err(said)
    }

    fn trends_of(&self, of: &str, number: u32) -> Result<WaterTrendsView, JsError> {
        let view = trends::water_trends(self.evaluation()?, &trends_asked(of, number)).map_err(said)?;
        view.ok_or_else(|| JsError::new("there is no such section or group"))
    }
}
