//! Rules of surface water.

mod items;
pub mod lake;
pub mod mean;
pub mod multiple;
pub mod places;
pub mod section;
pub mod share;
pub mod trophic;

pub use items::Items;
