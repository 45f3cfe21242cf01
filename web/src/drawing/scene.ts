// What the drawing follows: what is shown, and what is chosen of it.

import type { Visible } from "../filter.ts";
import type { Bounds } from "./looks.ts";

export interface Scene {
  visible: Visible;
  node: number | null;
  edge: number | null;
  around: { nodes: number[]; depth: number } | null;
}

const SAME = ["node", "edge", "around"] as const;
const DRAWN = ["nodes", "edges", "status"] as const;

/** Whether two scenes draw the same: what is shown may be counted anew and be what it was. */
export function isSame(one: Scene, other: Scene): boolean {
  if (!SAME.every((key) => one[key] === other[key])) return false;
  if (one.visible === other.visible) return true;
  return DRAWN.every((name) => {
    const before = other.visible[name];
    return one.visible[name].every((mark, at) => mark === before[at]);
  });
}

/** Return the least and the greatest value. */
export function bounds(values: number[]): Bounds {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
