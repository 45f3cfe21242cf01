// Claims as bars, by status: each status has a pattern of its own, and a table says the same in numbers.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { graph } from "../state.ts";
import { type Bars, barName, countTicks, sum } from "../timeline.ts";
import { plural } from "../words.ts";

const HEIGHT = 210;
const TOP = 10;
const BOTTOM = 26;
const LEFT = 46;

/** The width that an element has, as it changes. */
export function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
}

/** The patterns of the statuses; a bar's look is `url(#fill-planned)`. */
function Fills() {
  return (
    <defs>
      {graph.statuses.map((name) => (
        <pattern
          key={name}
          id={`fill-${name}`}
          class={`fill ${name}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
        >
          <rect width="6" height="6" class="ground" />
          <path d={PATTERNS[name] ?? ""} />
        </pattern>
      ))}
    </defs>
  );
}

const PATTERNS: Record<string, string> = {
  planned: "M-1 1 1 -1M0 6 6 0M5 7 7 5",
  possible: "M1.5 2h1.6M4.5 5h1.6",
  denied: "M0 0 6 6M0 6 6 0",
  cancelled: "M0 3H6",
};

const titleOf = (bars: Bars, at: number): string => {
  const counts = bars.counts[at];
  const parts = graph.statuses.map((name, status) =>
    counts[status] ? `${counts[status].toLocaleString("en")} ${name}` : "",
  );
  return `${barName(bars.first + at, bars.unit)}: ${plural(sum(counts), "claim")}${sum(counts) ? `, ${parts.filter(Boolean).join(", ")}` : ""}`;
};

export function BarChart({
  bars,
  chosen,
  choose,
}: {
  bars: Bars;
  chosen: number | null;
  choose: (bar: number) => void;
}) {
  const [ref, room] = useWidth();
  const group = useRef<SVGGElement>(null);
  const [at, setAt] = useState(0); // the bar that the keyboard is at
  const step = Math.max(12, Math.min(56, (room - LEFT - 12) / bars.counts.length));
  const width = Math.max(LEFT + step * bars.counts.length + 12, Math.min(room, LEFT + 120));
  useEffect(() => {
    // The newest is what is looked for, where not all have room.
    if (ref.current) ref.current.scrollLeft = ref.current.scrollWidth;
    setAt(bars.counts.length - 1);
  }, [bars]);
  // Keys go by the bar that has the focus: the next key may come before the page is drawn anew.
  const move = (event: KeyboardEvent, from: number) => {
    const last = bars.counts.length - 1;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (event.key === "Enter" || event.key === " ") choose(bars.first + from);
    else if (to === undefined || to < 0 || to > last) return;
    else {
      setAt(to);
      (group.current?.children[to] as SVGElement | undefined)?.focus();
    }
    event.preventDefault();
  };
  return (
    <>
      <div class="chart" ref={ref}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset */}
        <svg
          width={width}
          height={HEIGHT}
          role="group"
          aria-label="Claims by time, a button a bar; arrow keys move"
        >
          <Fills />
          <CountAxis most={bars.most} width={width} />
          <g ref={group}>
            {bars.counts.map((_, place) => (
              <Bar
                key={bars.first + place}
                bars={bars}
                at={place}
                left={LEFT + place * step}
                step={step}
                pressed={chosen === bars.first + place}
                move={(event) => move(event, place)}
                current={place === Math.min(at, bars.counts.length - 1)}
                choose={() => {
                  setAt(place);
                  choose(bars.first + place);
                }}
              />
            ))}
          </g>
          <Names bars={bars} step={step} />
        </svg>
      </div>
      <StatusKey bars={bars} />
    </>
  );
}

/** Lines and names that only eyes need: each bar tells its own. */
const Axis = ({ children }: { children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
  <g class="axis" aria-hidden="true">
    {children}
  </g>
);

const heightOf = (count: number, most: number): number =>
  (count / Math.max(most, 1)) * (HEIGHT - TOP - BOTTOM);

function CountAxis({ most, width }: { most: number; width: number }) {
  return (
    <Axis>
      {countTicks(most).map((count) => {
        const y = HEIGHT - BOTTOM - heightOf(count, most);
        return (
          <g key={count}>
            <path d={`M${LEFT} ${y}H${width}`} />
            <text x={LEFT - 6} y={y + 4} text-anchor="end">
              {count.toLocaleString("en", { notation: "compact" })}
            </text>
          </g>
        );
      })}
    </Axis>
  );
}

interface BarProps {
  bars: Bars;
  at: number;
  left: number;
  step: number;
  pressed: boolean;
  current: boolean;
  choose: () => void;
  move: (event: KeyboardEvent) => void;
}

function Bar({ bars, at, left, step, pressed, current, choose, move }: BarProps) {
  const title = titleOf(bars, at);
  const gap = step > 20 ? 4 : 2;
  let y = HEIGHT - BOTTOM;
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML's button cannot stand in a drawing
    <g
      role="button"
      tabindex={current ? 0 : -1}
      aria-pressed={pressed}
      aria-label={title}
      class="time-bar"
      onClick={choose}
      onKeyDown={move}
    >
      <title>{title}</title>
      <rect class="reach" x={left} y={TOP - 6} width={step} height={HEIGHT - BOTTOM - TOP + 6} />
      {bars.counts[at].map((count, status) => {
        if (!count) return null;
        const height = Math.max(heightOf(count, bars.most), 2);
        y -= height;
        const name = graph.statuses[status];
        return (
          <rect
            key={name}
            class={`part ${name}`}
            x={left + gap / 2}
            y={y}
            width={step - gap}
            height={height}
            fill={`url(#fill-${name})`}
          />
        );
      })}
    </g>
  );
}

/** As many names below the bars as have room. */
function Names({ bars, step }: { bars: Bars; step: number }) {
  const longest = barName(bars.first, bars.unit).length * 7.5 + 10;
  const every = Math.ceil(longest / step);
  // Round ones where it can be: each tenth year rather than each ninth.
  const round = [1, 2, 3, 5, 6, 10, 12, 20, 24, 25, 50, 60, 100, 120].find((size) => size >= every) ?? every;
  return (
    <Axis>
      {bars.counts.map((_, at) =>
        (bars.first + at) % round ? null : (
          <text key={bars.first + at} x={LEFT + (at + 0.5) * step} y={HEIGHT - 8} text-anchor="middle">
            {barName(bars.first + at, bars.unit)}
          </text>
        ),
      )}
    </Axis>
  );
}

function StatusKey({ bars }: { bars: Bars }) {
  const totals = graph.statuses.map((_, status) => sum(bars.counts.map((counts) => counts[status])));
  return (
    <ul class="key" aria-label="Statuses">
      {graph.statuses.map((name, status) =>
        totals[status] ? (
          <li key={name}>
            <svg width="22" height="12" aria-hidden="true">
              <rect class={`part ${name}`} x="1" y="1" width="20" height="10" fill={`url(#fill-${name})`} />
            </svg>
            {name} <span class="soft">{totals[status].toLocaleString("en")}</span>
          </li>
        ) : null,
      )}
    </ul>
  );
}
