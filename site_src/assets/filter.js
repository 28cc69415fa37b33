// Tables that can be put in order by their heads, and a bar above tables of transactions that
// shows only some of their rows.
//
// Everything is read from the table that is on the page, by its heads; nothing is fetched and
// nothing is kept. What is chosen stands in the address (`?transactions.code=S`), so that it can be
// cited. Without this script a table is simply whole.

import { element, inFigures } from "./search-parts.js";

const SORTED = ".s16-table:not(.s16-head, .s16-hits):has(tbody > tr:nth-child(3))";
const FILTERED = ".s16-transactions:has(tbody > tr:nth-child(6))"; // filter.css keeps room for it
const NEAR = { rootMargin: "100%" }; // how far off the screen heads are made ready
const DAY = /\d{4}-\d\d-\d\d/;
const NUMBER = /([▼−-]?)[▲+]?\s*\$?(\d[\d,]*(?:\.\d+)?|\.\d+)/;
const FLOAT = 1e-9; // a product of two decimals may fall this short of itself

const ROLES = { director: /^Director\b/, owner: /\b10\s%\sowner\b/, officer: /./ };
const ROLE_WORDS = { director: "Director", officer: "Officer or other", owner: "10 % owner" };

const known = new WeakMap(); // the box of a table -> its Table

/** What a cell says, without the markers of its notes. */
function wordsOf(cell) {
  if (!cell) return "";
  if (!cell.querySelector("sup")) return cell.textContent.trim();
  const bare = cell.cloneNode(true);
  for (const mark of bare.querySelectorAll("sup")) mark.remove();
  return bare.textContent.trim();
}

/** The number that a cell begins with, with its sign; undefined where it says none. */
function numberOf(cell) {
  const found = NUMBER.exec(wordsOf(cell));
  if (!found) return undefined;
  const size = Number(found[2].replaceAll(",", ""));
  return found[1] ? -size : size;
}

/** A transaction's value: amount times price, or an amount that is itself money. */
function valueOf(amount, price) {
  const size = numberOf(amount);
  if (size === undefined) return undefined;
  if (wordsOf(amount).includes("$")) return Math.abs(size);
  const each = numberOf(price);
  return each === undefined ? undefined : Math.abs(size) * each;
}

/** A table's rows: those that belong together as one, and what closes the table apart. */
function groupsOf(box, body) {
  const groups = [];
  const last = [];
  for (const row of body.rows) {
    const [first, ...others] = row.cells;
    const isMore = box.classList.contains("s16-holdings") && first && !first.hasChildNodes();
    if (others.length && others.every((cell) => !cell.hasChildNodes())) last.push(row);
    else if (isMore && groups.length) groups.at(-1).push(row);
    else groups.push([row]);
  }
  return [groups, last];
}

class Table {
  #column = -1;
  #down = false;

  constructor(box, name) {
    this.box = box;
    this.name = name;
    this.table = box.querySelector("table");
    this.body = this.table.tBodies[0];
    this.heads = [...(this.table.tHead?.rows[0]?.cells ?? [])];
    [this.groups, this.last] = groupsOf(box, this.body);
    this.words = this.heads.map((head) => head.textContent.trim());
    this.heads.forEach((head, index) => this.#ready(head, index));
    this.read();
  }

  /** Make a head a button that puts the table in order. */
  #ready(head, index) {
    const old = head.querySelector(".s16-sort"); // of a page that the theme has kept
    if (old) old.replaceWith(...old.childNodes);
    const button = element("button", { type: "button", class: "s16-sort" });
    button.append(...head.childNodes);
    button.addEventListener("click", () => this.#next(index));
    head.append(button);
  }

  at(head) {
    return this.words.indexOf(head);
  }

  cell(row, head) {
    return row.cells[this.at(head)];
  }

  isNumeric(index) {
    return this.heads[index].getAttribute("style")?.includes("right") ?? false;
  }

  /** Numbers and days begin with the largest and the newest, words with A. */
  #beginsDown(index) {
    if (this.isNumeric(index)) return true;
    return this.groups.some(([row]) => DAY.test(wordsOf(row.cells[index]).slice(0, 10)));
  }

  /** One way, the other way, and back to how the page lists it. */
  #next(index) {
    const first = this.#beginsDown(index);
    if (index !== this.#column) this.sort(index, first);
    else if (this.#down === first) this.sort(index, !first);
    else this.sort(-1);
    this.write("sort", this.order);
  }

  /** The order as it stands in the address: "Price", "-Price" or "". */
  get order() {
    return this.#column < 0 ? "" : (this.#down ? "-" : "") + this.words[this.#column];
  }

  set order(said) {
    const isDown = said.startsWith("-");
    this.sort(this.at(isDown ? said.slice(1) : said), isDown);
  }

  sort(index, isDown = false) {
    if (index < 0 && this.#column < 0) return;
    this.#column = index;
    this.#down = isDown;
    this.heads.forEach((head, at) => {
      if (at === index) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const ordered = index < 0 ? this.groups : this.#ordered(index, isDown ? -1 : 1);
    this.body.append(...ordered.flat(), ...this.last);
    this.bar?.showOrder();
  }

  /** The groups by what one of their cells says; those that say nothing last, either way. */
  #ordered(index, way) {
    const read = this.isNumeric(index) ? numberOf : wordsOf;
    const keyed = this.groups.map((rows) => {
      const key = rows.map((row) => read(row.cells[index])).find((each) => (each ?? "") !== "");
      return { rows, key };
    });
    // Made when it is needed: a collator takes a while, and most readers sort nothing.
    const compare = this.isNumeric(index)
      ? (a, b) => a - b
      : new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
    keyed.sort((a, b) => {
      if (a.key === undefined || b.key === undefined)
        return (a.key === undefined) - (b.key === undefined);
      return way * compare(a.key, b.key);
    });
    return keyed.map(({ rows }) => rows);
  }

  /** Take from the address what it says of this table. */
  read() {
    const said = new URLSearchParams(location.search);
    this.order = said.get(`${this.name}.sort`) ?? "";
    this.bar?.read(said);
  }

  /** Write a choice into the address; it makes no step in the reader's history. */
  write(key, value) {
    const said = new URL(location.href);
    if (value) said.searchParams.set(`${this.name}.${key}`, value);
    else said.searchParams.delete(`${this.name}.${key}`);
    history.replaceState(history.state, "", said);
  }
}

/** The roles that the page's table of people states, by the address that a row leads to. */
function rolesOf(page) {
  const found = new Map();
  for (const row of page.querySelectorAll(".s16-people tbody tr")) {
    const link = row.querySelector("td:first-child a[href]");
    const role = wordsOf(row.cells[1]);
    if (link && role && role !== "not stated") found.set(link.href, role);
  }
  return found;
}

/** Which of the three kinds a role in words is of; a person may be several. */
function kindsOf(role) {
  const kinds = [];
  let rest = role;
  for (const kind of ["director", "owner", "officer"]) {
    if (!ROLES[kind].test(rest.replace(/^[\s,]+/, ""))) continue;
    kinds.push(kind);
    rest = rest.replace(ROLES[kind], "").replace(/^[\s,]+|[\s,]+$/g, "");
  }
  return kinds;
}

class Bar {
  #fields = new Map(); // key in the address -> its field
  #facts; // what each row says, read once somebody asks

  constructor(table) {
    this.table = table;
    this.rows = table.groups.flat();
    this.status = element("p", { role: "status", class: "s16-filter-count" });
    this.form = element("form", { class: "s16-filter-fields" }, ...this.#made());
    const summary = element("summary", {}, "Filter and sort");
    this.root = element("details", { class: "s16-filter" }, summary, this.form);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.#changed(event.target));
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.clear();
    });
    table.box.before(this.root, this.status);
  }

  get facts() {
    this.#facts ??= this.rows.map((row) => this.#read(row));
    return this.#facts;
  }

  /** All that the fields ask of a row. */
  #read(row) {
    const { table } = this;
    const text = row.textContent;
    const code = table.cell(row, "Code")?.querySelector("strong")?.textContent.trim() ?? "";
    const who = table.cell(row, "Insider") ?? table.cell(row, "Issuer");
    const role = this.roles.get(who?.querySelector("a")?.href) ?? "";
    return {
      code,
      codeWords: code && wordsOf(table.cell(row, "Code")).slice(code.length).split("·")[0].trim(),
      roles: role ? kindsOf(role) : [],
      day: DAY.exec(wordsOf(table.cell(row, "Traded")))?.[0] ?? "",
      value: valueOf(table.cell(row, "Amount"), table.cell(row, "Price")),
      isPlan: text.includes("10b5-1"),
      text: text.toLowerCase(),
    };
  }

  /** The fields that can choose between rows of this table. */
  *#made() {
    this.roles = rolesOf(document);
    const { facts } = this;
    const codes = new Map(facts.filter(({ code }) => code).map((f) => [f.code, f.codeWords]));
    if (codes.size > 1) yield this.#select("code", "Code", codeOptions(codes));
    const roles = Object.entries(ROLE_WORDS).filter(([key]) =>
      facts.some((fact) => fact.roles.includes(key)),
    );
    if (roles.length > 1) yield this.#select("role", "Role now", [["", "All"], ...roles]);
    yield this.#input("from", "Traded from", { type: "date" });
    yield this.#input("to", "to", { type: "date" });
    if (facts.some(({ value }) => value !== undefined)) {
      const number = { type: "number", min: "0", step: "any", inputmode: "decimal" };
      yield this.#input("value", "Value at least, $", number);
    }
    if (facts.some(({ isPlan }) => isPlan)) {
      const plans = [["", "All"], ["yes", "Under a plan"], ["no", "Not marked"]];
      yield this.#select("plan", "10b5-1", plans);
    }
    yield this.#input("text", "Words in the row", { type: "search", autocomplete: "off" });
    yield this.#select("sort", "Order", this.#orders());
    yield element("button", { type: "reset", class: "s16-button" }, "Clear");
  }

  #orders() {
    const both = this.table.words.flatMap((word, index) =>
      this.table.isNumeric(index)
        ? [[`-${word}`, `${word}, largest first`], [word, `${word}, smallest first`]]
        : [[word, `${word}, first to last`], [`-${word}`, `${word}, last to first`]],
    );
    return [["", "As the page lists it"], ...both];
  }

  #select(key, label, options) {
    const field = element("select");
    for (const [value, words] of options) field.append(new Option(words, value));
    return this.#labelled(key, label, field);
  }

  #input(key, label, attributes) {
    return this.#labelled(key, label, element("input", attributes));
  }

  #labelled(key, label, field) {
    field.name = key;
    this.#fields.set(key, field);
    return element("label", { class: `s16-filter-${key}` }, element("span", {}, label), field);
  }

  #changed(field) {
    if (field.name === "sort") this.table.order = field.value;
    this.table.write(field.name, field.value.trim());
    if (field.name !== "sort") this.apply();
  }

  showOrder() {
    this.#fields.get("sort").value = this.table.order;
  }

  /** Set the fields to what an address says; a value that a field cannot hold is no choice. */
  read(said) {
    let isUsed = false;
    for (const [key, field] of this.#fields) {
      if (key === "sort") continue;
      field.value = said.get(`${this.table.name}.${key}`) ?? "";
      if (field.selectedIndex === -1) field.value = "";
      isUsed ||= field.value !== "";
    }
    this.showOrder();
    this.root.open ||= isUsed || this.table.order !== "";
    this.apply();
  }

  clear() {
    for (const [key, field] of this.#fields) {
      field.value = "";
      this.table.write(key, "");
    }
    this.table.order = "";
    this.apply();
  }

  /** Show the rows that are asked for, and say how many they are. */
  apply() {
    const asked = Object.fromEntries(
      [...this.#fields].map(([key, field]) => [key, field.value.trim()]),
    );
    const tests = [...testsOf(asked)];
    const shown = this.facts.map((fact) => tests.every((test) => test(fact)));
    this.rows.forEach((row, index) => (row.hidden = !shown[index]));
    this.status.textContent = this.#said(shown, asked.value);
  }

  #said(shown, value) {
    const all = inFigures(shown.length);
    const left = shown.filter(Boolean).length;
    if (left === shown.length) return `${all} rows`;
    const unknown = this.facts.filter((fact) => fact.value === undefined).length;
    const without = value && unknown ? `; ${inFigures(unknown)} state no value` : "";
    return `${left ? inFigures(left) : "None"} of ${all} rows${without}`;
  }
}

/** The codes of a table, with the open market on its own where both sides are there. */
function codeOptions(codes) {
  const sorted = [...codes].sort(([a], [b]) => (a < b ? -1 : 1));
  const options = sorted.map(([code, words]) => [code, `${code} ${words}`.trim()]);
  const market = codes.has("P") && codes.has("S") ? [["P,S", "P and S only"]] : [];
  return [["", "All"], ...market, ...options];
}

/** What a row must hold to be shown. */
function* testsOf({ code, role, from, to, value, plan, text }) {
  if (code) yield (fact) => code.split(",").includes(fact.code);
  if (role) yield (fact) => fact.roles.includes(role);
  if (from) yield (fact) => fact.day !== "" && fact.day >= from;
  if (to) yield (fact) => fact.day !== "" && fact.day <= to;
  if (value) yield (fact) => fact.value >= Number(value) * (1 - FLOAT);
  if (plan) yield (fact) => fact.isPlan === (plan === "yes");
  for (const word of (text ?? "").toLowerCase().split(/\s+/))
    if (word) yield (fact) => fact.text.includes(word);
}

/** A table by its box, made ready once. */
function ready(box, name) {
  if (!known.has(box)) {
    const table = new Table(box, name);
    known.set(box, table);
    if (box.matches(FILTERED)) {
      for (const old of [box.previousElementSibling, box.previousElementSibling?.previousElementSibling])
        if (old?.matches(".s16-filter, .s16-filter-count")) old.remove();
      table.bar = new Bar(table);
    }
  }
  const table = known.get(box);
  table.read();
  return table;
}

/** Each table with its name in the address: the id of the heading above, numbered if it has more. */
function* named() {
  let heading = "table";
  const used = new Map();
  for (const each of document.querySelectorAll(`article :is(h1, h2, h3, h4)[id], ${SORTED}`)) {
    if (/^H\d$/.test(each.tagName)) heading = each.id;
    else {
      const count = (used.get(heading) ?? 0) + 1;
      used.set(heading, count);
      yield [each, count > 1 ? `${heading}-${count}` : heading];
    }
  }
}

/** A row that an address leads to is shown, whatever was asked for before. */
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const row = target && target.closest("tr[hidden]");
  if (!row) return;
  known.get(row.closest(".s16-table"))?.bar?.clear();
  target.scrollIntoView();
}

let watch;

function attach() {
  watch?.disconnect();
  const names = new Map(named());
  watch = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      ready(target, names.get(target));
    }
  }, NEAR);
  const said = [...new URLSearchParams(location.search).keys()];
  for (const [box, name] of names) {
    if (said.some((key) => key.startsWith(`${name}.`))) ready(box, name);
    else watch.observe(box);
  }
  reveal();
}

addEventListener("hashchange", reveal);
if (globalThis.document$?.subscribe) document$.subscribe(attach);
else attach();
