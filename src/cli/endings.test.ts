/** How processes end: what they were writing, and the code that scripts see. */
import { execFile, execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Outcome, PROGRAM, diffml as runDiffml } from "./testing/diffml.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MODEL = at("../export/fixtures/version-1/penguins-proposed.json");
const rows = readFileSync(at("../../public/samples/penguins.csv"), "utf8");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-endings-"));
  writeFileSync(join(folder, "rows.csv"), rows);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (name: string) => readFileSync(join(folder, name), "utf8");
const parts = () => readdirSync(folder).filter((name) => name.endsWith(".part"));

const diffml = (words: readonly string[], stdin?: string) => runDiffml(folder, words, stdin);

const codeOf = (child: ReturnType<typeof spawn>) =>
  new Promise<number>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? 1000 + constants.signals[signal!]));
  });

const isPosix = process.platform !== "win32";

describe("what is written is not what is read", () => {
  beforeAll(() => {
    symlinkSync(join(folder, "rows.csv"), join(folder, "link.csv"));
    linkSync(join(folder, "rows.csv"), join(folder, "hard.csv"));
  });

  test.each([
    ["predict", MODEL, "rows.csv", "--out", "rows.csv"],
    ["predict", MODEL, "rows.csv", "--out", "./link.csv"],
    ["predict", MODEL, "link.csv", "--out", "hard.csv"],
    ["predict", MODEL, "rows.csv", "--out", "new.csv", "--report", "./new.csv"],
    ["predict", MODEL, "rows.csv", "--report", "-"],
    ["describe", "rows.csv", "--report", "hard.csv"],
    ["train", "rows.csv", "--target", "species", "--pipeline", "link.csv", "--out", "rows.csv"],
  ])("%s %s %s %s %s", async (...words) => {
    const { code, stderr, stdout } = await diffml(words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("E_CLI_SAME_FILE");
    expect(text("rows.csv")).toBe(rows);
    expect(existsSync(join(folder, "new.csv"))).toBe(false);
  });

  test.runIf(isPosix)("stdout that is added to an input is seen, too", () => {
    const words = [...PROGRAM, "predict", MODEL, "rows.csv"].map((word) => `'${word}'`).join(" ");
    expect(() =>
      execFileSync("sh", ["-c", `'${process.execPath}' ${words} >> rows.csv`], { cwd: folder, stdio: "pipe" }),
    ).toThrow("E_CLI_SAME_FILE");
    expect(text("rows.csv")).toBe(rows);
  });
});

describe("stdin and stdout", () => {
  test("rows or a pipeline come from stdin, and are what files are", async () => {
    const [ofFile, ofStdin, byStdin] = [
      await diffml(["predict", MODEL, "rows.csv"]),
      await diffml(["predict", MODEL, "-"], rows),
      await diffml(["predict", "-", "rows.csv", "--out", "-"], readFileSync(MODEL, "utf8")),
    ];
    expect(ofFile.code).toBe(0);
    expect(ofFile.stdout.split("\n").length).toBeGreaterThan(300);
    expect([ofStdin.stdout, byStdin.stdout]).toEqual([ofFile.stdout, ofFile.stdout]);
  });

  test("what is wrong with rows is told of stdin as of a file", async () => {
    const headless = rows.slice(rows.indexOf("\n") + 1);
    writeFileSync(join(folder, "stdin"), headless);
    const ofFile = await diffml(["predict", MODEL, "stdin"]);
    const ofStdin = await diffml(["predict", MODEL, "-"], headless);
    expect(ofFile.code).toBe(1);
    expect(ofStdin).toEqual({ ...ofFile, stderr: ofFile.stderr.replace(/^stdin: expected/m, "-: expected") });
  });

  test("stdin stands for one file", async () => {
    const { code, stderr } = await diffml(["predict", "-", "-"]);
    expect([code, stderr.includes("stdin in the place of one file")]).toEqual([2, true]);
  });
});

describe.runIf(isPosix)("ends", () => {
  test("141 where nobody reads stdout, without a word", async () => {
    const child = spawn(process.execPath, [...PROGRAM, "describe", "rows.csv"], { cwd: folder });
    child.stdout.destroy();
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    expect([await codeOf(child), said]).toEqual([141, ""]);
  });

  test("0 where nobody reads stderr: the result counts", async () => {
    const child = spawn(
      process.execPath,
      [...PROGRAM, "predict", MODEL, "rows.csv", "--out", "quiet.csv", "--verbose"],
      {
        cwd: folder,
      },
    );
    child.stderr.destroy();
    expect([await codeOf(child), text("quiet.csv").split("\n").length > 300]).toEqual([0, true]);
  });

  test.runIf(existsSync("/dev/full"))("1 where the disk is full, with the reason", async () => {
    const words = ["describe", "rows.csv", "--report", "/dev/full"];
    const { code, stderr } = await diffml(words);
    expect([code, stderr.includes("ENOSPC")]).toEqual([1, true]);
    const shell = [...PROGRAM, "describe", "rows.csv"].map((word) => `'${word}'`).join(" ");
    const outcome = await new Promise<Outcome>((resolve) => {
      execFile("sh", ["-c", `'${process.execPath}' ${shell} > /dev/full`], { cwd: folder }, (error, stdout, said) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr: said }),
      );
    });
    expect([outcome.code, outcome.stderr.includes("ENOSPC")]).toEqual([1, true]);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
    ["SIGHUP", 129],
  ] as const)("by %s with %i, and half a file is not left", async (signal, code) => {
    // Large enough to be written piece by piece.
    const [header, ...lines] = rows.trimEnd().split("\n");
    if (!existsSync(join(folder, "large.csv"))) {
      const body = `${lines.join("\n")}\n`;
      writeFileSync(join(folder, "large.csv"), `${header}\n${body.repeat(Math.ceil(2 ** 25 / body.length))}`);
    }
    writeFileSync(join(folder, "before.csv"), "before");
    const words = ["predict", MODEL, "large.csv", "--out", "before.csv", "--force"];
    const child = spawn(process.execPath, [...PROGRAM, ...words], { cwd: folder, stdio: "ignore" });
    const timer = setInterval(() => {
      if (parts().length > 0) child.kill(signal);
    }, 5);
    const ended = await codeOf(child);
    clearInterval(timer);
    expect([ended, parts(), text("before.csv")]).toEqual([code, [], "before"]);
  });
});

describe.runIf(process.platform === "linux")("names that are no UTF-8", () => {
  const name = Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x2e, 0x63, 0x73, 0x76]);
  const shell = (words: string) =>
    execFileSync("sh", ["-c", `'${process.execPath}' ${PROGRAM.map((word) => `'${word}'`).join(" ")} ${words}`], {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
    });

  test("are read, by themselves and in a folder; written where they are", () => {
    mkdirSync(join(folder, "names"));
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/names/`), name]), rows);
    const word = '"names/$(printf "caf\\351.csv")"';
    expect(shell(`describe ${word}`)).toMatch(/^344 rows/);
    expect(shell("describe names")).toMatch(/^344 rows/);
    shell(`describe rows.csv --report ${word}`);
    expect(JSON.parse(readFileSync(Buffer.concat([Buffer.from(`${folder}/names/`), name]), "utf8")).rows).toBe(344);
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/names/caf`), Buffer.from([0xe8]), Buffer.from(".csv")]), rows);
    expect(() => shell(`describe ${word}`)).toThrow("E_CLI_FILE_NAME");
  });
});
