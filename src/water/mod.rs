//! Rules of surface water.

pub mod acid_rain;
pub mod black_odorous;
pub mod change;
pub mod cwqi;
pub mod function_zone;
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
