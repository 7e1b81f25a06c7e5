//! From what a person chose for wells, sources, own limits and comparison to their parts of the plan.

use crate::assess::{Objectives, SourceItems, SourceOver, UnsaidUnit, WaterPlan, WellClass};
use crate::grade::Class;
use crate::observation::WaterUse;
use crate::quantity::{Amount, Unit, lower_text};
use crate::standard::nsf_wqi::{TABLE, Variable};
use crate::standard::own::OwnTable;
use crate::water::groundwater::{BelowDetection, Inseparable};
use crate::water::profiles::{ccme, nsf::Form};
use crate::words::view;

view! {
    /// What a person chose for wells, sources, own limits and comparison. Empty texts and lists stand for the defaults.
    #[derive(Default)]
    pub struct StandardsChoices {
        /// What the water of all sites is: `surface`, `groundwater`, `surface-source` or `groundwater-source`; empty for what
        /// the data say.
        pub water_as: String,
        /// What the water of some sites is, stronger than `water_as`.
        pub waters: Vec<WaterChoice>,
        /// Units that nobody wrote: `by-magnitude` (default) or `as-printed`.
        pub unsaid_unit: String,
        /// Which class stands for a well over a period: `worst` (default), `latest` or `mean`.
        pub well_class: String,
        /// Target of wells without one, 1 to 5; 0 for Ⅲ.
        pub well_target: u8,
        /// What of a reading of groundwater below detection is compared: `half` (default) or `limit`.
        pub below_detection: String,
        /// Radioactivity above Ⅲ: the `better` (default) or the `worse` of Ⅳ and Ⅴ.
        pub inseparable: String,
        /// What a source is judged by: `months` (default), `samples` or `means`.
        pub source_over: String,
        /// COD of sources: `by-period` (default), `monthly` (never) or `yearly` (always).
        pub source_items: String,
        /// Water withdrawn from sources.
        pub withdrawn: Vec<VolumeChoice>,
        /// Name of the own limits.
        pub limits_name: String,
        /// The own limits as text: lines of item, limit, unit, direction.
        pub limits: String,
        /// Objectives of the CCME index: `target` (default), `three` or `own`.
        pub objectives: String,
        /// Whether a value that equals its objective `meets` (default) or `fails`.
        pub ccme_equal: String,
        /// What stands for a value below detection in the CCME index: `half` (default) or `limit`.
        pub ccme_below: String,
        /// How the Q of NSF are put together: `additive` (default) or `multiplicative`.
        pub nsf_form: String,
        /// Q of NSF as text: lines of section, variable, Q; an empty section stands for all.
        pub nsf_quality: String,
    }

    /// What the water of a site is.
    pub struct WaterChoice {
        /// Name of the site.
        pub site: String,
        /// `surface`, `groundwater`, `surface-source` or `groundwater-source`.
        pub water: String,
    }

    /// Water withdrawn from a source over the period.
    pub struct VolumeChoice {
        /// Name of the source.
        pub source: String,
        /// In 10⁴ m³.
        pub volume: String,
    }
}

fn one_of<T: Copy>(what: &str, key: &str, choices: &[(&str, T)]) -> Result<T, String> {
    let found = choices.iter().enumerate().find(|(at, (own, _))| *own == key || key.is_empty() && *at == 0);
    found.map(|(_, (_, choice))| *choice).ok_or_else(|| {
        let keys: Vec<&str> = choices.iter().map(|(own, _)| *own).collect();
        format!("{what} «{key}»: expected {}", keys.join(", "))
    })
}

fn water_use(what: &str, key: &str) -> Result<WaterUse, String> {
    let found = WaterUse::ALL.into_iter().find(|water| water.key() == key && *water != WaterUse::Precipitation);
    found.ok_or_else(|| format!("{what} «{key}»: expected surface, groundwater, surface-source or groundwater-source"))
}

/// Puts the choices into a plan. Rows of own limits that cannot be used are told by [`super::own_limits`], not here.
///
/// # Errors
/// A message that names the choice and what was expected.
pub fn standards(choices: &StandardsChoices, plan: &mut WaterPlan) -> Result<(), String> {
    if !choices.water_as.is_empty() {
        plan.all_as = Some(water_use("water_as", &choices.water_as)?);
    }
    for choice in &choices.waters {
        plan.uses.insert(choice.site.clone(), water_use(&format!("water of «{}»", choice.site), &choice.water)?);
    }
    plan.unsaid_unit = one_of(
        "unsaid_unit",
        &choices.unsaid_unit,
        &[("by-magnitude", UnsaidUnit::ByMagnitude), ("as-printed", UnsaidUnit::AsPrinted)],
    )?;
    wells(choices, plan)?;
    sources(choices, plan)?;
    plan.own = OwnTable::read_text(choices.limits_name.trim(), &choices.limits).0;
    let profiles = &mut plan.profiles;
    profiles.objectives = one_of(
        "objectives",
        &choices.objectives,
        &[("target", Objectives::Target), ("three", Objectives::ClassThree), ("own", Objectives::Own)],
    )?;
    profiles.ccme.equality = one_of(
        "ccme_equal",
        &choices.ccme_equal,
        &[("meets", ccme::Equality::Meets), ("fails", ccme::Equality::Fails)],
    )?;
    profiles.ccme.below = one_of(
        "ccme_below",
        &choices.ccme_below,
        &[("half", ccme::BelowDetection::Half), ("limit", ccme::BelowDetection::Whole)],
    )?;
    profiles.form = one_of(
        "nsf_form",
        &choices.nsf_form,
        &[("additive", Form::Additive), ("multiplicative", Form::Multiplicative)],
    )?;
    for (row, line) in (1..).zip(choices.nsf_quality.lines()) {
        if let Some((section, variable, q)) = quality(row, line)? {
            profiles.quality.of(section).push((variable, q));
        }
    }
    Ok(())
}

fn wells(choices: &StandardsChoices, plan: &mut WaterPlan) -> Result<(), String> {
    plan.wells.class = one_of(
        "well_class",
        &choices.well_class,
        &[("worst", WellClass::Worst), ("latest", WellClass::Latest), ("mean", WellClass::Mean)],
    )?;
    if choices.well_target > 0 {
        let class = Class::from_number(choices.well_target).filter(|class| *class <= Class::V);
        plan.wells.target = class.ok_or("well_target: expected a class of 1 to 5")?;
    }
    plan.wells.choices.below_detection = one_of(
        "below_detection",
        &choices.below_detection,
        &[("half", BelowDetection::Half), ("limit", BelowDetection::Limit)],
    )?;
    plan.wells.choices.inseparable =
        one_of("inseparable", &choices.inseparable, &[("better", Inseparable::Better), ("worse", Inseparable::Worse)])?;
    Ok(())
}

fn sources(choices: &StandardsChoices, plan: &mut WaterPlan) -> Result<(), String> {
    plan.sources.over = one_of(
        "source_over",
        &choices.source_over,
        &[("months", SourceOver::EveryMonth), ("samples", SourceOver::EverySample), ("means", SourceOver::Means)],
    )?;
    plan.sources.items = one_of(
        "source_items",
        &choices.source_items,
        &[("by-period", SourceItems::ByPeriod), ("monthly", SourceItems::Monthly), ("yearly", SourceItems::Yearly)],
    )?;
    for VolumeChoice { source, volume } in &choices.withdrawn {
        let amount: Option<Amount> = volume.trim().parse().ok().filter(|volume: &Amount| !volume.is_negative());
        let amount = amount.and_then(|amount| Unit::TEN_THOUSAND_M3.convert(amount, Unit::M3));
        let amount =
            amount.ok_or_else(|| format!("withdrawal of «{source}» «{volume}»: expected a number of 10⁴ m³"))?;
        plan.sources.withdrawn.insert(source.clone(), amount);
    }
    Ok(())
}

/// A line of Q: section, variable, Q. A first line that names the columns, empty lines and remarks are skipped.
fn quality(row: u32, line: &str) -> Result<Option<(String, Variable, Amount)>, String> {
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let separator = if line.contains('\t') { '\t' } else { ',' };
    let cells: Vec<&str> = line.split(separator).map(str::trim).collect();
    let [section, name, q] = cells[..] else {
        return Err(format!("nsf_quality, row {row} «{line}»: expected section, variable, Q"));
    };
    if row == 1 && q.eq_ignore_ascii_case("q") {
        return Ok(None);
    }
    let lower = lower_text(name);
    let variable = TABLE.iter().find(|(_, words, _)| words.zh == name || lower_text(words.en) == lower);
    let Some((variable, ..)) = variable else {
        let names: Vec<&str> = TABLE.iter().map(|(_, words, _)| words.en).collect();
        return Err(format!("nsf_quality, row {row} «{name}»: expected one of {}", names.join(", ")));
    };
    let q: Option<Amount> = q.parse().ok().filter(|q: &Amount| !q.is_negative() && *q <= Amount::whole(100));
    let q = q.ok_or_else(|| format!("nsf_quality, row {row}: expected a Q of 0 to 100"))?;
    Ok(Some((section.to_owned(), *variable, q)))
}
