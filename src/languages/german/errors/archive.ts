/** Packed files: gzip and zip. */
import type { archiveErrors as errors, archiveWarnings as warnings } from "../../../base/errors/archive.ts";
import { formatBytes, formatCount } from "../../../base/numbers.ts";
import { listQuoted } from "../../../base/words.ts";
import type { ErrorTranslation, NoticeTranslation } from "../../translation.ts";

const DAMAGE = {
  deflate: "gepackte Bytes, die sich nicht entpacken lassen, wie bei einer abgeschnittenen Datei",
  checksum: "entpackte Bytes, die nicht zu dem passen, was das Archiv über sie sagt",
  directory: "kein lesbares Verzeichnis seines Inhalts, wie bei einer abgeschnittenen Datei",
} as const;

const UNPACK = "Entpacken Sie es, und fügen Sie die Datei mit der Tabelle hinzu.";
const REFUSED = {
  encrypted: { got: "eine Datei mit Passwort", fix: `${UNPACK} Nach Passwörtern wird nicht gefragt.` },
  method: {
    got: "eine Datei, die auf seltene Weise gepackt ist",
    fix: `Packen Sie es neu als gewöhnliches Zip-Archiv, oder: ${UNPACK}`,
  },
  nested: { got: "ein Archiv in einem Archiv in einem Archiv", fix: UNPACK },
} as const;

export const archiveErrors = {
  E_ARCHIVE_DAMAGED: ({ file, problem }) => ({
    where: file,
    expected: "ein vollständiges Archiv",
    got: DAMAGE[problem],
    fix: "Laden oder kopieren Sie es noch einmal.",
  }),
  E_ARCHIVE_REFUSED: ({ file, why }) => ({
    where: file,
    expected: "ein Archiv, das sich hier öffnen lässt",
    ...REFUSED[why],
  }),
  E_ARCHIVE_TOO_LARGE: ({ file, packed, inflated, mostBytes, mostRatio }) => ({
    where: file,
    expected: `entpackt höchstens ${formatBytes(mostBytes)} und höchstens das ${formatCount(mostRatio)}-Fache der gepackten Größe`,
    got: `${formatBytes(inflated)} aus den ersten ${formatBytes(packed)}, und es kommt noch mehr`,
    fix: "Wenn Sie der Datei trauen, entpacken Sie sie selbst, und fügen Sie die Tabelle hinzu.",
  }),
  E_ARCHIVE_HELD: ({ file, most }) => ({
    where: file,
    expected: `höchstens ${formatBytes(most)}, denn eine Datei dieser Art in einem Archiv wird als Ganzes im Speicher gehalten`,
    got: "mehr",
    fix: "Entpacken Sie das Archiv, und fügen Sie die Datei selbst hinzu.",
  }),
  E_ARCHIVE_NO_TABLE: ({ file, members }) => ({
    where: file,
    expected: "eine Tabelle im Archiv, zum Beispiel eine CSV-Datei",
    got: members.length === 0 ? "ein leeres Archiv" : listQuoted(members),
    fix:
      members.length === 0 ? "Wählen Sie eine andere Datei." : `${UNPACK} Archive in Archiven werden nicht geöffnet.`,
  }),
  E_ARCHIVE_MEMBER: ({ file, member, members }) => ({
    where: file,
    expected: `eine der Dateien darin: ${listQuoted(members, 20)}`,
    got: JSON.stringify(member),
    fix: "Wählen Sie eine andere, oder überlassen Sie die Wahl dem Programm.",
  }),
} satisfies ErrorTranslation<typeof errors>;

export const archiveWarnings = {
  W_ARCHIVE_OTHERS: ({ member, others }) =>
    `Das Archiv enthält mehrere Tabellen; die größte, ${JSON.stringify(member)}, wurde gelesen. Nicht gelesen: ${listQuoted(others, 8)}. Eine andere können Sie dort wählen, wo steht, wie die Datei gelesen wurde.`,
} satisfies NoticeTranslation<typeof warnings>;
