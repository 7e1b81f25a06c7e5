//! Rules of ambient air.
