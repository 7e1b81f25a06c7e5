//! Other countries' rules beside the Chinese ones, to compare. None of them stands for an evaluation by GB 3838.

pub mod ccme;
pub mod eu;
pub mod nsf;
pub mod who_drinking;
