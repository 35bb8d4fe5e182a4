/** Which class the trained pipeline says: chosen after training, for predictions and for every file that leaves. */
import type { DecisionCounts } from "../../app/decision-counts.ts";
import type { Decision } from "../../pipeline/decision.ts";
import type { ComparisonSlice } from "./comparison-slice.ts";
import type { HistorySlice } from "./history.ts";
import type { ImportanceSlice } from "./importance-slice.ts";
import type { PredictionSlice } from "./prediction-slice.ts";
import type { SliceTools } from "./slice.ts";

/** None of these throws: what goes wrong becomes a notice. */
export interface DecisionSlice {
  /** Of what the worker holds; undefined: the likeliest class. */
  readonly decision: Decision | undefined;
  /** @param decision undefined: the likeliest class again. */
  decide(decision: Decision | undefined): Promise<void>;
  /** What it would say of the test rows; undefined where that cannot be told. The table that it was trained on has to be open. */
  countBy(decision: Decision): Promise<DecisionCounts | undefined>;
}

type Own = DecisionSlice &
  Pick<HistorySlice, "refreshFile"> &
  Pick<PredictionSlice, "forgetPrediction"> &
  Pick<ComparisonSlice, "forgetComparison"> &
  Pick<ImportanceSlice, "forgetImportance">;

export function createDecisionSlice({ set, get, link, fail }: SliceTools<Own>): DecisionSlice {
  return {
    decision: undefined,
    decide: async (decision) => {
      try {
        await link.request({ type: "decide", ...(decision ? { decision } : {}) });
        set({ decision });
        // What was said by the other rule is not said any more.
        get().forgetPrediction();
        get().forgetComparison();
        get().forgetImportance();
        await get().refreshFile();
      } catch (error) {
        fail(error);
      }
    },
    countBy: async (decision) => {
      try {
        return await link.request({ type: "decisionCounts", decision });
      } catch {
        // It is told beside what is being written: where it cannot be, it is left out.
        return undefined;
      }
    },
  };
}
