//! The levels on which ways of placing are compared.

use nearhome_rules::{Level, Policy};

/// The policy's levels in its order, without moves that are merely permitted: in a replay every move was due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Levels {
    all: Vec<Level>,
}

impl Levels {
    /// The levels of a policy.
    pub(crate) fn of(policy: &Policy) -> Self {
        let keeps = |level: &Level| !matches!(level, Level::UnwantedMoves | Level::Gates);
        Self { all: policy.levels().iter().copied().filter(keeps).collect() }
    }

    /// In order, most important first.
    pub(crate) fn all(&self) -> &[Level] {
        &self.all
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    /// The level on which homes differ first: that which matters most after a home at all.
    pub(crate) fn first_of_homes(&self) -> usize {
        let differs = |level: &Level| *level != Level::Unplaced;
        self.all.iter().position(differs).expect("a policy has levels on which homes differ")
    }

    /// How many of the leading levels count children.
    pub(crate) fn counting_children(&self) -> usize {
        let counts = |level: &Level| !matches!(level, Level::Disruption | Level::WeeklyPence);
        self.all.iter().position(|level| !counts(level)).unwrap_or(self.all.len())
    }

    /// Where a level stands.
    pub(crate) fn position(&self, level: Level) -> Option<usize> {
        self.all.iter().position(|&own| own == level)
    }

    /// An amount on one level and nothing on the others.
    pub(crate) fn only(&self, level: Level, amount: i64) -> Vec<i64> {
        self.all.iter().map(|&own| if own == level { amount } else { 0 }).collect()
    }

    /// The names in files; money is not a week's here but that of the whole stay.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |level: &Level| match level {
            Level::WeeklyPence => "pence".to_owned(),
            other => other.name().to_owned(),
        };
        self.all.iter().map(name).collect()
    }

    /// What a stay of so many days costs, from its cost with pence a week; to the nearest penny.
    pub(crate) fn of_stay(&self, weekly: &[i64], days: i64) -> Vec<i64> {
        let mut cost = weekly.to_vec();
        if let Some(money) = self.position(Level::WeeklyPence) {
            cost[money] = (weekly[money] * days * 2 + 7) / 14;
        }
        cost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_that_of_the_stay_and_the_rest_is_counted_once() {
        let levels = Levels::of(&Policy::default());
        let money = levels.position(Level::WeeklyPence).expect("money is a level");
        let mut weekly = vec![1; levels.count()];
        weekly[money] = 70_000;
        let cost = levels.of_stay(&weekly, 10);
        assert_eq!(cost[money], 100_000);
        assert!(cost[..money].iter().all(|&amount| amount == 1));
    }
}
