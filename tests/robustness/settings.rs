//! Settings of a team: whatever the file holds, it is used as a whole or not at all, and each fault has a place in the text.

use jwt_debugger::base::text::Text;
use jwt_debugger::claims::policy::Policy;
use jwt_debugger::session::settings::{FILE, Settings, file_names, read};

/// Settings with each kind of member.
pub const SETTINGS: &str = r#"{"name":"Desk","tagline":"Ours.","links":[{"title":"How","url":"https://a.example/"}],"default":"Live","environments":[
{"name":"Live","issuers":["https://id.example"],"audiences":["api"],"algorithms":["ES256"],"maxAge":"1h 30m","clockSkew":45,"profile":"access-token","requiredClaims":["jti"],"keys":"live.jwks.json"},
{"name":"Test","keys":{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}}]}"#;

const KEYS: &str = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

/// Reads a text as the settings, with a set of keys as each file that they name, and checks what must hold for any text.
pub fn check(text: &str) {
    let names = file_names(text);
    assert!(names.iter().all(|name| !name.contains(['/', '\\', ':']) && !name.starts_with('.')), "{names:?}");
    let reading = read(text, &|_| Some(Text::from(KEYS)));
    for fault in &reading.faults {
        assert!(fault.at.as_ref().is_none_or(|at| text.get(at.clone()).is_some()), "{:?}", fault.at);
    }
    let told = reading.told(FILE, text);
    assert!(told.len() == reading.faults.len() && told.iter().all(|line| line.starts_with(FILE)), "{told:?}");
    if !reading.faults.is_empty() {
        assert_eq!(reading.settings, Settings::default());
    }
    for environment in &reading.settings.environments {
        assert!(!environment.name.is_empty());
        assert_eq!(environment.expects(&Policy::default(), None).team.as_ref(), Some(&environment.name));
    }
    assert!(reading.settings.default.is_none_or(|index| index < reading.settings.environments.len()));
}
