//! Leaves out of a problem what can never bind: caps that are never reached, pairs and solo children who
//! could not share a home if they wished.
//!
//! The permitted answers and their costs stay the same; what is left is nearer to a pure flow and falls into
//! more parts. Without stays, as an assembly's problem is.

use nearhome_problem::{Apart, Cap, Problem, ProblemParts};

use super::open::number;

/// The same problem without constraints that nothing can break.
pub(crate) fn tightened(problem: Problem) -> Problem {
    let mut parts = problem.into_parts();
    cut_places(&mut parts);
    let choices = Choices::new(&parts);
    let caps = parts.caps.iter().filter(|cap| choices.can_exceed(cap)).cloned().collect();
    let apart = parts.apart.iter().filter(|pair| choices.can_meet(pair)).cloned().collect();
    let alone = parts.alone.iter().copied().filter(|&child| choices.can_have_company(child)).collect();
    (parts.caps, parts.apart, parts.alone) = (caps, apart, alone);
    parts.together.retain(|group| group.children.len() > 1);
    Problem::new(parts).expect("part of a valid problem is one")
}

/// A cap over one home in which each child takes one place is no more than fewer places.
fn cut_places(parts: &mut ProblemParts) {
    let mut takes_one = vec![true; parts.homes.len()];
    for option in parts.options.iter() {
        takes_one[option.home as usize] &= option.places == 1;
    }
    parts.caps.retain(|cap| {
        let &[home] = &cap.homes[..] else { return true };
        if !takes_one[home as usize] {
            return true;
        }
        let places = &mut parts.homes[home as usize].places;
        *places = cap.places.min(*places);
        false
    });
}

/// Where each child may go, and who may come to each home.
struct Choices<'a> {
    parts: &'a ProblemParts,
    /// Homes of each child with the places that it takes there, ascending.
    homes: Vec<Vec<(u32, u32)>>,
}

impl<'a> Choices<'a> {
    fn new(parts: &'a ProblemParts) -> Self {
        let mut homes = vec![Vec::new(); parts.children.len()];
        for option in parts.options.iter() {
            homes[option.child as usize].push((option.home, option.places));
        }
        for homes in &mut homes {
            homes.sort_unstable();
        }
        Self { parts, homes }
    }

    fn places(&self, home: u32) -> u32 {
        self.parts.homes[home as usize].places
    }

    fn can_exceed(&self, cap: &Cap) -> bool {
        let places: u64 = cap.homes.iter().map(|&home| u64::from(self.places(home))).sum();
        let may_come = |homes: &&Vec<(u32, u32)>| homes.iter().any(|(home, _)| cap.homes.contains(home));
        let children = number(self.homes.iter().filter(may_come).count());
        places > u64::from(cap.places) && children > cap.places
    }

    fn can_meet(&self, pair: &Apart) -> bool {
        let [first, second] = pair.children.map(|child| &self.homes[child as usize]);
        first.iter().any(|&(home, places)| {
            let other = second.binary_search_by_key(&home, |&(home, _)| home).ok();
            other.is_some_and(|at| places + second[at].1 <= self.places(home))
        })
    }

    fn can_have_company(&self, child: u32) -> bool {
        self.homes[child as usize].iter().any(|&(home, places)| places < self.places(home))
    }
}
