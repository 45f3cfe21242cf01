// The drawing with its tools, its legend and a hint for those who see it first.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as camera from "../drawing/camera.ts";
import { Drawing, hasWebGL } from "../drawing/drawing.ts";
import { lineOf } from "../drawing/looks.ts";
import { filters, go, graph, openEdge, openNode, shown, state } from "../state.ts";
import { theme } from "../theme.ts";

/** The drawing on the page, for what saves its picture; null before it is there. */
export let drawing: Drawing | null = null;

export function GraphTab() {
  const host = useRef<HTMLDivElement>(null);
  const [canDraw] = useState(hasWebGL);
  const { node, edge, around, tab } = state.value;
  const visible = shown.value;
  const scene = { visible, node, edge, around };

  useLayoutEffect(() => {
    if (!canDraw || !host.current) return;
    drawing = new Drawing(graph, host.current, { node: openNode, edge: openEdge, expand }, scene);
    performance.mark("kg-first-picture");
    const sized = new ResizeObserver(fill);
    sized.observe(host.current);
    return () => {
      sized.disconnect();
      drawing?.kill();
      drawing = null;
    };
  }, [canDraw]);
  useEffect(() => {
    if (tab === "Graph") drawing?.update(scene);
  }, [visible, node, edge, around, tab]);
  useEffect(() => {
    // The style sheet's colours are those of the theme one frame later.
    requestAnimationFrame(() => drawing?.repaint());
  }, [theme.value]);

  if (!canDraw) {
    return (
      <p class="sheet">
        This browser draws no graph (it has no WebGL). The Claims tab holds everything that it would show.
      </p>
    );
  }
  return (
    <div class="drawing" id="drawing">
      <div
        class="drawing sigma-host"
        ref={host}
        role="application"
        aria-label="Drawing of the graph: arrow keys move it, + and − zoom, 0 fits it. The Claims tab has the same as a table."
        tabIndex={0}
        onKeyDown={onKey}
      />
      <Hint />
      <div class="tools" role="toolbar" aria-label="Drawing">
        <Tool name="Zoom in" sign="M3 8H13M8 3V13" action={() => zoom(0.6)} />
        <Tool name="Zoom out" sign="M3 8H13" action={() => zoom(1.6)} />
        <Tool name="Fit" sign="M3 3H13V13H3ZM6 6H10V10H6Z" action={() => drawing?.frame()} />
        <Tool name="Full screen" sign="M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10" action={fullScreen} />
      </div>
      <Legend />
    </div>
  );
}

/** Fill the room that the legend and the filters leave: sigma looks at the window's size alone. */
function fill(): void {
  if (!drawing) return;
  const { offsetWidth, offsetHeight } = drawing.sigma.getContainer();
  const { width, height } = drawing.sigma.getDimensions();
  if (offsetWidth && offsetHeight && (offsetWidth !== width || offsetHeight !== height))
    drawing.sigma.scheduleRefresh();
}

const Tool = ({ name, sign, action }: { name: string; sign: string; action: () => void }) => (
  <button type="button" aria-label={name} title={name} onClick={action}>
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={sign} fill="none" stroke="currentColor" stroke-width="1.6" />
    </svg>
  </button>
);

const zoom = (factor: number) => drawing && camera.zoom(drawing.sigma, factor);
const pan = (right: number, down: number) => drawing && camera.pan(drawing.sigma, right, down);

/** Draw a node's neighbours too, or its neighbourhood alone where the whole graph is drawn. */
function expand(node: number): void {
  const { around } = state.value;
  const nodes = around ? [...new Set([...around.nodes, node])] : [node];
  go({ node, edge: null, connect: null, around: { nodes, depth: around?.depth ?? 1 } });
}

function onKey(event: KeyboardEvent): void {
  const actions: Record<string, () => void> = {
    ArrowLeft: () => pan(-0.1, 0),
    ArrowRight: () => pan(0.1, 0),
    ArrowUp: () => pan(0, -0.1),
    ArrowDown: () => pan(0, 0.1),
    "+": () => zoom(0.6),
    "=": () => zoom(0.6),
    "-": () => zoom(1.6),
    "0": () => drawing?.frame(),
  };
  const action = actions[event.key];
  if (!action || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  action();
}

function fullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.getElementById("drawing")?.requestFullscreen();
}

function Hint() {
  const { node, edge, around } = state.value;
  if (node !== null || edge !== null) return null;
  return (
    <p class="hint">
      {around
        ? "A neighbourhood. “Whole graph” in the details leads back."
        : "Choose a name or a line to see the sentences behind it; press / to search."}
    </p>
  );
}

function Legend() {
  const groups = new Set(graph.classes.map(({ group }) => group));
  return (
    <ul class="legend" aria-label="Legend">
      {graph.groups
        .filter(({ name }) => groups.has(name))
        .map(({ name, colour, shape }) => (
          <li key={name}>
            <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
              <path d={SHAPE_PATHS[shape]} fill={colour} />
            </svg>
            {name}
          </li>
        ))}
      {graph.statuses
        .filter((name) => !filters.value.statuses.has(name))
        .map((name) => (
          <li key={name}>
            <svg width="30" height="10" viewBox="0 0 30 10" aria-hidden="true" class={`line ${name}`}>
              <path
                d={lineOf(name) === "struck" ? "M0 5H30M8 1V9M18 1V9" : "M0 5H30"}
                stroke-dasharray={DASHES[lineOf(name)]}
              />
            </svg>
            {name}
          </li>
        ))}
    </ul>
  );
}

/** Dashes as SVG has them, in the measures of the drawing's own. */
export const DASHES: Record<string, string> = { whole: "none", dashed: "8 5", dotted: "2 4", struck: "none" };

/** The shapes of kg/looks.py around (0, 0), of radius 6. */
export const SHAPE_PATHS: Record<string, string> = {
  dot: "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0Z",
  triangle: "M0 -6.5L6 4.5H-6Z",
  square: "M-5 -5H5V5H-5Z",
  diamond: "M0 -7L7 0L0 7L-7 0Z",
  hexagon: "M-5.5 0L-2.75 -5H2.75L5.5 0L2.75 5H-2.75Z",
};
