//! Examines the installation: each examination does a small piece of real work.

use std::{fmt, fs};

use nearhome_data::{
    Authorities, Postcodes,
    synth::{SynthRequest, generate},
};
use nearhome_problem::{Problem, Status};
use nearhome_rules::catalogue;

/// One thing examined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// What was examined.
    pub what: &'static str,
    /// What was found; `Err` says what is wrong and what to do.
    pub found: Result<String, String>,
}

/// The result of all examinations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis(pub Vec<Examination>);

impl Diagnosis {
    /// Whether everything works.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.0.iter().all(|examination| examination.found.is_ok())
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Examination { what, found } in &self.0 {
            match found {
                Ok(text) => writeln!(f, "ok    {what:<22} {text}")?,
                Err(text) => writeln!(f, "WRONG {what:<22} {text}")?,
            }
        }
        Ok(())
    }
}

/// A problem of two children and one place; best is to place the second.
const SMALL: &str = r#"{ "format": "nearhome-problem/1", "levels": ["unplaced", "weekly_pence"],
    "children": [{ "id": "a", "unplaced": [1, 0] }, { "id": "b", "unplaced": [1, 0] }],
    "homes": [{ "id": "h", "places": 1 }],
    "options": [{ "child": 0, "home": 0, "cost": [0, 500] }, { "child": 1, "home": 0, "cost": [0, 300] }] }"#;

/// Examines the installation.
#[must_use]
pub fn doctor() -> Diagnosis {
    let examine = |what, found| Examination { what, found };
    Diagnosis(vec![
        examine("version", Ok(env!("CARGO_PKG_VERSION").to_owned())),
        examine("threads", Ok(rayon::current_num_threads().to_string())),
        examine("postcode sectors", postcodes()),
        examine("rules", Ok(format!("{} in the catalogue", catalogue().len()))),
        examine("solver and checker", small_problem()),
        examine("synthetic authority", small_authority()),
        examine("temporary folder", temporary_folder()),
    ])
}

fn postcodes() -> Result<String, String> {
    let durham = "DH1 5UL".parse().map_err(|_| "a postcode is not understood".to_owned())?;
    let located = Postcodes::built_in().locate(&durham);
    let area = located.authority.ok_or("the built-in table does not know DH1 5")?;
    let known = Authorities::built_in().iter().count();
    Ok(format!("{known} authorities; DH1 5 lies in {area}; Postcode Directory of November 2025"))
}

fn small_problem() -> Result<String, String> {
    let problem = Problem::read_json(SMALL.as_bytes()).map_err(|error| error.to_string())?;
    let solution = nearhome_optimiser::solve(&problem, &nearhome_optimiser::Settings::default());
    let report = nearhome_check::check(&problem, &solution).map_err(|rejection| rejection.to_string())?;
    if solution.status == Status::Optimal && report.is_full() && solution.totals == Some(vec![1, 300]) {
        return Ok("a small problem is solved, and its proof is accepted".to_owned());
    }
    Err(format!("a small problem got another answer: {report}"))
}

fn small_authority() -> Result<String, String> {
    let code = "E06000047".parse().map_err(|_| "an authority code is not understood".to_owned())?;
    let request = SynthRequest { children: 20, years: 1, ..SynthRequest::new(code) };
    generate(&request)
        .map(|made| format!("{} files made in memory", made.files.len()))
        .map_err(|e| e.to_string())
}

fn temporary_folder() -> Result<String, String> {
    let path = std::env::temp_dir().join(format!("nearhome-doctor-{}", std::process::id()));
    fs::write(&path, b"x").and_then(|()| fs::remove_file(&path)).map_err(|error| error.to_string())?;
    Ok("can be written".to_owned())
}
