// Which chains connect two nodes, in which order, and that a large graph does not hold the page up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeCount, type Graph, graphOf } from "../src/graph.ts";
import { allEdges, chains } from "../src/paths.ts";

/** A graph of nodes from 0, the last `places` of them places; an object of -1 is a value. */
function graphFrom(count: number, pairs: [number, number][], places = 0): Graph {
  const numbers = Array.from({ length: count }, (_, at) => at);
  return graphOf({
    classes: [
      { name: "Company", label: "company", group: "Organization" },
      { name: "City", label: "city", group: "Place" },
    ],
    nodes: {
      iri: numbers.map((at) => `n${at}`),
      class: numbers.map((at) => (at >= count - places ? 1 : 0)),
    },
    edges: {
      iri: pairs.map((_, at) => `e${at}`),
      subject: pairs.map(([subject]) => subject),
      object: pairs.map(([, object]) => object),
      claims: pairs.map(() => 1),
      disputed: [],
    },
    documents: [],
  } as unknown as Parameters<typeof graphOf>[0]);
}

const waysOf = (graph: Graph, from: number, to: number, shown = allEdges(graph)) =>
  chains(graph, from, to, shown).map(({ nodes }) => nodes.join("-"));

test("edges lead both ways, those of one pair are told together, and longer chains come where there are few", () => {
  const graph = graphFrom(6, [
    [0, 1],
    [2, 1],
    [1, 2],
    [0, 3],
    [3, 4],
    [4, 2],
    [5, 5],
    [0, -1],
  ]);
  const found = chains(graph, 0, 2, allEdges(graph));
  assert.deepEqual(
    found.map(({ nodes }) => nodes),
    [
      [0, 1, 2],
      [0, 3, 4, 2],
    ],
  );
  assert.deepEqual(found[0].edges, [[0], [1, 2]]);
  assert.deepEqual(waysOf(graph, 2, 0), ["2-1-0", "2-4-3-0"]);
  assert.deepEqual(waysOf(graph, 0, 5), []);
  assert.deepEqual(waysOf(graph, 0, 0), []);
  assert.deepEqual(waysOf(graph, 0, 1), ["0-1"]);
});

test("what is filtered out connects nothing", () => {
  const graph = graphFrom(3, [
    [0, 1],
    [1, 2],
  ]);
  assert.deepEqual(waysOf(graph, 0, 2, Uint8Array.of(1, 0)), []);
});

test("chains of five steps are not told", () => {
  const line: [number, number][] = [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
  ];
  assert.deepEqual(waysOf(graphFrom(6, line), 0, 4), ["0-1-2-3-4"]);
  assert.deepEqual(waysOf(graphFrom(6, line), 0, 5), []);
});

test("of equals, chains by less known nodes come first and those by places last; no more than ten", () => {
  // 1 is a hub, 2 is not, 3 is a place; all lie between 0 and 4.
  const pairs: [number, number][] = [
    [0, 1],
    [1, 4],
    [0, 2],
    [2, 4],
    [0, 9],
    [9, 4],
    [1, 5],
    [1, 6],
    [1, 7],
  ];
  assert.deepEqual(waysOf(graphFrom(10, pairs, 1), 0, 4), ["0-2-4", "0-1-4", "0-9-4"]);
  const many = Array.from({ length: 50 }, (_, at): [number, number][] => [
    [0, at + 2],
    [at + 2, 1],
  ]).flat();
  const found = waysOf(graphFrom(52, many), 0, 1);
  assert.equal(found.length, 10);
  assert.equal(found[0], "0-2-1");
});

test("ten thousand nodes and fifty thousand edges are searched in time", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) ** 2 * below);
  };
  const pairs = Array.from({ length: 50_000 }, (): [number, number] => [random(10_000), random(10_000)]);
  const graph = graphFrom(10_000, pairs, 100);
  assert.equal(edgeCount(graph), 50_000);
  for (const [from, to] of [
    [9_800, 9_700],
    [0, 9_001],
    [0, 1],
    [5_000, 7_777],
  ]) {
    const start = performance.now();
    const found = chains(graph, from, to, allEdges(graph));
    const time = performance.now() - start;
    assert.ok(time < 400, `${from} to ${to} took ${time} ms`);
    for (const { nodes } of found) assert.equal(new Set(nodes).size, nodes.length);
  }
});
