// The claims as a table: in which order, which of them a text finds, and what a row of the CSV holds. Pure.

import { type Claim, type Claims, type Graph, relationOf, titleOf } from "./graph.ts";
import { folded, LAST, ranks, soughtWords, spread } from "./order.ts";
import { endText, safeLink } from "./words.ts";

export const COLUMNS = [
  ["subject", "Subject"],
  ["relation", "Relation"],
  ["object", "Object"],
  ["status", "Status"],
  ["says", "Said by"],
  ["day", "Day"],
  ["title", "Document"],
  ["confidence", "Confidence"],
] as const;
export type Column = (typeof COLUMNS)[number][0];

/** Return a key for each claim that sorts a column. */
export function keysOf(graph: Graph, claims: Claims, column: Column): ArrayLike<number> {
  const { edges, nodes, relations, documents } = graph;
  if (column === "confidence") return claims.confidence;
  if (column === "status") return claims.status;
  if (column === "says") return voiceKeys(claims);
  if (column === "day") return spread(ranks(documents.map(({ day }) => day)), claims.document);
  if (column === "title") return spread(ranks(documents.map(titleOf)), claims.document);
  if (column === "relation")
    return spread(spread(ranks(relations.map(({ label }) => label)), edges.relation), claims.edge);
  const names = ranks(nodes.label);
  return spread(column === "subject" ? spread(names, edges.subject) : endKeys(graph, names), claims.edge);
}

/** Names by the alphabet, behind them numbers by size, then other values. */
function endKeys({ edges, nodes }: Graph, names: Uint32Array): Uint32Array {
  const keys = new Uint32Array(edges.object.length);
  const numbers: number[] = [];
  const texts: number[] = [];
  const sizes = new Float64Array(keys.length);
  for (let edge = 0; edge < keys.length; edge++) {
    if (edges.object[edge] >= 0) {
      keys[edge] = names[edges.object[edge]];
      continue;
    }
    sizes[edge] = Number(edges.value[edge] ?? "");
    (Number.isNaN(sizes[edge]) ? texts : numbers).push(edge);
  }
  texts.sort((a, b) => (edges.value[a] < edges.value[b] ? -1 : 1));
  const places = new Map<number, number>();
  for (const size of Float64Array.from(numbers, (edge) => sizes[edge]).sort()) {
    if (!places.has(size)) places.set(size, places.size);
  }
  for (const edge of numbers) keys[edge] = nodes.iri.length + places.get(sizes[edge])!;
  let key = nodes.iri.length + places.size;
  texts.forEach((edge) => {
    keys[edge] = key++;
  });
  return keys;
}

function voiceKeys({ blocks, document }: Claims): Uint32Array {
  const all = [
    ...new Set(blocks.flatMap(({ block }) => Object.values(block.saidBy).map((at) => block.strings[at]))),
  ];
  const places = ranks(all);
  const rank = new Map(all.map((text, at) => [text, places[at]]));
  const keys = new Uint32Array(document.length).fill(LAST);
  for (const { from, block } of blocks) {
    for (const [at, text] of Object.entries(block.saidBy))
      keys[from + Number(at)] = rank.get(block.strings[text])!;
  }
  return keys;
}

/** What a text filter reads, without case and accents, each kind on first use. */
export interface Index {
  labels: string[];
  relations: string[];
  documents: string[];
  values: Map<number, string>; // of edges that end in a value
  blocks: { sentences: string[]; strings: string[] }[];
}

export const emptyIndex = (): Index => ({
  labels: [],
  relations: [],
  documents: [],
  values: new Map(),
  blocks: [],
});

/** Yield, a block at a time, the claims among `shown` that have all words of the query. */
export function* find(
  graph: Graph,
  claims: Claims,
  index: Index,
  query: string,
  shown: Uint8Array,
): Generator<number[]> {
  if (!index.labels.length) {
    index.labels = graph.nodes.label.map(folded);
    yield [];
    index.relations = graph.relations.map(({ label }) => folded(label));
    index.documents = graph.documents.map((source) =>
      folded(`${titleOf(source)} ${source.publisher ?? ""} ${source.day}`),
    );
    yield [];
  }
  const has = (text: string) => (word: string) => text.includes(word);
  const tests = soughtWords(query).map((word) => ({
    word,
    labels: index.labels.map((text) => has(text)(word)),
    relations: index.relations.map((text) => has(text)(word)),
    documents: index.documents.map((text) => has(text)(word)),
  }));
  for (const [number, { from, block }] of claims.blocks.entries()) {
    index.blocks[number] ??= { sentences: block.sentences.map(folded), strings: block.strings.map(folded) };
    const { sentences, strings } = index.blocks[number];
    const found: number[] = [];
    for (let at = 0; at < block.document.length; at++) {
      const claim = from + at;
      if (!shown[claim]) continue;
      const edge = claims.edge[claim];
      const object = graph.edges.object[edge];
      const end = object < 0 ? endOf(graph, index, edge) : "";
      const voice = strings[block.saidBy[at]] ?? "";
      const fits = tests.every(
        ({ word, labels, relations, documents }) =>
          labels[graph.edges.subject[edge]] ||
          labels[object] ||
          relations[graph.edges.relation[edge]] ||
          documents[block.document[at]] ||
          sentences[block.sentence[at]].includes(word) ||
          voice.includes(word) ||
          end.includes(word),
      );
      if (fits) found.push(claim);
    }
    yield found;
  }
}

function endOf(graph: Graph, { values }: Index, edge: number): string {
  let text = values.get(edge);
  if (text === undefined) {
    text = folded(endText(graph, edge));
    values.set(edge, text);
  }
  return text;
}

const DETAILS = [
  "price",
  "currency",
  "stake",
  "condition",
  "time",
  "validFrom",
  "validUntil",
  "value",
  "unit",
  "period",
  "change",
  "comparison",
];

export const CSV_HEAD = [
  ...[
    "subject",
    "relation",
    "object",
    "status",
    "said by",
    "relayed by",
    "day",
    "document",
    "publisher",
    "link",
  ],
  ...["confidence", "sentence"],
  ...DETAILS,
  ...["sentence start", "subject start", "subject end", "object start", "object end", "found by", "pattern"],
  ...["subject IRI", "object IRI", "edge IRI", "document IRI"],
];

/** Return a claim as a row of the CSV; offsets count from the beginning of its document. */
export function csvRow(graph: Graph, claim: Claim): (string | number)[] {
  const { edges, nodes, documents } = graph;
  const source = documents[claim.document];
  const object = edges.object[claim.edge];
  const value = edges.value[claim.edge] ?? "";
  const span = (ends: [number, number] | null) => (ends ? ends.map((end) => claim.start + end) : ["", ""]);
  return [
    nodes.label[edges.subject[claim.edge]],
    relationOf(graph, claim.edge).label,
    object < 0 ? value : nodes.label[object],
    ...[claim.status, claim.saidBy, claim.relayedBy],
    ...[source.day, titleOf(source), source.publisher ?? "", safeLink(source.link) ?? ""],
    ...[claim.confidence, claim.sentence],
    ...DETAILS.map((name) => claim.details[name] ?? ""),
    ...[claim.start, ...span(claim.subject), ...span(claim.object), claim.extractor, claim.pattern],
    ...[
      nodes.iri[edges.subject[claim.edge]],
      object < 0 ? "" : nodes.iri[object],
      edges.iri[claim.edge],
      source.iri,
    ],
  ];
}
