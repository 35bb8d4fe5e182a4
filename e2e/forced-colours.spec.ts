import { expect, type Locator, type Page, test } from "@playwright/test";
import { showIn } from "./support/axe.ts";
import { Studio } from "./support/studio.ts";

/**
 * What is in sight and cannot be made out, of the colours that the browser draws: texts below 4.5 to 1 against what lies under them, and
 * buttons and fields without an edge or a ground of 3 to 1. axe cannot tell: it takes a text's colour from -webkit-text-fill-color, which
 * browsers compute as if no colour were forced; and its other rules find the page that they find in the other themes.
 */
async function unseen(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    /** Of colours that lie upon each other, the topmost last. */
    const seen = (colours: readonly string[]): readonly number[] => {
      for (const colour of colours) {
        if (!canvas) break;
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
    };
    const luminance = (colour: readonly number[]) => {
      const [red, green, blue] = colour.map((byte) => {
        const share = byte / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: readonly number[], other: readonly number[]) => {
      const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    /** What lies under an element at a place, itself included; nothing where something else lies over it. */
    const under = (element: Element, x: number, y: number): readonly string[] | undefined => {
      const stack = document.elementsFromPoint(x, y);
      const at = stack.indexOf(element);
      if (at < 0 || stack.slice(0, at).some((above) => !element.contains(above))) return undefined;
      return [
        "Canvas",
        ...stack
          .slice(at)
          .reverse()
          .map((each) => getComputedStyle(each).backgroundColor),
      ];
    };
    const faults: string[] = [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.textContent?.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest("svg, :disabled")) continue;
      const range = document.createRange();
      range.selectNode(node);
      const { x, y, width, height } = range.getBoundingClientRect();
      const ground = under(element, x + width / 2, y + height / 2);
      if (!ground) continue;
      const found = contrast(seen([...ground, getComputedStyle(element).color]), seen(ground));
      if (found < 4.5) faults.push(`“${node.textContent.slice(0, 40)}” has ${found.toFixed(1)} to 1`);
    }
    for (const element of document.querySelectorAll(".button, .select, .input")) {
      const { x, y, width, height } = element.getBoundingClientRect();
      const ground = element.parentElement && under(element, x + width / 2, y + height / 2);
      if (!ground || element.matches(":disabled")) continue;
      const { borderBottomWidth, borderBottomStyle, borderBottomColor, backgroundColor } = getComputedStyle(element);
      const isDrawn = borderBottomStyle !== "none" && Number.parseFloat(borderBottomWidth) >= 1;
      const edges = [backgroundColor, ...(isDrawn ? [borderBottomColor] : [])];
      const found = Math.max(...edges.map((colour) => contrast(seen(["Canvas", colour]), seen(["Canvas"]))));
      const name = (element.textContent || element.getAttribute("aria-label") || element.id).slice(0, 40);
      if (found < 3) faults.push(`the edge of “${name}” has ${found.toFixed(1)} to 1`);
    }
    return faults;
  });
}

test("in forced colours everything in sight can be made out: texts, edges, what is chosen, and the focus", async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  const studio = await Studio.open(page);
  for (const view of ["pipeline", "data"] as const) {
    await studio.show(view);
    if (view === "data")
      await page
        .getByTitle(/^Torgersen: /)
        .first()
        .scrollIntoViewIfNeeded();
    for (const colorScheme of ["light", "dark"] as const) {
      await showIn(page, colorScheme);
      expect(await unseen(page), `${view}, ${colorScheme}`).toEqual([]);
    }
  }

  const parts = page.getByRole("navigation", { name: "Parts of the page" });
  const linesBelow = (links: Locator) =>
    links.evaluateAll((all) => [...new Set(all.map((link) => getComputedStyle(link).borderBottomColor))]);
  const [chosen, ...more] = await linesBelow(parts.locator("a[aria-current]"));
  expect(more).toEqual([]);
  expect(await linesBelow(parts.locator("a:not([aria-current])"))).not.toContain(chosen);

  for (let presses = 0; presses < 15; presses++) {
    await page.keyboard.press("Tab");
    const { name, outline } = await page.evaluate(() => {
      const focused = document.activeElement ?? document.body;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focused);
      return {
        name: focused.getAttribute("aria-label") ?? focused.textContent ?? "",
        outline: { outlineStyle, isWide: Number.parseFloat(outlineWidth) >= 2, outlineColor },
      };
    });
    expect(outline, name).toMatchObject({ outlineStyle: "solid", isWide: true });
  }
});
