import { select } from "../document/selection.ts";
import { openDockTab } from "../ui/dock-tab.ts";

/** Shows the table that leaves a block, below the canvas; where the page scrolls, it comes into sight. */
export function openBlock(block: string): void {
  select([block]);
  openDockTab("output");
  requestAnimationFrame(() => document.querySelector(".dock")?.scrollIntoView({ block: "nearest" }));
}
