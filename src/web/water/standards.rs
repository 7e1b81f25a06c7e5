//! Groundwater, drinking-water sources, own limits, and comparison with other countries.

use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::{SectionQueryObject, WaterEvaluator, asked, csv, period, said, told};
use crate::observation::SiteId;
use crate::report::view::Explanation;
use crate::report::water_evaluation as report;
use crate::report::water_evaluation::{FurtherIssues, OwnLimitsView, OwnRows, ProfileRows, SourceRows, WellRows};
use crate::standard::own::OwnTable;

#[wasm_bindgen]
impl WaterEvaluator {
    /// Wells over a period.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn wells(&self, query: &SectionQueryObject) -> Result<Ts<WellRows>, JsError> {
        Ok(report::well_rows(self.evaluation()?, &asked(query)?).map_err(said)?.into_ts()?)
    }

    /// All wells and periods as CSV, with a byte order mark; `zh` or `en`.
    ///
    /// # Errors
    /// Never with samples.
    pub fn wells_csv(&self, lang: &str) -> Result<String, JsError> {
        csv(report::wells_head(), report::wells_table(self.evaluation()?, lang != "en"))
    }

    /// How the class of a well over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_well(&self, site: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_well(self.evaluation()?, SiteId(site), period(span)?))
    }

    /// How the class of a sample of a well came about.
    ///
    /// # Errors
    /// When there is no such sample.
    pub fn explain_well_sample(&self, site: u32, sample: u32) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_well_sample(self.evaluation()?, SiteId(site), sample))
    }

    /// Drinking-water sources over a period.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn sources(&self, query: &SectionQueryObject) -> Result<Ts<SourceRows>, JsError> {
        Ok(report::source_rows(self.evaluation()?, &asked(query)?).map_err(said)?.into_ts()?)
    }

    /// All sources and periods as CSV, with a byte order mark; `zh` or `en`.
    ///
    /// # Errors
    /// Never with samples.
    pub fn sources_csv(&self, lang: &str) -> Result<String, JsError> {
        csv(report::sources_head(), report::sources_table(self.evaluation()?, lang != "en"))
    }

    /// How the verdict on a source over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_source(&self, site: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_source(self.evaluation()?, SiteId(site), period(span)?))
    }

    /// How the verdict on a sample of a source came about.
    ///
    /// # Errors
    /// When there is no such sample.
    pub fn explain_source_sample(&self, site: u32, sample: u32) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_source_sample(self.evaluation()?, SiteId(site), sample))
    }

    /// A table of own limits as it is read: its limits, and rows that cannot be used.
    ///
    /// # Errors
    /// Never.
    pub fn own_limits(&self, name: &str, text: &str) -> Result<Ts<OwnLimitsView>, JsError> {
        Ok(report::own_limits(name, text).into_ts()?)
    }

    /// A table of own limits to fill in.
    #[must_use]
    pub fn limits_template(&self) -> String {
        OwnTable::TEMPLATE.to_owned()
    }

    /// Sites over a period held against the own limits.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn own(&self, query: &SectionQueryObject) -> Result<Ts<OwnRows>, JsError> {
        Ok(report::own_rows(self.evaluation()?, &asked(query)?).map_err(said)?.into_ts()?)
    }

    /// All sites, periods and own limits as CSV, with a byte order mark; `zh` or `en`.
    ///
    /// # Errors
    /// Never with samples.
    pub fn own_csv(&self, lang: &str) -> Result<String, JsError> {
        csv(report::own_head(), report::own_table(self.evaluation()?, lang != "en"))
    }

    /// How the verdict on the means of a site over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_own(&self, site: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_own(self.evaluation()?, SiteId(site), period(span)?))
    }

    /// How the verdict of the own limits on a sample came about.
    ///
    /// # Errors
    /// When there is no such sample.
    pub fn explain_own_sample(&self, site: u32, sample: u32) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_own_sample(self.evaluation()?, SiteId(site), sample))
    }

    /// Sections over a period by the rules of other countries.
    ///
    /// # Errors
    /// When the period is not one.
    pub fn profiles(&self, query: &SectionQueryObject) -> Result<Ts<ProfileRows>, JsError> {
        Ok(report::profile_rows(self.evaluation()?, &asked(query)?).map_err(said)?.into_ts()?)
    }

    /// All sections and periods by the rules of other countries as CSV, with a byte order mark; `zh` or `en`.
    ///
    /// # Errors
    /// Never with samples.
    pub fn profiles_csv(&self, lang: &str) -> Result<String, JsError> {
        csv(report::profiles_head(), report::profiles_table(self.evaluation()?, lang != "en"))
    }

    /// How the indices of a section over a period came about.
    ///
    /// # Errors
    /// When there is no such result.
    pub fn explain_profiles(&self, site: u32, span: &str) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_profiles(self.evaluation()?, SiteId(site), period(span)?))
    }

    /// Cells of further items that could not be read, units that were assumed, names that are not known.
    ///
    /// # Errors
    /// Never with samples.
    pub fn further_issues(&self) -> Result<Ts<FurtherIssues>, JsError> {
        Ok(report::further_issues(self.evaluation()?).into_ts()?)
    }
}
