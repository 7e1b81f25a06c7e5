//! Evaluations of water over periods as tables, sentences, explanations and exports.

pub mod along;
pub mod changes;
mod choices;
mod explain;
mod export;
pub mod groups;
mod notes;
mod sections;
pub mod trends;
pub mod view;

pub use choices::water_plan;
pub use explain::explain_section;
pub use export::{sections_head, sections_table};
pub use sections::{section_rows, water_evaluation};
