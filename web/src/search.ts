// Names and other names, found while they are typed: with a typing error, without accents, Chinese ones by any part. No DOM.

import MiniSearch from "minisearch";
import type { Graph } from "./graph.ts";
import { plain } from "./words.ts";

export interface Index {
  mini: MiniSearch<Entry>;
  folded: string[][]; // a node's names as they are compared
  nodes: number; // how many have been read
}

export interface Hit {
  node: number;
  name: string; // the other name that was found, empty where it is the label
}

interface Entry {
  id: number;
  names: string;
}

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;
// A letter of Chinese or Japanese is a word; other letters make words together.
const WORD = new RegExp(`[${CJK}]|(?:(?![${CJK}])[\\p{L}\\p{N}])+`, "gu");
// What no accent was taken from, though readers type it without.
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** Return a text as it is compared: without case, accents, needless space and the forms that fonts give letters. */
export function fold(text: string): string {
  // Most texts are plain, and need no more.
  const plainer = /[^ -~]/.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "") : text;
  return plainer
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter])
    .replace(/\s+/g, " ")
    .trim();
}

const words = (name: string): string[] => name.match(WORD) ?? [];

/** Return the words of a name, and "thead" for "t-head": who types it knows no hyphen. */
export function wordsOf(name: string): string[] {
  const joined = name
    .split(" ")
    .map((part) => words(part))
    .filter((parts) => parts.length > 1 && parts.join("").length > parts.length)
    .map((parts) => parts.join(""));
  return [...words(name), ...joined];
}

export function emptyIndex(): Index {
  const mini = new MiniSearch<Entry>({
    fields: ["names"],
    tokenize: (text) => text.split("\n").flatMap(wordsOf),
    processTerm: (term) => term,
  });
  return { mini, folded: [], nodes: 0 };
}

/** Read the names of the next nodes; false when all have been read. */
export function addNodes(index: Index, graph: Graph, count: number): boolean {
  const { label, names } = graph.nodes;
  const end = Math.min(index.nodes + count, label.length);
  for (let id = index.nodes; id < end; id++) {
    const own = [label[id], ...(names[id] ?? [])].map((name) => fold(plain(name, 200)));
    index.folded.push(own);
    index.mini.add({ id, names: own.join("\n") });
  }
  index.nodes = end;
  return end < label.length;
}

/** Read all names in slices of some milliseconds. */
export async function readNames(
  index: Index,
  graph: Graph,
  pause: () => Promise<unknown>,
  slice = 10,
): Promise<void> {
  for (let more = true; more; ) {
    const until = performance.now() + slice;
    while (more && performance.now() < until) more = addNodes(index, graph, 20);
    if (more) await pause();
  }
}

/** Return the best hits: exact names, then names that begin so, then the rest; those filtered out last, many edges first. */
export function find(index: Index, graph: Graph, text: string, shown: Uint8Array, count = 10): Hit[] {
  const asked = fold(plain(text, 100));
  const terms = [...new Set(words(asked))].slice(0, 8);
  if (!terms.length) return [];
  const ranked = candidates(index, terms).map((node) => ({
    node,
    ...rank(index.folded[node], asked, terms),
  }));
  const hidden = (node: number) => (shown[node] ? 0 : 1);
  ranked.sort(
    (a, b) =>
      hidden(a.node) - hidden(b.node) ||
      a.rank - b.rank ||
      graph.degree[b.node] - graph.degree[a.node] ||
      a.node - b.node,
  );
  return ranked
    .slice(0, count)
    .map(({ node, at }) => ({ node, name: at ? (graph.nodes.names[node]?.[at - 1] ?? "") : "" }));
}

// One letter and no more begins too many names to be worth a guess at errors.
const errors = (term: string): number => (term.length < 4 ? 0 : term.length < 8 ? 1 : 2);

/** Return the nodes that have all words; else with two letters changed round; else those that have one of them. */
function candidates(index: Index, terms: string[]): number[] {
  if (terms.every((term) => term.length === 1)) return starting(index, terms);
  const options = { prefix: true, fuzzy: errors };
  const ids = (results: { id: number }[]) => results.map(({ id }) => id);
  const all = ids(index.mini.search({ queries: terms, combineWith: "AND", ...options }));
  if (all.length) return all;
  const turned = terms.map((term) => ({ queries: [term, ...swaps(term)], combineWith: "OR" as const }));
  const near = ids(index.mini.search({ queries: turned, combineWith: "AND", ...options, fuzzy: false }));
  if (near.length || terms.length < 2) return near;
  return ids(index.mini.search({ queries: terms, combineWith: "OR", prefix: true })).slice(0, 200);
}

/** Return the nodes with words that begin so. One letter begins so many that to look through them all is faster. */
function starting(index: Index, terms: string[]): number[] {
  return Array.from(index.folded.keys()).filter((node) =>
    index.folded[node].some((name) => terms.every((term) => begins(name, term))),
  );
}

/** Return a word with each two neighbouring letters changed round, which an editing distance counts as two errors. */
function swaps(term: string): string[] {
  const letters = Array.from(term);
  if (letters.length < 4) return [];
  return letters
    .slice(1)
    .map((letter, at) => [...letters.slice(0, at), letter, letters[at], ...letters.slice(at + 2)].join(""));
}

/** Return how well the best of a node's names fits (0 is best), and which it is. */
function rank(names: string[], asked: string, terms: string[]): { rank: number; at: number } {
  let best = { rank: 5, at: 0 };
  names.forEach((name, at) => {
    const found = fit(name, asked, terms);
    if (found < best.rank) best = { rank: found, at };
  });
  return best;
}

function fit(name: string, asked: string, terms: string[]): number {
  if (name === asked) return 0;
  if (name.startsWith(asked)) return 1;
  if (begins(name, asked)) return 2;
  return terms.length > 1 && terms.every((term) => begins(name, term)) ? 3 : 4;
}

/** Scripts above are written without spaces, so that a word may begin anywhere. */
const LAST_WESTERN = 0x2fff;

/** Whether a word of a name begins so. */
function begins(name: string, start: string): boolean {
  for (let at = name.indexOf(start); at >= 0; at = name.indexOf(start, at + 1)) {
    if (at === 0 || name.charCodeAt(at) > LAST_WESTERN || !/[\p{L}\p{N}]/u.test(name[at - 1])) return true;
  }
  return false;
}
