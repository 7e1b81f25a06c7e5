//! What the page calls to open packed files: the surface of the core, and nothing else.

pub use envgrade::web::*;
