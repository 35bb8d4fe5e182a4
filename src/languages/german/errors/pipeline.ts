/** Documents: what keeps a pipeline from training, and what cannot be read as one. */
import type { pipelineErrors as errors, pipelineProblems as problems } from "../../../base/errors/pipeline.ts";
import { listWords } from "../../../base/words.ts";
import type { ErrorTranslation, NoticeTranslation } from "../../translation.ts";

const WHY_NOT = {
  source: "dort beginnt die Tabelle",
  model: "das ist das Modell",
  columns: "die Spalten, die er annimmt, können ohne ihn nicht weiterfließen",
  input: "einem späteren Block würde fehlen, was er braucht",
} as const;

const blockName = ({ id, title = "" }: { readonly id: string; readonly title?: string }) => `${id} (${title})`;

export const pipelineErrors = {
  E_FORMAT_VERSION: ({ where, problem, current, got }) => ({
    where: `${where}, formatVersion`,
    got,
    ...{
      none: {
        expected: `eine ganze Zahl von 1 bis ${current}`,
        fix: "Öffnen Sie eine Datei, die DiffML Studio gespeichert hat.",
      },
      newer: {
        expected: `höchstens ${current}`,
        fix: "Ein neueres DiffML Studio hat diese Datei gespeichert: Aktualisieren Sie dieses, und öffnen Sie sie dann noch einmal.",
      },
      stranded: {
        expected: "eine Version, von der aus dieses Studio weitermachen kann",
        fix: "Öffnen Sie sie mit einer älteren Version, und speichern Sie sie noch einmal.",
      },
    }[problem],
  }),
  E_PIPELINE_DOCUMENT: (found) => ({
    ...found,
    fix: "Berichtigen Sie die Datei, oder speichern Sie die Pipeline noch einmal.",
  }),
  E_PIPELINE_EMPTY: ({ block }) => ({
    where: `Pipeline, ${block}`,
    expected: "mindestens eine Spalte",
    got: "keine: Alle Spalten sind beiseitegelegt, oder keine hat den Typ, den die Blöcke davor annehmen",
    fix: "Verwenden Sie mehr Spalten (Seite „Daten“), oder verbinden Sie den Block mit Spalten eines anderen Typs.",
  }),
  E_PIPELINE_JOIN: ({ type, count }) => ({
    where: `Pipeline, ein Eingang vom Typ ${type}`,
    expected: "eine einzige Verbindung",
    got: `${count}`,
    fix: "Berichtigen Sie den Block, der dort mehrere Verbindungen enden lässt.",
  }),
  E_PIPELINE_WITHOUT: ({ block, reason, blocks }) => ({
    where: "Pipeline",
    expected: `ein Block, der sich weglassen lässt: ${listWords(blocks.map(blockName), 20)}`,
    got: reason === undefined ? `${block.id}, der keiner ihrer Blöcke ist` : `${blockName(block)}: ${WHY_NOT[reason]}`,
    fix: "Nennen Sie einen von diesen, oder ändern Sie die Pipeline im Studio.",
  }),
} satisfies ErrorTranslation<typeof errors>;

export const pipelineProblems = {
  E_PIPELINE_ID: ({ id }) => `Zwei Blöcke haben die Kennung „${id}“.`,
  E_PIPELINE_BLOCK: ({ type }) => `Dieses Studio hat keinen Block vom Typ „${type}“.`,
  E_PIPELINE_INPUT: ({ block, carries, input }) => `${block}: Verbinden Sie ${carries} mit „${input}“.`,
  E_PIPELINE_EDGE: ({ problem }) => problem,
  E_PIPELINE_CIRCLE: "Die Verbindungen laufen im Kreis.",
  E_PIPELINE_MODEL: ({ count }) =>
    count === 0 ? "Fügen Sie einen Modell-Block hinzu." : "Behalten Sie nur einen Modell-Block.",
  E_PIPELINE_SOURCE: ({ count, titles }) =>
    count === 0
      ? `Fügen Sie einen Block ${titles.map((title) => `„${title}“`).join(" oder ")} hinzu.`
      : "Behalten Sie nur einen Quell-Block.",
} satisfies NoticeTranslation<typeof problems>;
