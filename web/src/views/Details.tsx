// The panel at the side: what the graph is, a node's facts, an edge's claims, or the chains between two nodes.

import { claimAt, claimsOf, firstDay, type Graph, lastDay, relationOf } from "../graph.ts";
import { back, claims, forward, future, go, graph, loaded, openNode, past, shown, state } from "../state.ts";
import { endText, plain, plural } from "../words.ts";
import { Connect } from "./Connect.tsx";
import { Away, ClaimCard, EdgeRow, kindText, Name, Status, termsOf } from "./parts.tsx";

export function Details() {
  const { node, edge, connect } = state.value;
  return (
    <section class="details" aria-label="Details">
      <nav class="bar" aria-label="Where you have been">
        <button type="button" onClick={back} disabled={!past.value.length}>
          Back
        </button>
        <button type="button" onClick={forward} disabled={!future.value.length}>
          Forward
        </button>
        <button type="button" onClick={() => go({ node: null, edge: null, connect: null, around: null })}>
          Overview
        </button>
      </nav>
      {/* What is typed to connect two names finds hits by the letter: not each of them is news. */}
      <div aria-live={connect ? "off" : "polite"}>
        {connect ? (
          <Connect />
        ) : edge !== null ? (
          <EdgeDetails edge={edge} />
        ) : node !== null ? (
          <NodeDetails node={node} />
        ) : (
          <Overview />
        )}
      </div>
    </section>
  );
}

function Overview() {
  const { totals, nodes } = shown.value;
  const best = bestConnected(graph, nodes, 12);
  return (
    <>
      <h2>What the articles say</h2>
      <p class="soft">
        {[
          plural(totals.nodes, "name"),
          plural(totals.edges, "edge"),
          plural(totals.claims, "claim"),
          plural(totals.documents, "document"),
        ].join(" · ")}
      </p>
      {best.length ? (
        <>
          <p>
            An edge is what the articles say of two names. Choose a name for all its facts, a line for the
            sentences behind it.
          </p>
          <h3>Most connected</h3>
          {best.map(([node, degree]) => (
            <button type="button" class="row" key={node} onClick={() => openNode(node)}>
              <bdi>{plain(graph.nodes.label[node])}</bdi> <span class="soft">{plural(degree, "edge")}</span>
            </button>
          ))}
        </>
      ) : (
        <p>
          {graph.edges.iri.length
            ? "The filters leave nothing: reset them to see the graph."
            : "The graph has no edges."}
        </p>
      )}
    </>
  );
}

/** The shown nodes with most shown edges, each with their number. */
export function bestConnected(data: Graph, nodes: Uint8Array, count: number): [number, number][] {
  const { edges } = shown.value;
  const degrees: [number, number][] = [];
  for (let node = 0; node < nodes.length; node++) {
    if (nodes[node]) degrees.push([node, data.edgesOf[node].reduce((sum, edge) => sum + edges[edge], 0)]);
  }
  return degrees.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, count);
}

function NodeDetails({ node }: { node: number }) {
  const { edges, status } = shown.value;
  const own = Array.from(graph.edgesOf[node]).filter((edge) => edges[edge]);
  const hidden = graph.edgesOf[node].length - own.length;
  const around = state.value.around;
  const isCentre = around?.nodes.length === 1 && around.nodes[0] === node;
  return (
    <>
      <h2>
        <bdi>{plain(graph.nodes.label[node])}</bdi>
      </h2>
      <p class="soft">{kindText(graph, node)}</p>
      {(graph.nodes.links[node] ?? []).map((link) => (
        <p class="soft" key={link}>
          <Away address={link}>{plain(link, 120)}</Away>
        </p>
      ))}
      <div class="bar">
        {[1, 2, 3].map((depth) => (
          <button
            type="button"
            key={depth}
            aria-pressed={isCentre && around?.depth === depth}
            onClick={() => go({ tab: "Graph", around: { nodes: [node], depth } })}
          >
            {plural(depth, "step")} around
          </button>
        ))}
        {around && !isCentre ? (
          <button
            type="button"
            onClick={() =>
              go({ tab: "Graph", around: { ...around, nodes: [...new Set([...around.nodes, node])] } })
            }
          >
            Expand
          </button>
        ) : null}
        {around && around.nodes.length > 1 && around.nodes.includes(node) ? (
          <button
            type="button"
            onClick={() => go({ around: { ...around, nodes: around.nodes.filter((one) => one !== node) } })}
          >
            Collapse
          </button>
        ) : null}
        {around ? (
          <button type="button" onClick={() => go({ around: null })}>
            Whole graph
          </button>
        ) : null}
      </div>
      {groupsOf(own, status).map(([title, list]) => (
        <section key={title}>
          <h3>
            {title} ({list.length})
          </h3>
          {list.map((edge) => (
            <div key={edge}>
              <EdgeRow edge={edge} status={graph.statuses[status[edge]]} />
              <p class="soft">
                {[voices(edge), days(edge), plural(graph.edges.documents[edge].length, "document")]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
          ))}
        </section>
      ))}
      {hidden ? <p class="soft">{plural(hidden, "more edge")} are filtered out.</p> : null}
    </>
  );
}

/** A node's edges by relation, names before numbers, what is actual first. */
function groupsOf(edges: number[], status: Uint8Array): [string, number[]][] {
  const groups = new Map<string, number[]>();
  const rank = (edge: number) => (graph.edges.object[edge] < 0 ? 1 : 0);
  const sorted = edges.sort((a, b) => rank(a) - rank(b) || status[a] - status[b] || a - b);
  for (const edge of sorted) {
    const title = relationOf(graph, edge).label;
    groups.set(title, [...(groups.get(title) ?? []), edge]);
  }
  return [...groups];
}

const voices = (edge: number): string => {
  const names = (graph.edges.saidBy[edge] ?? []).map((name) => plain(graph.strings[name], 60));
  return names.length ? `says ${names.join(", ")}` : "";
};

function days(edge: number): string {
  const [first, last] = [firstDay(graph, edge), lastDay(graph, edge)];
  return first === last ? first : `${first || "undated"} to ${last}`;
}

function EdgeDetails({ edge }: { edge: number }) {
  loaded.value;
  const { subject, object, confidence, about } = graph.edges;
  const visible = shown.value;
  const all = claimsOf(graph, claims, edge);
  const list = all.filter((claim) => visible.claims[claim]);
  const status = graph.statuses[visible.status[edge]] ?? graph.statuses[graph.edges.status[edge]];
  return (
    <>
      <h2>
        <Name node={subject[edge]} /> {relationOf(graph, edge).label}{" "}
        {object[edge] >= 0 ? <Name node={object[edge]} /> : <bdi>{plain(endText(graph, edge))}</bdi>}
      </h2>
      <p>
        <Status name={status} /> {graph.isDisputed[edge] ? <Status name="disputed" /> : null}{" "}
        <span class="soft">
          {[days(edge), voices(edge), `confidence ${(confidence[edge] / 1000).toFixed(2)}`]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </p>
      {termsOf(edge) ? <p>{plain(termsOf(edge))}</p> : null}
      {about[edge] !== undefined ? (
        <>
          <p class="soft">about</p>
          <EdgeRow edge={about[edge]} status={graph.statuses[graph.edges.status[about[edge]]]} />
        </>
      ) : null}
      <Story edge={edge} />
      <h3>{plural(list.length, "claim")}, earliest first</h3>
      {list.map((claim) => (
        <ClaimCard key={claim} claim={claimAt(graph, claims, claim)} />
      ))}
      {list.length < all.length ? (
        <p class="soft">{plural(all.length - list.length, "more claim")} filtered out.</p>
      ) : null}
      {all.length ? null : <p class="soft">The sentences are being read …</p>}
    </>
  );
}

/** How a plan became a deal, or did not. */
function Story({ edge }: { edge: number }) {
  const changes = graph.edges.history[edge];
  if (!changes) return null;
  return (
    <p>
      {changes.map(([day, status], at) => (
        <span key={day}>
          {at ? " → " : ""}
          <Status name={status} /> <span class="soft">{day || "undated"}</span>
        </span>
      ))}
    </p>
  );
}
