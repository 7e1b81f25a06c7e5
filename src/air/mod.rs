//! Rules of ambient air.

pub mod advice;
pub mod city;
pub mod columns;
pub mod composite;
pub mod daily;
pub mod dust;
pub mod goodday;
pub mod hours;
mod index;
pub mod other_items;
pub mod period;
mod pollutant;
pub mod realtime;
pub mod reference_state;

pub use index::{IndexRounding, NoAqi, Precision, iaqi, iaqi_by};
pub use pollutant::{Pollutant, Pollutants};
