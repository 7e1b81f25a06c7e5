//! Rules of surface water.
