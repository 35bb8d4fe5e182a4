/** Storage that is refused, full, or taken away while the page is open: the page goes on, says so in one sentence, and loses nothing that it said was saved. */
import { expect, type Page, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

const keepBox = (page: Page) =>
  page.getByRole("checkbox", { name: "Keep this table and its runs on this device", exact: true });

test("in a browser that refuses to store anything the page works, says once that nothing is kept, and has nothing to erase", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("refused", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
      Object.defineProperty(globalThis, name, { get: refuse });
    Object.defineProperty(navigator, "locks", { value: undefined });
    StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("refused", "SecurityError"));
    StorageManager.prototype.persist = () => Promise.reject(new DOMException("refused", "SecurityError"));
  });
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  await expect(studio.notices.getByText("does not let the page store anything")).toHaveCount(1);
  await studio.show("data");
  await keepBox(page).check();
  await expect(studio.notices).toContainText("does not let the page keep files");
  await studio.button("Privacy").click();
  const dialog = page.getByRole("dialog", { name: "Privacy" });
  await dialog.getByRole("button", { name: "Erase everything stored" }).click();
  await expect(dialog).toContainText("Erased.");
  expect(complaints).toEqual([]);
});

test("storage that is full, or deleted by somebody else, takes nothing of which the page says that it is saved", async ({
  page,
  context,
  baseURL,
}) => {
  const complaints = await recordComplaints(context);
  const names = [
    "../../etc/passwd.csv",
    "<img src=x onerror=alert(1)>.csv",
    "\u202egnp.csv",
    "__proto__",
    "a ".repeat(200),
  ];
  const studio = await Studio.open(page);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(baseURL!);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 2000 });
  for (const [index, name] of names.entries()) await studio.addCsv(name, fruitCsv(30 + index));
  await expect(studio.files).toHaveCount(names.length);
  await studio.show("data");
  await keepBox(page).check();
  await expect(studio.notices).toContainText("no more room for the page");
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await keepBox(page).uncheck();
  // A person, another tab, or a browser that is short of room.
  const deleted = page.evaluate(() => {
    const request = indexedDB.deleteDatabase("diffml-studio");
    return new Promise((done) => {
      for (const type of ["success", "error", "blocked"]) request.addEventListener(type, () => done(type));
    });
  });
  expect(await deleted).toBe("success");
  await keepBox(page).check();
  await expect(page.getByText("are kept in this browser. Unticking deletes them.")).toBeVisible();
  await studio.select("Scale number");
  await studio.button("Delete Scale number").click();
  await expect(page.locator("footer")).toContainText("Saved in this browser");
  // While the next file is read.
  await studio.addCsv("large.csv", fruitCsv(100_000));
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(studio.files).toHaveCount(names.length);
  await expect(studio.block("Impute number")).toBeAttached();
  await expect(studio.block("Scale number")).toHaveCount(0);
  expect(complaints).toEqual([]);
});
