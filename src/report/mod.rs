//! Explanations, tables, sentences, exports.

mod choices;
pub mod evaluation;
mod exclusions;
mod explain;
mod export;
mod issues;
mod line;
mod overview;
mod plain;
mod rows;
mod sentence;
pub mod view;
pub mod water_evaluation;

pub use choices::{plan, screening, states};
pub use explain::{
    explain_air, explain_dust_hours, explain_month, explain_real_time, explain_water, explanations, real_time,
};
pub use export::{Whole, write_csv};
pub use issues::write_issues;
pub use overview::{air_sites, file, is_water_item, register, result, suggestions, words};
pub use plain::{Plain, plain};
pub use rows::{air_rows, water_rows};
pub use sentence::{air_finding, calendar_finding, matrix_finding, water_finding};
