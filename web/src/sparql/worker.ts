// The worker that holds the graph as RDF and answers queries. It asks no network for anything: all that it needs is handed to it.

import init, { namedNode, Store } from "oxigraph/web.js";
import { csv } from "../download.ts";
import { lines, pieces, whole } from "./lines.ts";
import {
  type Answer,
  type Ask,
  type Cells,
  PAGE_ROWS,
  type Query,
  type Reply,
  type Request,
  type Start,
} from "./messages.ts";
import { cellOf, parts, textOf } from "./terms.ts";
import { turtle } from "./turtle.ts";

interface Table {
  kind: Answer["kind"];
  columns: string[];
  rows: Cells[];
}
interface Results {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, NonNullable<Cells[number]>>[] };
}

class Unknown extends Error {}

let packed: Start;
let store: Promise<Store> | null = null;
let last: Table | null = null;

const say = (reply: Reply): void =>
  (self as unknown as { postMessage(reply: Reply): void }).postMessage(reply);

self.onmessage = async ({ data }: MessageEvent<Request>): Promise<void> => {
  if ("start" in data) {
    packed = data.start;
    return;
  }
  try {
    say({ id: data.id, answer: await answer(data.ask) });
  } catch (error) {
    if (error instanceof Unknown) {
      say({ id: data.id, unknown: error.message });
      return;
    }
    // The engine does not live on after a trap: memory that ran out, above all.
    const fatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    say({ id: data.id, trouble: error instanceof Error ? error.message : String(error), fatal });
  }
};

async function answer(ask: Ask): Promise<unknown> {
  if (ask.what === "turtle") return turtle(() => lines(packed.rdf), ask.edges, ask.names);
  if (ask.what === "page" || ask.what === "csv") {
    if (!last) throw new Error("the answer is gone: run the query again");
    if (ask.what === "page") return last.rows.slice(ask.from, ask.from + PAGE_ROWS);
    return new Blob(csvOf(last), { type: "text/csv;charset=utf-8" });
  }
  store ??= opened();
  const opening = await store;
  if (ask.what === "select") return objects(asked(opening, ask, false));
  last = null; // its rows are not to lie beside the next ones
  const start = performance.now();
  last = asked(opening, ask, ask.allGraphs);
  const milliseconds = performance.now() - start;
  const { kind, columns, rows } = last;
  return { kind, columns, count: rows.length, milliseconds, rows: rows.slice(0, PAGE_ROWS) } satisfies Answer;
}

/** Start the engine and read the graph into it. */
async function opened(): Promise<Store> {
  const engine: BlobPart[] = [];
  for await (const piece of pieces(packed.engine)) engine.push(piece);
  await init({ module_or_path: await new Blob(engine).arrayBuffer() });
  const loaded = new Store();
  for await (const piece of whole(packed.rdf)) {
    // What is read was written by a store, and nothing is to be undone.
    loaded.load(piece as never, { format: "application/n-quads", no_transaction: true, lenient: true });
    say({ read: loaded.size });
  }
  say({ read: Number.POSITIVE_INFINITY });
  return loaded;
}

function asked(from: Store, { query, triples, terms }: Query, allGraphs: boolean): Table {
  const unknown = terms.find(
    (term) => !has(from, `{ <${term}> ?p ?o } UNION { ?s <${term}> ?o } UNION { ?s ?p <${term}> }`),
  );
  // Without an ontology no word of it is wrong.
  if (unknown && has(from, `GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), "graph/ontology"))`))
    throw new Unknown(unknown);
  const graphs = allGraphs
    ? { use_default_graph_as_union: true }
    : { default_graph: packed.defaultGraphs.map((graph) => namedNode(graph)) };
  const results_format = triples ? "application/n-triples" : "application/sparql-results+json";
  const found = from.query(query, { ...graphs, results_format }) as string;
  return triples ? triplesOf(found) : tableOf(JSON.parse(found) as Results);
}

const has = (from: Store, pattern: string): boolean =>
  from.query(`ASK { ${pattern} }`, { use_default_graph_as_union: true }) === true;

function tableOf({ head, boolean, results }: Results): Table {
  if (boolean !== undefined)
    return { kind: "boolean", columns: ["answer"], rows: [[{ type: "literal", value: String(boolean) }]] };
  const columns = head.vars ?? [];
  const rows = results?.bindings ?? [];
  return { kind: "table", columns, rows: rows.map((row) => columns.map((name) => row[name] ?? null)) };
}

function triplesOf(text: string): Table {
  const rows = text
    .split("\n")
    .sort()
    .flatMap((line) => {
      const found = parts(line);
      return found ? [found.slice(0, 3).map(cellOf)] : [];
    });
  return { kind: "triples", columns: ["subject", "predicate", "object"], rows };
}

const objects = ({ columns, rows }: Table): Record<string, string>[] =>
  rows.map((row) =>
    Object.fromEntries(row.flatMap((cell, at) => (cell ? [[columns[at], textOf(cell)]] : []))),
  );

/** Return a table as CSV, a thousand rows a piece. */
function csvOf({ columns, rows }: Table): string[] {
  const pieces = [csv([columns])];
  for (let from = 0; from < rows.length; from += 1000) {
    pieces.push(
      csv(rows.slice(from, from + 1000).map((row) => row.map((cell) => textOf(cell ?? undefined)))),
    );
  }
  return pieces;
}
