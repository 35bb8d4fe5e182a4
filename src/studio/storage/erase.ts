/** Erasing all that the studio stored in this browser. */
import { DATABASE, deleteDatabase } from "./database.ts";
import { deleteFolder } from "./file-store.ts";

/** Database, private files, caches and the service worker of this page, and its choices. @throws what a browser says that keeps some of it. */
export async function eraseStored(): Promise<void> {
  for (const erase of [deleteDatabase, deleteFolder, eraseCaches, eraseWorker, eraseChoices]) {
    try {
      await erase();
    } catch (error) {
      // Where the page may not even ask, nothing is stored.
      if (!(error instanceof DOMException && error.name === "SecurityError")) throw error;
    }
  }
}

async function eraseCaches(): Promise<void> {
  // Not there where the page came without https.
  if (!("caches" in globalThis)) return;
  for (const name of await caches.keys()) if (name.startsWith(DATABASE)) await caches.delete(name);
}

async function eraseWorker(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration(document.baseURI);
  await registration?.unregister();
}

/** Other pages of the same address may keep their own things here. */
function eraseChoices(): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(DATABASE)) storage.removeItem(key);
  }
}
