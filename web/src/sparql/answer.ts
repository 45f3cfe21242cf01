// What the SPARQL tab shows beside the query's text, kept while other tabs are looked at. The text itself lies in the state.

import { signal } from "@preact/signals";
import { download } from "../download.ts";
import { answerCsv, page, run, Stopped, stop } from "./client.ts";
import { type Answer, type Cells, PAGE_ROWS } from "./messages.ts";
import { QueryError } from "./text.ts";

export interface Outcome {
  is: "nothing" | "reading" | "running" | "answer" | "trouble" | "stopped";
  read: number; // statements of the graph read so far
  query: string; // the text that was asked
  allGraphs: boolean;
  answer: Answer | null;
  from: number; // the first row that is shown
  rows: Cells[];
  trouble: string;
  at: number | null; // where in the text the trouble is
}

const NOTHING: Outcome = {
  is: "nothing",
  read: 0,
  query: "",
  allGraphs: false,
  answer: null,
  from: 0,
  rows: [],
  trouble: "",
  at: null,
};

export const outcome = signal<Outcome>(NOTHING);
export const allGraphs = signal(false);
let asks = 0;

const put = (patch: Partial<Outcome>): void => {
  outcome.value = { ...outcome.value, ...patch };
};
export const isBusy = (): boolean => outcome.value.is === "reading" || outcome.value.is === "running";

/** Ask, and show what comes of it; only the last of several questions is heard. */
export async function ask(query: string): Promise<void> {
  if (isBusy()) return;
  const own = ++asks;
  outcome.value = { ...NOTHING, is: "running", query, allGraphs: allGraphs.value };
  try {
    const answer = await run(query, allGraphs.value, (read) => {
      if (own === asks && isBusy()) put(Number.isFinite(read) ? { is: "reading", read } : { is: "running" });
    });
    if (own === asks) put({ is: "answer", answer, rows: answer.rows });
  } catch (error) {
    if (own !== asks) return;
    if (error instanceof Stopped) put({ is: "stopped" });
    else put({ is: "trouble", trouble: messageOf(error), at: error instanceof QueryError ? error.at : null });
  }
}

export function halt(): void {
  if (isBusy()) stop();
}

/** Show another page of the answer. */
export async function turn(from: number): Promise<void> {
  const own = asks;
  await kept(async () => {
    const rows = await page(from);
    if (own === asks) put({ from, rows });
  });
}

export const pageStart = (from: number, step: 1 | -1): number => Math.max(0, from + step * PAGE_ROWS);

export const saveCsv = (): Promise<void> =>
  kept(async () => download("query-results.csv", await answerCsv()));

/** Do something with the last answer, and say so where it is gone. */
async function kept(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Stopped)) put({ is: "trouble", trouble: messageOf(error), at: null });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
