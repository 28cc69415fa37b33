// What the theme asks for before its own script runs: the four helpers with which it keeps a
// reader's choice of colours, and that choice itself, so that no page is first painted in the
// other scheme. The theme prints these into every page; in a file of their own they are loaded
// once, and a page needs no inline script, which its Content-Security-Policy forbids.
//
// A classic script, loaded where the colour switch stands: `body` is there, nothing is painted yet.

// This file lies in `assets/` below the root of the site.
var __md_scope = new URL("..", document.currentScript.src);

var __md_get = (key, storage = localStorage, scope = __md_scope) =>
  JSON.parse(storage.getItem(`${scope.pathname}.${key}`));

var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // A reader who forbids storage chooses anew on the next page.
  }
};

var __md_hash = (text) =>
  [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);

{
  const follow = "(prefers-color-scheme)";
  const kept = () => {
    try {
      return __md_get("__palette")?.color;
    } catch {
      return undefined;
    }
  };
  const system = () => {
    const tone = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${tone})"]`);
    const { mdColorScheme, mdColorPrimary, mdColorAccent } = option?.dataset ?? {};
    return { scheme: mdColorScheme, primary: mdColorPrimary, accent: mdColorAccent };
  };
  const chosen = kept();
  const colours = chosen && chosen.media !== follow ? chosen : system();
  for (const [name, value] of Object.entries(colours)) {
    if (name !== "media" && value) document.body.setAttribute(`data-md-color-${name}`, value);
  }
}

// The marks on the colour switch: a half disc follows the system, a ring is light, a disc is dark.
{
  const disc = '<circle cx="10" cy="10" r="7"/>';
  const half = '<path class="s16-full" d="M10 3a7 7 0 0 1 0 14z"/>';
  const full = '<circle class="s16-full" cx="10" cy="10" r="7"/>';
  for (const option of document.querySelectorAll(".s16-tones input")) {
    const { mdColorMedia, mdColorScheme } = option.dataset;
    const mark = mdColorScheme === "slate" ? full : mdColorMedia === "(prefers-color-scheme)" ? half : "";
    const label = option.nextElementSibling;
    label.title = option.getAttribute("aria-label");
    label.innerHTML = `<svg viewBox="0 0 20 20">${disc}${mark}</svg>`;
  }
}
