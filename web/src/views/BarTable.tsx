// The bars of the timeline as numbers, for who would rather read them or cannot see them.

import { useState } from "preact/hooks";
import { graph } from "../state.ts";
import { type Bars, barName, sum } from "../timeline.ts";
import { Pager, paged } from "./sheet.tsx";

const PAGE = 50;

/** The bars as numbers; empty ones are left out. */
export function BarTable({ bars, choose }: { bars: Bars; choose: (bar: number) => void }) {
  const [open, setOpen] = useState(false);
  const [page, setPage] = useState(0);
  const used = graph.statuses
    .map((_, status) => status)
    .filter((status) => bars.counts.some((counts) => counts[status]));
  const filled = bars.counts.map((_, at) => at).filter((at) => sum(bars.counts[at]));
  const here = paged(filled, page, PAGE);
  return (
    <details class="as-table paged" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open ? (
        <>
          <table aria-label="Claims by time">
            <thead>
              <tr>
                <th scope="col">{bars.unit}</th>
                {used.map((status) => (
                  <th scope="col" key={status} class="number">
                    {graph.statuses[status]}
                  </th>
                ))}
                <th scope="col" class="number">
                  all
                </th>
              </tr>
            </thead>
            <tbody>
              {here.items.map((at) => (
                <tr key={at}>
                  <td>
                    <button type="button" class="name" onClick={() => choose(bars.first + at)}>
                      {barName(bars.first + at, bars.unit)}
                    </button>
                  </td>
                  {used.map((status) => (
                    <td key={status} class="number">
                      {bars.counts[at][status].toLocaleString("en")}
                    </td>
                  ))}
                  <td class="number">{sum(bars.counts[at]).toLocaleString("en")}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Pager of="bars" page={here.page} pages={here.pages} turn={setPage} />
        </>
      ) : null}
    </details>
  );
}
