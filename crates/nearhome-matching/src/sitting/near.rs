//! What a prepared council teaches about another that differs from it in little: children, homes and caps of both are
//! the same where their ids are.

use std::collections::BTreeMap;

use nearhome_optimiser::Footing;
use nearhome_problem::Problem;

use super::{Part, Sitting, open::number};
use crate::Assembly;

/// A council that is prepared, with the numbers that its children and homes have in another.
pub(super) struct Known<'s, 'a> {
    sitting: &'s Sitting<'a>,
    children: Vec<Option<u32>>,
    homes: Vec<Option<u32>>,
}

impl<'s, 'a> Known<'s, 'a> {
    pub(super) fn new(sitting: &'s Sitting<'a>, other: &Assembly<'_>) -> Self {
        let own = sitting.assembly;
        let children = own.children.iter().map(|child| other.number_of(&child.id).map(number)).collect();
        let homes = own.homes.iter().map(|home| other.number_of_home(&home.id).map(number)).collect();
        Self { sitting, children, homes }
    }

    /// Where the search for the best answer to a part of the other council may begin, given the numbers of the part's
    /// children and homes in it.
    pub(super) fn footing(&self, problem: &Problem, children: &[u32], homes: &[u32]) -> Footing {
        let mut footing = Footing::default();
        if self.sitting.assembly.problem.levels != problem.levels {
            return footing;
        }
        let caps: BTreeMap<&str, u32> =
            (0..).zip(&problem.caps).map(|(at, cap): (u32, _)| (cap.id.as_str(), at)).collect();
        for part in self.parts_of(children) {
            footing.add(self.of_part(part, children, homes, &caps));
        }
        footing
    }

    /// Whether prices of places were seen to rule out too little where these children of the other council are.
    pub(super) fn is_cut_in_vain(&self, children: &[u32]) -> bool {
        self.parts_of(children).any(|part| part.prepared.is_cut_in_vain())
    }

    /// The parts that some of these children of the other council are in.
    fn parts_of<'p>(&'p self, children: &'p [u32]) -> impl Iterator<Item = &'p Part> {
        let is_own = |old: &u32| {
            let child = self.children[*old as usize];
            child.is_some_and(|child| children.binary_search(&child).is_ok())
        };
        self.sitting.parts.iter().filter(move |part| part.children.iter().any(is_own))
    }

    fn of_part(&self, part: &Part, children: &[u32], homes: &[u32], caps: &BTreeMap<&str, u32>) -> Footing {
        let at = |known: Option<u32>, own: &[u32]| own.binary_search(&known?).ok().map(number);
        part.prepared.footing.renumbered(
            |child| at(self.children[part.children[child as usize] as usize], children),
            |home| at(self.homes[part.homes[home as usize] as usize], homes),
            |cap| caps.get(part.prepared.problem().caps[cap as usize].id.as_str()).copied(),
        )
    }
}
