import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

type Rules = { readonly type: "tag" | "rule"; readonly values: readonly string[] };

/** What axe-core finds wrong on the page, one line a finding. @param runOnly absent: whatever the standards ask for */
export async function violations(
  page: Page,
  runOnly: Rules = { type: "tag", values: STANDARDS },
): Promise<readonly string[]> {
  // The page's policy keeps foreign scripts out; the debugger's own evaluation is not bound by it.
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
  }
  const found = await page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (options: unknown) => Promise<{ violations: AxeViolation[] }> };
    };
    const results = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
    return results.violations;
  }, runOnly);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 160)} ${failureSummary ?? ""}`),
  );
}

/** Of a page in the light theme: the dark one differs from it in colours alone. */
export async function violationsInBothThemes(page: Page): Promise<readonly string[]> {
  const light = await violations(page);
  await showIn(page, "dark");
  const dark = await violations(page, { type: "rule", values: ["color-contrast"] });
  await showIn(page, "light");
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

/** At once: colours on their way from one theme to the other are of neither. */
async function showIn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.evaluate(() => {
    if (document.adoptedStyleSheets.length > 0) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important }");
    document.adoptedStyleSheets.push(sheet);
  });
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
