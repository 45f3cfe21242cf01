// A company's observations of one metric: chosen here, drawn by Plot, and told in a table.

import { useMemo, useState } from "preact/hooks";
import { folded, soughtWords } from "../order.ts";
import {
  metricsOf,
  observedNodes,
  type Panel,
  type Point,
  panelsOf,
  pointSource,
  pointText,
} from "../plot.ts";
import { graph, openEdge, set, shown, state } from "../state.ts";
import { edgeText, plain } from "../words.ts";
import { Plot } from "./Plot.tsx";
import { Name, Status } from "./parts.tsx";
import { Nothing, Pager, paged, TextFilter } from "./sheet.tsx";

const MOST_NAMES = 100;

export function Observations() {
  const { edges } = shown.value;
  const nodes = useMemo(() => observedNodes(graph, edges), [edges]);
  if (!nodes.length) return <None />;
  const chosen = state.value.plot;
  const node = chosen?.node ?? nodes[0][0];
  const metrics = metricsOf(graph, edges, node);
  const relation = metrics.some(([one]) => one === chosen?.relation) ? chosen!.relation : metrics[0]?.[0];
  return (
    <>
      <div class="bar observed">
        <Owners nodes={nodes} node={node} />
        <label>
          Metric{" "}
          <select
            value={relation ?? -1}
            onChange={(event) => set({ plot: { node, relation: Number(event.currentTarget.value) } })}
          >
            {metrics.length ? null : <option value={-1}>none that the filters leave</option>}
            {metrics.map(([one, count]) => (
              <option key={one} value={one}>
                {graph.relations[one].label} ({count})
              </option>
            ))}
          </select>
        </label>
      </div>
      {relation === undefined ? (
        <Nothing>The filters leave no observation of this name: choose another one, or reset them.</Nothing>
      ) : (
        <Observed key={`${node} ${relation}`} node={node} relation={relation} />
      )}
    </>
  );
}

const PANELS = 6;

/** What was observed of a metric: a plot and a table for each unit, for levels and for changes. */
function Observed({ node, relation }: { node: number; relation: number }) {
  const [page, setPage] = useState(0);
  const { edges, status } = shown.value;
  const panels = useMemo(
    () => panelsOf(graph, edges, status, { node, relation }),
    [edges, status, node, relation],
  );
  const here = paged(panels, page, PANELS);
  return (
    <div class="paged">
      <h2>
        <Name node={node} /> {graph.relations[relation].label}
      </h2>
      {here.items.map((panel) => (
        <Shown key={panel.name} panel={panel} />
      ))}
      <Pager of="units" page={here.page} pages={here.pages} turn={setPage} />
    </div>
  );
}

function None() {
  const any = graph.relations.some(({ metric }) => metric);
  if (any)
    return <Nothing>The filters leave no observation: reset them, or switch its relation on again.</Nothing>;
  return (
    <Nothing>
      The articles tell no figures such as revenue, share price or employees, so there is nothing to plot.
    </Nothing>
  );
}

/** The names that have observations; where they are many, a text narrows them down. */
function Owners({ nodes, node }: { nodes: [number, number][]; node: number }) {
  const [text, setText] = useState("");
  const words = soughtWords(text);
  const found = nodes.filter(([one]) => words.every((word) => folded(graph.nodes.label[one]).includes(word)));
  const listed = found.slice(0, MOST_NAMES);
  const missing = !listed.some(([one]) => one === node);
  const change = (to: number) => {
    const [metric] = metricsOf(graph, shown.value.edges, to);
    if (metric) set({ plot: { node: to, relation: metric[0] } });
  };
  return (
    <>
      {nodes.length > 12 ? <TextFilter label="Filter names" value={text} change={setText} /> : null}
      <label>
        Of{" "}
        <select value={node} onChange={(event) => change(Number(event.currentTarget.value))}>
          {missing ? <option value={node}>{plain(graph.nodes.label[node], 60)}</option> : null}
          {listed.map(([one, count]) => (
            <option key={one} value={one}>
              {plain(graph.nodes.label[one], 60)} ({count})
            </option>
          ))}
        </select>
      </label>
      {found.length > MOST_NAMES || (text && listed.length !== nodes.length) ? (
        <span class="soft" role="status">
          {listed.length} of {nodes.length.toLocaleString("en")} names
        </span>
      ) : null}
    </>
  );
}

const PAGE = 50;

function Shown({ panel }: { panel: Panel }) {
  const [page, setPage] = useState(0);
  const here = paged<Point>(panel.points, page, PAGE);
  return (
    <section class="paged" aria-label={plain(panel.name, 60)}>
      <h3>{plain(panel.name, 60)}</h3>
      <Plot panel={panel} />
      <table class="points" aria-label={`${plain(panel.name, 60)}: values`}>
        <thead>
          <tr>
            <th scope="col" class="number">
              Value
            </th>
            <th scope="col">Period</th>
            <th scope="col">Status</th>
            <th scope="col">Document</th>
          </tr>
        </thead>
        <tbody>
          {here.items.map((point) => (
            <tr key={point.edge} aria-current={state.value.edge === point.edge ? "true" : undefined}>
              <td class="number">
                <button
                  type="button"
                  class="name"
                  aria-label={`${plain(pointText(graph, point), 80)}: ${plain(edgeText(graph, point.edge), 200)}`}
                  onClick={() => openEdge(point.edge)}
                >
                  <bdi>{plain(pointText(graph, point), 80)}</bdi>
                </button>
              </td>
              <td>{plain(point.when, 60) || "not told"}</td>
              <td>
                <Status name={point.status} />
              </td>
              <td>
                <bdi>{plain(pointSource(graph, point), 120)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager of="values" page={here.page} pages={here.pages} turn={setPage} />
    </section>
  );
}
