/** Codes of blocks: their settings and what they were fitted to. */
import type { ErrorText } from "../language.ts";
import type { Found, ReferenceOf } from "./reference.ts";

export const blockErrors = {
  E_BLOCK_SETTINGS: (found: Found) => ({
    ...found,
    fix: "Set it in the block's inspector, or correct the pipeline file.",
  }),
  E_BLOCK_STATISTICS: (found: Found) => ({
    ...found,
    fix: "Train the pipeline again: its columns or settings are no longer those that it was fitted on.",
  }),
  E_BLOCK_COLUMN: ({ block, setting, input, columns, got }: MissingColumn) => ({
    where: `${block}, settings.${setting}`,
    expected:
      columns.length > 0
        ? `one of the category columns that arrive: ${columns.map((name) => `“${name}”`).join(", ")}`
        : `category columns at the input “${input}”`,
    got: `“${got}”`,
    fix: "Choose a column that arrives, connect it, or leave the setting empty to weigh by file.",
  }),
  E_BLOCK_FORMULA: ({ kind, got, columns }: WrongFormula) => ({
    where: `computed-column, settings.${kind === "name" ? "name" : "formula"}`,
    expected: {
      column: `number columns that arrive: ${columns.map((name) => `“${name}”`).join(", ")}`,
      name: "a name that no column has that arrives",
      constant: "a formula with a column in it",
    }[kind],
    got: `“${got}”`,
    fix: {
      column: "Write the name as it stands there, in [square brackets] where it is more than one word.",
      name: "Give the computed column another name.",
      constant: "Name a column, or take the block out.",
    }[kind],
  }),
} satisfies Readonly<Record<string, ErrorText>>;

interface WrongFormula {
  readonly kind: "column" | "name" | "constant";
  readonly got: string;
  /** Those that arrive. */
  readonly columns: readonly string[];
}

interface MissingColumn {
  /** Id of the block's type, and name of its setting. */
  readonly block: string;
  readonly setting: string;
  /** Title of the input at which columns arrive. */
  readonly input: string;
  readonly columns: readonly string[];
  readonly got: string;
}

export const blockReference: ReferenceOf<typeof blockErrors> = {
  E_BLOCK_SETTINGS: {
    when: "A setting of a block has a value that it cannot have.",
    samples: [{ where: "impute-number (block n3), settings.start", expected: '"mean" or "median"', got: '"avg"' }],
  },
  E_BLOCK_STATISTICS: {
    when: "What a block was fitted to does not go with its columns or settings, or is damaged in a file.",
    samples: [{ where: "scale-number (block n3), statistics.mean", expected: "4 entries", got: "[1,2,3]" }],
  },
  E_BLOCK_COLUMN: {
    when: "A block is to weigh rows by a column that does not arrive.",
    samples: [
      { block: "trust-sources", setting: "by", input: "Categories to weigh by", columns: ["island"], got: "year" },
      { block: "trust-sources", setting: "by", input: "Categories to weigh by", columns: [], got: "year" },
    ],
  },
  E_BLOCK_FORMULA: {
    when: "A computed column names a column that does not arrive, no column at all, or is called as one that does.",
    samples: [
      { kind: "column", got: "bill", columns: ["bill_length_mm", "body_mass_g"] },
      { kind: "name", got: "body_mass_g", columns: ["bill_length_mm", "body_mass_g"] },
      { kind: "constant", got: "2 + 2", columns: ["bill_length_mm"] },
    ],
  },
};
