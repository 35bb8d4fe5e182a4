/** Tensors of a file: how they are stored, and a hash of each, so that damage is told by the name of what it has hit. */
import { z } from "zod";
import { sha256 } from "../base/sha256.ts";
import type { ParameterValues } from "../program/parameters.ts";
import { decodeTensor, encodeTensor, type StoredTensor, tensorBytes } from "./json-values.ts";

export type StoredTensors = Readonly<Record<string, StoredTensor>>;

export function storeTensors(
  tensors: ParameterValues,
  shapes: ReadonlyMap<string, readonly number[]> = new Map(),
): Record<string, StoredTensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, values]) => [name, encodeTensor(values, shapes.get(name))]),
  );
}

/** @throws E_FILE_TENSOR */
export function readTensors(stored: StoredTensors, where: string): ParameterValues {
  return Object.fromEntries(
    Object.entries(stored).map(([name, tensor]) => [name, decodeTensor(tensor, `${where}, ${name}`)]),
  );
}

/** 64 hexadecimal digits. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");

/** By the place of tensors in the file, and by their names: the SHA-256 of each one's bytes, little-endian float32. */
export const tensorHashesSchema = z.record(z.string(), z.record(z.string(), hashSchema));
export type TensorHashes = z.infer<typeof tensorHashesSchema>;

/** The parts of a file that hold tensors. */
export interface WithTensors {
  readonly predictor: { readonly parameters: StoredTensors };
  readonly soft: { readonly state: { readonly parameters: StoredTensors; readonly optimiser: StoredTensors } };
}

export function tensorHashes({ predictor, soft }: WithTensors): TensorHashes {
  const hashesOf = (tensors: StoredTensors) =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, sha256(tensorBytes(tensor))]));
  return {
    "predictor.parameters": hashesOf(predictor.parameters),
    "soft.state.parameters": hashesOf(soft.state.parameters),
    "soft.state.optimiser": hashesOf(soft.state.optimiser),
  };
}

/**
 * Names of tensors that are not those whose hashes the file holds, with their place: changed, added or taken out.
 *
 * @param part whose tensors have been read without an error.
 */
export function changedTensors(part: WithTensors, stored: TensorHashes): readonly string[] {
  return Object.entries(tensorHashes(part)).flatMap(([place, found]) => {
    const expected = Object.hasOwn(stored, place) ? stored[place] : {};
    const names = new Set([...Object.keys(found), ...Object.keys(expected)]);
    return [...names].filter((name) => found[name] !== expected[name]).map((name) => `${place}, ${name}`);
  });
}
