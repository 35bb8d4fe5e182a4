import { canvasText } from "../../base/texts/studio/canvas.ts";
import { topologicalOrder } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { blockLabel, moveBlocks, useDocument } from "../document/document-store.ts";
import { COLUMN_WIDTH, positionOf, ROW_HEIGHT } from "../document/layout.ts";
import { select, useSelection } from "../document/selection.ts";
import { useAllProblems } from "../document/use-problems.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { oneStop } from "../ui/one-stop.ts";
import { BlockActions } from "./block-actions.tsx";
import { ConnectionList } from "./connection-list.tsx";

const MOVES = [
  { direction: "left", arrow: "←", x: -1, y: 0 },
  { direction: "right", arrow: "→", x: 1, y: 0 },
  { direction: "up", arrow: "↑", x: 0, y: -1 },
  { direction: "down", arrow: "↓", x: 0, y: 1 },
] as const;

const BLOCKS = oneStop({ of: ".outline__block" });

/** The same pipeline in words: whatever the canvas can do can be done here with buttons. */
export function Outline() {
  const document = useDocument((state) => state.document);
  const selected = useSelection((state) => state.blocks);
  const problems = useAllProblems();
  const hasTarget = useSession(({ table }) => viewOf(table)?.target !== undefined);
  const order = topologicalOrder(document) ?? document.blocks;
  const general = problems.filter((problem) => problem.block === "");
  return (
    <section className="outline" aria-label={canvasText("outline")} tabIndex={-1}>
      <div className="outline__head">
        <h3>{canvasText("outline")}</h3>
        <p className="hint">
          {problems.length > 0
            ? canvasText("toMend", { count: problems.length })
            : canvasText(hasTarget ? "complete" : "completeNoTable")}
        </p>
      </div>
      {general.map((problem) => (
        <p key={problem.message} className="outline__problem">
          {problem.message}
        </p>
      ))}
      <ol className="outline__list" ref={BLOCKS}>
        {order.map(({ id }) => {
          const isOpen = selected.includes(id);
          const own = problems.filter((problem) => problem.block === id);
          const label = blockLabel(document, id);
          return (
            <li
              key={id}
              ref={isOpen && selected.length === 1 ? bringToSight : undefined}
              className="outline__item"
              data-open={isOpen}
            >
              <button
                type="button"
                className="outline__block"
                aria-expanded={isOpen}
                onClick={() => select(isOpen ? [] : [id])}
              >
                <span className="outline__title">{label}</span>
                <span className="outline__flow">{flowOf(document, id)}</span>
                {own.length > 0 && (
                  <span className="badge badge--warning">{canvasText("problems", { count: own.length })}</span>
                )}
              </button>
              {own.map((problem) => (
                <p key={problem.message} className="outline__problem">
                  {problem.message}
                </p>
              ))}
              {isOpen && (
                <div className="outline__open">
                  <ConnectionList block={id} />
                  <div className="row">
                    <BlockActions block={id} />
                    <span className="row row--tight">
                      {MOVES.map((move) => (
                        <button
                          key={move.direction}
                          type="button"
                          className="button button--small button--icon"
                          aria-label={canvasText("move", { block: label, direction: move.direction })}
                          onClick={() => moveBy(id, move.x, move.y)}
                        >
                          <span aria-hidden="true">{move.arrow}</span>
                        </button>
                      ))}
                    </span>
                  </div>
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Where the outline scrolls by itself, the block that was selected on the canvas comes into its sight. */
function bringToSight(item: HTMLElement | null): void {
  const list = item?.closest(".outline");
  if (item && list && list.scrollHeight > list.clientHeight) item.scrollIntoView({ block: "nearest" });
}

/** Where a block's data comes from and where it goes. */
function flowOf(document: PipelineDocument, id: string): string {
  const names = (ids: readonly string[]) => [...new Set(ids)].map((other) => blockLabel(document, other));
  const from = names(document.edges.filter((edge) => edge.to.block === id).map((edge) => edge.from.block));
  const to = names(document.edges.filter((edge) => edge.from.block === id).map((edge) => edge.to.block));
  return canvasText("flow", { from, to });
}

function moveBy(id: string, x: number, y: number): void {
  const position = positionOf(useDocument.getState().document, id);
  const by = { x: (x * COLUMN_WIDTH) / 4, y: (y * ROW_HEIGHT) / 4 };
  moveBlocks({ [id]: { x: position.x + by.x, y: position.y + by.y } }, `move:${id}`);
}
