import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const WORKER = new URL("./offline-worker.mjs", import.meta.url);
/** What a host reads, or a build leaves for other scripts. */
const NOT_SERVED = /^(?:_headers|sw\.js|\.vite\/.*)$/;

/** @param {string | Uint8Array} content */
const sha256 = (content) => createHash("sha256").update(content).digest("hex");

/**
 * Writes the service worker of a built page: which files it consists of, each with its hash, and the lines that keep them.
 *
 * @param {string} folder  of the build
 */
export function writeOfflineWorker(folder) {
  const files = Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      )
      .filter((path) => !NOT_SERVED.test(path))
      .sort()
      .map((path) => [path, sha256(readFileSync(join(folder, path)))]),
  );
  const list = JSON.stringify(files);
  const text = readFileSync(WORKER, "utf8").replace(/^\/\/ @ts-nocheck.*\n/, "");
  const head = `const FILES = ${list};\nconst VERSION = "${sha256(list + text).slice(0, 16)}";\n`;
  writeFileSync(join(folder, "sw.js"), head + text);
}
