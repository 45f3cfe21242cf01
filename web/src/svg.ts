// Elements of SVG, and the files that they make.

import { plain } from "./words.ts";

export const SVG = "http://www.w3.org/2000/svg";

/** Return an element of SVG; a number is rounded to a tenth of a pixel. */
export function made(
  name: string,
  attributes: Record<string, string | number>,
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, typeof value === "number" ? String(tenth(value)) : value);
  }
  element.append(...children);
  return element;
}

export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Return a text without what XML cannot hold. */
export const text = (name: string, length: number): string =>
  plain(name, length).replace(/[\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");

export const svgText = (svg: SVGElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;

/** Return a picture as PNG, with two points to each of the screen's. */
export async function png(svg: SVGElement): Promise<Blob> {
  const image = new Image();
  // An address of data, for it is of this page's origin in every browser, also where the page comes from disk.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * Number(svg.getAttribute("width"));
  canvas.height = 2 * Number(svg.getAttribute("height"));
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large for this browser"))),
      "image/png",
    );
  });
}
