/** Bundles a benchmark's TypeScript for Node or for a page, and serves the page's part with the headers of the app. */
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { build } from "vite";

const CACHE = "node_modules/.cache/bench";
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** The icon is given so that the browser asks for none. */
const PAGE = '<!doctype html><title>bench</title><link rel="icon" href="data:,">';

/** An entry for Node, packages left outside; the file's absolute path. */
export async function bundleForNode(entry, name) {
  await build({
    configFile: false,
    logLevel: "warn",
    build: {
      ssr: entry,
      outDir: `${CACHE}/${name}`,
      target: "node20",
      minify: false,
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return resolve(`${CACHE}/${name}/${name}.mjs`);
}

/** An entry for a worker of a page, everything inside; the folder. */
export async function bundleForBrowser(entry, name) {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    worker: { format: "es" },
    build: {
      outDir: `${CACHE}/${name}`,
      target: "esnext",
      // A worker has no document to preload into.
      modulePreload: false,
      chunkSizeWarningLimit: 8_000,
      rollupOptions: { input: entry, preserveEntrySignatures: "strict", output: { entryFileNames: `${name}.js` } },
    },
  });
  return resolve(`${CACHE}/${name}`);
}

/** Serves folders (the first that has the file wins) with cross-origin isolation; `{ origin, close }`. */
export async function serveFolders(folders) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    if (path === "/") return response.setHeader("Content-Type", "text/html").end(PAGE);
    const file = folders.map((folder) => join(folder, path)).find((candidate) => existsSync(candidate));
    if (!file || path.includes("..")) return response.writeHead(404).end();
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
