import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { recordComplaints } from "./support/studio.ts";

const PIPELINE = readFileSync(
  new URL("../src/export/fixtures/version-1/penguins-proposed.json", import.meta.url),
  "utf8",
);

test("a link of the gallery opens its trained pipeline with its table, once, and names nothing elsewhere", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const asked: string[] = [];
  await page.route("**/docs/gallery/**", (route) => {
    asked.push(new URL(route.request().url()).pathname);
    return route.fulfill({ body: PIPELINE, contentType: "application/json" });
  });
  await page.goto("./?pipeline=penguins");
  await expect(page.getByText("penguins.csv").first()).toBeVisible();
  await page.getByRole("button", { name: "Look at what it brings" }).click();
  await expect(page.getByText("Self-test passed").first()).toBeVisible();
  expect(new URL(page.url()).search).toBe("");
  await page.goto("./?pipeline=..%2F..%2Fsecret#pipeline=cut");
  await expect(page.getByText("penguins.csv").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("Copy the whole link once more");
  expect(new URL(page.url()).hash).toBe("");
  expect(asked).toEqual(["/docs/gallery/penguins.diffml.json"]);
  expect(complaints).toEqual([]);
});
