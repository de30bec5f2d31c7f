//! One bound as a question changes it: by who is gone, and who must come.

use std::collections::BTreeMap;

use crate::Rejection;
use crate::price::Layer;
use crate::sums::{add, place_of};

use super::Asked;

/// One bound as a question changes it.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    pub(super) layer: &'a Layer,
    /// Every answer to the question costs at least so much on the level and the weighted earlier ones, scaled.
    pub(super) bound: i128,
    /// By how much less the best of each home gain.
    missed: Vec<i128>,
    /// Home and unit of each choice, by which it is looked up.
    choices: &'a [(u32, u32)],
}

impl<'a> View<'a> {
    /// What a question changes of a bound; `touched` has the choices that are gone, by home.
    pub(super) fn new(
        asked: &Asked<'a>,
        layer: &'a Layer,
        touched: &BTreeMap<u32, Vec<u32>>,
        absent: Option<u32>,
    ) -> Result<Self, Rejection> {
        let screen = asked.screen;
        let mut bound = layer.bound;
        if let Some(unit) = absent {
            let [worth, groups] = [&layer.units, &layer.groups]
                .map(|of_units| of_units.get(place_of(unit)).copied().unwrap_or(0));
            bound = add(bound, add(worth, groups)?.saturating_neg())?;
        }
        let mut less: BTreeMap<u32, i128> = BTreeMap::new();
        for (&home, gone) in touched {
            // Elsewhere others mostly gain as much; where they do not, the bound is only weaker than it could be.
            let was_there =
                |&choice: &u32| screen.known.get(place_of(screen.unit(choice))) == Some(&Some(choice));
            if !gone.iter().any(was_there) {
                continue;
            }
            let Some(room) = layer.rooms.get(place_of(home)) else { continue };
            let is_gone = |item: usize| room.choices.get(item).is_some_and(|&choice| asked.is_gone(choice));
            if let Some(most) = room.sets.without(is_gone).most()? {
                less.insert(home, room.most.saturating_sub(most).max(0));
            }
        }
        for &choice in &asked.forced {
            let lost = layer.loss.get(place_of(choice)).copied().unwrap_or(0);
            let missed = less.entry(screen.home(choice)).or_default();
            *missed = lost.max(*missed);
        }
        let mut missed = vec![0; screen.at_home.len()];
        for (home, less) in less {
            bound = add(bound, less)?;
            if let Some(slot) = missed.get_mut(place_of(home)) {
                *slot = less;
            }
        }
        Ok(Self { layer, bound, missed, choices: &screen.choices })
    }

    /// What the bound shows of the level itself, given what all levels sum to.
    pub(super) fn beyond_earlier(&self, sums: &[i128]) -> Result<i128, Rejection> {
        self.layer.beyond_earlier(self.bound, sums)
    }

    /// By how much a choice raises the bound at least.
    pub(super) fn loss(&self, choice: u32) -> i128 {
        let home = self.choices.get(place_of(choice)).map_or(u32::MAX, |&(_, home)| home);
        let missed = self.missed.get(place_of(home)).copied().unwrap_or(0);
        let loss = self.layer.loss.get(place_of(choice)).copied().unwrap_or(0);
        loss.saturating_sub(missed).max(0)
    }
}
