//! Makes one change to the parts of a snapshot.

use nearhome_model::{
    Child, ChildId, ContractId, Home, HomeId, Moving, RegistrationEvent, RegistrationStatus, SnapshotParts,
};

use super::{Alteration, edits::Edit};

/// Makes a change; an error says what is wrong with it.
pub(crate) fn apply(alteration: &Alteration, parts: &mut SnapshotParts) -> Result<(), String> {
    match alteration {
        Alteration::HomeOpens { home } => open_home(parts, home),
        Alteration::HomeCloses { home } => close_home(parts, home),
        Alteration::ChildArrives { child } => add_child(parts, child),
        Alteration::ChildLeaves { child } => remove_child(parts, child),
        Alteration::MovePermitted { child } => {
            let search = &mut child_mut(parts, child)?.search;
            if search.moving == Moving::Settled {
                search.moving = Moving::Permitted;
            }
            Ok(())
        }
        Alteration::Emergency { child } => {
            let date = parts.date;
            let search = &mut child_mut(parts, child)?.search;
            (search.emergency, search.moving, search.needed_by) = (true, Moving::Needed, Some(date));
            Ok(())
        }
        Alteration::SiblingsAssessed { child, assessment } => {
            let group = parts.sibling_groups.iter_mut().find(|group| group.children.contains(child));
            let fault = || format!("child `{child}` has no brothers and sisters in a group");
            group.ok_or_else(fault)?.assessment = *assessment;
            Ok(())
        }
        Alteration::ReligionKnown { child, religion } => {
            child_mut(parts, child)?.religion = Some(*religion);
            Ok(())
        }
        Alteration::EthnicityKnown { child, ethnicity } => {
            child_mut(parts, child)?.ethnicity = Some(*ethnicity);
            Ok(())
        }
        Alteration::PetsKnown { home, pets } => {
            home_mut(parts, home)?.pets = Some(*pets);
            Ok(())
        }
        Alteration::On { date } if *date < parts.date => Err(format!("{date} is before the snapshot's day")),
        Alteration::On { date } => {
            parts.date = *date;
            Ok(())
        }
        Alteration::Fee { home, .. } | Alteration::Exempted { home, .. } => {
            check_home_change(parts, home, alteration)?;
            change_home(parts, home, alteration)
        }
        Alteration::Places { home, .. }
        | Alteration::ApprovedAges { home, .. }
        | Alteration::ApprovedSex { home, .. }
        | Alteration::ApprovedUntil { home, .. }
        | Alteration::Adapted { home, .. }
        | Alteration::MeetsNeed { home, .. }
        | Alteration::AcceptsRisk { home, .. }
        | Alteration::RegistrationRestored { home } => change_home(parts, home, alteration),
        Alteration::Discount { .. }
        | Alteration::FamilyAt { .. }
        | Alteration::Fix { .. }
        | Alteration::Forbid { .. }
        | Alteration::Approved { .. } => Ok(()),
    }
}

/// A settled child who is fixed elsewhere may move.
pub(crate) fn free_to_move(edit: &Edit, parts: &mut SnapshotParts) {
    let Edit::Fix(child, home) = edit else { return };
    if let Some(child) = parts.children.iter_mut().find(|own| own.id == *child) {
        let lives_in = child.placement.as_ref().and_then(|placement| placement.home.as_ref());
        if child.search.moving == Moving::Settled && lives_in != home.as_ref() {
            child.search.moving = Moving::Permitted;
        }
    }
}

fn home_mut<'p>(parts: &'p mut SnapshotParts, id: &HomeId) -> Result<&'p mut Home, String> {
    parts.homes.iter_mut().find(|home| home.id == *id).ok_or_else(|| format!("there is no home `{id}`"))
}

fn child_mut<'p>(parts: &'p mut SnapshotParts, id: &ChildId) -> Result<&'p mut Child, String> {
    parts.children.iter_mut().find(|child| child.id == *id).ok_or_else(|| format!("there is no child `{id}`"))
}

fn residents<'p>(parts: &'p SnapshotParts, home: &HomeId) -> impl Iterator<Item = &'p ChildId> {
    let lives_there = move |child: &&Child| {
        child.placement.as_ref().is_some_and(|placement| placement.home.as_ref() == Some(home))
    };
    parts.children.iter().filter(lives_there).map(|child| &child.id)
}

fn open_home(parts: &mut SnapshotParts, home: &Home) -> Result<(), String> {
    match parts.homes.binary_search_by(|own| own.id.cmp(&home.id)) {
        Ok(_) => Err(format!("there is a home `{}` already", home.id)),
        Err(at) => {
            parts.homes.insert(at, home.clone());
            Ok(())
        }
    }
}

fn close_home(parts: &mut SnapshotParts, id: &HomeId) -> Result<(), String> {
    let date = parts.date;
    let home = home_mut(parts, id)?;
    home.usable_places = 0;
    home.registration.retain(|event| event.from < date);
    home.registration.push(RegistrationEvent { from: date, status: RegistrationStatus::Cancelled });
    for child in &mut parts.children {
        if child.placement.as_ref().is_some_and(|placement| placement.home.as_ref() == Some(id)) {
            child.search.moving = Moving::Needed;
        }
    }
    Ok(())
}

fn add_child(parts: &mut SnapshotParts, child: &Child) -> Result<(), String> {
    match parts.children.binary_search_by(|own| own.id.cmp(&child.id)) {
        Ok(_) => Err(format!("there is a child `{}` already", child.id)),
        Err(at) => {
            parts.children.insert(at, child.clone());
            Ok(())
        }
    }
}

/// Takes a child out, and out of everything that names it.
fn remove_child(parts: &mut SnapshotParts, id: &ChildId) -> Result<(), String> {
    child_mut(parts, id)?;
    parts.children.retain(|child| child.id != *id);
    for child in &mut parts.children {
        if child.baby.as_ref() == Some(id) {
            child.baby = None;
        }
    }
    for home in &mut parts.homes {
        home.exempted_children.remove(id);
    }
    for group in &mut parts.sibling_groups {
        group.children.retain(|child| child != id);
    }
    parts.sibling_groups.retain(|group| group.children.len() > 1);
    parts.keep_apart.retain(|pair| pair.first != *id && pair.second != *id);
    Ok(())
}

/// What stands against a change of a home that depends on more than the home.
fn check_home_change(parts: &mut SnapshotParts, id: &HomeId, alteration: &Alteration) -> Result<(), String> {
    let (date, contract) = (parts.date, home_mut(parts, id)?.contract.clone());
    let is_in_force =
        |id: &ContractId| parts.contracts.iter().any(|own| own.id == *id && own.in_force_on(date));
    match alteration {
        Alteration::Fee { weekly_fee, .. } if weekly_fee.pence() < 0 => {
            Err("a fee cannot be negative".to_owned())
        }
        Alteration::Fee { .. } if contract.as_ref().is_some_and(is_in_force) => {
            Err(format!("home `{id}` is paid for under a contract; ask with `discount` instead"))
        }
        _ => Ok(()),
    }
}

fn change_home(parts: &mut SnapshotParts, id: &HomeId, alteration: &Alteration) -> Result<(), String> {
    let date = parts.date;
    let present: Vec<ChildId> = residents(parts, id).cloned().collect();
    let home = home_mut(parts, id)?;
    match alteration {
        Alteration::Places { places, .. } => {
            home.usable_places = *places;
            home.registered_places = home.registered_places.max(*places);
        }
        Alteration::Fee { weekly_fee, .. } => home.weekly_fee = Some(*weekly_fee),
        Alteration::ApprovedAges { from, to, .. } => {
            (home.approval.age_from, home.approval.age_to) = (*from, *to);
        }
        Alteration::ApprovedSex { sex, .. } => {
            home.approval.sexes.insert(*sex);
        }
        Alteration::ApprovedUntil { until, .. } => home.approval.until = Some(*until),
        Alteration::Exempted { child, .. } => {
            home.exempted_children.extend(present);
            home.exempted_children.insert(child.clone());
        }
        Alteration::Adapted { adaptation, .. } => {
            home.adaptations.insert(*adaptation);
        }
        Alteration::MeetsNeed { level, .. } => {
            home.need_levels.insert(*level);
        }
        Alteration::AcceptsRisk { risk, .. } => {
            home.risks_excluded.remove(risk);
        }
        Alteration::RegistrationRestored { .. } => {
            home.registration.retain(|event| event.from < date);
            home.registration.push(RegistrationEvent { from: date, status: RegistrationStatus::Registered });
        }
        _ => {}
    }
    Ok(())
}
