/** Types of columns, as they are called inside a sentence. */
export const COLUMN_TYPES: Readonly<Record<string, string>> = {
  number: "Zahl",
  category: "Kategorie",
  date: "Datum",
  text: "Text",
};
