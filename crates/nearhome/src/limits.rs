//! When a long computation stops early, and what it tells on the way.

use std::time::{Duration, Instant};

use nearhome_optimiser::Settings;

pub use nearhome_optimiser::Progress;

/// When to stop with the best answer so far.
///
/// A stopped answer is valid and carries a proven bound; it is never called optimal or infeasible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Wall time for solving; `None`: no limit.
    pub time: Option<Duration>,
    /// Search steps; the same on every machine. `None`: no limit.
    pub steps: Option<u64>,
}

impl Limits {
    /// Runs a computation under these limits, counted from now.
    pub(crate) fn run<T>(
        self,
        progress: &(dyn Fn(&Progress) + Sync),
        compute: impl FnOnce(&Settings<'_>) -> T,
    ) -> T {
        let end = self.time.map(|time| Instant::now() + time);
        let stop = || end.is_some_and(|end| Instant::now() >= end);
        compute(&Settings { step_limit: self.steps, interrupt: Some(&stop), progress: Some(progress) })
    }
}

/// How far a search is, in a few words.
#[must_use]
pub fn told(progress: &Progress) -> String {
    let list = |totals: &[i128]| totals.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let best = progress.incumbent.as_deref().map_or_else(|| "none yet".to_owned(), list);
    format!(
        "part {} of {}, {} steps; best {best}; bound {}",
        progress.part + 1,
        progress.parts,
        progress.steps,
        list(&progress.bound)
    )
}
