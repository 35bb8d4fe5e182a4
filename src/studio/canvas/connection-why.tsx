import { Panel, useConnection } from "@xyflow/react";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import { reasonAgainst } from "./use-connecting.ts";

/** While a connection is dragged over a port where it cannot end: why. */
export function ConnectionWhy() {
  const why = useConnection(({ inProgress, isValid, fromHandle, toHandle }) => {
    if (!inProgress || isValid !== false || !fromHandle || !toHandle) return "";
    const [one, other] = [fromHandle, toHandle].map(({ nodeId, id, type }) => ({
      block: nodeId,
      port: id ?? "",
      isOutput: type === "source",
    }));
    return reasonAgainst(one, other) ?? "";
  });
  if (why === "") return null;
  return (
    <Panel position="top-center" className="pipeline__why">
      {canvasText("cannotEnd", { problem: why })}
    </Panel>
  );
}
