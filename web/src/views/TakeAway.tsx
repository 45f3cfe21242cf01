// What the reader takes away: the picture, the selection as Turtle, a link to what is seen, and the page on paper.

import { useEffect, useRef, useState } from "preact/hooks";
import { download } from "../download.ts";
import { themeNow } from "../drawing/looks.ts";
import { reach } from "../drawing/neighbourhood.ts";
import { linkNow } from "../hash.ts";
import { picture } from "../picture.ts";
import { turtle } from "../sparql/client.ts";
import { filters, graph, set, shown, state } from "../state.ts";
import { png, svgText } from "../svg.ts";
import { theme } from "../theme.ts";
import { plain, plural } from "../words.ts";
import { drawing } from "./GraphTab.tsx";

export function TakeAway() {
  const menu = useRef<HTMLDetailsElement>(null);
  const [message, setMessage] = useState("");
  const [link, setLink] = useState("");
  useEffect(() => {
    const close = (event: Event) => {
      if (!(event.target instanceof Node && menu.current?.contains(event.target)))
        menu.current?.removeAttribute("open");
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    addEventListener("beforeprint", onPaper);
    addEventListener("afterprint", offPaper);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
      removeEventListener("beforeprint", onPaper);
      removeEventListener("afterprint", offPaper);
    };
  }, []);
  useEffect(() => {
    if (!message) return;
    const timer = setTimeout(() => setMessage(""), 6000);
    return () => clearTimeout(timer);
  }, [message]);
  const act = (action: () => Promise<string>) => async () => {
    setMessage("");
    setLink("");
    try {
      setMessage(await action());
    } catch (error) {
      setMessage(`That did not work: ${plain(error instanceof Error ? error.message : String(error), 200)}`);
    }
  };
  const copy = async () => {
    const address = linkNow();
    if (await copied(address)) return "The link is on the clipboard.";
    setLink(address);
    return "";
  };
  return (
    <div class="takeaway">
      <button type="button" onClick={act(savePng)}>
        Save picture
      </button>
      <details
        class="menu"
        ref={menu}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !menu.current?.open) return;
          menu.current.open = false;
          menu.current.querySelector("summary")?.focus();
        }}
      >
        <summary aria-label="More to take away" title="More to take away">
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <path d="M1 3L5 7.5L9 3" fill="none" stroke="currentColor" stroke-width="1.6" />
          </svg>
        </summary>
        <div class="choices">
          <button type="button" class="row" onClick={act(saveSvg)}>
            As SVG
          </button>
          {graph.sparql ? (
            <button type="button" class="row" onClick={act(saveTurtle)}>
              Selection as Turtle
            </button>
          ) : null}
          <button type="button" class="row" onClick={act(copy)}>
            Copy link
          </button>
          <button type="button" class="row" onClick={() => print()}>
            Print
          </button>
          {link ? (
            <input
              type="text"
              aria-label="Link to what is seen"
              readOnly
              value={link}
              ref={(field) => field?.select()}
            />
          ) : null}
        </div>
      </details>
      <span class={message ? "said" : "hidden-text"} role="status">
        {message}
      </span>
    </div>
  );
}

// ---- the picture -----------------------------------------------------------------------------------------------------

const name = (): string =>
  plain(graph.title, 60)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "") || "graph";

/** Return a picture of the drawing, which is brought to the front where another tab hides it. */
async function drawn(): Promise<SVGElement> {
  if (!drawing) throw new Error("this browser draws no graph");
  if (state.value.tab !== "Graph") {
    set({ tab: "Graph" });
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  }
  return pictureNow();
}

function pictureNow(): SVGElement {
  const { node, edge } = state.value;
  const statuses = graph.statuses.filter((status) => !filters.value.statuses.has(status));
  return picture(drawing!, graph, { node, edge, statuses }, themeNow());
}

async function savePng(): Promise<string> {
  download(`${name()}.png`, await png(await drawn()));
  return "The picture is saved.";
}

async function saveSvg(): Promise<string> {
  download(`${name()}.svg`, svgText(await drawn()), "image/svg+xml");
  return "The picture is saved.";
}

/** Put the picture where a printer finds it: what WebGL draws comes out empty, and dark colours would waste ink. */
function onPaper(): void {
  document.documentElement.dataset.theme = "light";
  if (!drawing || state.value.tab !== "Graph") return;
  offPaper();
  document.documentElement.dataset.theme = "light";
  drawing.repaint();
  drawing.sigma.refresh();
  const paper = pictureNow();
  paper.setAttribute("class", "paper");
  document.getElementById("drawing")?.append(paper);
}

function offPaper(): void {
  for (const paper of document.querySelectorAll("#drawing > .paper")) paper.remove();
  document.documentElement.dataset.theme = theme.value;
  drawing?.repaint();
}

// ---- the selection and the link --------------------------------------------------------------------------------------

/** The edges that are selected: the one chosen, else those of the node, else those that are drawn. */
function selected(): number[] {
  const { node, edge, around } = state.value;
  const { edges } = shown.value;
  if (edge !== null) return [edge];
  const { subject, object } = graph.edges;
  const near = around ? reach(graph, around.nodes, around.depth, edges) : null;
  const isIn = (one: number) =>
    node !== null && !near
      ? subject[one] === node || object[one] === node
      : !near || (near.has(subject[one]) && (object[one] < 0 || near.has(object[one])));
  return Array.from(subject.keys()).filter((one) => edges[one] && isIn(one));
}

async function saveTurtle(): Promise<string> {
  const edges = selected();
  if (!edges.length) return "The filters leave nothing to save.";
  download(`${name()}.ttl`, await turtle(edges.map((edge) => graph.edges.iri[edge])), "text/turtle");
  return `${plural(edges.length, "edge")} saved as Turtle.`;
}

/** Put a text on the clipboard; false where the browser does not let a page from disk do so. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false; // refused, or no clipboard here
    throw error;
  }
}
