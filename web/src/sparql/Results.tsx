// An answer as a table, a page of it at a time; what is in the graph leads there.

import { useEffect, useRef } from "preact/hooks";
import { graph, openEdge } from "../state.ts";
import { Name } from "../views/parts.tsx";
import { edgeText, plain, plural } from "../words.ts";
import { type Outcome, outcome, pageStart, turn } from "./answer.ts";
import type { Answer } from "./messages.ts";
import { type Cell, namespacesOf, shortName, textOf } from "./terms.ts";
import { emptyNote } from "./text.ts";

export function Results() {
  const { answer, rows, from, query, allGraphs } = outcome.value;
  const table = useRef<HTMLElement>(null);
  // On a narrow screen an answer would lie below what is seen.
  useEffect(() => table.current?.scrollIntoView({ block: "nearest" }), [answer]);
  if (!answer) return null;
  if (answer.kind === "boolean") {
    return (
      <p>
        <strong>{textOf(answer.rows[0][0] ?? undefined) === "true" ? "Yes" : "No"}</strong>
      </p>
    );
  }
  const note = answer.count ? "" : emptyNote(query, allGraphs);
  const namespaces = namespacesOf(graph.prefixes);
  return (
    <>
      {note ? <p>{note}</p> : null}
      <Pages answer={answer} from={from} />
      <section ref={table} class="query-results" aria-label="Answer" tabIndex={0}>
        <table aria-label="Query results">
          <thead>
            <tr>
              {answer.columns.map((name) => (
                <th key={name} scope="col">
                  {plain(name, 60)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={from + at}>
                {row.map((cell, column) => (
                  <td key={answer.columns[column]} class={isLong(cell) ? "long" : undefined}>
                    {cell ? <Value cell={cell} namespaces={namespaces} /> : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

const isLong = (cell: Cell | null): boolean => cell?.type === "literal" && cell.value.length > 60;

/** How much there is, in words. */
export function summary({ is, read, answer }: Outcome): string {
  if (is === "reading") return `Reading the graph: ${plural(read, "statement")} so far …`;
  if (is === "running") return "Running …";
  if (is === "stopped") return "Stopped.";
  if (is !== "answer" || !answer) return "";
  const time = `${Math.max(1, Math.round(answer.milliseconds)).toLocaleString("en")} ms`;
  if (answer.kind === "boolean") return `Answered in ${time}.`;
  return `${plural(answer.count, answer.kind === "triples" ? "triple" : "row")} in ${time}.`;
}

function Pages({ answer, from }: { answer: Answer; from: number }) {
  const shown = outcome.value.rows.length;
  if (answer.count <= shown && !from) return null;
  return (
    <nav class="bar" aria-label="Pages of the answer">
      <button type="button" disabled={!from} onClick={() => void turn(pageStart(from, -1))}>
        Previous
      </button>
      <button
        type="button"
        disabled={from + shown >= answer.count}
        onClick={() => void turn(pageStart(from, 1))}
      >
        Next
      </button>
      <span class="soft">
        {`${(from + 1).toLocaleString("en")} to ${(from + shown).toLocaleString("en")} of ${answer.count.toLocaleString("en")}`}
      </span>
    </nav>
  );
}

function Value({ cell, namespaces }: { cell: Cell; namespaces: Map<string, string> }) {
  if (cell.type !== "uri") return <bdi>{plain(textOf(cell), 500)}</bdi>;
  const node = graph.byIri.get(cell.value);
  if (node !== undefined) return <Name node={node} />;
  const edge = graph.edgeByIri.get(cell.value);
  if (edge === undefined) return <bdi>{plain(shortName(cell.value, namespaces) ?? cell.value, 200)}</bdi>;
  return (
    <button type="button" class="name" onClick={() => openEdge(edge)}>
      <bdi>{plain(edgeText(graph, edge), 120)}</bdi>
    </button>
  );
}
