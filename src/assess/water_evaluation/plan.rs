//! What was chosen for an evaluation of water.

use super::acid_rain::AcidRainPlan;
use super::black_odorous::BlackOdorousPlan;
use super::cwqi::CityPlan;
use super::further::UnsaidUnit;
use super::lakes::LakePlan;
use super::profiles::ProfilesPlan;
use super::sources::SourcesPlan;
use super::wells::WellsPlan;
use super::zones::ZonePlan;
use super::{ChangePlan, GroupPlan, TrendPlan};
use crate::assess::Spans;
use crate::grade::Class;
use crate::observation::WaterUse;
use crate::parameter::Parameter;
use crate::plan::{Body, RoundingChoice};
use crate::sorted::SortedMap;
use crate::standard::own::OwnTable;
use crate::water::Items;
use crate::water::section::{CLASS_ITEMS, Saturation};

/// Which items make the class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ItemSet {
    /// Those of the 21 (环办〔2011〕22号) that are there.
    #[default]
    Present,
    /// pH, dissolved oxygen, permanganate index, ammonia nitrogen and total phosphorus: what stations measure.
    Five,
    /// These five and the items X that exceeded Ⅲ in this year or the one before ("5 + X", 环办监测函〔2020〕714号). Which
    /// they are is stated here.
    FivePlus(Items),
}

impl ItemSet {
    /// The five of the stations.
    pub const FIVE: Items =
        Items::of(&[Parameter::Ph, Parameter::Do, Parameter::CodMn, Parameter::AmmoniaN, Parameter::Tp]);

    /// Whether an item is looked at. Items that never make the class (temperature, total nitrogen, faecal coliform, those
    /// of the trophic state) always are.
    #[must_use]
    pub const fn takes(self, item: Parameter) -> bool {
        if !CLASS_ITEMS.contains(item) {
            return true;
        }
        match self {
            ItemSet::Present => true,
            ItemSet::Five => ItemSet::FIVE.contains(item),
            ItemSet::FivePlus(more) => ItemSet::FIVE.contains(item) || more.contains(item),
        }
    }
}

/// How many months with data a longer period needs. 环办〔2011〕22号 is quoted so; its text was not at hand, so that the
/// numbers can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeastMonths {
    /// Of a quarter.
    pub quarter: u32,
    /// Of a year; 12 are asked for, 8 where ice does not let people sample.
    pub year: u32,
}

impl Default for LeastMonths {
    fn default() -> LeastMonths {
        LeastMonths { quarter: 2, year: 8 }
    }
}

/// What becomes of a period with fewer months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Thin {
    /// It is evaluated and marked.
    #[default]
    Marked,
    /// It gets no class.
    NotEvaluated,
}

/// What was chosen for an evaluation of water.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WaterPlan {
    /// Over which stretches.
    pub spans: Spans,
    /// Rounding before comparison with limits: that of means of a month and longer.
    pub rounding: RoundingChoice,
    /// Body of water where neither the data nor [`WaterPlan::bodies`] say.
    pub body: Body,
    /// Bodies by section name, stronger than the data.
    pub bodies: SortedMap<String, Body>,
    /// Targets by section name, stronger than the data.
    pub targets: SortedMap<String, Class>,
    /// Items that make the class.
    pub items: ItemSet,
    /// Dissolved oxygen by saturation.
    pub saturation: Saturation,
    /// Whether the mean of a longer period is that of all its samples instead of its months.
    pub mean_of_samples: bool,
    /// Months that longer periods need.
    pub least: LeastMonths,
    /// What becomes of a period with fewer.
    pub thin: Thin,
    /// Of sections together.
    pub groups: GroupPlan,
    /// Of two periods compared.
    pub changes: ChangePlan,
    /// Of trends.
    pub trends: TrendPlan,
    /// Lakes and reservoirs.
    pub lakes: LakePlan,
    /// City ranking.
    pub cities: CityPlan,
    /// Water function zones.
    pub zones: ZonePlan,
    /// Black and odorous water.
    pub black_odorous: BlackOdorousPlan,
    /// Acid rain.
    pub acid_rain: AcidRainPlan,
    /// What the water of all sites is, whatever the data say.
    pub all_as: Option<WaterUse>,
    /// What the water of sites is, by their names; strongest.
    pub uses: SortedMap<String, WaterUse>,
    /// Units that nobody wrote, of further items.
    pub unsaid_unit: UnsaidUnit,
    /// Groundwater.
    pub wells: WellsPlan,
    /// Drinking-water sources.
    pub sources: SourcesPlan,
    /// Limits that the person brings.
    pub own: OwnTable,
    /// Comparison with other countries.
    pub profiles: ProfilesPlan,
}
