//! Where the best plan does not follow what a child wishes, and what following it would cost all children together.
//!
//! The cost is the best plan that follows the wish less the best plan: the difference of two exact solves. A wish
//! that no plan can follow is told as such.

use nearhome_model::{ChildId, Home, HomeId, PlacementCode};
use nearhome_optimiser::Settings;
use serde::Serialize;

use crate::{Ending, Forced, LevelCost, MatchError, Sitting, difference::minus, matching::level_cost};

/// One thing that a child wishes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChildsWish {
    /// To live in one of these homes.
    OneOfHomes(Vec<HomeId>),
    /// Not to live in this home.
    NotHome(HomeId),
    /// To live in a home of one of these kinds.
    OneOfKinds(Vec<PlacementCode>),
}

impl ChildsWish {
    /// Whether a home, or none of the register, follows the wish.
    fn is_followed_by(&self, home: Option<&Home>) -> bool {
        match self {
            Self::OneOfHomes(homes) => home.is_some_and(|home| homes.contains(&home.id)),
            Self::NotHome(unwanted) => home.is_none_or(|home| home.id != *unwanted),
            Self::OneOfKinds(kinds) => {
                home.is_some_and(|home| kinds.iter().any(|kind| home.kinds.contains(kind)))
            }
        }
    }
}

/// A wish that the best plan does not follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct UnfollowedWish {
    /// The child.
    pub child: ChildId,
    /// What the child wishes.
    pub wish: ChildsWish,
    /// Where the best plan has the child; `None`: in no home of the register.
    pub planned: Option<HomeId>,
    /// How the question of the best plan that follows the wish ended.
    pub ending: Ending,
    /// Where that plan has the child.
    pub home_if_followed: Option<HomeId>,
    /// What that plan costs more than the best plan, on each level.
    pub cost_of_following: Option<LevelCost>,
}

/// Every wish that the best plan does not follow, by child; none where there is no best plan.
///
/// # Errors
///
/// [`MatchError::Rejected`] when the checker does not accept an answer.
pub fn unfollowed_wishes(
    sitting: &mut Sitting<'_>,
    settings: &Settings<'_>,
) -> Result<Vec<UnfollowedWish>, MatchError> {
    let mut all = Vec::new();
    for child in 0..sitting.assembly().children.len() {
        all.extend(unfollowed_by(sitting, child, settings)?);
    }
    Ok(all)
}

/// The wishes of one child, by its number, that the best plan does not follow.
pub(crate) fn unfollowed_by(
    sitting: &mut Sitting<'_>,
    child: usize,
    settings: &Settings<'_>,
) -> Result<Vec<UnfollowedWish>, MatchError> {
    let assembly = sitting.assembly();
    let Some(best) = sitting.optimum().cloned() else { return Ok(Vec::new()) };
    if !assembly.children[child].is_to_be_matched() {
        return Ok(Vec::new());
    }
    let home = |number: Option<u32>| number.map(|home| assembly.homes[home as usize]);
    let id = |number: Option<u32>| home(number).map(|home| home.id.clone());
    let mut unfollowed = Vec::new();
    for wish in wishes_of(assembly.children[child]) {
        if wish.is_followed_by(home(best.homes[child])) {
            continue;
        }
        let places = assembly.homes.iter().copied().map(Some).enumerate();
        let against = places.filter(|(_, home)| !wish.is_followed_by(*home)).map(|(number, _)| Some(number));
        let unplaced = (!wish.is_followed_by(None)).then_some(None);
        let closed: Vec<Option<usize>> = against.chain(unplaced).collect();
        let followed = sitting.elsewhere(child, &closed, settings)?;
        let ending = Ending::from(&followed);
        let followed = followed.best();
        let more = followed.as_ref().map(|plan| minus(&plan.totals, &best.totals));
        unfollowed.push(UnfollowedWish {
            child: assembly.children[child].id.clone(),
            wish,
            planned: id(best.homes[child]),
            ending,
            home_if_followed: followed.as_ref().and_then(|plan| id(plan.homes[child])),
            cost_of_following: more.map(|more| level_cost(assembly.levels(), more.into_iter())),
        });
    }
    Ok(unfollowed)
}

fn wishes_of(child: &nearhome_model::Child) -> Vec<ChildsWish> {
    let wishes = &child.wishes;
    let homes: Vec<HomeId> = wishes.homes.iter().cloned().collect();
    let kinds: Vec<PlacementCode> = wishes.kinds.iter().copied().collect();
    let homes = (!homes.is_empty()).then_some(ChildsWish::OneOfHomes(homes));
    let not = wishes.not_homes.iter().cloned().map(ChildsWish::NotHome);
    let kinds = (!kinds.is_empty()).then_some(ChildsWish::OneOfKinds(kinds));
    homes.into_iter().chain(not).chain(kinds).collect()
}

impl From<&Forced> for Ending {
    fn from(forced: &Forced) -> Self {
        match forced {
            Forced::Best(_) => Self::Exact,
            Forced::Impossible => Self::Impossible,
            Forced::Stopped => Self::Stopped,
        }
    }
}
