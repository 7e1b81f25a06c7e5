//! Evaluations of water over periods as tables, sentences, explanations and exports.

mod acid_rain;
pub mod along;
mod black_odorous;
pub mod changes;
mod choices;
mod cities;
mod explain;
mod export;
mod further;
pub mod groups;
mod lakes;
mod notes;
mod own;
mod profiles;
mod sections;
mod sources;
mod standards;
pub mod trends;
pub mod view;
mod wells;
mod zones;

pub use acid_rain::{RainRow, RainRows, explain_rain, rain_head, rain_rows, rain_table};
pub use black_odorous::{
    BlackOdorousPointView, BlackOdorousRows, BlackOdorousSampleView, BlackOdorousWaterView, black_odorous_head,
    black_odorous_rows, black_odorous_table, explain_black_odorous,
};
pub use choices::water_plan;
pub use cities::{CityItem, CityQuery, CityRow, CityRows, cities_head, cities_table, city_rows, explain_city};
pub use explain::explain_section;
pub use export::{sections_head, sections_table};
pub use further::{FurtherIssues, ItemValue, SampleLine, further_issues};
pub use lakes::{
    IndicatorView, LakeChangeView, LakeMonthView, LakePointView, LakeQuery, LakeRow, LakeRows, explain_lake,
    explain_lake_change, lake_rows, lakes_head, lakes_table,
};
pub use own::{
    OwnItem, OwnLimitView, OwnLimitsView, OwnRow, OwnRows, RowErrorView, explain_own, explain_own_sample, own_head,
    own_limits, own_rows, own_table,
};
pub use profiles::{
    CcmeView, EuView, NsfView, ProfileRow, ProfileRows, WhoView, explain_profiles, profile_rows, profiles_head,
    profiles_table,
};
pub use sections::{section_rows, water_evaluation};
pub use sources::{
    SourceRow, SourceRows, explain_source, explain_source_sample, source_rows, sources_head, sources_table,
};
pub use standards::{StandardsChoices, VolumeChoice, WaterChoice};
pub use wells::{WellRow, WellRows, explain_well, explain_well_sample, well_rows, wells_head, wells_table};
pub use zones::{ZoneMode, ZoneRoundView, ZoneRow, ZoneRows, explain_zone, zone_rows, zones_head, zones_table};
