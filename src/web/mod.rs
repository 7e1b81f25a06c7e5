//! temp
mod draw;
pub use draw::*;
