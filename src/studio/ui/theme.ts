/** Light or dark: the system's wish until somebody chooses. */
import { useSyncExternalStore } from "react";
import { recall, remember } from "./remembered.ts";

type Theme = "light" | "dark";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function chosen(): Theme | undefined {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : undefined;
}

function current(): Theme {
  return chosen() ?? (systemDark.matches ? "dark" : "light");
}

/** Applies the choice of an earlier visit; call before the first paint. */
export function restoreTheme(): void {
  const theme = recall("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}

export function toggleTheme(): void {
  const next: Theme = current() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  remember("theme", next);
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    systemDark.addEventListener("change", listener);
    return () => {
      listeners.delete(listener);
      systemDark.removeEventListener("change", listener);
    };
  }, current);
}
