import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * The path of an installed Chrome, Chromium or Edge, or undefined. `DIFFML_BROWSER` overrides the search.
 *
 * @returns {string | undefined}
 */
export function findBrowser() {
  const wanted = process.env.DIFFML_BROWSER;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`DIFFML_BROWSER: expected the path of a browser, got "${wanted}".`);
  }
  return candidates().find((path) => existsSync(path) && starts(path));
}

/** @returns {string[]} */
function candidates() {
  if (process.platform === "darwin") {
    const apps = ["Google Chrome", "Chromium", "Microsoft Edge"];
    return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app`, "Contents", "MacOS", app)),
    );
  }
  if (process.platform === "win32") {
    const folders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) => process.env[name]);
    const programs = ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe"];
    programs.push("Microsoft\\Edge\\Application\\msedge.exe");
    return programs.flatMap((program) => folders.flatMap((folder) => (folder ? [join(folder, program)] : [])));
  }
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "microsoft-edge"];
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/snap/bin"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * Some systems ship a `chromium-browser` that only says "please install me". Not asked on Windows, where
 * `--version` opens a window.
 *
 * @param {string} path
 */
function starts(path) {
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;
}
