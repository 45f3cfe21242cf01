// What the page and its worker say to each other.

import type { Cell } from "./terms.ts";
import type { Names } from "./turtle.ts";

/** The packed data, handed over once, before anything is asked. */
export interface Start {
  rdf: string;
  engine: string;
  defaultGraphs: string[];
}

/** A query with all that is put into it. */
export interface Query {
  query: string;
  triples: boolean; // CONSTRUCT or DESCRIBE: the engine must know before it reads the query
  terms: string[]; // IRIs that the graph should have, so that a misspelt word is an error and not an empty answer
}

export type Ask =
  | (Query & { what: "query"; allGraphs: boolean }) // what the tab asks: the answer stays there
  | { what: "page"; from: number }
  | { what: "csv" }
  | (Query & { what: "select" }) // all rows at once, for scripts
  | { what: "turtle"; edges: string[]; names: Names };

export type Request = { start: Start } | { id: number; ask: Ask };

/** `kind` is `boolean` for ASK, whose one cell is the answer, and `triples` for CONSTRUCT and DESCRIBE. */
export interface Answer {
  kind: "table" | "boolean" | "triples";
  columns: string[];
  count: number;
  milliseconds: number;
  rows: Cells[]; // the first page
}
export type Cells = (Cell | null)[];

export const PAGE_ROWS = 100;

export type Reply =
  | { read: number } // statements read so far; Infinity when all are
  | { id: number; answer: unknown }
  | { id: number; unknown: string } // a term that the graph does not have
  | { id: number; trouble: string; fatal: boolean };
