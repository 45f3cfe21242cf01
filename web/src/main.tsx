// Where the page begins: read the graph, draw it, then read its claims.

import { render } from "preact";
import { answer } from "./api.ts";
import { type Columns, elements, readNow, wholePage } from "./data.ts";
import { followLink } from "./hash.ts";
import { readClaims, start } from "./state.ts";
import { theme } from "./theme.ts";
import { App } from "./views/App.tsx";

async function main(): Promise<void> {
  const [element] = elements("graph");
  start(readNow<Columns>(element.textContent ?? ""));
  document.documentElement.dataset.theme = theme.value;
  followLink();
  const root = document.getElementById("app")!;
  root.replaceChildren();
  render(<App />, root);
  await wholePage();
  answer();
  await readClaims();
  document.documentElement.dataset.ready = "true";
}

void main();
