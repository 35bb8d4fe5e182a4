import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";

test("the gallery tells of each table whose it is, and opens it with its lesson; Undo brings back what was there", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await studio.show("data");
  await page
    .locator("summary")
    .getByText(/^Gallery: \d+ tables/)
    .click();
  const cards = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 4 }) });
  const open = cards.getByRole("button", { name: /^Open the table/ });
  expect(await open.count()).toBeGreaterThanOrEqual(10);
  for (const card of await cards.all()) await expect(card).toContainText(/Licence: (CC|US government)/);
  await page.getByRole("button", { name: "Open the table Wages of 1985" }).click();
  await expect(page.getByText("cps-wages.csv · 534 rows")).toBeVisible();
  await expect(studio.target).toHaveValue("wage");
  const lesson = page.getByRole("region", { name: "Lesson: Columns that say the same" });
  await expect(lesson.getByRole("listitem")).toHaveCount(3);
  await studio.show("pipeline");
  await studio.button("Undo").click();
  await expect(page.getByText("messy-penguins.csv · 344 rows")).toBeVisible();
  expect(complaints).toEqual([]);
});
