import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { expect, test } from "@playwright/test";
import { browserArguments } from "../scripts/browser-arguments.mjs";

test.skip(process.env.DIFFML_FULL !== "1", "part of npm run test:full");
const executable = process.env.DIFFML_E2E_BROWSER ?? "";
test.skip(executable === "", "needs an installed browser");

/** Playwright's pages are never hidden: it tells each that it has the focus. This is a browser that is told nothing. */
function startBrowser(folder: string) {
  const browser = spawn(
    executable,
    ["--headless=new", "--remote-debugging-pipe", `--user-data-dir=${folder}`, ...browserArguments, "about:blank"],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const [to, from] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<number, (result: Record<string, never>) => void>();
  let [nAsked, text] = [0, ""];
  from.setEncoding("utf8").on("data", (chunk: string) => {
    const parts = (text + chunk).split("\0");
    text = parts.pop() ?? "";
    for (const { id, result } of parts.map((part) => JSON.parse(part))) waiting.get(id)?.(result);
  });
  const ask = (method: string, params: object = {}, sessionId?: string): Promise<Record<string, never>> => {
    to.write(`${JSON.stringify({ id: ++nAsked, method, params, sessionId })}\0`);
    return new Promise((done) => waiting.set(nAsked, done));
  };
  return { browser, ask };
}

test("a run goes on in a hidden tab, and the tab's title says when it is over", async ({ baseURL }) => {
  const folder = mkdtempSync(join(tmpdir(), "diffml-hidden-"));
  const { browser, ask } = startBrowser(folder);
  try {
    const { targetId } = await ask("Target.createTarget", { url: baseURL });
    const { sessionId } = await ask("Target.attachToTarget", { targetId, flatten: true });
    const tell = async (expression: string): Promise<unknown> => {
      // A page that is just being opened answers with an error, which has no result.
      const answer = await ask("Runtime.evaluate", { expression, awaitPromise: true }, sessionId);
      return (answer as { readonly result?: { readonly value?: unknown } } | undefined)?.result?.value;
    };
    const status = () => tell(`document.querySelector("[role=status][aria-label='Training status']")?.textContent`);
    const button = (name: string) =>
      `[...document.querySelectorAll("button")].find((each) => each.textContent.trim() === "${name}" && each.ariaDisabled !== "true")`;
    await expect.poll(() => tell("document.body.textContent")).toContain("Complete: this pipeline can be trained.");
    await expect.poll(() => tell(`${button("Train")} !== undefined`)).toBe(true);
    const title = await tell("document.title");
    await tell(`${button("Train")}.click()`);
    await expect.poll(status, { timeout: 60_000 }).toMatch(/step [1-9]/);

    await ask("Target.createTarget", { url: "about:blank" });
    await expect.poll(() => tell("document.visibilityState")).toBe("hidden");
    await tell(
      "(globalThis.nFrames = 0, (function count() { globalThis.nFrames++; requestAnimationFrame(count); })())",
    );
    await expect.poll(() => tell("document.title"), { timeout: 150_000 }).toMatch(/^✓ Run over/);
    expect(await tell("document.visibilityState")).toBe("hidden");
    expect(await tell("globalThis.nFrames"), "frames while it was hidden").toBeLessThan(5);

    await ask("Target.activateTarget", { targetId });
    await expect.poll(() => tell("document.title")).toBe(title);
    await expect.poll(status).toMatch(/^Done/);
  } finally {
    const ended = new Promise((done) => browser.once("exit", done));
    void ask("Browser.close");
    await ended;
    rmSync(folder, { recursive: true, maxRetries: 5, retryDelay: 200 });
  }
});
