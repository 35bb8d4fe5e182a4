/** What people do with the files of the table: each is a step of the history, which Undo takes back. */

import { studioError } from "../../base/error.ts";
import { dataText } from "../../base/texts/studio/data.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import { withDirt } from "../../pipeline/table-decisions.ts";
import type { SourceFile } from "../../table/types.ts";
import type { FileInput } from "../../worker/protocol.ts";
import { isPipelineFile, mayBePipeline } from "./given-files.ts";
import { mayRepeat, tellRepeated } from "./read-files.ts";
import type { Sample } from "./samples.ts";
import { inTurn, type SliceTools } from "./slice.ts";
import type { TableFollower } from "./table-follower.ts";
import { type TableState, viewOf } from "./table-state.ts";

/** None of these throws: what goes wrong becomes a notice and a state. */
export interface FileActions {
  /** Puts files under those that are open; in the place of a sample. */
  addFiles(files: readonly File[]): Promise<void>;
  /** @param index in the order of the table's sources. */
  removeFile(index: number): Promise<void>;
  replaceFile(index: number, file: File): Promise<void>;
  /** @param isStart the visit begins with it: what was decided on an earlier visit stays, and nothing is there to undo. */
  openSample(sample: Sample, isStart?: boolean): Promise<void>;
}

export interface OtherActions {
  openPipeline(file: File): Promise<void>;
}

const toInput = (file: File): FileInput => ({ name: file.name, file });

export function createFileActions(
  { get, ports }: Pick<SliceTools<{ readonly table: TableState }, OtherActions>, "get" | "ports">,
  { read, close, openFiles }: TableFollower,
): FileActions {
  const { document } = ports;
  const sourcesNow = () => viewOf(get().table)?.sources ?? [];

  /** A pipeline is no table; it is offered to be opened as what it is. */
  async function refusesPipeline(files: readonly File[]): Promise<boolean> {
    const arePipelines = await Promise.all(files.map(isPipelineFile));
    const json = files.find((_, index) => arePipelines[index]);
    if (!json) return false;
    const open = { label: sessionText("openAsPipeline"), run: () => void get().openPipeline(json) };
    ports.notifyError(studioError("E_STUDIO_JSON", { file: json.name }), open);
    return true;
  }

  /** Those that are not open yet; of the others it is said that they are. */
  async function freshOf(files: readonly File[], open: readonly SourceFile[]): Promise<readonly File[]> {
    const { fresh, repeated } = await tellRepeated(files, open);
    if (repeated.length > 0) ports.notifyNews(dataText("repeated", { files: repeated.map(({ name }) => name) }));
    return fresh;
  }

  /**
   * Opens files of one's own in place of those that are open, as a step.
   *
   * @param options.gone names of sources that are no longer there, and can no longer be trained on alone.
   */
  async function open(options: {
    readonly files: readonly FileInput[];
    readonly gone: readonly string[];
    readonly mayLack?: readonly FileInput[];
  }): Promise<boolean> {
    const { files, gone, mayLack = [] } = options;
    const { table: before, training } = document.read();
    // It was planted in other rows than these.
    const table = withDirt(before, undefined);
    const trainingOnlySources = training.trainingOnlySources.filter((name) => !gone.includes(name));
    const arriving = { table, trainingOnlySources, how: "step" as const, mayLack, isFollowed: () => nWaiting > 0 };
    if (files.length > 0) return read({ files, sample: "" }, arriving);
    close(arriving);
    return true;
  }

  async function add(given: readonly File[]): Promise<void> {
    if (given.some(mayBePipeline) && (await refusesPipeline(given))) return;
    const before = openFiles();
    const isSample = before.sample !== "";
    const sources = sourcesNow();
    const others = isSample ? [] : sources;
    const added = (mayRepeat(given, others) ? await freshOf(given, others) : given).map(toInput);
    if (added.length === 0) return;
    if (!isSample) {
      await open({ files: [...before.files, ...added], gone: [], mayLack: added });
      return;
    }
    const { table, training } = document.read();
    const isOpen = await open({ files: added, gone: sources.map(({ name }) => name), mayLack: added });
    if (!isOpen) return;
    const { trainingOnlySources } = training;
    ports.notifyNews(dataText("sampleReplaced"), {
      label: dataText("sampleBack"),
      run: () => void read(before, { table, trainingOnlySources, how: "step" }),
    });
  }

  async function remove(index: number): Promise<void> {
    const { name } = sourcesNow()[index];
    const files = openFiles().files.filter((_, other) => other !== index);
    await open({ files, gone: [name] });
  }

  async function replace(index: number, file: File): Promise<void> {
    if (mayBePipeline(file) && (await refusesPipeline([file]))) return;
    const sources = sourcesNow();
    const [fresh] = mayRepeat([file], sources) ? await freshOf([file], sources) : [file];
    if (!fresh) return;
    const files = openFiles().files.map((other, place) => (place === index ? toInput(fresh) : other));
    const { name } = sources[index];
    await open({ files, gone: fresh.name === name ? [] : [name] });
  }

  // A change of the files that comes while others are still being read is made to those that are open then.
  const turn = inTurn();
  let nWaiting = 0;
  const wait = (job: () => Promise<void>) => {
    nWaiting++;
    return turn(() => {
      nWaiting--;
      return job();
    });
  };

  return {
    addFiles: (given) => wait(() => add(given)),
    removeFile: (index) => wait(() => remove(index)),
    replaceFile: (index, file) => wait(() => replace(index, file)),
    openSample: async ({ id, files: names, target, task, trainingOnly }, isStart = false) => {
      const files = names.map((name) => ({ name, url: ports.addressOf(`samples/${name}`) }));
      const { table } = document.read();
      const wanted = { files, sample: id };
      if (isStart && table.target) {
        await read(wanted, { table, how: "silent" });
        return;
      }
      const overrides = isStart ? table.overrides : [];
      await read(wanted, {
        table: { overrides, dialects: [], target: { name: target } },
        task,
        trainingOnlySources: trainingOnly,
        ...(isStart ? {} : { split: { by: "random" } as const }),
        how: isStart ? "silent" : "step",
      });
    },
  };
}
