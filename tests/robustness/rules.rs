//! What holds for any text whatsoever, area by area. The property tests beside this file and the fuzz targets in `fuzz/`
//! assert the very same.

pub mod case;
pub mod deflate;
pub mod extract;
pub mod json;
pub mod jwe;
pub mod jws_json;
pub mod key;
pub mod sd_jwt;
pub mod settings;
pub mod status_list;
pub mod token;
pub mod verify;
