//! Files in and out, and keys that the browser itself makes.

use core::ops::Range;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Has the browser make an RSA key of so many bits with the exponent 65537; `done` hears it as PKCS#8, or nothing where the
/// browser does not do that: outside of a secure context.
pub fn make_rsa_key(bits: u32, done: impl FnOnce(Option<Vec<u8>>) + 'static) {
    leptos::task::spawn_local(async move { done(rsa_key(bits).await.ok()) });
}

async fn rsa_key(bits: u32) -> Result<Vec<u8>, JsValue> {
    let subtle = window().crypto()?.subtle();
    if subtle.is_undefined() {
        return Err(JsValue::NULL);
    }
    let wish = js_sys::Object::new();
    let exponent = js_sys::Uint8Array::from(&[1, 0, 1][..]);
    for (name, value) in [
        ("name", JsValue::from("RSASSA-PKCS1-v1_5")),
        ("hash", "SHA-256".into()),
        ("modulusLength", bits.into()),
        ("publicExponent", exponent.into()),
    ] {
        js_sys::Reflect::set(&wish, &name.into(), &value)?;
    }
    let usages = js_sys::Array::of2(&"sign".into(), &"verify".into());
    let made = subtle.generate_key_with_object(&wish, true, &usages)?;
    let pair = wasm_bindgen_futures::JsFuture::from(made).await?;
    let key: web_sys::CryptoKey = js_sys::Reflect::get(&pair, &"privateKey".into())?.unchecked_into();
    let exported = wasm_bindgen_futures::JsFuture::from(subtle.export_key("pkcs8", &key)?).await?;
    Ok(js_sys::Uint8Array::new(&exported).to_vec())
}

/// Offers `text` as a file of that name. It never leaves the browser: the address it is saved from is one of its own memory.
pub fn save(name: &str, text: &str) {
    let offer = || -> Result<(), JsValue> {
        let blob = web_sys::Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into()))?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: web_sys::HtmlElement = document().create_element("a")?.unchecked_into();
        link.set_attribute("href", &address)?;
        link.set_attribute("download", name)?;
        link.click();
        web_sys::Url::revoke_object_url(&address)
    };
    let _ = offer();
}

/// Reads the file that was chosen in a file field.
pub fn read_chosen_file(event: &web_sys::Event, take: impl FnOnce(Vec<u8>) + 'static) {
    if let Some(file) = chosen(event) {
        read_file(file, take);
    }
}

/// The file that was chosen in a file field, which is emptied so that the same file can be chosen again.
fn chosen(event: &web_sys::Event) -> Option<web_sys::File> {
    let field = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = field.files().and_then(|files| files.get(0));
    field.set_value("");
    file
}

/// A file of any size, of which stretches are read.
#[derive(Clone)]
pub struct ListFile(web_sys::File);

/// The list that was chosen in a file field.
pub fn chosen_list(event: &web_sys::Event) -> Option<ListFile> {
    chosen(event).map(ListFile)
}

/// The list that was dropped on an element, which nobody else takes then.
pub fn dropped_list(event: &web_sys::DragEvent) -> Option<ListFile> {
    let file = event.data_transfer()?.files()?.get(0)?;
    event.prevent_default();
    event.stop_propagation();
    Some(ListFile(file))
}

impl ListFile {
    /// Its name, without a folder.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// How long it is, in bytes.
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }

    /// These bytes of it; `None` if they cannot be read, as when the file was changed meanwhile.
    pub async fn read(&self, range: Range<u64>) -> Option<Vec<u8>> {
        let part = self.0.slice_with_f64_and_f64(range.start as f64, range.end as f64).ok()?;
        let buffer = wasm_bindgen_futures::JsFuture::from(part.array_buffer()).await.ok()?;
        Some(js_sys::Uint8Array::new(&buffer).to_vec())
    }
}

/// Hears a file dropped anywhere on the page, and whether that was in an element that `selector` selects. A browser would
/// otherwise leave the page to show the file.
pub fn on_dropped_file(selector: &'static str, take: impl Fn(bool, Vec<u8>) + Clone + 'static) {
    let _ = window_event_listener(ev::dragover, |event| {
        let types = event.data_transfer().map(|data| data.types());
        if types.is_some_and(|types| types.includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    });
    let _ = window_event_listener(ev::drop, move |event| {
        let files = event.data_transfer().and_then(|data| data.files());
        let Some(file) = files.and_then(|files| files.get(0)) else { return };
        event.prevent_default();
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let inside = element.is_some_and(|element| element.closest(selector).ok().flatten().is_some());
        let take = take.clone();
        read_file(file, move |bytes| take(inside, bytes));
    });
}

fn read_file(file: web_sys::File, take: impl FnOnce(Vec<u8>) + 'static) {
    /// Larger files are neither keys nor tokens.
    const MOST_BYTES: f64 = 32.0 * 1024.0 * 1024.0;
    if file.size() > MOST_BYTES {
        return;
    }
    let promise = file.array_buffer();
    leptos::task::spawn_local(async move {
        if let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(promise).await {
            take(js_sys::Uint8Array::new(&buffer).to_vec());
        }
    });
}
