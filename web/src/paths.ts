// The shortest chains of edges between two nodes, the most telling first. Pure: no DOM, the same answer for the same graph.

import { classOf, edgeCount, type Graph, nodeCount } from "./graph.ts";

/** A way from node to node; `edges[i]` are those that lead from `nodes[i]` to `nodes[i + 1]`, either way round. */
export interface Chain {
  nodes: number[];
  edges: number[][];
}

/** A way whose end is known, told backwards, so that ways share their beginnings. */
interface Way {
  node: number;
  cost: number;
  before: Way | null;
}

/** Steps from the two ends of what is asked. */
interface Distances {
  there: Uint8Array;
  back: Uint8Array;
}

export const MOST_STEPS = 4;
const MOST_CHAINS = 10;
const FEW = 3;
const UNREACHED = 255;

/** Return up to ten chains of the least length, and of one step more where there are fewer than three. */
export function chains(graph: Graph, from: number, to: number, shown: Uint8Array): Chain[] {
  if (from === to) return [];
  const far = { there: distances(graph, from, shown), back: distances(graph, to, shown) };
  const least = far.there[to];
  if (least === UNREACHED) return [];
  const found = ways(graph, from, to, shown, least, far);
  // A way of one step more cannot pass a node twice: cut short there, it would be shorter than the shortest.
  const longer = found.length < FEW && least < MOST_STEPS ? ways(graph, from, to, shown, least + 1, far) : [];
  return [...found, ...longer]
    .slice(0, MOST_CHAINS)
    .map((nodes) => ({ nodes, edges: edgesAlong(graph, nodes, shown) }));
}

export const allEdges = (graph: Graph): Uint8Array => new Uint8Array(edgeCount(graph)).fill(1);

/** Return each node's steps from one, as far as a chain may lead. */
function distances(graph: Graph, from: number, shown: Uint8Array): Uint8Array {
  const steps = new Uint8Array(nodeCount(graph)).fill(UNREACHED);
  steps[from] = 0;
  let rim = [from];
  for (let step = 1; step <= MOST_STEPS && rim.length; step++) {
    const next: number[] = [];
    for (const node of rim) {
      for (const edge of graph.edgesOf[node]) {
        const other = across(graph, edge, node);
        if (!shown[edge] || other < 0 || steps[other] !== UNREACHED) continue;
        steps[other] = step;
        next.push(other);
      }
    }
    rim = next;
  }
  return steps;
}

/** Return the node at an edge's other end, -1 where it ends in a value. */
function across(graph: Graph, edge: number, node: number): number {
  const object = graph.edges.object[edge];
  return object === node ? graph.edges.subject[edge] : object;
}

/** Return the cheapest ways of a length, step by step: at each node those alone that may still be among the best. */
function ways(
  graph: Graph,
  from: number,
  to: number,
  shown: Uint8Array,
  length: number,
  far: Distances,
): number[][] {
  let reached = new Map<number, Way[]>([[from, [{ node: from, cost: 0, before: null }]]]);
  for (let step = 1; step <= length; step++) {
    const fits = (node: number) =>
      far.there[node] <= step && far.back[node] <= length - step && (node === to) === (step === length);
    const next = new Map<number, Way[]>();
    for (const [node, before] of reached) {
      for (const other of neighbours(graph, node, shown)) {
        if (fits(other)) next.set(other, extended(next.get(other) ?? [], other, before, cost(graph, other)));
      }
    }
    reached = new Map([...next].map(([node, list]) => [node, best(list)]));
  }
  return (reached.get(to) ?? []).map(nodesOf);
}

function extended(list: Way[], node: number, ways: Way[], more: number): Way[] {
  for (const before of ways) list.push({ node, cost: before.cost + more, before });
  return list.length > 8 * MOST_CHAINS ? best(list) : list;
}

/** Hubs join everything and so say little; that two companies are in one country says least. */
const cost = (graph: Graph, node: number): number =>
  Math.log2(1 + graph.degree[node]) + (classOf(graph, node).group === "Place" ? 100 : 0);

function neighbours(graph: Graph, node: number, shown: Uint8Array): Set<number> {
  const found = new Set<number>();
  for (const edge of graph.edgesOf[node]) {
    const other = across(graph, edge, node);
    if (shown[edge] && other >= 0 && other !== node) found.add(other);
  }
  return found;
}

const best = (list: Way[]): Way[] =>
  list.sort((a, b) => a.cost - b.cost || compare(nodesOf(a), nodesOf(b))).slice(0, MOST_CHAINS);

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((node, place) => node !== b[place]);
  return at < 0 ? 0 : a[at] - b[at];
}

function nodesOf(way: Way): number[] {
  const nodes: number[] = [];
  for (let at: Way | null = way; at; at = at.before) nodes.unshift(at.node);
  return nodes;
}

function edgesAlong(graph: Graph, nodes: number[], shown: Uint8Array): number[][] {
  return nodes.slice(1).map((next, at) => {
    const edges = Array.from(graph.edgesOf[nodes[at]]);
    return edges.filter((edge) => shown[edge] && across(graph, edge, nodes[at]) === next);
  });
}
