// The page: head, tabs, and between filters and details what the chosen tab shows.

import { useEffect } from "preact/hooks";
import { go, graph, state, TABS, type Tab } from "../state.ts";
import { theme, turnTheme } from "../theme.ts";
import { plain } from "../words.ts";
import { ClaimsTab } from "./ClaimsTab.tsx";
import { Details } from "./Details.tsx";
import { DocumentsTab } from "./DocumentsTab.tsx";
import { Filters } from "./Filters.tsx";
import { GraphTab } from "./GraphTab.tsx";
import { Search } from "./Search.tsx";
import { SparqlTab } from "./SparqlTab.tsx";
import { TakeAway } from "./TakeAway.tsx";
import { TimelineTab } from "./TimelineTab.tsx";

export function App() {
  useEffect(() => {
    document.documentElement.dataset.theme = theme.value;
  }, [theme.value]);
  return (
    <div class={`page ${isIdle() ? "idle" : ""}`}>
      <header>
        <h1>
          <bdi>{plain(graph.title, 120)}</bdi>
        </h1>
        <span class="grow" />
        <Search />
        <button type="button" onClick={() => go({ connect: { from: state.value.node, to: null } })}>
          Connect
        </button>
        <TakeAway />
        <button
          type="button"
          onClick={turnTheme}
          aria-label={theme.value === "dark" ? "Light colours" : "Dark colours"}
        >
          {theme.value === "dark" ? "Light" : "Dark"}
        </button>
      </header>
      <section class="tabs" aria-label="Views">
        <Tabs />
      </section>
      <aside class="filters" aria-label="What is shown">
        <Filters />
      </aside>
      <main>
        {/* The drawing stays where it is while other tabs are looked at: to draw it anew would take longer than to hide it. */}
        <div
          role="tabpanel"
          id="panel-Graph"
          aria-labelledby="tab-Graph"
          hidden={state.value.tab !== "Graph"}
        >
          <GraphTab />
        </div>
        {state.value.tab === "Graph" ? null : (
          <div
            role="tabpanel"
            id={`panel-${state.value.tab}`}
            aria-labelledby={`tab-${state.value.tab}`}
            tabIndex={0}
          >
            <Panel tab={state.value.tab} />
          </div>
        )}
      </main>
      <Details />
    </div>
  );
}

/** On a narrow screen the details make room for a tab that is read while nothing is chosen. */
const isIdle = (): boolean => {
  const { tab, node, edge, connect } = state.value;
  return tab !== "Graph" && node === null && edge === null && connect === null;
};

function Panel({ tab }: { tab: Tab }) {
  if (tab === "Claims") return <ClaimsTab />;
  if (tab === "Timeline") return <TimelineTab />;
  if (tab === "Documents") return <DocumentsTab />;
  return <SparqlTab />;
}

function Tabs() {
  const chosen = state.value.tab;
  const tabs = TABS.filter((tab) => tab !== "SPARQL" || graph.sparql);
  const move = (event: KeyboardEvent) => {
    const at = tabs.indexOf(chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    go({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Views" onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          type="button"
          role="tab"
          key={tab}
          id={`tab-${tab}`}
          aria-selected={chosen === tab}
          aria-controls={chosen === tab ? `panel-${tab}` : undefined}
          tabIndex={chosen === tab ? 0 : -1}
          onClick={() => go({ tab })}
        >
          {tab}
        </button>
      ))}
    </div>
  );
}
