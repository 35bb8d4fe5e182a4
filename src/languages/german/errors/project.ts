import type { projectErrors as english } from "../../../base/errors/project.ts";
import { formatCount } from "../../../base/numbers.ts";
import type { ErrorTranslation } from "../../translation.ts";

const TAKE_OUT =
  "Die Tabellen und Pipelines darin sind gewöhnliche Dateien: Jedes Programm, das Zip-Archive öffnet, kann herausholen, was davon heil ist.";

export const projectErrors = {
  E_PROJECT_KIND: ({ file }) => ({
    where: file,
    expected: "ein Projekt, das DiffML Studio gespeichert hat",
    got: "ein anderes Archiv oder eines ohne sein Inhaltsverzeichnis",
    fix: "Wählen Sie eine Datei, die mit „Projekt speichern“ entstanden ist; eine Tabelle fügen Sie als eigene Datei hinzu.",
  }),
  E_PROJECT_MANIFEST: (found) => ({
    ...found,
    fix: `Die Datei ist beschädigt oder wurde von Hand geändert. ${TAKE_OUT}`,
  }),
  E_PROJECT_LARGE: ({ where, what, most, got }) => ({
    where,
    expected: `höchstens ${formatCount(most)} ${what === "bytes" ? "Bytes" : "Dateien"}`,
    got: formatCount(got),
    fix: `Behalten Sie die Tabelle als eigene Datei neben dem Projekt und exportieren Sie die Pipeline. ${TAKE_OUT}`,
  }),
} satisfies ErrorTranslation<typeof english>;
