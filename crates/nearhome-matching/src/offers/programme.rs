//! The best order of calls by a dynamic programme over the sets of homes already asked.
//!
//! Probabilities are shares of a common whole `w`, the smallest that makes all of them integers. An expected cost after
//! which `k` homes may still be asked is held times `w` to the power of `k`: nothing is rounded, and a programme whose
//! figures might not fit is refused.

use crate::sitting::Sum;

/// A home that may be asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// In how many of a thousand cases it accepts.
    pub(super) per_mille: u16,
    /// Hours until it answers.
    pub(super) hours: u32,
    /// What it costs that it accepts.
    pub(super) cost: Sum,
}

/// The homes with what is reckoned of them before.
pub(super) struct Programme {
    choices: Vec<Choice>,
    unplaced: Sum,
    hours: u32,
    /// The whole of which probabilities are shares.
    whole: i128,
    /// For each number of homes its power of the whole.
    powers: Vec<i128>,
}

/// The best order, as places in the list of choices, and its expected cost times the greatest power.
pub(super) struct Ordered {
    pub(super) order: Vec<usize>,
    pub(super) cost: Sum,
}

/// A figure that is multiplied by a million and added up must stay below 2^127.
const ROOM: i128 = i128::MAX / 1_000_000 / 4;

impl Programme {
    /// `None` where the figures might be too great.
    pub(super) fn new(choices: Vec<Choice>, unplaced: Sum, hours: u32) -> Option<Self> {
        let common =
            choices.iter().fold(1_000, |common, choice| divisor(common, i128::from(choice.per_mille)));
        let whole = 1_000 / common;
        let powers = (0..=choices.len()).scan(Some(1_i128), |power, _| {
            let own = *power;
            *power = own.and_then(|own| own.checked_mul(whole));
            Some(own)
        });
        let powers: Vec<i128> = powers.collect::<Option<_>>()?;
        let greatest = choices.iter().map(|choice| choice.cost).chain([unplaced]).map(Sum::greatest).max()?;
        let last = *powers.last()?;
        last.checked_mul(greatest.max(1_000)).filter(|&most| most < ROOM)?;
        Some(Self { choices, unplaced, hours, whole, powers })
    }

    /// Certainty, in the units of [`Programme::accepted`].
    pub(super) fn one(&self) -> i128 {
        self.powers[self.choices.len()]
    }

    /// The chance that a home is reached, as given, and accepts. Along an order it is an integer: each call
    /// before divides by the whole once.
    pub(super) fn accepted(&self, call: usize, reached: i128) -> i128 {
        reached / self.whole * self.share(call)
    }

    /// A chance in millionths, rounded down.
    pub(super) fn millionths(&self, chance: i128) -> u32 {
        u32::try_from(chance * 1_000_000 / self.one()).expect("a chance is at most one")
    }

    /// An expected cost in millionths, rounded down.
    pub(super) fn cost_in_millionths(&self, cost: Sum) -> Sum {
        cost.each(|amount| (amount * 1_000_000).div_euclid(self.one()))
    }

    fn share(&self, call: usize) -> i128 {
        i128::from(self.choices[call].per_mille) * self.whole / 1_000
    }

    /// The best order. Of equally good orders the one that asks fewer homes, then the one that asks first the home
    /// that comes first in the list.
    pub(super) fn solve(&self) -> Ordered {
        let count = self.choices.len();
        let all = (1_usize << count) - 1;
        let hours: Vec<u64> = (0..=all).map(|set| self.hours_of(set)).collect();
        let mut costs = vec![Sum::ZERO; all + 1];
        let mut first: Vec<Option<usize>> = vec![None; all + 1];
        for set in (0..=all).rev() {
            let left = count - set.count_ones() as usize;
            costs[set] = self.unplaced.times(self.powers[left]);
            for call in (0..count).filter(|call| set & (1 << call) == 0) {
                let after = set | (1 << call);
                if hours[after] > u64::from(self.hours) {
                    continue;
                }
                let (share, rest) = (self.share(call), self.whole - self.share(call));
                let accepted = self.choices[call].cost.times(share * self.powers[left - 1]);
                let cost = accepted + costs[after].times(rest);
                if cost < costs[set] {
                    (costs[set], first[set]) = (cost, Some(call));
                }
            }
        }
        let (mut order, mut set) = (Vec::new(), 0);
        while let Some(call) = first[set] {
            order.push(call);
            set |= 1 << call;
        }
        Ordered { order, cost: costs[0] }
    }

    fn hours_of(&self, set: usize) -> u64 {
        let asked = self.choices.iter().enumerate().filter(|(call, _)| set & (1 << call) != 0);
        asked.map(|(_, choice)| u64::from(choice.hours)).sum()
    }
}

/// The greatest common divisor.
fn divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { divisor(b, a % b) }
}
