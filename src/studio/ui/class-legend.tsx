import "./class-legend.css";
import { lineStyle } from "./line-styles.ts";

/** Which colour is which class, in the order of the classes. */
export function ClassLegend({ classes }: { readonly classes: readonly string[] }) {
  return (
    <ul className="class-legend">
      {classes.map((label, code) => (
        <li key={label}>
          <span className="class-legend__swatch" style={{ background: lineStyle(code).colour }} aria-hidden="true" />
          {label}
        </li>
      ))}
    </ul>
  );
}
