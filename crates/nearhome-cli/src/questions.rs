//! The commands in which a panel asks: shortlist, explain, what-if, vacancy, frontier.

use nearhome::{matching::Ending, report};

use crate::{
    args::{self, Format},
    commands::{DONE, STOPPED, judged, limits},
    output,
    progress::{Line, Shown},
};

/// Prints an answer in the form that was asked for.
fn print(
    page: &args::Page,
    answer: &impl serde::Serialize,
    table: impl FnOnce() -> String,
    rows: impl FnOnce() -> String,
) -> anyhow::Result<()> {
    match page.format {
        Format::Json => output::json(&page.out, answer),
        Format::Table => output::text(&page.out, &table()),
        Format::Csv => output::text(&page.out, &rows()),
    }
}

/// Exit code of a question.
fn ending(ending: Ending) -> u8 {
    if ending == Ending::Stopped { STOPPED } else { DONE }
}

pub(crate) fn shortlist(words: &args::Shortlist, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.judged, shown)?;
    let line = Line::new(shown, "ranking the homes");
    let limits = limits(&words.limits);
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    if let [child] = &words.child[..] {
        let list = nearhome::shortlist(&judged, child, words.opportunity, limits, &tell)?;
        drop(line);
        print(&words.page, &list, || report::shortlist_page(&list), || report::shortlist_csv(&list))?;
        return Ok(DONE);
    }
    let lists = nearhome::shortlists(&judged, &words.child, words.opportunity, limits, &tell)?;
    drop(line);
    print(&words.page, &lists, || report::shortlists_page(&lists), || report::shortlists_csv(&lists))?;
    Ok(DONE)
}

pub(crate) fn explain(words: &args::Explain, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.judged, shown)?;
    let line = Line::new(shown, "looking for the reasons");
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    let told = nearhome::explain(&judged, &words.child, &words.home, limits(&words.limits), &tell)?;
    drop(line);
    print(&words.page, &told, || report::explanation_page(&told), || report::explanation_csv(&told))?;
    Ok(told.ending.map_or(DONE, ending))
}

pub(crate) fn what_if(words: &args::WhatIf, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.judged, shown)?;
    let changes = nearhome::read_changes(&words.change)?;
    let line = Line::new(shown, "looking for the plan after the changes");
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    let told = nearhome::what_if(&judged, &changes, limits(&words.limits), &tell)?;
    drop(line);
    print(&words.page, &told, || report::what_if_page(&told), || report::what_if_csv(&told))?;
    Ok(ending(told.ending))
}

pub(crate) fn vacancy(words: &args::Vacancy, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.judged, shown)?;
    let line = Line::new(shown, "ranking the children");
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    let told = nearhome::vacancy(&judged, &words.home, words.best, limits(&words.limits), &tell)?;
    drop(line);
    print(&words.page, &told, || report::vacancy_page(&told), || report::vacancy_csv(&told))?;
    Ok(DONE)
}

pub(crate) fn frontier(words: &args::Frontier, shown: Shown) -> anyhow::Result<u8> {
    let (first, second) = &words.levels;
    let judged = judged(&words.judged, shown)?;
    let line = Line::new(shown, "looking for the trade-off");
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    let told = nearhome::frontier(&judged, [first, second], limits(&words.limits), &tell)?;
    drop(line);
    print(&words.page, &told, || report::frontier_page(&told), || report::frontier_csv(&told))?;
    Ok(if told.complete { DONE } else { STOPPED })
}
