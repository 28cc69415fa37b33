/* Finds companies and insiders in the files below data/names/.
 *
 * The same plan, matching and order as `section16 search` has in the terminal: what is explained in
 * builder/search/plan.py, matching.py, cards.py, spelling.py and shards.py is not explained again.
 * A test holds the two together. Touches no page: what is found is text, to be set as text.
 */

import { FORMAL, NICKNAMES } from "./nicknames.js";

const STEM = 3;
const FEW = 3;
const MOST_TRIED = 8;
const MOST_SPELLINGS = 6;
const MOST_CALLED = 5;
const MOST_WORDS = 24;
const LONGEST = 64; // characters of a word
const TAIL = 40; // characters of a name in which its last mark stands
const LONGEST_KEY = 34;
const LONGEST_NAME = 300; // characters of a query that may be a name
const SHORTEST_SLIP = 3;
const MOST_STEPS = 200;
const SHORT = 4;
const ALONE = ".";
const SELF = ".";
const SEPARATOR = "\x7f";
const END = "\uffff"; // behind every key that begins as what stands before it
const DAY = 86_400_000; // milliseconds; the first is that of 1970
export const MOST_FILES = 80; // for all matches: beyond, only the newest are looked at

const SUFFIXES = new Set(
  ("jr sr ii iii iv md phd esq inc incorporated corp corporation co company ltd limited llc llp lp plc sa ag nv bv " +
    "gmbh gp the of and").split(" "),
);
const GENERIC = new Set(
  ("advisors america american annuity asset assets associates bancorp bank capital credit energy equity estate exempt family " +
    "financial first foundation fund funds global grantor group growth gst health holding holdings industries international " +
    "investment investments investors irrevocable living management master offshore opportunity partner partners " +
    "partnership pharmaceuticals private resources retained revocable services systems technologies therapeutics trust " +
    "venture ventures").split(" "),
);
const NO_SYMBOL = new Set("none na n nil not applicable unlisted private".split(" "));
const MARKETS = new Set("nyse nasdaq amex otc otcbb otcqb otcqx tsx lse".split(" "));
const ROLES = ["Director", "Officer", "10 % owner", "Other"];
const [SAME, BEGINS, CALLED, SLIP] = [0, 1, 2, 3];
const WHY = ["number", "whole", "words", "begins", "nickname", "nickname", "typo", "typo"];

// Words

/** @param {string} text */
export function fold(text) {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase(); // of thousands of names nearly all
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare
    .replaceAll("ß", "ss")
    .replaceAll("ς", "σ")
    .replace(/[\u1c80-\u1c88]/g, (char) => char.toUpperCase().toLowerCase()) // rare forms of Cyrillic letters
    .replace(/\p{sc=Cherokee}/gu, (char) => char.toUpperCase()); // what case folding makes of them
}

const sizeOf = (word) => (/[\ud800-\udfff]/.test(word) ? [...word].length : word.length);
const cut = (word, length) => (word.length > length ? [...word].slice(0, length).join("") : word);
const startOf = (word) => cut(word, STEM);
const once = (items) => [...new Set(items)];

function queryWords(text) {
  const folded = fold(text).replace(/\bl\.[ \t-\r]?(?:l\.[ \t-\r]?[cp]|p)\b\.?/g, (said) => said.replace(/[^a-z]/g, ""));
  const runs = folded.match(/[\p{L}\p{N}]+(?:['’]+[\p{L}\p{N}]+)*/gu) ?? [];
  return once(runs.map((run) => cut(run.replace(/['’]/g, ""), LONGEST)));
}

function bareName(name) {
  for (;;) {
    const tail = name.slice(-TAIL);
    const shorter = name.slice(0, -TAIL) + tail.replace(
      /(?:[ \t-\r]*[/\\][ \t-\r]*(?:[A-Z]{2,4}[ \t-\r]*[/\\]|[A-Z]{2,3})|[ \t-\r][/\\][ \t-\r]*[A-Za-z]{2,4}[ \t-\r]*[/\\]?)[ \t-\r]*$/,
      "",
    );
    if (shorter === name || !shorter.trim()) return name;
    name = shorter;
  }
}

const plainWords = (name) => queryWords(bareName(name));

function coreOf(words) {
  const core = words.filter((word) => !SUFFIXES.has(word));
  return core.length ? core : words;
}

function symbolWords(text) {
  const found = new Set();
  for (const typed of text.split(/[,;:|]/)) {
    const said = typed
      .split(/\s+/)
      .map((part) => queryWords(part).join(""))
      .filter((part) => !MARKETS.has(part) && !NO_SYMBOL.has(part));
    found.add(cut(said.join(""), LONGEST));
    if (said.length > 1) for (const part of said) if (sizeOf(part) > 1) found.add(cut(part, LONGEST));
  }
  found.delete("");
  return [...found];
}

/** A query as a name: words that must match, suffixes that need not, what it may be as a whole. */
export function readNames(typed) {
  // Python takes these for blanks, and the mark of byte order for none.
  const query = typed.replace(/[\x1c-\x1f\x85]/g, "\u2003").replaceAll("\ufeff", "\u200b");
  const said = sizeOf(query) > LONGEST_NAME ? null : plainWords(query);
  if (!said || said.length > MOST_WORDS) return { words: [], suffixes: [], ids: [] };
  const words = coreOf(said);
  const suffixes = said.filter((word) => SUFFIXES.has(word) && !words.includes(word));
  const named = said.length === 2 && ["cik", "ticker", "symbol"].includes(said[0]) ? said.slice(1) : said;
  const ids = named.length === 1 || sizeOf(named.join("")) <= 5 ? [named.join("")] : [];
  const symbols = symbolWords(query);
  if (symbols.length === 1) ids.push(symbols[0]);
  if (named.length === 1 && /^[0-9]+$/.test(named[0])) ids.push(named[0].replace(/^0+(?=.)/, ""));
  return { words, suffixes, ids: once(ids).filter((each) => each && sizeOf(each) <= 10).sort() };
}

// Cards

class Card {
  constructor(text) {
    const [name, detail, said, tickers = "", extra = "", ...others] = text.split(SEPARATOR);
    this.text = text;
    this.names = [name, ...others];
    this.detail = detail;
    this.code = said[0];
    this.day = parseInt(said.slice(1, 4), 36);
    this.number = parseInt(said.slice(4), 36);
    this.tickers = tickers ? tickers.split(" ") : [];
    this.extras = extra ? extra.split(" ") : [];
    this.plain = this.names.map(plainWords);
    this.cores = this.plain.map(coreOf);
    this.words = once([...this.plain.flat(), ...this.extras, ...this.tickers]);
  }

  /** The keys of its pairs: made when a pair is asked for, for most files are of words. */
  get keys() {
    const isLong = (word) => sizeOf(word) > 1;
    const long = once(this.cores.flat().filter(isLong));
    const telling = long.filter((word) => !GENERIC.has(word));
    const leads = once([...(telling.length ? telling : long), ...this.extras.filter(isLong)]).slice(0, 5);
    const shared = long.filter((word) => GENERIC.has(word) && !leads.includes(word));
    const seconds = [...leads, ...shared.slice(0, 3)];
    const others = (word) => (seconds.length > 1 ? seconds.filter((each) => each !== word) : [ALONE]);
    const rest = (word, other) => cut(this.cores[0].find((each) => each !== word && each !== other) ?? ALONE, 1);
    const keys = (word) => others(word).map((other) => `${startOf(word)} ${other} ${word} ${rest(word, other)}`);
    return leads.flatMap(keys);
  }

  /** What is shown. */
  get hit() {
    const isIssuer = this.code === "Z";
    const bits = this.code.charCodeAt(0) - 65;
    const folder = this.number < 0 ? `local-${(-1 - this.number).toString(16).padStart(12, "0")}` : this.number;
    return {
      kind: isIssuer ? "issuer" : "insider",
      cik: this.number,
      name: this.names[0] || "unnamed",
      detail: this.detail,
      roles: isIssuer ? [] : ROLES.filter((_, bit) => (bits >> bit) & 1),
      filed: this.day ? new Date((this.day - 1) * DAY).toISOString().slice(0, 10) : "",
      url: `${isIssuer ? "issuers" : "insiders"}/${folder}/`,
    };
  }
}

// Matching

export function isOneSlip(word, other) {
  // One slip in three letters or more leaves the first or the last as it was.
  const isNear = word[0] === other[0] || word.at(-1) === other.at(-1) || Math.max(sizeOf(word), sizeOf(other)) < 3;
  if (!isNear || Math.abs(word.length - other.length) > 2) return false;
  const [short, long] = [[...word], [...other]].sort((a, b) => a.length - b.length);
  if (long.length - short.length > 1 || word === other) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (letters, from) => letters.slice(from).join("");
  if (short.length < long.length) return rest(short, at) === rest(long, at + 1);
  if (rest(short, at + 1) === rest(long, at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, at + 2) === rest(long, at + 2);
}

function howAlike(said, word) {
  if (word === said) return SAME;
  if (word.startsWith(said)) return BEGINS;
  if (FORMAL.get(said)?.includes(word) || NICKNAMES.get(said)?.includes(word)) return CALLED;
  if (sizeOf(word) === 1 && said.startsWith(word)) return CALLED;
  return sizeOf(said) > 1 && sizeOf(word) >= SHORTEST_SLIP && isOneSlip(said, word) ? SLIP : -1;
}

const byLength = (words) => [...words].sort((a, b) => sizeOf(b) - sizeOf(a));

function takenOf(choices, taken, steps) {
  if (taken.length === choices.length) return taken;
  for (const choice of choices[taken.length]) {
    steps.left -= 1;
    if (steps.left < 0 || taken.some(({ word }) => word === choice.word)) continue;
    const found = takenOf(choices, [...taken, choice], steps);
    if (found) return found;
  }
  return undefined;
}

/** The tier in which a card answers, and the words of it that do; undefined if it does not. */
function matchOf(card, asked) {
  if (asked.ids.some((id) => card.tickers.includes(id) || id === String(card.number))) return { tier: 0, taken: new Set() };
  const choices = byLength(asked.words).map((said) =>
    card.words
      .map((word) => ({ word, how: howAlike(said, word) }))
      .filter(({ how }) => how >= 0)
      .sort((a, b) => a.how - b.how),
  );
  const matched = choices.length ? takenOf(choices, [], { left: MOST_STEPS }) : undefined;
  if (!matched) return undefined;
  const taken = new Set(matched.map(({ word }) => word));
  const worst = Math.max(...matched.map(({ how }) => how));
  const isAllSaid = (core) => core.every((word) => sizeOf(word) === 1 || taken.has(word));
  if (matched.some(({ word, how }) => sizeOf(word) === 1 && how === CALLED) && !card.cores.some(isAllSaid)) return undefined;
  const isWhole = card.cores.some(
    (core) => core.length === asked.words.length && [...taken].every((word) => core.includes(word)),
  );
  const tier = worst === BEGINS ? 3 : { [SAME]: 1, [CALLED]: 4, [SLIP]: 6 }[worst] + (isWhole ? 0 : 1);
  return { tier, taken };
}

/** The other name that has a word which the name shown lacks; "" if none is needed. */
function formerOf({ names, plain }, taken) {
  const lacking = [...taken].filter((word) => !plain[0].includes(word));
  return names.find((_, at) => at && lacking.some((word) => plain[at].includes(word))) ?? "";
}

// The plan

const node = (space, start, deeper = []) => ({ space, start, deeper });
const replaced = (words, number, other) => words.map((word, at) => (at === number ? other : word));
const beginsGeneric = (word) => [...GENERIC].some((generic) => generic.startsWith(word));

function inOrder(words, last = []) {
  const place = (word) =>
    6 * last.includes(word) + 3 * (sizeOf(word) === 1) + GENERIC.has(word) + beginsGeneric(word);
  return byLength(words).sort((a, b) => place(a) - place(b));
}

const isGiven = (word) => FORMAL.has(word) || NICKNAMES.has(word);
const isUsual = (word) => sizeOf(word) < 4 || isGiven(word);

function doubtful(words, isCrowded) {
  const found = leading(words, isCrowded);
  const strange = found.filter((word) => !isGiven(word));
  return strange.length ? strange : found;
}

function leading(words, isCrowded) {
  const ordered = inOrder(words);
  const rare = ordered.filter((word) => !isCrowded(startOf(word)));
  const found = rare.length ? rare.slice(0, 1) : ordered.slice(0, 2);
  return found.filter((word) => sizeOf(word) > 1 && /^\p{L}+$/u.test(word));
}

function nodesOfWords(words, isCrowded, last = []) {
  const ordered = inOrder(words, last);
  if (!ordered.length) return [];
  const rare = ordered.find((word) => !isCrowded(startOf(word)));
  if (rare !== undefined || ordered.length === 1) return [node("word", rare ?? ordered[0])];
  const [lead, second, third] = ordered;
  if (sizeOf(lead) === 1) return [node("word", lead)];
  const both = pairNode(lead, second, third);
  if (GENERIC.has(lead)) return [node("word", lead), ...(sizeOf(second) > 1 ? [both] : [])];
  if (sizeOf(second) === 1) {
    const initials = ordered.slice(1, 3).map((initial) => node("pair", `${startOf(lead)} ${initial}`));
    return [...initials, pairNode(lead, ALONE, second)];
  }
  return [both];
}

function pairNode(lead, other, third = ALONE) {
  const start = `${startOf(lead)} ${other}`;
  return node("pair", start, [`${start} ${lead} `, `${start} ${lead} ${cut(third, 1)}`]);
}

/** The query with a word replaced by each name that it may be a nickname of. */
const formally = (words) =>
  words.flatMap((word, at) =>
    (FORMAL.get(word) ?? []).slice(0, MOST_CALLED).map((formal) => [replaced(words, at, formal), formal]),
  );

function nodesOf(asked, isCrowded) {
  const nodes = asked.ids.map((id) => node("self", id));
  nodes.push(...nodesOfWords(asked.words, isCrowded));
  for (const [words, formal] of formally(asked.words)) nodes.push(...nodesOfWords(words, isCrowded, [formal]));
  return nodes;
}

function waysOf(words, spellings, known) {
  let ways = [{ words: [], places: [] }];
  for (const word of words) {
    const others = spellings.get(word) ?? [];
    const options = known.has(word) || !others.length ? [word, ...others] : [...others, word];
    ways = ways.flatMap((way) =>
      options.map((option, place) => ({ words: [...way.words, option], places: [...way.places, place] })),
    );
  }
  const sum = (places) => places.reduce((all, place) => all + place, 0);
  const first = (a, b) => a.map((place, at) => place - b[at]).find(Boolean) ?? 0;
  ways.sort((a, b) => sum(a.places) - sum(b.places) || first(a.places, b.places));
  const same = words.join(" ");
  return ways
    .map((way) => way.words)
    .filter((way) => way.join(" ") !== same)
    .slice(0, MOST_TRIED);
}

function looseWays(asked, spellings, known) {
  const ways = waysOf(asked.words, spellings, known);
  asked.words.forEach((word, at) => {
    for (const called of (NICKNAMES.get(word) ?? []).slice(0, MOST_CALLED)) ways.push(replaced(asked.words, at, called));
  });
  const near = asked.words.map((word) => cut(word, 1));
  return ways.map((words) => {
    const far = words.filter((word) => !near.includes(cut(word, 1)));
    const leadsNear = words.some((word) => sizeOf(word) > 1 && !GENERIC.has(word) && !far.includes(word));
    return { words, far, leadsNear };
  });
}

function looseNodes(asked, ways, isCrowded) {
  const nodes = ways.flatMap(({ words, far, leadsNear }) => {
    if (!leadsNear) return nodesOfWords(words, isCrowded);
    const isAway = (start) => far.some((word) => start.startsWith(cut(word, 1)));
    return nodesOfWords(words, (start) => isAway(start) || isCrowded(start), far);
  });
  const rare = inOrder(asked.words).filter((word) => !isCrowded(startOf(word)));
  nodes.push(...rare.slice(1, 3).map((word) => node("word", word)));
  const leads = leading(asked.words, isCrowded).filter((word) => isCrowded(startOf(word)));
  return [...nodes, ...leads.map((lead) => pairNode(lead, ALONE))];
}

// Files

const groupOf = (key) => (/^[a-z0-9]/.test(key) ? key[0] : "other");

function fileName(space, start) {
  const said = [...start].map((char) => {
    if (/[a-z0-9]/.test(char)) return char;
    return char === " " ? "-" : char === "." ? "_" : `=${char.codePointAt(0).toString(16)}=`;
  });
  return `${space}-${said.join("")}.json`;
}

/** Whether a file holds what its name promises. */
function isSound(name, said) {
  if (name.includes("-")) return Array.isArray(said?.lines);
  return name === "spell.json" ? said?.words >= 0 : typeof said?.crowded === "string";
}

/** The files of names: each is fetched once; one that failed is asked for again the next time. */
class Files {
  constructor(base, cache = "default") {
    this.base = base;
    this.cache = cache;
    this.files = new Map();
  }

  fetch(name) {
    if (!this.files.has(name)) {
      const answer = fetch(new URL(`data/names/${name}`, this.base), { cache: this.cache }).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return response.json();
      }).then((said) => {
        if (!isSound(name, said)) throw new Error(`${name}: damaged`);
        return said;
      });
      answer.catch(() => this.files.delete(name));
      this.files.set(name, answer);
    }
    return this.files.get(name);
  }

  /** Where the files of a space start; or the one file, which stands in the group file itself. */
  async starts(group, space) {
    const said = (await this.fetch(`${group}.json`))[space];
    return typeof said === "string" ? { starts: said.split(",") } : { starts: [""], only: said };
  }

  /** The files in which keys from ``from`` to ``to`` stand. */
  async between(group, space, from, to = from) {
    const { starts, only } = await this.starts(group, space);
    if (starts[0] === "") return only ? [only] : [];
    const key = cut(from, LONGEST_KEY);
    let at = starts.findLastIndex((start) => start <= key);
    if (at < 0) at = 0;
    const numbers = [at];
    while (++at < starts.length && starts[at] <= to) numbers.push(at);
    if (numbers.length > MOST_FILES) return null;
    return Promise.all(numbers.map((number) => this.file(space, starts, number)));
  }

  async file(space, starts, number) {
    const name = fileName(space, starts[number]);
    const file = await this.fetch(name);
    if (file.from === starts[number] && file.to === (starts[number + 1] ?? "")) return file;
    throw new Error(`${name}: not what its group tells`);
  }
}

/** The cards of a file, made once. */
function cardsOf(file) {
  file.cards ??= file.lines.map((line) => new Card(line));
  return file.cards;
}

/** The head of a node, if it has one: "constructor" is a word like any other. */
function headOf(file, name) {
  return Object.hasOwn(file.heads, name) ? file.heads[name].map((number) => cardsOf(file)[number]) : undefined;
}

// Answers

/** All of companies and insiders, as far as files tell. */
export class Names {
  /** @param {URL|string} base the root of the site */
  constructor(base) {
    this.files = new Files(base);
    this.crowded = new Map();
  }

  /** Called when the box gets the focus; returns a hit that nobody sees. What has run once is
   *  compiled, and the first letter then waits for less.
   */
  warm() {
    this.files.fetch("spell.json").catch(() => {}); // told when a letter is typed
    const card = new Card("Ann Lee\x7f\x7fA0001");
    matchOf(card, readNames("an le"));
    return card.keys && [card.hit];
  }

  /** Answers of a query, best first. See the top of search.js for what comes of them. */
  async find(query, options) {
    const { files } = this;
    try {
      return await this.ask(query, options);
    } catch {
      // The site may have been published anew: then what is held, here or by the browser, is of two
      // builds, and so may be which words are crowded. Once more, with nothing of it.
      if (this.files === files) this.files = new Files(files.base, "reload");
      return this.ask(query, options);
    }
  }

  async ask(query, { limit, all = false, kind = "", role = "", onSome = () => {} } = {}) {
    const asked = readNames(query);
    const state = { found: new Map(), more: false, all };
    if (!asked.words.length && !asked.ids.length) return this.answer(state, asked, limit, kind, role);
    const alternatives = formally(asked.words).map(([, formal]) => formal);
    if (asked.words.length === 1) this.foresee(...asked.words);
    await this.know([...asked.words, ...alternatives, ...asked.ids]);
    const isCrowded = (start) => this.crowded.get(groupOf(start)).has(start);
    const looked = this.look(nodesOf(asked, isCrowded), state, asked);
    // Lists of words are read at the same time as names: a typo then costs one round more, not two.
    // Of short words so much is alike, and nicknames and their names are so common, that this waits.
    const suspect = doubtful(asked.words, isCrowded);
    if (!alternatives.length) this.meant(suspect.filter((word) => !isUsual(word))).catch(() => {}); // told when needed
    await looked;
    if (state.found.size < FEW) {
      if (state.found.size) onSome(this.answer(state, asked, limit, kind, role));
      const { spellings, known } = await this.meant(suspect);
      const ways = looseWays(asked, spellings, known);
      await this.know(ways.flatMap(({ far, leadsNear }) => (leadsNear ? [] : far)));
      await this.look(looseNodes(asked, ways, isCrowded), state, asked);
    }
    return this.answer(state, asked, limit, kind, role);
  }

  /** A word alone that is no word of names may have a wrong first letter: the group of the right one
   *  is asked for as soon as the lists tell which that is.
   */
  foresee(word) {
    if (isUsual(word)) return;
    this.meant([word])
      .then(({ spellings, known }) => known.has(word) || this.know(spellings.get(word).slice(0, FEW)))
      .catch(() => {});
  }

  answer(state, asked, limit, kind, role) {
    const missing = ({ card }) => asked.suffixes.filter((word) => !card.words.includes(word)).length;
    const found = [...state.found.values()].map((each) => ({ ...each, missing: missing(each) }));
    found.sort(
      (a, b) =>
        a.tier - b.tier ||
        a.missing - b.missing ||
        b.card.day - a.card.day ||
        a.card.number - b.card.number ||
        (a.card.code < b.card.code ? -1 : 1),
    );
    const bit = ["director", "officer", "owner", "other"].indexOf(role);
    const hits = found
      .map(({ card, tier, taken }) => ({ ...card.hit, tier, why: WHY[tier], former: formerOf(card, taken) }))
      .filter((hit) => (!kind || hit.kind === kind) && (bit < 0 || hit.roles.includes(ROLES[bit])));
    return { hits: hits.slice(0, limit), total: hits.length, more: state.more };
  }

  /** Reads the group files of words: which of their beginnings are crowded. */
  async know(words) {
    const groups = once(words.map(groupOf));
    const read = async (group) => {
      const { crowded } = await this.files.fetch(`${group}.json`);
      this.crowded.set(group, new Set(crowded.split(" ")));
    };
    await Promise.all([...groups.map(read), this.files.fetch("spell.json")]);
  }

  /** What misspelt words may be meant for, and which words are words of names. */
  async meant(words) {
    const spellings = new Map();
    const known = new Set();
    const read = async (word) => {
      const letters = sizeOf(word) <= SHORT ? 1 : 2;
      const lists = letters === 1 ? ["a", "b"] : ["c", "d"];
      const turned = [...word].reverse().join("");
      const size = (more) => String.fromCharCode(97 + Math.min(sizeOf(word) + more, 25));
      const files = await Promise.all(
        [word, turned].map((each, number) => {
          const start = cut(each, letters);
          return this.files.between("spell", lists[number], start + size(-1), start + size(1) + END);
        }),
      );
      const said = new Map(files.flat().flatMap((file) => file?.lines ?? []).map((line) => [line.slice(0, -1), line.slice(-1)]));
      if (said.has(word)) known.add(word);
      const like = [...said]
        .filter(([other]) => isOneSlip(word, other))
        .sort(([a, often], [b, seldom]) => seldom - often || (a < b ? -1 : 1));
      spellings.set(word, like.slice(0, MOST_SPELLINGS).map(([other]) => other));
    };
    await Promise.all(words.map(read));
    return { spellings, known };
  }

  /** Matches what stands below nodes. */
  async look(nodes, state, asked) {
    const below = await Promise.all(nodes.map((each) => this.below(each, state)));
    for (const card of below.flat()) {
      if (state.found.has(card.text)) continue;
      const match = matchOf(card, asked);
      if (match) state.found.set(card.text, { card, ...match });
    }
  }

  async below({ space, start, deeper }, state) {
    if (space === "self") return this.itself(start);
    if (space === "word") return this.word(start, state);
    return this.pair([start, ...deeper], state);
  }

  async itself(word) {
    const group = groupOf(word);
    const [file] = await this.files.between(group, "w", word);
    const [numbers] = /^[0-9]+$/.test(word) ? await this.files.between(group, "n", word) : [];
    const named = file ? this.inFull(file, word) : [];
    const numbered = numbers ? cardsOf(numbers).filter((card) => String(card.number) === word) : [];
    return [...named, ...numbered];
  }

  inFull(file, word) {
    return headOf(file, word + SELF) ?? cardsOf(file).filter((card) => card.words.includes(word));
  }

  async word(start, state) {
    const group = groupOf(start);
    const [file] = await this.files.between(group, "w", start);
    if (!file) return [];
    const head = headOf(file, start);
    const begins = (card) => card.words.some((word) => word.startsWith(start));
    if (!head) return cardsOf(file).filter(begins);
    if (state.all && sizeOf(start) > 1) {
      const stem = startOf(start);
      const [from, to] = sizeOf(start) < STEM ? [start, start + END] : [`${stem} `, `${stem} ${END}`];
      const files = await Promise.all([
        this.files.between(group, "w", start, start + END),
        this.files.between(group, "p", from, to),
        this.files.between("g" + group, "g", start, start + END),
      ]);
      if (!files.includes(null)) return files.flat().flatMap(cardsOf).filter(begins);
    }
    state.more = true;
    return [...head, ...this.inFull(file, start)];
  }

  async pair(starts, state) {
    const group = groupOf(starts[0]);
    const found = [];
    const under = (start) => (card) => card.keys.some((key) => key.startsWith(start));
    if (state.all) {
      const files = await this.files.between(group, "p", starts[0], starts[0] + END);
      if (files) return files.flatMap(cardsOf).filter(under(starts[0]));
    }
    // A node in more than one file is crowded: what is below it is asked for at once.
    const places = await this.files.starts(group, "p");
    const isSpread = places.starts.some((start) => start > starts[0] && start.startsWith(starts[0]));
    const files = starts.slice(0, isSpread ? 3 : 1).map((start) => this.files.between(group, "p", start));
    for (const [number, start] of starts.entries()) {
      const [file] = await (files[number] ?? this.files.between(group, "p", start));
      const head = file && headOf(file, start);
      if (!head) return [...found, ...(file ? cardsOf(file).filter(under(start)) : [])];
      state.more = true;
      found.push(...head);
    }
    return found;
  }
}
