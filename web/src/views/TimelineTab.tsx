// Claims by the time that they speak of or by their day of publication, and the observations of a company.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { claimAt, titleOf } from "../graph.ts";
import { metricsOf, observedNodes } from "../plot.ts";
import { claims, graph, loaded, type State, set, shown, state } from "../state.ts";
import { type Bars, type By, barName, barsOf, claimsIn, sum, timesOf, type Unit } from "../timeline.ts";
import { interval, plain, plural } from "../words.ts";
import { BarChart } from "./BarChart.tsx";
import { BarTable } from "./BarTable.tsx";
import { ClaimRow } from "./DocumentsTab.tsx";
import { Observations } from "./Observations.tsx";
import { Away, areClaimsRead, Marked } from "./parts.tsx";
import { Nothing, Pager, paged } from "./sheet.tsx";

const WAYS = [
  ["spoken", "Time spoken of"],
  ["published", "Day of publication"],
  ["observed", "Observations"],
] as const;
type Way = (typeof WAYS)[number][0];

export function TimelineTab() {
  const [chosen, choose] = useState<Way>("spoken");
  const [plot, keep] = useState(state.value.plot);
  const way = state.value.plot ? "observed" : chosen;
  const turn = (to: Way) => {
    choose(to);
    if (state.value.plot) keep(state.value.plot);
    // The plot that was looked at is there again when the reader comes back; elsewhere no link shall speak of it.
    set({ plot: to === "observed" ? (state.value.plot ?? plot ?? firstPlot()) : null });
  };
  return (
    <div class="sheet">
      {/* biome-ignore lint/a11y/useSemanticElements: buttons in a row, not a form */}
      <div class="bar" role="group" aria-label="What the timeline shows">
        {WAYS.map(([name, label]) => (
          <button type="button" key={name} aria-pressed={way === name} onClick={() => turn(name)}>
            {label}
          </button>
        ))}
      </div>
      {way === "observed" ? <Observations /> : <ClaimsByTime key={way} by={way} />}
    </div>
  );
}

/** The most observed metric of the most observed name. */
function firstPlot(): State["plot"] {
  const { edges } = shown.value;
  const [best] = observedNodes(graph, edges);
  return best ? { node: best[0], relation: metricsOf(graph, edges, best[0])[0][0] } : null;
}

function ClaimsByTime({ by }: { by: By }) {
  const [unit, setUnit] = useState<Unit | null>(null);
  const [bar, setBar] = useState<number | null>(null);
  const visible = shown.value.claims;
  const times = useMemo(() => timesOf(graph, claims, by), [by, loaded.value]);
  const bars = useMemo(() => barsOf(graph, claims, visible, times, unit), [visible, times, unit]);
  if (!bars) return <Empty by={by} />;
  const exists = bar !== null && bar >= bars.first && bar < bars.first + bars.counts.length;
  return (
    <>
      <div class="bar">
        <p class="soft">{timedText(bars, by)}</p>
        <span class="grow" />
        <label>
          A bar is a{" "}
          <select
            value={bars.unit}
            onChange={(event) => {
              setUnit(event.currentTarget.value as Unit);
              setBar(null);
            }}
          >
            {bars.units.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      </div>
      <BarChart bars={bars} chosen={exists ? bar : null} choose={setBar} />
      <BarTable bars={bars} choose={setBar} />
      {exists ? (
        <Listed key={bar} bars={bars} bar={bar} times={times} />
      ) : (
        <p class="soft">Choose a bar to read its claims.</p>
      )}
    </>
  );
}

function timedText({ timed, untimed }: Bars, by: By): string {
  if (by === "published")
    return (
      plural(timed, "claim") + (untimed ? `; ${plural(untimed, "more")} of documents without a day` : "")
    );
  const rest = untimed
    ? `${plural(untimed, "more claim")} ${untimed === 1 ? "names" : "name"} no time. `
    : "";
  return `${plural(timed, "claim")} ${timed === 1 ? "names" : "name"} a time. ${rest}A period or year stands where it begins.`;
}

function Empty({ by }: { by: By }) {
  if (!areClaimsRead()) return <Nothing>The sentences are being read …</Nothing>;
  if (!shown.value.totals.claims)
    return <Nothing>The filters leave no claim: reset them to see all.</Nothing>;
  if (by === "published") return <Nothing>None of these documents has a day of publication.</Nothing>;
  return <Nothing>None of these claims names a time. Look at them by their day of publication.</Nothing>;
}

const PAGE = 20;

/** The claims of a bar, each with its sentence. */
function Listed({ bars, bar, times }: { bars: Bars; bar: number; times: Uint32Array }) {
  const [page, setPage] = useState(0);
  const visible = shown.value.claims;
  const list = useMemo(() => claimsIn(bars, bar, claims, visible, times), [bars, bar, visible, times]);
  const here = paged(list, page, PAGE);
  const name = barName(bar, bars.unit);
  const heading = useRef<HTMLHeadingElement>(null);
  // On a small screen the claims lie below the end of what is seen: let their beginning be seen.
  useEffect(() => heading.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <section class="paged" aria-label={`Claims of ${name}`}>
      <h2 ref={heading}>
        {name}: {plural(sum(bars.counts[bar - bars.first]), "claim")}
      </h2>
      {here.items.map((number) => (
        <ListedClaim key={number} number={number} />
      ))}
      <Pager of="claims" page={here.page} pages={here.pages} turn={setPage} />
    </section>
  );
}

function ListedClaim({ number }: { number: number }) {
  const claim = claimAt(graph, claims, number);
  const source = graph.documents[claim.document];
  const { time, validFrom, validUntil, period } = claim.details;
  const told = [
    time ?? period,
    validFrom && `from ${interval(validFrom)}`,
    validUntil && `until ${interval(validUntil)}`,
  ].filter(Boolean);
  return (
    <article>
      <ClaimRow claim={claim} />
      <Marked claim={claim} />
      <p class="soft">
        {told.map((part) => `${plain(interval(String(part)), 60)} · `)}
        <Away address={source.link}>
          <bdi>{plain(titleOf(source), 160)}</bdi>
        </Away>
        {source.day ? ` · ${plain(source.day, 20)}` : ""}
      </p>
    </article>
  );
}
