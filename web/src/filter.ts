// What the filters leave, and how many each of their boxes stands for. Pure: the same graph and filters give the same answer.

import { type Claims, edgeCount, type Graph, nodeCount, statusAt } from "./graph.ts";

/** Names that are switched off; everything is on at first but the statuses that are held back. */
export interface Filters {
  classes: ReadonlySet<string>; // labels of classes switched off
  relations: ReadonlySet<string>; // names of relations switched off
  statuses: ReadonlySet<string>;
  publishers: ReadonlySet<string>;
  document: number | null; // this one alone
  attributed: "any" | "yes" | "no";
  disputed: boolean; // only what is disputed
  documents: number; // at least so many
  confidence: number; // at least, of a thousand
  since: string; // days of publication, empty for no bound
  until: string;
  asOf: string; // the graph as its documents up to this day have it
}

/** What is shown: 1 for each node, edge and claim that is; `status[edge]` as of the day asked for, an index of `statuses`. */
export interface Visible {
  nodes: Uint8Array;
  edges: Uint8Array;
  claims: Uint8Array;
  status: Uint8Array;
  counts: Counts;
  totals: { nodes: number; edges: number; claims: number; documents: number };
}

/** How many edges each box stands for, as the other filters leave them. */
export interface Counts {
  classes: Map<string, number>;
  relations: Map<string, number>;
  statuses: Map<string, number>;
  publishers: Map<string, number>;
  documents: Uint32Array;
  attributed: { yes: number; no: number };
  disputed: number;
}

const UNSAID = 255;

export const noFilters = (graph: Graph): Filters => ({
  classes: new Set(),
  relations: new Set(),
  statuses: new Set(graph.heldBack),
  publishers: new Set(),
  document: null,
  attributed: "any",
  disputed: false,
  documents: 1,
  confidence: 0,
  since: "",
  until: "",
  asOf: "",
});

/** Keep what is actual alone. */
export const factsOnly = (graph: Graph, filters: Filters): Filters => ({
  ...filters,
  statuses: new Set(graph.statuses.filter((status) => status !== "actual")),
});

export const isFactsOnly = (graph: Graph, filters: Filters): boolean =>
  graph.statuses.every((status) => (status === "actual") !== filters.statuses.has(status));

export const publisherOf = (graph: Graph, document: number): string =>
  graph.publishers[graph.publisher[document]];

/** Which of a graph's edges and claims pass, and the counts. */
export function visible(graph: Graph, claims: Claims, filters: Filters): Visible {
  const status = statuses(graph, filters.asOf);
  const pass = passingClaims(graph, claims, filters);
  const seen = new Uint8Array(graph.documents.length);
  const tallies = emptyTallies(graph);
  const boxes = switches(graph, filters);
  const edges = new Uint8Array(edgeCount(graph));
  for (let edge = 0; edge < edges.length; edge++) {
    if (status[edge] === UNSAID || graph.edges.confidence[edge] < filters.confidence) continue;
    const found = tally(graph, claims, edge, pass, seen);
    if (found.documents < filters.documents || (filters.disputed && !graph.isDisputed[edge])) continue;
    const on = boxes(edge, status[edge]);
    const attributed =
      filters.attributed === "any" || (filters.attributed === "yes" ? found.told : found.untold) > 0;
    count(graph, edge, status[edge], on, attributed, found, tallies);
    if (on.class && on.relation && on.status && attributed && found.claims) edges[edge] = 1;
  }
  const nodes = endsOf(graph, edges);
  const shown = claimsOf(graph, claims, filters, edges, pass);
  const totals = {
    nodes: sum(nodes),
    edges: sum(edges),
    claims: sum(shown.claims),
    documents: sum(shown.documents),
  };
  return { nodes, edges, claims: shown.claims, status, counts: countsOf(graph, tallies), totals };
}

const sum = (marks: Uint8Array): number => marks.reduce((total, mark) => total + mark, 0);

interface On {
  class: boolean;
  relation: boolean;
  status: boolean;
}

/** Return what tells whether an edge's boxes are ticked. */
function switches(graph: Graph, filters: Filters): (edge: number, status: number) => On {
  const classes = graph.classes.map((one) => !filters.classes.has(one.label));
  const relations = graph.relations.map((one) => !filters.relations.has(one.name));
  const names = graph.statuses.map((one) => !filters.statuses.has(one));
  const { subject, object, relation } = graph.edges;
  const isOn = (node: number) => node < 0 || classes[graph.nodes.class[node]];
  return (edge, status) => ({
    class: isOn(subject[edge]) && isOn(object[edge]),
    relation: relations[relation[edge]],
    status: names[status],
  });
}

function endsOf(graph: Graph, edges: Uint8Array): Uint8Array {
  const nodes = new Uint8Array(nodeCount(graph));
  for (let edge = 0; edge < edges.length; edge++) {
    if (!edges[edge]) continue;
    nodes[graph.edges.subject[edge]] = 1;
    if (graph.edges.object[edge] >= 0) nodes[graph.edges.object[edge]] = 1;
  }
  return nodes;
}

function claimsOf(graph: Graph, claims: Claims, filters: Filters, edges: Uint8Array, pass: Uint8Array) {
  const shown = new Uint8Array(graph.claims);
  const documents = new Uint8Array(graph.documents.length);
  for (let claim = 0; claim < claims.loaded; claim++) {
    if (!pass[claim] || !edges[claims.edge[claim]] || !tellsRight(claims, claim, filters)) continue;
    shown[claim] = 1;
    documents[claims.document[claim]] = 1;
  }
  return { claims: shown, documents };
}

const tellsRight = (claims: Claims, claim: number, { attributed }: Filters): boolean =>
  attributed === "any" || (attributed === "yes") === (claims.attributed[claim] === 1);

function statuses(graph: Graph, day: string): Uint8Array {
  if (!day) return Uint8Array.from(graph.edges.status);
  const numbers = new Map(graph.statuses.map((name, number) => [name, number]));
  return Uint8Array.from({ length: edgeCount(graph) }, (_, edge) => {
    const name = statusAt(graph, edge, day);
    return name === null ? UNSAID : (numbers.get(name) ?? UNSAID);
  });
}

/** Which claims pass what is asked of their documents. A claim not yet read passes nothing. */
function passingClaims(graph: Graph, claims: Claims, filters: Filters): Uint8Array {
  const until = [filters.until, filters.asOf].filter(Boolean).sort()[0] ?? "";
  const documents = graph.documents.map(
    ({ day }, number) =>
      (filters.document === null || filters.document === number) &&
      !filters.publishers.has(publisherOf(graph, number)) &&
      (!filters.since || day >= filters.since) &&
      (!until || day <= until),
  );
  const pass = new Uint8Array(graph.claims);
  for (let claim = 0; claim < claims.loaded; claim++) pass[claim] = documents[claims.document[claim]] ? 1 : 0;
  return pass;
}

interface Tally {
  claims: number;
  documents: number;
  told: number;
  untold: number;
  from: number[];
}

function tally(graph: Graph, claims: Claims, edge: number, pass: Uint8Array, seen: Uint8Array): Tally {
  const end = graph.first[edge + 1];
  // The first picture is drawn before the claims are read: what they may tell is taken for granted until then.
  if (end > claims.loaded) {
    const from = graph.edges.documents[edge];
    return { claims: graph.edges.claims[edge], documents: from.length, told: 1, untold: 1, from };
  }
  const found: Tally = { claims: 0, documents: 0, told: 0, untold: 0, from: [] };
  for (let claim = graph.first[edge]; claim < end; claim++) {
    if (!pass[claim]) continue;
    found.claims++;
    if (claims.attributed[claim]) found.told++;
    else found.untold++;
    const document = claims.document[claim];
    if (!seen[document]) {
      seen[document] = 1;
      found.from.push(document);
    }
  }
  for (const document of found.from) seen[document] = 0;
  found.documents = found.from.length;
  return found;
}

/** Counts by number, which a loop over all edges can afford. */
interface Tallies {
  classes: Uint32Array;
  relations: Uint32Array;
  statuses: Uint32Array;
  publishers: Uint32Array;
  documents: Uint32Array;
  attributed: { yes: number; no: number };
  disputed: number;
}

const emptyTallies = (graph: Graph): Tallies => ({
  classes: new Uint32Array(graph.classes.length),
  relations: new Uint32Array(graph.relations.length),
  statuses: new Uint32Array(graph.statuses.length),
  publishers: new Uint32Array(graph.publishers.length),
  documents: new Uint32Array(graph.documents.length),
  attributed: { yes: 0, no: 0 },
  disputed: 0,
});

/** Name the counts; two classes of one label are one box. */
function countsOf(graph: Graph, tallies: Tallies): Counts {
  const named = (names: string[], numbers: Uint32Array): Map<string, number> => {
    const counts = new Map<string, number>();
    names.forEach((name, at) => {
      if (numbers[at]) counts.set(name, (counts.get(name) ?? 0) + numbers[at]);
    });
    return counts;
  };
  return {
    classes: named(
      graph.classes.map(({ label }) => label),
      tallies.classes,
    ),
    relations: named(
      graph.relations.map(({ name }) => name),
      tallies.relations,
    ),
    statuses: named(graph.statuses, tallies.statuses),
    publishers: named(graph.publishers, tallies.publishers),
    documents: tallies.documents,
    attributed: tallies.attributed,
    disputed: tallies.disputed,
  };
}

/** Count an edge for every box whose own switch alone may keep it out. */
function count(
  graph: Graph,
  edge: number,
  status: number,
  on: On,
  attributed: boolean,
  found: Tally,
  tallies: Tallies,
): void {
  if (!found.claims) return;
  if (attributed && on.class && on.relation) tallies.statuses[status]++;
  if (attributed && on.class && on.status) tallies.relations[graph.edges.relation[edge]]++;
  if (attributed && on.relation && on.status) countClasses(graph, edge, tallies);
  if (!(on.class && on.relation && on.status)) return;
  if (found.told) tallies.attributed.yes++;
  if (found.untold) tallies.attributed.no++;
  if (!attributed) return;
  if (graph.isDisputed[edge]) tallies.disputed++;
  found.from.forEach((document, at) => {
    tallies.documents[document]++;
    const publisher = graph.publisher[document];
    const isFirst = found.from.findIndex((other) => graph.publisher[other] === publisher) === at;
    if (isFirst) tallies.publishers[publisher]++;
  });
}

function countClasses(graph: Graph, edge: number, tallies: Tallies): void {
  const subject = graph.nodes.class[graph.edges.subject[edge]];
  const object = graph.edges.object[edge] >= 0 ? graph.nodes.class[graph.edges.object[edge]] : subject;
  tallies.classes[subject]++;
  if (graph.classes[object].label !== graph.classes[subject].label) tallies.classes[object]++;
}
