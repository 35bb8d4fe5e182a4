/** Which columns of a table a Parquet file holds, and how their values become texts. */
import { type FileMetaData, parquetSchema, type SchemaElement } from "hyparquet";
import { nestedText, textOfElement, type ValueText } from "./parquet-text.ts";

type SchemaNode = ReturnType<typeof parquetSchema>;

export interface ParquetColumn {
  /** Names of nested columns are joined with dots. */
  readonly name: string;
  /** The column of the file that it is read with. */
  readonly root: string;
  /** Where in a value of it: names of fields; empty for the value itself. */
  readonly path: readonly string[];
  /** It holds lists or maps, written as JSON. */
  readonly isNested: boolean;
  readonly textOf: ValueText;
}

export interface ParquetPlan {
  readonly columns: readonly ParquetColumn[];
  /** For the reader: what is made a text here is not converted there, since that would round decimals and large integers. */
  readonly metadata: FileMetaData;
}

export function planColumns(metadata: FileMetaData): ParquetPlan {
  const columns: ParquetColumn[] = [];
  const ours = new Set<SchemaElement>();
  const visit = (node: SchemaNode, root: string, path: readonly string[]): void => {
    const { element, children } = node;
    const name = [root, ...path].join(".");
    const isRepeated = element.repetition_type === "REPEATED";
    const isList = /^(?:LIST|MAP|MAP_KEY_VALUE)$/.test(element.converted_type ?? "");
    const isVariant = element.logical_type?.type === "VARIANT";
    if (isRepeated || isList || isVariant) {
      columns.push({ name, root, path, isNested: true, textOf: nestedText });
    } else if (children.length > 0) {
      for (const child of children) visit(child, root, [...path, child.element.name]);
    } else {
      ours.add(element);
      columns.push({ name, root, path, isNested: false, textOf: textOfElement(element) });
    }
  };
  for (const child of parquetSchema(metadata).children) visit(child, child.element.name, []);
  const schema = metadata.schema.map((element) => {
    if (!ours.has(element)) return element;
    const { converted_type: _, logical_type: __, ...physical } = element;
    return physical;
  });
  return { columns, metadata: { ...metadata, schema } };
}

/** The part of a value that a column is of. */
export function partOf(value: unknown, path: readonly string[]): unknown {
  let part = value;
  for (const name of path) {
    if (typeof part !== "object" || part === null) return undefined;
    part = Object.getOwnPropertyDescriptor(part, name)?.value;
  }
  return part;
}
