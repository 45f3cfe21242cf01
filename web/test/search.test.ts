// What the search finds, and that it does so in time.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Graph } from "../src/graph.ts";
import { emptyIndex, find, fold, readNames } from "../src/search.ts";

function named(labels: string[], names: Record<number, string[]> = {}, degree: number[] = []): Graph {
  return {
    nodes: { label: labels, names },
    degree: Uint32Array.from(labels, (_, at) => degree[at] ?? 1),
  } as unknown as Graph;
}

async function finder(graph: Graph) {
  const index = emptyIndex();
  await readNames(index, graph, async () => {});
  const on = new Uint8Array(graph.nodes.label.length).fill(1);
  return (text: string, shown = on) =>
    find(index, graph, text, shown).map(({ node }) => graph.nodes.label[node]);
}

test("names are found with an error, without accents, by any part that is Chinese, and by other names", async () => {
  const labels = [
    "Nvidia",
    "Société Générale",
    "阿里巴巴集团",
    "T-Head Semiconductor",
    "Søren Müller",
    "AT&T",
    "ﬁrst",
  ];
  const found = await finder(named(labels, { 2: ["Alibaba Group"] }));
  for (const [text, label] of [
    ["nvdia", "Nvidia"],
    ["Nvdiia", "Nvidia"],
    ["vnidia", "Nvidia"],
    ["societe gen", "Société Générale"],
    ["GENERALE", "Société Générale"],
    ["巴巴", "阿里巴巴集团"],
    ["集团", "阿里巴巴集团"],
    ["alibaba grp", "阿里巴巴集团"],
    ["thead", "T-Head Semiconductor"],
    ["t-head", "T-Head Semiconductor"],
    ["semicondutcor", "T-Head Semiconductor"],
    ["soren muller", "Søren Müller"],
    ["att", "AT&T"],
    ["first", "ﬁrst"],
  ]) {
    assert.equal(found(text)[0], label, text);
  }
  for (const nothing of ["", "  ", "-&", "zzzz", "团阿x"]) assert.deepEqual(found(nothing), [], nothing);
});

test("an exact name is first, then beginnings, then what has most edges; what is filtered out is last", async () => {
  const labels = ["Applied Apple", "Apple Bank", "Apple", "Pineapple Apple", "Applet Works"];
  const found = await finder(named(labels, {}, [9, 2, 1, 50, 3]));
  assert.deepEqual(found("apple"), [
    "Apple",
    "Applet Works",
    "Apple Bank",
    "Pineapple Apple",
    "Applied Apple",
  ]);
  assert.equal(found("apple", Uint8Array.of(1, 1, 0, 1, 1)).at(-1), "Apple");
});

test("hostile names are compared, not obeyed, and long ones are cut", async () => {
  const hostile = [
    "__proto__",
    "</script><img src=x onerror=alert(1)>",
    `${"a".repeat(100_000)}`,
    "\u202egnirts\u200b",
    "constructor",
  ];
  const found = await finder(named(hostile));
  assert.equal(found("__proto__")[0], "__proto__");
  assert.equal(found("onerror")[0], hostile[1]);
  assert.equal(found("gnirts")[0], hostile[3]);
  assert.equal(found("constructor")[0], "constructor");
  assert.ok(fold("x".repeat(1e6)).length === 1e6);
});

test("ten thousand nodes are read in slices, and answer fast enough to type", async () => {
  const parts = ["Al", "bor", "cen", "Dyn", "ex", "For", "gan", "hel", "Ix", "jor", "Kel", "lum"];
  const name = (at: number) =>
    [at, at * 7 + 3, at * 13 + 1, Math.floor(at / 12)].map((one) => parts[one % 12]).join("");
  const labels = Array.from(
    { length: 10_000 },
    (_, at) => `${name(at)} ${name(at * 31 + 5)} ${at % 3 ? "Group" : "Holdings"}`,
  );
  const graph = named(labels, Object.fromEntries(labels.map((label, at) => [at, [label.split(" ")[0]]])));
  const index = emptyIndex();
  let last = performance.now();
  let longest = 0;
  await readNames(index, graph, async () => {
    longest = Math.max(longest, performance.now() - last);
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  });
  const shown = new Uint8Array(10_000).fill(1);
  const times = [
    "a",
    "al",
    "alborcen",
    "g",
    "group",
    "gruop",
    "holdings dyn",
    "a h g",
    "kelcenforlum gropu",
  ].map((text) => {
    const start = performance.now();
    find(index, graph, text, shown);
    return [text, performance.now() - start] as const;
  });
  assert.ok(longest < 100, `a slice took ${longest} ms`);
  for (const [text, time] of times) assert.ok(time < 150, `${text}: ${time} ms`);
});
