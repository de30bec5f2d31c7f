//! The commands in which a panel asks: match, shortlist, explain, what-if, vacancy, frontier, offers,
//! questions.

use std::path::Path;

use nearhome::{
    Error, ExplainRequest, FrontierRequest, Judged, Limits, MatchRequest, OffersRequest, Progress,
    QuestionsRequest, ReadSettings, ReaderText, ShortlistRequest, ShortlistsRequest, TextRequest,
    VacancyRequest, WhatIfRequest, Whole, matching::Urgency, report,
};
use serde::Serialize;

use crate::{
    args::{self, Format, Reader},
    commands::{ending, judged, limits},
    output::{self, Forms},
    progress::{Line, Shown},
};

/// A question of the facade: each takes the council, its request, limits and somebody to tell of progress.
type Question<R, T> = fn(&Judged, &R, &Limits, &(dyn Fn(&Progress) + Sync)) -> Result<T, Error>;

/// A council that a panel asks, and how it wants to be answered.
struct Panel<'w> {
    judged: Judged,
    words: &'w args::Asking,
    shown: Shown,
}

impl<'w> Panel<'w> {
    fn of(words: &'w args::Asking, shown: Shown) -> anyhow::Result<Self> {
        Ok(Self { judged: judged(&words.judged, shown)?, words, shown })
    }

    /// With the council's past, where a folder was given.
    fn with_past(mut self, folder: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(folder) = folder {
            let line = Line::new(self.shown, "reading the past");
            let settings = ReadSettings::default();
            let tell = |step: &nearhome::Step<'_>| line.step(step);
            let with_past =
                self.judged.clone().with_past(folder, &settings, &limits(&self.words.limits), &tell)?;
            self.judged = with_past.unwrap_or(self.judged);
        }
        Ok(self)
    }

    /// Asks with a line of progress, prints the answer in the form that was asked for, and gives the exit code.
    fn ask<R, T: Serialize + Whole>(
        &self,
        doing: &str,
        wanted: &R,
        question: Question<R, T>,
        forms: Forms<T>,
    ) -> anyhow::Result<u8> {
        let line = Line::new(self.shown, doing);
        let limits = limits(&self.words.limits);
        let told = question(&self.judged, wanted, &limits, &|progress| line.tell(progress))?;
        drop(line);
        output::answer(&self.words.page, &told, forms)?;
        Ok(ending(&told))
    }
}

/// The urgency that was asked for.
fn urgency(emergency: bool) -> Urgency {
    if emergency { Urgency::Emergency } else { Urgency::Ordinary }
}

pub(crate) fn match_children(words: &args::Match, shown: Shown) -> anyhow::Result<u8> {
    let panel = Panel::of(&words.asking, shown)?;
    let wanted = MatchRequest { wishes: words.wishes };
    panel.ask("matching", &wanted, nearhome::match_children, (report::plan_page, report::plan_csv))
}

pub(crate) fn offers(words: &args::Offers, shown: Shown) -> anyhow::Result<u8> {
    let panel = Panel::of(&words.asking, shown)?;
    let wanted = OffersRequest {
        homes: words.known.as_deref().map(nearhome::read_offers).transpose()?.unwrap_or_default(),
        otherwise_accepts_per_mille: words.accepts,
        otherwise_answers_in_hours: words.answers,
        hours: words.hours,
        best: usize::from(words.best),
        urgency: urgency(words.emergency),
        ..OffersRequest::new(&words.child)
    };
    panel.ask(
        "looking for the order of calls",
        &wanted,
        nearhome::offers,
        (report::offers_page, report::offers_csv),
    )
}

pub(crate) fn shortlist(words: &args::Shortlist, shown: Shown) -> anyhow::Result<u8> {
    let panel = Panel::of(&words.asking, shown)?.with_past(words.past.as_deref())?;
    let (doing, urgency) = ("ranking the homes", urgency(words.emergency));
    let opportunity = words.opportunity;
    if let [child] = &words.child[..] {
        let wanted = ShortlistRequest { child: child.clone(), opportunity, urgency };
        return panel.ask(
            doing,
            &wanted,
            nearhome::shortlist,
            (report::shortlist_page, report::shortlist_csv),
        );
    }
    let wanted = ShortlistsRequest { children: words.child.clone(), opportunity, urgency };
    panel.ask(doing, &wanted, nearhome::shortlists, (report::shortlists_page, report::shortlists_csv))
}

pub(crate) fn explain(words: &args::Explain, shown: Shown) -> anyhow::Result<u8> {
    let panel = Panel::of(&words.asking, shown)?.with_past(words.past.as_deref())?;
    let (doing, urgency) = ("looking for the reasons", urgency(words.emergency));
    let (child, home) = (words.child.clone(), words.home.clone());
    let reader = match words.reader {
        Reader::Panel => {
            let wanted = ExplainRequest { child, home, urgency };
            return panel.ask(
                doing,
                &wanted,
                nearhome::explain,
                (report::explanation_page, report::explanation_csv),
            );
        }
        Reader::Provider => nearhome::Reader::Provider,
        Reader::Child => nearhome::Reader::Child,
    };
    if words.asking.page.format == Format::Csv {
        let fault = "--for: a text for a provider or a child has no rows; ask for `table` or `json`";
        anyhow::bail!(Error::BadRequest(fault.to_owned()));
    }
    let wanted = TextRequest { child, home, reader, urgency };
    panel.ask(doing, &wanted, nearhome::text, (ReaderText::page, ReaderText::page))
}

pub(crate) fn what_if(words: &args::WhatIf, shown: Shown) -> anyhow::Result<u8> {
    let panel = Panel::of(&words.asking, shown)?;
    let wanted = WhatIfRequest { changes: nearhome::read_changes(&words.change)? };
    let doing = "looking for the plan after the changes";
    panel.ask(doing, &wanted, nearhome::what_if, (report::what_if_page, report::what_if_csv))
}

pub(crate) fn vacancy(words: &args::Vacancy, shown: Shown) -> anyhow::Result<u8> {
    let panel = Panel::of(&words.asking, shown)?;
    let wanted = VacancyRequest { best: words.best, ..VacancyRequest::new(&words.home) };
    panel.ask("ranking the children", &wanted, nearhome::vacancy, (report::vacancy_page, report::vacancy_csv))
}

pub(crate) fn frontier(words: &args::Frontier, shown: Shown) -> anyhow::Result<u8> {
    let panel = Panel::of(&words.asking, shown)?;
    let wanted = FrontierRequest::new(&words.levels.0, &words.levels.1);
    panel.ask(
        "looking for the trade-off",
        &wanted,
        nearhome::frontier,
        (report::frontier_page, report::frontier_csv),
    )
}

pub(crate) fn questions(words: &args::Questions, shown: Shown) -> anyhow::Result<u8> {
    let panel = Panel::of(&words.asking, shown)?;
    let wanted = QuestionsRequest { best: words.best, ..QuestionsRequest::new(&words.child) };
    panel.ask(
        "trying what is not known",
        &wanted,
        nearhome::questions,
        (report::questions_page, report::questions_csv),
    )
}
