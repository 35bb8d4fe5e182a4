import { runsText } from "../../base/texts/studio/runs.ts";
import type { RunRecord } from "../storage/run-record.ts";

/** A moment as people of this browser write it. */
export function timeOf(at: number): string {
  const time = new Date(at);
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday ? time.toLocaleTimeString() : time.toLocaleString();
}

/** What a run is called where its place does not say which one it is: its note, or when it ended. */
export const runName = ({ note, at }: RunRecord): string =>
  note === "" ? runsText("run", { time: timeOf(at) }) : note;
