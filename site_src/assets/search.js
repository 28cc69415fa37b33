/* Suggestions of companies and insiders while one types.
 *
 * Loads nothing before the box has the focus; then a small manifest, and for each query the one
 * shard of names that can hold the answer. Names come from filers: they are only ever set as text.
 * Without this script the box leads to the lists A to Z.
 */

const SHOWN = 8;

/** Lower case without accents, as the names were folded when the shards were written. */
export function fold(text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replaceAll("ß", "ss").replaceAll("ς", "σ");
}

/** The words of a query; apostrophes join, a CIK loses the noughts before it. */
export function wordsOf(query) {
  const words = fold(query).replace(/['’]/gu, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.map((word) => (/^0\d{6,}$/.test(word) ? word.replace(/^0+/, "") : word));
}

/** The shard to look into: its file ("" where no name has these words, null where the words are
 *  still too short for any), and whether more letters would find more.
 *
 *  A key is the beginning of words; a key that ends in a full stop is one whole short word. */
export function shardFor(words, shards) {
  if (Object.hasOwn(shards, "")) return { file: shards[""], partial: false };
  const keys = Object.keys(shards);
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  for (const word of longestFirst) {
    const key = keys.find((candidate) => word.startsWith(candidate));
    if (key !== undefined) return { file: shards[key], partial: false };
    if (!keys.some((candidate) => candidate.startsWith(word))) return { file: "", partial: false };
  }
  const whole = longestFirst.find((word) => Object.hasOwn(shards, `${word}.`));
  return { file: whole === undefined ? null : shards[`${whole}.`], partial: true };
}

/** 0: its ticker or CIK, 1: all words in full, 2: all words begun, -1: no match. */
function rank(entry, words) {
  const whole = words.join("");
  if (whole === entry.cik || entry.tickers.includes(whole)) return 0;
  let exact = true;
  for (const word of words) {
    if (entry.keys.includes(word)) continue;
    if (!entry.keys.some((key) => key.startsWith(word))) return -1;
    exact = false;
  }
  return exact ? 1 : 2;
}

/** All matches, best first: by rank, then the newest filing, then the CIK. */
export function find(entries, words) {
  const matches = [];
  for (const entry of entries) {
    const place = rank(entry, words);
    if (place >= 0) matches.push({ entry, place });
  }
  matches.sort(
    (a, b) =>
      a.place - b.place ||
      (a.entry.filed < b.entry.filed ? 1 : a.entry.filed > b.entry.filed ? -1 : 0) ||
      a.entry.cik - b.entry.cik,
  );
  return matches.map((match) => match.entry);
}

/** The folder of a page: the CIK, or for a party without one what its number below zero stands for. */
export function folderOf(number) {
  return number < 0 ? `local-${(-1 - number).toString(16).padStart(12, "0")}` : String(number);
}

function readEntry([kind, cik, name, detail, filed, keys]) {
  return {
    kind,
    cik: String(cik),
    name,
    detail,
    filed,
    keys: keys.split(" "),
    tickers: kind === "issuer" ? fold(detail).split(/[\s,;]+/).map((symbol) => wordsOf(symbol).join("")) : [],
  };
}

/** Fetches each file once; one that failed is asked for again the next time. */
class Names {
  constructor(base) {
    this.base = base;
    this.files = new Map();
  }

  load(file, read) {
    if (!this.files.has(file)) {
      const answer = fetch(new URL(`data/names/${file}`, this.base)).then((response) => {
        if (!response.ok) throw new Error(`${file}: ${response.status}`);
        return response.json().then(read);
      });
      answer.catch(() => this.files.delete(file));
      this.files.set(file, answer);
    }
    return this.files.get(file);
  }

  manifest() {
    return this.load("manifest.json", (manifest) => manifest.shards);
  }

  /** What is found, and whether more letters would find more. */
  async search(words) {
    const { file, partial } = shardFor(words, await this.manifest());
    if (!file) return { found: [], partial };
    const entries = await this.load(file, (shard) => shard.names.map(readEntry));
    return { found: find(entries, words), partial };
  }
}

function element(tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

/** The box: an ARIA combobox with a list of links. */
class Box {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input");
    this.base = new URL(form.dataset.base.replace(/\/*$/, "/"), location.href);
    this.names = new Names(this.base);
    this.asked = 0;
    this.active = -1;
    this.options = [];
    this.build();
    this.listen();
  }

  build() {
    this.panel = element("div", { class: "s16-found", hidden: "" });
    this.list = element("div", { id: "s16-list", role: "listbox", "aria-label": "Companies and insiders" });
    this.message = element("p", { class: "s16-message" });
    this.retry = element("button", { type: "button", class: "s16-retry", hidden: "" }, "Try again");
    this.said = element("p", { class: "s16-unseen", role: "status" });
    this.panel.append(this.list, this.message, this.retry);
    this.form.append(this.panel, this.said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": "s16-list",
      "aria-expanded": "false",
    }))
      this.input.setAttribute(name, value);
  }

  listen() {
    this.input.addEventListener("focus", () => {
      this.names.manifest().catch(() => {}); // told when a query needs it
      if (this.input.value.trim()) this.ask();
    });
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", (event) => {
      if (!this.input.value.trim()) return;
      event.preventDefault();
      this.follow(Math.max(this.active, 0));
    });
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.close();
    });
    this.panel.addEventListener("pointerdown", (event) => {
      if (event.target !== this.retry) event.preventDefault(); // the focus stays in the box
    });
    this.retry.addEventListener("click", () => {
      this.input.focus();
      this.ask();
    });
    document.addEventListener("keydown", (event) => {
      const free = !event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key === "/" && free && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        this.input.focus();
        this.input.select();
      }
    });
  }

  async ask() {
    const words = wordsOf(this.input.value);
    const asked = ++this.asked;
    if (!words.length) return this.close();
    try {
      const { found, partial } = await this.names.search(words);
      if (asked === this.asked) this.show(found, partial);
    } catch {
      if (asked === this.asked) this.fail();
    }
  }

  show(found, partial) {
    const shown = found.slice(0, SHOWN);
    this.options = shown.map((entry, index) => this.option(entry, index));
    this.list.replaceChildren(...this.options);
    this.retry.hidden = true;
    const results = `${found.length.toLocaleString("en")} ${found.length === 1 ? "result" : "results"}`;
    if (partial) this.say("Keep typing: more letters find more.", found.length > 0);
    else if (!found.length) this.say("No company or insider of that name here.");
    else if (found.length > SHOWN) this.say(`The first ${SHOWN} of ${results}`, true);
    else this.say("", true, results);
    this.open();
  }

  fail() {
    this.options = [];
    this.list.replaceChildren();
    this.retry.hidden = false;
    this.say("The names could not be loaded.");
    this.open();
  }

  say(text, quiet = false, aloud = text) {
    this.message.textContent = text;
    this.message.hidden = !text;
    this.message.classList.toggle("s16-quiet", quiet);
    this.said.textContent = aloud;
  }

  option(entry, index) {
    const place = `${entry.kind === "issuer" ? "issuers" : "insiders"}/${folderOf(Number(entry.cik))}/`;
    const option = element("a", {
      id: `s16-option-${index}`,
      role: "option",
      tabindex: "-1",
      "aria-selected": "false",
      href: new URL(place, this.base).href,
    });
    option.append(
      element("span", { class: "s16-kind" }, entry.kind === "issuer" ? "Issuer" : "Insider"),
      element("span", { class: "s16-name" }, entry.name),
      element("span", { class: "s16-detail" }, entry.detail),
    );
    return option;
  }

  open() {
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.choose(-1);
  }

  close() {
    this.asked += 1;
    this.panel.hidden = true;
    this.options = [];
    this.list.replaceChildren();
    this.said.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  choose(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    if (option === undefined) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  press(event) {
    const last = this.options.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.panel.hidden) return void this.ask();
      if (last < 0) return;
      if (event.key === "ArrowDown") this.choose(this.active < last ? this.active + 1 : 0);
      else this.choose(this.active > 0 ? this.active - 1 : last);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (this.panel.hidden) this.input.value = "";
      this.close();
    }
  }

  follow(index) {
    const option = this.options[index];
    if (option !== undefined) location.assign(option.href);
    else this.ask();
  }
}

if (typeof document !== "undefined") {
  const form = document.querySelector("form.s16-search");
  if (form !== null) new Box(form);
}
