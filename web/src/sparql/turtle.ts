// Some edges as Turtle, with what they stand on: their ends, their plain triples, their claims with sentences and documents.
// The lines are gone through twice: what an edge needs may stand before it, and to keep everything would be to keep the graph.

import { namespacesOf, parts, shortName } from "./terms.ts";

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const KG = "https://w3id.org/claimgraph/ontology#";
const iri = (text: string): string => `<${text}>`;
const [TYPE, SUBJECT, PREDICATE, OBJECT] = ["type", "subject", "predicate", "object"].map((name) =>
  iri(RDF + name),
);
const [CLAIM, STATUS, DOCUMENT, SAID_BY] = ["claim", "status", "document", "saidBy"].map((name) =>
  iri(KG + name),
);
const FIRST = [TYPE, SUBJECT, PREDICATE, OBJECT, STATUS];

/** Subject → predicate → objects, each as N-Quads writes it. */
type Blocks = Map<string, Map<string, Set<string>>>;
type Lines = () => AsyncIterable<string[]>;

export interface Names {
  base: string;
  prefixes: Record<string, string>;
}

/** What the chosen edges need. */
interface Wanted {
  edges: Blocks;
  entities: Set<string>;
  claims: Set<string>;
  documents: Set<string>;
  ways: Set<string>; // plain triples with their graph
}

/** Return the edges of these IRIs as Turtle; `lines` gives the graph's lines anew at each call. */
export async function turtle(lines: Lines, edgeIris: readonly string[], names: Names): Promise<string> {
  const graphs = new Map(
    ["edges", "entities", "actual", "planned"].map((name) => [iri(`${names.base}graph/${name}`), name]),
  );
  const wanted = needed(await edgeBlocks(lines, new Set(edgeIris.map(iri)), names.base), names.base);
  const entities: Blocks = new Map();
  const plain: Blocks = new Map();
  const evidence = new Map<string, Blocks>();
  for await (const some of lines()) {
    for (const line of some) {
      const quad = parts(line);
      if (!quad) continue;
      const [subject, predicate, object, graph] = quad;
      const name = graphs.get(graph);
      if (name === "entities" && wanted.entities.has(subject)) add(entities, quad);
      else if (name && wanted.ways.has([subject, predicate, object, graph].join(" "))) add(plain, quad);
      else if (!name && wanted.documents.has(graph))
        add(
          within(evidence, graph, () => new Map()),
          quad,
        );
    }
  }
  const claims = [...evidence]
    .sort(byKey)
    .map(([graph, blocks]): [string, Blocks] => [
      `What ${graph.slice(1, -1)} says`,
      ofClaims(graph, blocks, wanted.claims),
    ]);
  return written(
    [["Names", entities], ["Edges", wanted.edges], ["Plain triples", plain], ...claims],
    names.prefixes,
  );
}

async function edgeBlocks(lines: Lines, edges: Set<string>, base: string): Promise<Blocks> {
  const end = `${iri(`${base}graph/edges`)} .`;
  const blocks: Blocks = new Map();
  for await (const some of lines()) {
    for (const line of some) {
      if (!line.endsWith(end) || !edges.has(line.slice(0, line.indexOf(" ")))) continue;
      const quad = parts(line);
      if (quad) add(blocks, quad);
    }
  }
  return blocks;
}

function needed(edges: Blocks, base: string): Wanted {
  const wanted: Wanted = {
    edges,
    entities: new Set(),
    claims: new Set(),
    documents: new Set(),
    ways: new Set(),
  };
  for (const has of edges.values()) {
    const values = (predicate: string): string[] => [...(has.get(predicate) ?? [])];
    const into = (set: Set<string>, ...predicates: string[]) => {
      for (const value of predicates.flatMap(values)) set.add(value);
    };
    into(wanted.entities, SUBJECT, OBJECT, SAID_BY);
    into(wanted.claims, CLAIM);
    into(wanted.documents, DOCUMENT);
    const graph = { [iri(`${KG}actual`)]: "actual", [iri(`${KG}planned`)]: "planned" }[values(STATUS)[0]];
    const [subject, predicate, object] = [SUBJECT, PREDICATE, OBJECT].map((name) => values(name)[0]);
    // A symmetric relation has one edge and two triples.
    for (const ends of graph
      ? [
          [subject, predicate, object],
          [object, predicate, subject],
        ]
      : []) {
      wanted.ways.add([...ends, iri(`${base}graph/${graph}`)].join(" "));
    }
  }
  return wanted;
}

/** Keep a document's node, the claims that are wanted, and what these point to. */
function ofClaims(graph: string, blocks: Blocks, claims: Set<string>): Blocks {
  const kept = new Set([graph]);
  for (const [subject, has] of blocks) {
    if (!claims.has(subject)) continue;
    kept.add(subject);
    for (const objects of has.values()) for (const object of objects) kept.add(object);
  }
  return new Map([...blocks].filter(([subject]) => kept.has(subject)));
}

function add(blocks: Blocks, [subject, predicate, object]: readonly string[]): void {
  within(
    within(blocks, subject, () => new Map()),
    predicate,
    () => new Set<string>(),
  ).add(object);
}

/** Return what a map has under a key, put there first where it is new. */
function within<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function written(sections: [string, Blocks][], prefixes: Record<string, string>): string {
  const namespaces = namespacesOf(prefixes);
  const used = new Set<string>();
  const short = (term: string): string => {
    const name =
      term.startsWith("<") && !term.startsWith("<<") ? shortName(term.slice(1, -1), namespaces) : null;
    if (!name) return term.replace(/\^\^(<[^>]*>)$/, (_, type) => `^^${short(type)}`);
    used.add(name.slice(0, name.indexOf(":")));
    return name;
  };
  const body = sections
    .filter(([, blocks]) => blocks.size)
    .map(
      ([heading, blocks]) =>
        `\n# ${heading}\n\n${[...blocks]
          .sort(byKey)
          .map((one) => block(one, short))
          .join("")}`,
    )
    .join("");
  const head = Object.keys(prefixes).filter((name) => used.has(name));
  return head.map((name) => `@prefix ${name}: <${prefixes[name]}> .\n`).join("") + body;
}

function block([subject, has]: [string, Map<string, Set<string>>], short: (term: string) => string): string {
  const rank = (predicate: string) => FIRST.indexOf(predicate) + 1 || FIRST.length + 1;
  const ordered = [...has].sort((a, b) => rank(a[0]) - rank(b[0]) || byKey(a, b));
  const verbs = ordered.map(([predicate, objects]) => {
    const verb = predicate === TYPE ? "a" : short(predicate);
    return `${verb} ${[...objects].map(short).join(" , ")}`;
  });
  return `${short(subject)} ${verbs.join(" ;\n    ")} .\n`;
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
