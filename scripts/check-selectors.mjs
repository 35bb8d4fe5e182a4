// What a component selects of a store must be the same until it changes: finds selectors that make something new each time they are asked, which
// have their component drawn again and again, without end where it draws itself by them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseAst } from "vite";
import { isMain, root } from "./root.mjs";

/** Hooks that take functions of another kind, or compare what these answer with part by part. */
const OTHERS = new Set(["useCallback", "useImperativeHandle", "useReducer", "useShallow"]);
/** Those whose functions read without being given anything. */
const READERS = new Set(["useLiveValue", "useSyncExternalStore"]);
/** The first function that React's own reader takes subscribes. */
const SUBSCRIBES = "useSyncExternalStore";
/** Methods that answer with something new: by themselves, or as those of Array and Object. */
const MAKERS = new Set(
  "concat entries filter flat flatMap keys map slice split subarray toReversed toSorted toSpliced values".split(" "),
);
const STATIC_MAKERS = new Set(["from", "of", "assign", "fromEntries", "groupBy"]);
const NEW = new Set([
  "ArrayExpression",
  "ArrowFunctionExpression",
  "FunctionExpression",
  "JSXElement",
  "JSXFragment",
  "NewExpression",
  "ObjectExpression",
]);
/** Calls that are followed from a selector, one inside the other. */
const DEEPEST = 5;

/** @typedef {{ type: string, start: number, [key: string]: any }} Node */
/** @typedef {{ readonly functions: ReadonlyMap<string, Node>, readonly imports: ReadonlyMap<string, { from: string, name: string }> }} Module */
/** @typedef {(from: string) => { path: string, code: string } | undefined} Read reads what a file imports, by the specifier in it. */

/** @param {unknown} value @returns {value is Node} */
const isNode = (value) => typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string";

/** @param {Node} node @returns {Node[]} */
const childrenOf = (node) => Object.values(node).flat().filter(isNode);

/** @param {Node | undefined} node */
const isFunction = (node) => /^(?:Arrow)?Function/.test(node?.type ?? "");

/** @param {string} path @param {string} code @returns {Node} */
const parsed = (path, code) =>
  /** @type {Node} */ (/** @type {unknown} */ (parseAst(code, { lang: path.endsWith("x") ? "tsx" : "ts" })));

/** Functions that stand at the top of a file, and what it imports, by the names in it. @param {Node} program @returns {Module} */
function moduleOf(program) {
  const functions = new Map();
  const imports = new Map();
  for (const statement of program.body) {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type === "FunctionDeclaration") functions.set(declared.id.name, declared);
    for (const { id, init } of declared?.declarations ?? []) if (isFunction(init)) functions.set(id.name, init);
    if (statement.type !== "ImportDeclaration") continue;
    for (const { local, imported } of statement.specifiers)
      if (imported) imports.set(local.name, { from: statement.source.value, name: imported.name });
  }
  return { functions, imports };
}

/** What a function answers with; of a constant of its own that it does not keep, what that is. @param {Node} made @returns {Node[]} */
function answersOf(made) {
  if (made.body.type !== "BlockStatement") return valuesOf(made.body);
  /** @type {Node[]} */
  const answers = [];
  /** @type {Map<string, Node>} */
  const constants = new Map();
  /** @type {Set<string>} */
  const kept = new Set();
  /** @param {Node} node */
  const visit = (node) => {
    if (isFunction(node)) return;
    if (node.type === "ReturnStatement" && node.argument) answers.push(...valuesOf(node.argument));
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.init)
      constants.set(node.id.name, node.init);
    if (node.type === "CallExpression" && node.callee.property?.name === "set")
      for (const { name } of node.arguments) kept.add(name);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(made.body);
  return answers.flatMap((answer) => {
    const constant = answer.type === "Identifier" && !kept.has(answer.name) && constants.get(answer.name);
    return constant ? valuesOf(constant) : [answer];
  });
}

/** The parts of an expression that may be its value. @param {Node} node @returns {Node[]} */
function valuesOf(node) {
  switch (node.type) {
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap(valuesOf);
    case "LogicalExpression":
      return (node.operator === "&&" ? [node.right] : [node.left, node.right]).flatMap(valuesOf);
    case "SequenceExpression":
      return valuesOf(node.expressions.at(-1));
    case "ChainExpression":
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
      return valuesOf(node.expression);
    default:
      return [node];
  }
}

/** Whether the property that is called answers with something new. @param {Node} callee */
function isMaker({ object, property, computed }) {
  if (computed || property.type !== "Identifier") return false;
  const isStatic = object.type === "Identifier" && (object.name === "Array" || object.name === "Object");
  return MAKERS.has(property.name) || (isStatic && STATIC_MAKERS.has(property.name));
}

/**
 * @param {string} path of the file, for its kind
 * @param {string} code
 * @param {Read} [read]
 * @returns {{ line: number, text: string }[]} what selectors of this file make anew: where, and the code
 */
export function newSelections(path, code, read = () => undefined) {
  const program = parsed(path, code);
  const own = moduleOf(program);
  /** @type {{ line: number, text: string }[]} */
  const found = [];

  /** @param {string} name @param {Module} module @param {Read} from @returns {{ made: Node, module: Module, from: Read } | undefined} */
  const functionOf = (name, module, from) => {
    const made = module.functions.get(name);
    if (made) return { made, module, from };
    const imported = module.imports.get(name);
    const file = imported && from(imported.from);
    if (!file) return undefined;
    const other = moduleOf(parsed(file.path, file.code));
    const there = readerFrom(file.path);
    return functionOf(imported.name, other, there);
  };

  /** Whether a function answers with something new. @param {NonNullable<ReturnType<typeof functionOf>>} asked @param {number} depth @returns {boolean} */
  const makesNew = ({ made, module, from }, depth) =>
    answersOf(made).some((value) => {
      if (NEW.has(value.type)) return true;
      if (value.type !== "CallExpression") return false;
      if (value.callee.type === "MemberExpression") return isMaker(value.callee);
      const called = value.callee.type === "Identifier" && functionOf(value.callee.name, module, from);
      return called && depth < DEEPEST ? makesNew(called, depth + 1) : false;
    });

  /** @param {Node} node */
  const visit = (node) => {
    const hook = node.type === "CallExpression" && node.callee.type === "Identifier" ? String(node.callee.name) : "";
    if (/^use[A-Z]/.test(hook) && !OTHERS.has(hook)) {
      for (const given of node.arguments.slice(hook === SUBSCRIBES ? 1 : 0)) {
        const asked =
          given.type === "Identifier"
            ? functionOf(given.name, own, read)
            : isFunction(given) && { made: given, module: own, from: read };
        if (!asked || (asked.made.params.length !== 1 && !READERS.has(hook)) || !makesNew(asked, 0)) continue;
        const line = code.slice(0, given.start).split("\n").length;
        found.push({ line, text: code.slice(node.start, node.end).replace(/\s+/g, " ") });
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return found;
}

/** @param {string} path @returns {Read} */
const readerFrom = (path) => (from) => {
  const file = join(dirname(path), from);
  return from.startsWith(".") && existsSync(file) ? { path: file, code: readFileSync(file, "utf8") } : undefined;
};

if (isMain(import.meta.url)) {
  const folder = join(root, "src", "studio");
  const problems = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return newSelections(path, readFileSync(path, "utf8"), readerFrom(path)).map(
        ({ line, text }) => `${relative(root, path).replaceAll("\\", "/")}:${line}: ${text}`,
      );
    });
  if (problems.length > 0) {
    console.error(
      `${problems.join("\n")}\n${problems.length} selectors that make something new each time. Select what the store holds, and make the rest of it in the component: useX((state) => state.list) ?? [].`,
    );
    process.exit(1);
  }
  console.log("Selectors answer with what stores hold.");
}
