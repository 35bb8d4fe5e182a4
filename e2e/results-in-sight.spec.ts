import { expect, type Page, test } from "@playwright/test";
import { Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

/** Keeps everything that the page's one live region says from now on. @returns what was said so far. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  const said = await page.getByRole("log", { name: "Announcements" }).evaluateHandle((log) => {
    const texts: string[] = [];
    new MutationObserver(() => texts.push(log.textContent ?? "")).observe(log, { childList: true, subtree: true });
    return texts;
  });
  return () => said.jsonValue();
}

test("the end of a run shows and announces its verdict wherever one is on the page", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  const announcements = await listen(page);
  const verdict = page.getByRole("status", { name: "Verdict" });
  await expect(verdict).toHaveCount(0);
  await studio.trainShortly();
  const sentence = (await verdict.textContent())?.replace(/^\s*\S+ (Better|Worse|About even)\s*/, "") ?? "";
  expect(sentence).toMatch(/test rows/);
  await expect(page.locator("#results")).toContainText(sentence);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    for (const part of ["data", "pipeline", "train", "results"]) {
      await page.locator(`#${part}`).evaluate((element) => element.scrollIntoView());
      await expect(verdict, `${part} at ${width} pixels`).toBeInViewport();
    }
  }
  expect((await announcements()).filter((text) => text.includes(sentence))).toHaveLength(1);
  expect((await announcements()).filter((text) => text.startsWith("Done"))).toHaveLength(1);

  await page.locator("#data").evaluate((element) => element.scrollIntoView());
  await page.getByRole("link", { name: "Go to the results" }).click();
  await expect(page.getByRole("heading", { name: "4 Results" })).toBeInViewport();
  await studio.button("Hide the verdict").click();
  await expect(verdict).toHaveCount(0);
});
