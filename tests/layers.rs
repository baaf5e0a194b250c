//! The shape of the tree, read off its sources: who may import whom, where a browser and where cryptography may be named,
//! and how long a file may be.
//!
//! The sources are read as tokens by `layers/source.rs`, without comments and test modules.

#[path = "layers/source.rs"]
mod source;

use jwt_debugger::engine::jwa::ALGORITHMS;
use source::{Source, paths};
use std::fs;
use std::path::{Path, PathBuf};

/// From left to right: a module may import from every row above its own. A new module needs a place here.
const LAYERS: &[&[&str]] = &[
    &["base", "crypto"],
    &["spec"],
    &["format"],
    &["jose"],
    &["extract", "key"],
    &["engine", "claims"],
    &["explain"],
    &["audit"],
    &["words"],
    &["session"],
    &["content"],
];
const BROWSER_CRATES: &[&str] = &["web_sys", "wasm_bindgen", "js_sys", "leptos"];
/// The one module that may name them.
const CRYPTOGRAPHY: &str = "crypto";
const CRYPTO_CRATES: &[&str] = &[
    "aes",
    "aes_gcm",
    "aes_kw",
    "cbc",
    "crypto_bigint",
    "crypto_primes",
    "curve25519_dalek",
    "ecdsa",
    "ed25519_dalek",
    "ed448_goldilocks",
    "elliptic_curve",
    "hmac",
    "k256",
    "md5",
    "ml_dsa",
    "p256",
    "p384",
    "p521",
    "pbkdf2",
    "pkcs5",
    "rsa",
    "scrypt",
    "sha1",
    "sha2",
    "shake",
    "signature",
    "x25519_dalek",
    "x448",
];
const LONGEST_FILE: usize = 350;

#[test]
fn modules_import_only_from_layers_to_their_left() {
    let files = library();
    // What the tests of a room share is built for them alone.
    for file in files.iter().filter(|file| !file.name().ends_with("/testing.rs")) {
        for target in imports(file) {
            assert!(
                may_import(file.module(), &target),
                "{} imports from {target}, which is not to its left",
                file.name()
            );
        }
    }
    assert!(files.iter().flat_map(imports).count() > 40, "too few imports were seen: is the reader blind?");
}

#[test]
fn the_library_never_names_a_browser() {
    for file in library() {
        for name in BROWSER_CRATES {
            assert!(!file.source.has_word(name), "{} names {name}", file.name());
        }
    }
}

#[test]
fn only_one_file_talks_to_the_browser_itself() {
    for file in interface().iter().filter(|file| !file.name().starts_with("app/browser")) {
        assert!(!file.source.has_word("web_sys"), "{} names web_sys: that belongs into app/browser.rs", file.name());
    }
}

/// Leptos makes the nodes, and what is text stays text.
#[test]
fn the_interface_writes_no_markup_and_builds_no_node_by_hand() {
    for file in interface().iter().filter(|file| !file.name().starts_with("app/browser")) {
        for word in ["inner_html", "tachys", "create_element", "create_text_node"] {
            assert!(!file.source.has_word(word), "{} names {word}: write it with `view!`", file.name());
        }
    }
}

#[test]
fn cryptography_is_named_by_one_module_alone() {
    for file in library().iter().chain(&interface()).filter(|file| file.module() != CRYPTOGRAPHY) {
        assert_eq!(crypto_crates(&file.source), [""; 0], "{} names a crate of cryptography", file.name());
    }
    let named: Vec<_> = library().iter().flat_map(|file| crypto_crates(&file.source)).collect();
    assert!(named.len() > 10, "too few crates were seen: is the reader blind? {named:?}");
}

#[test]
fn the_interface_never_asks_for_an_algorithm_by_name() {
    assert!(!ALGORITHMS.is_empty());
    for file in interface() {
        for row in ALGORITHMS {
            let named = file.source.strings.iter().any(|text| text == row.name);
            assert!(!named, "{} holds \"{}\": ask for a field of its row instead", file.name(), row.name);
        }
    }
}

#[test]
fn no_source_file_is_too_long_to_read() {
    let (library, interface) = (library(), interface());
    let long = library.iter().chain(&interface).filter(|file| file.lines > LONGEST_FILE);
    let long: Vec<_> = long.map(|file| format!("{} ({} lines)", file.name(), file.lines)).collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines: {}", long.join(", "));
}

#[test]
fn nothing_is_left_to_be_done_in_a_comment() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let kinds = ["rs", "js", "mjs", "ts", "css", "html", "sh", "toml"];
    let files: Vec<_> =
        ["src", "tests", "public", "scripts", "style"].iter().flat_map(|folder| walk(&root().join(folder))).collect();
    for path in
        files.iter().filter(|path| path.extension().is_some_and(|kind| kinds.iter().any(|known| kind == *known)))
    {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for mark in marks {
            assert!(!text.contains(mark), "{} holds a {mark}", path.display());
        }
    }
}

fn may_import(from: &str, to: &str) -> bool {
    let rank = |name: &str| {
        let found = LAYERS.iter().position(|layer| layer.contains(&name));
        found.unwrap_or_else(|| panic!("{from} imports from {to}, and {name} has no place in LAYERS"))
    };
    from == to || rank(to) < rank(from)
}

/// The top-level modules that `file` imports from, its own included.
fn imports(file: &File) -> Vec<String> {
    let own: Vec<String> = file.name().trim_end_matches(".rs").split('/').map(String::from).collect();
    let mut targets = vec![];
    for path in paths(&file.source) {
        let mut steps = path.iter().map(String::as_str).peekable();
        let mut module = match steps.peek() {
            Some(&"crate") => vec![],
            Some(&("super" | "self")) => own.clone(),
            _ => continue,
        };
        for step in steps {
            match step {
                "crate" | "self" => {}
                "super" => drop(module.pop()),
                name => module.push(name.into()),
            }
        }
        targets.extend(module.into_iter().next());
    }
    targets
}

/// The crates of cryptography that `source` names at the start of a path, other than modules of ours that it imports or declares.
fn crypto_crates(source: &Source) -> Vec<&'static str> {
    let paths = paths(source);
    let starts = |name: &str| paths.iter().any(|path| path.len() > 1 && path[0] == name);
    let ours = |path: &[String]| ["crate", "super", "self"].contains(&path[0].as_str());
    let last = |path: &[String]| path.iter().rev().find(|step| *step != "self").cloned();
    let imported = |name: &str| paths.iter().any(|path| ours(path) && last(path).is_some_and(|last| last == name));
    CRYPTO_CRATES.iter().copied().filter(|name| starts(name) && !imported(name) && !source.declares(name)).collect()
}

/// A source file below `src/`.
struct File {
    /// Its path from there.
    path: PathBuf,
    lines: usize,
    source: Source,
}

impl File {
    fn name(&self) -> String {
        self.path.to_string_lossy().replace('\\', "/")
    }

    /// The top-level module it belongs to.
    fn module(&self) -> &str {
        let first = self.path.iter().next().and_then(|name| name.to_str()).unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The library but for `lib.rs`, which only lists its modules.
fn library() -> Vec<File> {
    sources().into_iter().filter(|file| !["lib", "main", "app"].contains(&file.module())).collect()
}

fn interface() -> Vec<File> {
    sources().into_iter().filter(|file| ["main", "app"].contains(&file.module())).collect()
}

fn sources() -> Vec<File> {
    let src = root().join("src");
    let paths = walk(&src).into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let path = path.strip_prefix(&src).expect("it was found there").to_owned();
        File { path, lines: text.lines().count(), source: Source::read(&text) }
    };
    paths.map(read).collect()
}

/// Every file below `folder`, hidden ones and what lies in hidden folders left out; nothing if there is no such folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let shown = entries.filter(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')));
    let mut files: Vec<_> = shown.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect();
    files.sort();
    files
}

/// The rules above are only as good as their reading of the tree.
mod the_rules {
    use super::*;

    #[test]
    fn knows_left_from_right() {
        assert!(may_import("key", "jose") && may_import("jose", "jose") && may_import("explain", "engine"));
        assert!(!may_import("jose", "key") && !may_import("key", "extract") && !may_import("audit", "words"));
        assert!(!may_import("engine", "explain"));
    }

    #[test]
    fn resolves_super_and_self_to_their_modules() {
        let check = |path: &str, code: &str, expected: &[&str]| {
            assert_eq!(imports(&File { path: path.into(), lines: 1, source: Source::read(code) }), expected);
        };
        check(
            "jose/json.rs",
            "use super::Token; use super::super::key::Key; use self::x::Y;",
            &["jose", "key", "jose"],
        );
        check("engine.rs", "use super::claims; use crate::key::{Key}; use core::fmt;", &["claims", "key"]);
        check("jose/json/a.rs", "super::super::super::spec::Spec", &["spec"]);
    }

    #[test]
    fn tells_our_modules_from_crates() {
        let check = |code: &str, crates: &[&str]| assert_eq!(crypto_crates(&Source::read(code)), crates, "{code}");
        check("use rsa::RsaPublicKey;", &["rsa"]);
        check("use {sha2::Sha256, crate::engine::jwa::rsa};", &["sha2"]);
        check("use crate::engine::jwa::rsa; fn f() { rsa::key() }", &[]);
        check("use super::{ecdsa, rsa::{self, Key}}; fn f() { rsa::key(ecdsa::x()) }", &[]);
        check("mod rsa; fn f() { rsa::prove(); p256::x() }", &["p256"]);
        check("crate::engine::jwa::hmac::ROW; super::rsa::ROW; let hmac = 1;", &[]);
    }
}
