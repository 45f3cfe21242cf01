// Light or dark: as the reader's system has it, until the reader turns it.

import { signal } from "@preact/signals";

const dark = matchMedia("(prefers-color-scheme: dark)");
let turned = false;

export const theme = signal<"light" | "dark">(dark.matches ? "dark" : "light");

dark.addEventListener("change", ({ matches }) => {
  if (!turned) theme.value = matches ? "dark" : "light";
});

export function turnTheme(): void {
  turned = true;
  theme.value = theme.value === "dark" ? "light" : "dark";
}
