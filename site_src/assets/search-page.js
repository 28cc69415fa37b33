/* The search page: every match for the address's `q`, by `kind` and `role`.
 *
 * What is shown follows from the address alone, so that it can be shared, kept and gone back to.
 * Its words come from the box in the header; there is no second one here.
 */

import { NOTHING, Question, ROOT, addressOf, countOf, element } from "./search-parts.js";
import { inFigures, kindOf, marked, placeOf, troubleOf } from "./search-parts.js";

const STEP = 50; // results that are added at a time

/** What the address asks for; only insiders have roles. */
function asked() {
  const given = new URLSearchParams(location.search);
  const one = (name, ...known) => known.find((each) => each === given.get(name)) ?? "";
  const kind = one("kind", "issuer", "insider");
  const role = kind === "issuer" ? "" : one("role", "director", "officer", "owner", "other");
  return { query: (given.get("q") ?? "").trim(), kind: role ? "insider" : kind, role };
}

export class SearchPage {
  #question = new Question();
  #hits = [];
  #found = "";
  #query = "";
  #path = location.pathname;
  #title = document.title;
  #listeners = new AbortController();

  constructor(root, names, input) {
    this.root = root;
    this.names = names;
    this.input = input;
    this.help = document.querySelector(".s16-help");
    this.filters = root.querySelector(".s16-filters");
    this.status = root.querySelector("[role=status]");
    this.table = root.querySelector(".s16-hits");
    this.rows = root.querySelector("tbody");
    [this.retry, this.more] = root.querySelectorAll("button");
    const { signal } = this.#listeners;
    addEventListener("popstate", () => this.here && this.#load(), { signal });
    addEventListener("online", () => this.retry.hidden || this.#load(), { signal });
    this.retry.addEventListener("click", () => this.#load());
    this.more.addEventListener("click", () => this.#showMore());
    this.filters.addEventListener("click", (event) => {
      const { href } = event.target;
      if (!href || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation(); // the theme's own navigation would take it for another page
      this.go(href);
    });
    this.#load();
  }

  /** False once the reader has gone on, by whatever way. */
  get here() {
    return this.root.isConnected && location.pathname === this.#path;
  }

  /** Show what an address of this page asks for. */
  go(address) {
    if (address !== location.href) history.pushState(null, "", address);
    this.#load();
  }

  leave() {
    this.#question.stop();
    this.#listeners.abort();
  }

  #load() {
    const { query, kind, role } = asked();
    this.#query = query;
    document.title = query ? `${query} · ${this.#title}` : this.#title;
    if (this.input && this.input !== document.activeElement) this.input.value = query;
    this.#link("kind", kind, (value) => ({ kind: value, role: value === "insider" ? role : "" }));
    const roles = this.#link("role", role, (value) => ({ kind: "insider", role: value }));
    roles.hidden = kind === "issuer";
    this.root.hidden = !query;
    this.#question.stop();
    if (!query) return this.#empty("", true);
    this.#question.ask(this.names, query, { all: true, limit: Infinity, kind, role }, {
      wait: () => this.#empty("Searching…"),
      tell: (answer) => {
        if (answer.hits.length) this.#show(answer);
        else if (kind) this.#empty(`No result for “${query}” with this filter.`);
        else this.#empty(NOTHING, true);
      },
      fail: () => {
        this.#empty(troubleOf());
        this.retry.hidden = false;
      },
    });
  }

  /** A row of filters: each is the address of this page with one thing changed. */
  #link(name, current, change) {
    const row = this.filters.querySelector(`[data-name=${name}]`);
    for (const link of row.querySelectorAll("a")) {
      const { value } = link.dataset;
      link.href = addressOf(this.#query, change(value));
      link.ariaCurrent = value === current ? "true" : null;
    }
    return row;
  }

  /** Nothing is listed: because nothing was asked, found or loaded, or not yet. */
  #empty(message, help = false) {
    this.#hits = [];
    this.rows.replaceChildren();
    this.#settle(message, help);
  }

  #show(answer) {
    this.#hits = answer.hits;
    this.#found = `${countOf(answer)} for “${this.#query}”`;
    this.rows.replaceChildren();
    this.#add(history.state?.shown ?? STEP);
  }

  #add(count) {
    const first = this.rows.rows.length;
    this.rows.append(...this.#hits.slice(first, first + count).map((hit) => this.#row(hit)));
    const shown = this.rows.rows.length;
    const left = this.#hits.length - shown;
    this.#settle(this.#found + (left ? `, the first ${inFigures(shown)} listed` : ""));
    this.more.textContent = `Show ${Math.min(STEP, left)} more`;
    return this.rows.rows[first];
  }

  #showMore() {
    this.#add(STEP).querySelector("a").focus();
    // Kept with the address, so that going back leads to as long a list.
    history.replaceState({ ...history.state, shown: this.rows.rows.length }, "");
  }

  #settle(message, help = false) {
    const shown = this.rows.rows.length;
    this.status.textContent = message;
    this.table.hidden = !shown;
    this.more.hidden = shown === this.#hits.length;
    this.retry.hidden = true;
    this.help.hidden = !help;
  }

  #row(hit) {
    const link = element("a", { href: new URL(hit.url, ROOT) }, ...marked(hit.name, this.#query));
    const cells = [[link], [kindOf(hit)], placeOf(hit), [hit.filed]];
    return element("tr", {}, ...cells.map((cell) => element("td", {}, ...cell)));
  }
}
