// Questions asked of the graph in SPARQL: a shipped one or one's own, its answer below.

import { useMemo } from "preact/hooks";
import { allGraphs, ask, halt, isBusy, outcome, saveCsv } from "../sparql/answer.ts";
import { Editor } from "../sparql/Editor.tsx";
import { type Placed, paramsOf, questionOf, questionText, withValue } from "../sparql/parameters.ts";
import { Results, summary } from "../sparql/Results.tsx";
import { graph, set, state } from "../state.ts";
import { plain } from "../words.ts";

const setQuery = (query: string): void => {
  if (query !== state.value.query) set({ query });
};
const run = (): void => void ask(state.value.query);

export function SparqlTab() {
  const { query } = state.value;
  const { is, trouble, at, query: asked, answer } = outcome.value;
  const busy = isBusy();
  const selected = useMemo(
    () => (is === "trouble" && at !== null ? { query: asked, at } : null),
    [outcome.value],
  );
  return (
    <div class="sheet sparql" aria-busy={busy}>
      <Questions query={query} />
      <Editor text={query} selected={selected} onChange={setQuery} onRun={run} />
      <div class="bar">
        <button type="button" class="first" onClick={run} disabled={busy} title="Ctrl and Enter">
          Run
        </button>
        <button type="button" onClick={halt} disabled={!busy}>
          Stop
        </button>
        <label title="Otherwise what the articles come to; their claims and sentences are in named graphs">
          <input
            type="checkbox"
            checked={allGraphs.value}
            onChange={(event) => (allGraphs.value = event.currentTarget.checked)}
          />{" "}
          All graphs
        </label>
        <button type="button" onClick={() => void saveCsv()} disabled={is !== "answer" || !answer}>
          Download CSV
        </button>
        <span class="soft" role="status">
          {summary(outcome.value)}
        </span>
      </div>
      {trouble ? (
        <p class="error" role="alert">
          <bdi>{plain(trouble, 1000)}</bdi>
        </p>
      ) : null}
      <Results />
    </div>
  );
}

function Questions({ query }: { query: string }) {
  const chosen = questionOf(graph.queries, query);
  return (
    <div class="bar questions">
      <div class="question">
        <label for="query-questions">Questions</label>
        <select
          id="query-questions"
          value={String(chosen)}
          onChange={(event) => {
            const question = graph.queries[Number(event.currentTarget.value)];
            if (question) setQuery(questionText(question));
          }}
        >
          <option value="-1">Choose a question …</option>
          {graph.queries.map(({ name, question }, number) => (
            <option key={name} value={String(number)}>
              {question}
            </option>
          ))}
        </select>
      </div>
      {paramsOf(query).map((param) => (
        <Parameter key={param.name} param={param} />
      ))}
    </div>
  );
}

function Parameter({ param: { name, kind, value } }: { param: Placed }) {
  const change = (next: string) => setQuery(withValue(state.value.query, name, next));
  return (
    <label>
      {name}{" "}
      <input
        type={kind === "date" ? "date" : "text"}
        inputMode={kind === "number" ? "decimal" : "text"}
        value={value}
        list={kind === "term" ? "query-terms" : undefined}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          change(event.currentTarget.value);
          run();
        }}
      />
      {kind === "term" ? (
        <datalist id="query-terms">
          {graph.relations.map((relation) => (
            <option key={relation.iri} value={relation.metric ? relation.name : `kg:${relation.name}`} />
          ))}
        </datalist>
      ) : null}
    </label>
  );
}
