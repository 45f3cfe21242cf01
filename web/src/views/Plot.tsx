// Values over time: a point a value, a line as long as its period; hollow where it is only planned or possible.

import { type Panel, type Point, pointSource, pointText, ticksOf, timeTicks } from "../plot.ts";
import { graph, openEdge, state } from "../state.ts";
import { amount, plain } from "../words.ts";
import { useWidth } from "./BarChart.tsx";

const HEIGHT = 220;
const TOP = 24;
const BOTTOM = 30;
const RIGHT = 20;
const MOST_POINTS = 300;

interface Scale {
  x: (day: number) => number;
  y: (value: number) => number;
  left: number;
  width: number;
  values: number[];
  times: [day: number, name: string][];
}

export function Plot({ panel }: { panel: Panel }) {
  const [ref, width] = useWidth();
  const all = panel.points.filter(({ value, from }) => Number.isFinite(value) && !Number.isNaN(from));
  const points = all.slice(-MOST_POINTS);
  // The first time the width is not known yet, and 300 points need not be drawn twice.
  const scale = points.length && width ? scaleOf(points, Math.max(width, 240)) : null;
  return (
    <div class="chart" ref={ref}>
      {points.length ? (
        <svg
          width={Math.max(width, 240)}
          height={HEIGHT}
          role="img"
          aria-label={`${plain(panel.name, 60)}; the table below tells the values`}
        >
          {scale ? <Axes scale={scale} unit={panel.unit} /> : null}
          {scale ? points.map((point) => <Dot key={point.edge} point={point} scale={scale} />) : null}
        </svg>
      ) : (
        <p class="soft">None of these values is a number that has a day: the table tells them.</p>
      )}
      {points.length < all.length ? (
        <p class="soft">
          The latest {MOST_POINTS} of {all.length} values.
        </p>
      ) : null}
    </div>
  );
}

function scaleOf(points: Point[], width: number): Scale {
  const values = ticksOf(
    Math.min(...points.map(({ value }) => value)),
    Math.max(...points.map(({ value }) => value)),
  );
  const [low, high] = [values[0], values[values.length - 1]];
  const [first, last] = [
    Math.min(...points.map(({ from }) => from)),
    Math.max(...points.map(({ to }) => to)),
  ];
  // A single day stands in the middle.
  const edge = Math.max((last - first) * 0.03, 3);
  const [from, to] = [first - edge, last + edge];
  const left = Math.max(...values.map((value) => amount(String(value)).length)) * 7 + 14;
  return {
    x: (day) => left + ((day - from) / (to - from)) * (width - left - RIGHT),
    y: (value) => HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM),
    left,
    width,
    values,
    times: timeTicks(from, to, Math.max(Math.floor((width - left) / 110), 2)),
  };
}

function Axes({ scale, unit }: { scale: Scale; unit: string }) {
  const { x, y, left, width, values, times } = scale;
  return (
    <g class="axis">
      {unit ? (
        <text x={2} y={12}>
          {plain(unit, 30)}
        </text>
      ) : null}
      {values.map((value) => (
        <g key={value}>
          <path class={value === 0 ? "zero" : undefined} d={`M${left} ${y(value)}H${width}`} />
          <text x={left - 6} y={y(value) + 4} text-anchor="end">
            {amount(value === 0 ? "0" : String(value), " ").trim()}
          </text>
        </g>
      ))}
      {times.map(([day, name]) => (
        <g key={day}>
          <path d={`M${x(day)} ${HEIGHT - BOTTOM}v5`} />
          <text x={x(day)} y={HEIGHT - 9} text-anchor="middle">
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

function Dot({ point, scale }: { point: Point; scale: Scale }) {
  const [from, to, y] = [scale.x(point.from), scale.x(point.to), scale.y(point.value)];
  const title = [pointText(graph, point), point.when, point.status, pointSource(graph, point)]
    .filter(Boolean)
    .join(" · ");
  const current = state.value.edge === point.edge ? "current" : "";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard it is the table's button that opens the edge
    <g class={`point ${point.status} ${current}`} onClick={() => openEdge(point.edge)}>
      <title>{plain(title, 400)}</title>
      {to - from > 12 ? <path d={`M${from} ${y}H${to}M${from} ${y - 3}v6M${to} ${y - 3}v6`} /> : null}
      <circle cx={(from + to) / 2} cy={y} r="5.5" />
      {point.status === "denied" || point.status === "cancelled" ? (
        <path d={`M${(from + to) / 2 - 8} ${y + 8}l16 -16`} />
      ) : null}
    </g>
  );
}
