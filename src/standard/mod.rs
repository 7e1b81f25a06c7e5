//! Limits and breakpoints as printed, one file a standard, clause beside row.

pub mod gb3095;
pub mod gb3838;
pub mod hj633;
pub mod hj663;
