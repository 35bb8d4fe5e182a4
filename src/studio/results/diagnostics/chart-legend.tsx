import { LineSwatch } from "../../ui/line-swatch.tsx";

/** What the lines are. */
export function ChartLegend({ names, ideal }: { readonly names: readonly string[]; readonly ideal?: string }) {
  return (
    <ul className="diagnostic__legend">
      {names.map((name, index) => (
        <li key={name}>
          <LineSwatch index={index} />
          {name}
        </li>
      ))}
      {ideal === undefined ? null : <li className="hint">{ideal}</li>}
    </ul>
  );
}
