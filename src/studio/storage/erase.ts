/** Erasing all that the studio stored in this browser. */
import { DATABASE, deleteDatabase } from "./database.ts";

export async function eraseStored(): Promise<void> {
  await deleteDatabase();
  // Other pages of the same address may keep their own things here.
  for (const key of Object.keys(localStorage)) if (key.startsWith(DATABASE)) localStorage.removeItem(key);
}
