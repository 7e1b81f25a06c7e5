//! Rules of ambient air.

pub mod advice;
pub mod daily;
pub mod goodday;
pub mod hours;
mod index;
mod pollutant;
pub mod realtime;

pub use index::{IndexRounding, NoAqi, iaqi};
pub use pollutant::{Pollutant, Pollutants};
