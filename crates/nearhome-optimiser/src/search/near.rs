//! A search that begins where a similar one ended.

use crate::core::Index;
use crate::footing::Footing;
use crate::regions::around;

use super::Search;

/// How many units around those who have moved may move, too; then all.
pub(super) const REACHES: &[Option<usize>] = &[Some(48), None];

impl<'a> Search<'a> {
    /// Begins where a similar search ended: at its answer, mended where it no longer holds, and at its multipliers.
    pub(crate) fn stand_on(&mut self, footing: &'a Footing) {
        self.footing = Some(footing);
        let known = footing.choice(self.core);
        if let Some(choice) = known.iter().copied().collect::<Option<Vec<Index>>>() {
            self.offer(&choice);
        }
        if self.best.is_none() && known.iter().any(Option::is_some) {
            let shares: Vec<Vec<(Index, f64)>> =
                known.iter().map(|option| option.iter().map(|&option| (option, 1.0)).collect()).collect();
            self.lay_out(&shares, 0);
        }
        self.begins_with_an_answer = self.best.is_some();
    }

    /// Begins at the multipliers of a similar search, as a part of one that has looked for better answers itself.
    pub(crate) fn stand_within(&mut self, footing: &'a Footing) {
        self.footing = Some(footing);
        self.reaches = [].iter();
    }

    /// Whether the answer and the multipliers of a similar problem are known.
    pub(crate) fn stands_near(&self) -> bool {
        self.footing.is_some_and(Footing::has_proof)
    }

    /// The best choice, with the options that were likely where the search stands of units near to those who have moved;
    /// to be looked at a few times, each time farther around them.
    pub(crate) fn near_footing(&mut self) -> Option<(Vec<Index>, Vec<bool>)> {
        let core = self.core;
        let footing = self.footing.filter(|_| self.stands_near())?;
        let reach = self.reaches.next()?;
        let choice = self.best.as_ref()?.choice.clone();
        let is_likely = footing.likely(core);
        let likely: Vec<Index> =
            (0..).zip(&is_likely).filter(|(_, likely)| **likely).map(|(at, _)| at).collect();
        let is_near = match *reach {
            Some(size) => around(core, &choice, &likely, &footing.places_of_moved(core, &choice), size),
            None => vec![true; core.units.len()],
        };
        let mut within: Vec<bool> = (0..)
            .zip(&core.options)
            .map(|(at, option): (usize, _)| is_near[option.unit as usize] && is_likely[at] && self.live[at])
            .collect();
        for &option in &choice {
            within[option as usize] = true;
        }
        Some((choice, within))
    }
}
