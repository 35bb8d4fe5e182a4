import { portText } from "../../base/texts/pipeline.ts";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { Edge } from "../../pipeline/document.ts";
import { blockLabel, useDocument } from "../document/document-store.ts";
import { edgeId } from "../document/edits.ts";
import { closeConnect, useSelection } from "../document/selection.ts";
import { type ConnectionOption, connectionOptions } from "../document/targets.ts";
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
      <div className="stack" ref={beginAtFirst}>
        <Choices
          title={canvasText("sendOn")}
          options={outgoing}
          words={({ to }) => canvasText("sendTo", { block: blockLabel(document, to.block) })}
          onChoose={choose}
        />
        <Choices
          title={canvasText("takeFrom")}
          options={incoming}
          words={({ from }) => canvasText("from", { block: blockLabel(document, from.block) })}
          onChoose={choose}
        />
        {outgoing.length + incoming.length === 0 && <p>{canvasText("nothingToConnect")}</p>}
      </div>
    </Dialog>
  );
}

/** The dialog opens with the focus on what carries the attribute, which React takes for itself. */
const beginAtFirst = (list: Element | null) => list?.querySelector("button")?.setAttribute("autofocus", "");

interface ChoicesProps {
  readonly title: string;
  readonly options: readonly ConnectionOption[];
  /** The block at the other end. */
  readonly words: (edge: Edge) => string;
  readonly onChoose: (edge: Edge) => void;
}

/** Connections in one direction; nothing where there are none. */
function Choices({ title, options, words, onChoose }: ChoicesProps) {
  if (options.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="choice-list">
        {options.map(({ edge, type, fromTitle, toTitle }) => (
          <li key={edgeId(edge)}>
            <button type="button" className="choice" data-port={type} onClick={() => onChoose(edge)}>
              <span className="choice__main">{words(edge)}</span>
              <span className="choice__detail">
                {canvasText("choice", { from: fromTitle, to: toTitle, carries: portText("carries", { type }) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
