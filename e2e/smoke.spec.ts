import { expect, test } from "@playwright/test";
import { recordComplaints } from "./support/studio.ts";

test("the page opens with its title, quietly, from its own files alone", async ({ page, baseURL }) => {
  const complaints = await recordComplaints(page.context());
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));

  await page.goto("./");
  await expect(page).toHaveTitle(/DiffML Studio/);
  await expect(page.locator("#root")).not.toBeEmpty();
  await page.waitForLoadState("networkidle");

  expect(complaints).toEqual([]);
  expect(requests.length).toBeGreaterThan(1);
  expect(
    requests.filter((request) => !request.startsWith(`GET ${baseURL}`) && !request.startsWith("GET blob:")),
  ).toEqual([]);
});

test("the page is cross-origin isolated and sends its policy", async ({ page }) => {
  const response = await page.goto("./");
  expect(response?.headers()["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveCount(1);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});
