// The layer above the drawing that names are written on, anew whenever the drawing moves.

import type { MultiDirectedGraph } from "graphology";
import type Sigma from "sigma";
import type { Graph } from "../graph.ts";
import type { EdgeLook } from "./edges.ts";
import {
  type Placed,
  type PlacedRelation,
  placeNames,
  placeRelation,
  ranked,
  writeNames,
  writeRelation,
} from "./labels.ts";
import type { Theme } from "./looks.ts";

/** As many edges as can have names written while they move. */
const FEW = 15_000;

export class Names {
  /** The names that are written now. */
  placed: Placed[] = [];
  relations: PlacedRelation[] = [];
  private order: number[] | null = null;
  private readonly graph: Graph;
  private readonly drawn: MultiDirectedGraph;
  private readonly sigma: Sigma;
  private readonly canvas: HTMLCanvasElement;

  constructor(graph: Graph, drawn: MultiDirectedGraph, sigma: Sigma) {
    this.graph = graph;
    this.drawn = drawn;
    this.sigma = sigma;
    this.canvas = sigma.createCanvas("names", { afterLayer: "nodes", style: { pointerEvents: "none" } });
  }

  /** Rank the nodes anew at the next writing: what is shown has changed. */
  forget(): void {
    this.order = null;
  }

  /** Write the names of nodes, and of relations where they find room or the reader points at them. */
  write(
    scene: { node: number | null; edge: number | null },
    pointed: { node: number | null; edge: string | null },
    theme: Theme,
  ): void {
    const context = this.cleared();
    if (!context || (this.sigma.getCamera().isAnimated() && this.graph.edges.iri.length > FEW)) return;
    this.order ??= ranked(this.graph, this.sigma);
    const order = pointed.node === null ? this.order : [pointed.node, ...this.order];
    this.placed = placeNames(this.sigma, order, context);
    const strong = [pointed.edge, scene.edge].filter((edge) => edge !== null).map(String);
    this.relations = [
      ...[...this.nearEdges(strong)].flatMap((edge) => this.relation(context, edge, false) ?? []),
      ...strong.flatMap((edge) => this.relation(context, edge, true) ?? []),
    ];
    for (const relation of this.relations) writeRelation(context, relation, theme);
    writeNames(context, this.placed, pointed.node ?? scene.node, theme);
  }

  private cleared(): CanvasRenderingContext2D | null {
    const { width, height } = this.sigma.getDimensions();
    const sharp = window.devicePixelRatio || 1;
    if (
      this.canvas.width !== Math.round(width * sharp) ||
      this.canvas.height !== Math.round(height * sharp)
    ) {
      this.canvas.width = Math.round(width * sharp);
      this.canvas.height = Math.round(height * sharp);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    const context = this.canvas.getContext("2d");
    context?.setTransform(sharp, 0, 0, sharp, 0, 0);
    context?.clearRect(0, 0, width, height);
    return context;
  }

  /** The edges between named nodes, when the reader is near enough or there are few. */
  private nearEdges(strong: string[]): Set<string> {
    const found = new Set<string>();
    if (this.sigma.getCamera().ratio >= 0.75 && this.placed.length >= 40) return found;
    for (const { node } of this.placed) {
      for (const edge of this.graph.edgesOf[node]) {
        if (this.graph.edges.object[edge] >= 0 && !strong.includes(String(edge))) found.add(String(edge));
      }
    }
    return found;
  }

  private relation(context: CanvasRenderingContext2D, edge: string, strong: boolean): PlacedRelation | null {
    const look = this.sigma.getEdgeDisplayData(edge) as EdgeLook | undefined;
    if (!look || look.hidden) return null;
    const [from, to] = this.drawn.extremities(edge) as [string, string];
    return placeRelation(context, this.sigma, [from, to], look, strong);
  }
}
