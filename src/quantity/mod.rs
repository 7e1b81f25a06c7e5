//! Exact decimal amounts, rounding by GB/T 8170, units, and readings with their qualifiers.
//!
//! Nothing in here is a binary float between the text of a cell and a decision.

mod amount;
mod packed;
mod ratio;
mod reading;
mod unit;

pub use amount::{Amount, AmountError, ExactSum};
pub(crate) use packed::{Packed, Wide};
pub use ratio::Ratio;
pub use reading::{CellError, Missing, Reading, read_cell};
pub use unit::{Dimension, Unit};
