//! Collects what rules charge: with their facts for people, or as bare sums for a problem.

use crate::{Charge, Fact, Level, RuleCode};

/// Sums by level, in the order of [`Level::ALL`].
pub(crate) type Sums = [i64; Level::ALL.len()];

/// Where charges go.
#[derive(Debug)]
pub(crate) enum Sink<'a> {
    /// Into a list, with their facts.
    List(&'a mut Vec<Charge>),
    /// Into sums by level; facts are never made.
    Sums(&'a mut Sums),
}

/// Collects the charges of one rule on one level.
#[derive(Debug)]
pub struct Charges<'a> {
    rule: RuleCode,
    level: Level,
    sink: Sink<'a>,
}

impl<'a> Charges<'a> {
    pub(crate) fn new(rule: RuleCode, level: Level, sink: Sink<'a>) -> Self {
        Self { rule, level, sink }
    }

    /// Adds a charge; nothing where the amount is 0 or less.
    pub fn add(&mut self, amount: i64, facts: impl FnOnce() -> Vec<Fact>) {
        if amount <= 0 {
            return;
        }
        match &mut self.sink {
            Sink::List(list) => {
                list.push(Charge { rule: self.rule, level: self.level, amount, facts: facts() });
            }
            Sink::Sums(sums) => sums[self.level as usize] += amount,
        }
    }
}
