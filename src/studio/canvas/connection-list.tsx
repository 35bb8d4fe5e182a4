import { canvasText } from "../../base/texts/studio/canvas.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { portSpec } from "../../pipeline/checks.ts";
import type { Edge, PipelineDocument } from "../../pipeline/document.ts";
import { blockLabel, disconnect, useDocument } from "../document/document-store.ts";
import { edgeId } from "../document/edits.ts";
import { focusOn } from "../ui/focus-on.ts";
import { announce } from "../ui/notices.ts";

/** The connections of a block, each with a button that removes it. */
export function ConnectionList({ block }: { readonly block: string }) {
  const document = useDocument((state) => state.document);
  const own = document.edges.filter((edge) => edge.to.block === block || edge.from.block === block);
  if (own.length === 0) return <p className="hint">{canvasText("notConnected")}</p>;
  return (
    <ul className="connections">
      {own.map((edge) => {
        const text = inWords(document, edge, block);
        return (
          <li key={edgeId(edge)} className="connections__item">
            <span>{text}</span>
            <button
              type="button"
              className="button button--quiet button--small button--icon"
              aria-label={canvasText("removeConnectionOf", { connection: text, block: blockLabel(document, block) })}
              onClick={() => {
                disconnect([edgeId(edge)]);
                focusOn(".outline");
                announce(canvasText("connectionRemoved"));
              }}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function inWords(document: PipelineDocument, edge: Edge, block: string): string {
  const isInput = edge.to.block === block;
  const own = isInput ? edge.to : edge.from;
  const other = isInput ? edge.from : edge.to;
  const title = portSpec(catalogue, document, own, isInput ? "inputs" : "outputs")?.title ?? own.port;
  return canvasText(isInput ? "arrivesFrom" : "goesTo", { port: title, block: blockLabel(document, other.block) });
}
