import { lineStyle } from "../../ui/line-styles.ts";

/** What the lines are. */
export function ChartLegend({ names, ideal }: { readonly names: readonly string[]; readonly ideal?: string }) {
  return (
    <ul className="diagnostic__legend">
      {names.map((name, index) => {
        const { colour, dash } = lineStyle(index);
        return (
          <li key={name}>
            <svg width="26" height="8" aria-hidden="true">
              <line x1="0" x2="26" y1="4" y2="4" stroke={colour} strokeWidth="2.5" strokeDasharray={dash} />
            </svg>
            {name}
          </li>
        );
      })}
      {ideal === undefined ? null : <li className="hint">{ideal}</li>}
    </ul>
  );
}
