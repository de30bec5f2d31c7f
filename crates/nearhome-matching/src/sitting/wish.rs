//! What is asked of a problem beside its own rules: one child here, elsewhere, or not there at all; one home
//! closed to all but some.

use nearhome_check::Left;
use nearhome_problem::{OptionSet, Problem, ProblemParts};

use super::relaxed::without_pairs;

/// A question that forbids some pairs of a part, makes some dearer, or takes a child out, and nothing else: no answer to it
/// is beyond what bounds of the part say.
pub(crate) trait Question {
    /// Whether a child may go to a home; `None` is staying unplaced.
    fn permits(&self, child: u32, home: Option<u32>) -> bool;

    /// A child who is not there.
    fn absent(&self) -> Option<u32>;

    /// The part's problem under the question with what is left.
    fn among(&self, problem: &Problem, left: &Left) -> Problem;
}

/// What is asked of a problem beside its own rules. `None` for a home is staying unplaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Nothing.
    Nothing,
    /// This child goes to this home.
    Placed(u32, Option<u32>),
    /// This child goes to none of these homes.
    Elsewhere(u32, Vec<Option<u32>>),
    /// This child is not there: it takes no place and costs nothing.
    Absent(u32),
    /// Nobody comes to the home but the newcomer, who goes nowhere else.
    Closed {
        /// The home.
        home: u32,
        /// Those who live there and may stay, ascending.
        residents: Vec<u32>,
        /// The one who comes.
        newcomer: Option<u32>,
    },
}

impl Wish {
    /// Whether a child may go to a home.
    pub(crate) fn permits(&self, child: u32, home: Option<u32>) -> bool {
        match self {
            Self::Nothing => true,
            Self::Placed(asked, there) => *asked != child || *there == home,
            Self::Elsewhere(asked, closed) => *asked != child || !closed.contains(&home),
            Self::Absent(asked) => *asked != child || home.is_none(),
            Self::Closed { home: closed, newcomer, .. } if *newcomer == Some(child) => home == Some(*closed),
            Self::Closed { home: closed, residents, .. } => {
                home != Some(*closed) || residents.binary_search(&child).is_ok()
            }
        }
    }

    /// Whether an answer without the wish fits it: what is best of all is best under the wish, then.
    pub(crate) fn is_granted_by(&self, homes: &[Option<u32>]) -> bool {
        let mut children = (0..).zip(homes);
        !matches!(self, Self::Absent(_)) && children.all(|(child, &home)| self.permits(child, home))
    }

    /// Lets a problem have only answers that fit the wish.
    pub(crate) fn narrow(&self, parts: &mut ProblemParts) {
        if *self == Self::Nothing {
            return;
        }
        let mut options = OptionSet::new(parts.levels.len());
        for option in parts.options.iter().filter(|option| self.permits(option.child, Some(option.home))) {
            options.push(option.child, option.home, option.places, option.cost);
        }
        parts.options = options;
        for (number, child) in (0..).zip(&mut parts.children) {
            if !self.permits(number, None) {
                child.unplaced = None;
            }
        }
        if let Self::Absent(asked) = *self {
            parts.children[asked as usize].unplaced = Some(vec![0; parts.levels.len()]);
            parts.fixed.retain(|fixed| fixed.child != asked);
            parts.together.iter_mut().for_each(|group| group.children.retain(|&member| member != asked));
            parts.together.retain(|group| group.children.len() > 1);
        }
    }
}

impl Question for Wish {
    fn permits(&self, child: u32, home: Option<u32>) -> bool {
        self.permits(child, home)
    }

    fn absent(&self) -> Option<u32> {
        if let Self::Absent(child) = *self { Some(child) } else { None }
    }

    fn among(&self, problem: &Problem, left: &Left) -> Problem {
        let Left { options, unplaced } = left;
        without_pairs(problem, self, &|option| options[option], &|child| unplaced[child])
    }
}
