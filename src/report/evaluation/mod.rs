//! Evaluations over periods as tables, sentences, explanations and exports.

pub(super) mod choices;
mod comparison;
mod explain;
mod export;
mod hours;
mod other_items;
mod rows;
mod trends;
pub mod view;
pub(super) mod words;

pub use choices::{edition, evaluation_plan, span};
pub use comparison::{comparison, explain_comparison};
pub use explain::{explain_city_day, explain_evaluation};
pub use export::{
    changes_head, changes_table, comparison_head, comparison_table, ranking_table, trends_head, trends_table,
    write_evaluation_csv, write_table,
};
pub use hours::{dust_suggestions, explain_hour, hours};
pub use other_items::{explain_other_item, other_items, write_other_items_csv};
pub use rows::{changes, evaluation, ranking, row};
pub use trends::{explain_trend, trends};
pub use words::{choice, result_finding};
