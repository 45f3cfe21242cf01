// What is shown, and how much each box stands for. A ticked box is shown.

import { useState } from "preact/hooks";
import { factsOnly, isFactsOnly, noFilters, publisherOf } from "../filter.ts";
import { titleOf } from "../graph.ts";
import { filters, graph, set, setFilters, shown } from "../state.ts";
import { plain } from "../words.ts";

type SetName = "classes" | "relations" | "statuses" | "publishers";

export function Filters() {
  const { counts } = shown.value;
  const now = filters.value;
  return (
    <fieldset>
      <legend class="hidden-text">Filters</legend>
      <Folded>
        <div class="bar">
          <FactsOnly />
          <button type="button" onClick={() => set({ filters: noFilters(graph) })}>
            Reset
          </button>
        </div>
        <Boxes
          title="Status"
          kind="statuses"
          names={graph.statuses.map((name) => [name, name])}
          counts={counts.statuses}
          open
        />
        <Boxes title="Relation" kind="relations" names={relationNames()} counts={counts.relations} open />
        <Boxes title="Class" kind="classes" names={classNames()} counts={counts.classes} />
        <details>
          <summary>Said how, and how surely</summary>
          <label class="field">
            Attributed
            <select
              value={now.attributed}
              onChange={(event) => setFilters({ attributed: event.currentTarget.value as "any" })}
            >
              <option value="any">either way</option>
              <option value="yes">to somebody ({counts.attributed.yes})</option>
              <option value="no">to nobody ({counts.attributed.no})</option>
            </select>
          </label>
          <div class="check">
            <label>
              <input
                type="checkbox"
                checked={now.disputed}
                onChange={(event) => setFilters({ disputed: event.currentTarget.checked })}
              />
              disputed only
            </label>
            <span class="count">{counts.disputed}</span>
          </div>
          <NumberField
            label="Documents at least"
            value={now.documents}
            min={1}
            step={1}
            change={(documents) => setFilters({ documents })}
          />
          <NumberField
            label="Confidence at least"
            value={now.confidence / 1000}
            min={0}
            step={0.05}
            change={(value) => setFilters({ confidence: Math.round(value * 1000) })}
          />
        </details>
        <details>
          <summary>Days of publication</summary>
          <DayField label="From" value={now.since} change={(since) => setFilters({ since })} />
          <DayField label="To" value={now.until} change={(until) => setFilters({ until })} />
          <DayField label="As of" value={now.asOf} change={(asOf) => setFilters({ asOf })} />
          <p class="soft">“As of” a day: statuses as the articles up to then had them.</p>
        </details>
        <Boxes title="Publisher" kind="publishers" names={publisherNames()} counts={counts.publishers} />
        <details open={now.document !== null}>
          <summary>Document</summary>
          <select
            aria-label="Document"
            style={{ width: "100%" }}
            value={now.document ?? -1}
            onChange={(event) =>
              setFilters({
                document: Number(event.currentTarget.value) < 0 ? null : Number(event.currentTarget.value),
              })
            }
          >
            <option value={-1}>all documents</option>
            {graph.documents.map((source, number) => (
              <option key={source.iri} value={number}>
                {plain(titleOf(source), 80)} ({counts.documents[number]})
              </option>
            ))}
          </select>
        </details>
      </Folded>
    </fieldset>
  );
}

export function FactsOnly() {
  const pressed = isFactsOnly(graph, filters.value);
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={() =>
        set({
          filters: pressed
            ? { ...filters.value, statuses: noFilters(graph).statuses }
            : factsOnly(graph, filters.value),
        })
      }
    >
      Facts only
    </button>
  );
}

/** On a narrow screen the filters fold away behind one line. */
function Folded({ children }: { children: preact.ComponentChildren }) {
  const [open, setOpen] = useState(!matchMedia("(max-width: 900px)").matches);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Filters</summary>
      {children}
    </details>
  );
}

/** A figure and a relation can be called the same ("orders"): there the figure says what it is. */
function relationNames(): [string, string][] {
  const labels = graph.relations.filter(({ metric }) => !metric).map(({ label }) => label);
  return graph.relations
    .map(({ name, label, metric }): [string, string] => [
      name,
      metric && labels.includes(label) ? `${label} (figure)` : label,
    ])
    .sort((a, b) => a[1].localeCompare(b[1]));
}

const classNames = (): [string, string][] =>
  [...new Set(graph.classes.map(({ label }) => label))].sort().map((label) => [label, label]);

const publisherNames = (): [string, string][] =>
  [...new Set(graph.documents.map((_, number) => publisherOf(graph, number)))]
    .sort()
    .map((name) => [name, plain(name, 60)]);

const FEW = 12;

function Boxes(props: {
  title: string;
  kind: SetName;
  names: [string, string][];
  counts: Map<string, number>;
  open?: boolean;
}) {
  const [all, setAll] = useState(false);
  const off = filters.value[props.kind];
  const change = (names: Iterable<string>) => setFilters({ [props.kind]: new Set(names) });
  const names = props.names.map(([name]) => name);
  const ranked = [...props.names].sort(
    (a, b) => (props.counts.get(b[0]) ?? 0) - (props.counts.get(a[0]) ?? 0),
  );
  const listed = all || props.kind === "statuses" ? props.names : ranked.slice(0, FEW);
  return (
    <details open={props.open ?? false}>
      <summary>{props.title}</summary>
      {props.names.length > 3 ? (
        <div class="bar">
          <button type="button" class="name" onClick={() => change([])} aria-label={`${props.title}: all`}>
            all
          </button>
          <button
            type="button"
            class="name"
            onClick={() => change(names)}
            aria-label={`${props.title}: none`}
          >
            none
          </button>
        </div>
      ) : null}
      {listed.map(([name, label]) => (
        <div class="check" key={name}>
          <label>
            <input
              type="checkbox"
              checked={!off.has(name)}
              onChange={(event) => {
                const rest = new Set(off);
                if (event.currentTarget.checked) rest.delete(name);
                else rest.add(name);
                change(rest);
              }}
            />
            {label}
          </label>
          <span class="count">{(props.counts.get(name) ?? 0).toLocaleString("en")}</span>
        </div>
      ))}
      {names.length > listed.length ? (
        <button type="button" class="name" onClick={() => setAll(true)}>
          {names.length - listed.length} more
        </button>
      ) : null}
    </details>
  );
}

function NumberField(props: {
  label: string;
  value: number;
  min: number;
  step: number;
  change: (value: number) => void;
}) {
  return (
    <label class="field">
      {props.label}
      <input
        type="number"
        style={{ width: "5.5em" }}
        value={props.value}
        min={props.min}
        step={props.step}
        onInput={(event) => {
          const value = event.currentTarget.valueAsNumber;
          if (!Number.isNaN(value)) props.change(Math.max(value, props.min));
        }}
      />
    </label>
  );
}

const DayField = (props: { label: string; value: string; change: (value: string) => void }) => (
  <label class="field">
    {props.label}
    <input type="date" value={props.value} onInput={(event) => props.change(event.currentTarget.value)} />
  </label>
);
