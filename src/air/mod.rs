//! Rules of ambient air.

pub mod advice;
pub mod daily;
pub mod goodday;
pub mod hours;
mod index;
mod pollutant;
pub mod realtime;

pub use index::{IndexRounding, NoAqi, Precision, iaqi, iaqi_by};
pub use pollutant::{Pollutant, Pollutants};
