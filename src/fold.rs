//! The shape of every evaluation over many observations: add one, merge another, finish.
//!
//! Sums are exact, so a whole file and its parts merged in order give the same result, whatever the number of parts.

use crate::issue::Issue;
use crate::observation::{DustPeriod, Record, SiteId, SiteTable};

/// An accumulator over observations.
pub trait Fold {
    /// Adds what `later` accumulated over data that come after this one's. `sites` translates the site numbers of
    /// `later` into this one's.
    fn merge(&mut self, later: Self, sites: &[SiteId]);
}

/// Receives what is read from files.
pub trait Sink {
    /// Receives a record of air.
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>);
    /// Receives a record of water.
    fn water(&mut self, sites: &SiteTable, record: &Record<'_>);
    /// Receives an issue.
    fn issue(&mut self, issue: Issue<'_>);
    /// Receives a period of sand and dust; who does not evaluate it has nothing to do.
    fn dust(&mut self, period: DustPeriod) {
        let _ = period;
    }
}
