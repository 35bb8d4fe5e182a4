import { useId } from "react";
import { formatNumber } from "../../base/numbers.ts";
import { shapesText } from "../../base/texts/studio/shapes.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import {
  DENSITY_SHARE,
  densityOf,
  type Shape,
  type ShapesWords,
  shapePicture,
  shapeRows,
  shapeWords,
} from "./shapes.ts";

/** Of the drawing, in units of its own; the page stretches it. */
const WIDTH = 240;
const HEIGHT = 110;
const MOST_LEVELS = 6;

interface ShapeFigureProps {
  readonly shape: Shape;
  /** The same for all. */
  readonly range: readonly [number, number];
  readonly words: ShapesWords;
}

/** What one column adds: reached by Tab, it says from where to where it goes. */
export function ShapeFigure({ shape, range, words }: ShapeFigureProps) {
  const titleId = useId();
  const { column, points, missing, spread } = shape;
  return (
    <figure className="shape" aria-labelledby={titleId}>
      <div className="shape__head">
        <h4 id={titleId}>{column}</h4>
        <span className="hint" title={shapesText("movesHint")}>
          {shapesText("moves", { spread })}
        </span>
        <SaveMenu
          label={uiText("saveOf", { title: column })}
          file="shape"
          picture={() => shapePicture(shape, range, words)}
          rows={() => shapeRows([shape])}
        />
      </div>
      {points.kind === "levels" ? (
        <Levels shape={shape} labels={points.labels} range={range} />
      ) : (
        <Curve shape={shape} values={points.values} range={range} />
      )}
      {missing === undefined ? null : (
        <figcaption className="hint">{shapesText("missing", { value: missing })}</figcaption>
      )}
    </figure>
  );
}

type Own = Pick<ShapeFigureProps, "shape" | "range">;

function Curve({ shape, values, range: [low, high] }: Own & { readonly values: readonly number[] }) {
  const { curve } = shape;
  const [from, to] = [values[0], values[values.length - 1]];
  const left = (value: number) => (to > from ? ((value - from) / (to - from)) * WIDTH : WIDTH / 2);
  const top = (value: number) => ((high - value) / (high - low)) * HEIGHT;
  const density = densityOf(shape);
  const bin = WIDTH / density.length;
  const path = values.map((value, at) => `${left(value).toFixed(1)} ${top(curve[at]).toFixed(1)}`).join("L");
  return (
    <>
      <div className="shape__plot">
        <span className="shape__scale" aria-hidden="true">
          <span>{shapesText("signed", { value: high })}</span>
          <span style={{ top: `${(100 * high) / (high - low)}%` }}>0</span>
        </span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={shapeWords(shape)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: who goes through the page by Tab reads each curve
          tabIndex={0}
        >
          {density.map((share, at) => {
            const height = share * DENSITY_SHARE * HEIGHT;
            return <rect key={at} x={at * bin} y={HEIGHT - height} width={bin * 0.9} height={height} />;
          })}
          <line x1="0" x2={WIDTH} y1={top(0)} y2={top(0)} />
          <path d={`M${path}`} />
        </svg>
      </div>
      <div className="shape__ends" aria-hidden="true">
        <span>{formatNumber(from)}</span>
        <span>{formatNumber(to)}</span>
      </div>
    </>
  );
}

function Levels({ shape, labels, range: [low, high] }: Own & { readonly labels: readonly string[] }) {
  const place = (value: number) => `${((100 * (value - low)) / (high - low)).toFixed(2)}%`;
  const density = densityOf(shape);
  const nMore = labels.length - MOST_LEVELS;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who goes through the page by Tab reads each curve */}
      <ul className="shape__levels" tabIndex={0} aria-label={shapeWords(shape)}>
        {labels.slice(0, MOST_LEVELS).map((label, at) => (
          <li key={label}>
            <span className="shape__level" title={label}>
              {label}
              <span className="shape__share" style={{ width: `${100 * density[at]}%` }} />
            </span>
            <svg aria-hidden="true">
              <line x1={place(0)} x2={place(0)} y1="0" y2="100%" />
              <line className="shape__bar" x1={place(0)} x2={place(shape.curve[at])} y1="50%" y2="50%" />
              <circle cx={place(shape.curve[at])} cy="50%" r="4" />
            </svg>
            <span className="shape__number">{shapesText("signed", { value: shape.curve[at] })}</span>
          </li>
        ))}
      </ul>
      {nMore > 0 ? <span className="hint">{shapesText("moreLevels", { count: nMore })}</span> : null}
    </>
  );
}
