// The graph as everything else reads it: the columns, and what is counted from them once.

import type { Block, Change, Columns, Details, Source } from "./data.ts";
import { isBlank } from "./plain.ts";

export interface Claim {
  number: number;
  edge: number;
  document: number;
  status: string;
  confidence: number;
  sentence: string;
  start: number; // offset of the sentence in its document, code points
  subject: [number, number] | null; // within the sentence
  object: [number, number] | null;
  saidBy: string;
  relayedBy: string;
  extractor: string;
  pattern: string;
  details: Record<string, string>;
}

/** Columns that are filled block by block; what filters need lies in typed arrays, the rest stays in its block. */
export interface Claims {
  loaded: number;
  document: Uint32Array;
  status: Uint8Array;
  confidence: Uint16Array;
  attributed: Uint8Array;
  edge: Uint32Array;
  blocks: { from: number; block: Block }[];
}

export interface Graph extends Columns {
  first: Uint32Array; // an edge's first claim; first[edges] is the number of claims
  degree: Uint32Array;
  edgesOf: Uint32Array[]; // a node's edges
  isDisputed: Uint8Array;
  byIri: Map<string, number>; // of nodes
  edgeByIri: Map<string, number>;
  publishers: string[]; // each once, sorted
  publisher: Uint16Array; // a document's, a number in `publishers`
}

export const edgeCount = (graph: Graph): number => graph.edges.subject.length;
export const nodeCount = (graph: Graph): number => graph.nodes.iri.length;

const NOBODY = "no publisher named";

/** Count what the columns imply. */
export function graphOf(columns: Columns): Graph {
  const { nodes, edges } = columns;
  const first = new Uint32Array(edges.subject.length + 1);
  const degree = new Uint32Array(nodes.iri.length);
  edges.subject.forEach((subject, edge) => {
    first[edge + 1] = first[edge] + edges.claims[edge];
    degree[subject]++;
    if (edges.object[edge] >= 0 && edges.object[edge] !== subject) degree[edges.object[edge]]++;
  });
  const isDisputed = new Uint8Array(edges.subject.length);
  for (const edge of edges.disputed) isDisputed[edge] = 1;
  const named = columns.documents.map(({ publisher = "" }) => (isBlank(publisher) ? NOBODY : publisher));
  const publishers = [...new Set(named)].sort();
  return {
    ...columns,
    publishers,
    publisher: Uint16Array.from(named, (name) => publishers.indexOf(name)),
    first,
    degree,
    edgesOf: edgesByNode(columns, degree),
    isDisputed,
    byIri: new Map(nodes.iri.map((iri, node) => [iri, node])),
    edgeByIri: new Map(edges.iri.map((iri, edge) => [iri, edge])),
  };
}

function edgesByNode({ edges }: Columns, degree: Uint32Array): Uint32Array[] {
  const lists = Array.from(degree, (count) => new Uint32Array(count));
  const filled = new Uint32Array(degree.length);
  edges.subject.forEach((subject, edge) => {
    lists[subject][filled[subject]++] = edge;
    const object = edges.object[edge];
    if (object >= 0 && object !== subject) lists[object][filled[object]++] = edge;
  });
  return lists;
}

/** Return room for all claims, none of them read yet. */
export function emptyClaims(graph: Graph): Claims {
  const edge = new Uint32Array(graph.claims);
  for (let number = 0; number < edgeCount(graph); number++) {
    edge.fill(number, graph.first[number], graph.first[number + 1]);
  }
  return {
    loaded: 0,
    document: new Uint32Array(graph.claims),
    status: new Uint8Array(graph.claims),
    confidence: new Uint16Array(graph.claims),
    attributed: new Uint8Array(graph.claims),
    edge,
    blocks: [],
  };
}

/** Fill in the next block. */
export function addBlock(claims: Claims, block: Block): void {
  const from = claims.loaded;
  claims.document.set(block.document, from);
  claims.status.set(block.status, from);
  claims.confidence.set(block.confidence, from);
  for (const at of Object.keys(block.saidBy)) claims.attributed[from + Number(at)] = 1;
  claims.blocks.push({ from, block });
  claims.loaded = from + block.document.length;
}

/** Return a claim whole. */
export function claimAt(graph: Graph, claims: Claims, number: number): Claim {
  const { from, block } = claims.blocks[blockOf(claims, number)];
  const at = number - from;
  const sentence = block.sentence[at];
  return {
    number,
    edge: claims.edge[number],
    document: block.document[at],
    status: graph.statuses[block.status[at]],
    confidence: block.confidence[at] / 1000,
    sentence: block.sentences[sentence],
    start: block.starts[sentence],
    subject: span(block.subject, at),
    object: span(block.object, at),
    saidBy: block.strings[block.saidBy[at]] ?? "",
    relayedBy: block.strings[block.relayedBy[at]] ?? "",
    extractor: block.strings[block.extractor[at]],
    pattern: block.strings[block.pattern[at]],
    details: told(block.details[at], block.strings),
  };
}

function blockOf(claims: Claims, number: number): number {
  let low = 0;
  let high = claims.blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (claims.blocks[middle].from <= number) low = middle;
    else high = middle - 1;
  }
  return low;
}

const span = (offsets: number[], at: number): [number, number] | null =>
  offsets[2 * at] < 0 ? null : [offsets[2 * at], offsets[2 * at + 1]];

const told = (details: Details | undefined, strings: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(details ?? {}).map(([name, text]) => [name, strings[text]]));

/** Return what stands on an edge: price, stake, time, unit, period … */
export const detailsOf = (graph: Graph, edge: number): Record<string, string> =>
  told(graph.edges.details[edge], graph.strings);

/** Return the numbers of an edge's claims that have been read. */
export function claimsOf(graph: Graph, claims: Claims, edge: number): number[] {
  const end = Math.min(graph.first[edge + 1], claims.loaded);
  const numbers: number[] = [];
  for (let number = graph.first[edge]; number < end; number++) numbers.push(number);
  return numbers;
}

/** Return an edge's status as its documents up to a day have it; null where none of them speaks of it; "" means today. */
export function statusAt(graph: Graph, edge: number, day: string): string | null {
  if (!day) return graph.statuses[graph.edges.status[edge]];
  const changes: Change[] | undefined = graph.edges.history[edge];
  if (!changes) return firstDay(graph, edge) <= day ? graph.statuses[graph.edges.status[edge]] : null;
  const past = changes.filter(([from]) => from <= day);
  return past.length ? past[past.length - 1][1] : null;
}

/** Return the day on which an edge was first spoken of, empty where a document without a date does. */
export const firstDay = (graph: Graph, edge: number): string => dayBound(graph, edge, (a, b) => a < b);
export const lastDay = (graph: Graph, edge: number): string => dayBound(graph, edge, (a, b) => a > b);

function dayBound(graph: Graph, edge: number, better: (a: string, b: string) => boolean): string {
  const days = graph.edges.documents[edge].map((document) => graph.documents[document].day);
  return days.reduce((best, day) => (better(day, best) ? day : best), days[0] ?? "");
}

export const relationOf = (graph: Graph, edge: number) => graph.relations[graph.edges.relation[edge]];
export const classOf = (graph: Graph, node: number) => graph.classes[graph.nodes.class[node]];
export const titleOf = (source: Source): string =>
  [source.title, source.source].find((text) => text && !isBlank(text)) ?? "untitled";
