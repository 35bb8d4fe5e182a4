/** In which forms a trained pipeline leaves, beside the JSON file that reopens. To add one, add a row and what writes it in export-pipeline.ts. */
export const EXPORT_FORMATS = ["python", "onnx-raw", "onnx-numeric", "sql", "sql-duckdb", "html"] as const;

/** What the command line writes beside them: no form of the pipeline, but a table as it cleans it. */
export const CLEANED_CSV = "cleaned-csv";
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
