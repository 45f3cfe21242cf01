// Names on the drawing, with a rim in the colour of the paper so that they can be read above lines. Of two that would lie on
// each other the better connected node's is written, and a relation's where there is room for it along its edge.

import type Sigma from "sigma";
import type { Graph } from "../graph.ts";
import { plain } from "../words.ts";
import type { EdgeLook } from "./edges.ts";
import type { Theme } from "./looks.ts";

export const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
const MOST = 160;
const TRIED = 600; // nodes in sight that are tried, so that a crowd does not hold the drawing up
const CELL = 32;

export interface Placed {
  node: number;
  text: string;
  x: number; // the middle of the text's base line, in pixels of the viewport
  y: number;
  size: number; // of the font
}

/** Cells of the viewport that a text lies on already. */
class Taken {
  private readonly cells = new Map<number, [number, number, number, number][]>();

  /** Take a box unless it meets one that is taken, or `force`. */
  take(left: number, top: number, right: number, bottom: number, force: boolean): boolean {
    const keys: number[] = [];
    for (let column = Math.floor(left / CELL); column <= right / CELL; column++) {
      for (let row = Math.floor(top / CELL); row <= bottom / CELL; row++) keys.push(column * 4096 + row);
    }
    const meets = keys.some((key) =>
      this.cells.get(key)?.some(([l, t, r, b]) => left < r && right > l && top < b && bottom > t),
    );
    if (meets && !force) return false;
    for (const key of keys) {
      const list = this.cells.get(key);
      if (list) list.push([left, top, right, bottom]);
      else this.cells.set(key, [[left, top, right, bottom]]);
    }
    return true;
  }
}

const orders = new WeakMap<Graph, Uint32Array>();

/** Return all nodes, the best connected first. */
function byDegree(graph: Graph): Uint32Array {
  const known = orders.get(graph);
  if (known) return known;
  const order = Uint32Array.from(graph.degree, (_, node) => node);
  order.sort((a, b) => graph.degree[b] - graph.degree[a] || a - b);
  orders.set(graph, order);
  return order;
}

/** Return the nodes that are drawn, the best connected first, those that must have their name before all. */
export function ranked(graph: Graph, sigma: Sigma): number[] {
  const forced: number[] = [];
  const rest: number[] = [];
  for (const node of byDegree(graph)) {
    const data = sigma.getNodeDisplayData(node);
    if (!data || data.hidden) continue;
    (data.forceLabel ? forced : rest).push(node);
  }
  return [...forced, ...rest];
}

/** Choose the names that find room. */
export function placeNames(sigma: Sigma, order: number[], context: CanvasRenderingContext2D): Placed[] {
  const { width, height } = sigma.getDimensions();
  const taken = new Taken();
  const placed: Placed[] = [];
  const boxed = new Set<number>();
  for (const node of order) {
    if (placed.length >= MOST || boxed.size >= TRIED) break;
    const data = sigma.getNodeDisplayData(node)!;
    const { x, y } = sigma.framedGraphToViewport(data);
    const radius = sigma.scaleSize(data.size);
    if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
    // A name that covers another node is worse than none, so the larger nodes keep their places free.
    if (!boxed.has(node))
      taken.take(x - radius * 0.7, y - radius * 0.7, x + radius * 0.7, y + radius * 0.7, true);
    boxed.add(node);
    const size = Math.round(Math.min(10.5 + radius * 0.22, 16));
    const text = plain(data.label ?? "", 34);
    const half = (wide(context, text) * size) / 2;
    const base = y + radius + size + 1;
    const forced = Boolean(data.forceLabel);
    if (base > height) continue;
    const middle = Math.min(Math.max(x, half + 4), width - half - 4);
    if (taken.take(middle - half - 3, base - size, middle + half + 3, base + 3, forced)) {
      placed.push({ node, text, x: middle, y: base, size });
    }
  }
  return placed;
}

const widths = new Map<string, number>();

/** Return how wide a text is, in sizes of its font; to measure it again in every frame would hold the drawing up. */
function wide(context: CanvasRenderingContext2D, text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  const font = `500 20px ${FONT}`;
  if (context.font !== fontSet) {
    context.font = font;
    fontSet = context.font;
  }
  const width = context.measureText(text).width / 20;
  widths.set(text, width);
  return width;
}

let fontSet = "";

/** Write names that have been placed. */
export function writeNames(
  context: CanvasRenderingContext2D,
  placed: Placed[],
  strong: number | null,
  theme: Theme,
): void {
  context.textAlign = "center";
  for (const { node, text, x, y, size } of placed) {
    context.font = `${node === strong ? 650 : 500} ${size}px ${FONT}`;
    rimmed(context, text, x, y, node === strong ? theme.accent : theme.ink, theme);
  }
}

export interface PlacedRelation {
  text: string;
  x: number; // the middle of the line that it is written along, in pixels of the viewport
  y: number;
  angle: number; // of that line, in radians, so that nothing stands on its head
  rise: number; // of the text's base line above it
  strong: boolean;
}

/** Place a relation's name along its edge where there is room for it, else null; a strong one stands anyhow. */
export function placeRelation(
  context: CanvasRenderingContext2D,
  sigma: Sigma,
  ends: [string, string],
  look: EdgeLook,
  strong: boolean,
): PlacedRelation | null {
  const [from, to] = ends.map((node) => sigma.getNodeDisplayData(node)!);
  const [source, target] = [sigma.framedGraphToViewport(from), sigma.framedGraphToViewport(to)];
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  const room = length - sigma.scaleSize(from.size) - sigma.scaleSize(to.size);
  if (!strong && room < 60) return null;
  const text = plain(look.label ?? "", 40);
  context.font = relationFont(strong);
  if (!strong && room < context.measureText(text).width + 26) return null;
  // Names of edges side by side stand one after the other, not on each other.
  const share = 0.5 + Math.sign(dx || 1) * Math.max(Math.min(look.lane / 60, 0.25), -0.25);
  const angle = Math.atan2(dy, dx);
  return {
    text,
    // The drawing's y grows upwards and the screen's downwards, so left of the way is the other side here.
    x: source.x + dx * share + (dy / length) * look.lane,
    y: source.y + dy * share - (dx / length) * look.lane,
    angle: Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle,
    rise: 3 + look.size / 2,
    strong,
  };
}

const relationFont = (strong: boolean): string => `${strong ? 600 : 400} 11.5px ${FONT}`;

/** Write the name of a relation that has been placed. */
export function writeRelation(context: CanvasRenderingContext2D, placed: PlacedRelation, theme: Theme): void {
  context.font = relationFont(placed.strong);
  context.save();
  context.translate(placed.x, placed.y);
  context.rotate(placed.angle);
  context.textAlign = "center";
  rimmed(context, placed.text, 0, -placed.rise, placed.strong ? theme.accent : theme.soft, theme);
  context.restore();
}

function rimmed(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  ink: string,
  theme: Theme,
): void {
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = theme.paper;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}
