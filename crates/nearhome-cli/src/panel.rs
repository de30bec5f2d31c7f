//! The commands in which a panel asks: shortlist, explain, what-if, vacancy, frontier, offers,
//! questions.

use nearhome::{
    Error, Judged, Progress, ReadSettings,
    matching::{Ending, OffersWanted},
    report,
};
use serde::Serialize;

use crate::{
    args::{self, Format, Reader},
    commands::{DONE, STOPPED, judged, limits},
    output,
    progress::{Line, Shown},
};

/// An answer in words: as a page and as rows.
type Words<T> = (fn(&T) -> String, fn(&T) -> String);

/// Asks with a line of progress, and prints the answer in the form that was asked for.
fn answer<T: Serialize>(
    page: &args::Page,
    line: Line,
    ask: impl FnOnce(&(dyn Fn(&Progress) + Sync)) -> Result<T, Error>,
    (table, rows): Words<T>,
) -> anyhow::Result<T> {
    let told = ask(&|progress| line.tell(progress))?;
    drop(line);
    match page.format {
        Format::Json => output::json(&page.out, &told)?,
        Format::Table => output::text(&page.out, &table(&told))?,
        Format::Csv => output::text(&page.out, &rows(&told))?,
    }
    Ok(told)
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
    let child = std::slice::from_ref(&words.child);
    let judged = urgent(judged(&words.asking.judged, shown)?, words.emergency.then_some(child))?;
    let wanted = OffersWanted {
        homes: words.known.as_deref().map(nearhome::read_offers).transpose()?.unwrap_or_default(),
        otherwise: (words.accepts, words.answers),
        hours: words.hours,
        most: usize::from(words.best),
    };
    let told = answer(
        &words.asking.page,
        Line::new(shown, "looking for the order of calls"),
        |tell| nearhome::offers(&judged, &words.child, &wanted, &limits(&words.asking.limits), tell),
        (report::offers_page, report::offers_csv),
    )?;
    Ok(ending(told.ending))
}

pub(crate) fn shortlist(words: &args::Shortlist, shown: Shown) -> anyhow::Result<u8> {
    let mut judged =
        urgent(judged(&words.asking.judged, shown)?, words.emergency.then_some(&words.child[..]))?;
    if let Some(folder) = &words.past {
        let _line = Line::new(shown, "reading the past");
        judged = judged.with_past(folder, &ReadSettings::default())?;
    }
    let line = Line::new(shown, "ranking the homes");
    let limits = limits(&words.asking.limits);
    if let [child] = &words.child[..] {
        let ask = |tell: &(dyn Fn(&Progress) + Sync)| {
            nearhome::shortlist(&judged, child, words.opportunity, &limits, tell)
        };
        let list = answer(&words.asking.page, line, ask, (report::shortlist_page, report::shortlist_csv))?;
        return Ok(answered(list.exact));
    }
    let ask = |tell: &(dyn Fn(&Progress) + Sync)| {
        nearhome::shortlists(&judged, &words.child, words.opportunity, &limits, tell)
    };
    let lists = answer(&words.asking.page, line, ask, (report::shortlists_page, report::shortlists_csv))?;
    Ok(answered(lists.shortlists.iter().all(|list| list.exact)))
}

pub(crate) fn explain(words: &args::Explain, shown: Shown) -> anyhow::Result<u8> {
    let child = std::slice::from_ref(&words.child);
    let judged = urgent(judged(&words.asking.judged, shown)?, words.emergency.then_some(child))?;
    let line = Line::new(shown, "looking for the reasons");
    let limits = limits(&words.asking.limits);
    let ask = |tell: &(dyn Fn(&Progress) + Sync)| {
        nearhome::explain(&judged, &words.child, &words.home, &limits, tell)
    };
    let reader = match words.reader {
        Reader::Panel => {
            let told =
                answer(&words.asking.page, line, ask, (report::explanation_page, report::explanation_csv))?;
            return Ok(answered(told.exact));
        }
        Reader::Provider => nearhome::Reader::Provider,
        Reader::Child => nearhome::Reader::Child,
    };
    if words.asking.page.format == Format::Csv {
        let fault = "--for: a text for a provider or a child has no rows; ask for `table` or `json`";
        anyhow::bail!(Error::BadRequest(fault.to_owned()));
    }
    let mut exact = true;
    let ask = |tell: &(dyn Fn(&Progress) + Sync)| {
        let told = ask(tell)?;
        exact = told.exact;
        Ok(nearhome::text_for(&told, reader))
    };
    answer(&words.asking.page, line, ask, (nearhome::ReaderText::page, nearhome::ReaderText::page))?;
    Ok(answered(exact))
}

pub(crate) fn what_if(words: &args::WhatIf, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.asking.judged, shown)?;
    let changes = nearhome::read_changes(&words.change)?;
    let told = answer(
        &words.asking.page,
        Line::new(shown, "looking for the plan after the changes"),
        |tell| nearhome::what_if(&judged, &changes, &limits(&words.asking.limits), tell),
        (report::what_if_page, report::what_if_csv),
    )?;
    Ok(ending(told.ending))
}

pub(crate) fn vacancy(words: &args::Vacancy, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.asking.judged, shown)?;
    let told = answer(
        &words.asking.page,
        Line::new(shown, "ranking the children"),
        |tell| nearhome::vacancy(&judged, &words.home, words.best, &limits(&words.asking.limits), tell),
        (report::vacancy_page, report::vacancy_csv),
    )?;
    Ok(answered(told.exact))
}

pub(crate) fn frontier(words: &args::Frontier, shown: Shown) -> anyhow::Result<u8> {
    let (first, second) = &words.levels;
    let judged = judged(&words.asking.judged, shown)?;
    let told = answer(
        &words.asking.page,
        Line::new(shown, "looking for the trade-off"),
        |tell| nearhome::frontier(&judged, [first, second], &limits(&words.asking.limits), tell),
        (report::frontier_page, report::frontier_csv),
    )?;
    Ok(answered(told.complete))
}

pub(crate) fn questions(words: &args::Questions, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.asking.judged, shown)?;
    let told = answer(
        &words.asking.page,
        Line::new(shown, "trying what is not known"),
        |tell| nearhome::questions(&judged, &words.child, words.best, &limits(&words.asking.limits), tell),
        (report::questions_page, report::questions_csv),
    )?;
    Ok(answered(told.exact))
}
