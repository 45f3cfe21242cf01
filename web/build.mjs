// Build the explorer's page: program and style in one template, the query engine beside it. Writes kg/views/explorer/.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "kg", "views", "explorer");
const options = {
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16.4"],
  legalComments: "none",
  charset: "ascii",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
  absWorkingDir: here,
};

async function bundled(entry, more = {}) {
  const { outputFiles } = await build({ ...options, entryPoints: [join(here, entry)], ...more });
  // Nothing in a script may end the element that it stands in.
  return outputFiles[0].text
    .trim()
    .replace(/<\/(script)/gi, "<\\/$1")
    .replace(/<!--/g, "<\\!--");
}

const [program, worker, loader, style, page] = await Promise.all([
  bundled("src/main.tsx"),
  bundled("src/sparql/worker.ts", { define: { ...options.define, "import.meta.url": '""' } }),
  bundled("src/loader.ts"),
  bundled("src/style.css", { loader: { ".css": "css" } }),
  readFile(join(here, "src", "page.html"), "utf8"),
]);
const engine = await readFile(join(here, "node_modules", "oxigraph", "web_bg.wasm"));

const packed = (content) => gzipSync(content, { level: 9 }).toString("base64");
const digest = (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
// No request of any kind, and no script but these two: the loader, and the program that it unpacks.
const policy = [
  "default-src 'none'",
  `script-src ${digest(loader)} ${digest(program)} 'wasm-unsafe-eval'`,
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const parts = { program: packed(program), worker, loader, style, policy };

await mkdir(out, { recursive: true });
const filled = page.replace(/\{\{(program|worker|loader|style|policy)\}\}/g, (_, name) => parts[name]);
await writeFile(join(out, "page.html"), filled);
await writeFile(join(out, "engine.txt"), packed(engine));
