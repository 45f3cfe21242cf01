import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Columns } from "../src/data.ts";
import { graphOf } from "../src/graph.ts";
import { suggestions } from "../src/sparql/completion.ts";
import { lines, whole } from "../src/sparql/lines.ts";
import { bound, paramsOf, questionOf, questionText, withValue } from "../src/sparql/parameters.ts";
import { cellOf, namespacesOf, parts, shortName } from "../src/sparql/terms.ts";
import { check, emptyNote, form, masked, patternStart, prologue, troubleOf } from "../src/sparql/text.ts";
import { turtle } from "../src/sparql/turtle.ts";

const BASE = "https://w3id.org/claimgraph/";
const PREFIXES = {
  kg: `${BASE}ontology#`,
  o: `${BASE}organization/`,
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
};
const relation = {
  iri: `${BASE}ontology#acquires`,
  name: "acquires",
  label: "acquires",
  symmetric: false,
  metric: false,
};
const graph = graphOf({
  prefixes: PREFIXES,
  relations: [relation],
  classes: [{ name: "Company", label: "company", group: "organizations" }],
  nodes: {
    iri: [`${BASE}organization/a`, `${BASE}organization/b`, "urn:c"],
    label: ["Alibaba", "Byte", "alibaba"],
    names: { 1: ["ByteD"] },
  },
  edges: { subject: [], object: [], iri: [], disputed: [] },
  documents: [{ iri: "urn:d", day: "", title: "A title", source: "d.txt" }],
} as unknown as Columns);

const failure = (text: string): Error => {
  try {
    check(text, PREFIXES);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was let through");
};

test("strings, IRIs and comments are masked, all else stays in its place", () => {
  const text = 'ASK { ?s rdfs:label "kg:x # {" } # kg:y';
  assert.equal(masked(text), `ASK { ?s rdfs:label ${" ".repeat(10)} }${" ".repeat(7)}`);
  assert.equal(form(masked("PREFIX add: <urn:x> select ?a { }")), "SELECT");
});

test("what would change the graph and undeclared prefixes are refused with their place", () => {
  assert.match(failure("# note\nINSERT DATA { <urn:a> <urn:b> 1 }").message, /INSERT would change the graph/);
  assert.match(failure("  ").message, /no query yet/);
  assert.match(
    failure("SELECT ?a {\n  ?a foo:b 1 }").message,
    /^line 2, column 6: the prefix 'foo:' is not declared/,
  );
  check("PREFIX foo: <urn:x> SELECT ?a { ?a foo:b 'x:y' }", PREFIXES);
});

test("a place that the engine names is turned into one of the reader's text", () => {
  const text = 'SELECT ?a {\n ?a kg:x "𝒳é" ?x }';
  const head = prologue(text, PREFIXES);
  const values = " VALUES ?a { <urn:x> }";
  const inserts = [
    { at: 0, text: head },
    { at: patternStart(text), text: values },
  ];
  // The engine counts lines from 1, and letters, not code units.
  const error = troubleOf("error at 3:18: expected one of …", text, inserts);
  assert.equal(error.message, "line 2, column 18: the query does not parse, before '}'");
  assert.equal(text[error.at!], "}");
  const first = "SELECT ?a { ?a ?b } LIMIT x";
  const more = [
    { at: 0, text: head },
    { at: patternStart(first), text: values },
  ];
  assert.equal(troubleOf(`error at 2:${27 + values.length}: expected`, first, more).at, 26);
  assert.equal(troubleOf(`error at 2:20: expected`, first, more).at, patternStart(first));
  assert.match(
    troubleOf("The service <urn:x> is not supported", text, inserts).message,
    /^the query fails: The service/,
  );
});

test("declared prefixes are not declared twice, and a template is not the pattern", () => {
  assert.doesNotMatch(prologue("PREFIX kg: <urn:mine> ASK {}", PREFIXES), /kg:/);
  const text = "CONSTRUCT { ?a <urn:b> ?c } WHERE { ?a ?b ?c }";
  assert.equal(text.slice(patternStart(text)), " ?a ?b ?c }");
  assert.match(emptyNote("SELECT ?c { ?c kg:sentence ?s }", false), /^kg:sentence stands in the evidence/);
  assert.equal(emptyNote("SELECT ?c { GRAPH ?d { ?c kg:sentence ?s } }", false), "");
});

test("a question keeps its parameters' values in its text", () => {
  const question = {
    name: "q",
    question: "Who?",
    text: "# Who?\nSELECT ?x { ?company ?p ?x }\n",
    params: [{ name: "company", kind: "entity" as const, value: "Alibaba" }],
  };
  const text = questionText(question);
  assert.equal(text, "# Who?\n# param: company (entity) = Alibaba\nSELECT ?x { ?company ?p ?x }\n");
  assert.equal(questionOf([question], text), 0);
  const changed = withValue(text, "company", "Byte\n$&");
  assert.equal(paramsOf(changed)[0].value, "Byte $&");
  assert.equal(paramsOf("# param: since = 2026-01-01")[0].kind, "date");
  assert.equal(paramsOf("# param: what = kg:acquires\n")[0].kind, "term");
});

test("words become values, and an unknown one says what is near", () => {
  const values = (line: string) => bound(graph, `# param: ${line}\nSELECT ?x { ?a ?b ?x }`)[0].text;
  assert.equal(values("x (entity) = ALIBABA"), ` VALUES ?x { <${BASE}organization/a> <urn:c> }`);
  assert.equal(values("x (entity) = byted"), ` VALUES ?x { <${BASE}organization/b> }`);
  assert.equal(values("x (term) = acquires"), ` VALUES ?x { <${BASE}ontology#acquires> }`);
  assert.equal(values("x (document) = a title"), " VALUES ?x { <urn:d> }");
  assert.equal(values('x (text) = a "b" \\'), ' VALUES ?x { "a \\"b\\" \\\\" }');
  assert.equal(values("x (number) = -2.5"), " VALUES ?x { -2.5 }");
  assert.throws(
    () => values("x (entity) = Alibba"),
    /line 1, column 1: nothing in this graph is called 'Alibba'; did you mean 'Alibaba'/,
  );
  assert.throws(() => values("x (date) = May"), /must be a day/);
  assert.throws(() => values("x (entity) = "), /needs a value/);
});

test("terms are read as they are written", () => {
  const line = '<urn:s> <urn:p> "a \\"b\\" <x> .\u2028\\n\\u00e9"@en <urn:g> .';
  const found = parts(line)!;
  assert.equal(found[3], "<urn:g>");
  assert.deepEqual(cellOf(found[2]), { type: "literal", value: 'a "b" <x> .\u2028\né', "xml:lang": "en" });
  assert.deepEqual(parts("<urn:s> <urn:p> <urn:o> ."), ["<urn:s>", "<urn:p>", "<urn:o>", ""]);
  assert.equal(shortName(`${BASE}organization/a.b`, namespacesOf(PREFIXES)), "o:a.b");
  assert.equal(shortName(`${BASE}organization/a.`, namespacesOf(PREFIXES)), null);
});

test("a packed graph comes in pieces that end where lines end", async () => {
  const text = Array.from(
    { length: 5000 },
    (_, number) => `line ${number} é ${"x".repeat(number % 90)}`,
  ).join("\n");
  const packed = gzipSync(text).toString("base64");
  const sizes: number[] = [];
  let all = "";
  for await (const piece of whole(packed, 4096)) {
    const part = new TextDecoder("utf-8", { fatal: true }).decode(piece);
    sizes.push(piece.length);
    all += part;
  }
  assert.equal(all, text);
  assert.ok(sizes.length > 3);
  let count = 0;
  for await (const some of lines(packed)) count += some.filter(Boolean).length;
  assert.equal(count, 5000);
});

test("Turtle has an edge with all that it stands on, and nothing of others", async () => {
  const kg = (name: string) => `<${BASE}ontology#${name}>`;
  const rdf = (name: string) => `<http://www.w3.org/1999/02/22-rdf-syntax-ns#${name}>`;
  const edge = (name: string, claim: string) => [
    `<urn:${name}> ${rdf("type")} ${kg("Edge")} <${BASE}graph/edges> .`,
    `<urn:${name}> ${rdf("subject")} <${BASE}organization/a> <${BASE}graph/edges> .`,
    `<urn:${name}> ${rdf("predicate")} ${kg("acquires")} <${BASE}graph/edges> .`,
    `<urn:${name}> ${rdf("object")} <urn:${name}-end> <${BASE}graph/edges> .`,
    `<urn:${name}> ${kg("status")} ${kg("actual")} <${BASE}graph/edges> .`,
    `<urn:${name}> ${kg("document")} <urn:d> <${BASE}graph/edges> .`,
    `<urn:${name}> ${kg("claim")} <urn:${claim}> <${BASE}graph/edges> .`,
    `<${BASE}organization/a> ${kg("acquires")} <urn:${name}-end> <${BASE}graph/actual> .`,
    `<urn:${name}-end> <http://www.w3.org/2000/01/rdf-schema#label> "${name}" <${BASE}graph/entities> .`,
    `<urn:${claim}> ${kg("sentence")} <urn:s-${claim}> <urn:d> .`,
    `<urn:s-${claim}> ${kg("quote")} "of ${claim}" <urn:d> .`,
  ];
  const all = [
    ...edge("one", "c1"),
    ...edge("two", "c2"),
    `<urn:d> ${kg("digest")} "x" <urn:d> .`,
    "",
  ].reverse();
  async function* read() {
    yield all;
  }
  const text = await turtle(read, ["urn:one"], { base: BASE, prefixes: PREFIXES });
  assert.match(text, /^@prefix kg: /);
  assert.match(text, /<urn:one> a kg:Edge ;\n/);
  assert.match(text, /\no:a kg:acquires <urn:one-end> \.\n/);
  for (const part of ['rdfs:label "one"', 'kg:quote "of c1"', '<urn:d> kg:digest "x"'])
    assert.ok(text.includes(part), part);
  for (const part of ["two", "c2"]) assert.ok(!text.includes(part), part);
});

test("completion knows prefixes, relations, classes and the graph's shape", () => {
  const known = suggestions(graph);
  const names = (prefix: string) => known.get(prefix)!.map(({ label }) => label);
  for (const name of ["kg:acquires", "kg:Company", "kg:Claim", "kg:sentence"])
    assert.ok(names("kg").includes(name), name);
  for (const name of ["kg:", "OPTIONAL"]) assert.ok(names("").includes(name), name);
});
