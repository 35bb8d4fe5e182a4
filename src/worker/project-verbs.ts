/** What the page asks of projects as files. */
import { pipelineBaseName } from "../app/pipeline-file.ts";
import { readProject } from "../app/project/read-project.ts";
import { writeProject } from "../app/project/write-project.ts";
import { tableFile } from "./table-file.ts";
import { readingTo, type VerbsOf } from "./verb.ts";

export const projectVerbs: VerbsOf<"saveProject" | "openProject"> = {
  async saveProject({ files, at, ...project }, { host, emit, signal }) {
    const onProgress = (fraction: number) => readingTo(emit)(fraction, 0);
    const { app, pause } = host;
    const options = { app, at, pause, signal, onProgress };
    const file = await writeProject({ ...project, files: files.map(tableFile) }, options);
    return { fileName: `${pipelineBaseName(project)}.diffml-project`, file };
  },
  async openProject({ name, file }, { host, emit, signal }) {
    const onProgress = (fraction: number) => readingTo(emit)(fraction, 0);
    const slice = async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer());
    return readProject({ name, sizeBytes: file.size, slice }, { pause: host.pause, signal, onProgress });
  },
};
