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

/** Give the edges between the same two nodes a lane each, around the straight line. */
export function lanes(graph: Graph, shown: (edge: number) => boolean): Float32Array {
  const { subject, object } = graph.edges;
  const pairs = new Map<number, number[]>();
  for (let edge = 0; edge < subject.length; edge++) {
    if (object[edge] < 0 || !shown(edge)) continue;
    const [low, high] =
      subject[edge] < object[edge] ? [subject[edge], object[edge]] : [object[edge], subject[edge]];
    const key = low * graph.nodes.iri.length + high;
    const list = pairs.get(key);
    if (list) list.push(edge);
    else pairs.set(key, [edge]);
  }
  const places = new Float32Array(subject.length);
  for (const list of pairs.values()) {
    list.forEach((edge, at) => {
      const side = (at - (list.length - 1) / 2) * LANE;
      places[edge] = subject[edge] < object[edge] ? side : -side;
    });
  }
  return places;
}

/** Return what a reader sees written along an edge. */
export function edgeLabel(graph: Graph, edge: number): string {
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
