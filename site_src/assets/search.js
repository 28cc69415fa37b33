/* The search box on every page: suggestions while one types, a combobox by the ARIA Authoring
 * Practices. Enter leads to all results, or to the suggestion that was chosen.
 *
 * No name is fetched before the box has the focus. Without this script the form leads to the lists
 * A to Z.
 */

import { Names } from "./names.js";
import {
  NOTHING, Question, ROOT, addressOf, countOf, element, inFigures, kindOf, marked, piece, placeOf, troubleOf,
} from "./search-parts.js";

const SHOWN = 8;
const PAUSE = 400; // milliseconds without a change before a count is read out
const COMBOBOX = {
  role: "combobox",
  "aria-autocomplete": "list",
  "aria-controls": "s16-list",
  "aria-expanded": "false",
};
const LISTBOX = { id: "s16-list", role: "listbox", "aria-label": "Companies and insiders" };
const OPTION = { role: "option", tabindex: "-1", "aria-selected": "false" };

const names = new Names(ROOT);
const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
let box;
let page; // the search page, where this is it

class Box {
  #question = new Question();
  #options = [];
  #active = -1;
  #pause = 0;

  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input");
    for (const name in COMBOBOX) this.input.setAttribute(name, COMBOBOX[name]);
    this.list = element("div", LISTBOX);
    this.all = element("a", { ...OPTION, class: "s16-all" });
    this.message = element("p", { class: "s16-message" });
    this.retry = element("button", { type: "button", class: "s16-button" }, "Try again");
    const parts = [this.list, this.message, this.retry];
    this.panel = element("div", { class: "s16-found", hidden: "" }, ...parts);
    this.said = element("p", { class: "s16-unseen", role: "status" });
    form.append(this.panel, this.said);
    this.#listen();
  }

  get query() {
    return this.input.value.trim();
  }

  #listen() {
    this.input.addEventListener("focus", () => {
      this.fit();
      for (const hit of names.warm()) this.#option(hit, hit.name);
      this.ask();
    });
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.retry.addEventListener("click", () => {
      this.input.focus();
      this.ask();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.close();
    });
    this.panel.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays
    this.list.addEventListener("click", (event) => {
      if (!isPlain(event)) return; // a new tab: the list is still wanted here
      if (page?.here && this.all.contains(event.target)) {
        event.preventDefault();
        event.stopPropagation();
        page.go(this.all.href);
      }
      this.close();
    });
  }

  ask() {
    const { query } = this;
    this.#choose(-1);
    if (!query) return this.close();
    this.#question.ask(names, query, { limit: SHOWN }, {
      wait: () => this.#open("Searching…"),
      tell: (answer) => this.#show(answer, query),
      fail: () => {
        this.#list([]);
        this.#open(troubleOf());
        this.retry.hidden = false;
      },
    });
    this.#nameAll(query, ""); // the suggestions above it stay until there are better ones
  }

  #show(answer, query) {
    const { hits, total, more } = answer;
    const chosen = this.#options[this.#active]?.href;
    this.#nameAll(query, more ? "" : inFigures(total));
    if (hits.length) {
      this.#list([...hits.map((hit) => this.#option(hit, query)), this.all]);
      const first = hits.length < total || more ? `First ${hits.length} of ` : "";
      this.#open("", first + (more ? "many results" : countOf(answer)));
    } else {
      this.#list([]);
      this.#open(more ? "Keep typing: more letters find more." : NOTHING);
    }
    // Similar spellings may join a list in which somebody has begun to choose.
    if (chosen) this.#choose(this.#options.findIndex((option) => option.href === chosen));
  }

  #list(options) {
    this.#choose(-1);
    this.#options = options;
    options.forEach((option, index) => (option.id = `s16-option-${index}`));
    this.list.replaceChildren(...options);
    this.list.hidden = !options.length;
  }

  #option(hit, query) {
    const filed = hit.filed ? [element("span", { class: "s16-unseen" }, "filed "), hit.filed] : [];
    return element(
      "a",
      { ...OPTION, href: new URL(hit.url, ROOT) },
      ...piece("kind", kindOf(hit)),
      ...piece("name", ...marked(hit.name, query)),
      ...piece("filed", ...filed),
      ...piece("place", ...placeOf(hit)),
    );
  }

  /** The last option: what it leads to, and how many there are once that is known. */
  #nameAll(query, count) {
    this.all.href = addressOf(query);
    const name = piece("name", `All results for “${query}”`);
    this.all.replaceChildren(...name, ...piece("filed", count));
  }

  #open(message, aloud = message) {
    this.message.textContent = message;
    this.message.hidden = !message;
    this.retry.hidden = true;
    this.panel.hidden = false;
    this.input.ariaExpanded = String(!this.list.hidden);
    this.#say(aloud);
  }

  close() {
    this.#question.stop();
    this.#choose(-1);
    this.panel.hidden = true;
    this.input.ariaExpanded = "false";
    this.#say("");
  }

  #say(text) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => (this.said.textContent = text), PAUSE);
  }

  /** The keyboard of a phone covers what is below it: the list ends where it begins. */
  fit() {
    const top = this.input.getBoundingClientRect().bottom - visualViewport.offsetTop;
    const room = Math.max(visualViewport.height - top - 8, 132);
    this.panel.style.setProperty("--s16-room", `${room}px`);
  }

  /** The connection is back. */
  online() {
    if (!this.panel.hidden && !this.retry.hidden) this.ask();
  }

  #choose(index) {
    this.#options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = this.#options[index];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  #press(event) {
    if (event.isComposing) return; // the keys belong to the input method
    const { key } = event;
    const count = this.#options.length;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (this.panel.hidden) this.ask();
      else if (event.altKey) this.close();
      else if (count) {
        const next = key === "ArrowDown" ? this.#active + 1 : Math.max(this.#active, 0) - 1;
        this.#choose((next + count) % count);
      }
    } else if (key === "Escape") {
      event.preventDefault();
      if (this.panel.hidden) this.input.value = "";
      this.close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) {
      this.#choose(-1); // they move in the text, and Enter then means the text
    }
  }

  #enter() {
    const option = this.#options[this.#active];
    const { query } = this;
    if (option) option.click();
    else if (query && page?.here) page.go(addressOf(query));
    else if (query) location.assign(addressOf(query));
    if (query) this.close();
    if (page?.here) this.input.blur(); // a phone's keyboard leaves the results free
  }
}

/** Take over the box and the search page of what is shown now.
 *
 * With `navigation.instant` the theme replaces the page below the header, and says so each time;
 * a theme of one's own may replace the header with it.
 */
async function attach() {
  const root = document.querySelector("#s16-results");
  const form = document.querySelector("form.s16-search");
  const isFirst = !box;
  if (form && form !== box?.form) box = new Box(form);
  page?.leave();
  page = undefined;
  if (box) {
    // Who began to type before this script was there is answered now.
    if (isFirst && box.query && document.activeElement === box.input) box.ask();
    else {
      box.close();
      box.input.value = (root && new URLSearchParams(location.search).get("q")) ?? "";
    }
  }
  if (!root) return;
  const { SearchPage } = await import("./search-page.js");
  if (root.isConnected && !page) page = new SearchPage(root, names, box?.input);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || !isPlain(event) || event.defaultPrevented || !box) return;
  if (event.target.isContentEditable || event.target.closest?.("input, textarea, select")) return;
  event.preventDefault();
  box.input.focus();
  box.input.select();
});
addEventListener("online", () => box?.online());
visualViewport.addEventListener("resize", () => box?.fit());

if (globalThis.document$?.subscribe) document$.subscribe(attach);
else attach();
