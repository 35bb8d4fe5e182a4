import { type RefObject, useEffect } from "react";
import { useDocument } from "../document/document-store.ts";
import { BEATS } from "../session/beats.ts";
import { isAboutBlock, useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { rowsOfBlock, rowsOfKind } from "./block-rows.ts";
import { edgeFlows, edgeWidth } from "./edge-flows.ts";

/** Makes connections as wide as what flows through them, while gates close: written onto the page, past React. */
export function useEdgeWidths(canvas: RefObject<HTMLElement | null>): void {
  const document = useDocument((state) => state.document);
  const schema = useSession(({ table }) => viewOf(table)?.schema);
  const live = useSession((session) => session.live);
  const run = useRun("figures");
  useEffect(() => {
    const opennessOf = (block: string): number => {
      const instance = document.blocks.find(({ id }) => id === block);
      if (!instance || !isAboutBlock(run, instance)) return 1;
      const gates = rowsOfKind(rowsOfBlock(live.rows, block), "gate");
      const values = gates.map((row) => live.valueNow(row)).filter((value) => !Number.isNaN(value));
      return values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const shown = new Map<string, string>();
    const lines = new Map<string, Element | null>();
    /** A connection's own line. What stands on the canvas as a whole is worked out anew for everything on it. */
    const lineOf = (box: HTMLElement, id: string) => {
      const known = lines.get(id);
      if (known?.isConnected) return known;
      const line = box.querySelector(`.react-flow__edge[data-id="${CSS.escape(id)}"] .connection`);
      lines.set(id, line);
      return line;
    };
    const show = () => {
      const { current: box } = canvas;
      if (!box) return;
      const flows = edgeFlows(document, schema, opennessOf);
      const most = Math.max(...flows.values(), 0);
      for (const [id, flow] of flows) {
        const width = `${edgeWidth(flow, most).toFixed(1)}px`;
        if (shown.get(id) === width) continue;
        shown.set(id, width);
        const line = lineOf(box, id);
        // Before it is drawn, it takes what the canvas says.
        const holder = line instanceof SVGElement ? line : box;
        holder.style.setProperty(widthName(id), width);
      }
    };
    show();
    return live.subscribe(show, BEATS.often);
  }, [canvas, document, schema, live, run]);
}

/** The name of the style that holds a connection's width. */
export function widthName(edge: string): string {
  return `--flow-${edge.replace(/[^\w-]/g, "-")}`;
}
