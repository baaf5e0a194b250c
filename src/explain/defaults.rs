//! Secrets that everybody knows: examples of documentation, tutorials and frameworks that went into use as they stand.

/// Secrets of one project or text each, and where it publishes them; sorted.
static PUBLISHED: &[(&str, &str)] = &[
    ("!ChangeMe!", "Mercure, older examples of API Platform"),
    ("!ChangeThisMercureHubJWTSecretKey!", "Mercure, the examples of its documentation"),
    ("09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7", "the tutorial of FastAPI"),
    ("16f8c0ef4a5d391b26034086c628469d3f9f497f08163ab9b40137092f2909ef", "LibreChat, `JWT_SECRET` in `.env.example`"),
    ("3EK6FD+o0+c7tzBNVfjpMkNDi2yARAAKzQlk8O2IKoxQu4nF7EdAh8s3TwpHwrdWT6R", "the documentation of Hasura"),
    ("5lrMXKKWCVocS/uerPsl7V+TX/aaUaI7iDkgl3tSmLE=", "Infisical, `AUTH_SECRET` in `.env.example`"),
    ("6116487b-cda1-52c2-b5b5-c8022c45e263", "Directus, `SECRET` in its Docker Compose file"),
    ("AABBCCDDAABBCCDDAABBCCDDAABBCCDDAABBCCDD", "Flowise, `JWT_AUTH_TOKEN_SECRET` in `.env.example`"),
    ("AllYourBase", "the examples of golang-jwt"),
    (
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        "RFC 7515, appendix A.1",
    ),
    (
        "DO NOT USE THIS VALUE. INSTEAD, CREATE A COMPLEX SECRET AND KEEP IT SAFE OUTSIDE OF THE SOURCE CODE.",
        "the documentation of NestJS",
    ),
    ("NeverShareYourSecret", "the README of hapi-auth-jwt2"),
    (
        "SecretKey012345678901234567890123456789012345678901234567890123456789",
        "Nacos, `token.secret.key` before 2.2.0.1",
    ),
    ("SecretKeyToGenJWTs", "Auth0's tutorial for Spring Boot"),
    (
        "THIS IS USED TO SIGN AND VERIFY JWT TOKENS, REPLACE IT WITH YOUR OWN SECRET, IT CAN BE ANY STRING",
        "Jason Watmore's tutorials for .NET and Node.js",
    ),
    ("ThisTokenIsNotSoSecretChangeIt", "Symfony, `parameters.yml.dist`"),
    ("X-Litemall-Token", "litemall, `JwtHelper`"),
    (
        "ZmQ0ZGI5NjQ0MDQwY2I4MjMxY2Y3ZmI3MjdhN2ZmMjNhODViOTg1ZGE0NTBjMGM4NDA5NzYxMjdjOWMwYWRmZTBlZjlhNGY3ZTg4Y2U3YTE1ODVkZDU5Y2Y3OGYwZWE1NzUzNWQ2YjFjZDc0NGMxZWU2MmQ3MjY1NzJmNTE0MzI=",
        "eladmin, `base64-secret`",
    ),
    ("a-string-secret-at-least-256-bits-long", "jwt.io"),
    ("a-valid-string-secret-that-is-at-least-384-bits-long", "jwt.io"),
    ("a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long", "jwt.io"),
    ("bezKoderSecretKey", "BezKoder's tutorials for Spring Boot"),
    ("bezkoder-secret-key", "BezKoder's tutorials for Node.js"),
    ("correct horse battery staple", "xkcd 936"),
    ("dbcjqheupqjsuwsm", "Yearning, `SecretKey`"),
    (
        "eaa5191f2914e30b9387fd84e254e4ba6fc51b4654968a9b0803b456a54b8418",
        "LibreChat, `JWT_REFRESH_SECRET` in `.env.example`",
    ),
    ("javainuse", "JavaInUse's tutorial for Spring Boot"),
    ("keyboard cat", "the README of express-session"),
    ("mall-admin-secret", "macrozheng/mall"),
    ("mall-portal-secret", "macrozheng/mall"),
    ("my-random-string-for-seeding", "AnythingLLM, `JWT_SECRET` in `.env.example`"),
    ("my-secret-token-to-change-in-production", "JHipster, older versions"),
    ("my_jitsi_app_secret", "Jitsi Meet, `JWT_APP_SECRET` in `env.example`"),
    ("myjwts3cr3t", "LoopBack 4, `TokenServiceConstants`"),
    ("pleaseChangeThisSecretForANewOne", "the documentation of Micronaut"),
    ("qmPlus", "gin-vue-admin, `signing-key`"),
    ("random string for your JWT secret, make it long", "Postiz, `.env.example`"),
    ("reallyreallyreallyreallyverysafe", "the documentation of PostgREST"),
    ("replace_me_with_a_random_string", "Twenty, `.env.example`"),
    ("shhhhh", "the README of jsonwebtoken"),
    ("sk-9f73s3ljTXVcMT3Blb3ljTqtsKiGHXVcMT3BlbkFJLK7U", "Dify, `SECRET_KEY` in `.env.example`"),
    ("super-secret-jwt-token-with-at-least-32-characters-long", "Supabase, the local set-up of its command line"),
    ("superSecretKey@345", "Code Maze's tutorials for ASP.NET Core"),
    ("t0p-s3cr3t", "Open WebUI, `WEBUI_SECRET_KEY`"),
    ("test-guest-secret-change-me", "Apache Superset, `GUEST_TOKEN_JWT_SECRET`"),
    ("test-secret-change-me", "Apache Superset, `GLOBAL_ASYNC_QUERIES_JWT_SECRET`"),
    ("your-256-bit-secret", "jwt.io"),
    ("your-384-bit-secret", "jwt.io"),
    ("your-512-bit-secret", "jwt.io"),
    ("your-super-secret-jwt-token-with-at-least-32-characters-long", "Supabase, `.env.example` for Docker"),
];

/// Words and placeholders that stand in the documentation and samples of many; one a line, sorted, so that neighbours share their
/// beginnings and the text packs well.
const WORDS: &str = "\
00000000000000000000000000000000\n\
0123456789\n\
01234567890123456789012345678901\n\
0123456789abcdef\n\
123\n\
1234\n\
123456\n\
12345678\n\
123456789\n\
1234567890\n\
12345678901234567890123456789012\n\
ACCESS_TOKEN_SECRET\n\
AUTH_SECRET\n\
CHANGEME\n\
CHANGE_ME\n\
ChangeMe\n\
Hello World\n\
JWT\n\
JWTSecret\n\
JWTSecretKey\n\
JWTSuperSecretKey\n\
JWT_SECRET\n\
JWT_SECRET_KEY\n\
MySecret\n\
MySecretKey\n\
NEXTAUTH_SECRET\n\
REFRESH_TOKEN_SECRET\n\
SECRET\n\
SECRET_KEY\n\
Secret\n\
SecretKey\n\
SuperSecretKey\n\
TOKEN_SECRET\n\
ThisismySecretKey\n\
YOUR_JWT_SECRET\n\
YOUR_SECRET\n\
YOUR_SECRET_KEY\n\
abc\n\
abc123\n\
abcdefghijklmnopqrstuvwxyz\n\
access-token-secret\n\
admin\n\
api-key\n\
api-secret\n\
apisecret\n\
app-secret\n\
appsecret\n\
auth-secret\n\
auth_secret\n\
authsecret\n\
bar\n\
change-me\n\
change-me-in-production\n\
change-this\n\
change-this-secret\n\
change_me\n\
changeit\n\
changeme\n\
changeme123\n\
changethis\n\
client-secret\n\
default\n\
default-secret\n\
demo\n\
dev\n\
dev-secret\n\
development\n\
development-secret\n\
dummy\n\
example\n\
example-key\n\
example-secret\n\
fake-secret\n\
foo\n\
foobar\n\
hello\n\
hello world\n\
hmac-secret\n\
hmackey\n\
hmacsecret\n\
hunter2\n\
insecure\n\
jwt\n\
jwt secret\n\
jwt-secret\n\
jwt-secret-key\n\
jwtSecret\n\
jwtSecretKey\n\
jwt_secret\n\
jwt_secret_key\n\
jwtkey\n\
jwtsecret\n\
jwtsecretkey\n\
keep-it-secret\n\
key\n\
key123\n\
my secret\n\
my secret key\n\
my-jwt-secret\n\
my-secret\n\
my-secret-key\n\
my-super-secret\n\
my-super-secret-key\n\
mySecret\n\
mySecretKey\n\
my_secret\n\
my_secret_key\n\
myjwtsecret\n\
mypassword\n\
mysecret\n\
mysecretkey\n\
mysupersecret\n\
mysupersecretkey\n\
not-a-secret\n\
not-so-secret\n\
notasecret\n\
null\n\
p@ssw0rd\n\
pass\n\
passphrase\n\
password\n\
password123\n\
please-change-me\n\
pleasechangeme\n\
private\n\
private-key\n\
privateKey\n\
private_key\n\
privatekey\n\
qwerty\n\
qwertyuiopasdfghjklzxcvbnm123456\n\
refresh-token-secret\n\
replace-me\n\
replaceme\n\
s3cr3t\n\
sample\n\
secret\n\
secret key\n\
secret-key\n\
secret123\n\
secretKey\n\
secret_key\n\
secretkey\n\
secretpassword\n\
session-secret\n\
shared-secret\n\
shared_secret\n\
sharedsecret\n\
shhhh\n\
shhhhhared-secret\n\
signature\n\
signing-key\n\
signingkey\n\
some-secret\n\
some-secret-key\n\
sup3rs3cr3t\n\
super secret\n\
super secret key\n\
super-secret\n\
super-secret-key\n\
superSecret\n\
superSecretKey\n\
super_secret\n\
supersecret\n\
supersecretkey\n\
symmetric-key\n\
test\n\
test-key\n\
test-secret\n\
test123\n\
test1234\n\
test_secret\n\
testing\n\
testkey\n\
testsecret\n\
this is a secret\n\
this is my custom Secret key for authentication\n\
this is my secret key\n\
this-is-a-secret\n\
thisisasecret\n\
thisismysecret\n\
thisismysecretkey\n\
token\n\
token-secret\n\
top secret\n\
top-secret\n\
topSecret\n\
topsecret\n\
undefined\n\
very-secret\n\
very-secret-key\n\
verySecret\n\
verysecret\n\
your secret\n\
your secret key\n\
your-jwt-secret\n\
your-secret\n\
your-secret-key\n\
your-super-secret-key\n\
your_jwt_secret\n\
your_secret_key";

/// All of them.
pub fn words() -> impl Iterator<Item = &'static str> {
    PUBLISHED.iter().map(|(secret, _)| *secret).chain(WORDS.split('\n'))
}

/// All of them as a list, one a line.
pub fn list() -> String {
    words().collect::<Vec<_>>().join("\n")
}

/// Where this very secret is published, if that is one project or text.
pub fn source(secret: &[u8]) -> Option<&'static str> {
    PUBLISHED.iter().find(|(word, _)| word.as_bytes() == secret).map(|(_, source)| *source)
}

/// Whether `secret` is one that everybody knows.
pub fn is_known(secret: &[u8]) -> bool {
    words().any(|word| word.as_bytes() == secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_and_none_is_empty_or_stands_twice() {
        let mut all: Vec<&str> = words().collect();
        assert!(PUBLISHED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(WORDS.split('\n').collect::<Vec<_>>().windows(2).all(|pair| pair[0] < pair[1]));
        assert!((200..=400).contains(&all.len()), "{}", all.len());
        assert!(all.iter().all(|word| !word.is_empty() && *word == word.trim() && !word.contains('\n')));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(list().lines().count(), count);
    }

    #[test]
    fn a_secret_of_one_project_has_its_source() {
        assert_eq!(source(b"AllYourBase"), Some("the examples of golang-jwt"));
        assert_eq!((source(b"secret"), source(b"")), (None, None));
        assert!(PUBLISHED.iter().all(|(secret, source)| is_known(secret.as_bytes()) && !source.is_empty()));
    }

    #[test]
    fn a_secret_is_known_to_the_byte() {
        let check = |secret: &str, known: bool| assert_eq!(is_known(secret.as_bytes()), known, "{secret}");
        check("secret", true);
        check("your-256-bit-secret", true);
        check("keyboard cat", true);
        check("a-string-secret-at-least-256-bits-long", true);
        check("", false);
        check("secret\n", false);
        check("secretly", false);
    }
}
