import type { jsonText, placeText } from "../../../base/texts/reading.ts";
import type { Translation } from "../../translation.ts";

export const place = {
  row: ({ file, row }) => `${file}, Zeile ${row}`,
  inRow: ({ row, text }) => `Zeile ${row}: ${text}`,
} satisfies Translation<typeof placeText>;

const LACKING = {
  nesting: "weniger Verschachtelung",
  afterMember: "ein Komma oder }",
  afterItem: "ein Komma oder ]",
  value: "ein Wert",
  text: "ein Text in doppelten Anführungszeichen",
  quote: "ein Anführungszeichen, das den Text beendet,",
  escape: "eine Escape-Folge wie \\n oder \\u00e9",
} as const;

export const json = {
  single: "ein einzelner Wert",
  list: "eine Liste",
  object: "ein Objekt",
  lacks: ({ lacking }) =>
    `etwas anderes, wo ${typeof lacking === "string" ? LACKING[lacking] : lacking.letter} stehen sollte`,
} satisfies Translation<typeof jsonText>;
