// The small pieces that all panels are made of. Whatever an article says reaches the page as text.

import type { ComponentChildren } from "preact";
import { type Claim, classOf, detailsOf, type Graph, titleOf } from "../graph.ts";
import { claims, graph, openEdge, openNode, state } from "../state.ts";
import { edgeText, plain, safeLink, termsText, valueText } from "../words.ts";

export const Status = ({ name }: { name: string }) => <span class={`status ${name}`}>{name}</span>;

/** A name that opens its node. */
export const Name = ({ node }: { node: number }) => (
  <button type="button" class="name" onClick={() => openNode(node)}>
    <bdi>{plain(graph.nodes.label[node])}</bdi>
  </button>
);

/** A link that leads out of the page, or its text alone where it is no web address. */
export function Away({
  address,
  children,
}: {
  address: string | null | undefined;
  children: ComponentChildren;
}) {
  const safe = safeLink(address);
  if (!safe) return <>{children}</>;
  return (
    <a href={safe} rel="noopener noreferrer" target="_blank">
      {children}
    </a>
  );
}

/** An edge as a line that opens its claims. */
export function EdgeRow({ edge, status }: { edge: number; status: string }) {
  return (
    <button
      type="button"
      class="row"
      aria-current={state.value.edge === edge ? "true" : undefined}
      onClick={() => openEdge(edge)}
    >
      <bdi>{plain(edgeText(graph, edge), 200)}</bdi> <Status name={status} />
      {graph.isDisputed[edge] ? (
        <>
          {" "}
          <Status name="disputed" />
        </>
      ) : null}
    </button>
  );
}

/** A sentence with its two mentions marked. Spans count code points, which JavaScript's strings do not. */
export function Marked({ claim }: { claim: Claim }) {
  const letters = Array.from(claim.sentence);
  const spans = [
    { role: "subject", span: claim.subject },
    { role: "object", span: claim.object },
  ]
    .flatMap(({ role, span }) => (span ? [{ role, from: span[0], to: span[1] }] : []))
    .sort((a, b) => a.from - b.from);
  const parts: ComponentChildren[] = [];
  let done = 0;
  for (const { role, from, to } of spans) {
    if (from < done) continue;
    parts.push(plain(letters.slice(done, from).join(""), 2000));
    parts.push(
      <mark class={role} title={role}>
        {plain(letters.slice(from, to).join(""), 500)}
      </mark>,
    );
    done = to;
  }
  parts.push(plain(letters.slice(done).join(""), 2000));
  return (
    <blockquote>
      <bdi>{parts}</bdi>
    </blockquote>
  );
}

/** A claim whole: its sentence, who says it, and where it stands. */
export function ClaimCard({ claim }: { claim: Claim }) {
  const source = graph.documents[claim.document];
  const terms = [
    claim.details.value ? valueText(claim.details.value, claim.details) : "",
    termsText(claim.details),
  ];
  const voices = [claim.saidBy && `says ${claim.saidBy}`, claim.relayedBy && `relayed by ${claim.relayedBy}`];
  return (
    <article>
      <Status name={claim.status} /> <bdi>{plain(voices.filter(Boolean).join(", "))}</bdi>
      <Marked claim={claim} />
      {terms.some(Boolean) ? <p>{plain(terms.filter(Boolean).join(" · "))}</p> : null}
      <p class="soft">
        <Away address={source.link}>
          <bdi>{plain(titleOf(source))}</bdi>
        </Away>
        {[source.day, source.publisher].map((part) => (part ? ` · ${plain(part)}` : ""))}
      </p>
      <p class="soft">
        confidence {claim.confidence.toFixed(2)} · found by {plain(claim.extractor)}
        {claim.pattern ? `: ${plain(claim.pattern)}` : ""}
      </p>
    </article>
  );
}

/** What a node is: its class and other names. */
export function kindText(data: Graph, node: number): string {
  const names = data.nodes.names[node] ?? [];
  return [
    classOf(data, node).label,
    names.length ? `also ${names.map((name) => plain(name, 60)).join(", ")}` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

export const termsOf = (edge: number): string => termsText(detailsOf(graph, edge));
export const areClaimsRead = (): boolean => claims.loaded === graph.claims;
