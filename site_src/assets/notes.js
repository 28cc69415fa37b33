// A note beside its number: on hover, on focus and on tap, with the filing it is from.
//
// The page is whole without this: each marker is a link to its note at the foot. One bubble serves
// the whole page; it shows a copy of the note. Two kinds of marker are known: a page's own
// (`a.footnote-ref`, to a list item) and those of a filing in full (`.s16-fn a`, to an anchor
// within the note). Events are heard at the document, so a page that the theme replaces needs
// nothing new.

const MARKER = "a.footnote-ref, .s16-fn a";
const BACK = 'a[href^="#"]'; // the ways back lead into the page, sources lead elsewhere
const EDGE = 8; // pixels kept free between the bubble and the window
const LINGER = 250; // ms to move the pointer from the marker to the bubble
const SOURCES = 3; // filings named of a note that many share, where the row tells none

/** The id that a marker leads to. */
const target = (marker) => decodeURIComponent(marker.hash.slice(1));

/** The note of a marker, without its ways back; nothing if it is not on this page. */
function copyOf(marker) {
  const note = document.getElementById(target(marker))?.closest("li");
  if (!note) return null;
  const copy = document.createElement("div");
  copy.append(...note.cloneNode(true).childNodes);
  for (const back of copy.querySelectorAll(BACK)) back.remove();
  for (const named of copy.querySelectorAll("[id]")) {
    if (named.textContent) named.removeAttribute("id");
    else named.remove();
  }
  return copy;
}

/** Names the filing of a note in a filing view: the heading of the accession in the note's id. */
function filingOf(marker) {
  for (let id = target(marker); id.includes("-"); id = id.slice(0, id.lastIndexOf("-"))) {
    const heading = document.getElementById(id)?.closest("h1, h2, h3, h4");
    if (heading) return heading.textContent.replace(/[¶#]\s*$/, "").trim();
  }
  return "";
}

/** The filings that the marker's row leads to, by accession number. */
function filingsBeside(marker) {
  const links = marker.closest("tr")?.querySelectorAll('a[href*="#"]') ?? [];
  return new Set([...links].map((link) => link.hash.slice(1)).filter(Boolean));
}

/** Keep of the filings that share a text the row's own; else the first few, and how many more. */
function nameSources(copy, marker) {
  const sources = [...copy.querySelectorAll("em + a")].map((link) => ({
    link,
    name: link.previousElementSibling,
  }));
  if (sources.length < 2) return;
  const beside = filingsBeside(marker);
  const own = sources.filter(({ link }) =>
    [...beside].some((filing) => link.hash.startsWith(`#${filing}-`)),
  );
  const kept = own.length ? own : sources.slice(0, SOURCES);
  const more = sources.length - kept.length;
  const paragraph = sources[0].name.parentElement;
  while (sources[0].name.nextSibling) sources[0].name.nextSibling.remove();
  sources[0].name.remove();
  kept.forEach(({ link, name }, nth) => paragraph.append(nth ? "; " : "", name, " ", link));
  if (more) paragraph.append(`; the same words in ${more} other filing${more > 1 ? "s" : ""}`);
}

/** What the bubble shows for a marker; nothing where the note is not on this page. */
function contentOf(marker) {
  const copy = copyOf(marker);
  if (!copy) return null;
  if (marker.classList.contains("footnote-ref")) nameSources(copy, marker);
  else {
    const filing = filingOf(marker);
    if (filing) {
      const source = document.createElement("p");
      source.append(Object.assign(document.createElement("em"), { textContent: filing }));
      copy.append(source);
    }
  }
  return copy;
}

const bubble = document.createElement("div");
bubble.className = "s16-bubble md-typeset";
bubble.id = "s16-bubble";
bubble.setAttribute("role", "tooltip");
bubble.hidden = true;

let shown; // the marker whose note stands open
let wait; // of a pointer on its way from the marker to the bubble
let tapped; // a touch that has just opened the bubble: it does not lead to the foot as well

function open(marker) {
  clearTimeout(wait);
  if (shown === marker) return;
  close();
  const content = contentOf(marker);
  if (!content) return;
  bubble.replaceChildren(content);
  // Within the main landmark, whose content the theme may have replaced since.
  if (!bubble.isConnected) (document.querySelector("main") ?? document.body).append(bubble);
  bubble.hidden = false;
  place(marker);
  marker.setAttribute("aria-describedby", bubble.id);
  shown = marker;
}

/** Below the marker, above it where there is no room; never past the window's sides. */
function place(marker) {
  const at = marker.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  bubble.style.left = bubble.style.top = "0";
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const left = Math.max(EDGE, Math.min(at.left - EDGE, clientWidth - width - EDGE));
  const below = at.bottom + EDGE / 2;
  const above = at.top - height - EDGE / 2;
  const top = below + height > clientHeight - EDGE && above >= EDGE ? above : below;
  const origin = bubble.getBoundingClientRect(); // of left 0, top 0
  bubble.style.left = `${left - origin.left}px`;
  bubble.style.top = `${top - origin.top}px`;
}

function close() {
  clearTimeout(wait);
  shown?.removeAttribute("aria-describedby");
  shown = undefined;
  bubble.hidden = true;
}

const markerOf = (event) => event.target.closest?.(MARKER);
const isInBubble = (event) => bubble.contains(event.target);

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const marker = markerOf(event);
  if (marker) open(marker);
  else if (isInBubble(event)) clearTimeout(wait);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType === "touch" || !shown) return;
  if (!markerOf(event) && !isInBubble(event)) return;
  clearTimeout(wait);
  // What has the focus stays explained.
  if (document.activeElement !== shown) wait = setTimeout(close, LINGER);
});
document.addEventListener("pointerdown", (event) => {
  const marker = markerOf(event);
  tapped = event.pointerType === "touch" && marker !== shown ? marker : undefined;
  if (!marker && !isInBubble(event)) close();
});
document.addEventListener("focusin", (event) => {
  const marker = markerOf(event);
  if (marker) open(marker);
  else if (!isInBubble(event)) close();
});
// The first tap shows the note, the second leads to it at the foot. Heard before the theme hears it.
document.addEventListener(
  "click",
  (event) => {
    const marker = markerOf(event);
    if (marker && marker === tapped) {
      open(marker);
      if (marker === shown) {
        event.preventDefault();
        event.stopPropagation();
      }
    } else if (marker || (isInBubble(event) && event.target.closest("a"))) close();
    tapped = undefined;
  },
  true,
);
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !shown) return;
    event.preventDefault();
    event.stopPropagation(); // one Escape, one thing closed
    close();
  },
  true,
);
// A table that scrolls sideways takes the marker away; the page takes the bubble along. Where the
// focus itself has made it scroll, the bubble follows.
document.addEventListener(
  "scroll",
  (event) => {
    if (!shown || event.target === document || isInBubble(event)) return;
    if (document.activeElement === shown) place(shown);
    else close();
  },
  { capture: true, passive: true },
);
addEventListener("resize", close);
globalThis.document$?.subscribe?.(close);
