// How two nodes are connected: the shortest chains of claims between them, told as sentences with their evidence.

import { useMemo } from "preact/hooks";
import { noFilters } from "../filter.ts";
import { claimAt, claimsOf, type Graph, relationOf, titleOf } from "../graph.ts";
import { allEdges, type Chain, chains, MOST_STEPS } from "../paths.ts";
import { claims, go, graph, loaded, set, setFilters, shown, state } from "../state.ts";
import { plain, plural } from "../words.ts";
import { Away, ClaimCard, Marked, Name, Status } from "./parts.tsx";
import { Finder } from "./Search.tsx";

/** How many edges between the same two nodes are told, and how many claims of each: the rest is in the node's details. */
const MOST_EDGES = 3;
const MOST_CLAIMS = 20;

const choose = (end: { from: number } | { to: number }): void =>
  set({ connect: { from: null, to: null, ...state.value.connect, ...end } });

export function Connect() {
  const { from, to } = state.value.connect ?? { from: null, to: null };
  const { edges } = shown.value;
  const found = useMemo(
    () => (from === null || to === null ? null : chains(graph, from, to, edges)),
    [from, to, edges],
  );
  return (
    <>
      <h2>How are they connected?</h2>
      <div class="ends">
        <span aria-hidden="true">From</span>
        <Finder name="From" hint="A name" chosen={from} choose={(node) => choose({ from: node })} />
        <span aria-hidden="true">To</span>
        <Finder name="To" hint="Another name" chosen={to} choose={(node) => choose({ to: node })} />
      </div>
      <p class="hidden-text" role="status">
        {found && from !== to ? plural(found.length, "chain") : ""}
      </p>
      {found === null ? (
        <p class="soft">Choose two names to read the shortest chains of claims between them.</p>
      ) : from === to ? (
        <p>That is the same name twice.</p>
      ) : found.length ? (
        <Found list={found} />
      ) : (
        <None from={from!} to={to!} />
      )}
    </>
  );
}

function Found({ list }: { list: Chain[] }) {
  return (
    <>
      <p class="soft">
        {list.length === 1
          ? "One chain. Choose it to see it drawn."
          : `${list.length} chains, the shortest first; of equals, those first that lead by less known names. Choose one to see it drawn.`}
      </p>
      <ol class="chains">
        {list.map((chain) => (
          <li key={chain.nodes.join()}>
            <ChainCard chain={chain} />
          </li>
        ))}
      </ol>
    </>
  );
}

function ChainCard({ chain }: { chain: Chain }) {
  const { around } = state.value;
  const isDrawn = around?.depth === 0 && around.nodes.join() === chain.nodes.join();
  return (
    <>
      <button
        type="button"
        class="row chain"
        aria-pressed={isDrawn}
        onClick={() => go({ tab: "Graph", around: isDrawn ? null : { nodes: chain.nodes, depth: 0 } })}
      >
        {chain.nodes.map((node, at) => (
          <span key={node}>
            {at ? " – " : ""}
            <bdi>{plain(graph.nodes.label[node], 80)}</bdi>
          </span>
        ))}
      </button>
      {chain.edges.map((edges, at) => (
        <div key={chain.nodes[at]}>
          {edges.slice(0, MOST_EDGES).map((edge) => (
            <Step key={edge} edge={edge} />
          ))}
          {edges.length > MOST_EDGES ? (
            <p class="soft">
              {plural(edges.length - MOST_EDGES, "more edge")} between these two: see the details of either.
            </p>
          ) : null}
        </div>
      ))}
    </>
  );
}

/** An edge as a sentence, with the sentence of the claim that decides it. */
function Step({ edge }: { edge: number }) {
  const { status } = shown.value;
  const { subject, object, saidBy } = graph.edges;
  const voices = (saidBy[edge] ?? []).slice(0, 3).map((name) => plain(graph.strings[name], 60));
  return (
    <div class="step">
      <p>
        <Name node={subject[edge]} /> {relationOf(graph, edge).label} <Name node={object[edge]} />{" "}
        <Status name={graph.statuses[status[edge]]} />
        {graph.isDisputed[edge] ? (
          <>
            {" "}
            <Status name="disputed" />
          </>
        ) : null}
        {voices.length ? (
          <span class="soft">
            {" "}
            · says <bdi>{voices.join(", ")}</bdi>
          </span>
        ) : null}
      </p>
      <Evidence edge={edge} />
    </div>
  );
}

function Evidence({ edge }: { edge: number }) {
  loaded.value;
  const list = claimsOf(graph, claims, edge).filter((claim) => shown.value.claims[claim]);
  const best = decisive(graph, edge, list);
  if (best === null) return <p class="soft">The sentences are being read …</p>;
  const claim = claimAt(graph, claims, best);
  const source = graph.documents[claim.document];
  return (
    <>
      <Marked claim={claim} />
      <p class="soft">
        <Away address={source.link}>
          <bdi>{plain(titleOf(source))}</bdi>
        </Away>
        {source.day ? ` · ${plain(source.day, 30)}` : ""}
      </p>
      {list.length > 1 ? (
        <details>
          <summary class="soft">All {plural(list.length, "claim")}</summary>
          {list.slice(0, MOST_CLAIMS).map((one) => (
            <ClaimCard key={one} claim={claimAt(graph, claims, one)} />
          ))}
          {list.length > MOST_CLAIMS ? (
            <p class="soft">
              {plural(list.length - MOST_CLAIMS, "more claim")}: choose the line in the drawing.
            </p>
          ) : null}
        </details>
      ) : null}
    </>
  );
}

/** The claim that decides an edge; another where that one is filtered out. */
function decisive(data: Graph, edge: number, list: number[]): number | null {
  const at = data.edges.decidedBy[edge];
  const best = at === undefined ? undefined : data.first[edge] + at;
  if (best !== undefined && list.includes(best)) return best;
  return list.at(-1) ?? null;
}

/** No chain: whether the filters are why. */
function None({ from, to }: { from: number; to: number }) {
  const count = useMemo(() => chains(graph, from, to, allEdges(graph)).length, [from, to]);
  if (!count) {
    return <p>There is no chain of up to {MOST_STEPS} claims between these two, whatever the filters.</p>;
  }
  return (
    <>
      <p>
        The filters leave no chain of up to {MOST_STEPS} claims between these two. Without them there{" "}
        {count === 1 ? "is one" : `are ${count === 10 ? "ten or more" : count}`}.
      </p>
      <button type="button" onClick={() => setFilters({ ...noFilters(graph), statuses: new Set() })}>
        Switch all filters off
      </button>
    </>
  );
}
