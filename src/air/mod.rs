//! Rules of ambient air.

pub mod advice;
pub mod city;
pub mod columns;
pub mod composite;
pub mod daily;
pub mod dust;
pub mod dust_hours;
pub mod goodday;
pub mod hours;
mod index;
pub mod other_items;
pub mod period;
mod pollutant;
pub mod profiles;
pub mod realtime;
pub mod reference_state;
pub mod series;

pub use index::{IndexRounding, NoAqi, Precision, iaqi, iaqi_by};
pub use pollutant::{Pollutant, Pollutants};
