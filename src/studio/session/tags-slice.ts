/** Price tags that are found out by training without a part: one at a time, when somebody asks. */
import type { TaggedPart } from "../../training/ensemble/retrained-tag.ts";
import type { HistorySlice } from "./history.ts";
import type { SliceTools } from "./slice.ts";
import type { TrainingSlice } from "./training-slice.ts";

/** None of these throws: what goes wrong becomes a notice. */
export interface TagsSlice {
  /** The pipeline trains without this part; undefined: without none. */
  readonly retraining: { readonly part: TaggedPart; readonly fraction: number } | undefined;
  /** @returns whether the report says now what the part is worth, retrained. */
  retrainTag(part: TaggedPart): Promise<boolean>;
  cancelRetraining(): void;
}

type Others = Pick<TrainingSlice, "report" | "engineChoice"> & Pick<HistorySlice, "refreshFile">;

export function createTagsSlice({
  set,
  get,
  link,
  fail,
}: SliceTools<TagsSlice & Pick<TrainingSlice, "report">, Others>): TagsSlice {
  let giveUp: AbortController | undefined;
  return {
    retraining: undefined,
    retrainTag: async (part) => {
      giveUp?.abort();
      const own = new AbortController();
      giveUp = own;
      set({ retraining: { part, fraction: 0 } });
      try {
        const report = await link.request(
          { type: "retrainTag", part, engine: get().engineChoice },
          (event) => {
            if (event.type === "measuring" && giveUp === own) set({ retraining: { part, fraction: event.fraction } });
          },
          own.signal,
        );
        if (giveUp !== own) return false;
        set({ report });
        await get().refreshFile();
        return true;
      } catch (error) {
        fail(error);
        return false;
      } finally {
        if (giveUp === own) {
          giveUp = undefined;
          set({ retraining: undefined });
        }
      }
    },
    cancelRetraining: () => {
      giveUp?.abort();
      giveUp = undefined;
      set({ retraining: undefined });
    },
  };
}
