import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

type Rules = { readonly type: "tag" | "rule"; readonly values: readonly string[] };

interface Looked {
  /** Absent: whatever the standards ask for. */
  readonly runOnly?: Rules;
  /** Selector of the part that is looked at; absent: the whole page. */
  readonly within?: string;
}

/** What axe-core finds wrong on the page, one line a finding. */
export async function violations(
  page: Page,
  { runOnly = { type: "tag", values: STANDARDS }, within = "html" }: Looked = {},
): Promise<readonly string[]> {
  // The page's policy keeps foreign scripts out; the debugger's own evaluation is not bound by it.
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
  }
  const found = await page.evaluate(
    async ([rules, selector]) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (context: string, options: unknown) => Promise<{ violations: AxeViolation[] }> };
      };
      const results = await axe.run(selector, { runOnly: rules, resultTypes: ["violations"] });
      return results.violations;
    },
    [runOnly, within] as const,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 160)} ${failureSummary ?? ""}`),
  );
}

/** Of a page in the light theme: the dark one differs from it in colours alone. */
export async function violationsInBothThemes(page: Page, within?: string): Promise<readonly string[]> {
  const light = await violations(page, { within });
  await showIn(page, "dark");
  const dark = await violations(page, { within, runOnly: { type: "rule", values: ["color-contrast"] } });
  await showIn(page, "light");
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

/** At once: colours on their way from one theme to the other are of neither. */
export async function showIn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.evaluate(() => {
    if (document.adoptedStyleSheets.length > 0) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important }");
    document.adoptedStyleSheets.push(sheet);
  });
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
