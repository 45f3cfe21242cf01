// The first script of the page: it unpacks the program and lets it run. The page's policy knows both by their digests.

import type { Api } from "./api.ts";
import { elements, unpackedNow } from "./data.ts";
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

// At once, so that the graph is drawn before the browser goes on to what is long: the claims, the RDF and the engine.
function load(): void {
  const [element] = elements("program");
  const script = document.createElement("script");
  script.textContent = unpackedNow(element.textContent ?? "");
  document.head.append(script);
}

promise();
load();
