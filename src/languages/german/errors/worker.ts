/** The session behind page and worker, and the worker itself. */
import type { workerErrors as errors } from "../../../base/errors/worker.ts";
import { formatDuration } from "../../../base/numbers.ts";
import type { ErrorTranslation } from "../../translation.ts";

const WISHES = { "a second Train": "ein zweites Training", "another pipeline": "eine andere Pipeline" } as const;
const WORKER = "Hintergrund-Worker";

export const workerErrors = {
  E_SESSION_TABLE: {
    where: "Daten",
    expected: "eine geöffnete Tabelle",
    got: "keine",
    fix: "Fügen Sie CSV-Dateien hinzu, oder wählen Sie ein Beispiel.",
  },
  E_TABLE_TARGET: {
    where: "Daten",
    expected: "eine Zielspalte",
    got: "keine gewählt",
    fix: "Wählen Sie unter „Zielspalte“ die Spalte, die vorhergesagt werden soll.",
  },
  E_SESSION_UNTRAINED: {
    where: "Pipeline",
    expected: "eine trainierte Pipeline",
    got: "noch keine",
    fix: "Drücken Sie „Trainieren“, oder öffnen Sie die Datei einer trainierten Pipeline.",
  },
  E_SESSION_BUSY: ({ wish }) => ({
    where: "Training",
    expected: "ein Lauf zur gleichen Zeit",
    got: `${WISHES[wish]}, während einer läuft`,
    fix: "Halten Sie zuerst den Lauf an, oder warten Sie, bis er zu Ende ist.",
  }),
  E_SESSION_REPLACED: {
    where: "Lesen von Dateien",
    expected: "ein Lesevorgang zur gleichen Zeit",
    got: "andere Dateien, bevor diese gelesen waren",
    fix: "Fügen Sie sie noch einmal hinzu, wenn Sie diese doch möchten.",
  },
  E_SESSION_CANCELLED: {
    where: WORKER,
    expected: "eine Antwort",
    got: "Abbrechen",
    fix: "Es hat sich nichts geändert; beginnen Sie noch einmal, wenn Sie es doch möchten.",
  },
  E_SESSION_LONG: ({ seconds }) => ({
    where: WORKER,
    expected: `eine Datei, die sich innerhalb von ${formatDuration(seconds)} öffnen lässt, wie jede, die dieses Studio schreibt`,
    got: "eine, die es noch immer nicht war",
    fix: "Das Öffnen wurde aufgegeben, und es hat sich nichts geändert. Öffnen Sie sie noch einmal, wenn sonst weniger läuft; kommt sie von jemand anderem, fragen Sie dort nach.",
  }),
  E_SESSION_CHECKPOINT: {
    where: "Training",
    expected: "die Tabelle, die Pipeline und die Version des Studios, mit denen der Lauf begonnen wurde",
    got: "andere",
    fix: "Drücken Sie „Trainieren“, um neu zu beginnen.",
  },
  E_SAMPLE_FETCH: ({ file, status }) => ({
    where: `Beispiel ${file}`,
    expected: "eine Datei dieser Seite",
    got: `HTTP-Status ${status}`,
    fix: "Laden Sie die Seite neu; bleibt es dabei, sind die statischen Dateien nicht vollständig.",
  }),
  E_WORKER_MEMORY: ({ message }) => ({
    where: WORKER,
    expected: "genügend Speicher für diese Tabelle und diese Pipeline",
    got: message,
    fix: "Schließen Sie andere Tabs, oder verwenden Sie weniger Zeilen oder Spalten; auf der Arbeitsfläche geht nichts verloren.",
  }),
  E_WORKER_CRASH: ({ message }) => ({
    where: WORKER,
    expected: "eine Antwort",
    got: message || "er hat angehalten",
    fix: "Speichern Sie die Pipeline, und laden Sie die Seite neu; auf der Arbeitsfläche geht nichts verloren.",
  }),
  E_WORKER_UNEXPECTED: ({ message }) => ({
    where: WORKER,
    expected: "kein Fehler",
    got: message,
    fix: "Auf der Arbeitsfläche geht nichts verloren. Versuchen Sie es noch einmal; bleibt es dabei, kopieren Sie die Diagnose, und melden Sie es.",
  }),
} satisfies ErrorTranslation<typeof errors>;
