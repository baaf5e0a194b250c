// The field that takes a token before the program is here, which on a slow line is some seconds. The program takes what stands in it
// into its own field (src/app/browser/early.rs), and the field away.

/** Shows the field (style/layout.css waits half a second, so that it never flashes up), and hears what is pasted beside it. */
export function early() {
  const place = document.getElementById("early");
  const field = document.getElementById("early-token");
  place.hidden = false;
  const paste = (event) => {
    const text = event.clipboardData.getData("text/plain");
    // The program hears it itself by now, or the field does.
    if (!place.isConnected) removeEventListener("paste", paste);
    else if (text && event.target !== field) {
      // It would go where the focus goes, too.
      event.preventDefault();
      field.value = text;
      field.focus();
    }
  };
  addEventListener("paste", paste);
}
