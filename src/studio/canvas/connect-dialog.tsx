import { portText } from "../../base/texts/pipeline.ts";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { Edge } from "../../pipeline/document.ts";
import { blockLabel, useDocument } from "../document/document-store.ts";
import { edgeId } from "../document/edits.ts";
import { closeConnect, useSelection } from "../document/selection.ts";
import { connectionOptions } from "../document/targets.ts";
import { Dialog } from "../ui/dialog.tsx";
import { connectOrSayWhy } from "./use-connecting.ts";

/** Connecting without a pointer's precision: every connection of a block that would be accepted, as a list of buttons. */
export function ConnectDialog() {
  const block = useSelection((state) => state.connecting);
  const document = useDocument((state) => state.document);
  if (block === undefined || !document.blocks.some(({ id }) => id === block)) return null;
  const label = blockLabel(document, block);
  const choose = (edge: Edge) => {
    closeConnect();
    connectOrSayWhy(edge);
  };
  const outgoing = connectionOptions(catalogue, document, block, "from");
  const incoming = connectionOptions(catalogue, document, block, "to");
  return (
    <Dialog title={canvasText("connectTitle", { block: label })} onClose={closeConnect}>
      <div className="stack">
        {outgoing.length > 0 && <h3>{canvasText("sendOn")}</h3>}
        {outgoing.length > 0 && (
          <ul className="choice-list">
            {outgoing.map(({ edge, type, fromTitle, toTitle }) => (
              <li key={edgeId(edge)}>
                <button type="button" className="choice" data-port={type} onClick={() => choose(edge)}>
                  <span className="choice__main">
                    {canvasText("sendTo", { block: blockLabel(document, edge.to.block) })}
                  </span>
                  <span className="choice__detail">
                    {canvasText("choice", { from: fromTitle, to: toTitle, carries: portText("carries", { type }) })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {incoming.length > 0 && <h3>{canvasText("takeFrom")}</h3>}
        {incoming.length > 0 && (
          <ul className="choice-list">
            {incoming.map(({ edge, type, fromTitle, toTitle }) => (
              <li key={edgeId(edge)}>
                <button type="button" className="choice" data-port={type} onClick={() => choose(edge)}>
                  <span className="choice__main">
                    {canvasText("from", { block: blockLabel(document, edge.from.block) })}
                  </span>
                  <span className="choice__detail">
                    {canvasText("choice", { from: fromTitle, to: toTitle, carries: portText("carries", { type }) })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {outgoing.length + incoming.length === 0 && <p>{canvasText("nothingToConnect")}</p>}
      </div>
    </Dialog>
  );
}
