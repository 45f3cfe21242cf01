// The drawing itself: sigma over a graphology graph that follows what is shown and chosen.

import { MultiDirectedGraph } from "graphology";
import type { Attributes } from "graphology-types";
import Sigma from "sigma";
import { type Graph, nodeCount } from "../graph.ts";
import { bring, bringEdge, move } from "./camera.ts";
import { ClaimProgram } from "./edges.ts";
import {
  type Bounds,
  edgeColour,
  edgeLabel,
  edgeWidth,
  faded,
  groupOf,
  lanes,
  lineCode,
  nodeSize,
  scaleFor,
  type Theme,
  themeNow,
} from "./looks.ts";
import { Names } from "./names.ts";
import { placed, reach } from "./neighbourhood.ts";
import { SHAPES, ShapeProgram } from "./nodes.ts";
import { bounds, isSame, type Scene } from "./scene.ts";

interface Handlers {
  node: (node: number) => void;
  edge: (edge: number) => void;
  expand: (node: number) => void;
}

export const hasWebGL = (): boolean => Boolean(document.createElement("canvas").getContext("webgl2"));

export class Drawing {
  readonly sigma: Sigma;
  private readonly graph: Graph;
  private readonly drawn = new MultiDirectedGraph();
  private theme: Theme = themeNow();
  private scene: Scene;
  readonly names: Names;
  private scale = 1;
  private moved = new Map<number, [number, number]>();
  private around = "";
  private hovered: string | null = null;
  private pointed: number | null = null;
  private readonly later: ReturnType<typeof setTimeout>;

  constructor(graph: Graph, container: HTMLElement, handlers: Handlers, scene: Scene) {
    this.graph = graph;
    const { clientWidth, clientHeight } = container;
    this.scale = scaleFor(bounds(graph.nodes.x), bounds(graph.nodes.y), clientWidth, clientHeight);
    this.scene = scene;
    this.fill(scene);
    // Empty at first: what is not shown must not count for the room that the picture fills.
    this.sigma = new Sigma(new MultiDirectedGraph(), container, {
      nodeProgramClasses: { shape: ShapeProgram },
      edgeProgramClasses: { claim: ClaimProgram },
      defaultNodeType: "shape",
      defaultEdgeType: "claim",
      enableEdgeEvents: true,
      renderLabels: false,
      minCameraRatio: 0.01,
      maxCameraRatio: 6,
      stagePadding: clientHeight < 320 ? 18 : 46,
      hideEdgesOnMove: graph.edges.iri.length > 15_000,
      defaultDrawNodeHover: () => undefined,
    });
    this.fillRoom();
    this.names = new Names(graph, this.drawn, this.sigma);
    this.sigma.setGraph(this.drawn);
    this.sigma.on("afterRender", () => this.write());
    this.sigma.on("resize", () => this.scaleSizes());
    this.listen(handlers);
    this.later = setTimeout(() => {
      ClaimProgram.pointed = true;
      this.sigma.scheduleRender();
    }, 200);
    this.write();
  }

  private fill(scene: Scene): void {
    const { nodes, edges } = this.graph;
    const look = this.looks(scene);
    for (let node = 0; node < nodeCount(this.graph); node++) {
      const [x, y] = this.moved.get(node) ?? [nodes.x[node], nodes.y[node]];
      const shape = Math.max(SHAPES.indexOf(groupOf(this.graph, node).shape), 0);
      this.drawn.addNode(node, look.node(node, { x, y: -y, label: nodes.label[node], shape }));
    }
    for (let edge = 0; edge < edges.iri.length; edge++) {
      if (edges.object[edge] < 0 || edges.object[edge] === edges.subject[edge]) continue;
      const arrow = this.graph.relations[edges.relation[edge]].symmetric ? 0 : 1;
      const label = edgeLabel(this.graph, edge);
      this.drawn.addEdgeWithKey(
        edge,
        edges.subject[edge],
        edges.object[edge],
        look.edge(edge, { arrow, label }),
      );
    }
  }

  /** Follow what is shown and chosen. */
  update(scene: Scene): void {
    if (isSame(scene, this.scene)) return;
    const around = this.around;
    this.apply(scene);
    if (this.around !== around) this.frame();
    const same = this.around === around;
    if (same && scene.edge !== null && this.scene.edge !== scene.edge) this.bringEdge(scene.edge);
    else if (same && scene.node !== null && this.scene.node !== scene.node) bring(this.sigma, scene.node);
    this.scene = scene;
  }

  /** Take the colours of light or dark. */
  repaint(): void {
    const theme = themeNow();
    if (theme.paper === this.theme.paper) return;
    this.theme = theme;
    this.apply(this.scene);
  }

  private apply(scene: Scene): void {
    const look = this.looks(scene);
    // An edge whose order changes is sorted in anew, which sigma does for all when one attribute asks for it.
    this.drawn.updateEachEdgeAttributes((key, attributes) => look.edge(Number(key), attributes), {
      attributes: ["zIndex"],
    });
    this.drawn.updateEachNodeAttributes((key, attributes) => look.node(Number(key), attributes));
    this.names.forget();
  }

  /** Return what makes the attributes of nodes and edges say what is shown and chosen. */
  private looks(scene: Scene) {
    const { graph, theme } = this;
    const near = scene.around
      ? reach(graph, scene.around.nodes, scene.around.depth, scene.visible.edges)
      : null;
    this.arrange(scene, near);
    const chosen = this.chosen(scene);
    const on = (edge: number) => this.isOn(scene, near, edge);
    const places = lanes(graph, on);
    const colours = new Map<string, string>();
    const colour = (name: string, disputed: boolean, share: number): string => {
      const key = `${name}${disputed}${share}`;
      const known = colours.get(key) ?? faded(edgeColour(name, disputed, theme), theme.paper, share);
      colours.set(key, known);
      return known;
    };
    const edge = (number: number, attributes: Attributes): Attributes => {
      attributes.hidden = !on(number);
      if (attributes.hidden)
        return Object.assign(attributes, attributes.color ? {} : { color: theme.wire, size: 1 });
      const name = graph.statuses[scene.visible.status[number]];
      const picked = scene.edge === number;
      const faint = chosen !== null && !chosen.has(number);
      attributes.line = lineCode(name);
      attributes.lane = places[number];
      attributes.color = picked
        ? theme.accent
        : colour(name, graph.isDisputed[number] === 1, faint ? 0.2 : name === "former" ? 0.5 : 0.9);
      attributes.size = edgeWidth(graph, number) * (picked ? 1.8 : 1);
      attributes.zIndex = picked ? 1 : 0;
      return attributes;
    };
    const node = (number: number, attributes: Attributes): Attributes => {
      attributes.hidden = near ? !near.has(number) : !scene.visible.nodes[number];
      attributes.size = nodeSize(graph.degree[number]) * this.scale;
      attributes.forceLabel = scene.node === number && scene.edge === null;
      attributes.color = groupOf(graph, number).colour;
      return attributes;
    };
    return { edge, node };
  }

  private isOn(scene: Scene, near: Map<number, number> | null, edge: number): boolean {
    if (!scene.visible.edges[edge]) return false;
    const { subject, object } = this.graph.edges;
    return !near || (near.has(subject[edge]) && near.has(object[edge]));
  }

  /** The edges that stay strong while something is chosen: the edge, or those of the node. */
  private chosen(scene: Scene): Set<number> | null {
    if (scene.edge !== null) return new Set([scene.edge]);
    return scene.node === null || scene.around ? null : new Set(this.graph.edgesOf[scene.node]);
  }

  private arrange(scene: Scene, near: Map<number, number> | null): void {
    const key = near && scene.around ? `${scene.around.nodes.join()}/${scene.around.depth}/${near.size}` : "";
    if (key === this.around) return;
    this.around = key;
    const { x, y } = this.graph.nodes;
    for (const node of this.moved.keys()) this.drawn.mergeNodeAttributes(node, { x: x[node], y: -y[node] });
    this.moved = near ? placed(this.graph, near, scene.visible.edges) : new Map();
    if (!this.drawn.order) return;
    for (const [node, [left, top]] of this.moved) this.drawn.mergeNodeAttributes(node, { x: left, y: -top });
  }

  /** Show everything that is drawn. */
  frame(): void {
    this.fillRoom();
    this.sigma.refresh();
    move(this.sigma, { x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** Let what is drawn fill the picture. */
  private fillRoom(): void {
    const xs: number[] = [];
    const ys: number[] = [];
    this.drawn.forEachNode((_, { x, y, hidden }) => {
      if (hidden) return;
      xs.push(x);
      ys.push(y);
    });
    if (!xs.length) return;
    const room = ([first, last]: Bounds): Bounds =>
      last - first < 1 ? [first - 100, last + 100] : [first, last];
    this.sigma.setCustomBBox({ x: room(bounds(xs)), y: room(bounds(ys)) });
    this.scaleSizes();
  }

  /** Draw nodes smaller where the whole has little room, so that neighbours do not lie on each other. */
  private scaleSizes(): void {
    const box = this.sigma.getCustomBBox();
    if (!box) return;
    const { width, height } = this.sigma.getDimensions();
    const scale = scaleFor(box.x, box.y, width, height);
    if (Math.abs(scale / this.scale - 1) < 0.1) return;
    this.scale = scale;
    this.drawn.updateEachNodeAttributes((key, attributes) => {
      attributes.size = nodeSize(this.graph.degree[Number(key)]) * scale;
      return attributes;
    });
  }

  private write(): void {
    this.names.write(this.scene, { node: this.pointed, edge: this.hovered }, this.theme);
  }

  private bringEdge(edge: number): void {
    if (!this.drawn.hasEdge(edge) || this.drawn.getEdgeAttribute(edge, "hidden")) return;
    const [from, to] = this.drawn.extremities(edge);
    bringEdge(this.sigma, from, to);
  }

  private listen(handlers: Handlers): void {
    const { sigma } = this;
    let held: string | null = null;
    let dragged = false;
    sigma.on("clickNode", ({ node }) => {
      if (!dragged) handlers.node(Number(node));
    });
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      handlers.expand(Number(node));
    });
    sigma.on("clickEdge", ({ edge }) => handlers.edge(Number(edge)));
    sigma.on("enterEdge", ({ edge }) => this.hover(edge));
    sigma.on("leaveEdge", () => this.hover(null));
    sigma.on("enterNode", ({ node }) => this.point(Number(node)));
    sigma.on("leaveNode", () => this.point(null));
    sigma.on("downNode", ({ node }) => {
      held = node;
      dragged = false;
    });
    sigma.on("moveBody", ({ event }) => {
      if (!held) return;
      dragged = true;
      this.drawn.mergeNodeAttributes(held, sigma.viewportToGraph(event));
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    for (const name of ["upNode", "upStage"] as const) sigma.on(name, () => (held = null));
  }

  private hover(edge: string | null): void {
    this.hovered = edge;
    this.cursor(edge === null ? "" : "pointer");
    this.write();
  }

  private point(node: number | null): void {
    this.pointed = node;
    this.cursor(node === null ? "" : "pointer");
    this.write();
  }

  private cursor(name: string): void {
    this.sigma.getContainer().style.cursor = name;
  }

  kill(): void {
    clearTimeout(this.later);
    this.sigma.kill();
  }
}
