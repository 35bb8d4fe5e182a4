import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { portText } from "../../base/texts/pipeline.ts";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import { inspectorText } from "../../base/texts/studio/inspector.ts";
import type { PortSpec } from "../../blocks/block-spec.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { titleOf } from "../document/catalogue.ts";
import { blockLabel, useDocument } from "../document/document-store.ts";
import { settingsSummary } from "../document/settings-summary.ts";
import { useProblems } from "../document/use-problems.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { BlockLive } from "./block-live.tsx";

/** Only id and type travel through the canvas: what changes often is read from stores, so that the graph stays still. */
export type BlockFlowNode = Node<{ readonly type: string }, "block">;

export const BlockNode = memo(function BlockNode({ id, isConnectable }: NodeProps<BlockFlowNode>) {
  const instance = useDocument(({ document }) => document.blocks.find((block) => block.id === id));
  const label = useDocument(({ document }) => blockLabel(document, id));
  const problems = useProblems(id);
  if (!instance) return null;
  const block = catalogue.get(instance.type);
  const settings = block ? settingsSummary(block, instance.settings) : inspectorText("unknownBlock");
  return (
    <div className="block-node" title={block?.spec.summary} data-category={block?.spec.category ?? "unknown"}>
      <div className="block-node__head">
        <span className="block-node__title">{block ? label : titleOf(instance.type)}</span>
        {problems.length > 0 && (
          <span className="block-node__problems" title={problems.join("\n")}>
            <span aria-hidden="true">!</span>
            <span className="visually-hidden">{canvasText("problemList", { problems })}</span>
          </span>
        )}
      </div>
      <div className="block-node__body">
        <ul className="block-node__ports" aria-label={canvasText("inputs")}>
          {block?.spec.inputs.map((port) => (
            <PortRow key={port.name} port={port} side="input" label={label} isConnectable={isConnectable} />
          ))}
        </ul>
        <div className="block-node__middle">
          {block?.spec.inputs.length === 0 && <Columns />}
          {settings !== "" && (
            <p className="block-node__settings" title={settings}>
              {settings}
            </p>
          )}
          <BlockLive block={id} type={instance.type} />
        </div>
        <ul className="block-node__ports" aria-label={canvasText("outputs")}>
          {block?.spec.outputs.map((port) => (
            <PortRow key={port.name} port={port} side="output" label={label} isConnectable={isConnectable} />
          ))}
        </ul>
      </div>
    </div>
  );
});

/** On a block that brings the table in: what there is to learn from. */
function Columns() {
  const schema = useSession(({ table }) => viewOf(table)?.schema);
  if (!schema) return null;
  const words = canvasText("columns", { nNumbers: schema.numbers.length, nCategories: schema.categories.length });
  return (
    <p className="block-node__settings" title={words}>
      {words}
    </p>
  );
}

interface PortRowProps {
  readonly port: PortSpec;
  readonly side: "input" | "output";
  readonly label: string;
  readonly isConnectable: boolean;
}

function PortRow({ port, side, label, isConnectable }: PortRowProps) {
  const isInput = side === "input";
  return (
    <li className={`port-row port-row--${side}`}>
      <Handle
        id={port.name}
        type={isInput ? "target" : "source"}
        position={isInput ? Position.Left : Position.Right}
        isConnectable={isConnectable}
        className="port"
        data-port={port.type}
        role="button"
        tabIndex={-1}
        aria-label={canvasText(isInput ? "input" : "output", { port: port.title, block: label })}
        title={canvasText("portHint", {
          port: port.title,
          carries: portText("carries", { type: port.type }),
          isOptional: port.optional === true,
        })}
      />
      <span className="port-row__title">{port.title}</span>
    </li>
  );
}
