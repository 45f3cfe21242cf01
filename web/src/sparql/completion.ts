// What may stand next in a query: keywords, prefixes, and behind a prefix the names that the graph has.

import type { Columns } from "../data.ts";
import { namespacesOf, shortName } from "./terms.ts";
import { SHAPE } from "./text.ts";

export interface Suggestion {
  label: string;
  detail?: string;
  type: "keyword" | "namespace" | "property" | "class" | "variable";
}

const KEYWORDS = (
  "SELECT DISTINCT REDUCED ASK CONSTRUCT DESCRIBE WHERE FROM NAMED PREFIX BASE GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES " +
  "AS IN NOT EXISTS ORDER BY ASC DESC LIMIT OFFSET GROUP HAVING UNDEF COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG " +
  "DATATYPE BOUND IF COALESCE REGEX CONTAINS STRSTARTS STRENDS STRLEN SUBSTR REPLACE LCASE UCASE CONCAT YEAR MONTH DAY NOW ABS " +
  "ROUND CEIL FLOOR ISIRI ISLITERAL ISNUMERIC"
).split(" ");
const VOCABULARY: Record<string, string[]> = {
  rdf: ["type", "subject", "predicate", "object"],
  rdfs: ["label", "comment", "subClassOf", "domain", "range"],
  skos: ["altLabel", "closeMatch", "example"],
  dcterms: ["title", "source", "issued", "publisher"],
  prov: ["wasAttributedTo", "wasGeneratedBy"],
  nif: ["anchorOf", "beginIndex", "endIndex", "referenceContext"],
  xsd: ["date", "decimal", "integer", "string", "boolean", "gYear", "gYearMonth"],
  graph: ["edges", "entities", "actual", "planned", "ontology", "identity"],
};

/** Return what may be meant, by the prefix that stands before it: "" has prefixes and keywords. */
export function suggestions({ prefixes, relations, classes }: Columns): Map<string, Suggestion[]> {
  const namespaces = namespacesOf(prefixes);
  const all = new Map<string, Suggestion[]>();
  const add = (label: string, type: Suggestion["type"], detail = "") => {
    const prefix = label.slice(0, label.indexOf(":"));
    const list = all.get(prefix) ?? [];
    if (!list.some((one) => one.label === label))
      list.push(detail ? { label, type, detail } : { label, type });
    all.set(prefix, list);
  };
  for (const { iri, label } of relations) {
    const name = shortName(iri, namespaces);
    if (name) add(name, "property", label);
  }
  for (const { name } of classes) add(`kg:${name}`, "class");
  for (const name of SHAPE) add(`kg:${name}`, /^[A-Z]/.test(name) ? "class" : "property");
  for (const [prefix, names] of Object.entries(VOCABULARY)) {
    if (Object.hasOwn(prefixes, prefix)) for (const name of names) add(`${prefix}:${name}`, "property");
  }
  all.set("", [
    ...KEYWORDS.map((label): Suggestion => ({ label, type: "keyword" })),
    ...Object.keys(prefixes).map(
      (name): Suggestion => ({ label: `${name}:`, type: "namespace", detail: prefixes[name] }),
    ),
  ]);
  return all;
}
