//! Rules of surface water.

pub mod change;
pub mod cwqi;
mod items;
pub mod lake;
pub mod mean;
pub mod multiple;
pub mod places;
pub mod region;
pub mod section;
pub mod share;
pub mod trophic;

pub use items::Items;
