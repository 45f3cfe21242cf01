// A link restores what was looked at, whatever names are in it; what it does not know it passes over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { noFilters } from "../src/filter.ts";
import type { Graph } from "../src/graph.ts";
import { decode, encode } from "../src/hash.ts";
import type { State } from "../src/state.ts";

const BASE = "https://example.org/kg/";
const HOSTILE = "</script><img src=x onerror=alert(1)>&a=b#c,d:e%2C%zz!'\"\u2028\u202e阿里\ud83d\ude00";
const iris = [`${BASE}organization/a`, `${BASE}:b,c&d=e#f`, `https://other.example/x?y=${HOSTILE}`, "urn:x"];
const graph = {
  base: BASE,
  statuses: ["actual", "planned", "possible", "former", "denied", "cancelled"],
  heldBack: ["cancelled", "denied"],
  classes: [{ label: "company" }, { label: HOSTILE }, { label: "__proto__" }],
  relations: [{ name: "acquires" }, { name: "metric:revenue" }, { name: HOSTILE }],
  publishers: [HOSTILE, "!only", "no publisher named"],
  publisher: [0, 1, 2],
  documents: [
    { iri: `${BASE}document/x.txt`, publisher: HOSTILE },
    { iri: "https://news.example/1,2", publisher: "!only" },
    { iri: "urn:d" },
  ],
  nodes: { iri: iris },
  edges: { iri: iris.map((iri) => `${iri}/edge`) },
  byIri: new Map(iris.map((iri, at) => [iri, at])),
  edgeByIri: new Map(iris.map((iri, at) => [`${iri}/edge`, at])),
} as unknown as Graph;

const first = (): State => ({
  tab: "Graph",
  node: null,
  edge: null,
  around: null,
  connect: null,
  filters: noFilters(graph),
  query: "",
  plot: null,
});
const through = (state: State): State => ({ ...first(), ...decode(graph, `#${encode(graph, state)}`) });

test("what is as at first needs no fragment", () => {
  assert.equal(encode(graph, first()), "");
  assert.deepEqual({ ...first(), ...decode(graph, "") }, first());
});

test("all that can be chosen comes back, hostile names too", () => {
  for (let node = 0; node < iris.length; node++) {
    const state: State = {
      tab: "SPARQL",
      node,
      edge: node,
      around: { nodes: [node, (node + 1) % 4], depth: node % 4 },
      connect: { from: node, to: node % 2 ? null : 3 - node },
      query: `SELECT * { ?s ?p "${HOSTILE}" }\n# + and %20`,
      plot: { node, relation: node % 3 },
      filters: {
        classes: new Set([HOSTILE, "__proto__"]),
        relations: new Set([HOSTILE]),
        statuses: new Set(node % 2 ? [] : ["planned", "possible", "former", "denied", "cancelled"]),
        publishers: new Set(node % 2 ? ["!only"] : [HOSTILE, "!only", "no publisher named"]),
        document: node % 3,
        attributed: node % 2 ? "yes" : "no",
        disputed: true,
        documents: 2,
        confidence: 750,
        since: "2025-01-01",
        until: "2026-01-01",
        asOf: "2025-06-01",
      },
    };
    assert.deepEqual(through(state), state);
    assert.match(encode(graph, state), /^[\w=&:,./!%-]+$/);
  }
});

test("half a letter and a very long query do no harm", () => {
  assert.equal(through({ ...first(), query: "a\ud800b" }).query, "a\ufffdb");
  assert.ok(through({ ...first(), query: "x".repeat(1e6) }).query.length < 1e5);
});

test("what a link names and the page lacks is passed over", () => {
  for (const fragment of [
    "#node=:organization/gone&edge=%zz&around=9,:x&connect&plot=:organization/a,gone&tab=Nothing&tab",
    "#documents=-4&confidence=1e9&since=yesterday&until=2025-99&attributed=perhaps&disputed=1&document=x&status=gone,denied,cancelled",
    "#__proto__=1&constructor=2&=&&&==",
    `#${"node=".repeat(5000)}`,
  ]) {
    const { connect, ...rest } = { ...first(), ...decode(graph, fragment) };
    const { connect: none, ...expected } = first();
    assert.deepEqual(rest, expected, fragment);
    assert.ok(connect === none || (connect?.from === null && connect.to === null));
  }
  assert.deepEqual(decode(graph, "#around=99,:organization/a").around, { nodes: [0], depth: 3 });
});
