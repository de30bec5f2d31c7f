//! Pairs of a recorded home and another that was free, and the exact search along one weight.
//!
//! Under weights a pair is *wrong* where the other home is better, and half wrong where both are equal. How much is wrong
//! changes only where the two homes of some pair become equal, so that the best values of one weight, all others as they
//! are, are found by sorting these places: in integers, and exactly.

/// A weight for each level; what counts is only how they relate.
pub(super) type Weights = Vec<i128>;

/// No weight is greater: a unit then outweighs whatever the other levels can come to.
pub(super) const MOST: i128 = 1_000_000_000_000_000_000;

/// A choice counts as much as any other, whatever the number of homes that were free: this much, twice.
pub(super) const ONE: i128 = 1_000_000_000;

/// Pairs of choices with what the other home has more on each level.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    levels: usize,
    /// Level by level within pair by pair.
    differences: Vec<i64>,
    /// By pair: what it counts.
    counts: Vec<i128>,
}

/// Values of one weight, the least and the greatest, between which equally much is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) wrong: i128,
    pub(super) least: i128,
    pub(super) most: i128,
}

impl Stretch {
    fn holds(&self, weight: i128) -> bool {
        (self.least..=self.most).contains(&weight)
    }

    /// Nothing where the stretch begins there, or else its roundest number; of those, the one nearest its middle. An open
    /// stretch is taken to end at ten times its beginning.
    pub(super) fn roundest(&self) -> i128 {
        if self.least == 0 {
            return 0;
        }
        let most = if self.most >= MOST { (self.least * 10).min(MOST) } else { self.most };
        let middle = i128::midpoint(self.least, most);
        let mut ten = MOST;
        loop {
            let below = middle / ten * ten;
            let mut near = [below, below + ten];
            near.sort_by_key(|candidate| (candidate - middle).abs());
            let found = near.into_iter().find(|candidate| (self.least..=most).contains(candidate));
            match found {
                Some(found) => return found,
                None if ten == 1 => return self.least,
                None => ten /= 10,
            }
        }
    }
}

impl Pairs {
    pub(super) fn new(levels: usize) -> Self {
        Self { levels, ..Self::default() }
    }

    /// Adds a pair that counts as given.
    pub(super) fn push(&mut self, differences: impl Iterator<Item = i64>, count: i128) {
        self.differences.extend(differences);
        self.counts.push(count);
        debug_assert_eq!(self.differences.len(), self.counts.len() * self.levels);
    }

    fn each(&self) -> impl Iterator<Item = (&[i64], i128)> {
        self.differences.chunks_exact(self.levels).zip(self.counts.iter().copied())
    }

    /// The greatest and the mean difference on a level, the mean at least 1 where there is any.
    pub(super) fn spread(&self, level: usize) -> (i128, i128) {
        let all = || self.each().map(|(pair, _)| i128::from(pair[level]).abs());
        let pairs = i128::try_from(self.counts.len().max(1)).unwrap_or(i128::MAX);
        let most = all().max().unwrap_or(0);
        (most, (all().sum::<i128>() / pairs).max(i128::from(most > 0)))
    }

    /// How much is wrong under weights: twice [`ONE`] for a choice to which every other home is better.
    pub(super) fn wrong(&self, weights: &[i128]) -> i128 {
        self.each().map(|(pair, count)| count * halves(worth(pair.iter().copied(), weights))).sum()
    }

    /// The values of one weight with which least is wrong: those around the present value where that is among them, else
    /// the smallest ones.
    pub(super) fn best_along(&self, weights: &[i128], level: usize) -> Stretch {
        let (at_zero, mut turns) = self.turns(weights, level);
        turns.sort_unstable_by_key(|&(at, _)| at);
        let now = weights[level];
        let mut best: Option<Stretch> = None;
        let (mut least, mut wrong) = (0, at_zero);
        let mut turns = turns.into_iter().peekable();
        loop {
            let next = turns.peek().map_or(MOST + 1, |&(at, _)| at);
            let own = Stretch { wrong, least, most: next - 1 };
            let is_longer = |best: &Stretch| wrong == best.wrong && least == best.least;
            if best.as_ref().is_none_or(|best| {
                wrong < best.wrong || is_longer(best) || (wrong == best.wrong && own.holds(now))
            }) {
                best = Some(own);
            }
            let Some((at, _)) = turns.peek().copied() else { break };
            let mut after = wrong;
            while let Some((_, change)) = turns.next_if(|&(other, _)| other == at) {
                after += change;
            }
            if after != wrong {
                (wrong, least) = (after, at);
            }
        }
        best.unwrap_or(Stretch { wrong: at_zero, least: 0, most: MOST })
    }

    /// What is wrong where one weight is zero, and each value of it from which more or less is.
    fn turns(&self, weights: &[i128], level: usize) -> (i128, Vec<(i128, i128)>) {
        let mut others = weights.to_vec();
        others[level] = 0;
        let (mut at_zero, mut turns) = (0, Vec::new());
        let mut turn = |at: i128, change: i128| {
            if at <= MOST {
                turns.push((at, change));
            }
        };
        for (pair, count) in self.each() {
            let (rest, own) = (worth(pair.iter().copied(), &others), i128::from(pair[level]));
            at_zero += count * halves(rest);
            if own == 0 || (rest > 0) == (own > 0) && rest != 0 {
                continue;
            }
            // With its weight the level turns the pair: right where it speaks for the recorded home.
            let change = if own > 0 { -count } else { count };
            let equal = rest.abs() / own.abs();
            if rest == 0 {
                turn(1, change);
            } else if equal * own.abs() == rest.abs() {
                turn(equal, change);
                turn(equal + 1, change);
            } else {
                turn(equal + 1, 2 * change);
            }
        }
        (at_zero, turns)
    }
}

/// By how much the recorded home is better, all levels weighed.
pub(super) fn worth(differences: impl Iterator<Item = i64>, weights: &[i128]) -> i128 {
    differences.zip(weights).map(|(difference, weight)| i128::from(difference) * weight).sum()
}

/// Two where the other home is better, one where both are equal.
pub(super) fn halves(worth: i128) -> i128 {
    1 - worth.signum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(differences: &[&[i64]]) -> Pairs {
        let mut pairs = Pairs::new(differences[0].len());
        for pair in differences {
            pairs.push(pair.iter().copied(), 1);
        }
        pairs
    }

    #[track_caller]
    fn check(differences: &[&[i64]], weights: &[i128], level: usize, least: i128, most: i128) {
        let pairs = pairs(differences);
        let best = pairs.best_along(weights, level);
        assert_eq!((best.least, best.most), (least, most));
        // The slow way: every value up to 40.
        let wrong = |value: i128| {
            let mut weights = weights.to_vec();
            weights[level] = value;
            pairs.wrong(&weights)
        };
        assert_eq!((0..=40).map(wrong).min(), Some(best.wrong));
        for value in (0..=40).filter(|value| best.holds(*value)) {
            assert_eq!(wrong(value), best.wrong, "{value}");
        }
    }

    #[test]
    fn the_best_values_of_a_weight_are_found_exactly() {
        // Given up 5 for one unit, and not 9: between 5 and 9, the ends half right.
        check(&[&[1, -5], &[-1, 9]], &[0, 1], 0, 6, 8);
        check(&[&[2, -5], &[-2, 9]], &[0, 1], 0, 3, 4);
        check(&[&[1, -5]], &[0, 1], 0, 6, MOST);
        check(&[&[-1, 3]], &[7, 1], 0, 0, 2);
        check(&[&[1, 0], &[1, -30], &[-1, 30]], &[3, 1], 0, 1, MOST);
        check(&[&[0, 4]], &[3, 1], 0, 0, MOST);
    }

    #[test]
    fn of_equally_good_weights_the_roundest_is_taken() {
        let roundest = |least, most| Stretch { wrong: 0, least, most }.roundest();
        assert_eq!(roundest(3_412, 6_933), 5_000);
        assert_eq!(roundest(3_412, 3_418), 3_415);
        assert_eq!(roundest(3_412, 3_420), 3_420);
        assert_eq!(roundest(7, MOST), 40);
        assert_eq!(roundest(0, 80), 0);
    }
}
