import { describe, expect, test } from "vitest";
import { textsIn } from "./check-texts.mjs";

const found = (code: string, lang: "ts" | "tsx" = "tsx") => textsIn(code, lang).map(({ text }) => text);

describe("texts outside the catalogue", () => {
  test.each([
    ["a text between tags", "const a = <p>Add files</p>;", ["Add files"]],
    ["one word between tags", "const a = <b>Train</b>;", ["Train"]],
    ["one word of two", 'const a = <b>{isOn ? "kept" : null}</b>;', ["kept"]],
    ["an accessible name", 'const a = <i aria-label="Close" />;', ["Close"]],
    ["one of two accessible names", 'const a = <i title={isOn ? "On" : "Off"} />;', ["On", "Off"]],
    ["a sentence in a call", 'notify({ message: "It was removed." });', ["It was removed."]],
    ["words beside what is put in", `const a = \`\${count} rows\`;`, ["rows"]],
  ])("%s is found", (_, code, texts) => {
    expect(found(code)).toEqual(texts);
  });

  test.each([
    ["a text of the catalogue", 'const a = <p aria-label={uiText("close")}>{uiText("skip")}</p>;'],
    ["a class", 'const a = <p className="row row--tight" />;'],
    ["an argument", 'const a = <b>{name("width")}</b>;'],
    ["signs", 'const a = <span aria-hidden="true">×</span>;'],
    ["what is compared with", 'const a = verdict === "no clear difference";'],
    ["a key", 'const a = { "no clear difference": 1 };'],
    ["an address", 'import "../ui/some file.ts";'],
    ["a style", 'const a = { border: "1px solid var(--color-border)" };'],
  ])("%s is none", (_, code) => {
    expect(found(code)).toEqual([]);
  });

  test("TypeScript without elements is read, too, and lines are told", () => {
    expect(textsIn(`const a = <T,>(x: T) => x;\nannounce(\`Removed \${name}.\`);`, "ts")).toEqual([
      { line: 2, text: "Removed" },
    ]);
  });
});
