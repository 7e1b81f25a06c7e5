//! The recorder that explanations read. A rule describes each step to a [`Trace`] while it computes, so an explanation
//! comes from the very code that produced the result; with [`Off`] the description is never built.

use crate::words::Words;

/// One step of a rule, with the numbers filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is determined.
    pub label: Words,
    /// Formula with the numbers in it, the same in all languages; empty when the step is words only.
    pub formula: String,
    /// Words beside the formula in Chinese.
    pub zh: String,
    /// Words beside the formula in English.
    pub en: String,
    /// Clause that the step follows, for example `HJ 633-2012 4.3`.
    pub clause: &'static str,
}

/// Receives the steps of a rule.
pub trait Trace {
    /// Receives a step; `describe` is called only when somebody listens.
    fn step(&mut self, describe: impl FnOnce() -> Step);
}

/// Nobody listens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Off;

impl Trace for Off {
    #[inline(always)]
    fn step(&mut self, _: impl FnOnce() -> Step) {}
}

/// Keeps every step.
#[derive(Debug, Clone, Default)]
pub struct Steps(pub Vec<Step>);

impl Trace for Steps {
    fn step(&mut self, describe: impl FnOnce() -> Step) {
        self.0.push(describe());
    }
}
