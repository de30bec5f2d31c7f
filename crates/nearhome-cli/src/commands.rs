//! One function a command: from its words to a call of the facade to its output and exit code.

use std::time::Instant;

use nearhome::{
    ConvertRequest, CountingPolicy, DemoRequest, IndicatorsWanted, Limits, ReadSettings, Repairs, Replaying,
    SameCarers, Synthesis, TemporaryMoves, Timings, Validation, Whole, files,
    history::{Rounding, Suppression},
    replay_format::{Foresight, PlacingPolicy, RuleCosts},
    report,
};

use crate::{
    args::{self, Command},
    output::{self, say},
    panel,
    progress::{Line, Shown},
};

/// Exit code of a command that did what was asked.
pub(crate) const DONE: u8 = 0;
/// Exit code of a check that failed.
const FAILED: u8 = 1;
/// Exit code of a run that stopped at a limit.
pub(crate) const STOPPED: u8 = 3;

/// Runs a command and gives its exit code.
pub(crate) fn run(command: &Command, quiet: bool) -> anyhow::Result<u8> {
    let shown = if quiet { Shown::Never } else { Shown::OnTerminal };
    match command {
        Command::Demo(words) => demo(words, shown),
        Command::Synth(words) => synth(words, shown),
        Command::Validate(words) => validate(words, shown),
        Command::Snapshot(words) => snapshot(words, shown),
        Command::Problem(words) => problem(words, shown),
        Command::Solve(words) => solve(words, shown),
        Command::Check(words) => check(words, shown),
        Command::Convert(words) => convert(words),
        Command::Match(words) => panel::match_children(words, shown),
        Command::Shortlist(words) => panel::shortlist(words, shown),
        Command::Explain(words) => panel::explain(words, shown),
        Command::WhatIf(words) => panel::what_if(words, shown),
        Command::Vacancy(words) => panel::vacancy(words, shown),
        Command::Frontier(words) => panel::frontier(words, shown),
        Command::Offers(words) => panel::offers(words, shown),
        Command::Questions(words) => panel::questions(words, shown),
        Command::Replay(words) => replay(words, shown),
        Command::Indicators(words) => indicators(words, shown),
        Command::Doctor => doctor(),
        Command::Schema(words) => schema(words),
    }
}

/// Exit code of an answer that may have been stopped at a limit.
pub(crate) fn ending(answer: &impl Whole) -> u8 {
    if answer.is_whole() { DONE } else { STOPPED }
}

fn demo(words: &args::Demo, shown: Shown) -> anyhow::Result<u8> {
    let line = Line::new(shown, "making the county and its plan");
    let limits = Limits { time: Some(words.time_limit), ..Limits::default() };
    let wanted =
        DemoRequest { authority: words.authority.clone(), children: words.children, seed: words.seed };
    let made = nearhome::demo(&words.dir, &wanted, &limits, &|step| line.step(step))?;
    drop(line);
    output::print(&made.page)?;
    Ok(ending(&made))
}

fn synth(words: &args::Synth, shown: Shown) -> anyhow::Result<u8> {
    let line = Line::new(shown, "making the authority");
    let wanted = Synthesis {
        children: words.children,
        years: words.years,
        seed: words.seed,
        defects: words.defects,
        ..Synthesis::new(&words.authority)
    };
    let made = nearhome::synthesise(&wanted, &words.out, &Limits::default(), &|step| line.step(step))?;
    drop(line);
    let Some(made) = made else { return Ok(STOPPED) };
    output::lines(made.files.iter().map(|file| words.out.join(file).display().to_string()))?;
    Ok(DONE)
}

fn reading(words: &args::Reading) -> ReadSettings {
    ReadSettings {
        authority: words.authority.clone(),
        postcodes: words.postcodes.clone(),
        encoding: match words.encoding {
            args::Encoding::Utf8 => nearhome::Encoding::Utf8,
            args::Encoding::Windows1252 => nearhome::Encoding::Windows1252,
        },
        repairs: if words.apply_repairs { Repairs::Applied } else { Repairs::Reported },
    }
}

fn validate(words: &args::Validate, shown: Shown) -> anyhow::Result<u8> {
    let line = Line::new(shown, "reading");
    let settings = reading(&words.reading);
    let told = nearhome::validate(&words.dir, &settings, &Limits::default(), &|step| line.step(step))?;
    drop(line);
    let Some(validation) = told else { return Ok(STOPPED) };
    let page = args::Page { format: words.format, out: "-".into() };
    let table = |told: &Validation| report::findings_page(&told.findings, &told.totals, &told.files);
    output::answer(&page, &validation, (table, |told| report::findings_csv(&told.findings)))?;
    Ok(if words.strict && validation.has_errors() { FAILED } else { DONE })
}

fn snapshot(words: &args::Snapshot, shown: Shown) -> anyhow::Result<u8> {
    let line = Line::new(shown, "reading");
    let (settings, limits) = (reading(&words.reading), Limits::default());
    let taken = nearhome::snapshot(&words.dir, &words.date, &settings, &limits, &|step| line.step(step))?;
    drop(line);
    let Some(answer) = taken else { return Ok(STOPPED) };
    files::write(&words.out, |out| answer.write(out))?;
    if shown == Shown::OnTerminal {
        say(&answer.summary());
    }
    Ok(DONE)
}

pub(crate) fn judged(words: &args::Judged, shown: Shown) -> anyhow::Result<nearhome::Judged> {
    let _line = Line::new(shown, "reading the snapshot");
    Ok(nearhome::read_judged(&words.snapshot, words.policy.as_deref())?)
}

fn problem(words: &args::Problem, shown: Shown) -> anyhow::Result<u8> {
    let judged = judged(&words.judged, shown)?;
    let problem = nearhome::problem(&judged)?;
    files::write(&words.out, |out| problem.write_json(out))?;
    Ok(DONE)
}

pub(crate) fn limits(words: &args::Limits) -> Limits {
    Limits { time: words.time_limit, steps: words.step_limit, cancel: None }
}

fn solve(words: &args::Solve, shown: Shown) -> anyhow::Result<u8> {
    let line = Line::new(shown, "solving");
    let start = Instant::now();
    let problem = nearhome::read_problem(&words.problem)?;
    let read = start.elapsed();
    let verified = nearhome::solve(&problem, &limits(&words.limits), &|progress| line.tell(progress))?;
    let start = Instant::now();
    files::write(&words.out, |out| verified.solution.write_json(out))?;
    let write = start.elapsed();
    drop(line);
    if words.timings {
        let (solve, check) = verified.took;
        let seconds = [read, solve, check, write].map(|time| time.as_secs_f64());
        let timings = Timings { read: seconds[0], solve: seconds[1], check: seconds[2], write: seconds[3] };
        say(&serde_json::to_string(&timings)?);
    } else if shown == Shown::OnTerminal {
        say(&verified.report.to_string());
    }
    Ok(ending(&verified))
}

fn check(words: &args::Check, shown: Shown) -> anyhow::Result<u8> {
    let line = Line::new(shown, "checking");
    let problem = nearhome::read_problem(&words.problem)?;
    let solution = match nearhome::read_solution(&words.solution) {
        Ok(solution) => solution,
        // A solution that does not parse claims nothing that could be verified: the check fails.
        Err(nearhome::Error::BadInput { file, fault }) => {
            drop(line);
            output::print(&format!("rejected: {file}: {fault}\n"))?;
            return Ok(FAILED);
        }
        Err(error) => return Err(error.into()),
    };
    let checked = nearhome::check(&problem, &solution);
    drop(line);
    match checked {
        Ok(report) => {
            output::print(&format!("accepted: {report}\n"))?;
            Ok(DONE)
        }
        Err(rejection) => {
            output::print(&format!("rejected: {rejection}\n"))?;
            Ok(FAILED)
        }
    }
}

fn convert(words: &args::Convert) -> anyhow::Result<u8> {
    let problem = nearhome::read_problem(&words.problem)?;
    let wanted = ConvertRequest { level: words.level.clone(), held: words.held.clone() };
    output::text(&words.mps, &nearhome::convert(&problem, &wanted)?.text)?;
    Ok(DONE)
}

/// How long `replay` looks for the best of the whole period unless a limit is given.
const HINDSIGHT: std::time::Duration = std::time::Duration::from_secs(30);

fn replay(words: &args::Replay, shown: Shown) -> anyhow::Result<u8> {
    let line = Line::new(shown, "reading");
    let given = limits(&words.limits);
    let none_given = given.is_unlimited();
    let wanted = Replaying {
        from: words.from.clone(),
        to: words.to.clone(),
        policies: words.policy.iter().map(|&policy| placing(policy)).collect(),
        foresight: Foresight { days: words.days, seed: words.seed },
        rules: if words.rules { RuleCosts::Counted } else { RuleCosts::NotAsked },
        resamples: words.resamples,
    };
    let limits = if none_given { Limits { time: Some(HINDSIGHT), ..given } } else { given };
    let settings = reading(&words.reading);
    let told = nearhome::replay(&words.dir, &wanted, &settings, &limits, &|step| line.step(step))?;
    drop(line);
    let Some(replay) = told else { return Ok(STOPPED) };
    output::answer(&words.page, &replay, (report::replay_page, report::replay_csv))?;
    Ok(if none_given && replay.complete { DONE } else { ending(&replay) })
}

fn placing(policy: args::PlacingPolicy) -> PlacingPolicy {
    match policy {
        args::PlacingPolicy::Actual => PlacingPolicy::Actual,
        args::PlacingPolicy::Greedy => PlacingPolicy::Greedy,
        args::PlacingPolicy::InHouseFirst => PlacingPolicy::InHouseFirst,
        args::PlacingPolicy::Priced => PlacingPolicy::Priced,
        args::PlacingPolicy::Hindsight => PlacingPolicy::Hindsight,
    }
}

fn indicators(words: &args::Indicators, shown: Shown) -> anyhow::Result<u8> {
    let line = Line::new(shown, "reading");
    let wanted = IndicatorsWanted {
        counting: counting(words),
        rounding: match words.rounding {
            args::Rounding::Exact => Rounding::Exact,
            args::Rounding::Dfe => Rounding::Dfe,
        },
        suppression: match words.suppress {
            args::Suppress::None => Suppression::None,
            args::Suppress::UnderSix => Suppression::UnderSix,
        },
        ..IndicatorsWanted::new(words.year)
    };
    let (settings, limits) = (reading(&words.reading), Limits::default());
    let told = nearhome::indicators(&words.dir, wanted, &settings, &limits, &|step| line.step(step))?;
    drop(line);
    let Some(answer) = told else { return Ok(STOPPED) };
    output::answer(&words.page, &answer, (report::indicators_page, report::indicators_csv))?;
    Ok(DONE)
}

fn counting(words: &args::Indicators) -> CountingPolicy {
    CountingPolicy {
        same_carers: match words.same_carers {
            args::SameCarers::SamePlacement => SameCarers::SamePlacement,
            args::SameCarers::NewPlacement => SameCarers::NewPlacement,
        },
        temporary: match words.temporary {
            args::Temporary::PassedOver => TemporaryMoves::PassedOver,
            args::Temporary::Counted => TemporaryMoves::Counted,
        },
        ..CountingPolicy::default()
    }
}

fn doctor() -> anyhow::Result<u8> {
    let diagnosis = nearhome::doctor();
    output::print(&diagnosis.to_string())?;
    Ok(if diagnosis.is_well() { DONE } else { FAILED })
}

fn schema(words: &args::Schema) -> anyhow::Result<u8> {
    match &words.name {
        Some(name) => output::json("-".as_ref(), &nearhome::schema(name)?)?,
        None => output::lines(nearhome::schema_names())?,
    }
    Ok(DONE)
}
