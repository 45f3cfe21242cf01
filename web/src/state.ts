// The one place where what the reader has chosen lies. Views are functions of it; they change it by `go` and `set` alone.

import { computed, signal } from "@preact/signals";
import { type Block, type Columns, elements, named, read } from "./data.ts";
import { type Filters, noFilters, visible } from "./filter.ts";
import { addBlock, type Claims, emptyClaims, type Graph, graphOf } from "./graph.ts";

export const TABS = ["Graph", "Claims", "Timeline", "Documents", "SPARQL"] as const;
export type Tab = (typeof TABS)[number];

export interface State {
  tab: Tab;
  node: number | null; // whose facts the details show
  edge: number | null; // whose claims they show
  around: { nodes: number[]; depth: number } | null; // the neighbourhood that is drawn
  connect: { from: number | null; to: number | null } | null; // the chains that the details show
  filters: Filters;
  query: string; // the text in the SPARQL tab
  plot: { node: number; relation: number } | null; // the observations that the timeline draws
}

/** What is looked at, without the filters: what back and forward go through. */
type Place = Pick<State, "tab" | "node" | "edge" | "around" | "connect">;

export let graph: Graph;
export let claims: Claims;
export const state = signal<State>(undefined as unknown as State);
/** Grows with each block of claims that has been read. */
export const loaded = signal(0);
export const past = signal<Place[]>([]);
export const future = signal<Place[]>([]);
export const shown = computed(() => {
  loaded.value;
  return visible(graph, claims, filters.value);
});
export const filters = computed(() => state.value.filters);

/** Begin with the columns and no claims. */
export function start(columns: Columns): void {
  graph = graphOf(named(columns));
  claims = emptyClaims(graph);
  state.value = initial();
}

export const initial = (): State => ({
  tab: "Graph",
  node: null,
  edge: null,
  around: null,
  connect: null,
  filters: noFilters(graph),
  query: "",
  plot: null,
});

/** Read the claims block by block, letting the page breathe in between. */
export async function readClaims(): Promise<void> {
  for (const element of elements("claims")) {
    addBlock(claims, await read<Block>(element.textContent ?? ""));
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
  }
  loaded.value = claims.loaded;
}

/** Change what is chosen, in place. */
export function set(patch: Partial<State>): void {
  state.value = { ...state.value, ...patch };
}

/** Go somewhere else, so that back returns here. */
export function go(patch: Partial<State>): void {
  past.value = [...past.value.slice(-99), place(state.value)];
  future.value = [];
  set(patch);
}

export function back(): void {
  travel(past, future);
}

export function forward(): void {
  travel(future, past);
}

function travel(from: typeof past, to: typeof past): void {
  const goal = from.value.at(-1);
  if (!goal) return;
  from.value = from.value.slice(0, -1);
  to.value = [...to.value, place(state.value)];
  set(goal);
}

const place = ({ tab, node, edge, around, connect }: State): Place => ({ tab, node, edge, around, connect });

export const setFilters = (patch: Partial<Filters>): void =>
  set({ filters: { ...state.value.filters, ...patch } });
export const openNode = (node: number): void => go({ node, edge: null, connect: null });
export const openEdge = (edge: number): void => go({ edge, connect: null });
