//! The commands in which a panel asks: shortlist, explain, what-if, vacancy, frontier, offers,
//! questions.

use std::path::Path;

use nearhome::{
    Error, ExplainRequest, FrontierRequest, Judged, OffersRequest, Progress, QuestionsRequest, ReadSettings,
    ShortlistRequest, ShortlistsRequest, TextRequest, VacancyRequest, WhatIfRequest,
    matching::{Ending, Urgency},
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

/// The urgency that was asked for.
fn urgency(emergency: bool) -> Urgency {
    if emergency { Urgency::Emergency } else { Urgency::Ordinary }
}

/// The council with its past, where a folder was given.
fn with_past(judged: Judged, folder: Option<&Path>, shown: Shown) -> anyhow::Result<Judged> {
    let Some(folder) = folder else { return Ok(judged) };
    let _line = Line::new(shown, "reading the past");
    Ok(judged.with_past(folder, &ReadSettings::default())?)
}

pub(crate) fn offers(words: &args::Offers, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.asking.judged, shown)?;
    let wanted = OffersRequest {
        homes: words.known.as_deref().map(nearhome::read_offers).transpose()?.unwrap_or_default(),
        otherwise_accepts_per_mille: words.accepts,
        otherwise_answers_in_hours: words.answers,
        hours: words.hours,
        best: usize::from(words.best),
        urgency: urgency(words.emergency),
        ..OffersRequest::new(&words.child)
    };
    let told = answer(
        &words.asking.page,
        Line::new(shown, "looking for the order of calls"),
        |tell| nearhome::offers(&judged, &wanted, &limits(&words.asking.limits), tell),
        (report::offers_page, report::offers_csv),
    )?;
    Ok(ending(told.ending))
}

pub(crate) fn shortlist(words: &args::Shortlist, shown: Shown) -> anyhow::Result<u8> {
    let judged = with_past(judged(&words.asking.judged, shown)?, words.past.as_deref(), shown)?;
    let line = Line::new(shown, "ranking the homes");
    let limits = limits(&words.asking.limits);
    let (opportunity, urgency) = (words.opportunity, urgency(words.emergency));
    if let [child] = &words.child[..] {
        let wanted = ShortlistRequest { child: child.clone(), opportunity, urgency };
        let ask = |tell: &(dyn Fn(&Progress) + Sync)| nearhome::shortlist(&judged, &wanted, &limits, tell);
        let list = answer(&words.asking.page, line, ask, (report::shortlist_page, report::shortlist_csv))?;
        return Ok(answered(list.exact));
    }
    let wanted = ShortlistsRequest { children: words.child.clone(), opportunity, urgency };
    let ask = |tell: &(dyn Fn(&Progress) + Sync)| nearhome::shortlists(&judged, &wanted, &limits, tell);
    let lists = answer(&words.asking.page, line, ask, (report::shortlists_page, report::shortlists_csv))?;
    Ok(answered(lists.shortlists.iter().all(|list| list.exact)))
}

pub(crate) fn explain(words: &args::Explain, shown: Shown) -> anyhow::Result<u8> {
    let judged = with_past(judged(&words.asking.judged, shown)?, words.past.as_deref(), shown)?;
    let line = Line::new(shown, "looking for the reasons");
    let limits = limits(&words.asking.limits);
    let (child, home, urgency) = (words.child.clone(), words.home.clone(), urgency(words.emergency));
    let reader = match words.reader {
        Reader::Panel => {
            let wanted = ExplainRequest { child, home, urgency };
            let ask = |tell: &(dyn Fn(&Progress) + Sync)| nearhome::explain(&judged, &wanted, &limits, tell);
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
    let wanted = TextRequest { child, home, reader, urgency };
    let ask = |tell: &(dyn Fn(&Progress) + Sync)| nearhome::text(&judged, &wanted, &limits, tell);
    let text =
        answer(&words.asking.page, line, ask, (nearhome::ReaderText::page, nearhome::ReaderText::page))?;
    Ok(answered(text.exact))
}

pub(crate) fn what_if(words: &args::WhatIf, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.asking.judged, shown)?;
    let wanted = WhatIfRequest { changes: nearhome::read_changes(&words.change)? };
    let told = answer(
        &words.asking.page,
        Line::new(shown, "looking for the plan after the changes"),
        |tell| nearhome::what_if(&judged, &wanted, &limits(&words.asking.limits), tell),
        (report::what_if_page, report::what_if_csv),
    )?;
    Ok(ending(told.ending))
}

pub(crate) fn vacancy(words: &args::Vacancy, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.asking.judged, shown)?;
    let wanted = VacancyRequest { best: words.best, ..VacancyRequest::new(&words.home) };
    let told = answer(
        &words.asking.page,
        Line::new(shown, "ranking the children"),
        |tell| nearhome::vacancy(&judged, &wanted, &limits(&words.asking.limits), tell),
        (report::vacancy_page, report::vacancy_csv),
    )?;
    Ok(answered(told.exact))
}

pub(crate) fn frontier(words: &args::Frontier, shown: Shown) -> anyhow::Result<u8> {
    let wanted = FrontierRequest::new(&words.levels.0, &words.levels.1);
    let judged = judged(&words.asking.judged, shown)?;
    let told = answer(
        &words.asking.page,
        Line::new(shown, "looking for the trade-off"),
        |tell| nearhome::frontier(&judged, &wanted, &limits(&words.asking.limits), tell),
        (report::frontier_page, report::frontier_csv),
    )?;
    Ok(answered(told.complete))
}

pub(crate) fn questions(words: &args::Questions, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.asking.judged, shown)?;
    let wanted = QuestionsRequest { best: words.best, ..QuestionsRequest::new(&words.child) };
    let told = answer(
        &words.asking.page,
        Line::new(shown, "trying what is not known"),
        |tell| nearhome::questions(&judged, &wanted, &limits(&words.asking.limits), tell),
        (report::questions_page, report::questions_csv),
    )?;
    Ok(answered(told.exact))
}
