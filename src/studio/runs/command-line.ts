/** The command that trains a run again outside of the studio. Pure. */
import { engineSchema } from "../../worker/protocol.ts";
import type { RunRecord } from "../storage/run-record.ts";

/** The name of the file with the run's pipeline, which the command reads. */
export function pipelineFileName({ document }: RunRecord): string {
  const name = document.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${name === "" ? "pipeline" : name.toLowerCase()}.pipeline.json`;
}

/**
 * `diffml train …`, for a POSIX shell. Whatever else decides (settings, columns, split) stands in the file of the pipeline; the engine is
 * the one that ran.
 */
export function commandOf(run: RunRecord): string {
  const { document, files, report } = run;
  const engine = engineSchema.safeParse(report.engine).data ?? run.engine;
  const options = [
    ["target", document.target?.name ?? ""],
    ...(document.target ? [["task", document.target.task]] : []),
    ["pipeline", pipelineFileName(run)],
    ["engine", engine],
    ["out", pipelineFileName(run).replace(".pipeline.json", ".diffml.json")],
  ].map(([name, value]) => `--${name}=${quoted(value)}`);
  return ["diffml", "train", ...files.map(({ name }) => quoted(asPath(name))), ...options].join(" ");
}

/** The document as the file that the command reads. */
export const pipelineFile = ({ document }: RunRecord): string => JSON.stringify(document, undefined, 2);

/** A name that begins with a hyphen is no option, and "-" is not stdin. */
const asPath = (name: string) => (name.startsWith("-") ? `./${name}` : name);

/** One word of a POSIX shell. */
const quoted = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
