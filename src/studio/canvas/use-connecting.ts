/** Connecting on the canvas, by dragging and by two clicks; a refusal says why. */

import type { Connection, FinalConnectionState, Edge as FlowEdge } from "@xyflow/react";
import { useMemo } from "react";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { connectionProblem } from "../../pipeline/checks.ts";
import type { Edge } from "../../pipeline/document.ts";
import { connect, currentDocument } from "../document/document-store.ts";
import { announce, dismissRefusals, notify } from "../ui/notices.ts";

function toEdge({ source, sourceHandle, target, targetHandle }: Connection | FlowEdge): Edge {
  return { from: { block: source, port: sourceHandle ?? "" }, to: { block: target, port: targetHandle ?? "" } };
}

/** Connects, or says why not; both aloud. */
export function connectOrSayWhy(edge: Edge): boolean {
  const problem = connect(edge);
  if (problem === undefined) {
    dismissRefusals();
    announce(canvasText("connected"));
  } else {
    refuse(problem);
  }
  return problem === undefined;
}

function refuse(problem: string): void {
  notify({ kind: "refusal", message: canvasText("refused", { problem }) });
}

/** React Flow's connection handlers. */
export function useConnecting() {
  return useMemo(() => {
    // React Flow asks whether a connection is valid before it ends one, but tells the end of a click nothing about it.
    let problem: string | undefined;
    let isConnected = false;
    const start = () => {
      problem = undefined;
      isConnected = false;
    };
    const isPort = (target: EventTarget | null) => target instanceof Element && target.closest(".port") !== null;
    return {
      isValidConnection(connection: Connection | FlowEdge): boolean {
        problem = connectionProblem(catalogue, currentDocument(), toEdge(connection));
        return problem === undefined;
      },
      onConnectStart: start,
      onConnect(connection: Connection): void {
        isConnected = true;
        connectOrSayWhy(toEdge(connection));
      },
      onConnectEnd(_event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
        if (state.isValid === false && state.toHandle) refuse(problem ?? canvasText("twoOfAKind"));
      },
      onClickConnectStart(): void {
        start();
        announce(canvasText("started"));
      },
      onClickConnectEnd(event: MouseEvent | TouchEvent): void {
        if (!isConnected && isPort(event.target)) refuse(problem ?? canvasText("twoOfAKind"));
      },
    };
  }, []);
}
