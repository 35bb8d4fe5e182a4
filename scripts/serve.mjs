import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { headersFor, readHeaders } from "./headers.mjs";
import { isMain } from "./root.mjs";

const MIME_TYPES = /** @type {Record<string, string>} */ ({
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
});

/**
 * Serves one folder on localhost with the headers of its `_headers` file; GET and HEAD only, and to its own names alone.
 *
 * @param {{ directory: string, port: number, attempts?: number }} options
 *   `port` 0 takes any free one; else the first free port of `attempts` (default 1) from `port` upwards.
 * @returns {Promise<{ port: number, url: string, close: () => Promise<void> }>}
 */
export async function serve({ directory, port, attempts = 1 }) {
  const root = resolve(directory);
  const headersFile = join(root, "_headers");
  const rules = existsSync(headersFile) ? readHeaders(headersFile) : [];
  const server = createServer((request, response) => {
    if (!isOwnHost(request.headers.host)) {
      response.writeHead(421, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
      response.end("This server answers to localhost alone.");
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    const path = decodePath(request.url ?? "/");
    const found = path === undefined ? undefined : fileAt(root, path);
    const headers = headersFor(rules, path ?? "/");
    if (found === undefined) {
      response.writeHead(404, { ...headers, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
      response.end("Not found");
      return;
    }
    const { file, size } = found;
    response.writeHead(200, {
      "Cache-Control": "no-cache",
      ...headers,
      "Content-Type": MIME_TYPES[extname(file).toLowerCase()] ?? "application/octet-stream",
      "Content-Length": size,
    });
    if (request.method === "HEAD") response.end();
    else
      createReadStream(file)
        .on("error", () => response.destroy())
        .pipe(response);
  });
  const taken = await listen(server, port, attempts);
  return {
    port: taken,
    url: `http://localhost:${taken}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * Whether a request was meant for this machine by its name. A foreign page can let its own name point here (DNS rebinding) and
 * would then read what is served, and what is stored under this origin, as its own: its requests still carry its name.
 *
 * @param {string | undefined} host  "localhost:4173"
 */
function isOwnHost(host) {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host ?? "");
}

/** @param {string} url */
function decodePath(url) {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {string} path
 */
function fileAt(root, path) {
  const file = resolve(join(root, path.endsWith("/") ? `${path}index.html` : path));
  if (!file.startsWith(root + sep) || file.includes("\0")) return undefined;
  try {
    // Asked once: a build may take the file away at any moment.
    const found = statSync(file);
    return found.isFile() ? { file, size: found.size } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {number} attempts
 * @returns {Promise<number>}
 */
function listen(server, port, attempts) {
  return new Promise((done, fail) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE" && attempts > 1) done(listen(server, port + 1, attempts - 1));
      else fail(error);
    });
    // "localhost", not 0.0.0.0: a training studio on somebody's data is nobody else's to open.
    server.listen(port, "localhost", () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** A free port of this machine. */
export async function freePort() {
  const server = createServer();
  const port = await listen(server, 0, 1);
  await new Promise((done) => server.close(() => done(undefined)));
  return port;
}

if (isMain(import.meta.url)) {
  const port = Number(process.argv[2] ?? 4173);
  const directory = process.argv[3] ?? fileURLToPath(new URL("../dist", import.meta.url));
  const { url } = await serve({ directory, port });
  console.log(url);
}
