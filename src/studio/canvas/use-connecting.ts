/** Connecting on the canvas, by dragging and by two clicks; a refusal says why. */

import type { Connection, FinalConnectionState, Edge as FlowEdge, OnConnectStartParams } from "@xyflow/react";
import { useMemo } from "react";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { connectionProblem } from "../../pipeline/checks.ts";
import type { Edge } from "../../pipeline/document.ts";
import { connect, currentDocument } from "../document/document-store.ts";
import { announce, dismissRefusals, notify } from "../ui/notices.ts";

interface PortEnd {
  readonly block: string;
  readonly port: string;
  readonly isOutput: boolean;
}

/** Why two ports cannot be connected; undefined where they can. */
export function reasonAgainst(one: PortEnd, other: PortEnd): string | undefined {
  if (one.isOutput === other.isOutput) return canvasText("twoOfAKind");
  const [from, to] = one.isOutput ? [one, other] : [other, one];
  const end = ({ block, port }: PortEnd) => ({ block, port });
  return connectionProblem(catalogue, currentDocument(), { from: end(from), to: end(to) });
}

/** Marks every port by whether a connection that was begun at `from` can end there: past React, for as long as it goes on. */
function markPorts(from: PortEnd | undefined): void {
  for (const element of document.querySelectorAll<HTMLElement>(".canvas .port")) {
    const { nodeid: block = "", handleid: port = "" } = element.dataset;
    const isStart = from?.block === block && from.port === port;
    if (!from || isStart) delete element.dataset.fit;
    else {
      const isOutput = element.classList.contains("source");
      element.dataset.fit = reasonAgainst(from, { block, port, isOutput }) === undefined ? "yes" : "no";
    }
  }
}

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
    const start = (_event: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      problem = undefined;
      isConnected = false;
      if (nodeId) markPorts({ block: nodeId, port: handleId ?? "", isOutput: handleType === "source" });
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
        markPorts(undefined);
        if (state.isValid === false && state.toHandle) refuse(problem ?? canvasText("twoOfAKind"));
      },
      onClickConnectStart(event: unknown, params: OnConnectStartParams): void {
        start(event, params);
        announce(canvasText("started"));
      },
      onClickConnectEnd(event: MouseEvent | TouchEvent): void {
        markPorts(undefined);
        if (!isConnected && isPort(event.target)) refuse(problem ?? canvasText("twoOfAKind"));
      },
    };
  }, []);
}
