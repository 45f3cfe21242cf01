// The page's end of the worker: made on first use out of what the page holds, ended by `stop`, and made anew after that.

import { elements } from "../data.ts";
import { graph } from "../state.ts";
import { suggestions } from "./completion.ts";
import type { Answer, Ask, Cells, Query, Reply, Start } from "./messages.ts";
import { nearest } from "./near.ts";
import { bound } from "./parameters.ts";
import { namespacesOf, shortName } from "./terms.ts";
import {
  form,
  type Insert,
  inserted,
  masked,
  ownTerms,
  place,
  prologue,
  QueryError,
  type Term,
  troubleOf,
} from "./text.ts";

export type Row = Record<string, string>;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

const MAKES_TRIPLES = ["CONSTRUCT", "DESCRIBE"];

/** What a query was stopped by: nobody need be told. */
export class Stopped extends Error {}

/** A term that the graph does not have. */
class UnknownTerm extends Error {}

/** A worker with the packed graph, and who waits for its answers. */
class Desk {
  readonly waiting = new Map<number, Waiting>();
  onRead: (statements: number) => void = () => {};
  private readonly worker: Worker;
  private last = 0;

  constructor() {
    const address = URL.createObjectURL(new Blob([part("worker")], { type: "text/javascript" }));
    this.worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.worker.onmessage = ({ data }: MessageEvent<Reply>) => this.hear(data);
    this.worker.onerror = (event) => this.end(new Error(`the query engine does not start: ${event.message}`));
    const start: Start = { rdf: part("rdf"), engine: part("engine"), defaultGraphs: graph.defaultGraphs };
    this.worker.postMessage({ start });
  }

  ask<T>(ask: Ask): Promise<T> {
    const id = ++this.last;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: (answer) => resolve(answer as T), reject });
      this.worker.postMessage({ id, ask });
    });
  }

  end(reason: Error): void {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
    if (desk === this) desk = null;
  }

  private hear(reply: Reply): void {
    if ("read" in reply) {
      this.onRead(reply.read);
      return;
    }
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ("answer" in reply) {
      waiting?.resolve(reply.answer);
      return;
    }
    if ("unknown" in reply) {
      waiting?.reject(new UnknownTerm(reply.unknown));
      return;
    }
    const { trouble, fatal } = reply;
    const error = new Error(
      fatal ? `the query needs more memory than there is (${trouble}); ask for less` : trouble,
    );
    waiting?.reject(error);
    if (fatal) this.end(error);
  }
}

let desk: Desk | null = null;

const part = (kind: "rdf" | "engine" | "worker"): string => elements(kind)[0]?.textContent?.trim() ?? "";

function opened(): Desk {
  if (!graph.sparql)
    throw new Error("this page was made without its query engine (--no-sparql), so it answers no SPARQL");
  desk ??= new Desk();
  return desk;
}

/** Answer a query of the tab's: its first rows. `onRead` hears how much of the graph is read, Infinity when all is. */
export async function run(
  text: string,
  allGraphs: boolean,
  onRead: (statements: number) => void,
): Promise<Answer> {
  const ready = prepared(text);
  const asked = opened();
  asked.onRead = onRead;
  return located(asked.ask<Answer>({ what: "query", ...queryOf(ready), allGraphs }), ready);
}

/** Return a page of the last answer's rows. */
export const page = (from: number): Promise<Cells[]> => opened().ask<Cells[]>({ what: "page", from });

/** Return the last answer as CSV. */
export const answerCsv = (): Promise<Blob> => opened().ask<Blob>({ what: "csv" });

/** Answer a query with all its rows. */
export async function select(text: string): Promise<Row[]> {
  const asked = opened();
  const ready = prepared(text);
  return located(asked.ask<Row[]>({ what: "select", ...queryOf(ready) }), ready);
}

/** End whatever runs. */
export const stop = (): void => desk?.end(new Stopped("stopped"));

/** Return edges as Turtle, with their names, claims, sentences and documents. A worker of its own: no query holds it up. */
export async function turtle(edgeIris: string[]): Promise<string> {
  if (!part("rdf"))
    throw new Error("this page was made without the graph as RDF (--no-sparql), so it gives no Turtle");
  const own = new Desk();
  try {
    const { base, prefixes } = graph;
    return await own.ask<string>({ what: "turtle", edges: edgeIris, names: { base, prefixes } });
  } finally {
    own.end(new Stopped("done"));
  }
}

const queryOf = ({ query, triples, terms }: Prepared): Query => ({ query, triples, terms });

interface Prepared extends Query {
  text: string; // the reader's own
  inserts: Insert[];
  named: Term[];
}

function prepared(text: string): Prepared {
  const inserts = [{ at: 0, text: prologue(text, graph.prefixes) }, ...bound(graph, text)];
  const named = ownTerms(text, graph.prefixes);
  const triples = MAKES_TRIPLES.includes(form(masked(text)));
  return {
    query: inserted(text, inserts),
    triples,
    terms: named.map(({ iri }) => iri),
    text,
    inserts,
    named,
  };
}

/** Say where in the reader's own text an error of the engine lies. */
async function located<T>(answer: Promise<T>, { text, inserts, named }: Prepared): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownTerm) throw unknownIn(text, named.find(({ iri }) => iri === error.message)!);
    if (error instanceof Error && /^error at \d+:\d+/.test(error.message))
      throw troubleOf(error.message, text, inserts);
    throw error;
  }
}

function unknownIn(text: string, { name, at }: Term): QueryError {
  const prefix = name.slice(0, name.indexOf(":"));
  const namespaces = namespacesOf(graph.prefixes);
  const known = (suggestions(graph).get(prefix) ?? []).map(({ label }) => label);
  const nodes = graph.nodes.iri.flatMap((iri) => shortName(iri, namespaces) ?? []);
  const near = nearest(name, known.length ? known : nodes.filter((node) => node.startsWith(`${prefix}:`)));
  return new QueryError(`${place(text, at)}: nothing in this graph is called ${name}${near}`, at);
}
