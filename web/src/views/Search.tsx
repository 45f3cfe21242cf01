// Names found while they are typed: the page's own search, and the fields that choose two names to connect.

import { signal } from "@preact/signals";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { classOf, nodeCount } from "../graph.ts";
import { emptyIndex, find, type Hit, type Index, readNames } from "../search.ts";
import { graph, openNode, shown } from "../state.ts";
import { plain, plural } from "../words.ts";

let index: Index | null = null;
/** How many names can be found: it changes when all have been read. */
const found = signal(0);

/** Read the names once, in between what else the page does. */
async function prepare(): Promise<void> {
  if (index) return;
  index = emptyIndex();
  await readNames(index, graph, () => new Promise((resolve) => setTimeout(resolve)));
  found.value = index.nodes;
}

export function Search() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // After the first picture: who does not search must not wait for it.
    const timer = setTimeout(() => void prepare(), 300);
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isText(event.target)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", focus);
    };
  }, []);
  return <Finder name="Search" hint="Search names" field={field} choose={openNode} />;
}

/** Whether a key pressed there is text. */
function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "range", "button"].includes(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}

interface FinderProps {
  name: string;
  hint: string;
  choose: (node: number) => void;
  field?: { current: HTMLInputElement | null };
  /** The node that is chosen, whose label stands in the field while nothing is typed. */
  chosen?: number | null;
}

/** A field that finds nodes by name. The list of hits belongs to it: focus stays in the field. */
export function Finder({ name, hint, choose, field, chosen }: FinderProps) {
  const id = useId();
  const label = chosen == null ? "" : plain(graph.nodes.label[chosen], 100);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? label;
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { nodes } = shown.value;
  const count = found.value;
  const hits = useMemo(
    () => (isOpen && index ? find(index, graph, text, nodes) : []),
    [isOpen, text, nodes, count],
  );
  const isAsked = isOpen && text.trim() !== "";

  const take = (node: number) => {
    setOpen(false);
    setTyped(chosen === undefined ? plain(graph.nodes.label[node], 100) : null);
    choose(node);
  };
  const enter = (value: string) => {
    // What is typed may be ahead of what is drawn.
    const ahead = value !== text && index ? find(index, graph, value, nodes, 1)[0] : undefined;
    const hit = ahead ?? hits[at];
    if (hit) take(hit.node);
  };
  const move = (step: number) => {
    if (!isOpen) setOpen(true);
    else if (hits.length) setAt((at + step + hits.length) % hits.length);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return; // Enter takes what an input method offers
    if (event.key === "Escape" && isAsked) setOpen(false);
    else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") enter((event.currentTarget as HTMLInputElement).value);
    else return;
    event.preventDefault();
  };
  return (
    <div class="search">
      <input
        type="search"
        ref={field ?? null}
        aria-label={name}
        placeholder={hint}
        value={text}
        autocomplete="off"
        spellcheck={false}
        aria-autocomplete="list"
        aria-controls={isAsked ? id : undefined}
        aria-activedescendant={isAsked && hits.length ? `${id}-${at}` : undefined}
        onFocus={() => void prepare()}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setOpen(true);
          setAt(0);
        }}
        onBlur={() => {
          setOpen(false);
          if (chosen !== undefined) setTyped(null);
        }}
        onKeyDown={onKey}
      />
      {isAsked ? <Hits id={id} hits={hits} at={at} take={take} isReading={count < nodeCount(graph)} /> : null}
    </div>
  );
}

interface HitsProps {
  id: string;
  hits: Hit[];
  at: number;
  take: (node: number) => void;
  isReading: boolean;
}

function Hits({ id, hits, at, take, isReading }: HitsProps) {
  if (!hits.length) {
    return (
      <p class="hits soft" id={id} role="status">
        {isReading ? "The names are being read …" : "No name is like that."}
      </p>
    );
  }
  return (
    <div class="hits" id={id} role="listbox" aria-label="Names found">
      {hits.map(({ node, name }, number) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
        <div
          key={node}
          id={`${id}-${number}`}
          class="hit"
          role="option"
          tabIndex={-1}
          aria-selected={number === at}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(node)}
        >
          <bdi>{plain(graph.nodes.label[node], 100)}</bdi>
          <span class="soft">
            {name ? (
              <>
                {" "}
                also <bdi>{plain(name, 60)}</bdi> ·
              </>
            ) : null}{" "}
            {classOf(graph, node).label} · {plural(graph.degree[node], "edge")}
            {shown.value.nodes[node] ? "" : " · filtered out"}
          </span>
        </div>
      ))}
    </div>
  );
}
