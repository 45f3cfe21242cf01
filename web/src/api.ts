// What scripts and tests may ask of the page.

import { READY } from "./ready.ts";
import { type Row, select } from "./sparql/client.ts";
import { graph, openEdge, openNode } from "./state.ts";

/**
 * `window.kg`, from the moment that the page has loaded:
 *
 *     await kg.select("SELECT ?name { ?company a kg:Company ; rdfs:label ?name }")   // [{ name: "Alibaba" }, …]
 *     await kg.focus("https://w3id.org/claimgraph/organization/alibaba")             // true
 *
 * `select` answers SPARQL with all rows as plain objects, a variable without a value left out; ASK gives one row with `answer`,
 * CONSTRUCT and DESCRIBE rows of `subject`, `predicate` and `object`. Prefixes are known, the default graph is that of
 * `kg query`, and evidence is in named graphs. It rejects with an Error that says line and column, or that the page has no engine.
 * `focus` opens the details of the node or edge of an IRI, and tells whether there is one.
 */
export interface Api {
  select(sparql: string): Promise<Row[]>;
  focus(iri: string): Promise<boolean>;
}

declare global {
  interface Window {
    kg: Api;
  }
}

/** Answer what scripts have asked and will ask. */
export function answer(): void {
  const api: Api = { select: (sparql) => select(String(sparql)), focus: async (iri) => focus(iri) };
  dispatchEvent(new CustomEvent(READY, { detail: api }));
}

function focus(iri: string): boolean {
  const node = graph.byIri.get(iri);
  const edge = graph.edgeByIri.get(iri);
  if (node !== undefined) openNode(node);
  else if (edge !== undefined) openEdge(edge);
  return node !== undefined || edge !== undefined;
}
