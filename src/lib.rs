//! envgrade grades water and air.
//!
//! It takes monitoring data and says, by the standard in force on the day of each sample, which class the water has,
//! which AQI the air has, what exceeds which limit by how much, and whether the target is met, with every step shown.
//! The same core runs natively and, compiled to WebAssembly, in a browser.

pub mod air;
pub mod assess;
pub mod calendar;
pub mod chart;
pub mod edition;
pub mod exclusion;
pub mod fold;
pub mod grade;
pub mod indicator;
pub mod ingest;
pub mod issue;
pub mod observation;
pub mod parameter;
pub mod plan;
pub mod quantity;
pub mod report;
pub mod schema;
pub mod sorted;
mod sorting;
pub mod standard;
pub mod statistics;
pub mod trace;
pub mod unpack;
pub mod water;
pub mod water_item;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod web;
