//! Rules of surface water, groundwater and drinking-water sources.

pub mod acid_rain;
pub mod black_odorous;
pub mod change;
pub mod cwqi;
pub mod function_zone;
pub mod further_mean;
pub mod groundwater;
mod held;
mod items;
pub mod lake;
pub mod mean;
pub mod multiple;
pub mod own_limits;
pub mod oxygen;
pub mod places;
pub mod profiles;
pub mod region;
pub mod section;
pub mod share;
pub mod source;
pub mod trophic;

pub use held::Held;
pub use items::Items;
