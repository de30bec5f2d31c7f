//! What a way of placing came to: totals on each level, and the measures that people ask for.

use nearhome_model::{AuthorityCode, Unaccompanied};
use nearhome_problem::Totals;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{build::Past, placing::Placed, relations::Bond};

/// What a way of placing came to, in numbers that people ask for.
///
/// All count placements of the period for which a home was sought, those made late included unless it says
/// otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Measures {
    /// Placements for which a home was sought.
    pub placements: u64,
    /// Of them, placed on the day.
    pub placed_on_the_day: u64,
    /// Placed on a later day.
    pub placed_later: u64,
    /// Days without a home, over all children.
    pub days_unplaced: i64,
    /// Placed within the authority's area.
    pub in_area: u64,
    /// Straight miles between the family's home and the placement, summed, in tenths, where both are known; children
    /// who are or were unaccompanied asylum seekers are left out.
    pub tenth_miles: u64,
    /// Placements of which the miles are known.
    pub with_miles: u64,
    /// Moves: placements that followed at once on another of the same child. They were due as recorded, so
    /// they are the same under every policy.
    pub moves: u64,
    /// Pairs of brothers and sisters who were placed on the day while the other was looked after in the same kind
    /// of home.
    pub sibling_pairs: u64,
    /// Of them, those who shared a home.
    pub sibling_pairs_together: u64,
    /// Spend on the placements within the period, in pence.
    pub pence: i64,
}

/// Homes by placement, and what each costs.
pub(crate) struct Account<'a> {
    pub(crate) past: &'a Past,
    pub(crate) placed: &'a Placed,
    /// Whether the recorded homes are meant, whose cost is known even where the rules would not offer them.
    pub(crate) recorded: bool,
}

impl Account<'_> {
    /// Cost on each level: children placed late count as unplaced, and nothing else of theirs counts.
    pub(crate) fn totals(&self) -> Totals {
        let mut totals = vec![0_i128; self.past.levels.count()];
        for index in self.past.sought() {
            for (sum, level) in totals.iter_mut().zip(self.cost(index)) {
                *sum += i128::from(level);
            }
        }
        totals
    }

    /// What one placement adds to the totals, what binds it to earlier ones included.
    pub(crate) fn cost(&self, index: usize) -> Vec<i64> {
        let days = i64::from(self.past.days_of(index));
        let mut cost = self.past.levels.of_stay(&self.weekly(index), days);
        for (relation, shares) in self.bonds(index) {
            let ((Bond::Siblings(added), false) | (Bond::Apart(Some(added)), true)) = (relation, shares)
            else {
                continue;
            };
            cost.iter_mut().zip(added).for_each(|(sum, added)| *sum += added);
        }
        cost
    }

    /// Cost of the placement alone, with pence a week.
    fn weekly(&self, index: usize) -> Vec<i64> {
        let offers = self.past.record.whole().offers();
        let Some(home) = self.placed.on_the_day[index] else { return offers.unplaced(index).to_vec() };
        match (&self.past.actual[index], offers.find(index, home)) {
            (Some(actual), _) if self.recorded => actual.cost.clone(),
            (_, Some(offer)) => offer.cost.to_vec(),
            (_, None) => unreachable!("policies choose among the offers"),
        }
    }

    /// Bonds to earlier placements of the replay, and whether the two share a home. Two who are both without a
    /// home count as sharing it, as in the matching problem.
    fn bonds(&self, index: usize) -> impl Iterator<Item = (&Bond, bool)> {
        let whole = self.past.record.whole();
        whole.relations(index).iter().filter_map(move |relation| {
            let other = &whole.placements()[relation.other];
            let before = other.start < self.past.from;
            let takes_part = before || other.kept.is_none();
            let home = if before { other.home } else { self.placed.on_the_day[relation.other] };
            takes_part.then(|| (&relation.bond, home == self.placed.on_the_day[index]))
        })
    }

    /// The home at last, placed on the day or later.
    pub(crate) fn home(&self, index: usize) -> Option<u32> {
        let later = self.placed.later.get(&index).map(|&(home, _)| home);
        self.placed.on_the_day[index].or(later)
    }

    /// The measures.
    pub(crate) fn measures(&self, authority: &AuthorityCode) -> Measures {
        let mut measures = Measures { days_unplaced: self.placed.days_unplaced, ..Measures::default() };
        for index in self.past.sought() {
            measures.placements += 1;
            let follows = self.past.record.whole().relations(index);
            measures.moves += u64::from(follows.iter().any(|one| one.bond == Bond::Leaves));
            measures.placed_on_the_day += u64::from(self.placed.on_the_day[index].is_some());
            measures.placed_later += u64::from(self.placed.later.contains_key(&index));
            for (bond, shares) in self.bonds(index) {
                if matches!(bond, Bond::Siblings(_)) {
                    measures.sibling_pairs += 1;
                    measures.sibling_pairs_together +=
                        u64::from(shares && self.placed.on_the_day[index].is_some());
                }
            }
            if let Some(home) = self.home(index) {
                self.add_home(&mut measures, index, home, authority);
            }
        }
        measures.pence = self.pence();
        measures
    }

    fn add_home(&self, measures: &mut Measures, index: usize, home: u32, authority: &AuthorityCode) {
        let location = &self.past.homes[home as usize].home.location;
        let in_area = location.authority.as_ref() == Some(authority);
        measures.in_area += u64::from(in_area);
        let Some(child) = &self.past.children[index] else { return };
        let start = self.past.record.whole().placements()[index].start.date();
        if child.unaccompanied.is_some_and(|status: Unaccompanied| status.on(start)) {
            return;
        }
        if let Some(miles) = child.home.miles_to(location) {
            measures.tenth_miles += u64::from(miles.tenths());
            measures.with_miles += 1;
        }
    }

    /// Spend, of late placements for the days that were left.
    fn pence(&self) -> i64 {
        let levels = &self.past.levels;
        let Some(money) = levels.position(nearhome_rules::Level::WeeklyPence) else { return 0 };
        let offers = self.past.record.whole().offers();
        let of_one = |index: usize| {
            let days = i64::from(self.past.days_of(index));
            if self.placed.on_the_day[index].is_some() {
                return levels.of_stay(&self.weekly(index), days)[money];
            }
            let Some(&(home, after)) = self.placed.later.get(&index) else { return 0 };
            let offer = offers.find(index, home).expect("policies choose among the offers");
            levels.of_stay(offer.cost, (days - i64::from(after)).max(0))[money]
        };
        self.past.sought().map(of_one).sum()
    }
}
