import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe-core finds wrong on the page, one line a finding. */
export async function violations(page: Page): Promise<readonly string[]> {
  const source = await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
  // The page's policy keeps foreign scripts out; the debugger's own evaluation is not bound by it.
  await page.evaluate(source);
  const found = await page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (options: unknown) => Promise<{ violations: AxeViolation[] }> };
    };
    const results = await axe.run({ runOnly: { type: "tag", values } });
    return results.violations;
  }, STANDARDS);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 160)} ${failureSummary ?? ""}`),
  );
}
