import { afterEach, expect, test, vi } from "vitest";
import { beginVisit, markOpening } from "./visit.ts";

/** A tab, whose pages come one after the other. */
function tab() {
  const stored = new Map<string, string>();
  let page = new EventTarget();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
  return {
    open() {
      page = new EventTarget();
      vi.stubGlobal("window", page);
      return beginVisit();
    },
    say: (type: "pagehide" | "pageshow") => page.dispatchEvent(new Event(type)),
  };
}

afterEach(() => vi.unstubAllGlobals());

test("a page that was left is told from one that the browser ended", () => {
  const { open, say } = tab();
  expect(open()).toBe("left");
  say("pagehide");
  expect(open()).toBe("left");
  expect(open()).toBe("broken");
  markOpening(true);
  expect(open()).toBe("broken-opening");
  markOpening(true);
  markOpening(false);
  expect(open()).toBe("broken");
  // Left, and come back to without being loaded anew.
  say("pagehide");
  say("pageshow");
  expect(open()).toBe("broken");
});

test("where nothing is stored, nothing is known", () => {
  const refuse = () => {
    throw new DOMException("refused", "SecurityError");
  };
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse });
  expect([beginVisit(), beginVisit()]).toEqual(["left", "left"]);
});
