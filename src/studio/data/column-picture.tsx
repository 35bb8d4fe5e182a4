import { formatDay, formatNumber, formatPart, withUnit } from "../../base/numbers.ts";
import { columnText } from "../../base/texts/studio/data.ts";
import type { ColumnProfile } from "../../table/profile.ts";
import type { ColumnRule } from "../../table/types.ts";
import { unitOf } from "../../table/unit-of.ts";

const WIDTH = 132;
const HEIGHT = 34;
const LEVELS = 3;

/** Whole numbers that may be years: with a mark between thousands nobody reads them as such. */
const areYears = ({ min, max }: { readonly min: number; readonly max: number }) =>
  Number.isInteger(min) && Number.isInteger(max) && min >= 1000 && max < 3000;

const formatYear = (value: number) => String(Math.round(value));

/** A column at a glance: a histogram, or its most frequent levels. */
export function ColumnPicture({ profile, rule }: { readonly profile: ColumnProfile; readonly rule: ColumnRule }) {
  const { numbers, nRows, nMissing } = profile;
  // What rare values are pooled as is no value of the file: they are among the others, whose number stands below.
  const isPool = (label: string) => rule.otherLabel !== "" && label === rule.otherLabel;
  const levels = profile.levels.filter(({ label }) => !isPool(label));
  const nFilled = nRows - nMissing;
  if (numbers) {
    // Few values far out would flatten all others: they are marked at the ends instead.
    const { middle } = numbers;
    const { edges, counts } = (middle ?? numbers).histogram;
    const [first, last] = [edges[0], edges[edges.length - 1]];
    const most = Math.max(...counts);
    const barWidth = WIDTH / counts.length;
    const show = rule.type === "date" ? formatDay : areYears(numbers) ? formatYear : formatNumber;
    const unit = unitOf([rule], rule.name);
    const words = columnText("spread", {
      low: show(numbers.min),
      high: withUnit(show(numbers.max), unit),
      mean: withUnit(show(numbers.mean), unit),
      median: withUnit(show(numbers.median), unit),
    });
    return (
      <div className="picture">
        <span className="picture__end" aria-hidden="true">
          {middle && middle.nBelow > 0 ? `… ${show(first)}` : show(numbers.min)}
        </span>
        <svg
          className="picture__histogram"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words}
        >
          <title>{words}</title>
          {counts.map((count, bin) => {
            const height = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT);
            return (
              <rect
                key={edges[bin]}
                x={bin * barWidth}
                y={HEIGHT - height}
                width={Math.max(0.5, barWidth - 1)}
                height={height}
              />
            );
          })}
        </svg>
        <span className="picture__end" aria-hidden="true">
          {middle && middle.nAbove > 0 ? `${withUnit(show(last), unit)} …` : withUnit(show(numbers.max), unit)}
        </span>
      </div>
    );
  }
  if (levels.length === 0)
    return <span className="hint">{columnText(nFilled === 0 ? "nothingFilled" : "freeText")}</span>;
  return (
    <ul className="picture picture__levels">
      {levels.slice(0, LEVELS).map(({ label, count }) => (
        <li key={label} title={columnText("level", { label, nRows: count })}>
          <span className="picture__bar" style={{ width: `${(100 * count) / Math.max(1, nFilled)}%` }} />
          <span className="picture__label">{label}</span>
          <span className="picture__share">{formatPart(count, nFilled)}</span>
        </li>
      ))}
      {profile.nUnique > LEVELS ? (
        <li className="hint">{columnText("otherValues", { count: profile.nUnique - LEVELS })}</li>
      ) : null}
    </ul>
  );
}
