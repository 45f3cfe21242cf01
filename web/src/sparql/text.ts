// A query as text: what kind it is, what is put before and into it, and where in the reader's own text an error lies.

/** The names that the graph's shape is made of, whether the data has them at the moment or not. */
export const SHAPE = (
  "Claim Document Edge Metric Observation Rejection Status UnnamedSource about actual because cancelled change claim " +
  "comparison concludedWith condition confidence currency decidedBy denied digest disputed document documents extractor " +
  "firstSaid former inDocument lastSaid name objectMention pattern period planned possible price quote refersTo relayedBy " +
  "said saidBy sentence stake status subjectMention time unit validFrom validUntil"
).split(" ");

const HIDDEN =
  /<[^<>"{}|^`\\\s]*>|'{3}[\s\S]*?'{3}|"{3}[\s\S]*?"{3}|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|#[^\n]*/g;
const PROLOGUE = /\b(?:PREFIX\s+[\w-]*\s*:|BASE\b)/gi;
const TEMPLATE = /\bCONSTRUCT\s*\{[\s\S]*?\}\s*(?=WHERE\b|\{)/i;
const DECLARED = /\bPREFIX\s+([\w-]*)\s*:/gi;
const NAME = /(?<![\w?$:.-])([A-Za-z][\w-]*)?:(?:[\w%-]|\.(?=[\w%-]))+/g;
const OURS = ["kg", "metric", "o", "p", "product", "place", "thing", "s"];
const READS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
const WRITES = ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"];
const EVIDENCE = /\b(?:kg:(?:Claim|sentence|said|pattern|extractor|\w+Mention)|nif:\w+)\b/;

/** A text that was put into the reader's own, before its character `at`. */
export interface Insert {
  at: number;
  text: string;
}

/** A name in a query, and where it stands. */
export interface Term {
  name: string;
  iri: string;
  at: number;
}

/** What is wrong with a query, and where in the reader's own text where that is known. */
export class QueryError extends Error {
  readonly at: number | null;
  constructor(message: string, at: number | null = null) {
    super(message);
    this.at = at;
  }
}

const blanks = (text: string): string => text.replace(/[^\n]/g, " ");
const blanked = (pattern: RegExp, text: string): string => text.replace(pattern, blanks);

/** Return a query with strings, IRIs and comments blanked, every other character in its place. */
export const masked = (text: string): string => blanked(HIDDEN, text);

/** Return the word that says what kind of query a masked text is, in capitals. */
export function form(plain: string): string {
  return /^[A-Za-z]*/.exec(blanked(PROLOGUE, plain).trim())![0].toUpperCase();
}

/** Throw a QueryError for what does not read, and for a prefix that nobody declared. */
export function check(text: string, prefixes: Record<string, string>): void {
  const plain = masked(text);
  const word = form(plain);
  if (!READS.includes(word)) {
    const start = plain.search(/\S/);
    if (start < 0) throw new QueryError("there is no query yet: write one, or choose a question");
    const what = WRITES.includes(word)
      ? `${word} would change the graph`
      : `this begins with '${plain.trim().slice(0, 20)}'`;
    throw new QueryError(`a query is a SELECT, ASK, CONSTRUCT or DESCRIBE; ${what}`, start);
  }
  const declared = new Set(Array.from(plain.matchAll(DECLARED), (match) => match[1]));
  for (const match of blanked(PROLOGUE, plain).matchAll(NAME)) {
    const prefix = match[1] ?? "";
    if (declared.has(prefix) || Object.hasOwn(prefixes, prefix)) continue;
    const known = Object.keys(prefixes).join(", ");
    const said = `${place(text, match.index)}: the prefix '${prefix}:' is not declared; known without that: ${known}`;
    throw new QueryError(said, match.index);
  }
}

/** Return the names of ours that a query's body has beyond the graph's shape; what a CONSTRUCT makes up is its own affair. */
export function ownTerms(text: string, prefixes: Record<string, string>): Term[] {
  const plain = masked(text);
  const declared = new Set(Array.from(plain.matchAll(DECLARED), (match) => match[1]));
  return Array.from(blanked(TEMPLATE, blanked(PROLOGUE, plain)).matchAll(NAME), (match) => {
    const [prefix, local] = [match[1] ?? "", match[0].slice(match[0].indexOf(":") + 1)];
    const ours = OURS.includes(prefix) && !declared.has(prefix) && Object.hasOwn(prefixes, prefix);
    if (!ours || (prefix === "kg" && SHAPE.includes(local))) return [];
    return [{ name: match[0], iri: prefixes[prefix] + local, at: match.index }];
  }).flat();
}

/** Return the declarations of those prefixes that a query does not make itself, on one line. */
export function prologue(text: string, prefixes: Record<string, string>): string {
  const own = new Set(Array.from(masked(text).matchAll(DECLARED), (match) => match[1]));
  const lines = Object.entries(prefixes).filter(([name]) => !own.has(name));
  return lines
    .map(([name, iri]) => `PREFIX ${name}: <${iri}>`)
    .join(" ")
    .concat("\n");
}

/** Return the place behind the brace that opens a query's pattern, not that of a template; -1 where there is none. */
export function patternStart(text: string): number {
  const plain = masked(text);
  const template = TEMPLATE.exec(plain);
  return plain.indexOf("{", template ? template.index + template[0].length : 0) + 1 || -1;
}

/** Put texts into a text. */
export function inserted(text: string, inserts: readonly Insert[]): string {
  let done = 0;
  let whole = "";
  for (const insert of sorted(inserts)) {
    whole += text.slice(done, insert.at) + insert.text;
    done = insert.at;
  }
  return whole + text.slice(done);
}

const sorted = (inserts: readonly Insert[]): Insert[] => [...inserts].sort((a, b) => a.at - b.at);

/** Return the QueryError for what the engine says of a text with inserts; it counts lines and code points from 1. */
export function troubleOf(message: string, text: string, inserts: readonly Insert[]): QueryError {
  const found = /error at (\d+):(\d+)/.exec(message);
  if (!found) return new QueryError(`the query fails: ${shortened(message)}`);
  const at = before(offset(inserted(text, inserts), Number(found[1]), Number(found[2])), inserts);
  const rest = text.slice(at).split("\n")[0].trim().slice(0, 30);
  const where = rest ? `before '${rest}'` : text.slice(at).trim() ? "where the line ends" : "where it ends";
  const inside = /The SELECT contains a variable that is unbound/.test(message)
    ? "SELECT names a variable that the pattern or GROUP BY does not have"
    : "the query does not parse";
  return new QueryError(`${place(text, at)}: ${inside}, ${where}`, at);
}

/** Turn a place in a text with inserts into one of the text without them. */
function before(at: number, inserts: readonly Insert[]): number {
  let shift = 0;
  for (const insert of sorted(inserts)) {
    const from = insert.at + shift;
    if (at < from) break;
    if (at < from + insert.text.length) return insert.at;
    shift += insert.text.length;
  }
  return at - shift;
}

function offset(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const letters = Array.from(lines[line - 1] ?? "");
  return Math.min(text.length, start + letters.slice(0, column - 1).join("").length);
}

/** Name a place as editors do: line and column, from 1. */
export function place(text: string, at: number): string {
  const lines = text.slice(0, at).split("\n");
  return `line ${lines.length}, column ${Array.from(lines[lines.length - 1]).length + 1}`;
}

const shortened = (message: string): string => {
  const text = message.replace(/\s+/g, " ").trim();
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
};

/** Say why an answer may be empty, by the commonest mistake; empty where that is not it. */
export function emptyNote(text: string, allGraphs: boolean): string {
  const plain = masked(text);
  const evidence = EVIDENCE.exec(plain);
  if (!evidence || allGraphs || /\bGRAPH\b/i.test(plain)) return "";
  return `${evidence[0]} stands in the evidence: ask inside GRAPH ?document { … }, or all graphs.`;
}
