//! The shape of every evaluation over many observations: add one, merge another, finish.
//!
//! Sums are exact, so a whole file and its parts merged in order give the same result, whatever the number of parts.

use crate::observation::SiteId;

/// An accumulator over observations.
pub trait Fold {
    /// Adds what `later` accumulated over data that come after this one's. `sites` translates the site numbers of
    /// `later` into this one's.
    fn merge(&mut self, later: Self, sites: &[SiteId]);
}
