// What the page holds, as it comes out of kg/views/_page.py and _page_claims.py: columns, a value an item.
// A node, edge, claim, document, class or relation is named by its number in its own list.

import { gunzipSync, strFromU8 } from "fflate";
import { isBlank, plain } from "./plain.ts";

export type Sparse<T> = Record<number, T>;
export type Details = Record<string, number>; // name → number in `strings`
export type Change = [day: string, status: string];

export interface Group {
  name: string;
  colour: string;
  shape: string;
}
export interface Class {
  name: string;
  label: string;
  group: string;
}
export interface Relation {
  iri: string;
  name: string;
  label: string;
  symmetric: boolean;
  metric: boolean;
}
export interface Source {
  iri: string;
  day: string;
  title?: string;
  source?: string;
  publisher?: string;
  link: string | null;
}
export interface Param {
  name: string;
  kind: "entity" | "term" | "date" | "number" | "text" | "document";
  value: string;
}
export interface Question {
  name: string;
  question: string;
  text: string;
  params: Param[];
}

export interface Nodes {
  iri: string[];
  label: string[];
  class: number[];
  x: number[];
  y: number[];
  names: Sparse<string[]>;
  links: Sparse<string[]>;
}

/** `object` is -1 where the edge ends in a value; `claims` counts, and `first[i]` is the number of an edge's first claim. */
export interface Edges {
  iri: string[];
  subject: number[];
  relation: number[];
  object: number[];
  status: number[];
  confidence: number[]; // of a thousand
  claims: number[];
  documents: number[][];
  value: Sparse<string>;
  disputed: number[];
  decidedBy: Sparse<number>; // which of its claims, from 0
  about: Sparse<number>;
  saidBy: Sparse<number[]>;
  details: Sparse<Details>;
  history: Sparse<Change[]>;
}

export interface Columns {
  title: string;
  base: string;
  prefixes: Record<string, string>;
  defaultGraphs: string[];
  statuses: string[];
  heldBack: string[];
  groups: Group[];
  classes: Class[];
  relations: Relation[];
  nodes: Nodes;
  edges: Edges;
  documents: Source[];
  claims: number;
  queries: Question[];
  strings: string[];
  sparql: boolean; // whether the page holds the engine and what it asks
}

export interface Block {
  document: number[];
  sentence: number[];
  subject: number[]; // two offsets a claim, -1 where the end stands elsewhere
  object: number[];
  status: number[];
  confidence: number[];
  extractor: number[];
  pattern: number[];
  saidBy: Sparse<number>;
  relayedBy: Sparse<number>;
  details: Sparse<Details>;
  strings: string[];
  sentences: string[];
  starts: number[];
}

/** Return columns whose classes, relations and nodes have names that can be seen: others could not be pointed at. */
export function named(columns: Columns): Columns {
  const name = (label: string) => (isBlank(label) ? "unnamed" : label);
  const short = <T extends { label: string }>(one: T): T => ({ ...one, label: name(plain(one.label, 60)) });
  return {
    ...columns,
    classes: columns.classes.map(short),
    relations: columns.relations.map(short),
    nodes: { ...columns.nodes, label: columns.nodes.label.map(name) },
  };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** Ungzip base64 text. */
export async function unpacked(text: string): Promise<Blob> {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).blob();
}

/** Read one packed object at once, which holds the page up: for what the first picture waits for. */
export function readNow<T>(text: string): T {
  return JSON.parse(unpackedNow(text)) as T;
}

/** Ungzip base64 text at once. */
export function unpackedNow(text: string): string {
  return strFromU8(gunzipSync(bytesOf(text)));
}

/** Read one packed object. */
export async function read<T>(text: string): Promise<T> {
  return JSON.parse(await (await unpacked(text)).text()) as T;
}

/** Wait until the whole page has been read: the program runs as soon as it has the graph, before what is long. */
export const wholePage = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => resolve());
    else resolve();
  });

/** Return the page's elements that hold data of a kind. */
export function elements(
  kind: "program" | "graph" | "claims" | "rdf" | "engine" | "worker",
): HTMLScriptElement[] {
  return Array.from(document.querySelectorAll<HTMLScriptElement>(`script[data-kg="${kind}"]`));
}
