/** In which forms a trained pipeline leaves, beside the JSON file that reopens. To add one, add a row and what writes it in export-pipeline.ts. */
export const EXPORT_FORMATS = ["python", "onnx-raw", "onnx-numeric", "sql", "html"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
