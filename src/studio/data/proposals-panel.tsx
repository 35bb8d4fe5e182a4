import { useMemo } from "react";
import type { TableView } from "../../app/view-table.ts";
import { proposalText } from "../../base/texts/studio/proposals.ts";
import type { ColumnOverride } from "../../pipeline/document.ts";
import { useSession } from "../session/session-store.ts";
import { focusOn } from "../ui/focus-on.ts";
import {
  isOfTarget,
  type MarkProposal,
  markersWith,
  type Proposals,
  proposalsOf,
  type SentinelProposal,
} from "./proposals.ts";

/** Where the focus goes when the pressed button has gone: what is left to decide, else the columns. */
const PLACE = "proposals";
const LISTED = 12;

/** What of the numbers a person may want to decide otherwise, each with its evidence and one click. */
export function ProposalsPanel({ view, isLocked }: { readonly view: TableView; readonly isLocked: boolean }) {
  const { sentinels, marks } = useProposals(view);
  const count = sentinels.length + marks.length;
  if (count === 0) return null;
  return (
    <details className="panel panel--warning" open>
      <summary id={PLACE}>{proposalText("title", { count })}</summary>
      <div className="panel__body proposals">
        <p className="hint">{proposalText("hint")}</p>
        {sentinels.map((sentinel) => (
          <Sentinel key={sentinel.value} {...sentinel} isLocked={isLocked} />
        ))}
        {marks.map((mark) => (
          <Mark key={mark.rule.name} {...mark} isLocked={isLocked} />
        ))}
      </div>
    </details>
  );
}

/** Whether something of the target is to be decided before it is trained on. */
export function useTargetDoubt(view: TableView): boolean {
  return useProposals(view).sentinels.some(isOfTarget);
}

/** How many things are to be decided about numbers, before they are trained on. */
export function useNumberToDecide(view: TableView): number {
  const { sentinels, marks } = useProposals(view);
  return sentinels.length + marks.length;
}

function useProposals(view: TableView): Proposals {
  return useMemo(() => proposalsOf(view), [view]);
}

function decide(overrides: readonly ColumnOverride[]): void {
  void useSession
    .getState()
    .overrideColumns(overrides)
    .then(() => focusOn(document.getElementById(PLACE) ? `#${PLACE}` : "#data .columns__box"));
}

interface Lockable {
  readonly isLocked: boolean;
}

function Sentinel({ value, columns, isLocked }: SentinelProposal & Lockable) {
  const text = String(value);
  const shown = columns.slice(0, LISTED);
  return (
    <section className="proposal">
      <div className="proposal__head">
        <h3>{proposalText("sentinel", { value: text, count: columns.length })}</h3>
        {columns.length > 1 ? (
          <button
            type="button"
            className="button button--small"
            disabled={isLocked}
            onClick={() => decide(markersWith(columns))}
          >
            {proposalText("readAll", { value: text, count: columns.length })}
          </button>
        ) : null}
      </div>
      <ul className="plain-list">
        {shown.map((each) => (
          <li key={each.rule.name} className="proposal__line">
            <span>
              {proposalText("evidence", {
                column: each.rule.name,
                isTarget: each.rule.role === "target",
                count: each.doubt.count,
                nearest: each.doubt.nearest,
              })}
            </span>
            <button
              type="button"
              className="button button--small"
              disabled={isLocked}
              onClick={() => decide(markersWith([each]))}
            >
              {proposalText("read", { value: text, column: each.rule.name })}
            </button>
          </li>
        ))}
        {columns.length > shown.length ? (
          <li className="hint">{proposalText("more", { count: columns.length - shown.length })}</li>
        ) : null}
      </ul>
    </section>
  );
}

function Mark({ rule, doubt, isLocked }: MarkProposal & Lockable) {
  const { name: column, role } = rule;
  const { mark, because, example } = doubt;
  // Without groups: 1,234 beside 1,234 would say nothing.
  const [value, otherwise] = [String(doubt.value), String(doubt.otherwise)];
  return (
    <section className="proposal">
      <h3>{proposalText("mark", { column, isTarget: role === "target" })}</h3>
      <div className="proposal__line">
        <span>{proposalText("taken", { example, value, because })}</span>
        <button
          type="button"
          className="button button--small"
          disabled={isLocked}
          onClick={() => decide([{ name: column, decimalMark: mark === "," ? "." : "," }])}
        >
          {proposalText("readOtherwise", { column, example, otherwise })}
        </button>
        <button
          type="button"
          className="button button--small"
          disabled={isLocked}
          onClick={() => decide([{ name: column, decimalMark: mark }])}
        >
          {proposalText("keepReading", { column, example, value })}
        </button>
      </div>
    </section>
  );
}
