/** Several edges into one port become one port: columns side by side, in document order. */

import { studioError } from "../base/error.ts";
import type { FeaturesPort, NumberPort, Port, PortType } from "../blocks/ports.ts";
import type { ProgramBuilder } from "../program/builder.ts";

/** Types of which several can arrive at one input; a spec must not offer it for others. */
export const JOINABLE: readonly PortType[] = ["number", "features"];

/** A number port where features are asked for: its cleaned values. */
function toFeatures(port: Port): FeaturesPort | undefined {
  if (port.type === "features") return port;
  return port.type === "number" ? { type: "features", value: port.value, columns: port.columns } : undefined;
}

/** Columns side by side, copied as whole lists: a file may come to hundreds of thousands of them. */
const side = ([first, ...others]: readonly Pick<FeaturesPort, "columns">[]): FeaturesPort["columns"] =>
  first.columns.concat(...others.map(({ columns }) => columns));

/**
 * Joins ports of one type.
 *
 * @returns undefined where none arrives.
 * @throws E_PIPELINE_JOIN for several of a type that is not joined (pairs of category ports differ in number).
 */
export function joinPorts(builder: ProgramBuilder, ports: readonly Port[], type: PortType): Port | undefined {
  if (ports.length === 0) return undefined;
  if (type === "features") {
    const features = ports.flatMap((port) => toFeatures(port) ?? []);
    const value = builder.concat(features.map((port) => port.value));
    return { type, value, columns: side(features) };
  }
  if (type === "number") {
    const numbers = ports.filter((port): port is NumberPort => port.type === "number");
    if (numbers.length === 1) return numbers[0];
    return {
      type,
      value: builder.concat(numbers.map((port) => port.value)),
      missing: builder.concat(numbers.map((port) => port.missing)),
      columns: side(numbers),
    };
  }
  if (ports.length > 1) throw studioError("E_PIPELINE_JOIN", { type, count: ports.length });
  return ports[0];
}
