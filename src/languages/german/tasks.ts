/** Tasks, as they are called inside a sentence. */
export const TASKS: Readonly<Record<string, string>> = {
  binary: "binäre Klassifikation",
  multiclass: "Klassifikation mit mehreren Klassen",
  regression: "Regression",
};
