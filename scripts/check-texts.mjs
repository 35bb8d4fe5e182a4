// Texts that people read stand in src/base/texts, not in the pages: finds those in the studio that do not.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import { isMain, root } from "./root.mjs";

/** Attributes that are read or spoken, whatever they hold. */
const SPOKEN = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "label",
  "placeholder",
  "title",
]);
/** Attributes whose words no person reads. */
const SILENT = new Set(["className", "d", "points", "style", "transform", "viewBox"]);

/** What is inside of these is an argument or a part, not what is shown. */
const ARGUMENTS = new Set(["CallExpression", "ObjectExpression", "JSXElement", "JSXFragment", "BinaryExpression"]);

/** @typedef {{ type: string, start: number, [key: string]: unknown }} Node */

/** @param {unknown} value @returns {value is Node} */
const isNode = (value) => typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string";

const hasWord = (/** @type {string} */ text) => /\p{L}{2}/u.test(text);
/** Several words, as only sentences and names for people have, or a word beside what is put in. */
const isPhrase = (/** @type {string} */ text, isTemplate = false) =>
  /[\p{L}\d][\p{L}\d.,;:!?“”’)]* +[(“]?\p{L}{2}/u.test(text) ||
  (isTemplate && /\p{L}{2}[.,;:]* $|^ \p{L}{2}/u.test(text));
/** A style, a media query or a selector with an attribute. */
const isCss = (/** @type {string} */ text) =>
  /var\(--|^color-mix\(|^\((?:prefers|forced)-|\[\w+(?:=\w+)?\]$/.test(text);

/**
 * @param {string} code
 * @param {"ts" | "tsx"} lang
 * @returns {{ line: number, text: string }[]}
 */
export function textsIn(code, lang) {
  /** @type {{ line: number, text: string }[]} */
  const found = [];
  const tell = (/** @type {Node} */ node, /** @type {string} */ text) =>
    found.push({ line: code.slice(0, node.start).split("\n").length, text: text.replace(/\s+/g, " ").trim() });

  /** @param {Node} node @param {{ isShown: boolean }} place */
  const visit = (node, place) => {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
        if (node.source) return;
        break;
      case "Property":
        // Keys are names in the code.
        if (isNode(node.value)) visit(node.value, place);
        return;
      case "BinaryExpression":
        // What is compared with is data.
        if (node.operator === "===" || node.operator === "!==") return;
        break;
      case "SwitchCase":
        for (const one of /** @type {Node[]} */ (node.consequent)) visit(one, place);
        return;
      case "JSXText":
        if (hasWord(String(node.value))) tell(node, String(node.value));
        return;
      case "JSXAttribute": {
        const { name, value } = /** @type {{ name: { name: unknown }, value: unknown }} */ (
          /** @type {unknown} */ (node)
        );
        const attribute = typeof name.name === "string" ? name.name : "";
        if (!SILENT.has(attribute) && isNode(value)) visit(value, { isShown: SPOKEN.has(attribute) });
        return;
      }
      case "Literal":
      case "TemplateElement": {
        const isTemplate = node.type === "TemplateElement";
        const value = isTemplate ? Reflect.get(Object(node.value), "cooked") : node.value;
        if (typeof value !== "string" || isCss(value)) return;
        if (place.isShown ? hasWord(value) : isPhrase(value, isTemplate)) tell(node, value);
        return;
      }
      default:
    }
    const isElement = node.type === "JSXElement" || node.type === "JSXFragment";
    for (const [key, child] of Object.entries(node)) {
      const inside = { isShown: isElement ? key === "children" : place.isShown && !ARGUMENTS.has(node.type) };
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one, inside);
    }
  };
  visit(/** @type {Node} */ (/** @type {unknown} */ (parseAst(code, { lang }))), { isShown: false });
  return found;
}

if (isMain(import.meta.url)) {
  const folder = join(root, "src", "studio");
  const problems = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|(?:^|\/)testing\//.test(name))
    .sort()
    .flatMap((name) =>
      textsIn(readFileSync(join(folder, name), "utf8"), name.endsWith("x") ? "tsx" : "ts").map(
        ({ line, text }) => `src/studio/${name}:${line}: “${text}”`,
      ),
    );
  if (problems.length > 0) {
    console.error(
      `${problems.join("\n")}\n${problems.length} texts. Move them to src/base/texts, so that they can be said in another language.`,
    );
    process.exit(1);
  }
  console.log("No text stands outside the catalogue.");
}
