//! What holds for any text whatsoever, area by area. The property tests beside this file and the fuzz targets in `fuzz/`
//! assert the very same.

pub mod extract;
pub mod json;
pub mod key;
pub mod token;
pub mod verify;
