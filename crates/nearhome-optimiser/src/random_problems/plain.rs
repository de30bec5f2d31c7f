//! Pure flows of any size: children, homes, permitted pairs, and nothing else.

use nearhome_problem::{Child, Home, OptionSet, Problem, ProblemParts};

use super::Numbers;

/// Homes within reach of a child.
const REACH: u32 = 60;

/// A problem without side constraints: homes of 1 to 4 places, in all 2% more places than children,
/// some 50 options a child, four levels (unplaced, out of area, moved, pence).
///
/// Children and homes lie along a line, each child's options around it; all costs are invented.
///
/// # Panics
///
/// When `children` is 0.
#[must_use]
pub fn plain(seed: u64, children: u32) -> Problem {
    assert!(children > 0, "a plan has at least one child");
    let mut numbers = Numbers::new(seed);
    let mut parts = ProblemParts {
        levels: ["unplaced", "out_of_area", "moved", "pence"].map(str::to_owned).to_vec(),
        options: OptionSet::new(4),
        ..ProblemParts::default()
    };
    let mut places = 0;
    while places < children + children / 50 + 1 {
        let home = Home { id: format!("h{}", parts.homes.len()), places: 1 + numbers.below(4) };
        places += home.places;
        parts.homes.push(home);
    }
    let homes = u32::try_from(parts.homes.len()).expect("fewer homes than places");
    for child in 0..children {
        let unplaced = Some(vec![1, 0, 0, 0]);
        parts.children.push(Child { id: format!("c{child}"), unplaced, stay: None });
        let here = u32::try_from(u64::from(child) * u64::from(homes) / u64::from(children))
            .expect("an index below the number of homes");
        offer(&mut numbers, &mut parts, child, here.saturating_sub(REACH / 2)..homes.min(here + REACH / 2));
    }
    Problem::new(parts).expect("the generator makes only valid problems")
}

fn offer(numbers: &mut Numbers, parts: &mut ProblemParts, child: u32, near: std::ops::Range<u32>) {
    let present = near.start + numbers.below(near.len().try_into().expect("a short range"));
    for home in near {
        if numbers.chance(80) {
            let outside = i64::from((home / 500) % 2 != (child / 1_000) % 2);
            let moved = i64::from(home != present);
            let pence = i64::from(50_000 + numbers.below(400_000));
            parts.options.push(child, home, 1, &[0, outside, moved, pence]);
        }
    }
}
