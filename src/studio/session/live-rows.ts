import { optionName } from "../../blocks/kit/option-name.ts";
import type { ProbeLabels } from "../../training/types.ts";

/** One number that people watch: a gate, one alternative's share of a choice, or another learned value. */
export interface LiveRow {
  /** "<block>/<name>", as probes are sent. */
  readonly key: string;
  /** Where it stands in the probe, row-major. */
  readonly offset: number;
  /** Block id. */
  readonly block: string;
  readonly kind: ProbeLabels["kind"];
  /** "<column>" or "<column> · <alternative>". */
  readonly label: string;
}

/** The rows of all probes, in the order of the program. */
export function makeLiveRows(probes: readonly ProbeLabels[]): LiveRow[] {
  return probes.flatMap(({ block, name, kind, rowLabels, columnLabels }) => {
    const key = `${block}/${name}`;
    const labels =
      columnLabels.length === 0
        ? [...rowLabels]
        : rowLabels.flatMap((row) => columnLabels.map((column) => `${row} · ${optionName(column)}`));
    return labels.map((label, offset) => ({ key, offset, block, kind, label }));
  });
}

/** Gates and choice shares lie between 0 and 1 and are drawn as colours; the rest have units of their own. */
export function isShare(row: LiveRow): boolean {
  return row.kind === "gate" || row.kind === "choice";
}
