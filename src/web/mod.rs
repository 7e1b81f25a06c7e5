//! The surface that a page calls: thin, coarse and typed. No rule and no formula in it.
//!
//! It is built into seven modules, so that a page downloads only what it needs and when it needs it: `engine` for the
//! worker that reads and grades, `evaluate` for the worker once somebody looks at periods of air, `water`,
//! `lakes` and `standards` once somebody looks at water, `unpack` once a file is packed, `draw` for the page itself. Each is a feature of the crate.

#[cfg(feature = "draw")]
mod draw;
#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "evaluate")]
mod evaluate;
#[cfg(any(feature = "engine", feature = "evaluate", feature = "water", feature = "lakes", feature = "standards"))]
mod input;
#[cfg(feature = "unpack")]
mod unpack;
#[cfg(any(feature = "water", feature = "lakes", feature = "standards"))]
mod water;

#[cfg(feature = "draw")]
pub use draw::{draw_calendar, draw_matrix, is_packed, published, svg_calendar, svg_matrix, words};
#[cfg(feature = "engine")]
pub use engine::{Engine, sniff_encoding};
#[cfg(feature = "evaluate")]
pub use evaluate::Evaluator;
#[cfg(feature = "unpack")]
pub use unpack::{Receiver, unpack};
#[cfg(any(feature = "water", feature = "lakes", feature = "standards"))]
pub use water::WaterEvaluator;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// Version of the core.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
