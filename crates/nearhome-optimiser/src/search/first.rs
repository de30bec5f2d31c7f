//! Feasible choices of a core: the first one, and better ones along what bounds suggest.

use crate::arrangement;
use crate::core::Index;
use crate::local::Layout;
use crate::master::{Bounding, Objective};
use crate::meter::{Meter, Stopped};
use crate::overfull;
use crate::relaxation;
use crate::rota::Rota;

use super::{LOCAL_ROUNDS, Search};

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
        if self.best.is_none()
            && self.is_of_knapsacks()
            && let Some(choice) = overfull::relieve(self.core, &self.live, &[], self.interrupt)
        {
            self.offer(&choice);
            let mut layout = Layout::of(self.core, &self.live, &choice);
            layout.improve(LOCAL_ROUNDS);
            if let Some(better) = layout.choice() {
                self.offer(&better);
            }
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

    /// Offers a choice along shares, improved in so many rounds.
    pub(super) fn lay_out(&mut self, shares: &[Vec<(Index, f64)>], rounds: usize) {
        let mut layout = Layout::new(self.core, &self.live);
        layout.construct_along(shares);
        layout.improve(rounds);
        if let Some(choice) = layout.choice() {
            self.offer(&choice);
        }
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

/// Regions of a large first choice lie along so many options of each unit.
pub(super) const LIKELY: usize = 6;
