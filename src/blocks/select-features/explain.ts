import { countOf, listWords, percent } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { type GateState, gateState } from "../kit/gate-words.ts";
import type { Spec } from "./spec.ts";

/** Names in one list. */
const LONGEST = 12;

/** Which columns are let through, which are closed, and which training left in between. */
export function explain({ probes }: ExplainContext<Spec>): Explanation {
  const reading = probes.gates;
  const gates = (reading?.rowLabels ?? []).map((name, index) => ({ name, value: reading?.values[index] ?? 0 }));
  const inState = (state: GateState) => gates.filter(({ value }) => gateState(value) === state);
  const open = inState("open");
  const closed = inState("closed");
  const partly = inState("between").sort((first, second) => second.value - first.value);
  const names = (list: readonly { readonly name: string }[]) =>
    listWords(
      list.map((gate) => gate.name),
      LONGEST,
    );
  const details = [
    ...(open.length > 0 ? [`Let through: ${names(open)}.`] : []),
    ...(closed.length > 0 ? [`Closed: ${names(closed)}.`] : []),
    ...partly.map((gate) => `${gate.name}: ${percent(gate.value)} let through, not decided.`),
  ];
  const total = countOf(gates.length, "column");
  if (open.length === gates.length) {
    return { summary: `Keeps ${total}: no gate closed.`, details, certainty: "none" };
  }
  const undecided = partly.length > 0 ? `; ${partly.length} in between` : "";
  return {
    summary: `Lets ${open.length} of ${total} through and closes ${closed.length}${undecided}.`,
    details,
    certainty: partly.length === 0 ? "clear" : closed.length > 0 ? "slight" : "none",
  };
}
