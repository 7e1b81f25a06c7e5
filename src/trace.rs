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

/// Keeps every step or none, decided while it runs. What serves both the table of results and their explanations is then
/// compiled once: a tenth of the WebAssembly modules.
#[derive(Debug, Clone)]
pub struct Recorder(Option<Vec<Step>>);

impl Recorder {
    /// Keeps every step.
    #[must_use]
    pub const fn on() -> Recorder {
        Recorder(Some(Vec::new()))
    }

    /// Keeps none.
    #[must_use]
    pub const fn off() -> Recorder {
        Recorder(None)
    }

    /// The steps that were kept.
    #[must_use]
    pub fn into_steps(self) -> Vec<Step> {
        self.0.unwrap_or_default()
    }
}

impl Trace for Recorder {
    #[inline]
    fn step(&mut self, describe: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.0 {
            steps.push(describe());
        }
    }
}
