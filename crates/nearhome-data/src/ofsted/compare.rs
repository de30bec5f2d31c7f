//! Holds the register of homes against Ofsted's lists.
//!
//! What the register leaves blank is taken from the lists and said; where the two contradict each other the
//! register stands. A number of a fostering agency says nothing of a single household, so foster homes
//! are only asked whether their agency is listed.

use std::collections::BTreeMap;

use nearhome_model::{Home, HomeId, InspectionJudgement, RegistrationEvent, RegistrationStatus, Urn};

use super::{OfstedList, OfstedProvider};
use crate::{
    findings::{Code, Findings},
    register::{HomeRow, Placed},
};

/// Completes and checks every home whose number stands in the lists.
pub(crate) fn compare(
    rows: &mut BTreeMap<HomeId, Placed<HomeRow>>,
    list: &OfstedList,
    findings: &mut Findings,
) {
    let mut homes_of: BTreeMap<Urn, usize> = BTreeMap::new();
    for urn in rows.values().filter_map(|row| row.value.home.urn.clone()) {
        *homes_of.entry(urn).or_default() += 1;
    }
    for row in rows.values_mut() {
        let home = &mut row.value.home;
        let Some(urn) = home.urn.clone().filter(|urn| urn.as_str() != "XXXXXXX") else { continue };
        let mut report = |code: Code, column, message: String| {
            findings.add(row.source.finding(code, message).in_column(column));
        };
        let Some(provider) = list.get(&urn) else {
            report(Code::UrnNotListed, "urn", "no list of Ofsted's has the URN".to_owned());
            continue;
        };
        if home.fosters() {
            continue;
        }
        complete(home, provider, &mut report);
        let is_only_home = homes_of.get(&urn).is_some_and(|&homes| homes == 1);
        contradictions(
            home,
            provider,
            is_only_home.then_some(provider.registered_places).flatten(),
            &mut report,
        );
    }
}

/// Fills in what the register leaves blank.
fn complete(home: &mut Home, provider: &OfstedProvider, report: &mut impl FnMut(Code, &'static str, String)) {
    let judged = provider.judgement.filter(|&judgement| judgement != InspectionJudgement::NotInspected);
    if let Some(judgement) = judged.filter(|_| home.judgement == InspectionJudgement::NotInspected) {
        home.judgement = judgement;
        report(
            Code::FromOfsted,
            "judgement",
            format!("the judgement is blank: {judgement} by Ofsted's list"),
        );
    }
    let events = registration(provider);
    if home.registration.is_empty() && !events.is_empty() {
        home.registration = events;
        report(
            Code::FromOfsted,
            "registration",
            "the registration is blank: taken from Ofsted's list".to_owned(),
        );
    }
}

/// The changes of registration that a list knows the days of.
fn registration(provider: &OfstedProvider) -> Vec<RegistrationEvent> {
    let event = |from, status| Some(RegistrationEvent { from, status });
    let registered = provider.registered.and_then(|from| event(from, RegistrationStatus::Registered));
    let closed = provider.closed.and_then(|from| event(from, RegistrationStatus::Cancelled));
    let registered = registered.filter(|event| provider.closed.is_none_or(|closed| event.from < closed));
    registered.into_iter().chain(closed).collect()
}

fn contradictions(
    home: &Home,
    provider: &OfstedProvider,
    places: Option<u16>,
    report: &mut impl FnMut(Code, &'static str, String),
) {
    if let Some(places) = places.filter(|&places| places != u16::from(home.registered_places)) {
        let message = format!("{} registered places, {places} by Ofsted's list", home.registered_places);
        report(Code::ContradictsOfsted, "registered_places", message);
    }
    if let Some(judgement) = provider.judgement.filter(|&judgement| judgement != home.judgement) {
        let message = format!("{}, {judgement} by Ofsted's list", home.judgement);
        report(Code::ContradictsOfsted, "judgement", message);
    }
    if let Some(closed) = provider.closed {
        let still = home.registration_on(closed);
        let is_over = matches!(still, Some(RegistrationStatus::Cancelled | RegistrationStatus::Unregistered));
        if !is_over {
            report(Code::ContradictsOfsted, "registration", format!("closed on {closed} by Ofsted's list"));
        }
    }
    if let Some(postcode) = &provider.postcode
        && home.location.postcode.as_ref().is_some_and(|own| own != postcode)
        && places.is_some()
    {
        report(Code::ContradictsOfsted, "postcode", "Ofsted's list has another postcode".to_owned());
    }
    let kinds = &provider.placement_codes;
    if !kinds.is_empty() && home.kinds.iter().all(|kind| !kinds.contains(kind)) {
        report(
            Code::ContradictsOfsted,
            "kinds",
            "none of the kinds is among those of Ofsted's list".to_owned(),
        );
    }
}
