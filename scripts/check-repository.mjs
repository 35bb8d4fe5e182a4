// What must never be tracked: download addresses in the lock file, and paths or hosts of one person's machine.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "./root.mjs";

/** @param {string} text */
const quotePattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** @type {string[]} */
const problems = [];
const lock = readFileSync(join(root, "package-lock.json"), "utf8");
if (lock.includes('"resolved":')) {
  problems.push(
    'package-lock.json: expected no "resolved" addresses, which tie the lock file to one registry. ' +
      "Keep .npmrc, remove node_modules and package-lock.json, run npm install.",
  );
}
/** @type {Record<string, { optionalDependencies?: Record<string, string> }>} */
const packages = JSON.parse(lock).packages;
for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
  for (const name of Object.keys(optionalDependencies)) {
    if (packages[`${path}/node_modules/${name}`] || packages[`node_modules/${name}`]) continue;
    problems.push(
      `package-lock.json: expected ${name}, which ${path} needs on another platform, got no entry: npm ci would fail. ` +
        "npm leaves it out when a registry does not have it; take the lock file from one that does, or add the entry.",
    );
  }
}

const home = homedir();
const forbidden = [
  ...(home.split(/[\\/]/).length > 2 ? [new RegExp(`(?<![\\w.])${quotePattern(home)}[\\\\/]`)] : []),
  /(?<![\w./:])\/(?:work|root|tmp|home\/[\w-]+|Users\/[\w-]+)\//,
  /[A-Z]:\\Users\\/,
  /\bregistry\.[a-z]+js\.|\bregistry\.yarnpkg\./,
];
const listed = spawnSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
if (listed.status !== 0) console.log("Not a git checkout: tracked files were not searched for machine paths.");
const isText = /\.(?:[cm]?[jt]sx?|json|md|html|css|ya?ml|cff|svg|txt|sh|csv)$|(?:^|\/)[^.]+$|\/run$/;
for (const file of (listed.stdout ?? "").split("\0").filter((name) => isText.test(name))) {
  const text = readIfThere(join(root, file));
  for (const [index, line] of text.split("\n").entries()) {
    const found = forbidden.find((pattern) => pattern.test(line));
    if (found)
      problems.push(
        `${file}:${index + 1}: expected no machine path or registry host, got "${line.trim().slice(0, 120)}".`,
      );
  }
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log("Lock file and tracked files: nothing that belongs to one machine.");
