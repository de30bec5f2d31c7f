//! What has been verified of a solution that was not rejected.

use std::fmt;

use nearhome_problem::{Status, Totals};

/// How much of what the status says was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// Everything that the status says: for `optimal` that nothing better exists, for `feasible` and
    /// `unknown` that the bound holds, for `infeasible` that no answer exists.
    Full,
    /// The answer is allowed and costs what it says; its bound is not proved here.
    FeasibilityAndTotals,
    /// There is no answer to verify and the certificate does not prove what the status says.
    NotIndependentlyProved,
    /// `unknown` without a bound: nothing to prove.
    NothingClaimed,
}

/// The result of a check that found nothing wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The status that the solution claims.
    pub status: Status,
    /// The totals, recomputed; `None` without an answer.
    pub totals: Option<Totals>,
    /// A lower bound that this check itself has proved from the certificate, lexicographic; it may be
    /// weaker than the claimed one. `None`: it has proved that no answer exists.
    pub proved_bound: Option<Totals>,
    /// How much of the claim was proved.
    pub proof: Proof,
}

impl Report {
    /// Whether everything that the status says was proved.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.proof == Proof::Full
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = match self.status {
            Status::Optimal => "optimal",
            Status::Feasible => "feasible",
            Status::Infeasible => "infeasible",
            Status::Unknown => "unknown",
        };
        match self.proof {
            Proof::Full => write!(f, "{status}: proved"),
            Proof::FeasibilityAndTotals => {
                write!(f, "{status}: feasibility and totals verified; the bound is not independently proved")
            }
            Proof::NotIndependentlyProved => write!(f, "{status}: not independently proved"),
            Proof::NothingClaimed => write!(f, "{status}: nothing claimed"),
        }
    }
}
