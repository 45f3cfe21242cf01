// The first script of the page: it unpacks the program and lets it run. The page's policy knows both by their digests.

import type { Api } from "./api.ts";
import { elements, unpacked } from "./data.ts";
import { READY } from "./ready.ts";

/** Give scripts their functions at once; what they ask waits until there is an answer. */
function promise(): void {
  const ready = new Promise<Api>((resolve) => {
    addEventListener(READY, (event) => resolve((event as CustomEvent<Api>).detail), { once: true });
  });
  window.kg = {
    select: async (sparql) => (await ready).select(sparql),
    focus: async (iri) => (await ready).focus(iri),
  };
}

async function load(): Promise<void> {
  const [element] = elements("program");
  const script = document.createElement("script");
  script.textContent = await (await unpacked(element.textContent ?? "")).text();
  document.head.append(script);
}

promise();
void load();
