//! Wishes that a plan does not follow, with what following them would cost.

use std::fmt::Write;

use nearhome_matching::{Ending, UnfollowedWish};

use crate::words;

/// One line a wish.
#[must_use]
pub fn unfollowed_wishes(wishes: &[UnfollowedWish]) -> String {
    let mut page = String::new();
    for wish in wishes {
        let cost = wish.cost_of_following.iter().flat_map(|cost| cost.0.iter().copied());
        let following = match (wish.ending, &wish.home_if_followed) {
            (Ending::Exact, Some(home)) => {
                format!("following it ({home}) costs all children together: {}", words::difference(cost))
            }
            (Ending::Exact, None) => {
                format!("following it (no home) costs all children together: {}", words::difference(cost))
            }
            (Ending::Impossible, _) => "no plan can follow it".to_owned(),
            (Ending::Stopped, _) => "what following it costs is not known: the run was stopped".to_owned(),
        };
        let _ =
            writeln!(page, "Wish of {} not followed: {}; {following}.", wish.child, words::wish(&wish.wish));
    }
    page
}
