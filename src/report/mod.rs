//! Explanations, tables, sentences, exports.

pub mod view;
