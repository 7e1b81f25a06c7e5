//! Evaluations of water over periods as tables, sentences, explanations and exports.

mod acid_rain;
pub mod along;
mod black_odorous;
pub mod changes;
mod choices;
mod cities;
mod explain;
mod export;
pub mod groups;
mod lakes;
mod notes;
mod sections;
pub mod trends;
pub mod view;
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
pub use lakes::{
    IndicatorView, LakeChangeView, LakeMonthView, LakePointView, LakeQuery, LakeRow, LakeRows, explain_lake,
    explain_lake_change, lake_rows, lakes_head, lakes_table,
};
pub use sections::{section_rows, water_evaluation};
pub use zones::{ZoneMode, ZoneRoundView, ZoneRow, ZoneRows, explain_zone, zone_rows, zones_head, zones_table};
