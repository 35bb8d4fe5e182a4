import { expect, test } from "@playwright/test";
import { STOPS } from "../src/studio/tour/stops.ts";
import { violationsInBothThemes } from "./support/axe.ts";
import { Studio } from "./support/studio.ts";

test("the tour leads past every part by keys, and is left at any moment", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await Studio.open(page);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).getByRole("button", { name: "Take the tour" }).click();
  const stop = page.getByRole("dialog");
  for (const index of STOPS.keys()) {
    await expect(stop).toContainText(`${index + 1} of ${STOPS.length}`);
    // The library hears no keys before the frame after the one that shows its words.
    const isInside = await stop.evaluate(async ({ ownerDocument }) => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      const { left, right, top, bottom } =
        ownerDocument.querySelector(".driver-popover")?.getBoundingClientRect() ?? {};
      return (
        [left, top].every((edge) => (edge ?? -1) >= 0) && (right ?? 0) <= innerWidth && (bottom ?? 0) <= innerHeight
      );
    });
    expect(isInside, `stop ${index + 1} is on the screen`).toBe(true);
    await page.keyboard.press("ArrowRight");
  }
  await expect(stop).toHaveCount(0);

  await page.getByRole("button", { name: "Take the tour" }).click();
  await expect(stop).toContainText(`1 of ${STOPS.length}`);
  expect(await violationsInBothThemes(page, ".driver-popover"), "the tour's words").toEqual([]);
  await page.keyboard.press("Escape");
  await expect(stop).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Take the tour" })).toBeFocused();
});
