import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether Python is here, with these modules. */
export function hasPython(...modules: readonly string[]): boolean {
  return spawnSync("python3", ["-c", modules.map((name) => `import ${name}`).join("\n")]).status === 0;
}

/** Runs a script that writes the file `sys.argv[1]`. @returns the bytes of that file. */
export function madeByPython(script: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "diffml-"));
  try {
    const path = join(folder, "made");
    execFileSync("python3", ["-c", script, path]);
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
