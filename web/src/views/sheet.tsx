// What all tables share: heads that sort, a text filter, and pages.

import type { ComponentChildren } from "preact";

export interface Sorting<Column extends string> {
  column: Column;
  descending: boolean;
}

/** The heads of a table's columns; a click sorts by one, a second click the other way round. */
export function Heads<Column extends string>(props: {
  columns: readonly (readonly [Column, string])[];
  sorting: Sorting<Column>;
  sort: (sorting: Sorting<Column>) => void;
}) {
  const { column: chosen, descending } = props.sorting;
  return (
    <>
      {props.columns.map(([column, label]) => (
        <th
          key={column}
          scope="col"
          class={`col-${column}`}
          aria-sort={column !== chosen ? "none" : descending ? "descending" : "ascending"}
        >
          <button
            type="button"
            onClick={() => props.sort({ column, descending: column === chosen && !descending })}
          >
            {label}
            <span aria-hidden="true" class={column !== chosen ? "" : descending ? "way down" : "way"} />
          </button>
        </th>
      ))}
    </>
  );
}

export function TextFilter(props: { label: string; value: string; change: (text: string) => void }) {
  return (
    <input
      type="search"
      class="seek"
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      spellcheck={false}
      autocomplete="off"
      onInput={(event) => props.change(event.currentTarget.value)}
    />
  );
}

/** Return a page that exists, the items that stand on it, and how many pages there are. */
export function paged<T>(
  items: ArrayLike<T>,
  page: number,
  size: number,
): { page: number; pages: number; items: T[] } {
  const pages = Math.max(Math.ceil(items.length / size), 1);
  const at = Math.min(Math.max(page, 0), pages - 1);
  return { page: at, pages, items: Array.prototype.slice.call(items, at * size, (at + 1) * size) };
}

/** Buttons that turn pages; nothing where there is one page alone. */
export function Pager(props: {
  of: string; // what is paged through, as its name
  page: number;
  pages: number;
  turn: (page: number) => void;
  below?: boolean; // what is paged stands above it, and comes into view
}) {
  const { page, pages, turn } = props;
  const last = pages - 1;
  const Button = ({ name, to, off }: { name: string; to: number; off: boolean }) => (
    // Not `disabled`: the button that turned to the last page must keep the focus.
    <button
      type="button"
      aria-disabled={off}
      onClick={(event) => {
        if (off) return;
        turn(to);
        if (props.below ?? true) event.currentTarget.closest(".paged")?.scrollIntoView();
      }}
    >
      {name}
    </button>
  );
  if (pages < 2) return null;
  return (
    <nav
      class={`bar pager ${props.below === false ? "above" : ""}`}
      aria-label={`Pages of ${props.of}${props.below === false ? ", above them" : ""}`}
    >
      {Button({ name: "First", to: 0, off: page === 0 })}
      {Button({ name: "Previous", to: page - 1, off: page === 0 })}
      <span aria-live="polite">
        page {(page + 1).toLocaleString("en")} of {pages.toLocaleString("en")}
      </span>
      {Button({ name: "Next", to: page + 1, off: page === last })}
      {Button({ name: "Last", to: last, off: page === last })}
    </nav>
  );
}

/** What a tab says where it has nothing to show. */
export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}
