//! Children for whom homes were sought in the past, as if they came again.
//!
//! Each stands for one placement that began, whoever it was for: it has an id of its own, so that nothing of the
//! child's brothers and sisters or of pairs to keep apart is taken over. Nothing is judged here.

use nearhome_data::{Council, CountedPlacement, CountingPolicy};
use nearhome_model::{Child, ChildId, Date, PlacementGroup, Recommendation, Search, Suitability};

/// One child for each placement with carers, in a children's home or in supported accommodation that began in the days
/// before a day, in the order of the children's ids and of the placements.
///
/// A child is as it was on the first day, made as old on the day given, and seeks a home of the kind that was
/// recorded, since why the kind was chosen is not. Placements for whose child birth date or sex is missing are left out.
#[must_use]
pub fn past_needs(council: &Council, day: Date, days: u16) -> Vec<Child> {
    let first = day.plus_days(-i32::from(days));
    let begun = |start: Date| start < day && first.is_none_or(|first| start >= first);
    let all = council.histories.values().flat_map(|history| history.placements(CountingPolicy::default()));
    let needs = all.filter(|placement| placement.start().is_some_and(begun));
    let children = needs.filter_map(|placement| as_on(council, &placement, day));
    children.zip(0..).filter_map(|(child, number)| numbered(child, number)).collect()
}

/// The child of a placement, as it was on the first day.
fn as_on(council: &Council, placement: &CountedPlacement<'_>, day: Date) -> Option<Child> {
    let first = placement.episodes.first()?;
    let group = first.place.group();
    let is_searched =
        matches!(group, PlacementGroup::Foster | PlacementGroup::Residential | PlacementGroup::Supported);
    let child = council.child_in_need(first).filter(|_| is_searched)?;
    let since = first.start.days_until(day);
    let birth_date = child.birth_date.plus_days(since)?;
    let fits = |own| if own == group { Suitability::Preferred } else { Suitability::Unsuitable };
    let recommendation = Recommendation {
        foster: fits(PlacementGroup::Foster),
        residential: fits(PlacementGroup::Residential),
        supported: fits(PlacementGroup::Supported),
    };
    let search = Search { needed_by: None, ..child.search };
    Some(Child { birth_date, recommendation, search, ..child })
}

fn numbered(child: Child, number: u32) -> Option<Child> {
    let id = ChildId::new(&format!("past-need-{number}")).ok()?;
    Some(Child { id, ..child })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made;

    fn check(lines: &[&str], day: &str, days: u16, ages: &[u8]) {
        let council = made::council(2025, lines);
        let needs = past_needs(&council, made::day(day), days);
        let found: Vec<u8> = needs.iter().map(|child| child.age_on(made::day(day)).years()).collect();
        assert_eq!(found, ages, "{lines:?}");
        assert!(needs.iter().all(|child| child.placement.is_none() && child.is_to_be_matched()));
    }

    #[test]
    fn each_placement_that_began_in_the_days_before_is_a_need() {
        let two = ["a 2023-05-01 S U6 DH13 -> 2024-02-01 y=2024", "b 2024-05-01 S U6 DH14 y=2025"];
        check(&two, "2025-03-31", 730, &[12, 13]);
        check(&two, "2025-03-31", 365, &[13]);
        check(&two, "2025-03-31", 300, &[]);
        check(&two, "2024-05-01", 730, &[12]);
        check(&["a 2024-05-01 S P1 DH13 y=2025"], "2025-03-31", 730, &[]);
    }
}
