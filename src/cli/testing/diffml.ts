/** The command line as a person calls it: a process of its own, files in, files out. */
import { execFile } from "node:child_process";
import { ensureCli } from "../../../scripts/build-cli.mjs";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What Node is started with, before the words. */
export const PROGRAM: readonly string[] = [await ensureCli()];

/** @param folder the current one @param words after the program's name @param stdin what the process reads there */
export function diffml(folder: string, words: readonly string[], stdin = ""): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 2 ** 26 };
    const child = execFile(process.execPath, [...PROGRAM, ...words], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
    });
    child.stdin?.end(stdin);
  });
}
