//! Weights of the levels that explain recorded choices best.
//!
//! Of all weights those are looked for under which fewest free homes are better than the recorded one: maximum score over
//! pairs (C. Manski, *Maximum score estimation of the stochastic utility model of choice*, 1975; J. Fox, *Semiparametric
//! estimation of multinomial discrete-choice models using a subset of choices*, 2007). It supposes nothing of how chance
//! enters, only that a better home is chosen more often than not, and needs integers alone. What it cannot give is a standard
//! error. So the weights are fitted five times more, each time without a fifth of the children, whose choices then say how
//! well weights from others explain them; and twenty times to a half of the children: such fits differ from that to all about
//! as much as that differs from what would be found with many more choices.

use rayon::prelude::*;

use super::{
    Recorded,
    line::{MOST, ONE, Pairs, Stretch, Weights, halves, worth},
};

/// Pairs that a fit looks at; where there are more, each choice gives equally many, evenly spread over its homes.
const PAIRS: usize = 40_000;

/// Parts into which the children are divided.
const PARTS: usize = 5;

/// Fits to a half of the children.
const HALVES: u32 = 20;

/// Fewer choices in which the homes differ on a level say nothing of its weight.
const DIFFERING: usize = 20;

/// Fewer children say nothing of what a panel follows.
const CHILDREN: usize = 30;

/// Standard errors by which weights must beat chance.
const ERRORS: i128 = 3;

/// The weight at which money stands to begin with: others are then thousandths of a penny a week.
const MONEY: i128 = 1_000;

/// Rounds of a search at most; it ends when nothing gets better, most often after three.
const ROUNDS: usize = 30;

/// What recorded choices are weighed on.
pub(super) struct Question<'a> {
    pub(super) choices: &'a [Recorded],
    /// Levels on which homes may differ.
    pub(super) levels: &'a [usize],
    /// Which of them is money.
    pub(super) money: Option<usize>,
    /// Orders of levels from which searches begin.
    pub(super) orders: &'a [Vec<usize>],
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Whether choices of children who were left out are better explained than by chance.
    pub(super) explains: bool,
    /// By level of the replay: the weight, and between what it lies, over all fits.
    pub(super) weights: Vec<Fitted>,
    /// Of free homes, how many thousand millionths are better on average; and so with weights that were fitted to other
    /// children.
    pub(super) better: i128,
    pub(super) better_held_out: i128,
    /// Choices to which no free home is better, and how many thousand millionths of a home taken at random would be so.
    pub(super) unbeaten: u64,
    pub(super) unbeaten_by_chance: i128,
}

/// A level's weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fitted {
    pub(super) weight: i128,
    /// In thousandths of money's weight over all fits; `None`: there is no least one, or no upper limit.
    pub(super) least: Option<i128>,
    pub(super) most: Option<i128>,
    /// Choices in which homes differ on the level.
    pub(super) differing: u64,
    /// Whether they are enough.
    pub(super) is_known: bool,
}

/// How many children have choices.
pub(super) fn children(choices: &[Recorded]) -> usize {
    let mut children: Vec<u32> = choices.iter().map(|one| one.child).collect();
    children.sort_unstable();
    children.dedup();
    children.len()
}

/// Finds the weights; `None` where there are too few children.
pub(super) fn weights(question: &Question<'_>) -> Option<Found> {
    let levels: Vec<usize> =
        question.levels.iter().copied().filter(|&level| question.differing(level) >= DIFFERING).collect();
    if children(question.choices) < CHILDREN || levels.is_empty() {
        return None;
    }
    let all = question.fit(&levels, None, |_| true);
    let parts: Vec<Weights> = (0..PARTS)
        .into_par_iter()
        .map(|part| question.fit(&levels, None, |child| child as usize % PARTS != part).weights)
        .collect();
    let of_halves: Vec<Weights> = (0..HALVES)
        .into_par_iter()
        .map(|half| question.fit(&levels, Some(&all.weights), |child| is_in_half(child, half)).weights)
        .collect();
    let held_out: Vec<(u32, i128)> = question
        .choices
        .iter()
        .map(|one| (one.child, one.wrong(&parts[one.child as usize % PARTS])))
        .collect();
    let fitted: Vec<i128> = question.choices.iter().map(|one| one.wrong(&all.weights)).collect();
    Some(Found {
        explains: beats_chance(&held_out),
        weights: question.told(&levels, &all, &of_halves),
        better: mean(&fitted),
        better_held_out: mean(&held_out.iter().map(|&(_, wrong)| wrong).collect::<Vec<_>>()),
        unbeaten: question.choices.iter().map(|one| u64::from(one.is_unbeaten(&all.weights))).sum(),
        unbeaten_by_chance: mean(
            &question.choices.iter().map(|one| 2 * one.unbeaten_by_chance(&all.weights)).collect::<Vec<_>>(),
        ),
    })
}

/// Whether a child is of one of the halves: a bit that is as good as drawn, and always the same (the finaliser of
/// `SplitMix64`, Steele, Lea and Flood 2014).
fn is_in_half(child: u32, half: u32) -> bool {
    let mut bits = (u64::from(half) << 32 | u64::from(child)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (bits ^ (bits >> 31)) & 1 == 0
}

/// The mean of twice thousand millionths, as thousand millionths.
fn mean(values: &[i128]) -> i128 {
    values.iter().sum::<i128>() / (2 * i128::try_from(values.len().max(1)).unwrap_or(i128::MAX))
}

/// Whether fewer homes are better than half of them by more standard errors than [`ERRORS`], each child's choices taken as
/// one observation.
fn beats_chance(held_out: &[(u32, i128)]) -> bool {
    let mut by_child: std::collections::BTreeMap<u32, i128> = std::collections::BTreeMap::new();
    for &(child, wrong) in held_out {
        *by_child.entry(child).or_default() += ONE - wrong;
    }
    let less: i128 = by_child.values().sum();
    let squares: i128 = by_child.values().map(|own| own * own).sum();
    less > 0 && less * less > ERRORS * ERRORS * squares
}

impl Recorded {
    /// How much is wrong under weights: 0 where the recorded home is better than all others, twice [`ONE`] where all others
    /// are better.
    fn wrong(&self, weights: &[i128]) -> i128 {
        let wrong: i128 = self.each_worth(weights).map(halves).sum();
        wrong * ONE / self.number_of_others()
    }

    fn is_unbeaten(&self, weights: &[i128]) -> bool {
        self.each_worth(weights).all(|worth| worth >= 0)
    }

    /// How many thousand millionths of all homes are unbeaten.
    fn unbeaten_by_chance(&self, weights: &[i128]) -> i128 {
        let least = self.each_worth(weights).min().unwrap_or(0).min(0);
        let best = self.each_worth(weights).filter(|&worth| worth == least).count() + usize::from(least == 0);
        i128::try_from(best).unwrap_or(i128::MAX) * ONE / (self.number_of_others() + 1)
    }

    fn each_worth(&self, weights: &[i128]) -> impl Iterator<Item = i128> {
        self.others.iter().map(|other| worth(self.differences(other), weights))
    }

    fn differences(&self, other: &[i64]) -> impl Iterator<Item = i64> {
        other.iter().zip(&self.own).map(|(other, own)| other - own)
    }

    fn number_of_others(&self) -> i128 {
        i128::try_from(self.others.len().max(1)).unwrap_or(i128::MAX)
    }
}

/// The best weights of a set of pairs.
struct Fit {
    pairs: Pairs,
    weights: Weights,
    wrong: i128,
}

impl Question<'_> {
    fn count(&self) -> usize {
        self.choices.first().map_or(0, |one| one.own.len())
    }

    fn differing(&self, level: usize) -> usize {
        let differs = |one: &&Recorded| one.others.iter().any(|other| other[level] != one.own[level]);
        self.choices.iter().filter(differs).count()
    }

    /// The best weights for some of the children, from every beginning or from one.
    fn fit(&self, levels: &[usize], from: Option<&Weights>, of: impl Fn(u32) -> bool) -> Fit {
        let pairs = self.pairs(of);
        let beginnings = from.map_or_else(|| self.beginnings(levels, &pairs), |one| vec![one.clone()]);
        let found: Vec<Weights> =
            beginnings.into_par_iter().map(|begun| search(&pairs, levels, begun)).collect();
        let best = found.into_iter().map(|weights| (pairs.wrong(&weights), weights)).min_by_key(|one| one.0);
        let (wrong, weights) = best.unwrap_or_default();
        Fit { pairs, weights, wrong }.rounded(levels, self.money)
    }

    fn pairs(&self, of: impl Fn(u32) -> bool) -> Pairs {
        let choices: Vec<&Recorded> = self.choices.iter().filter(|one| of(one.child)).collect();
        let most = (PAIRS / choices.len().max(1)).max(1);
        let mut pairs = Pairs::new(self.count());
        for one in choices {
            let taken = one.others.len().min(most);
            let count = ONE / i128::try_from(taken.max(1)).unwrap_or(i128::MAX);
            for at in 0..taken {
                let other = &one.others[at * one.others.len() / taken];
                pairs.push(one.differences(other), count);
            }
        }
        pairs
    }

    /// Weights from which searches begin: the orders of levels, all levels alike, each level alone.
    fn beginnings(&self, levels: &[usize], pairs: &Pairs) -> Vec<Weights> {
        let nothing = vec![0; self.count()];
        let spread: Vec<(i128, i128)> = (0..self.count()).map(|level| pairs.spread(level)).collect();
        let in_order = |order: &Vec<usize>| {
            let (mut weights, mut below) = (nothing.clone(), 0_i128);
            for &level in order.iter().rev().filter(|level| levels.contains(level)) {
                weights[level] = if below == 0 { MONEY } else { (below + 1).min(MOST) };
                below = below.saturating_add(weights[level].saturating_mul(spread[level].0));
            }
            weights
        };
        let mut all: Vec<Weights> = self.orders.iter().map(in_order).collect();
        let widest = levels.iter().map(|&level| spread[level].1).max().unwrap_or(1);
        let mut alike = nothing.clone();
        for &level in levels {
            alike[level] = (MONEY * widest / spread[level].1.max(1)).min(MOST);
        }
        all.push(alike);
        all.extend(levels.iter().map(|&level| {
            let mut alone = nothing.clone();
            alone[level] = MONEY;
            alone
        }));
        all
    }

    /// Every level with its weight and between what it lies: where all is as well explained, and in every half.
    fn told(&self, levels: &[usize], all: &Fit, halves: &[Weights]) -> Vec<Fitted> {
        let told = |level: usize| {
            let differing = u64::try_from(self.differing(level)).unwrap_or(u64::MAX);
            if !levels.contains(&level) {
                return Fitted { differing, ..Fitted::default() };
            }
            let own = all.stretch(level);
            let in_money = |weight: i128, weights: &Weights| -> Option<i128> {
                let money = self.money.map(|money| weights[money]).filter(|&money| money > 0)?;
                (weight < MOST).then(|| weight.saturating_mul(MONEY) / money)
            };
            let each = |own: i128| {
                let of_halves = halves.iter().map(|half| in_money(half[level], half));
                std::iter::once(in_money(own, &all.weights)).chain(of_halves)
            };
            Fitted {
                weight: all.weights[level],
                least: each(own.least).flatten().min(),
                most: each(own.most).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max()),
                differing,
                is_known: true,
            }
        };
        (0..self.count()).map(told).collect()
    }
}

impl Fit {
    /// The values of a level's weight with which nothing changes.
    fn stretch(&self, level: usize) -> Stretch {
        self.pairs.best_along(&self.weights, level)
    }

    /// The same with weights that can be told: of equally good ones the roundest.
    fn rounded(mut self, levels: &[usize], money: Option<usize>) -> Self {
        for &level in levels.iter().filter(|&&level| Some(level) != money) {
            if self.weights[level] > 0 {
                self.weights[level] = self.stretch(level).roundest();
            }
        }
        debug_assert!(self.pairs.wrong(&self.weights) <= self.wrong, "rounding makes nothing worse");
        self
    }
}

/// Betters one weight after the other until none can be bettered.
fn search(pairs: &Pairs, levels: &[usize], mut weights: Weights) -> Weights {
    let mut wrong = pairs.wrong(&weights);
    for _ in 0..ROUNDS {
        let before = wrong;
        for &level in levels {
            let best = pairs.best_along(&weights, level);
            if best.wrong < wrong {
                weights[level] = best.roundest();
                wrong = best.wrong;
            }
        }
        if wrong == before {
            break;
        }
    }
    weights
}
