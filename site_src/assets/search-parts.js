/* What the box and the search page share: asking, and showing what was found.
 *
 * Names come from filers: they become text nodes, never markup.
 */

/** The root of the site, whatever page this is and however the reader came to it. */
export const ROOT = new URL("../", import.meta.url).href;

const PATIENCE = 300; // milliseconds without an answer before the reader is told that we look
const PART = /^[\p{M}\udc00-\udfff]$/u; // of a letter before it
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;

// Why a name was found that does not begin with the letters typed.
const WHY = {
  typo: "similar spelling",
  nickname: "nickname or initial",
  former: "under a former name",
};

/** One question at a time: a late answer never replaces a newer one. */
export class Question {
  #number = 0;
  #timer = 0;

  stop() {
    this.#number += 1;
    clearTimeout(this.#timer);
  }

  ask(names, query, options, { wait, tell, fail }) {
    this.stop();
    const number = this.#number;
    const unless = (late) => (answer) => {
      if (number !== this.#number) return;
      clearTimeout(this.#timer);
      late(answer);
    };
    this.#timer = setTimeout(unless(wait), PATIENCE);
    // What is certain comes first; "none" is not said before similar spellings were tried.
    const onSome = (answer) => answer.hits.length && unless(tell)(answer);
    names.find(query, { ...options, onSome }).then(unless(tell), unless(fail));
  }
}

export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
}

/** A piece of a result, with a blank for those who hear it. */
export const piece = (name, ...children) => [
  element("span", { class: `s16-${name}` }, ...children),
  " ",
];

const fold = (text) => text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase();

/** A name with the letters that were typed in <mark>. */
export function marked(name, query) {
  const typed = (fold(query).match(WORD) ?? []).sort((a, b) => b.length - a.length);
  const parts = [];
  let done = 0;
  for (const { 0: word, index } of name.matchAll(WORD)) {
    const start = typed.find((each) => fold(word).startsWith(each));
    if (!start) continue;
    let end = 1; // accents fold away, and are marked with their letter
    while (fold(word.slice(0, end)).length < start.length || PART.test(word[end])) end += 1;
    parts.push(name.slice(done, index), element("mark", {}, word.slice(0, end)));
    done = index + end;
  }
  return [...parts, name.slice(done)];
}

export const kindOf = (hit) => (hit.kind === "issuer" ? "Issuer" : "Insider");

/** "Director, Officer · Tarnfeld Motion Inc" of an insider, the symbol of an issuer; and why it
 *  was found where its name does not say so itself. */
export function placeOf(hit) {
  const why = hit.former ? `also named ${hit.former}` : WHY[hit.why];
  const place = [hit.roles.join(", "), hit.detail].filter(Boolean).join(" · ");
  return [...(place ? piece("detail", place) : []), ...(why ? piece("why", why) : [])];
}

/** With thousands apart. (toLocaleString takes 15 ms the first time.) */
export const inFigures = (number) => String(number).replace(/\B(?=(...)+$)/g, ",");

/** "1 result", "more than 1,234 results". */
export const countOf = ({ total, more }) =>
  `${more ? "more than " : ""}${inFigures(total)} result${total === 1 ? "" : "s"}`;

export const NOTHING = "No company or insider of that name here.";

export const troubleOf = () =>
  `${navigator.onLine ? "" : "You are offline. "}The names could not be loaded.`;

/** The address of all results; a filter that is not set is not in it. */
export function addressOf(query, filters) {
  const address = new URL("search/", ROOT);
  const given = { q: query.slice(0, 200), ...filters }; // servers refuse very long addresses
  for (const name in given) if (given[name]) address.searchParams.set(name, given[name]);
  return address.href;
}
