// The claims' table, the timeline, the plots and the documents, each on the same few claims.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type COLUMNS, CSV_HEAD, csvRow, emptyIndex, find, keysOf } from "../src/claims_table.ts";
import type { Block, Columns } from "../src/data.ts";
import { claimCounts, listed, piecesOf, sentencesOf } from "../src/documents.ts";
import { addBlock, claimAt, emptyClaims, graphOf } from "../src/graph.ts";
import { ordered } from "../src/order.ts";
import { daysOf, metricsOf, observedNodes, panelsOf, pointText, ticksOf, timeTicks } from "../src/plot.ts";
import { barName, barOf, barsOf, claimsIn, countTicks, timeOf, timesOf } from "../src/timeline.ts";

const graph = graphOf({
  statuses: ["actual", "planned", "possible", "former", "denied", "cancelled"],
  relations: [
    { name: "acquires", label: "acquires", metric: false },
    { name: "metric:revenue", label: "revenue", metric: true },
  ],
  nodes: {
    iri: ["n0", "n1", "n2"],
    label: ["Zeta", "Ärzte", "Beta"],
    class: [0, 0, 0],
    names: {},
    links: {},
  },
  edges: {
    iri: ["e0", "e1", "e2", "e3"],
    subject: [0, 1, 0, 0],
    relation: [0, 0, 1, 1],
    object: [1, 2, -1, -1],
    status: [1, 0, 0, 2],
    claims: [2, 1, 1, 1],
    documents: [[0, 1], [1], [0], [0]],
    value: { 2: "900", 3: "12" },
    details: { 2: { unit: 0, period: 1 }, 3: { unit: 2, change: 3 } },
    disputed: [],
  },
  documents: [
    {
      iri: "d0",
      day: "2026-02-03",
      title: "The first",
      publisher: "Zürich Post",
      link: "javascript:alert(1)",
    },
    { iri: "d1", day: "", source: "b.txt", link: null },
  ],
  claims: 5,
  strings: ["USD", "2025-10-01/2025-12-31", "%", "true"],
} as unknown as Columns);
const claims = emptyClaims(graph);
addBlock(claims, {
  document: [0, 1, 1, 0, 0],
  sentence: [0, 1, 2, 3, 3],
  subject: [1, 5, 0, 2, -1, -1, 0, 4, 0, 4],
  object: [6, 11, -1, -1, -1, -1, 5, 8, 0, 4],
  status: [1, 0, 0, 0, 2],
  confidence: [900, 500, 700, 800, 600],
  extractor: [0, 0, 0, 0, 0],
  pattern: [0, 0, 0, 0, 0],
  saidBy: { 2: 1 },
  relayedBy: {},
  details: { 0: { time: 2 }, 1: { validFrom: 3 }, 3: { period: 4, value: 5 } },
  strings: ["frames", "Élodie", "2026-01", "2024", "2025-10-01/2025-12-31", "900"],
  sentences: ["😀Zeta Ärzte", "It did.", "Quite.", "Zeta rose"],
  starts: [50, 0, 9, 20],
} as unknown as Block);
const all = new Uint8Array(5).fill(1);
const edges = new Uint8Array(4).fill(1);
const every = Uint32Array.from([0, 1, 2, 3, 4]);

test("columns sort without case and accents, values by size, what is not told last either way", () => {
  const by = (column: (typeof COLUMNS)[number][0], descending = false) => [
    ...ordered(every, keysOf(graph, claims, column), descending),
  ];
  assert.deepEqual(by("subject"), [2, 0, 1, 3, 4]);
  assert.deepEqual(by("object"), [0, 1, 2, 4, 3]);
  assert.deepEqual(by("says"), [2, 0, 1, 3, 4]);
  assert.deepEqual(by("says", true), [2, 0, 1, 3, 4]);
  assert.deepEqual(by("day", true), [0, 3, 4, 1, 2]);
  assert.deepEqual(by("confidence", true), [0, 3, 2, 4, 1]);
});

test("a text finds claims by names, values, sentence, source and document, all its words in any of them", () => {
  const index = emptyIndex();
  const found = (query: string, shown = all) => [...find(graph, claims, index, query, shown)].flat();
  assert.deepEqual(found("ARZTE zeta"), [0, 1]);
  assert.deepEqual(found("elodie"), [2]);
  assert.deepEqual(found("zurich acquires"), [0]);
  assert.deepEqual(found("rose"), [3, 4]);
  assert.deepEqual(found("900 usd"), [3]);
  assert.deepEqual(found("b.txt"), [1, 2]);
  assert.deepEqual(found("b.txt", new Uint8Array([1, 1, 0, 1, 1])), [1]);
  assert.deepEqual(found("zeta elodie"), []);
});

test("a row of the CSV has offsets of the document and links that can be followed alone", () => {
  const row = csvRow(graph, claimAt(graph, claims, 0));
  const cell = (name: string) => row[CSV_HEAD.indexOf(name)];
  assert.equal(row.length, CSV_HEAD.length);
  assert.deepEqual(["subject", "object", "time", "link"].map(cell), ["Zeta", "Ärzte", "2026-01", ""]);
  assert.deepEqual(["sentence start", "subject start", "object end"].map(cell), [50, 51, 61]);
  assert.equal(csvRow(graph, claimAt(graph, claims, 3))[2], "900");
});

test("times of reduced precision and intervals stand where they begin", () => {
  assert.deepEqual(
    ["2026", "2026-03", "2026-03-31", "2026-01-01/2026-03-31", "2026-03-31T10:00Z"].map(timeOf),
    [20260000, 20260300, 20260331, 20260101, 20260331],
  );
  for (const text of ["", "soon", "2026-13", "20261", "0001", "2026-1-1"])
    assert.equal(timeOf(text), 0, text);
  assert.deepEqual([...timesOf(graph, claims, "spoken")], [20260100, 20240000, 0, 20251001, 0]);
  assert.deepEqual([...timesOf(graph, claims, "published")], [20260203, 0, 0, 20260203, 20260203]);
  for (const unit of ["day", "month", "year"] as const) {
    assert.ok("2026-03-31".startsWith(barName(barOf(20260331, unit), unit)));
  }
  assert.equal(barName(barOf(20260331, "decade"), "decade"), "2020s");
});

test("bars are of a unit that can be taken in, and each has its claims", () => {
  const times = timesOf(graph, claims, "spoken");
  const bars = barsOf(graph, claims, all, times, null)!;
  assert.equal(bars.unit, "month");
  assert.equal(bars.counts.length, 25);
  assert.deepEqual([bars.timed, bars.untimed, bars.most], [3, 2, 1]);
  assert.deepEqual(bars.counts[24], [0, 1, 0, 0, 0, 0]);
  assert.deepEqual(claimsIn(bars, barOf(20251001, "month"), claims, all, times), [3]);
  assert.equal(barsOf(graph, claims, all, times, "year")!.counts.length, 3);
  assert.ok(!bars.units.includes("day"));
  assert.equal(barsOf(graph, claims, new Uint8Array(5), times, null), null);
  assert.deepEqual(countTicks(1), [0, 1]);
  assert.deepEqual(countTicks(103), [0, 50, 100]);
});

test("levels and changes are plotted apart, each value at its period or its day of publication", () => {
  assert.deepEqual(observedNodes(graph, edges), [[0, 2]]);
  assert.deepEqual(metricsOf(graph, edges, 0), [[1, 2]]);
  const [level, change] = panelsOf(graph, edges, Uint8Array.from(graph.edges.status), {
    node: 0,
    relation: 1,
  });
  assert.deepEqual([level.name, change.name], ["Level in USD", "Change in %"]);
  assert.deepEqual([level.points[0].from, level.points[0].to], daysOf("2025-10-01/2025-12-31"));
  assert.deepEqual(
    [level.points[0].when, change.points[0].when],
    ["2025-10-01 to 2025-12-31", "published 2026-02-03"],
  );
  assert.equal(pointText(graph, change.points[0]), "+12%");
  assert.equal(change.points[0].status, "possible");
  assert.deepEqual(daysOf("2024-02"), [Date.UTC(2024, 1, 1) / 864e5, Date.UTC(2024, 1, 29) / 864e5]);
  assert.deepEqual(ticksOf(-15, 3), [-15, -10, -5, 0, 5]);
  assert.deepEqual(ticksOf(100, 104), [100, 101, 102, 103, 104]);
  assert.deepEqual(ticksOf(0, 0).at(0), 0);
  assert.ok(ticksOf(7, 7).length > 1);
  assert.deepEqual(
    timeTicks(...daysOf("2024/2026")).map(([, name]) => name),
    ["2024-01", "2024-07", "2025-01", "2025-07", "2026-01", "2026-07"],
  );
});

test("a document's sentences come in their order, each once, with the mentions of all its claims", () => {
  assert.deepEqual([...claimCounts(graph, claims, all)], [3, 2]);
  assert.deepEqual([...listed(graph, claimCounts(graph, claims, all), "zurich", "day", true)], [0]);
  assert.deepEqual([...listed(graph, claimCounts(graph, claims, all), "", "claims", false)], [1, 0]);
  const sentences = sentencesOf(graph, claims, all, 0);
  assert.deepEqual(
    sentences.map(({ text, claims }) => [text, claims.map(({ number }) => number)]),
    [
      ["Zeta rose", [3, 4]],
      ["😀Zeta Ärzte", [0]],
    ],
  );
  assert.deepEqual(
    piecesOf(sentences[0]).map(({ text, role }) => [text, role]),
    [
      ["Zeta", "both"],
      [" ", ""],
      ["ros", "object"],
      ["e", ""],
    ],
  );
  assert.deepEqual(
    piecesOf(sentences[1]).map(({ text }) => text),
    ["😀", "Zeta", " ", "Ärzte"],
  );
});
