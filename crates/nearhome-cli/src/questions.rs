//! The commands in which a panel asks: shortlist, explain, what-if, vacancy, frontier, offers,
//! questions.

use nearhome::{
    Judged,
    matching::{Ending, OffersWanted},
    report,
};

use crate::{
    args::{self, Format, Reader},
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

/// Exit code of a question that may be answered in part.
fn answered(exact: bool) -> u8 {
    if exact { DONE } else { STOPPED }
}

/// The council with these children's searches as emergencies, where that was asked for.
fn urgent(judged: Judged, children: Option<&[String]>) -> anyhow::Result<Judged> {
    Ok(match children {
        Some(children) => nearhome::in_an_emergency(&judged, children)?,
        None => judged,
    })
}

pub(crate) fn offers(words: &args::Offers, shown: Shown) -> anyhow::Result<u8> {
    let child = [words.child.clone()];
    let judged = urgent(judged(&words.judged, shown)?, words.emergency.then_some(&child[..]))?;
    let wanted = OffersWanted {
        homes: words.known.as_deref().map(nearhome::read_offers).transpose()?.unwrap_or_default(),
        otherwise: (words.accepts, words.answers),
        hours: words.hours,
        most: usize::from(words.best),
    };
    let line = Line::new(shown, "looking for the order of calls");
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    let told = nearhome::offers(&judged, &words.child, &wanted, limits(&words.limits), &tell)?;
    drop(line);
    print(&words.page, &told, || report::offers_page(&told), || report::offers_csv(&told))?;
    Ok(ending(told.ending))
}

pub(crate) fn shortlist(words: &args::Shortlist, shown: Shown) -> anyhow::Result<u8> {
    let judged = urgent(judged(&words.judged, shown)?, words.emergency.then_some(&words.child[..]))?;
    let line = Line::new(shown, "ranking the homes");
    let limits = limits(&words.limits);
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    if let [child] = &words.child[..] {
        let list = nearhome::shortlist(&judged, child, words.opportunity, limits, &tell)?;
        drop(line);
        print(&words.page, &list, || report::shortlist_page(&list), || report::shortlist_csv(&list))?;
        return Ok(answered(list.exact));
    }
    let lists = nearhome::shortlists(&judged, &words.child, words.opportunity, limits, &tell)?;
    drop(line);
    print(&words.page, &lists, || report::shortlists_page(&lists), || report::shortlists_csv(&lists))?;
    Ok(answered(lists.shortlists.iter().all(|list| list.exact)))
}

pub(crate) fn explain(words: &args::Explain, shown: Shown) -> anyhow::Result<u8> {
    let child = [words.child.clone()];
    let judged = urgent(judged(&words.judged, shown)?, words.emergency.then_some(&child[..]))?;
    let line = Line::new(shown, "looking for the reasons");
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    let told = nearhome::explain(&judged, &words.child, &words.home, limits(&words.limits), &tell)?;
    drop(line);
    let text = match words.reader {
        Reader::Panel => report::explanation_page,
        Reader::Provider => report::provider_text,
        Reader::Child => report::child_text,
    };
    match (words.reader, words.page.format) {
        (Reader::Panel, _) | (_, Format::Table) => {
            print(&words.page, &told, || text(&told), || report::explanation_csv(&told))?;
        }
        // JSON and CSV hold everything, other children's data too.
        (_, Format::Json | Format::Csv) => anyhow::bail!(nearhome::Error::BadRequest(
            "--for: a text for a provider or a child has no other form than `table`".to_owned()
        )),
    }
    Ok(answered(told.exact))
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
    Ok(answered(told.exact))
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

pub(crate) fn questions(words: &args::Questions, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.judged, shown)?;
    let line = Line::new(shown, "trying what is not known");
    let tell = |progress: &nearhome::Progress| line.tell(progress);
    let told = nearhome::questions(&judged, &words.child, words.best, limits(&words.limits), &tell)?;
    drop(line);
    print(&words.page, &told, || report::questions_page(&told), || report::questions_csv(&told))?;
    Ok(answered(told.exact))
}
