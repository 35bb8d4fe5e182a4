/** One history: what a person decides about the table is undone like everything else, and the table follows. */
import { expect, test } from "@playwright/test";
import { Studio } from "./support/studio.ts";

test("Undo takes back the last thing that was done: a role, a type, a target with the pipeline proposed for it", async ({
  page,
}) => {
  const studio = await Studio.open(page);
  const undo = studio.button("Undo");
  await expect(undo).toBeDisabled();
  const announcements = await studio.listen();
  const said = (words: string) => expect.poll(async () => (await announcements()).at(-1)).toBe(words);
  const use = page.getByRole("checkbox", { name: "Use body_mass_g", exact: true });
  const type = page.getByRole("combobox", { name: "Type of body_mass_g", exact: true });
  const blocks = await studio.blockTitles();
  const target = await studio.target.inputValue();

  await studio.show("data");
  await expect(type).toHaveValue("number");
  await use.click();
  await expect(use).not.toBeChecked();
  await type.selectOption("category");
  await expect(type).toHaveValue("category");
  await studio.target.selectOption("sex");
  await expect(studio.target).toHaveValue("sex");

  await undo.click();
  await said("Undone: choosing sex as the target.");
  await expect(studio.target).toHaveValue(target);
  await expect(type).toHaveValue("category");
  await undo.click();
  await said("Undone: choosing the type of body_mass_g.");
  await expect(type).toHaveValue("number");
  await expect(use).not.toBeChecked();
  await undo.click();
  await said("Undone: setting body_mass_g aside.");
  await expect(use).toBeChecked();
  await expect(undo).toBeDisabled();
  await studio.expectBlocks(blocks);
  await studio.button("Redo").click();
  await said("Redone: setting body_mass_g aside.");
  await expect(use).not.toBeChecked();

  // What was decided about a sample is there on the next visit, and is nothing to undo then.
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  await page.reload();
  await expect(use).not.toBeChecked();
  await expect(studio.target).toHaveValue(target);
  await expect(undo).toBeDisabled();
});

test("columns that are set aside take their blocks out of the untouched pipeline, and Undo brings both back at once", async ({
  page,
}) => {
  const studio = await Studio.open(page);
  const blocks = await studio.blockTitles();
  const used = page.getByRole("checkbox", { name: /^Use /, checked: true });
  const types = page.getByRole("combobox", { name: /^Type of / });
  await studio.show("data");
  await expect(used.first()).toBeVisible();
  const names = await used.evaluateAll((boxes) => boxes.map((box) => box.getAttribute("aria-label") ?? ""));
  const isCategory = await Promise.all(
    names.map((name) => types.and(page.getByLabel(name.replace("Use ", "Type of "), { exact: true })).inputValue()),
  );
  const categories = names.filter((_, index) => isCategory[index] === "category");
  expect(categories.length).toBeGreaterThan(0);
  for (const name of categories) {
    const box = page.getByRole("checkbox", { name, exact: true });
    await box.click();
    await expect(box).not.toBeChecked();
  }
  const without = blocks.filter((title) => !/category$/.test(title));
  expect(without).not.toEqual(blocks);
  await studio.expectBlocks(without);
  await studio.button("Undo").click();
  await studio.expectBlocks(blocks);
  await expect(page.getByRole("checkbox", { name: categories.at(-1), exact: true })).toBeChecked();
});
