// The drawing as a picture to take away: an SVG of what is seen now, with title and legend. Names reach it as text nodes alone.

import type Sigma from "sigma";
import type { NodeDisplayData } from "sigma/types";
import type { Drawing } from "./drawing/drawing.ts";
import type { EdgeLook } from "./drawing/edges.ts";
import { LINES } from "./drawing/edges.ts";
import { FONT } from "./drawing/labels.ts";
import { lineOf, type Theme } from "./drawing/looks.ts";
import { type NodeLook, SHAPES } from "./drawing/nodes.ts";
import type { Graph } from "./graph.ts";
import { made, SVG, tenth, text } from "./svg.ts";
import { DASHES, SHAPE_PATHS } from "./views/GraphTab.tsx";

const HEAD = 44; // room for the title
const ROW = 22; // of the legend
const NAMES = Object.keys(LINES);

/** What is marked in the drawing, and the statuses that its legend explains. */
interface Shown {
  node: number | null;
  edge: number | null;
  statuses: string[];
}

/** Return a picture of what a drawing shows now. */
export function picture(drawing: Drawing, graph: Graph, shown: Shown, theme: Theme): SVGElement {
  const { sigma } = drawing;
  const { width, height } = sigma.getDimensions();
  const [legend, rows] = legendOf(graph, shown.statuses, width, theme);
  const whole = HEAD + height + rows * ROW + 10;
  const root = made("svg", {
    xmlns: SVG,
    width,
    height: whole,
    viewBox: `0 0 ${width} ${whole}`,
    "font-family": FONT,
    role: "img",
  });
  const inner = made("svg", { y: HEAD, width, height, viewBox: `0 0 ${width} ${height}` });
  inner.append(
    edges(sigma),
    nodes(sigma),
    relations(drawing, theme),
    names(drawing, shown.edge === null ? shown.node : null, theme),
  );
  legend.setAttribute("transform", `translate(16 ${HEAD + height + 14})`);
  root.append(
    made("title", {}, text(graph.title, 200)),
    made("rect", { width, height: whole, fill: theme.paper }),
    made(
      "text",
      { x: 16, y: 28, "font-size": 17, "font-weight": 650, fill: theme.ink },
      text(graph.title, 120),
    ),
    inner,
    legend,
  );
  return root;
}

/** Return how much a graph's measures are on the screen, and whether a circle there can be seen. */
function sight(sigma: Sigma) {
  const { width, height } = sigma.getDimensions();
  return (node: NodeDisplayData) => {
    const { x, y } = sigma.framedGraphToViewport(node);
    const size = sigma.scaleSize(node.size);
    return { x, y, size, isSeen: x > -size && y > -size && x < width + size && y < height + size };
  };
}

// ---- edges -----------------------------------------------------------------------------------------------------------

interface Line {
  colour: string;
  width: number;
  line: number;
  ways: string[];
}

/** Return the edges, those of one look in one path: tens of thousands of elements would take a reader's browser too long. */
function edges(sigma: Sigma): SVGElement {
  const lines = new Map<string, Line>();
  const heads = new Map<string, string[]>();
  const place = sight(sigma);
  const ends = new Map<string, ReturnType<typeof place>>();
  const end = (node: string) => {
    const known = ends.get(node);
    if (known) return known;
    const found = place(sigma.getNodeDisplayData(node)!);
    ends.set(node, found);
    return found;
  };
  sigma.getGraph().forEachEdge((key, _, source, target) => {
    const look = sigma.getEdgeDisplayData(key) as EdgeLook | undefined;
    if (!look || look.hidden) return;
    const [a, b] = [end(source), end(target)];
    const { width, height } = sigma.getDimensions();
    if (
      Math.max(a.x, b.x) < 0 ||
      Math.max(a.y, b.y) < 0 ||
      Math.min(a.x, b.x) > width ||
      Math.min(a.y, b.y) > height
    )
      return;
    const line = Math.max(sigma.scaleSize(look.size), 1);
    const drawn = wayOf(a, b, look, line);
    if (!drawn) return;
    const id = `${look.color}/${tenth(line)}/${look.line}`;
    const group = lines.get(id) ?? { colour: look.color, width: line, line: look.line, ways: [] };
    group.ways.push(drawn.line);
    lines.set(id, group);
    if (!drawn.head) return;
    const known = heads.get(look.color);
    if (known) known.push(drawn.head);
    else heads.set(look.color, [drawn.head]);
  });
  const group = made("g", { fill: "none" });
  for (const { colour, width, line, ways } of lines.values()) {
    const look = { d: ways.join(""), stroke: colour };
    group.append(
      made("path", { ...look, "stroke-width": width, "stroke-dasharray": DASHES[NAMES[line]] ?? "none" }),
    );
    if (NAMES[line] === "struck") {
      group.append(made("path", { ...look, "stroke-width": width + 5, "stroke-dasharray": "1.8 12.2" }));
    }
  }
  for (const [colour, ways] of heads) group.append(made("path", { d: ways.join(""), fill: colour }));
  return group;
}

interface End {
  x: number;
  y: number;
  size: number;
}

/** Return the line of an edge from rim to rim on its lane, and the head of its arrow; null where the rims touch. */
function wayOf(a: End, b: End, look: EdgeLook, width: number): { line: string; head: string } | null {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const head = look.arrow ? 4 + 2.5 * width : 0;
  const last = length - b.size - 1;
  if (last - a.size < 1) return null;
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  // The way along, and how far to the left of it, as points of the picture.
  const at = (along: number, left: number) =>
    `${tenth(a.x + dx * along + dy * left)} ${tenth(a.y + dy * along - dx * left)}`;
  const { lane } = look;
  const neck = Math.max(last - head, a.size);
  const half = 0.45 * head;
  return {
    line: `M${at(a.size, lane)}L${at(neck, lane)}`,
    head: head ? `M${at(neck, lane + half)}L${at(last, lane)}L${at(neck, lane - half)}Z` : "",
  };
}

// ---- nodes and names -------------------------------------------------------------------------------------------------

function nodes(sigma: Sigma): SVGElement {
  const group = made("g", {});
  const place = sight(sigma);
  sigma.getGraph().forEachNode((key) => {
    const look = sigma.getNodeDisplayData(key) as NodeLook | undefined;
    if (!look || look.hidden) return;
    const { x, y, size, isSeen } = place(look);
    if (!isSeen) return;
    const scale = Math.round((size / 6) * 1000) / 1000;
    const transform = `translate(${tenth(x)} ${tenth(y)}) scale(${scale})`;
    group.append(made("path", { d: SHAPE_PATHS[SHAPES[look.shape] ?? "dot"], fill: look.color, transform }));
  });
  return group;
}

const rim = (theme: Theme): Record<string, string | number> => ({
  "text-anchor": "middle",
  stroke: theme.paper,
  "stroke-width": 3.5,
  "stroke-linejoin": "round",
  "paint-order": "stroke",
});

/** Return the names that the drawing has written, where it has them. */
function names({ names: written }: Drawing, chosen: number | null, theme: Theme): SVGElement {
  const texts = written.placed.map(({ node, text: name, x, y, size }) => {
    const strong = node === chosen;
    const look = { "font-weight": strong ? 650 : 500, fill: strong ? theme.accent : theme.ink };
    return made("text", { x, y, "font-size": size, ...look }, text(name, 36));
  });
  return made("g", rim(theme), ...texts);
}

/** Return the names that the drawing has written along edges. */
function relations({ names: written }: Drawing, theme: Theme): SVGElement {
  const texts = written.relations.map(({ text: name, x, y, angle, rise, strong }) => {
    const transform = `translate(${tenth(x)} ${tenth(y)}) rotate(${tenth((angle * 180) / Math.PI)})`;
    const look = { "font-weight": strong ? 600 : 400, fill: strong ? theme.accent : theme.soft };
    return made("text", { transform, y: -rise, ...look }, text(name, 40));
  });
  return made("g", { ...rim(theme), "font-size": 11.5 }, ...texts);
}

function measure(font: string): (name: string) => number {
  const context = document.createElement("canvas").getContext("2d")!;
  context.font = font;
  return (name) => context.measureText(name).width;
}

// ---- legend ----------------------------------------------------------------------------------------------------------

function legendOf(graph: Graph, statuses: string[], width: number, theme: Theme): [SVGElement, number] {
  const used = new Set(graph.classes.map(({ group }) => group));
  const entries: [string, number, () => SVGElement[]][] = graph.groups
    .filter(({ name }) => used.has(name))
    .map(({ name, colour, shape }) => [
      name,
      16,
      () => [made("path", { d: SHAPE_PATHS[shape], fill: colour, transform: "translate(6 0)" })],
    ]);
  for (const name of statuses) entries.push([name, 34, () => lineSign(name, theme)]);
  const group = made("g", { "font-size": 12.5, fill: theme.ink });
  const count = measure(`12.5px ${FONT}`);
  let [x, row] = [0, 0];
  for (const [name, room, sign] of entries) {
    const whole = room + count(name);
    if (x && x + whole > width - 32) [x, row] = [0, row + 1];
    const entry = made("g", { transform: `translate(${tenth(x)} ${row * ROW})` }, ...sign());
    entry.append(made("text", { x: room, y: 4.5 }, text(name, 40)));
    group.append(entry);
    x += whole + 16;
  }
  return [group, row + 1];
}

function lineSign(status: string, theme: Theme): SVGElement[] {
  const line = lineOf(status);
  const stroke = line === "struck" ? theme.alarm : theme.soft;
  const d = line === "struck" ? "M0 0H28M8 -4V4M18 -4V4" : "M0 0H28";
  const opacity = status === "former" ? "0.5" : "1";
  return [made("path", { d, stroke, opacity, "stroke-width": 2, "stroke-dasharray": DASHES[line] })];
}
