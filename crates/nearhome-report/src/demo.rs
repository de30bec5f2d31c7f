//! The page that `nearhome demo` prints: a made-up county, its plan, and one child's shortlist.

use std::fmt::Write;

use nearhome_matching::{Change, MatchPlan, Shortlist};

use crate::{before_and_after, exclusions_by_rule, home_entry, standing, words};

/// What the demonstration has to tell.
#[derive(Clone, Copy, Debug)]
pub struct DemoStory<'a> {
    /// Name of the authority on whose map the county was made up.
    pub authority: &'a str,
    /// The plan.
    pub plan: &'a MatchPlan,
    /// One child's shortlist.
    pub shortlist: &'a Shortlist,
    /// Age of that child.
    pub age: u8,
    /// How long solving and checking took, in milliseconds.
    pub milliseconds: u128,
    /// Files that were written: path and what is in it.
    pub files: &'a [(String, &'static str)],
}

/// The page.
#[must_use]
pub fn demo_page(story: &DemoStory<'_>) -> String {
    let (plan, counts) = (story.plan, &story.plan.counts);
    let mut page = format!(
        "A made-up county on the map of {} ({}), {}. No child in it is real.\n\n",
        story.authority, plan.authority, plan.date
    );
    let _ = writeln!(
        page,
        "{} children are looked after. {} are settled in homes of the register and {} elsewhere (parents,\n\
         adopters, hospital, custody). {} need a home today; {} may move under their care plans.\n\
         {} homes are known, with {} usable places, of which {} are taken.",
        counts.children,
        counts.settled,
        counts.outside_the_register,
        counts.needing_a_home,
        counts.may_move,
        counts.homes,
        counts.usable_places,
        counts.taken_places
    );
    let _ = writeln!(page, "\n{}\n", before_and_after(plan));
    let _ = writeln!(page, "{}", standing(plan));
    let _ = writeln!(page, "Solved and checked in {} ms. {}\n", story.milliseconds, changes(plan));
    page.push_str(&best_three(story));
    let _ = writeln!(page, "\nFiles");
    for (path, what) in story.files {
        let _ = writeln!(page, "  {path:<44} {what}");
    }
    page
}

fn changes(plan: &MatchPlan) -> String {
    let of = |change| plan.placements.iter().filter(|proposal| proposal.change == change).count();
    format!(
        "{} children enter a home, {} move, {} who may move stay, {} are without a home.",
        of(Change::Enters),
        of(Change::Moves),
        of(Change::Stays),
        plan.unplaced.len()
    )
}

fn best_three(story: &DemoStory<'_>) -> String {
    let list = story.shortlist;
    let mut text = format!(
        "Shortlist for {} (age {}): {} homes may be offered, {} may not. The first three:\n",
        list.child,
        story.age,
        list.ranked.len(),
        list.excluded.len()
    );
    for home in list.ranked.iter().take(3) {
        text.push_str(&home_entry(home));
    }
    let _ = writeln!(text, "Why other homes are excluded (a home may have several reasons):");
    for (rule, homes) in exclusions_by_rule(list).into_iter().take(6) {
        let _ = writeln!(text, "  {homes:>4} homes  {rule} {}", rule.rule().title);
    }
    let _ = write!(text, "  for example: ");
    match list.excluded.first() {
        Some(home) => {
            let reasons: Vec<String> =
                home.reasons.iter().map(|reason| words::reason(reason.rule, &reason.facts)).collect();
            let _ = writeln!(text, "{}: {}", home.home, reasons.join("; "));
        }
        None => text.push_str("none\n"),
    }
    text
}
