//! Secrets that everybody knows: examples of documentation, tutorials and frameworks that went into use as they stand.

/// One a line, sorted, so that neighbours share their beginnings and the text packs well.
const WORDS: &str = "\
00000000000000000000000000000000\n\
0123456789\n\
01234567890123456789012345678901\n\
0123456789abcdef\n\
09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7\n\
123\n\
1234\n\
123456\n\
12345678\n\
123456789\n\
1234567890\n\
12345678901234567890123456789012\n\
ACCESS_TOKEN_SECRET\n\
AUTH_SECRET\n\
AllYourBase\n\
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
SecretKeyToGenJWTs\n\
SuperSecretKey\n\
THIS IS USED TO SIGN AND VERIFY JWT TOKENS, REPLACE IT WITH YOUR OWN SECRET, IT CAN BE ANY STRING\n\
TOKEN_SECRET\n\
ThisismySecretKey\n\
YOUR_JWT_SECRET\n\
YOUR_SECRET\n\
YOUR_SECRET_KEY\n\
a-string-secret-at-least-256-bits-long\n\
a-valid-string-secret-that-is-at-least-384-bits-long\n\
a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long\n\
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
bezKoderSecretKey\n\
bezkoder-secret-key\n\
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
correct horse battery staple\n\
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
javainuse\n\
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
keyboard cat\n\
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
shhhhh\n\
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
super-secret-jwt-token-with-at-least-32-characters-long\n\
super-secret-key\n\
superSecret\n\
superSecretKey\n\
superSecretKey@345\n\
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
your-256-bit-secret\n\
your-384-bit-secret\n\
your-512-bit-secret\n\
your-jwt-secret\n\
your-secret\n\
your-secret-key\n\
your-super-secret-jwt-token-with-at-least-32-characters-long\n\
your-super-secret-key\n\
your_jwt_secret\n\
your_secret_key";

/// All of them.
pub fn words() -> impl Iterator<Item = &'static str> {
    WORDS.split('\n')
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
        let all: Vec<&str> = words().collect();
        assert!((200..=400).contains(&all.len()), "{}", all.len());
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(all.iter().all(|word| !word.is_empty() && *word == word.trim()));
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
