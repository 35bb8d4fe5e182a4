import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";

interface Sample {
  readonly id: string;
  readonly title: string;
  readonly files: readonly string[];
  readonly target: string;
  readonly task: string;
  readonly rows: number;
}

test("every sample opens with its target and a pipeline that can be trained", async ({ page }) => {
  const complaints = await recordComplaints(page.context());
  const list = new URL("../public/samples/samples.json", import.meta.url);
  const samples = JSON.parse(await readFile(list, "utf8")) as readonly Sample[];
  expect(samples.length).toBeGreaterThan(3);
  const studio = await Studio.open(page);
  const picker = page.getByRole("combobox", { name: "Sample" });
  await expect(picker).toHaveValue(samples[0].id);
  for (const { id, title, files, target, task, rows } of samples) {
    await test.step(title, async () => {
      await picker.selectOption(id);
      const names = files.length === 1 ? files[0] : `${files.length} files`;
      const count = new Intl.NumberFormat("en").format(rows);
      await expect(page.getByText(`${names} · ${count} rows`)).toBeVisible();
      await expect(studio.target).toBeEnabled();
      await expect(studio.target).toHaveValue(target);
      await expect(page.getByRole("combobox", { name: "Task" })).toHaveValue(task);
      await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
      await expect(studio.block("Select sources")).toHaveCount(files.length > 1 ? 1 : 0);
      await expect(studio.notices).toHaveCount(0);
    });
  }
  expect(complaints).toEqual([]);
});
