// The view of filings: buttons that copy citations, citations of the row that was chosen, and the
// way on from a year's page to the quarter in which a filing now stands.
//
// Without this script a citation is copied by hand, the line below it tells how to name a row, and
// an old address leads to the filing's entry in the list, which is a link.

const ROW = /^(.+)-(I|II)-(\d+)$/;
const COPIED_FOR = 2000; // milliseconds
const asFiled = new WeakMap(); // the citation of the filing, where that of a row stands now

/** Give each citation a button; the button itself says what came of it. */
function addButtons(root) {
  for (const text of root.querySelectorAll(".s16-cite > pre > code")) {
    if (text.nextElementSibling) continue; // the theme gives back a page that it has kept
    const button = document.createElement("button");
    button.type = "button";
    button.className = "s16-copy";
    button.textContent = "Copy";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copy(text, button));
    text.after(button);
  }
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
  } catch {
    // No clipboard without https: the text is chosen, and the reader's own keys copy it.
    getSelection().selectAllChildren(text);
    button.textContent = "Selected";
  }
  setTimeout(() => (button.textContent = "Copy"), COPIED_FOR);
}

/** Let the citations of a filing name a row, or the filing as a whole again. */
function cite(details, accession, row) {
  const summary = details.querySelector("summary");
  summary.textContent = row ? `Cite row ${row[3]} of Table ${row[2]}` : "Cite this filing";
  for (const text of details.querySelectorAll("pre > code")) {
    if (!asFiled.has(text)) asFiled.set(text, text.textContent);
    text.textContent = row ? ofRow(asFiled.get(text), accession, row) : asFiled.get(text);
  }
}

function ofRow(text, accession, [, , table, number]) {
  const tail = `-${table}-${number}`;
  return text
    .replaceAll(`#${accession}`, `#${accession}${tail}`)
    .replace(`-${accession},`, `-${accession}${tail},`)
    .replace(
      new RegExp(`((?:accession number|local identity) ${accession})`),
      `$1, Table ${table}, row ${number}`,
    );
}

/** Follow the address: to the quarter, or to the citation of the row that it names. */
function follow() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  const on = target && target.closest(".s16-leads-on tr")?.querySelector("a[href]");
  if (on) {
    const there = new URL(on.href);
    there.hash = id;
    location.replace(there);
    return;
  }
  const row = ROW.exec(id);
  for (const details of document.querySelectorAll(".s16-cite")) {
    const accession = details.id.replace(/-cite$/, "");
    const isOurs = row?.[1] === accession && target;
    if (isOurs || details.dataset.row) cite(details, accession, isOurs ? row : undefined);
    if (isOurs) details.dataset.row = id;
    else delete details.dataset.row;
  }
}

function attach() {
  addButtons(document);
  follow();
}

addEventListener("hashchange", follow);
if (globalThis.document$?.subscribe) document$.subscribe(attach);
else attach();
