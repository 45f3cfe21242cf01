// The observations of a company: which there are, and each as a point in time. Pure.

import { detailsOf, firstDay, type Graph, relationOf, titleOf } from "./graph.ts";
import { interval, valueText } from "./words.ts";

export interface Point {
  edge: number;
  value: number;
  when: string; // its period, or the day on which it was published
  from: number; // days since 1970; NaN where nothing tells
  to: number;
  status: string;
}

/** Points that share an axis: one unit, and levels or changes. */
export interface Panel {
  name: string;
  unit: string;
  change: boolean;
  points: Point[];
}

const DAY = 86_400_000;
const observed = (graph: Graph, edge: number) =>
  graph.edges.object[edge] < 0 && relationOf(graph, edge).metric;

/** Return the nodes that have shown observations and how many, most first. */
export function observedNodes(graph: Graph, shown: Uint8Array): [node: number, count: number][] {
  const counts = new Map<number, number>();
  for (let edge = 0; edge < shown.length; edge++) {
    if (!shown[edge] || !observed(graph, edge)) continue;
    const node = graph.edges.subject[edge];
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** Return the metrics of a node and how many observations each has, most first. */
export function metricsOf(
  graph: Graph,
  shown: Uint8Array,
  node: number,
): [relation: number, count: number][] {
  const counts = new Map<number, number>();
  for (const edge of graph.edgesOf[node] ?? []) {
    if (!shown[edge] || graph.edges.subject[edge] !== node || !observed(graph, edge)) continue;
    const relation = graph.edges.relation[edge];
    counts.set(relation, (counts.get(relation) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** Return the first and the last day of an ISO 8601 time or interval, as days since 1970; NaN for what is none. */
export function daysOf(time: string): [number, number] {
  const [from, to = from] = time.split("/");
  return [dayOf(from, false), dayOf(to, true)];
}

function dayOf(text: string, last: boolean): number {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|T)/.exec(text);
  if (!parts) return Number.NaN;
  const [year, month, day] = [Number(parts[1]), parts[2] && Number(parts[2]), parts[3] && Number(parts[3])];
  if (day) return Date.UTC(year, Number(month) - 1, day) / DAY;
  if (month) return Date.UTC(year, month - (last ? 0 : 1), last ? 0 : 1) / DAY;
  return Date.UTC(year, last ? 11 : 0, last ? 31 : 1) / DAY;
}

/** Return a node's observations of a metric, levels before changes and the commonest unit first, each panel's points by time. */
export function panelsOf(
  graph: Graph,
  shown: Uint8Array,
  status: Uint8Array,
  plot: { node: number; relation: number },
): Panel[] {
  const panels = new Map<string, Panel>();
  for (const edge of graph.edgesOf[plot.node] ?? []) {
    const { subject, relation } = graph.edges;
    if (
      !shown[edge] ||
      subject[edge] !== plot.node ||
      relation[edge] !== plot.relation ||
      !observed(graph, edge)
    )
      continue;
    const details = detailsOf(graph, edge);
    const unit = details.unit ?? "";
    const change = Boolean(details.change);
    const key = `${change} ${unit}`;
    const name = [change ? "Change" : "Level", unit && `in ${unit}`].filter(Boolean).join(" ");
    const panel = panels.get(key) ?? { name, unit, change, points: [] };
    panel.points.push(pointOf(graph, edge, details, graph.statuses[status[edge]]));
    panels.set(key, panel);
  }
  const time = (point: Point) => (Number.isNaN(point.from) ? Number.POSITIVE_INFINITY : point.from);
  for (const { points } of panels.values()) points.sort((a, b) => time(a) - time(b) || a.edge - b.edge);
  return [...panels.values()].sort(
    (a, b) => Number(a.change) - Number(b.change) || b.points.length - a.points.length,
  );
}

function pointOf(
  graph: Graph,
  edge: number,
  { period, time }: Record<string, string>,
  status: string,
): Point {
  const day = firstDay(graph, edge);
  const told = period ?? time ?? "";
  const usable = !Number.isNaN(daysOf(told)[0]);
  const [from, to] = daysOf(usable ? told : day);
  return {
    edge,
    value: Number(graph.edges.value[edge] || Number.NaN),
    when: told ? interval(told) : day ? `published ${day}` : "",
    from,
    to: Number.isNaN(to) ? from : to,
    status,
  };
}

/** Return a point's value as people read it; the period and that it is a change are told beside it. */
export function pointText(graph: Graph, { edge, value }: Point): string {
  const { period: _, change, ...rest } = detailsOf(graph, edge);
  return (change && value > 0 ? "+" : "") + valueText(graph.edges.value[edge] ?? "", rest);
}

/** Return the earliest document that tells a point, and how many more do. */
export function pointSource(graph: Graph, { edge }: Point): string {
  const sources = graph.edges.documents[edge].map((document) => graph.documents[document]);
  const [first] = sources.sort((a, b) => (a.day < b.day ? -1 : 1));
  return [first ? titleOf(first) : "", sources.length > 1 ? `and ${sources.length - 1} more` : ""]
    .filter(Boolean)
    .join(" ");
}

/** Return round numbers from below the least to above the most, with zero where it lies near. */
export function ticksOf(least: number, most: number, count = 5): number[] {
  const near = least > 0 ? least < 0.6 * most : most < 0 ? most > 0.6 * least : true;
  let [low, high] = near ? [Math.min(least, 0), Math.max(most, 0)] : [least, most];
  if (low === high) [low, high] = low ? [low - Math.abs(low) / 10, high + Math.abs(high) / 10] : [0, 1];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999)!;
  const from = Math.floor(low / step + 1e-9);
  const to = Math.ceil(high / step - 1e-9);
  return Array.from({ length: to - from + 1 }, (_, at) => Number(((from + at) * step).toPrecision(12)));
}

/** Return days at which a time axis is marked, each with its name, at most about `count`. */
export function timeTicks(from: number, to: number, count = 6): [day: number, name: string][] {
  const months = (to - from) / 30.44;
  if (months < 2) {
    const step = Math.max(Math.ceil((to - from) / count), 1);
    const days = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
    return days.map((day) => [day, new Date(day * DAY).toISOString().slice(0, 10)]);
  }
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((size) => months / size <= count) ?? 6000;
  const start = new Date(from * DAY);
  const first =
    Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + (start.getUTCDate() > 1 ? 1 : 0)) / step) *
    step;
  const ticks: [number, string][] = [];
  for (let month = first, day = dayOfMonth(first); day <= to; month += step, day = dayOfMonth(month)) {
    const year = Math.floor(month / 12);
    ticks.push([day, step % 12 ? `${year}-${String((month % 12) + 1).padStart(2, "0")}` : String(year)]);
  }
  return ticks;
}

const dayOfMonth = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
