/** Plain data, with arrays of numbers at any depth, as text and back: nothing is lost. */
import { isJsonObject } from "../pipeline/json-object.ts";
import { canonical, decodeTensor, encodeTensor, parseJson, tensorSchema } from "./json-values.ts";

export const textOfData = (value: unknown): string => JSON.stringify(canonical(withoutArrays(value)));

/** @throws E_FILE_LARGE, E_FILE_JSON, E_FILE_TENSOR where it is not what `textOfData` writes. */
export const dataOfText = (text: string, where: string): unknown => withArrays(parseJson(text, where), where);

function withoutArrays(value: unknown): unknown {
  if (value instanceof Float32Array) return encodeTensor(value);
  if (Array.isArray(value)) return value.map(withoutArrays);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutArrays(item)]));
}

function withArrays(value: unknown, where: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withArrays(item, where));
  if (!isJsonObject(value)) return value;
  const tensor = "encoding" in value ? tensorSchema.safeParse(value) : undefined;
  if (tensor?.success) return decodeTensor(tensor.data, where);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withArrays(item, where)]));
}
