//! From what a person chose to the plan of an evaluation.

use super::view::{DustChoice, EvaluationChoices};
use crate::air::city::Carry;
use crate::air::other_items::Percentiles;
use crate::air::period::Decimals;
use crate::assess::{EvaluationPlan, Level, RegionMethod, Spans};
use crate::calendar::{Span, SpanKind};
use crate::edition::EditionChoice;
use crate::observation::DustPeriod;
use crate::standard::gb3095::Grade;

/// The plan of some choices; empty texts stand for the defaults. `tables` are dust periods that came with the files.
///
/// # Errors
/// A message that names the choice and what was expected.
pub fn evaluation_plan(choices: &EvaluationChoices, tables: &[DustPeriod]) -> Result<EvaluationPlan, String> {
    let mut plan = EvaluationPlan {
        level: match choices.level.as_str() {
            "" => Level::default(),
            key => {
                Level::from_key(key).ok_or_else(|| format!("level «{key}»: expected point, county, city or region"))?
            }
        },
        spans: spans(&choices.spans)?,
        grade: match choices.grade {
            0 | 2 => Grade::Two,
            1 => Grade::One,
            other => return Err(format!("grade «{other}»: expected 1 or 2")),
        },
        region: match choices.region.as_str() {
            "" | "mean-of-cities" => RegionMethod::MeanOfCities,
            "pooled" => RegionMethod::Pooled,
            key => return Err(format!("region «{key}»: expected mean-of-cities or pooled")),
        },
        carry: match choices.carry.as_str() {
            "" | "reported" => Carry::Reported,
            "exact" => Carry::Exact,
            key => return Err(format!("carry «{key}»: expected reported or exact")),
        },
        decimals: match choices.decimals.as_str() {
            "" | "judgement" => Decimals::Judgement,
            "statistics" => Decimals::Statistics,
            key => return Err(format!("decimals «{key}»: expected judgement or statistics")),
        },
        other_percentiles: match choices.other_percentiles.as_str() {
            "" | "judged" => Percentiles::Judged,
            "left-out" => Percentiles::LeftOut,
            key => return Err(format!("other_percentiles «{key}»: expected judged or left-out")),
        },
        ..EvaluationPlan::default()
    };
    if !choices.editions.is_empty() {
        plan.editions = choices.editions.iter().map(|key| edition(key)).collect::<Result<_, _>>()?;
        plan.editions.dedup();
    }
    if !choices.ignore_dust_tables {
        plan.dust.extend_from_slice(tables);
    }
    plan.dust.extend(periods("dust", &choices.dust)?);
    plan.exceptional = periods("exceptional", &choices.exceptional)?;
    plan.three_years = choices.three_years;
    Ok(plan)
}

/// Periods that were declared by hand.
fn periods(what: &str, marked: &[DustChoice]) -> Result<Vec<DustPeriod>, String> {
    let period = |marked: &DustChoice| {
        let text = format!("{}..{}", marked.first, marked.last);
        let Some(days) = Span::parse(&text) else {
            return Err(format!("{what} «{text}»: expected a first and a last day such as 2024-04-12..2024-04-13"));
        };
        let (first, last) = (days.first(), days.last());
        Ok(DustPeriod { place: marked.place.clone(), first, last, hours: None, origin: None })
    };
    marked.iter().map(period).collect()
}

/// The edition with this key.
///
/// # Errors
/// A message that says what was expected.
pub fn edition(key: &str) -> Result<EditionChoice, String> {
    EditionChoice::from_key(key)
        .ok_or_else(|| format!("edition «{key}»: expected by-date, 2012, 2026-transition or 2026-final"))
}

/// A stretch by its key.
///
/// # Errors
/// A message that says what was expected.
pub fn span(key: &str) -> Result<Span, String> {
    Span::parse(key.trim()).ok_or_else(|| {
        format!("period «{key}»: expected 2024, 2024-H1, 2024-Q3, 2024-S1, 2024-05 or 2024-01-01..2024-03-10")
    })
}

pub(in crate::report) fn spans(text: &str) -> Result<Spans, String> {
    if text.is_empty() {
        return Ok(Spans::default());
    }
    match SpanKind::from_key(text) {
        Some(kind) => Ok(Spans::Each(kind)),
        None => text.split(',').map(span).collect::<Result<_, _>>().map(Spans::Of),
    }
}
