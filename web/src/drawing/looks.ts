// How things look, in one place for the drawing, its legend and the saved picture; colours depend on light and dark.

import { classOf, detailsOf, type Graph, relationOf } from "../graph.ts";
import { LANE, LINES, type Line } from "./edges.ts";

export interface Theme {
  ink: string;
  paper: string;
  soft: string;
  wire: string;
  accent: string;
  alarm: string;
}

/** Read the colours that the style sheet gives light and dark. */
export function themeNow(): Theme {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: colour("ink"),
    paper: colour("paper"),
    soft: colour("soft"),
    wire: colour("wire"),
    accent: colour("accent"),
    alarm: colour("alarm"),
  };
}

export type Bounds = [number, number];

/** How far apart the layout of kg/layout.py keeps neighbours. */
const STEP = 130;

export const lineOf = (status: string): Line =>
  status === "planned"
    ? "dashed"
    : status === "possible"
      ? "dotted"
      : status === "denied" || status === "cancelled"
        ? "struck"
        : "whole";

export function edgeColour(status: string, disputed: boolean, theme: Theme): string {
  if (disputed || status === "denied" || status === "cancelled") return theme.alarm;
  return status === "former" ? theme.wire : theme.soft;
}

/** Wider where more documents carry it. */
export const edgeWidth = (graph: Graph, edge: number): number =>
  1 + 1.1 * Math.log2(1 + graph.edges.documents[edge].length - 0.5);

export const nodeSize = (degree: number): number => Math.min(4 + 1.9 * Math.sqrt(degree), 22);

export const groupOf = (graph: Graph, node: number) =>
  graph.groups.find((group) => group.name === classOf(graph, node).group) ??
  graph.groups[graph.groups.length - 1];

const groups = new WeakMap<Graph, number[][]>();

/** Return the edges that lie between the same two nodes, for each two that have several. */
function besides(graph: Graph): number[][] {
  const known = groups.get(graph);
  if (known) return known;
  const { subject, object } = graph.edges;
  const count = graph.nodes.iri.length;
  const keys = Float64Array.from(subject, (from, edge) => {
    const to = object[edge];
    return to < 0 ? -1 - edge : Math.min(from, to) * count + Math.max(from, to);
  });
  const order = Uint32Array.from(keys, (_, edge) => edge).sort((a, b) => keys[a] - keys[b] || a - b);
  const found: number[][] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && keys[order[to]] === keys[order[from]]) to++;
    if (to - from > 1) found.push(Array.from(order.subarray(from, to)));
    from = to;
  }
  groups.set(graph, found);
  return found;
}

/** Give the shown edges between the same two nodes a lane each, around the straight line. */
export function lanes(graph: Graph, shown: (edge: number) => boolean): Float32Array {
  const { subject, object } = graph.edges;
  const places = new Float32Array(subject.length);
  for (const group of besides(graph)) {
    const list = group.filter(shown);
    list.forEach((edge, at) => {
      const side = (at - (list.length - 1) / 2) * LANE;
      places[edge] = subject[edge] < object[edge] ? side : -side;
    });
  }
  return places;
}

/** Return what a reader sees written along an edge. */
export function edgeLabel(graph: Graph, edge: number): string {
  if (!graph.edges.details[edge]) return relationOf(graph, edge).label;
  const details = detailsOf(graph, edge);
  return details.stake ? `${relationOf(graph, edge).label} ${details.stake}%` : relationOf(graph, edge).label;
}

export const lineCode = (status: string): number => LINES[lineOf(status)];

/** How large nodes are drawn, by the pixels that neighbours have between them when all is shown. */
export function scaleFor([left, right]: Bounds, [low, high]: Bounds, width: number, height: number): number {
  const pixels = Math.min(width / (right - left + 1), height / (high - low + 1));
  return Math.min(Math.max((STEP * pixels) / 42, 0.4), 1.2);
}

/** Mix a colour with the paper's; both are #rrggbb. */
export function faded(colour: string, paper: string, share: number): string {
  const part = (text: string, at: number) => Number.parseInt(text.slice(1 + 2 * at, 3 + 2 * at), 16) || 0;
  const mixed = [0, 1, 2].map((at) => Math.round(part(colour, at) * share + part(paper, at) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
