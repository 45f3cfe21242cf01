// The documents as a table, and the sentences of one. Pure.

import { type Claim, type Claims, claimAt, type Graph, titleOf } from "./graph.ts";
import { folded, ordered, ranks, soughtWords } from "./order.ts";

export const DOCUMENT_COLUMNS = [
  ["day", "Day"],
  ["title", "Title"],
  ["publisher", "Publisher"],
  ["claims", "Claims"],
] as const;
export type DocumentColumn = (typeof DOCUMENT_COLUMNS)[number][0];

/** Return how many shown claims each document has. */
export function claimCounts(graph: Graph, claims: Claims, shown: Uint8Array): Uint32Array {
  const counts = new Uint32Array(graph.documents.length);
  for (let claim = 0; claim < claims.loaded; claim++) if (shown[claim]) counts[claims.document[claim]]++;
  return counts;
}

/** Return the documents with shown claims that have all words of the query, in the order asked for. */
export function listed(
  graph: Graph,
  counts: Uint32Array,
  query: string,
  column: DocumentColumn,
  descending: boolean,
): Uint32Array {
  const words = soughtWords(query);
  const found: number[] = [];
  graph.documents.forEach((source, number) => {
    if (!counts[number]) return;
    const text = words.length
      ? folded([titleOf(source), source.source, source.publisher, source.day].join(" "))
      : "";
    if (words.every((word) => text.includes(word))) found.push(number);
  });
  return ordered(Uint32Array.from(found), documentKeys(graph, counts, column), descending);
}

function documentKeys({ documents }: Graph, counts: Uint32Array, column: DocumentColumn): Uint32Array {
  if (column === "claims") return counts;
  if (column === "day") return ranks(documents.map(({ day }) => day));
  if (column === "title") return ranks(documents.map(titleOf));
  return ranks(documents.map(({ publisher }) => publisher ?? ""));
}

export interface Sentence {
  start: number;
  text: string;
  claims: Claim[];
}

/** Return the sentences of a document that shown claims stand in, in their order, each once with its claims. */
export function sentencesOf(graph: Graph, claims: Claims, shown: Uint8Array, document: number): Sentence[] {
  const sentences = new Map<string, Sentence>();
  for (let number = 0; number < claims.loaded; number++) {
    if (claims.document[number] !== document || !shown[number]) continue;
    const claim = claimAt(graph, claims, number);
    const key = `${claim.start} ${claim.sentence}`;
    const sentence = sentences.get(key) ?? { start: claim.start, text: claim.sentence, claims: [] };
    sentence.claims.push(claim);
    sentences.set(key, sentence);
  }
  return [...sentences.values()].sort((a, b) => a.start - b.start || (a.text < b.text ? -1 : 1));
}

export interface Piece {
  text: string;
  role: "subject" | "object" | "both" | "";
}

/** Cut a sentence at the mentions of all its claims. Of mentions that overlap the earlier, longer one stands. Offsets are code points. */
export function piecesOf({ text, claims }: Sentence): Piece[] {
  const roles = new Map<string, { from: number; to: number; role: Piece["role"] }>();
  for (const claim of claims) {
    for (const role of ["subject", "object"] as const) {
      const span = claim[role];
      if (!span) continue;
      const key = span.join(" ");
      const known = roles.get(key)?.role ?? role;
      roles.set(key, { from: span[0], to: span[1], role: known === role ? role : "both" });
    }
  }
  const letters = Array.from(text);
  const pieces: Piece[] = [];
  let done = 0;
  const add = (to: number, role: Piece["role"]) => {
    if (to > done) pieces.push({ text: letters.slice(done, to).join(""), role });
    done = Math.max(done, to);
  };
  for (const { from, to, role } of [...roles.values()].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (from < done) continue;
    add(from, "");
    add(Math.min(to, letters.length), role);
  }
  add(letters.length, "");
  return pieces;
}
