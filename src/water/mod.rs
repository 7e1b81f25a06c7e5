//! Rules of surface water.

mod items;
pub mod mean;
pub mod multiple;
pub mod section;
pub mod share;

pub use items::Items;
