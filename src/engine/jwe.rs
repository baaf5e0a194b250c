//! Encrypted tokens, JSON Web Encryption (RFC 7516): read without being repaired, decrypted, and encrypted.
//!
//! A JWE is a header, a content key encrypted to each recipient, and the content encrypted with that key. `alg` says how the
//! content key travels ([`Algorithm`]), `enc` how the content is encrypted ([`Encryption`]). Both are rows of a table.
//!
//! ```text
//! text ─ read ─► Jwe, what is wrong ─┐
//! key text ─ key::detect ─► Key ─────┴─ decrypt ─► Opened, or why not
//! ```
//!
//! The example of RFC 7516 §A.3:
//! ```
//! use jwt_debugger::{engine::jwe, key};
//! # use core::convert::Infallible;
//! # struct NoRandomness;
//! # impl rand_core::TryRng for NoRandomness {
//! #     type Error = Infallible;
//! #     fn try_next_u32(&mut self) -> Result<u32, Infallible> { unreachable!() }
//! #     fn try_next_u64(&mut self) -> Result<u64, Infallible> { unreachable!() }
//! #     fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> { unreachable!() }
//! # }
//! # impl rand_core::TryCryptoRng for NoRandomness {}
//!
//! let token = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.\
//!     6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.\
//!     KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";
//! let key = key::detect(r#"{"kty": "oct", "k": "GawgguFyGrWKav7AX4VKUg"}"#, key::Encoding::Utf8).unwrap().unwrap();
//!
//! let jwe = jwe::read(token).jwe.expect("five segments");
//! let opened = jwe::decrypt(&jwe, &key, &jwe::Limits::default(), &mut NoRandomness).expect("the key is right");
//! assert_eq!(opened.plaintext.0, b"Live long and prosper.");
//! ```

mod alg;
mod decrypt;
mod derived;
mod enc;
mod encrypt;
mod fit;
mod form;
mod header;
mod intermediates;
mod names;
mod read;
mod unwrap;
mod wrap;
mod write;
mod zip;

pub use crate::jose::jwe::{Encoded, Failure, Jwe, Parameters, Parsed, Recipient, Serialization};
use crate::jose::jwe::{failure, failure_at, shown};
pub(crate) use alg::oaep;
pub use alg::{ALGORITHMS, Algorithm, Management, Requirement, find};
pub(crate) use decrypt::lenient;
pub use decrypt::{Limits, Opened, decrypt};
pub use derived::{Derivation, Derived};
pub use enc::{ENCRYPTIONS, Encryption};
pub use encrypt::{Draft, To, encrypt, encrypt_with};
pub use fit::{fit, kind_for, sorted, suggested};
pub use form::faults;
pub use intermediates::{Intermediate, Intermediates};
pub(crate) use names::{meant_alg, meant_enc};
pub use read::{named, read};
pub(crate) use unwrap::Question;
pub use wrap::with_password_parameters;
pub use write::convert;
