//! The answer as chosen options, one a child.

use nearhome_problem::{PlacementOption, Problem, Stay};

use crate::sums::place_of;
use crate::{Code, Rejection};

/// For each child the option that its home stands for, or none where it is unplaced.
pub(crate) struct Placements<'a> {
    chosen: Vec<Option<PlacementOption<'a>>>,
}

/// A child in a home.
#[derive(Clone, Copy)]
pub(crate) struct Visit {
    pub(crate) child: u32,
    pub(crate) stay: Stay,
    pub(crate) places: u32,
}

impl<'a> Placements<'a> {
    /// Looks up the option of each (child, home) pair; there are as many homes as children.
    pub(crate) fn new(problem: &'a Problem, homes: &[Option<u32>]) -> Result<Self, Rejection> {
        let mut chosen = vec![None; homes.len()];
        for option in problem.options.iter() {
            let child = place_of(option.child);
            if homes.get(child) == Some(&Some(option.home))
                && let Some(slot) = chosen.get_mut(child)
            {
                *slot = Some(option);
            }
        }
        for (child, (home, option)) in homes.iter().zip(&chosen).enumerate() {
            if let (Some(home), None) = (home, option) {
                let fault = format!("the child has no option in home {home}");
                return Err(Rejection::new(Code::NoOption, format!("homes[{child}]"), fault));
            }
        }
        Ok(Self { chosen })
    }

    /// The chosen options in the order of children.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<PlacementOption<'a>>> + '_ {
        self.chosen.iter().copied()
    }

    /// The home of a child, `None` when unplaced.
    pub(crate) fn home(&self, child: u32) -> Option<u32> {
        self.chosen.get(place_of(child)).copied().flatten().map(|option| option.home)
    }

    /// Who is in each home, in the order of children.
    pub(crate) fn visits(&self, problem: &Problem) -> Vec<Vec<Visit>> {
        let mut visits = vec![Vec::new(); problem.homes.len()];
        for (option, child) in self.chosen.iter().zip(&problem.children) {
            if let Some(option) = option
                && let Some(home) = visits.get_mut(place_of(option.home))
            {
                home.push(Visit { child: option.child, stay: child.window(), places: option.places });
            }
        }
        visits
    }
}
