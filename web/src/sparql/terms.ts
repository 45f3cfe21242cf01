// Terms of RDF: as the engine answers them, as N-Quads writes them, and as people read them.

/** A value of an answer, in the words of SPARQL's JSON results. */
export type Cell =
  | { type: "uri" | "bnode"; value: string }
  | { type: "literal"; value: string; datatype?: string; "xml:lang"?: string }
  | { type: "triple"; value: { subject: Cell; predicate: Cell; object: Cell } };

// A cautious part of Turtle's local names: what Turtle and SPARQL take without an escape.
const LOCAL = /^(?:\w|%[0-9A-Fa-f]{2})(?:[\w.-]|%[0-9A-Fa-f]{2})*$/;
const LINE = /^(<[^>]*>|_:\S+) (<[^>]*>) (.*?)(?: (<[^>]*>))? \.\s*$/s;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/s;
const ESCAPES: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

/** Return an IRI as a prefixed name where it can be one, else null. */
export function shortName(iri: string, namespaces: Map<string, string>): string | null {
  const cut = Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1;
  const prefix = namespaces.get(iri.slice(0, cut));
  const local = iri.slice(cut);
  return prefix !== undefined && LOCAL.test(local) && !local.endsWith(".") ? `${prefix}:${local}` : null;
}

/** Return prefixes by their namespaces. */
export const namespacesOf = (prefixes: Record<string, string>): Map<string, string> =>
  new Map(Object.entries(prefixes).map(([name, iri]) => [iri, name]));

/** Return the IRI of `<iri>`, `prefix:local` or an absolute http(s) or urn IRI, null for anything else. */
export function expanded(name: string, prefixes: Record<string, string>): string | null {
  const bare = /^<([^\s<>"{}|\\^`]+)>$/.exec(name)?.[1] ?? name;
  if (/^(?:https?:\/\/|urn:)[^\s<>"{}|\\^`]+$/.test(bare)) return bare;
  const colon = name.indexOf(":");
  const prefix = name.slice(0, colon);
  const local = name.slice(colon + 1);
  return colon >= 0 && Object.hasOwn(prefixes, prefix) && LOCAL.test(local) ? prefixes[prefix] + local : null;
}

/** Return the parts of a line of N-Quads or N-Triples as they are written; null for an empty line. */
export function parts(
  line: string,
): [subject: string, predicate: string, object: string, graph: string] | null {
  const found = LINE.exec(line);
  return found ? [found[1], found[2], found[3], found[4] ?? ""] : null;
}

/** Return a written term as a cell. */
export function cellOf(term: string): Cell {
  if (term.startsWith("<<")) return { type: "literal", value: term };
  if (term.startsWith("<")) return { type: "uri", value: unescaped(term.slice(1, -1)) };
  const literal = LITERAL.exec(term);
  if (!literal) return { type: "bnode", value: term.replace(/^_:/, "") };
  const cell: Cell = { type: "literal", value: unescaped(literal[1]) };
  if (literal[2]) cell["xml:lang"] = literal[2];
  if (literal[3]) cell.datatype = literal[3];
  return cell;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, four, eight, letter) =>
    letter === undefined ? String.fromCodePoint(parseInt(four ?? eight, 16)) : (ESCAPES[letter] ?? letter),
  );
}

/** Return a cell as plain text: an IRI and a literal's value whole. */
export function textOf(cell: Cell | undefined): string {
  if (!cell) return "";
  if (cell.type === "bnode") return `_:${cell.value}`;
  if (cell.type !== "triple") return cell.value;
  const { subject, predicate, object } = cell.value;
  return `<<( ${[subject, predicate, object].map(textOf).join(" ")} )>>`;
}
