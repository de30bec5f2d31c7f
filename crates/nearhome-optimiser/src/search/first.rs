//! Feasible choices of a core: the first one, and better ones along what bounds suggest.

use crate::arrangement;
use crate::core::Index;
use crate::footing::Footing;
use crate::local::Layout;
use crate::master::{Bounding, Objective};
use crate::meter::{Meter, Stopped};
use crate::regions::around;
use crate::relaxation;
use crate::rota::Rota;

use super::{LOCAL_ROUNDS, Search};

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

    /// Whether the answer and the multipliers of a similar problem are known.
    pub(crate) fn stands_near(&self) -> bool {
        self.footing.is_some_and(Footing::has_proof)
    }

    /// The best choice, with the options that were likely where the search stands of units near to those who have moved;
    /// to be looked at a few times, each time farther around them.
    pub(crate) fn near_footing(&mut self) -> Option<(Vec<Index>, Vec<bool>)> {
        let core = self.core;
        let footing = self.footing.filter(|_| self.stands_near())?;
        let near = *NEAR.get(self.times_near)?;
        self.times_near += 1;
        let choice = self.best.as_ref()?.choice.clone();
        let is_likely = footing.likely(core);
        let likely: Vec<Index> =
            (0..).zip(&is_likely).filter(|(_, likely)| **likely).map(|(at, _)| at).collect();
        let is_near = match near {
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

    /// Offers a choice along shares, improved in so many rounds.
    fn lay_out(&mut self, shares: &[Vec<(Index, f64)>], rounds: usize) {
        let mut layout = Layout::new(self.core, &self.live);
        layout.construct_along(shares);
        layout.improve(rounds);
        if let Some(choice) = layout.choice() {
            self.offer(&choice);
        }
    }
}

impl Search<'_> {
    /// Looks for a first feasible choice; afterwards `best` is `None` only if there is none.
    pub(crate) fn find_feasible(&mut self, meter: &mut Meter<'_>) -> Result<(), Stopped> {
        let is_known = self.best.is_some() && self.stands_near();
        if self.is_large() && !self.begins_with_an_answer && !is_known {
            let relaxed = relaxation::relax(self.core, &self.live, self.interrupt);
            if let Some(relaxed) = relaxed {
                self.arrange(&relaxed.shares, &relaxed.likely(self.core, LIKELY));
            }
        }
        if self.best.is_none() {
            self.lay_out(&[], LOCAL_ROUNDS);
        }
        if self.best.is_none() {
            self.log.begin_tree();
            self.branch(Objective::Feasibility, meter)?;
            if self.bounding == Bounding::ByAscents {
                self.master = None;
            }
        }
        Ok(())
    }

    /// Arranges everything along shares, by an exact flow where the core permits.
    pub(super) fn arrange(&mut self, shares: &[Vec<(Index, f64)>], likely: &[Index]) {
        if !arrangement::is_arrangeable(self.core) {
            self.roster(shares);
        } else if let Some(choice) = arrangement::arrange(self.core, shares, likely, self.interrupt) {
            self.offer(&choice);
        }
    }

    /// Seats everybody along shares, or as in the best choice so far where that is better, and improves it by
    /// chains: what is worth its time where places change hands, or where there is no linear program to do better.
    pub(super) fn roster(&mut self, shares: &[Vec<(Index, f64)>]) {
        if !self.core.has_stays() && self.fits_linear_program() {
            self.lay_out(shares, LOCAL_ROUNDS);
            return;
        }
        let from_nothing =
            || Rota::new(self.core, &self.live, self.interrupt).filter(|_| !self.begins_with_an_answer);
        let along = from_nothing().and_then(|mut rota| {
            rota.construct(shares).then(|| rota.improve())?;
            Some(rota)
        });
        let best = self.best.as_ref().and_then(|best| {
            let mut rota = Rota::new(self.core, &self.live, self.interrupt)?;
            rota.take_over(&best.choice);
            Some(rota)
        });
        let Some(mut rota) = along.into_iter().chain(best).min_by_key(Rota::total) else { return };
        rota.shake(self.nodes);
        if let Some(choice) = rota.choice() {
            self.offer(&choice);
        }
    }
}

/// So many units around those who have moved may move, too; then all.
const NEAR: [Option<usize>; 2] = [Some(48), None];

/// Regions of a large first choice lie along so many options of each unit.
pub(super) const LIKELY: usize = 6;
