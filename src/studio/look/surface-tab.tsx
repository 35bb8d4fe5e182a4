import { type MouseEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { Surface, SurfaceAxis } from "../../app/look/surface.ts";
import { formatNumber } from "../../base/numbers.ts";
import { lookText, surfaceText } from "../../base/texts/studio/look.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import type { DatasetSchema } from "../../table/types.ts";
import { useDocument } from "../document/document-store.ts";
import type { Look } from "../session/look-slice.ts";
import { MOST_PINS, pinnedTable, pinRows, unpinRow, usePinnedRows } from "../session/pinned-rows.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { ClassLegend } from "../ui/class-legend.tsx";
import { SaveMenu } from "../ui/save-menu.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { setText } from "../ui/set-text.ts";
import { watchTheme } from "../ui/watch-theme.ts";
import "./look.css";
import "./surface.css";
import { type PinElements, PinList } from "./pin-list.tsx";
import { paintHistory, paintSurface, readSurfaceColours, rowAt, scaleOf } from "./surface-painter.ts";
import { surfacePicture, surfaceRows } from "./surface-picture.ts";
import { useAskedAgain } from "./use-asked-again.ts";

/** Answers whose values a pinned row keeps. */
const KEPT = 200;

/** What is said over two columns, as it moves while the pipeline trains, and what is said of pinned rows. */
export function SurfaceTab() {
  const schema = useSession(({ table }) => viewOf(table)?.schema);
  const names = schema ? columnNames(schema) : [];
  if (!schema || names.length < 2) return <p className="hint dock__later">{surfaceText("fewColumns")}</p>;
  // Another table has other columns, and its rows are others.
  return <OfTable key={pinnedTable(schema)} schema={schema} names={names} />;
}

/** Numbers first: a surface over them says most. */
const columnNames = ({ numbers, categories }: DatasetSchema) => [...numbers, ...categories].map(({ name }) => name);

function OfTable({ schema, names }: { readonly schema: DatasetSchema; readonly names: readonly string[] }) {
  const [across, setAcross] = useState(names[0]);
  const [up, setUp] = useState(names[1]);
  const table = pinnedTable(schema);
  const pins = usePinnedRows(table);
  const [like, setLike] = useState<number>();
  const [note, setNote] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const ends = useRef<Ends>({ across: null, up: null });
  const latest = useRef<Surface>(undefined);
  const histories = useRef(new Map<number, number[]>());
  const elements = useRef(new Map<number, PinElements>());
  const titleId = useId();
  const pipeline = useDocument((state) => state.document);
  const view = useSession((session) => viewOf(session.table));
  const { lookAtSurface } = useSession.getState();
  const show = (look: Look<Surface>) => {
    if (!canvas.current || !words.current) return;
    if (look.kind === "refused" || !look.seen) {
      const { where, got, fix, code } = look.kind === "refused" ? look.why : { where: "", got: "", fix: "", code: "" };
      setText(
        words.current,
        look.kind === "refused" ? `${where}: ${got}. ${fix} [${code}]` : surfaceText("fewColumns"),
      );
      return;
    }
    const surface = look.seen;
    latest.current = surface;
    const colours = readSurfaceColours(canvas.current);
    paintSurface(canvas.current, surface, { colours, pins });
    setText(words.current, `${surfaceText("state", { state: surface.of })} ${summary(surface)}`);
    tellEnds(ends.current.across, surface.axes[0]);
    tellEnds(ends.current.up, surface.axes[1]);
    showPins(surface, { histories: histories.current, elements: elements.current });
    const refused = pins.find((row) => !surface.pinned.some((pin) => pin.row === row));
    if (refused === undefined) return;
    unpinRow(table, refused);
    setNote(surfaceText("notPinned", { row: refused + 1 }));
  };
  useAskedAgain<Look<Surface>>({
    box,
    about: [across, up, pins, like, pipeline, view],
    ask: () =>
      lookAtSurface({
        ...{ columns: [across, up], pinned: [...pins], replica: useSession.getState().live.shown },
        ...(like === undefined ? {} : { like }),
      }),
    show,
  });
  useEffect(
    () =>
      watchTheme(() => {
        if (!canvas.current || !latest.current) return;
        paintSurface(canvas.current, latest.current, { colours: readSurfaceColours(canvas.current), pins });
      }),
    [pins],
  );
  const pin = (row: number) => {
    setNote(pinRows(table, [row]) ? "" : surfaceText("mostPins", { count: MOST_PINS }));
  };
  const unpin = (row: number) => {
    histories.current.delete(row);
    unpinRow(table, row);
    if (like === row) setLike(undefined);
  };
  const onClick = ({ nativeEvent: { offsetX: left, offsetY: top } }: MouseEvent) => {
    const { current: shown } = latest;
    if (!shown || !canvas.current) return;
    const { clientWidth: width, clientHeight: height } = canvas.current;
    const row = rowAt(shown, { left, top, width, height });
    if (row !== undefined) pins.includes(row) ? unpin(row) : pin(row);
  };
  const options = (other: string) =>
    names.filter((name) => name !== other).map((name) => ({ value: name, label: name }));
  return (
    <div className="surface" ref={box}>
      <div className="surface__controls">
        <SelectField
          className="look__field"
          label={surfaceText("across")}
          value={across}
          options={options(up)}
          onChange={setAcross}
        />
        <SelectField
          className="look__field"
          label={surfaceText("up")}
          value={up}
          options={options(across)}
          onChange={setUp}
        />
        <SelectField
          className="look__field"
          label={surfaceText("heldAt")}
          value={like ?? -1}
          options={[
            { value: -1, label: surfaceText("heldMiddle") },
            ...pins.map((row) => ({ value: row, label: surfaceText("heldLike", { row }) })),
          ]}
          onChange={(row) => setLike(row < 0 ? undefined : row)}
        />
        <Legend target={schema.target} />
        <div className="row">
          <SaveMenu
            label={uiText("saveOf", { title: surfaceText("figure", { across, up }) })}
            file="decision-surface"
            picture={() => {
              const { current: surface } = latest;
              if (!surface) return undefined;
              const [x, y] = surface.axes.map(({ name }) => name);
              return surfacePicture(surface, {
                title: surfaceText("figure", { across: x, up: y }),
                caption: `${words.current?.textContent ?? ""} ${surfaceText("held", { like })}`,
                name: schema.target.name,
              });
            }}
            rows={() => (latest.current ? surfaceRows(latest.current, schema.target.name) : [])}
          />
        </div>
        <p className="hint" ref={words}>
          {lookText("loading")}
        </p>
        <p className="hint">{surfaceText("held", { like })}</p>
      </div>
      <figure className="surface__figure" aria-labelledby={titleId}>
        <div className="surface__plot">
          <AxisEnds ends={ends} side="up" name={up} />
          <canvas
            ref={canvas}
            className="surface__canvas"
            role="img"
            aria-label={surfaceText("figure", { across, up })}
            onClick={onClick}
          />
          <AxisEnds ends={ends} side="across" name={across} />
        </div>
        <figcaption id={titleId} className="visually-hidden">
          {surfaceText("figure", { across, up })}
        </figcaption>
      </figure>
      <PinList pins={pins} note={note} elements={elements} onPin={pin} onUnpin={unpin} />
    </div>
  );
}

interface Ends {
  across: HTMLElement | null;
  up: HTMLElement | null;
}

/** The name of an axis and what lies at its ends, which come with the first answer. */
function AxisEnds({
  ends,
  side,
  name,
}: {
  readonly ends: RefObject<Ends>;
  readonly side: keyof Ends;
  readonly name: string;
}) {
  return (
    <div className={`surface__axis surface__axis--${side}`} aria-hidden="true">
      <span className="surface__axis-name">{name}</span>
      <span
        className="surface__ends"
        ref={(element) => {
          ends.current[side] = element;
        }}
      />
    </div>
  );
}

function tellEnds(element: HTMLElement | null, axis: SurfaceAxis): void {
  if (!element) return;
  const texts = axis.kind === "numbers" ? [axis.low, axis.high].map(formatNumber) : axis.labels;
  const key = texts.join("\n");
  if (element.dataset.shown === key) return;
  element.dataset.shown = key;
  element.dataset.kind = axis.kind;
  element.replaceChildren(
    ...texts.map((text) => {
      const end = document.createElement("span");
      end.textContent = text;
      end.title = text;
      return end;
    }),
  );
}

/** What the colours stand for. */
function Legend({ target }: { readonly target: DatasetSchema["target"] }) {
  if (target.task === "regression") {
    return (
      <p className="surface__scale">
        {target.name} <span className="surface__ramp" aria-hidden="true" />
      </p>
    );
  }
  return <ClassLegend classes={target.classes.map(({ label }) => label)} />;
}

/** From where to where it goes. */
function summary({ values, labels }: Surface): string {
  const width = Math.max(labels.length, 1);
  // Of two classes the second one: the one that is there rather than not.
  const code = labels.length === 2 ? 1 : 0;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = code; place < values.length; place += width) {
    least = Math.min(least, values[place]);
    most = Math.max(most, values[place]);
  }
  return labels.length > 0
    ? surfaceText("summaryClasses", { label: labels[code], least, most })
    : surfaceText("summaryNumbers", { least, most });
}

/** What is said of pinned rows now and was said before, written past React. */
function showPins(
  surface: Surface,
  { histories, elements }: { histories: Map<number, number[]>; elements: ReadonlyMap<number, PinElements> },
): void {
  const [low, high] = scaleOf(surface);
  for (const { row, label, said } of surface.pinned) {
    const element = elements.get(row);
    if (!element) continue;
    const isClass = surface.labels.length > 0;
    const history = histories.get(row) ?? [];
    histories.set(row, history);
    history.push(isClass ? said[label] : said[0]);
    if (history.length > KEPT) history.shift();
    const best = said.indexOf(Math.max(...said));
    setText(element.name, surfaceText("pinOf", { row, label: isClass ? surface.labels[label] : formatNumber(label) }));
    setText(
      element.said,
      isClass
        ? surfaceText("saidClass", { share: said[best], label: surface.labels[best] })
        : surfaceText("saidNumber", { value: said[0] }),
    );
    element.said.toggleAttribute("data-wrong", isClass && best !== label);
    paintHistory(element.history, history, { low, high, colour: getComputedStyle(element.history).color });
  }
}
