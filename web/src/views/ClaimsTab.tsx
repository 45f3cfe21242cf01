// All claims that the filters leave, as a table.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { COLUMNS, type Column, CSV_HEAD, csvRow, emptyIndex, find, keysOf } from "../claims_table.ts";
import { csv, download } from "../download.ts";
import { claimAt, relationOf, titleOf } from "../graph.ts";
import { ordered } from "../order.ts";
import { inSlices } from "../slices.ts";
import { claims, graph, loaded, openEdge, shown, state } from "../state.ts";
import { edgeText, endText, plain, plural } from "../words.ts";
import { areClaimsRead, Marked, Status } from "./parts.tsx";
import { Heads, Nothing, Pager, paged, type Sorting, TextFilter } from "./sheet.tsx";

const PAGE = 50;

export function ClaimsTab() {
  const [text, setText] = useState("");
  const [sorting, setSorting] = useState<Sorting<Column>>({ column: "day", descending: true });
  const [page, setPage] = useState(0);
  const { found, done } = useFound(text);
  const keys = useMemo(() => keysOf(graph, claims, sorting.column), [sorting.column, loaded.value]);
  const list = useMemo(() => ordered(found, keys, sorting.descending), [found, keys, sorting.descending]);
  const here = paged(list, page, PAGE);
  return (
    <div class="sheet paged">
      <div class="bar">
        <TextFilter
          label="Filter claims"
          value={text}
          change={(now) => {
            setText(now);
            setPage(0);
          }}
        />
        <span class="soft" role="status">
          {plural(list.length, "claim")}
          {done ? "" : " so far …"}
        </span>
        <span class="grow" />
        <Csv list={list} />
      </div>
      <Pager of="claims" page={here.page} pages={here.pages} turn={setPage} below={false} />
      <table class="claims" aria-label="Claims">
        <thead>
          <tr>
            <Heads
              columns={COLUMNS}
              sorting={sorting}
              sort={(now) => {
                setSorting(now);
                setPage(0);
              }}
            />
            <th scope="col" class="col-sentence">
              <span class="hidden-text">Sentence</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {here.items.map((number) => (
            <Row key={number} number={number} />
          ))}
        </tbody>
      </table>
      {list.length || !done ? null : <Empty text={text} />}
      <Pager of="claims" page={here.page} pages={here.pages} turn={setPage} />
    </div>
  );
}

/** The shown claims that a text finds: all at once where there is no text, else block by block, as they are found. */
function useFound(text: string): { found: Uint32Array; done: boolean } {
  const index = useRef(emptyIndex());
  const visible = shown.value.claims;
  const all = useMemo(() => {
    const numbers = new Uint32Array(claims.loaded);
    let count = 0;
    for (let claim = 0; claim < claims.loaded; claim++) if (visible[claim]) numbers[count++] = claim;
    return numbers.subarray(0, count);
  }, [visible]);
  const [state, setState] = useState({ found: all, done: true });
  useEffect(() => {
    if (!text.trim()) return;
    let numbers: number[] = [];
    let told = 0;
    setState(({ found }) => ({ found, done: false }));
    return inSlices(find(graph, claims, index.current, text, visible), (made, done) => {
      numbers = numbers.concat(...made);
      // What is found first fills the first page at once; then a few times a second are enough.
      if (!done && (performance.now() - told < 300 || numbers.length < PAGE)) return;
      told = performance.now();
      setState({ found: Uint32Array.from(numbers), done });
    });
  }, [text, visible]);
  return text.trim() ? state : { found: all, done: true };
}

function Row({ number }: { number: number }) {
  const claim = claimAt(graph, claims, number);
  const { edge } = claim;
  const source = graph.documents[claim.document];
  // The row as a whole can be clicked; by keyboard it is its button, whose click comes up to here.
  const open = () => {
    if (!getSelection()?.toString()) openEdge(edge);
  };
  return (
    <tr aria-current={state.value.edge === edge ? "true" : undefined} onClick={open}>
      <td class="col-subject">
        <bdi>{plain(graph.nodes.label[graph.edges.subject[edge]], 120)}</bdi>
      </td>
      <td class="col-relation">
        <button type="button" class="name" aria-label={plain(edgeText(graph, edge), 200)}>
          {relationOf(graph, edge).label}
        </button>
      </td>
      <td class="col-object">
        <bdi>{plain(endText(graph, edge), 120)}</bdi>
      </td>
      <td class="col-status">
        <Status name={claim.status} />
      </td>
      <td class="col-says">{claim.saidBy ? <bdi>{plain(claim.saidBy, 80)}</bdi> : null}</td>
      <td class="col-day">{plain(source.day, 20)}</td>
      <td class="col-title">
        <bdi title={plain(titleOf(source))}>{plain(titleOf(source), 120)}</bdi>
      </td>
      <td class="col-confidence">{claim.confidence.toFixed(2)}</td>
      <td class="col-sentence">
        <Marked claim={claim} />
      </td>
    </tr>
  );
}

function Empty({ text }: { text: string }) {
  if (!areClaimsRead()) return <Nothing>The sentences are being read …</Nothing>;
  if (!graph.claims) return <Nothing>The graph has no claims.</Nothing>;
  if (!text.trim()) return <Nothing>The filters leave no claim: reset them to see all.</Nothing>;
  return (
    <Nothing>
      No claim that the filters leave has these words in its names, its sentence, its source or its document.
      Try fewer words, or reset the filters.
    </Nothing>
  );
}

/** A button that makes the file in slices, and says how far it is. */
function Csv({ list }: { list: Uint32Array }) {
  const [made, setMade] = useState<number | null>(null);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const make = () => {
    if (made !== null) return;
    // A part is a Blob at once: to encode the whole text at the end would hold the page up.
    const parts = [new Blob([csv([CSV_HEAD])])];
    let rows = 0;
    setMade(0);
    stop.current = inSlices(csvParts(list), (texts, done) => {
      parts.push(new Blob(texts));
      rows += texts.length * CSV_PART;
      setMade(done ? null : rows);
      if (done) download("claims.csv", new Blob(parts, { type: "text/csv;charset=utf-8" }));
    });
  };
  return (
    <button type="button" onClick={make} aria-disabled={made !== null || !list.length}>
      {made === null ? "Download CSV" : `${Math.floor((100 * Math.min(made, list.length)) / list.length)}% …`}
    </button>
  );
}

const CSV_PART = 200;

function* csvParts(list: Uint32Array): Generator<string> {
  for (let at = 0; at < list.length; at += CSV_PART) {
    yield csv(
      Array.from(list.subarray(at, at + CSV_PART), (number) => csvRow(graph, claimAt(graph, claims, number))),
    );
  }
}
