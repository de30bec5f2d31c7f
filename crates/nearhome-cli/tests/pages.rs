//! The pages in `docs/commands` show what the commands print: every console block is run on the demonstration's
//! county and compared. `UPDATE_GOLDEN=1` rewrites the blocks.
//!
//! A block is one line `$ nearhome …`, perhaps with `| head -N`, and what it prints; `$ cat FILE` shows a file that
//! the test writes first.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The county that the pages are about, made once.
fn county() -> &'static Path {
    static COUNTY: OnceLock<PathBuf> = OnceLock::new();
    COUNTY.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
        fs::create_dir_all(&folder).unwrap();
        output(&folder, "nearhome demo --children 120");
        folder
    })
}

/// What a command line prints, to stdout or, where it fails, to stderr.
fn output(folder: &Path, line: &str) -> String {
    let (command, head) = line
        .split_once(" | head -")
        .map_or((line, None), |(command, count)| (command, Some(count.parse::<usize>().unwrap())));
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("nearhome"), "{line}");
    let done = Command::new(env!("CARGO_BIN_EXE_nearhome")).args(words).current_dir(folder).output().unwrap();
    let said = if done.status.success() { done.stdout } else { done.stderr };
    let said = String::from_utf8(said).unwrap();
    let lines = said.lines().take(head.unwrap_or(usize::MAX));
    lines.fold(String::new(), |mut all, line| {
        writeln!(all, "{}", line.trim_end()).unwrap();
        all
    })
}

/// The page with every console block as it should be.
fn rewritten(page: &str) -> String {
    let mut new = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(new, "{line}").unwrap();
        if line != "```console" {
            continue;
        }
        let asked = lines.next().unwrap();
        writeln!(new, "{asked}").unwrap();
        let body: Vec<&str> = std::iter::from_fn(|| lines.next_if(|line| *line != "```")).collect();
        if let Some(file) = asked.strip_prefix("$ cat ") {
            let content = body.join("\n") + "\n";
            fs::write(county().join(file), &content).unwrap();
            new.push_str(&content);
        } else {
            new.push_str(&output(county(), asked.strip_prefix("$ ").unwrap()));
        }
    }
    new
}

#[test]
fn every_page_shows_what_its_command_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/commands");
    let mut shown = 0;
    for name in ["shortlist", "explain", "what-if", "vacancy", "frontier", "offers", "questions"] {
        let path = folder.join(format!("{name}.md"));
        let page = fs::read_to_string(&path).unwrap();
        let new = rewritten(&page);
        shown += new.matches("$ nearhome").count();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, new).unwrap();
        } else {
            assert!(page == new, "{name}.md is out of step; run the tests with UPDATE_GOLDEN=1");
        }
    }
    assert!(shown >= 6, "{shown} commands are shown");
}
