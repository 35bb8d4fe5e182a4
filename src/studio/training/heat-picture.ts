/** The heat map of gates and shares as a picture to save. Pure. */
import { formatCount, formatShare } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { ticksWithin } from "../ui/axis-ticks.ts";
import { mixed } from "../ui/picture/mixed.ts";
import type { Picture, RowsLine } from "../ui/picture/picture.ts";
import { columnOfLine, framesOfColumns, type HeatLine } from "./heat-lines.ts";

/** A taller picture is read by nobody; the numbers have all rows. */
const MOST_ROWS = 60;
const MOST_FRAMES = 160;
/** Cells of one shade are one path of the file. */
const SHADES = 32;
const TICKS = 5;

interface HeatPictureOptions {
  readonly live: Pick<LiveSeries, "nFrames" | "stepAt" | "frameAt" | "valueNow">;
  readonly lines: readonly HeatLine[];
  readonly scope: "run" | "latest";
  readonly planted: readonly string[];
}

/** @returns undefined where there is no value yet */
export function heatPicture({ live, lines, scope, planted }: HeatPictureOptions): Picture | undefined {
  const frames = framesOfColumns(live.nFrames, MOST_FRAMES, scope);
  const rows = lines.filter(({ kind }) => kind === "row");
  if (frames.length === 0 || rows.length === 0) return undefined;
  const shown = lines.filter((line) => line.kind === "heading" || line.place <= MOST_ROWS);
  const values = frames.map((frame) => live.frameAt(frame));
  const isPlanted = (label: string) => planted.includes(columnOfLine(label));
  const caption = [
    ...(rows.some(({ label }) => isPlanted(label)) ? [chartText("plantedHint")] : []),
    ...(rows.length > MOST_ROWS ? [chartText("firstRows", { shown: MOST_ROWS, total: rows.length })] : []),
  ];
  return {
    title: chartText("heatMap"),
    ...(caption.length > 0 ? { caption: caption.join(" ") } : {}),
    legend: [
      {
        ...{ kind: "ramp", colours: Array.from({ length: SHADES }, (_, shade) => shadeOf(shade / (SHADES - 1))) },
        ...{ low: chartText("nothing"), high: chartText("all") },
      },
    ],
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: chartText("column") },
        { kind: "marks", head: chartText("stepHead"), range: [0, frames.length], marks: stepMarks(live, frames) },
        { kind: "text", head: chartText("value"), isNumber: true },
      ],
      rows: withoutEmptyHeadings(shown).map((line): RowsLine => {
        if (line.kind === "heading") return { heading: line.label };
        const colours = values.map((frame) => (Number.isNaN(frame[line.row]) ? undefined : shadeOf(frame[line.row])));
        const label = isPlanted(line.label) ? `⚑ ${line.label}` : line.label;
        return { cells: [label, { kind: "strip", colours }, formatShare(live.valueNow(line.row))] };
      }),
    },
  };
}

const withoutEmptyHeadings = (lines: readonly HeatLine[]) =>
  lines.filter(({ kind }, at) => kind === "row" || lines[at + 1]?.kind === "row");

/** Below the middles of columns, which need not be as many steps apart everywhere. */
function stepMarks(live: HeatPictureOptions["live"], frames: readonly number[]) {
  return ticksWithin(0, frames.length - 1, TICKS)
    .filter(Number.isInteger)
    .map((column) => ({ at: column + 0.5, label: formatCount(live.stepAt(frames[column])) }));
}

/** The colour of a share 0…1 on the map's scale. */
function shadeOf(share: number): string {
  const shade = Math.round(Math.min(1, Math.max(0, share)) * (SHADES - 1)) / (SHADES - 1);
  const [from, to, part] = shade <= 0.5 ? ["low", "middle", 2 * shade] : ["middle", "high", 2 * shade - 1];
  return mixed(`var(--heat-${to})`, Number(part), `var(--heat-${from})`);
}
