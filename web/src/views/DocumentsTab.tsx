// The documents that the filters leave, and what one of them says, sentence by sentence.

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  claimCounts,
  DOCUMENT_COLUMNS,
  type DocumentColumn,
  listed,
  piecesOf,
  type Sentence,
  sentencesOf,
} from "../documents.ts";
import { type Claim, titleOf } from "../graph.ts";
import { claims, filters, graph, openEdge, setFilters, shown, state } from "../state.ts";
import { edgeText, plain, plural } from "../words.ts";
import { Away, areClaimsRead, Status } from "./parts.tsx";
import { Heads, Nothing, Pager, paged, type Sorting, TextFilter } from "./sheet.tsx";

const PAGE = 50;
const SENTENCES = 20;

export function DocumentsTab() {
  const [open, setOpen] = useState<number | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  const close = () => {
    setLeft(open);
    setOpen(null);
  };
  return (
    <div class="sheet">
      {/* The list keeps its text, order and page while one of its documents is open. */}
      <div class="paged" hidden={open !== null}>
        <List open={setOpen} left={open === null ? left : null} />
      </div>
      {open === null ? null : <Opened document={open} close={close} />}
    </div>
  );
}

function List({ open, left }: { open: (document: number) => void; left: number | null }) {
  const [text, setText] = useState("");
  const [sorting, setSorting] = useState<Sorting<DocumentColumn>>({ column: "day", descending: true });
  const [page, setPage] = useState(0);
  const visible = shown.value.claims;
  const counts = useMemo(() => claimCounts(graph, claims, visible), [visible]);
  const list = useMemo(
    () => listed(graph, counts, text, sorting.column, sorting.descending),
    [counts, text, sorting.column, sorting.descending],
  );
  const here = paged(list, page, PAGE);
  useLayoutEffect(() => {
    if (left !== null) document.getElementById(`document-${left}`)?.focus();
  }, [left]);
  return (
    <>
      <div class="bar">
        <TextFilter
          label="Filter documents"
          value={text}
          change={(now) => {
            setText(now);
            setPage(0);
          }}
        />
        <span class="soft" role="status">
          {plural(list.length, "document")}
        </span>
      </div>
      <table class="documents" aria-label="Documents">
        <thead>
          <tr>
            <Heads
              columns={DOCUMENT_COLUMNS}
              sorting={sorting}
              sort={(now) => {
                setSorting(now);
                setPage(0);
              }}
            />
          </tr>
        </thead>
        <tbody>
          {here.items.map((number) => (
            <tr key={number}>
              <td class="col-day">{plain(graph.documents[number].day, 20) || "undated"}</td>
              <td class="col-title">
                <button type="button" class="name" id={`document-${number}`} onClick={() => open(number)}>
                  <bdi>{plain(titleOf(graph.documents[number]), 160)}</bdi>
                </button>
              </td>
              <td class="col-publisher">
                {graph.documents[number].publisher ? (
                  <bdi>{plain(graph.documents[number].publisher, 60)}</bdi>
                ) : null}
              </td>
              <td class="col-claims">
                {counts[number].toLocaleString("en")}
                <span class="unit"> {counts[number] === 1 ? "claim" : "claims"}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.length ? null : <Empty text={text} />}
      <Pager of="documents" page={here.page} pages={here.pages} turn={setPage} />
    </>
  );
}

function Empty({ text }: { text: string }) {
  if (!areClaimsRead()) return <Nothing>The documents are being read …</Nothing>;
  if (!graph.documents.length) return <Nothing>The graph has no documents.</Nothing>;
  if (text.trim())
    return <Nothing>No document's title, publisher or day has these words. Try fewer of them.</Nothing>;
  return <Nothing>The filters leave no document: reset them to see all.</Nothing>;
}

function Opened({ document, close }: { document: number; close: () => void }) {
  const [page, setPage] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [document]);
  const visible = shown.value.claims;
  const sentences = useMemo(() => sentencesOf(graph, claims, visible, document), [visible, document]);
  const source = graph.documents[document];
  const here = paged(sentences, page, SENTENCES);
  const only = filters.value.document === document;
  const total = sentences.reduce((count, sentence) => count + sentence.claims.length, 0);
  return (
    <>
      <div class="bar">
        <button type="button" onClick={close}>
          All documents
        </button>
        <button
          type="button"
          aria-pressed={only}
          onClick={() => setFilters({ document: only ? null : document })}
        >
          Only this document
        </button>
      </div>
      <h2 ref={heading} tabIndex={-1}>
        <bdi>{plain(titleOf(source))}</bdi>
      </h2>
      <p class="soft">
        {[
          source.day || "undated",
          source.publisher,
          plural(sentences.length, "sentence"),
          plural(total, "claim"),
        ]
          .filter(Boolean)
          .map((part) => plain(String(part)))
          .join(" · ")}
        {source.link ? (
          <>
            {" · "}
            <Away address={source.link}>
              <bdi>{plain(source.link, 100)}</bdi>
            </Away>
          </>
        ) : null}
      </p>
      {sentences.length ? null : (
        <Nothing>
          The filters leave nothing of this document: reset them, or go back to all documents.
        </Nothing>
      )}
      {here.items.map((sentence) => (
        <Quoted key={`${sentence.start} ${sentence.text}`} sentence={sentence} />
      ))}
      <Pager of="sentences" page={here.page} pages={here.pages} turn={setPage} />
    </>
  );
}

const MANY = 20; // a sentence of more claims than this is a list: it opens on demand

/** A sentence, its mentions marked, and below it what was read in it. */
function Quoted({ sentence }: { sentence: Sentence }) {
  const [all, setAll] = useState(false);
  const rest = sentence.claims.length - MANY;
  return (
    <article>
      <blockquote>
        <bdi>
          {piecesOf(sentence).map(({ text, role }, at) =>
            role ? (
              <mark class={role} title={role === "both" ? "subject and object" : role} key={at}>
                {plain(text, 500)}
              </mark>
            ) : (
              plain(text, 2000)
            ),
          )}
        </bdi>
      </blockquote>
      {(all ? sentence.claims : sentence.claims.slice(0, MANY)).map((claim) => (
        <ClaimRow key={claim.number} claim={claim} />
      ))}
      {rest > 0 && !all ? (
        <button type="button" class="name" onClick={() => setAll(true)}>
          {plural(rest, "more claim")}
        </button>
      ) : null}
    </article>
  );
}

/** A claim as a line that opens its edge. */
export function ClaimRow({ claim }: { claim: Claim }) {
  return (
    <button
      type="button"
      class="row"
      aria-current={state.value.edge === claim.edge ? "true" : undefined}
      onClick={() => openEdge(claim.edge)}
    >
      <bdi>{plain(edgeText(graph, claim.edge), 200)}</bdi> <Status name={claim.status} />
      {claim.saidBy ? (
        <span class="soft">
          {" "}
          says <bdi>{plain(claim.saidBy, 80)}</bdi>
        </span>
      ) : null}
    </button>
  );
}
