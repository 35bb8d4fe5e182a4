/** The page without a network: its files are kept by a service worker, whose next version waits until somebody reloads. */
import { sessionText } from "../../base/texts/studio/session.ts";
import { notify } from "../ui/notices.ts";

/** Once everything else has been fetched that the page begins with. */
const REGISTER_AFTER_MS = 3000;

/** Builds alone have a service worker, and browsers only let it be where the page came by https or from this machine. */
export function startOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  setTimeout(() => void register().catch(() => undefined), REGISTER_AFTER_MS);
}

async function register(): Promise<void> {
  const address = new URL("sw.js", document.baseURI);
  const registration = await navigator.serviceWorker.register(address, { updateViaCache: "none" });
  // The first version has no page to wait for.
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const arriving = registration.installing;
    arriving?.addEventListener("statechange", () => {
      if (arriving.state === "installed" && navigator.serviceWorker.controller) offer(arriving);
    });
  });
}

/** What is saved stays; the browser asks before a run is cut off. */
function offer(waiting: ServiceWorker): void {
  notify({
    kind: "news",
    isLasting: true,
    message: sessionText("newVersion"),
    action: {
      label: sessionText("reload"),
      run: () => {
        navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
        waiting.postMessage("takeOver");
      },
    },
  });
}
