// The address that leads back to what is looked at now: all that is not as it was at first, in the fragment of the page's own.
// What a fragment names and the page does not have is passed over; a query is put into its field and never run.

import { effect } from "@preact/signals";
import { type Filters, noFilters, publisherOf } from "./filter.ts";
import type { Graph } from "./graph.ts";
import { graph, initial, type State, state, TABS } from "./state.ts";

const LONGEST_QUERY = 20_000;
const SWITCHES = ["class", "relation", "status", "publisher"] as const;
const COLUMNS = {
  class: "classes",
  relation: "relations",
  status: "statuses",
  publisher: "publishers",
} as const;
type Switch = (typeof SWITCHES)[number];

/** Return what is chosen as a fragment without its "#"; empty where all is as at first. */
export function encode(data: Graph, chosen: State): string {
  const { nodes, edges, relations } = data;
  const node = (number: number | null | undefined) => (number == null ? "" : short(data, nodes.iri[number]));
  const parts: [string, string][] = [];
  if (chosen.tab !== "Graph") parts.push(["tab", escaped(chosen.tab)]);
  if (chosen.node !== null) parts.push(["node", node(chosen.node)]);
  if (chosen.edge !== null) parts.push(["edge", short(data, edges.iri[chosen.edge])]);
  if (chosen.around) parts.push(["around", [chosen.around.depth, ...chosen.around.nodes.map(node)].join()]);
  if (chosen.connect) parts.push(["connect", [node(chosen.connect.from), node(chosen.connect.to)].join()]);
  if (chosen.plot)
    parts.push(["plot", [node(chosen.plot.node), escaped(relations[chosen.plot.relation].name)].join()]);
  if (chosen.query) parts.push(["query", escaped(chosen.query.slice(0, LONGEST_QUERY))]);
  parts.push(...filterParts(data, chosen.filters));
  return parts.map(([name, value]) => `${name}=${value}`).join("&");
}

function filterParts(data: Graph, filters: Filters): [string, string][] {
  const none = noFilters(data);
  const parts: [string, string][] = [];
  for (const name of SWITCHES) {
    const off = filters[COLUMNS[name]];
    if (!same(off, none[COLUMNS[name]])) parts.push([name, switches(allOf(data, name), off)]);
  }
  if (filters.document !== null) parts.push(["document", short(data, data.documents[filters.document].iri)]);
  for (const name of [
    "attributed",
    "disputed",
    "documents",
    "confidence",
    "since",
    "until",
    "asOf",
  ] as const) {
    if (filters[name] !== none[name]) parts.push([name, escaped(String(filters[name]))]);
  }
  return parts;
}

/** Return the names that are off, or after "!" those that are on, where these are fewer. */
function switches(all: string[], off: ReadonlySet<string>): string {
  const on = all.filter((name) => !off.has(name));
  return on.length < off.size ? `!${on.map(escaped).join()}` : [...off].sort().map(escaped).join();
}

/** Return what a fragment chooses, the rest as at first. */
export function decode(data: Graph, fragment: string): Partial<State> & { filters: Filters } {
  const parts = new Map<string, string>();
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const [name, ...value] = part.split("=");
    parts.set(name, value.join("="));
  }
  const list = (name: string) => parts.get(name)?.split(",").map(unescaped) ?? [];
  const node = (text: string | undefined) => data.byIri.get(long(data, text ?? "")) ?? null;
  const text = unescaped(parts.get("query") ?? "");
  const chosen: Partial<State> = {};
  const tab = TABS.find((one) => one === unescaped(parts.get("tab") ?? ""));
  if (tab) chosen.tab = tab;
  if (parts.has("node")) chosen.node = node(list("node")[0]);
  if (parts.has("edge")) chosen.edge = data.edgeByIri.get(long(data, list("edge")[0])) ?? null;
  const [depth, ...centres] = list("around");
  const nodes = centres.map(node).filter((one) => one !== null);
  if (nodes.length) chosen.around = { nodes: [...new Set(nodes)], depth: whole(depth, 0, 3) ?? 1 };
  const [from, to] = list("connect");
  if (parts.has("connect")) chosen.connect = { from: node(from), to: node(to) };
  const [plotted, name] = list("plot");
  const relation = data.relations.findIndex((one) => one.name === name);
  const owner = node(plotted);
  if (owner !== null && relation >= 0) chosen.plot = { node: owner, relation };
  if (text) chosen.query = text.slice(0, LONGEST_QUERY);
  return { ...chosen, filters: filtersOf(data, parts) };
}

function filtersOf(data: Graph, parts: Map<string, string>): Filters {
  const filters = noFilters(data);
  for (const name of SWITCHES) {
    const value = parts.get(name);
    if (value === undefined) continue;
    const all = allOf(data, name);
    const named = new Set(value.replace(/^!/, "").split(",").map(unescaped));
    filters[COLUMNS[name]] = new Set(all.filter((one) => named.has(one) !== value.startsWith("!")));
  }
  const of = (name: string) => unescaped(parts.get(name) ?? "");
  const document = parts.has("document")
    ? data.documents.findIndex(({ iri }) => iri === long(data, of("document")))
    : -1;
  const attributed = (["yes", "no"] as const).find((one) => one === of("attributed"));
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(of(name)) ? of(name) : "");
  return {
    ...filters,
    document: document < 0 ? null : document,
    attributed: attributed ?? "any",
    disputed: of("disputed") === "true",
    documents: whole(of("documents"), 1, data.documents.length) ?? 1,
    confidence: whole(of("confidence"), 0, 1000) ?? 0,
    since: day("since"),
    until: day("until"),
    asOf: day("asOf"),
  };
}

function allOf(data: Graph, name: Switch): string[] {
  if (name === "class") return [...new Set(data.classes.map(({ label }) => label))];
  if (name === "relation") return [...new Set(data.relations.map((one) => one.name))];
  if (name === "status") return data.statuses;
  return [...new Set(data.documents.map((_, number) => publisherOf(data, number)))];
}

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((name) => b.has(name));

const whole = (text: string | undefined, least: number, most: number): number | null =>
  text && /^\d{1,9}$/.test(text) ? Math.min(Math.max(Number(text), least), Math.max(least, most)) : null;

/** Return an IRI, a colon instead of the base: no IRI begins with one. */
const short = ({ base }: Graph, iri: string): string =>
  iri.startsWith(base) ? `:${escaped(iri.slice(base.length))}` : escaped(iri);

const long = ({ base }: Graph, text: string): string => (text.startsWith(":") ? base + text.slice(1) : text);

/** Escape all but what mail programs and chats leave whole within a link. */
const escaped = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replace(/[!'()*~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%2F/g, "/");

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return "";
    throw error;
  }
}

// ---- on the page -----------------------------------------------------------------------------------------------------

/** Return the address of what is looked at now. */
export const linkNow = (): string => `${location.href.split("#")[0]}#${encode(graph, state.value)}`;

/** The fragment that was read or written last. Another one is the reader's: it is read before anything is written over it. */
let known = "";

/** Choose what the page's address says. */
function restore(): void {
  known = location.hash;
  const chosen = decode(graph, location.hash);
  if (chosen.tab === "SPARQL" && !graph.sparql) delete chosen.tab;
  state.value = { ...initial(), ...chosen };
}

/** Choose what the address says, now and whenever it changes, and keep it in step with what is chosen. */
export function followLink(): void {
  if (location.hash.length > 1) restore();
  addEventListener("hashchange", restore);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  effect(() => {
    state.value;
    if (isFirst) {
      isFirst = false;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(write, 200);
  });
}

function write(): void {
  if (location.hash !== known) return;
  try {
    history.replaceState(history.state, "", linkNow());
    known = location.hash;
  } catch (error) {
    // A page within another (about:srcdoc) has no address of its own, and some browsers count how often one changes it.
    if (!(error instanceof DOMException)) throw error;
  }
}
