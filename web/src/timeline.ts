// Claims by time: when each is, how the time is cut into bars, and how many of each status stand in one. Pure.

import type { Claims, Graph } from "./graph.ts";

export type By = "spoken" | "published";
export const UNITS = ["day", "month", "year", "decade", "century"] as const;
export type Unit = (typeof UNITS)[number];

/** Bars from the first to the last that has a claim, empty ones between them too. */
export interface Bars {
  unit: Unit;
  units: Unit[]; // those that the range could be cut into
  first: number; // the number of the first bar's day, month …
  counts: number[][]; // of each bar, by status
  most: number;
  timed: number;
  untimed: number;
}

const MOST_BARS = 400;
const HANDY = 75;

/** Return the beginning of an ISO 8601 time or interval as the number yyyymmdd, 00 for a month or day not given; 0 for none. */
export function timeOf(text: string | undefined): number {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[/T])/.exec(text ?? "");
  if (!parts) return 0;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)];
  return year < 100 || month > 12 || day > 31 ? 0 : year * 10000 + month * 100 + day;
}

/** Return when each claim is: by the time that it speaks of, or by its document's day. */
export function timesOf(graph: Graph, claims: Claims, by: By): Uint32Array {
  const times = new Uint32Array(graph.claims);
  if (by === "published") {
    const days = graph.documents.map(({ day }) => timeOf(day));
    for (let claim = 0; claim < claims.loaded; claim++) times[claim] = days[claims.document[claim]];
    return times;
  }
  for (const { from, block } of claims.blocks) {
    const known = block.strings.map(timeOf);
    for (const [at, details] of Object.entries(block.details)) {
      const { time, validFrom, period, validUntil } = details as Record<string, number | undefined>;
      const told = time ?? validFrom ?? period ?? validUntil;
      if (told !== undefined) times[from + Number(at)] = known[told];
    }
  }
  return times;
}

/** Return the number of the bar in which a time stands; what has no month or day stands at its beginning. */
export function barOf(time: number, unit: Unit): number {
  const year = Math.floor(time / 10000);
  if (unit === "year") return year;
  if (unit === "decade") return Math.floor(year / 10);
  if (unit === "century") return Math.floor(year / 100);
  const month = Math.max(Math.floor(time / 100) % 100, 1);
  if (unit === "month") return year * 12 + month - 1;
  return Date.UTC(year, month - 1, Math.max(time % 100, 1)) / 86_400_000;
}

/** Return a bar's name: "2026-01-31", "2026-01", "2026", "2020s". */
export function barName(bar: number, unit: Unit): string {
  if (unit === "year") return String(bar);
  if (unit === "decade") return `${bar * 10}s`;
  if (unit === "century") return `${bar * 100} to ${bar * 100 + 99}`;
  if (unit === "month") return `${Math.floor(bar / 12)}-${String((bar % 12) + 1).padStart(2, "0")}`;
  return new Date(bar * 86_400_000).toISOString().slice(0, 10);
}

/** Cut the shown claims into bars, of the unit asked for or else of the finest that can be taken in at a glance. */
export function barsOf(
  graph: Graph,
  claims: Claims,
  shown: Uint8Array,
  times: Uint32Array,
  asked: Unit | null,
): Bars | null {
  let [low, high, timed, untimed] = [Number.POSITIVE_INFINITY, 0, 0, 0];
  for (let claim = 0; claim < claims.loaded; claim++) {
    if (!shown[claim]) continue;
    const time = times[claim];
    if (time) timed++;
    else untimed++;
    if (time && time < low) low = time;
    if (time > high) high = time;
  }
  if (!timed) return null;
  const length = (unit: Unit) => barOf(high, unit) - barOf(low, unit) + 1;
  const units = UNITS.filter((unit) => length(unit) <= MOST_BARS);
  const unit = asked && units.includes(asked) ? asked : units.find((one) => length(one) <= HANDY)!;
  const first = barOf(low, unit);
  const counts = Array.from({ length: length(unit) }, () => graph.statuses.map(() => 0));
  for (let claim = 0; claim < claims.loaded; claim++) {
    if (shown[claim] && times[claim]) counts[barOf(times[claim], unit) - first][claims.status[claim]]++;
  }
  return { unit, units, first, counts, most: Math.max(...counts.map(sum)), timed, untimed };
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Return a bar's shown claims, earliest first. */
export function claimsIn(
  bars: Bars,
  bar: number,
  claims: Claims,
  shown: Uint8Array,
  times: Uint32Array,
): number[] {
  const found: number[] = [];
  for (let claim = 0; claim < claims.loaded; claim++) {
    if (shown[claim] && times[claim] && barOf(times[claim], bars.unit) === bar) found.push(claim);
  }
  return found.sort((a, b) => times[a] - times[b] || a - b);
}

/** Return the counts above which lines are drawn: 0 and up to four round ones. */
export function countTicks(most: number): number[] {
  const rough = Math.max(most / 4, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}
