// What lies within a few steps of some nodes, and where it stands when it is drawn alone.

import type { Graph } from "../graph.ts";

/** Return the nodes within `depth` steps along shown edges, nearest first, each with its distance. */
export function reach(graph: Graph, from: number[], depth: number, shown: Uint8Array): Map<number, number> {
  const found = new Map(from.map((node) => [node, 0]));
  for (const [node, distance] of found) {
    if (distance === depth) continue;
    for (const edge of graph.edgesOf[node]) {
      const object = graph.edges.object[edge];
      if (!shown[edge] || object < 0) continue;
      const other = object === node ? graph.edges.subject[edge] : object;
      if (!found.has(other)) found.set(other, distance + 1);
    }
  }
  return found;
}

const ROUNDS = 120;
const MOST = 250;

/** Place a few nodes around the middle: in rings by distance, then by springs. Many keep the places they have. */
export function placed(
  graph: Graph,
  distances: Map<number, number>,
  shown: Uint8Array,
): Map<number, [number, number]> {
  const nodes = [...distances.keys()];
  if (nodes.length > MOST) {
    return new Map(nodes.map((node) => [node, [graph.nodes.x[node], graph.nodes.y[node]]]));
  }
  const x = new Float64Array(nodes.length);
  const y = new Float64Array(nodes.length);
  const rings = new Map<number, number[]>();
  nodes.forEach((node, at) => {
    const ring = distances.get(node) ?? 0;
    rings.set(ring, [...(rings.get(ring) ?? []), at]);
  });
  for (const [ring, members] of rings) {
    members.forEach((at, turn) => {
      const angle = (2 * Math.PI * turn) / members.length + ring * 0.4;
      const radius = ring || members.length > 1 ? ring * 160 + (ring ? 0 : 60) : 0;
      x[at] = radius * Math.cos(angle);
      y[at] = radius * Math.sin(angle);
    });
  }
  settle(x, y, pairs(graph, nodes, shown));
  return new Map(nodes.map((node, at) => [node, [x[at], y[at]]]));
}

function pairs(graph: Graph, nodes: number[], shown: Uint8Array): [number, number][] {
  const places = new Map(nodes.map((node, at) => [node, at]));
  const found: [number, number][] = [];
  for (const [node, at] of places) {
    for (const edge of graph.edgesOf[node]) {
      if (!shown[edge] || graph.edges.subject[edge] !== node) continue;
      const other = places.get(graph.edges.object[edge]);
      if (other !== undefined && other !== at) found.push([at, other]);
    }
  }
  return found;
}

/** Let neighbours pull and all push each other, in ever smaller steps (Fruchterman and Reingold, 1991). */
function settle(x: Float64Array, y: Float64Array, links: [number, number][]): void {
  const step = 150;
  const dx = new Float64Array(x.length);
  const dy = new Float64Array(x.length);
  for (let round = 0; round < ROUNDS; round++) {
    dx.fill(0);
    dy.fill(0);
    for (let a = 0; a < x.length; a++) {
      for (let b = a + 1; b < x.length; b++) push(a, b, (step * step) / Math.max(square(a, b), 1));
    }
    for (const [a, b] of links) push(a, b, -Math.sqrt(square(a, b)) / step);
    const heat = step * 0.5 * (1 - round / ROUNDS);
    for (let a = 0; a < x.length; a++) {
      const length = Math.hypot(dx[a], dy[a]) || 1;
      const move = Math.min(length, heat) / length;
      x[a] += dx[a] * move;
      y[a] += dy[a] * move;
    }
  }

  function square(a: number, b: number): number {
    return (x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2;
  }

  function push(a: number, b: number, strength: number): void {
    const ox = x[a] - x[b] || 0.5;
    const oy = y[a] - y[b];
    dx[a] += ox * strength;
    dy[a] += oy * strength;
    dx[b] -= ox * strength;
    dy[b] -= oy * strength;
  }
}
