import { readFileSync } from "node:fs";

/**
 * Reads a static host's headers file: a path pattern at the start of a line, its headers indented below.
 * `public/_headers` is the one place where the policy is written; the build, the dev server and `npm start` read it.
 *
 * @param {string} text
 * @returns {{ pattern: string, headers: Record<string, string> }[]}
 */
export function parseHeaders(text) {
  /** @type {{ pattern: string, headers: Record<string, string> }[]} */
  const rules = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (!/^\s/.test(line)) {
      rules.push({ pattern: line.trim(), headers: {} });
      continue;
    }
    const colon = line.indexOf(":");
    const rule = rules.at(-1);
    if (colon < 0 || !rule) throw new Error(`_headers: expected "Name: value" below a path, got "${line}".`);
    rule.headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  return rules;
}

/**
 * @param {URL | string} file
 * @returns {ReturnType<typeof parseHeaders>}
 */
export function readHeaders(file) {
  return parseHeaders(readFileSync(file, "utf8"));
}

/**
 * All headers of the rules whose pattern fits the path; a later rule wins.
 *
 * @param {ReturnType<typeof parseHeaders>} rules
 * @param {string} path  starts with "/"
 * @returns {Record<string, string>}
 */
export function headersFor(rules, path) {
  /** @type {Record<string, string>} */
  const headers = {};
  for (const rule of rules) {
    const fits = rule.pattern.endsWith("*") ? path.startsWith(rule.pattern.slice(0, -1)) : path === rule.pattern;
    if (fits) Object.assign(headers, rule.headers);
  }
  return headers;
}

/**
 * The policy as a `<meta>` can hold it: without `frame-ancestors`, which browsers accept only in a real header.
 *
 * @param {ReturnType<typeof parseHeaders>} rules
 * @returns {string}
 */
export function metaPolicy(rules) {
  const policy = headersFor(rules, "/")["Content-Security-Policy"] ?? "";
  return policy
    .split(";")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "" && !directive.startsWith("frame-ancestors"))
    .join("; ");
}
