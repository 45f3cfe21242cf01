// How the picture moves: at once for readers who want no motion.

import type Sigma from "sigma";
import type { CameraState } from "sigma/types";

/** Move the camera. */
export function move(sigma: Sigma, state: Partial<CameraState>): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  void sigma.getCamera().animate(state, { duration: still ? 1 : 250 });
}

export function zoom(sigma: Sigma, factor: number): void {
  const camera = sigma.getCamera();
  move(sigma, { ratio: camera.getBoundedRatio(camera.ratio * factor) });
}

/** Move by shares of the picture. */
export function pan(sigma: Sigma, right: number, down: number): void {
  const camera = sigma.getCamera();
  camera.setState({ x: camera.x + right * camera.ratio, y: camera.y - down * camera.ratio });
}

/** Bring a node into the picture where it is not well in sight. */
export function bring(sigma: Sigma, node: number): void {
  const data = sigma.getNodeDisplayData(node);
  if (!data || data.hidden) return;
  const camera = sigma.getCamera();
  if (!isFar(sigma, data.x, data.y) && camera.ratio < 0.9) return;
  move(sigma, { x: data.x, y: data.y, ratio: Math.min(camera.ratio, 0.5) });
}

/** Bring an edge into the picture, near enough to be told from its neighbours. */
export function bringEdge(sigma: Sigma, source: string, target: string): void {
  const [from, to] = [source, target].map((end) => sigma.getNodeDisplayData(end));
  if (!from || !to) return;
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const camera = sigma.getCamera();
  const ratio = Math.max(Math.hypot(from.x - to.x, from.y - to.y) * 3, 0.1);
  if (!isFar(sigma, x, y) && ratio > camera.ratio * 0.6) return;
  move(sigma, { x, y, ratio: Math.min(camera.ratio, ratio) });
}

function isFar(sigma: Sigma, x: number, y: number): boolean {
  const camera = sigma.getCamera();
  return Math.max(Math.abs(x - camera.x), Math.abs(y - camera.y)) > camera.ratio * 0.35;
}
