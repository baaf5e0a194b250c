//! Keys made of passwords, which take so long that they are made once, and elsewhere.

use super::unwrap::salt;
use super::{Jwe, Management};
use crate::crypto::Hash;
use crate::crypto::key_management::password;
use crate::key::{Key, Material, Secret};

/// A key that PBKDF2 made, and all that it was made of: it answers for nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    pub(crate) password: Secret,
    /// Begins with the name of the algorithm.
    pub(crate) salt: Vec<u8>,
    pub(crate) iterations: u32,
    pub(crate) kek: Secret,
}

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    hash: Hash,
    length: usize,
    password: Secret,
    salt: Vec<u8>,
    /// The rounds that it takes.
    pub iterations: u32,
}

impl Derived {
    pub(super) fn make(hash: Hash, password: &Secret, salt: &[u8], iterations: u32, length: usize) -> Derived {
        let kek = Secret(password::derive(hash, &password.0, salt, iterations, length).to_vec());
        Derived { password: password.clone(), salt: salt.to_vec(), iterations, kek }
    }

    pub(super) fn is_of(&self, password: &Secret, salt: &[u8], iterations: u32) -> bool {
        self.iterations == iterations && self.salt == salt && self.password == *password
    }
}

impl Derivation {
    /// What a recipient's key is to be made of; `None` if its `alg` takes no password, or its header is broken, or asks for more
    /// than so many rounds.
    pub fn of(jwe: &Jwe, recipient: usize, key: &Key, most: u64) -> Option<Derivation> {
        let parameters = jwe.parameters(recipient);
        let (algorithm, ..) = parameters.algorithms().ok()?;
        let (Management::Password(hash, length), Key { material: Material::Secret(password), .. }) =
            (algorithm.management, key)
        else {
            return None;
        };
        let iterations = parameters.iterations(algorithm.name, most).ok()?;
        let salt = salt(algorithm.name, &parameters.required("p2s", algorithm.name).ok()?);
        Some(Derivation { hash, length, password: password.clone(), salt, iterations })
    }

    /// Makes it. The time grows with the rounds.
    pub fn make(&self) -> Derived {
        Derived::make(self.hash, &self.password, &self.salt, self.iterations, self.length)
    }

    /// Whether it is made already.
    pub fn is_in(&self, made: &[Derived]) -> bool {
        made.iter().any(|made| made.is_of(&self.password, &self.salt, self.iterations))
    }
}
