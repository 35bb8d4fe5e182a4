import { useId } from "react";
import { formatCount } from "../../../base/numbers.ts";
import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import { uiText } from "../../../base/texts/studio/ui.ts";
import { classRows } from "../../../training/diagnostics/curves.ts";
import type { ClassDiagnostics } from "../../../training/diagnostics/diagnostics.ts";
import { mixed } from "../../ui/picture/mixed.ts";
import type { Picture } from "../../ui/picture/picture.ts";
import { saveCsv } from "../../ui/save-csv.ts";
import { SaveMenu } from "../../ui/save-menu.tsx";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { shownConfusion } from "./confusion.ts";

const MOST_SHOWN = 12;

interface ClassTablesProps {
  readonly labels: readonly string[];
  readonly diagnostics: ClassDiagnostics;
}

function SaveClasses({ rows }: { readonly rows: readonly (readonly (string | number)[])[] }) {
  const chart = "classes";
  return (
    <button
      type="button"
      className="button button--small"
      aria-label={`${diagnosticsText("saveOf", { chart })} ${uiText("as", { format: "CSV" })}`}
      onClick={() => saveCsv(`${chart}.csv`, rows)}
    >
      {uiText("save")} {uiText("as", { format: "CSV" })}
    </button>
  );
}

/** Which class was said of rows of which. */
export function ConfusionTable({ labels, diagnostics: { confusion } }: ClassTablesProps) {
  const titleId = useId();
  const { codes, counts } = shownConfusion(confusion, { nClasses: labels.length, most: MOST_SHOWN });
  const nameOf = (code: number | undefined) =>
    code === undefined ? diagnosticsText("others", { count: labels.length - codes.length + 1 }) : labels[code];
  const file = [
    [diagnosticsText("truth"), ...labels],
    ...labels.map((label, code) => [label, ...confusion.slice(code * labels.length, (code + 1) * labels.length)]),
  ];
  const title = diagnosticsText("title", { chart: "confusion" });
  const hint = [
    diagnosticsText("confusionHint"),
    ...(codes.includes(undefined)
      ? [diagnosticsText("othersHint", { shown: codes.length - 1, all: labels.length })]
      : []),
  ].join(" ");
  const groundOf = (is: number, said: number) => {
    const total = counts[is].reduce((sum, count) => sum + count, 0);
    const share = total === 0 ? 0 : counts[is][said] / total;
    const tone = is === said ? "var(--color-accent)" : "var(--color-danger)";
    return mixed(tone, 0.35 * share);
  };
  const picture = (): Picture => ({
    ...{ title, caption: hint },
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: diagnosticsText("truth") },
        ...codes.map((code) => ({ kind: "tiles", head: diagnosticsText("said", { label: nameOf(code) }) }) as const),
      ],
      rows: codes.map((code, is) => ({
        cells: [
          nameOf(code),
          ...counts[is].map(
            (count, said) => ({ kind: "tile", words: formatCount(count), colour: groundOf(is, said) }) as const,
          ),
        ],
      })),
    },
  });
  return (
    <div className="diagnostic card">
      <div className="diagnostic__head">
        <h3 id={titleId}>{title}</h3>
        <SaveMenu
          label={diagnosticsText("saveOf", { chart: "confusion" })}
          file="confusion"
          picture={picture}
          rows={() => file}
        />
      </div>
      <ScrollBox label={diagnosticsText("scrollable", { chart: "confusion" })}>
        <table className="table confusion" aria-labelledby={titleId}>
          <thead>
            <tr>
              <th scope="col">{diagnosticsText("truth")}</th>
              {codes.map((code) => (
                <th scope="col" key={code ?? -1}>
                  {diagnosticsText("said", { label: nameOf(code) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {codes.map((code, is) => (
              <tr key={code ?? -1}>
                <th scope="row">{nameOf(code)}</th>
                {counts[is].map((count, said) => (
                  <td
                    key={codes[said] ?? -1}
                    className={is === said ? "confusion__right" : undefined}
                    style={{ background: groundOf(is, said) }}
                  >
                    {formatCount(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="hint">{hint}</p>
    </div>
  );
}

/** How well each class fares. */
export function ClassTable({ labels, diagnostics: { confusion, classes } }: ClassTablesProps) {
  const titleId = useId();
  const rows = classRows(confusion, labels.length);
  const aucOf = (code: number) => classes.find((each) => each.code === code)?.rocAuc;
  const heads = [
    ...[diagnosticsText("class"), diagnosticsText("nRows"), diagnosticsText("nSaid"), diagnosticsText("precision")],
    ...[diagnosticsText("recall"), diagnosticsText("f1"), diagnosticsText("auc")],
  ];
  const file = [
    heads,
    ...rows.map(({ code, nRows, nSaid, precision, recall, f1 }) => [
      ...[labels[code], nRows, nSaid, precision, recall, f1],
      aucOf(code) ?? Number.NaN,
    ]),
  ];
  return (
    <div className="diagnostic diagnostic--wide card">
      <div className="diagnostic__head">
        <h3 id={titleId}>{diagnosticsText("title", { chart: "classes" })}</h3>
        <SaveClasses rows={file} />
      </div>
      <ScrollBox className="diagnostic__table" label={diagnosticsText("scrollable", { chart: "classes" })}>
        <table className="table diagnostic__numbers" aria-labelledby={titleId}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ code, nRows, nSaid, precision, recall, f1 }) => (
              <tr key={code}>
                <th scope="row">{labels[code]}</th>
                <td>{formatCount(nRows)}</td>
                <td>{formatCount(nSaid)}</td>
                <td>{diagnosticsText("share", { value: precision })}</td>
                <td>{diagnosticsText("share", { value: recall })}</td>
                <td>{diagnosticsText("share", { value: f1 })}</td>
                <td>{diagnosticsText("area", { value: aucOf(code) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  );
}
