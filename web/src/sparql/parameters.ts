// Parameters of queries: `# param: company = Alibaba`, and how a reader's word becomes a value bound to ?company.

import type { Param, Question } from "../data.ts";
import { type Graph, titleOf } from "../graph.ts";
import { nearest } from "./near.ts";
import { expanded } from "./terms.ts";
import { check, type Insert, patternStart, place, QueryError } from "./text.ts";

const XSD_DATE = "http://www.w3.org/2001/XMLSchema#date";
const LINE = /^#[^\S\n]*param:[^\S\n]*(\w+)[^\S\n]*(?:\((\w+)\))?[^\S\n]*(?:=[^\S\n]*(.*?))?[^\S\n]*$/gm;
const KINDS: Record<Param["kind"], true> = {
  entity: true,
  term: true,
  date: true,
  number: true,
  text: true,
  document: true,
};
const SHAPES: Partial<Record<Param["kind"], RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  number: /^[+-]?\d+(\.\d+)?$/,
};

/** A parameter where it stands in a text: its line from `at` to `end`. */
export interface Placed extends Param {
  at: number;
  end: number;
}

const line = ({ name, kind, value }: Param): string =>
  `# param: ${name} (${kind}) = ${value.replace(/\s+/g, " ")}`;

/** Return a question as the editor shows it: its parameters are lines of the text, so that a link keeps their values. */
export function questionText({ text, params }: Question): string {
  const [first, ...rest] = text.split("\n");
  return [first, ...params.map(line), ...rest].join("\n");
}

/** Return the number of the question that a text began as, -1 where none. */
export function questionOf(questions: readonly Question[], text: string): number {
  const first = text.split("\n", 1)[0];
  return first.startsWith("#")
    ? questions.findIndex((question) => question.text.split("\n", 1)[0] === first)
    : -1;
}

/** Return the parameters that a text declares; without a kind, the value's form tells it. */
export function paramsOf(text: string): Placed[] {
  return Array.from(text.matchAll(LINE), (match) => {
    const value = match[3] ?? "";
    const kind = Object.hasOwn(KINDS, match[2] ?? "") ? (match[2] as Param["kind"]) : guessed(value);
    return { name: match[1], kind, value, at: match.index, end: match.index + match[0].length };
  });
}

function guessed(value: string): Param["kind"] {
  if (SHAPES.date!.test(value)) return "date";
  if (SHAPES.number!.test(value)) return "number";
  return /^[a-z]+:\w+$/.test(value) ? "term" : "entity";
}

/** Return a text with another value in a parameter's line. */
export function withValue(text: string, name: string, value: string): string {
  const param = paramsOf(text).find((one) => one.name === name);
  return param ? text.slice(0, param.at) + line({ ...param, value }) + text.slice(param.end) : text;
}

/** Return what is put into a query to bind its parameters. Throws a QueryError for a value that means nothing. */
export function bound(graph: Graph, text: string): Insert[] {
  check(text, graph.prefixes);
  const params = paramsOf(text);
  if (!params.length) return [];
  const at = patternStart(text);
  if (at < 0) throw new QueryError("the query has parameters but no pattern in braces that they could bind");
  const values = params.map((param) => ` VALUES ?${param.name} { ${written(graph, param, text)} }`);
  return [{ at, text: values.join("") }];
}

function written(graph: Graph, param: Placed, text: string): string {
  const fail = (message: string) => new QueryError(`${place(text, param.at)}: ${message}`, param.at);
  const value = param.value.trim();
  if (!value) throw fail(`the query needs a value for '${param.name}'`);
  const shape = SHAPES[param.kind];
  if (shape && !shape.test(value)) {
    throw fail(`${param.name} must be a ${param.kind === "date" ? "day such as 2026-01-31" : "number"}`);
  }
  if (param.kind === "number") return value;
  if (param.kind === "date") return `${quoted(value)}^^<${XSD_DATE}>`;
  if (param.kind === "text") return quoted(value);
  if (param.kind === "term") {
    const iri = expanded(value.includes(":") ? value : `kg:${value}`, graph.prefixes);
    if (!iri)
      throw fail(
        `${param.name} must be a term such as kg:acquires${nearest(
          value,
          graph.relations.map((one) => one.name),
        )}`,
      );
    return `<${iri}>`;
  }
  const [found, names] = param.kind === "entity" ? entities(graph, value) : documents(graph, value);
  if (found.length) return found.map((iri) => `<${iri}>`).join(" ");
  const what =
    param.kind === "entity" ? "nothing in this graph is called" : "no document has the source or title";
  throw fail(`${what} '${value}'${nearest(value, names())}`);
}

type Found = [iris: string[], names: () => string[]];
const folded = (text: string): string => text.trim().toLowerCase();

/** Find all nodes of a label, else of another name; case does not count. */
function entities({ nodes, prefixes, byIri }: Graph, text: string): Found {
  const iri = expanded(text, prefixes);
  if (iri && byIri.has(iri)) return [[iri], () => []];
  const wanted = folded(text);
  const labelled = nodes.iri.filter((_, node) => folded(nodes.label[node]) === wanted);
  if (labelled.length) return [labelled, () => []];
  const named = nodes.iri.filter((_, node) => nodes.names[node]?.some((name) => folded(name) === wanted));
  return [named, () => [...nodes.label, ...Object.values(nodes.names).flat()]];
}

function documents(graph: Graph, text: string): Found {
  const wanted = folded(text);
  const named = graph.documents.filter(({ iri, source, title }) =>
    [iri, source, title].some((name) => name !== undefined && folded(name) === wanted),
  );
  return [
    named.map(({ iri }) => iri),
    () => graph.documents.flatMap((one) => [titleOf(one), one.source ?? ""]),
  ];
}

/** Return a text as a literal of SPARQL, on one line. */
function quoted(text: string): string {
  const escapes: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${text.replace(/[\\"\n\r\t]/g, (letter) => escapes[letter])}"`;
}
