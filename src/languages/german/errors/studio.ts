import type { studioErrors as english, storageNotices as englishNotices } from "../../../base/errors/studio.ts";
import { listWords } from "../../../base/words.ts";
import type { ErrorTranslation, NoticeTranslation } from "../../translation.ts";

export const studioErrors = {
  E_STUDIO_JSON: ({ file }) => ({
    where: file,
    expected: "eine Tabelle, zum Beispiel CSV",
    got: "eine JSON-Datei",
    fix: "Eine Pipeline öffnen Sie mit „Pipeline öffnen“; eine Tabelle speichern Sie als CSV.",
  }),
  E_STUDIO_RUN_TABLE: ({ files }) => ({
    where: "Training",
    expected: `die Tabelle, mit der der Lauf begonnen wurde: ${listWords(files)}`,
    got: "eine andere oder keine",
    fix: "Öffnen Sie genau diese Dateien und setzen Sie den Lauf dann fort.",
  }),
  E_STUDIO_DRAW: ({ part, message }) => ({
    where: part,
    expected: "etwas zu zeichnen",
    got: message,
    fix: "Der Rest der Seite läuft weiter wie zuvor. Zeichnen Sie den Teil noch einmal oder laden Sie die Seite neu; geschieht es wieder, kopieren Sie die Diagnose in einen Fehlerbericht.",
  }),
  E_STUDIO_UNEXPECTED: ({ message }) => ({
    where: "Studio",
    expected: "kein Fehler",
    got: message,
    fix: "Versuchen Sie es noch einmal; geschieht es wieder, kopieren Sie die Diagnose in einen Fehlerbericht.",
  }),
} satisfies ErrorTranslation<typeof english>;

export const storageNotices = {
  E_STORE_READ:
    "Diese Version des Studios kann die Pipeline nicht lesen, die in diesem Browser gespeichert ist; das Studio beginnt deshalb neu. Das Gespeicherte wurde unverändert beiseitegelegt.",
  E_STORE_PARTS:
    "Die Pipeline, die in diesem Browser gespeichert ist, hat Teile, die diese Version des Studios nicht kennt. Sie wurde ohne diese geöffnet; das Gespeicherte wurde unverändert beiseitegelegt.",
  E_STORE_NEWER:
    "Eine neuere Version des Studios hat ihre Arbeit in diesem Browser gespeichert. Diese Seite lässt sie, wie sie ist; Änderungen werden deshalb nicht behalten. Laden Sie die Seite neu, um die neuere Version zu bekommen.",
  E_STORE_FULL:
    "Der Speicher dieses Browsers für die Seite ist voll; Änderungen werden deshalb nicht behalten. Exportieren Sie die Pipeline, um sie zu behalten.",
  E_STORE_WRITE:
    "Dieser Browser lässt die Seite nichts speichern; Änderungen werden deshalb nicht behalten. Exportieren Sie die Pipeline, um sie zu behalten.",
  E_KEEP_FULL:
    "Dieser Browser hat für die Seite keinen Platz mehr. Die Tabelle oder ihr Lauf wird deshalb nicht behalten und ist weg, wenn die Seite geschlossen wird. Löschen Sie behaltene Läufe unter „Gespeicherte Arbeit“ oder schaffen Sie Platz auf dem Gerät.",
  E_KEEP_REFUSED:
    "Dieser Browser lässt die Seite keine Dateien behalten, wie in privaten Fenstern üblich. Die Tabelle und ihre Läufe sind deshalb weg, wenn die Seite geschlossen wird.",
} satisfies NoticeTranslation<typeof englishNotices>;
