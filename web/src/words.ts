// Numbers, days and edges as people read them. Everything here returns plain text.

import { detailsOf, type Graph, relationOf } from "./graph.ts";
import { plain } from "./plain.ts";

export { plain };

const short = new Intl.NumberFormat("en", {
  notation: "compact",
  compactDisplay: "long",
  maximumSignificantDigits: 6,
});

/** Return a number with its unit, shortened: 2,100,000,000 USD is "2.1 billion USD"; days and other texts stay. */
export function amount(text: string, unit = ""): string {
  const number = Number(text);
  if ((!unit && /^\d{4}(-|$)/.test(text)) || Number.isNaN(number) || !text.trim()) return text;
  return `${short.format(number)}${unit === "%" ? "" : " "}${unit}`.trim();
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Return an ISO 8601 interval as "2026-01-01 to 2026-03-31". */
export const interval = (time: string): string => time.replace("/", " to ");

/** Return the value that an edge or claim ends in, with its period. */
export function valueText(value: string, details: Record<string, string>): string {
  if (value === "true") return ""; // it holds, of nothing else: "goes bankrupt"
  const { unit, change, period, comparison } = details;
  const sign = change && Number(value) > 0 ? "+" : "";
  const notes = [change ? "change" : "", period ? interval(period) : "", comparison ?? ""].filter(Boolean);
  return sign + amount(value, unit) + (notes.length ? ` (${notes.join(", ")})` : "");
}

/** Return what an edge ends in: a name or a value. */
export function endText(graph: Graph, edge: number): string {
  const object = graph.edges.object[edge];
  return object >= 0
    ? graph.nodes.label[object]
    : valueText(graph.edges.value[edge] ?? "", detailsOf(graph, edge));
}

/** Return an edge as a sentence: "Corvane acquires Brightwell". */
export const edgeText = (graph: Graph, edge: number): string =>
  [graph.nodes.label[graph.edges.subject[edge]], relationOf(graph, edge).label, endText(graph, edge)]
    .join(" ")
    .trim();

/** Return the terms of a deal or office. */
export function termsText(details: Record<string, string>): string {
  const { price, currency, stake, condition, time, validFrom, validUntil } = details;
  return [
    price && `price ${amount(price, currency)}`,
    stake && `stake ${stake}%`,
    condition,
    time && `time ${interval(time)}`,
    validFrom && `from ${interval(validFrom)}`,
    validUntil && `until ${interval(validUntil)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Return an address that a reader may follow: http and https alone, null for anything else. */
export function safeLink(address: string | null | undefined): string | null {
  if (!address || !/^https?:\/\/[^\s]/i.test(address)) return null;
  try {
    const { protocol, href } = new URL(address);
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
