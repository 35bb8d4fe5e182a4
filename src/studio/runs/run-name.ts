import { runsText } from "../../base/texts/studio/runs.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { formatRecent } from "../ui/moments.ts";

/** What a run is called where its place does not say which one it is: its note, or when it ended. */
export const runName = ({ note, at }: RunRecord): string =>
  note === "" ? runsText("run", { time: formatRecent(at) }) : note;
