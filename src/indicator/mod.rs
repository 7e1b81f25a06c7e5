//! Headline indicators, published and computed, against targets.

pub mod published;
