//! Checks a `settings.json` with the reader of the page, and the files of keys that it names: `make check-settings FILE=...`. Each
//! fault comes with its line and column; the program then ends with 1, and with 2 if it was called wrongly.

use jwt_debugger::base::text::Text;
use jwt_debugger::session::settings::read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1).map(PathBuf::from).filter(|path| !path.as_os_str().is_empty()) else {
        eprintln!("usage: make check-settings FILE=settings.json");
        return ExitCode::from(2);
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return ExitCode::from(2);
        }
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let reading = read(&text, &|name| fs::read_to_string(folder.join(name)).ok().map(Text::from));
    for line in reading.told(&path.display().to_string(), &text) {
        eprintln!("{line}");
    }
    if !reading.faults.is_empty() {
        return ExitCode::FAILURE;
    }
    let names: Vec<&str> = reading.settings.environments.iter().map(|one| one.name.as_str()).collect();
    println!(
        "{}: no fault; environments: {}",
        path.display(),
        if names.is_empty() { "none".into() } else { names.join(", ") }
    );
    ExitCode::SUCCESS
}
