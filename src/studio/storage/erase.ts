/** Erasing all that the studio stored in this browser. */
import { DATABASE, deleteDatabase } from "./database.ts";
import { deleteFolder } from "./file-store.ts";

/** Database, private files, caches and the service worker of this page, and its choices. */
export async function eraseStored(): Promise<void> {
  await deleteDatabase();
  await deleteFolder();
  // Not there where the page came without https.
  if ("caches" in globalThis) {
    for (const name of await caches.keys()) if (name.startsWith(DATABASE)) await caches.delete(name);
  }
  const registration = await navigator.serviceWorker?.getRegistration(document.baseURI);
  await registration?.unregister();
  // Other pages of the same address may keep their own things here.
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(DATABASE)) storage.removeItem(key);
  }
}
