import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { TableView } from "../../app/view-table.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import { DataStrip } from "../shell/data-strip.tsx";
import { ColumnsTable } from "./columns-table.tsx";
import { DataSection } from "./DataSection.tsx";
import { IssuesList, UnmatchedColumns } from "./ingest-notes.tsx";

const column = (index: number): TableView["columns"][number] => ({
  rule: columnRule(`column ${index}`, {
    type: index % 2 === 0 ? "number" : "category",
    role: index === 0 ? "target" : "used",
    typeReason: "All filled cells are numbers.",
    roleReason: "Nothing speaks against using it.",
    missingMarkers: ["NA"],
  }),
  profile: {
    name: `column ${index}`,
    nRows: 200,
    nMissing: 50,
    nUnique: 3,
    numbers:
      index % 2 === 0
        ? { min: 0, max: 2, mean: 1, median: 1, std: 1, histogram: { edges: [0, 1, 2], counts: [100, 50] } }
        : undefined,
    levels: index % 2 === 0 ? [] : [{ label: "<i>a</i>", count: 150 }],
    examples: ["1", "2"],
  },
});

const viewOf = (nColumns: number): TableView => ({
  nRows: 200,
  sources: [],
  issues: [],
  unmatched: [],
  matched: [],
  mayMatch: [],
  columns: Array.from({ length: nColumns }, (_, index) => column(index)),
  splits: [],
});

describe("data", () => {
  test("files and target can be chosen from the start, and other ways in are beside the columns", () => {
    const html = renderToStaticMarkup(<DataStrip />);
    expect(html).toMatch(/<input type="file" aria-label="Add CSV files"[^>]*multiple=""/);
    const id = /<label for="([^"]+)"[^>]*>Target column<\/label>/.exec(html)?.[1];
    expect(html).toContain(`<select id="${id}"`);
    expect(renderToStaticMarkup(<DataSection />)).toContain(">Paste a table</button>");
  });

  test("a column shows its type, role, reasons, gaps and values, as text", () => {
    const html = renderToStaticMarkup(<ColumnsTable view={viewOf(2)} isLocked={false} />);
    expect(html).toContain('aria-label="Type of column 1"');
    expect(html).toContain('aria-label="Use column 1"');
    expect(html).toContain("Nothing speaks against using it.");
    expect(html).toContain("25.0 %");
    expect(html).toContain("&lt;i&gt;a&lt;/i&gt;");
    expect(html.match(/<rect /g)).toHaveLength(2);
  });

  test("of a type that a person set, it is said which cells it cannot read", () => {
    const { rule, profile } = column(2);
    const unreadable = { count: 12, first: "see note" };
    const shown = (typeReason: string) => {
      const view = { ...viewOf(1), columns: [{ rule: { ...rule, typeReason }, profile: { ...profile, unreadable } }] };
      return renderToStaticMarkup(<ColumnsTable view={view} isLocked={false} />);
    };
    expect(shown("set by you")).toContain("12 cells cannot be read so and count as missing, such as “see note”.");
    expect(shown("Most cells are numbers.")).not.toContain("cannot be read so");
  });

  test("the unit of a column stands beside its name, its values and in the words of its picture", () => {
    const { rule, profile } = column(2);
    const numberFormat = { affixes: [], unit: "kg", hasBothMarks: false, areLimitsRead: false };
    const view = { ...viewOf(1), columns: [{ rule: { ...rule, numberFormat }, profile }] };
    const html = renderToStaticMarkup(<ColumnsTable view={view} isLocked={false} />);
    expect(html).toContain("in kg");
    expect(html).toContain("From 0 to 2 kg, mean 1 kg, median 1 kg");
    expect(html).toContain(">2 kg</span>");
  });

  test("ten thousand columns come page by page", () => {
    const html = renderToStaticMarkup(<ColumnsTable view={viewOf(10_000)} isLocked={false} />);
    expect(html.match(/<tr/g)?.length).toBeLessThan(60);
    expect(html).toContain("1 to 20 of 10,000");
  });

  test("rows that were set aside can be kept, once a file, and set aside again", () => {
    const aside = (where: string, message: string) => ({ code: "W_CSV_SET_ASIDE" as const, where, message, count: 1 });
    const source = (name: string, keepAll = false) => ({
      name,
      sizeBytes: 1,
      hash: "",
      nRows: 1,
      dialect: { delimiter: ",", quote: '"', encoding: "utf-8", hasHeader: true, keepAll },
    });
    const shown = (sources: TableView["sources"], issues: TableView["issues"]) => {
      const html = renderToStaticMarkup(<IssuesList isLocked={false} view={{ ...viewOf(1), sources, issues }} />);
      return [...html.matchAll(/<button[^>]*>([^<]*)</g)].map(([, words]) => words);
    };
    const issues = [aside("a.csv", "Units."), aside("a.csv", "Totals.")];
    expect(shown([source("a.csv")], issues)).toEqual(["Keep these rows"]);
    expect(shown([source("a.csv", true)], [])).toEqual(["Set such rows aside"]);
    expect(shown([source("a.csv"), source("b.csv", true)], issues)).toEqual([
      "Keep these rows of a.csv",
      "Set such rows of b.csv aside",
    ]);
  });

  test("every oddity of the files is listed, with where it is and how often", () => {
    const html = renderToStaticMarkup(
      <>
        <IssuesList
          isLocked={false}
          view={{
            ...viewOf(1),
            issues: [{ code: "W_CSV_SHORT_ROWS", where: "a.csv, row 3", message: "Too many cells.", count: 4 }],
          }}
        />
        <UnmatchedColumns unmatched={[{ column: "mass", presentIn: ["a.csv"], absentFrom: ["b.csv"] }]} />
      </>,
    );
    expect(html).toMatch(/a.csv, row 3.*Too many cells.*4 times/);
    expect(html).toMatch(/mass.*a.csv.*b.csv/);
  });
});
