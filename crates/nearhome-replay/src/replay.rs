//! Runs the policies that were asked for and puts together what they came to.

use std::collections::BTreeMap;

use nearhome_data::Council;
use nearhome_model::{AuthorityCode, ChildId, Date};
use nearhome_optimiser::{Settings, evaluate};
use nearhome_problem::{Solution, Status, Totals};
use nearhome_rules::{Level, Policy};

use crate::{
    Progress, ReplayError,
    account::Account,
    agreement::agreement,
    build::{Past, past},
    hindsight::WholePeriod,
    intervals::intervals,
    placing::{Placed, PlacingPolicy, run},
    prices::Foresight,
    record::Kept,
    report::{
        Basis, ByLevel, Hindsight, PlacedAt, PlacementRow, PolicyResult, Proved, Regret, Replay, RuleBroken,
        RuleCost, Share,
    },
    rules::{RuleCosts, rule_costs},
};

/// What a replay is asked for.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The authority; `None`: as `policy.toml` says.
    pub authority: Option<&'a AuthorityCode>,
    /// The ways of placing; the recorded one is always among the answers.
    pub policies: &'a [PlacingPolicy],
    /// What the priced policy takes the future to be like.
    pub foresight: Foresight,
    /// Whether to count what each hard rule cost.
    pub rules: RuleCosts,
    /// Resamples of children for intervals; 1,000 is usual.
    pub resamples: u32,
    /// When to stop looking for the best of the whole period.
    pub hindsight: Settings<'a>,
    /// Told of progress; where it says to stop, what is not placed to the end is left out.
    pub progress: Progress<'a>,
}

impl std::fmt::Debug for Request<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut request = formatter.debug_struct("Request");
        request.field("from", &self.from).field("to", &self.to).field("policies", &self.policies);
        request.finish_non_exhaustive()
    }
}

/// Replays a council's past.
///
/// # Errors
///
/// [`ReplayError`] when the period is empty, the authority is not known, or the rules give no valid problem.
///
/// # Panics
///
/// When a policy's totals differ from those of the matching problem: a defect of this crate.
pub fn replay(council: &Council, policy: &Policy, request: &Request<'_>) -> Result<Replay, ReplayError> {
    if request.to < request.from {
        return Err(ReplayError::Period { from: request.from, to: request.to });
    }
    let authority = request.authority.or(policy.authority.as_ref()).or(council.authority.as_ref());
    let authority = authority.cloned().ok_or(nearhome_data::SnapshotError::NoAuthority)?;
    let past = past(council, Some(&authority), policy, (request.from, request.to), request.rules)?;
    let runs = Runs::of(&past, request)?;
    Ok(runs.report(authority, request))
}

/// The runs of all policies.
struct Runs<'a> {
    past: &'a Past,
    placed: BTreeMap<PlacingPolicy, Placed>,
    /// The best of the whole period.
    best: Option<Solution>,
    /// The code with which the checker refused the first proof of it.
    refused: Option<&'static str>,
    rule_costs: Vec<RuleCost>,
    /// Whether nothing was broken off.
    is_complete: bool,
}

impl<'a> Runs<'a> {
    fn of(past: &'a Past, request: &Request<'_>) -> Result<Self, ReplayError> {
        let whole = WholePeriod::of(past)?;
        let placements = past.record.whole().placements();
        let recorded = placements.iter().map(|placement| placement.home).collect();
        let mut placed =
            BTreeMap::from([(PlacingPolicy::Actual, Placed { on_the_day: recorded, ..Placed::default() })]);
        let mut is_complete = true;
        let daily = [PlacingPolicy::Greedy, PlacingPolicy::InHouseFirst, PlacingPolicy::Priced];
        for policy in daily.into_iter().filter(|policy| request.policies.contains(policy)) {
            let Some(run) = run(past, policy, request.foresight, request.progress)? else {
                is_complete = false;
                break;
            };
            let account = Account { past, placed: &run, recorded: false };
            let totals = evaluate(&whole.problem, &whole.homes(past, &run.on_the_day));
            assert_eq!(totals.as_ref(), Ok(&account.totals()), "a policy's account is the problem's");
            placed.insert(policy, run);
        }
        let (mut best, mut refused) = (None, None);
        if is_complete && request.policies.contains(&PlacingPolicy::Hindsight) {
            if let Some(known) = known_for_hindsight(past, &whole, &placed, request)? {
                let (solution, code) = whole.solve(&known, &request.hindsight)?;
                refused = code;
                placed.insert(PlacingPolicy::Hindsight, placed_by(past, &whole, &solution));
                best = Some(solution);
            } else {
                is_complete = false;
            }
        }
        let rule_costs = if is_complete { rule_costs(past, request.progress)? } else { None };
        is_complete &= rule_costs.is_some();
        Ok(Self { past, placed, best, refused, rule_costs: rule_costs.unwrap_or_default(), is_complete })
    }

    fn account(&self, policy: PlacingPolicy) -> Account<'_> {
        Account { past: self.past, placed: &self.placed[&policy], recorded: policy == PlacingPolicy::Actual }
    }

    /// Totals of all placements that began in the period.
    fn totals(&self, policy: PlacingPolicy) -> Totals {
        let mut totals = self.account(policy).totals();
        totals.iter_mut().zip(self.past.cost_kept()).for_each(|(sum, kept)| *sum += kept);
        totals
    }

    fn report(&self, authority: AuthorityCode, request: &Request<'_>) -> Replay {
        let hindsight = self.hindsight();
        let actual = self.totals(PlacingPolicy::Actual);
        let policies = self
            .placed
            .keys()
            .map(|&policy| {
                let totals = self.totals(policy);
                PolicyResult {
                    policy,
                    share_of_hindsight: hindsight
                        .as_ref()
                        .map(|best| self.shares(&totals, best))
                        .unwrap_or_default(),
                    totals: self.by_level(&totals),
                    measures: self.account(policy).measures(&authority),
                    less_actual: self.less_actual(policy, request),
                }
            })
            .collect();
        let regret = self.regret(&actual);
        Replay {
            format: "nearhome-replay/1",
            authority,
            from: request.from,
            to: request.to,
            complete: self.is_complete,
            levels: self.past.levels.names(),
            basis: self.basis(request.foresight),
            warnings: self.warnings(hindsight.as_ref()),
            policies,
            hindsight,
            regret,
            agreement: agreement(self.past),
            rules_broken: self.rules_broken(),
            rule_costs: self.rule_costs.clone(),
            placements: self.rows(),
        }
    }

    fn by_level(&self, totals: &[i128]) -> ByLevel<i64> {
        let amount = |total: &i128| i64::try_from(*total).expect("sums of a council's costs fit");
        ByLevel(self.past.levels.names().into_iter().zip(totals.iter().map(amount)).collect())
    }

    fn hindsight(&self) -> Option<Hindsight> {
        let best = self.best.as_ref()?;
        let (totals, bound) = (best.totals.as_ref()?, best.bound.as_ref()?);
        let open = totals.iter().zip(bound).position(|(total, bound)| total != bound);
        let proved = |level: usize| match open {
            None => Proved::Optimum,
            Some(open) if level < open => Proved::Optimum,
            Some(open) if level == open => Proved::Bound,
            Some(_) => Proved::BestFound,
        };
        let kept = self.past.cost_kept();
        let with_kept =
            |own: Totals| -> Totals { own.iter().zip(&kept).map(|(own, kept)| own + kept).collect() };
        let against = (0..totals.len())
            .map(|level| if open == Some(level) { bound[level] } else { totals[level] })
            .collect();
        let names = self.past.levels.names();
        Some(Hindsight {
            status: best.status,
            totals: self.by_level(&with_kept(totals.clone())),
            against: self.by_level(&with_kept(against)),
            proved: ByLevel(
                names.into_iter().enumerate().map(|(level, name)| (name, proved(level))).collect(),
            ),
        })
    }

    /// Shares of hindsight on each level.
    fn shares(&self, totals: &[i128], best: &Hindsight) -> ByLevel<Share> {
        let all = self.counted();
        let share = |((level, total), best): ((usize, &i128), i64)| {
            let (own, best) = (as_float(*total), as_float(i128::from(best)));
            let (part, whole) = match all[level] {
                Some(all) => (as_float(all) - own, as_float(all) - best),
                None => (best, own),
            };
            Share(if whole == 0.0 { 1.0 } else { part / whole })
        };
        let names = self.past.levels.names().into_iter();
        let against = best.against.0.iter().map(|(_, amount)| *amount);
        ByLevel(names.zip(totals.iter().enumerate().zip(against).map(share)).collect())
    }

    /// By level: how many there are to count, on levels that count children or pairs of them.
    fn counted(&self) -> Vec<Option<i128>> {
        let whole = self.past.record.whole();
        let begun = i128::try_from(self.past.begun().len()).unwrap_or(i128::MAX);
        let siblings = |position: usize| -> i128 {
            let costs = self.past.sought().flat_map(|index| whole.relations(index)).filter_map(|one| {
                match &one.bond {
                    crate::relations::Bond::Siblings(cost) => Some(i128::from(cost[position])),
                    _ => None,
                }
            });
            costs.sum()
        };
        let unplaced = |position: usize| -> i128 {
            self.past.sought().map(|index| i128::from(whole.offers().unplaced(index)[position])).sum()
        };
        let count = |(position, level): (usize, &Level)| match level {
            Level::Unplaced => Some(unplaced(position)),
            Level::OutOfArea | Level::AtADistance => Some(begun),
            Level::SiblingsSplit => Some(siblings(position)),
            _ => None,
        };
        self.past.levels.all().iter().enumerate().map(count).collect()
    }

    fn less_actual(&self, policy: PlacingPolicy, request: &Request<'_>) -> ByLevel<crate::report::Interval> {
        let placements = self.past.record.whole().placements();
        let (own, actual) = (self.account(policy), self.account(PlacingPolicy::Actual));
        let levels = self.past.levels.count();
        let mut by_child: BTreeMap<&ChildId, Vec<i64>> = BTreeMap::new();
        for index in self.past.sought() {
            let row = by_child.entry(&placements[index].child).or_insert_with(|| vec![0; levels]);
            for ((sum, own), actual) in row.iter_mut().zip(own.cost(index)).zip(actual.cost(index)) {
                *sum += own - actual;
            }
        }
        let found = intervals(&by_child, levels, request.resamples, request.foresight.seed);
        ByLevel(self.past.levels.names().into_iter().zip(found).collect())
    }

    fn regret(&self, actual: &[i128]) -> Option<Regret> {
        let known = |policy| self.placed.contains_key(&policy).then(|| self.totals(policy));
        let (priced, best) = (known(PlacingPolicy::Priced)?, known(PlacingPolicy::Hindsight)?);
        let less =
            |one: &[i128], other: &[i128]| -> Totals { one.iter().zip(other).map(|(a, b)| a - b).collect() };
        Some(Regret {
            information: self.by_level(&less(&priced, &best)),
            optimisation: self.by_level(&less(actual, &priced)),
        })
    }

    fn rules_broken(&self) -> Vec<RuleBroken> {
        let mut rules: BTreeMap<&str, u64> = BTreeMap::new();
        for rule in self
            .past
            .sought()
            .filter_map(|index| self.past.actual[index].as_ref())
            .flat_map(|one| &one.broken)
        {
            *rules.entry(rule).or_default() += 1;
        }
        rules.into_iter().map(|(rule, placements)| RuleBroken { rule: rule.to_owned(), placements }).collect()
    }

    fn basis(&self, foresight: Foresight) -> Basis {
        let placements = self.past.record.whole().placements();
        let kept = |why: Kept| count(self.past.kept().filter(|&index| placements[index].kept == Some(why)));
        let known = self.past.known;
        Basis {
            placements: count(self.past.begun()),
            sought: count(self.past.sought()),
            kept_by_kind: kept(Kept::Kind),
            kept_child_unknown: kept(Kept::ChildUnknown),
            kept_home_unknown: kept(Kept::HomeUnknown),
            residents: count(self.past.residents()),
            homes: count(self.past.homes.iter()),
            reconstructed_homes: known.reconstructed_homes,
            placed_in_reconstructed: known.placed_in_reconstructed,
            contracts_with_a_limit: count(self.past.caps.each.iter()),
            assumed_fees: known.assumed_fees,
            children_without_row: known.children_without_row,
            past_days: foresight.days,
            seed: foresight.seed,
        }
    }

    /// What the files cannot support.
    fn warnings(&self, hindsight: Option<&Hindsight>) -> Vec<String> {
        let known = self.past.known;
        let mut warnings = Vec::new();
        if self.past.begun().is_empty() {
            warnings.push("no placement begins in the period: there is nothing to place again".to_owned());
        }
        let mut say = |count: u64, text: &str| {
            if count > 0 {
                warnings.push(format!("{count} {text}"));
            }
        };
        say(
            known.reconstructed_homes,
            "homes are known from episodes alone: their places are the most children seen there at once, and they are \
             open from the first to the last day on which a child was seen; who was never placed there cannot be told",
        );
        say(
            known.assumed_fees,
            "homes have no fee in any file: the middle fee of their kind and sector stands for it",
        );
        say(
            known.children_without_row,
            "placements are of children of whom children.csv says nothing: their needs, risks and brothers and sisters \
             are not known and bind nobody",
        );
        say(
            self.basis(Foresight::default()).kept_home_unknown,
            "placements are kept as recorded because the home cannot be told",
        );
        say(
            self.past.caps.in_part,
            "contracts limit the children in their homes on some days of the period only: these limits are not kept",
        );
        let register = self.past.homes.len() - usize::try_from(known.reconstructed_homes).unwrap_or(0);
        say(
            u64::try_from(register).unwrap_or(u64::MAX),
            "homes are of the register: their places, other residents, terms and judgements are those of today, on every day",
        );
        if hindsight.is_some_and(|best| best.status != Status::Optimal) {
            warnings.push(
                "hindsight was stopped before it was proved best: on its first open level shares are quoted against \
                 the verified bound, on later levels against the best found"
                    .to_owned(),
            );
        }
        if let Some(code) = self.refused {
            warnings.push(format!(
                "the checker refused the first proof of hindsight ({code}), a fault of the software to be reported; a weaker \
                 bound, which it accepts, stands for it"
            ));
        }
        warnings
    }

    fn rows(&self) -> Vec<PlacementRow> {
        let placements = self.past.record.whole().placements();
        let row = |index: usize| {
            let placement = &placements[index];
            let at = |(&policy, placed): (&PlacingPolicy, &Placed)| PlacedAt {
                policy,
                home: self
                    .account(policy)
                    .home(index)
                    .map(|home| self.past.homes[home as usize].home.id.clone()),
                days_late: placed.later.get(&index).map_or(0, |&(_, days)| days),
            };
            PlacementRow {
                child: placement.child.clone(),
                date: placement.start.date(),
                kind: placement.group,
                homes: self.placed.iter().map(at).collect(),
            }
        };
        self.past.sought().map(row).collect()
    }
}

fn count<T>(all: impl IntoIterator<Item = T>) -> u64 {
    u64::try_from(all.into_iter().count()).unwrap_or(u64::MAX)
}

/// For shares only.
#[expect(
    clippy::cast_precision_loss,
    reason = "a share of sums far below 2^53 a child, told to four decimals"
)]
fn as_float(amount: i128) -> f64 {
    amount as f64
}

/// The best answer to the whole period's problem among those of the policies that place day by day; that of `greedy`
/// where none was asked for. `None`: the replay was broken off.
fn known_for_hindsight(
    past: &Past,
    whole: &WholePeriod,
    placed: &BTreeMap<PlacingPolicy, Placed>,
    request: &Request<'_>,
) -> Result<Option<Vec<Option<u32>>>, ReplayError> {
    if (request.progress)(PlacingPolicy::Hindsight, 0, 1).is_break() {
        return Ok(None);
    }
    let daily = placed.iter().filter(|(policy, _)| **policy != PlacingPolicy::Actual);
    let answers = daily.filter_map(|(_, placed)| {
        let homes = whole.homes(past, &placed.on_the_day);
        Some((evaluate(&whole.problem, &homes).ok()?, homes))
    });
    if let Some((_, homes)) = answers.min_by(|one, other| one.0.cmp(&other.0)) {
        return Ok(Some(homes));
    }
    let greedy = run(past, PlacingPolicy::Greedy, request.foresight, request.progress)?;
    Ok(greedy.map(|greedy| whole.homes(past, &greedy.on_the_day)))
}

fn placed_by(past: &Past, whole: &WholePeriod, solution: &Solution) -> Placed {
    let mut on_the_day = vec![None; past.record.whole().placements().len()];
    for (&index, home) in whole.placements.iter().zip(solution.homes.iter().flatten()) {
        on_the_day[index] = *home;
    }
    let unplaced = past.sought().filter(|&index| on_the_day[index].is_none());
    let days_unplaced = unplaced.map(|index| i64::from(past.days_of(index))).sum();
    Placed { on_the_day, days_unplaced, ..Placed::default() }
}
