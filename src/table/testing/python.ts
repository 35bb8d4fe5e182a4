import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The first on the path, and the one of the system, for which packages of the system are installed. */
const PYTHONS = ["python3", "/usr/bin/python3"];

/** A Python that has these modules; undefined where there is none. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  const script = modules.map((name) => `import ${name}`).join("\n");
  return PYTHONS.find((python) => spawnSync(python, ["-c", script]).status === 0);
}

/** Runs a script that writes the file `sys.argv[1]`. @returns the bytes of that file. */
export function madeByPython(script: string, python = "python3"): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "diffml-"));
  try {
    const path = join(folder, "made");
    execFileSync(python, ["-c", script, path]);
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
