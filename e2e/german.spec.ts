import { expect, test } from "@playwright/test";
import { violations } from "./support/axe.ts";
import { Studio } from "./support/studio.ts";

test("the studio speaks German once it is chosen, worker and all, and English again", async ({ page }) => {
  await Studio.open(page);
  await page.getByLabel("Language / Sprache").selectOption("Deutsch");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("navigation", { name: "Teile der Seite" })).toContainText("2 Pipeline");
  await expect(page.getByRole("button", { name: "Trainieren", exact: true })).toBeEnabled();
  await expect(page.getByRole("region", { name: "Blöcke" })).toContainText("Zahlenlücken füllen");
  expect(await violations(page)).toEqual([]);

  await page.goto("#data");
  // What the worker says of a column.
  await expect(page.getByRole("table", { name: "Spalten der Tabelle" })).toContainText(
    /Alle gefüllten Zellen sind Zahlen/,
  );
  await page.goto("#results");
  await expect(page.getByText("Nach dem Training sagt hier ein Satz")).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.getByLabel("Sprache / Language").selectOption("English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeVisible();
});
