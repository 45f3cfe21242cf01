// The least that draws the same graph: sigma and graphology with their own looks, data as JSON.

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";

const { nodes, edges } = JSON.parse(document.getElementById("data").textContent);
const graph = new MultiDirectedGraph();
for (const [x, y, size, label, color] of nodes) graph.addNode(graph.order, { x, y, size, label, color });
for (const [source, target] of edges) graph.addEdge(source, target, { size: 1.6, color: "#565e69", type: "arrow" });
new Sigma(graph, document.getElementById("host"));
performance.mark("kg-first-picture");
