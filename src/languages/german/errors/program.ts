/** The tensor program: what blocks write wrongly, and what evaluating it lacks. */
import type { programErrors as errors } from "../../../base/errors/program.ts";
import { formatCount } from "../../../base/numbers.ts";
import type { ErrorTranslation } from "../../translation.ts";

const nameOf = (block: string) => block || "(Pipeline)";
const constantOf = (block: string) => `Konstante des Blocks ${nameOf(block)}`;

export const programErrors = {
  E_SHAPE_CONSTANT: ({ block, size, got }) => ({
    where: constantOf(block),
    expected: `${size} Zahlen`,
    got: `${got}`,
    fix: "Berichtigen Sie den Block, der diese Konstante geschrieben hat.",
  }),
  E_SHAPE_OP: ({ op, expected, inputs }) => ({
    where: `Operation ${op} des Programms`,
    expected,
    got: inputs.join(" und ") || "keine Eingaben",
    fix: "Berichtigen Sie den Block, der diese Operation geschrieben hat.",
  }),
  E_PROGRAM_CONSTANT: ({ block, element, value }) => ({
    where: `${constantOf(block)}, Element ${element}`,
    expected: "eine endliche Zahl",
    got: String(value),
    fix: "Prüfen Sie die Statistik dieses Blocks: Vielleicht ist eine Spalte leer, oder ihre Zahlen sind zu groß für float32.",
  }),
  E_PROGRAM_WIDTH: ({ block, most, got }) => ({
    where: `Block ${nameOf(block)}`,
    expected: `höchstens ${formatCount(most)} Zahlen je Zeile`,
    got: formatCount(got),
    fix: "Verwenden Sie weniger Spalten, oder verbinden Sie weniger Blöcke, die sie vervielfachen.",
  }),
  E_PROGRAM_PARAMETER: ({ name }) => ({
    where: `Parameter ${name}`,
    expected: "ein Name, der nur einmal vorkommt",
    got: "ein zweiter Parameter dieses Namens",
    fix: "Geben Sie jedem Parameter eines Blocks einen eigenen Namen.",
  }),
  E_PROGRAM_FEED: ({ node, size, nRows, shape, got }) => ({
    where: node,
    expected: `${size} Zahlen (${nRows} × [${shape.join(", ")}])`,
    got: got === undefined ? "nichts" : `${got}`,
    fix: "Übergeben Sie jede Eingabe und jeden Parameter, von denen die gewünschten Werte abhängen.",
  }),
  E_PROGRAM_SECOND_ORDER: ({ op }) => ({
    where: `Gradient der Operation ${op}`,
    expected: "eine Operation mit einem Vektor-Jacobi-Produkt",
    got: "eine adjungierte Operation, die nur für Ableitungen erster Ordnung taugt",
    fix: "Bilden Sie Gradienten des Vorwärtsprogramms, nicht eines Gradienten.",
  }),
  E_PROGRAM_TRAINING_ONLY: ({ input }) => ({
    where: "Vorhersageprogramm",
    expected: "eine Vorhersage allein aus Tabellenspalten und Parametern",
    got: `eine, die „${input}“ liest, was neue Zeilen nicht haben`,
    fix: "Berichtigen Sie den Block, der es liest: Solche Werte dürfen nur in Verlust, Gewichte oder Strafterme eingehen.",
  }),
} satisfies ErrorTranslation<typeof errors>;
