import assert from "node:assert/strict";
import { test } from "node:test";
import { isBlank, plain } from "../src/plain.ts";
import { amount, safeLink } from "../src/words.ts";

test("what is obeyed and not seen is gone, and joiners stay", () => {
  assert.equal(plain("a\u202eb\u2066c\u200bd\u061ce\u2028f\u0000g\ufeff"), "abcdefg");
  assert.equal(plain("👩\u200d🔬 می\u200cخواهم"), "👩\u200d🔬 می\u200cخواهم");
  assert.equal(plain("x".repeat(100_000), 10), `${"x".repeat(9)}…`);
  assert.ok(isBlank(" \u200b\u202e\n") && !isBlank("\u202e."));
});

test("links lead to web pages alone", () => {
  for (const address of [
    "javascript:alert(1)",
    " https://a.example",
    "data:text/html,x",
    "//a.example",
    "https:// ",
  ])
    assert.equal(safeLink(address), null, address);
  assert.equal(safeLink('https://a.example/"><b>'), "https://a.example/%22%3E%3Cb%3E");
});

test("a value of spaces is no number", () => {
  assert.equal(amount("   ", "USD"), "   ");
});
