import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import type { PortType } from "../../blocks/ports.ts";
import { disconnect } from "../document/document-store.ts";
import { announce } from "../ui/notices.ts";
import { widthName } from "./use-edge-widths.ts";

export type ConnectionFlowEdge = Edge<{ type: PortType; label: string; isHovered: boolean }, "connection">;

export const ConnectionEdge = memo(function ConnectionEdge(props: EdgeProps<ConnectionFlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, selected } = props;
  const [path, labelX, labelY] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const isShown = selected === true || data?.isHovered === true;
  const remove = () => {
    disconnect([id]);
    announce(canvasText("removedConnection", { connection: data?.label ?? "" }));
  };
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={24}
        className="connection"
        data-port={data?.type}
        style={{ strokeWidth: `var(${widthName(id)}, 2px)` }}
      />
      <EdgeLabelRenderer>
        <button
          type="button"
          className="connection__remove nodrag nopan"
          data-shown={isShown}
          style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          // The edge itself takes the keyboard's focus and Delete; the outline has this button for Tab.
          tabIndex={-1}
          aria-label={canvasText("removeConnection", { connection: data?.label ?? "" })}
          onClick={remove}
        >
          <span aria-hidden="true">×</span>
        </button>
      </EdgeLabelRenderer>
    </>
  );
});
