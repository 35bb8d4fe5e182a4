import fc from "fast-check";
import { expect, test } from "vitest";
import { clampPage } from "./clamp-page.ts";

test("every page that is shown exists, and the pages hold all", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -5, max: 500 }),
      fc.nat(1000),
      fc.integer({ min: 1, max: 50 }),
      (wanted, count, size) => {
        const { page, nPages } = clampPage(wanted, count, size);
        expect(page).toBeGreaterThanOrEqual(0);
        expect(page).toBeLessThan(nPages);
        expect(nPages * size).toBeGreaterThanOrEqual(count);
        expect((nPages - 1) * size).toBeLessThan(Math.max(1, count));
      },
    ),
  );
});
