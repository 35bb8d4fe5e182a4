/** The three parts of a split, as they are called inside a sentence. */
export const SPLITS: Readonly<Record<string, string>> = { train: "Training", validation: "Validierung", test: "Test" };

/** The rows of each part. */
export const SPLIT_ROWS: Readonly<Record<string, string>> = {
  train: "Trainingszeilen",
  validation: "Validierungszeilen",
  test: "Testzeilen",
};
