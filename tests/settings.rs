//! The settings of a team: the examples are read without a fault, the schema knows what the reader knows, and the command that checks
//! a file tells faults.

use jwt_debugger::base::text::Text;
use jwt_debugger::claims::profile::PROFILES;
use jwt_debugger::engine::jwa::ALGORITHMS;
use jwt_debugger::session::settings::{ENVIRONMENT, LINK, Reading, SETTINGS, file_names, read};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn example(name: &str) -> (String, Reading) {
    let folder = at("hosting/settings");
    let text = fs::read_to_string(folder.join(name)).expect("the example");
    let reading = read(&text, &|name| fs::read_to_string(folder.join(name)).ok().map(Text::from));
    (text, reading)
}

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string(at("docs/settings.schema.json")).expect("the schema")).expect("JSON")
}

fn names(object: &Value) -> Vec<String> {
    let mut names: Vec<String> = object.as_object().expect("an object").keys().cloned().collect();
    names.sort();
    names
}

fn sorted(names: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(ToString::to_string).collect();
    names.sort();
    names
}

#[test]
fn the_examples_have_no_fault_and_use_every_setting() {
    let (_, small) = example("name-only.json");
    assert_eq!(small.faults, []);
    assert!(small.settings.name.is_some() && small.settings.environments.is_empty());
    let (text, full) = example("settings.json");
    assert_eq!(full.faults, []);
    let all = &full.settings.environments;
    let which = |has: fn(&jwt_debugger::session::settings::Environment) -> bool| all.iter().any(has);
    assert!(
        which(|one| one.keys.is_some()) && which(|one| !one.roots.is_empty()) && which(|one| one.max_age.is_some())
    );
    assert_eq!(file_names(&text), ["production.jwks.json", "partner-roots.pem"]);
    let whole: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(names(&whole), sorted(SETTINGS));
    for name in ENVIRONMENT {
        assert!(whole["environments"].as_array().expect("a list").iter().any(|one| one.get(name).is_some()), "{name}");
    }
}

#[test]
fn the_schema_has_the_settings_that_the_reader_knows_and_no_others() {
    let schema = schema();
    let [environment, link] = ["environment", "link"].map(|name| &schema["$defs"][name]);
    for (object, known) in [(&schema, SETTINGS), (environment, ENVIRONMENT), (link, LINK)] {
        assert_eq!(names(&object["properties"]), sorted(known));
        assert_eq!(object["additionalProperties"], Value::Bool(false));
    }
    let listed = |value: &Value| -> Vec<String> {
        let all = value["enum"].as_array().expect("a list");
        all.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
    };
    let algorithms: Vec<&str> = ALGORITHMS.iter().map(|row| row.name).collect();
    assert_eq!(listed(&environment["properties"]["algorithms"]["items"]), algorithms);
    let profiles: Vec<&str> = PROFILES.iter().map(|profile| profile.id).collect();
    assert_eq!(listed(&environment["properties"]["profile"]), profiles);
}

#[test]
fn what_the_schema_requires_and_limits_the_reader_does_too() {
    let schema = schema();
    let faults = |text: &str| read(text, &|_| None).faults.len();
    let most = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("a small number");
    for (name, limit) in [("name", &schema["properties"]["name"]), ("tagline", &schema["properties"]["tagline"])] {
        let limit = most(&limit["maxLength"]);
        let text = |length: usize| format!(r#"{{"{name}":"{}"}}"#, "a".repeat(length));
        assert_eq!([limit, limit + 1].map(|length| faults(&text(length))), [0, 1], "{name}");
    }
    let limit = most(&schema["$defs"]["environment"]["properties"]["issuers"]["maxItems"]);
    let text = |count: usize| {
        format!(r#"{{"environments":[{{"name":"a","issuers":[{}]}}]}}"#, vec![r#""i""#; count].join(","))
    };
    assert_eq!([0, limit, limit + 1].map(|count| faults(&text(count))), [1, 0, 1]);
    assert_eq!(schema["$defs"]["environment"]["required"], serde_json::json!(["name"]));
    assert_eq!(faults(r#"{"environments":[{}]}"#), 1);
    assert_eq!(schema["$defs"]["link"]["required"], serde_json::json!(["title", "url"]));
    assert_eq!(faults(r#"{"links":[{}]}"#), 2);
}

/// What the command says of a file, and how it ends.
fn check(path: &Path) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_check-settings")).arg(path).output().expect("it runs");
    let [said, faults] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("a text"));
    (output.status.code().expect("a code"), said, faults)
}

#[test]
fn the_command_tells_each_fault_with_its_place_and_finds_the_files_beside() {
    let good = at("hosting/settings/settings.json");
    let (code, said, faults) = check(&good);
    assert_eq!((code, faults.as_str()), (0, ""));
    assert!(said.ends_with("settings.json: no fault; environments: Production, Staging, Partners\n"), "{said}");
    assert_eq!(check(&at("hosting/settings/none.json")).0, 2);

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let bad = folder.join("bad.json");
    let text =
        "{\n  \"environments\": [\n    { \"name\": \"a\", \"keys\": \"none.jwks.json\", \"maxage\": 1 }\n  ]\n}\n";
    fs::write(&bad, text).expect("it is written");
    let (code, said, faults) = check(&bad);
    assert_eq!((code, said.as_str()), (1, ""));
    let lines: Vec<&str> = faults.lines().collect();
    assert_eq!(lines.len(), 2, "{faults}");
    assert!(lines[0].ends_with("bad.json, line 3, column 28: The file `none.jwks.json` was not found. Put it into the same folder as `settings.json`."), "{faults}");
    assert!(
        lines[1]
            .contains("bad.json, line 3, column 46: There is no setting `maxage` here. The settings here are `name`, "),
        "{faults}"
    );
}
