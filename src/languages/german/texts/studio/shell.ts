import { APP_NAME } from "../../../../base/app-name.ts";
import { formatCount } from "../../../../base/numbers.ts";
import type {
  diagnosticsText,
  dockText,
  dropText,
  headerText,
  helpText,
  privacyText,
  projectFileText,
  savedWorkText,
  shellText,
  stripText,
} from "../../../../base/texts/studio/shell.ts";
import { countOf, listQuoted, listWords } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { columns, files as filesOf, rows } from "../../nouns.ts";
import { canvas } from "./canvas.ts";
import { data } from "./data.ts";
import { results } from "./results.ts";
import { runs } from "./runs.ts";
import { train } from "./training.ts";

const SAVED = {
  starting: "",
  saved: "In diesem Browser gespeichert",
  saving: "Wird gespeichert …",
  elsewhere: "Nicht gespeichert: in einem anderen Tab offen",
  failed: "Nicht gespeichert",
} as const;

export const header = {
  saved: ({ status }) => SAVED[status],
  savedAsTrained:
    "Die Pipeline wurde so gespeichert, wie sie trainiert wurde. Was seither geändert wurde, ist nicht in der Datei; trainieren Sie noch einmal, damit es hineinkommt.",
  parts: "Teile der Seite",
  part: ({ part }) => {
    switch (part) {
      case "data":
        return data.heading;
      case "pipeline":
        return canvas.heading;
      case "train":
        return train.heading;
      case "results":
        return results.heading;
      case "runs":
        return runs.heading;
      default:
        return part satisfies never;
    }
  },
  undo: "Rückgängig",
  redo: "Wiederholen",
  undone: ({ step }) => `Rückgängig gemacht: ${step}.`,
  redone: ({ step }) => `Wiederholt: ${step}.`,
  nothingToUndo: "Es gibt nichts rückgängig zu machen.",
  nothingToRedo: "Es gibt nichts zu wiederholen.",
  openPipeline: "Pipeline öffnen",
  exportPipeline: "Pipeline-JSON exportieren",
  exportAs: "Exportieren als …",
  savedWork: "Gespeicherte Arbeit",
  darkTheme: "Dunkles Design",
  privacy: "Datenschutz",
  copyDiagnostics: "Diagnose kopieren",
  keys: "Tasten",
  tools: "Werkzeuge des Studios",
  sample: "Beispiel",
  chooseSample: "Eines wählen",
  ownFiles: "Ihre eigenen Dateien",
  verdict: "Urteil",
  toResults: "Zu den Ergebnissen",
  hideVerdict: "Urteil ausblenden",
} satisfies Translation<typeof headerText>;

export const shell = {
  loading: "Einen Moment …",
  drawAgain: "Noch einmal zeichnen",
  page: "Die Seite",
} satisfies Translation<typeof shellText>;

export const strip = {
  title: "Tabelle",
  toData: "Daten ansehen",
  opened: ({ files, nRows, nColumns }) => `${listWords(files)} geöffnet: ${rows(nRows)} und ${columns(nColumns)}.`,
  dirt: "Mit eingebrachtem Schmutz",
  warnings: ({ count }) => countOf(count, "Warnung", "Warnungen"),
  toDecide: ({ count }) => `${countOf(count, "Entscheidung", "Entscheidungen")} offen`,
} satisfies Translation<typeof stripText>;

export const dock = {
  title: "Unter der Arbeitsfläche",
  height: "Höhe des Bereichs unter der Arbeitsfläche",
  heightHint: "Ziehen Sie, oder nehmen Sie die Pfeiltasten; Eingabe stellt die übliche Höhe wieder her",
  tab: ({ tab, nProblems }) => {
    switch (tab) {
      case "figures":
        return "Verlust und Gates";
      case "output":
        return "Zeilen in Blöcken";
      case "surface":
        return "Entscheidungsfläche";
      case "learned":
        return "Was gelernt wurde";
      case "problems":
        return nProblems === 0 ? "Probleme" : `Probleme (${formatCount(nProblems)})`;
      default:
        return tab satisfies never;
    }
  },
  noProblems: "Nichts hindert diese Pipeline daran, trainiert zu werden.",
  pipelineProblems: "Probleme der Pipeline",
  fileProblems: "Auffälliges an den Dateien",
  ofFiles: ({ count }) => `${countOf(count, "Hinweis", "Hinweise")} zu den Dateien`,
  toData: "Daten ansehen",
} satisfies Translation<typeof dockText>;

const KEYS = {
  tab: [
    "Tab",
    "Weiter zum nächsten Bedienelement oder zur nächsten Gruppe: Blöcke, Verbindungen, jede Reihe von Werkzeugen",
  ],
  enter: ["Eingabe oder Leertaste", "Block oder Verbindung im Fokus auswählen"],
  arrows: [
    "Pfeiltasten",
    "Ausgewählten Block verschieben; ist keiner ausgewählt, und unter Schaltflächen, die beisammenstehen, zur nächsten gehen (Pos1, Ende: zur ersten, zur letzten)",
  ],
  connect: ["C", "Block verbinden: zeigt alle Verbindungen, die er haben kann"],
  look: ["O, Doppelklick", "Block öffnen: die Tabelle, die ihn verlässt"],
  delete: ["Entf oder Rücktaste", "Ausgewähltes entfernen"],
  several: ["Umschalt + Ziehen, Strg oder ⌘ + Klick", "Mehrere Blöcke auswählen; Strg oder ⌘ + A wählt alle aus"],
  copy: ["Strg oder ⌘ + C, V, D", "Ausgewählte Blöcke kopieren, die Kopien ablegen oder beides auf einmal"],
  escape: ["Esc", "Auswahl aufheben oder einen Dialog schließen"],
  search: ["/", "Blöcke suchen; die Eingabetaste fügt den ersten passenden hinzu"],
  undo: ["Strg oder ⌘ + Z", "Rückgängig"],
  redo: ["Strg oder ⌘ + Umschalt + Z", "Wiederholen"],
  help: ["?", "Diese Liste zeigen"],
} as const;

const SIGNS = {
  open: "Öffnet eine Pipeline, die als JSON gespeichert wurde.",
  save: "Speichert die Pipeline als JSON, das sich hier wieder öffnen lässt.",
  share:
    "Speichert die trainierte Pipeline für andere Programme oder als Seite zum Lesen, speichert die bereinigte Tabelle und kopiert einen Link.",
  work: "Zeigt, was dieser Browser gespeichert hat, und speichert alles zusammen als eine Datei.",
  theme: "Dunkel oder hell.",
  privacy: "Zeigt, was auf diesem Gerät behalten wird, und löscht es.",
  diagnostics: "Kopiert Angaben für eine Fehlermeldung; Ihre Daten sind nicht darunter.",
  pause: "Hält das Training an.",
  resume: "Macht weiter.",
  step: "Trainiert einen Schritt und hält wieder an.",
  stop: "Beendet das Training jetzt; ein Ergebnis gibt es trotzdem.",
} as const;

export const help = {
  signs: "Zeichen auf der Seite",
  sign: ({ sign }) => SIGNS[sign],
  key: ({ key }) => KEYS[key][0],
  does: ({ key }) => KEYS[key][1],
  pointer:
    "Mit einem Zeiger: von einem Anschluss zu einem anderen ziehen oder erst den einen, dann den anderen anklicken. Die Gliederung kann dasselbe mit Knöpfen.",
} satisfies Translation<typeof helpText>;

const tables = (count: number) => countOf(count, "Tabelle", "Tabellen");

export const drop = {
  anywhere: "Legen Sie Dateien, einen Ordner oder eine Pipeline irgendwo ab",
  whatToDo: ({ files }) =>
    files.length === 1
      ? `Was soll mit „${files[0]}“ geschehen?`
      : `Was soll mit ${formatCount(files.length)} Dateien geschehen?`,
  predict: ({ nFiles }) => (nFiles === 1 ? "Diese Datei vorhersagen" : "Diese Dateien vorhersagen"),
  predictHint: "Die trainierte Pipeline sagt jede Zeile vorher. Die Tabelle bleibt, wie sie ist.",
  train: ({ nFiles }) => (nFiles === 1 ? "Mit dieser Datei trainieren" : "Mit diesen Dateien trainieren"),
  inPlaceOf: ({ sample }) => `Anstelle der Beispieltabelle „${sample}“.`,
  beneath: "Ihre Zeilen kommen unter die der offenen Tabelle.",
  asTable: "Als Tabelle für das Training.",
  nothingYet: "Trainiert wird erst, wenn Sie auf „Trainieren“ drücken.",
  noTables: ({ others }) =>
    others.length === 0
      ? "In diesem Ordner ist keine Datei oder keine, die sich lesen lässt."
      : `Keine Datei in diesem Ordner ist dem Namen nach eine Tabelle: ${listQuoted(others, 5)}.`,
  passedOver: ({ nFiles, others, nHidden }) => {
    const named = others.length === 0 ? [] : [listQuoted(others, 5)];
    const hidden = nHidden === 0 ? [] : [countOf(nHidden, "versteckte Datei", "versteckte Dateien")];
    return `${filesOf(nFiles)} des Ordners ${nFiles === 1 ? "wurde" : "wurden"} genommen; übergangen: ${[...named, ...hidden].join(" und ")}.`;
  },
  tooManyFiles: ({ nFiles, most }) =>
    `Nichts wurde gelesen: Dieser Ordner enthält ${tables(nFiles)}, und höchstens ${formatCount(most)} lassen sich auf einmal untereinandersetzen. Wählen Sie einige davon.`,
  pastedName: ({ copy, ending }) => (copy === 1 ? `eingefügt.${ending}` : `eingefügt ${copy}.${ending}`),
  noTablePasted:
    "Das Eingefügte ist keine Tabelle: Es braucht mindestens zwei Zeilen mit Tabulatoren, Kommas, Semikolons oder senkrechten Strichen zwischen den Zellen.",
  isRunning:
    "Nichts wurde gelesen: Gerade läuft ein Training. Beenden Sie es oder legen Sie die Dateien ab, wenn es fertig ist.",
  onePipeline: ({ pipeline }) => `Es kann nur eine Pipeline offen sein; von mehreren wurde nur „${pipeline}“ geöffnet.`,
  opened: ({ pipeline, hasTable }) =>
    `Pipeline „${pipeline}“ geöffnet.${hasTable ? " Die offenen Dateien haben sich nicht geändert." : ""}`,
  lookAtIt: "Ansehen, was sie mitbringt",
  linkName: "Link",
  beforeLink: "Bevor ein Link geöffnet wurde",
  linkOpened: ({ pipeline, hasTable, isKept }) =>
    `Pipeline „${pipeline}“ aus dem Link geöffnet.${hasTable ? " Die offenen Dateien haben sich nicht geändert." : ""} „Rückgängig“ holt die Pipeline zurück, die da war${isKept ? "; sie steht auch unter „Gespeicherte Arbeit“" : ""}.`,
  linkWaits:
    "Der Link wurde nicht geöffnet: Ein Lauf ist im Gang. Halten Sie ihn an, oder öffnen Sie den Link, wenn er zu Ende ist.",
} satisfies Translation<typeof dropText>;

export const projectFile = {
  heading: "Alles als eine Datei",
  hint: "Pipeline, Dateien der Tabelle, fertige Läufe und Schnappschüsse, um sie anderswo aufzuheben oder weiterzugeben. Wer die Datei hat, kann Ihre Zeilen lesen.",
  save: "Projekt speichern",
  open: "Projekt öffnen",
  opened: ({ name, files, nRuns, nUnkept, isKeeping }) => {
    const table = files.length > 0 ? [`seiner Tabelle (${listWords(files)})`] : [];
    const finished = nRuns > 0 ? [countOf(nRuns, "fertigen Lauf", "fertigen Läufen")] : [];
    const parts = [...table, ...finished];
    const what = `Projekt „${name}“ ist offen${parts.length > 0 ? `, mit ${listWords(parts)}` : ""}. „Rückgängig“ holt die Pipeline und die Tabelle zurück, die offen waren.`;
    if (nUnkept === 0) return what;
    const [subject, verb] =
      nUnkept === nRuns
        ? ["Seine Läufe", "werden"]
        : [countOf(nUnkept, "älterer Lauf davon", "ältere Läufe davon"), nUnkept === 1 ? "wird" : "werden"];
    const where = isKeeping ? "auf diesem Gerät, das nur eine bestimmte Zahl behält," : "auf diesem Gerät";
    const gone = verb === "wird" ? "ist" : "sind";
    return `${what} ${subject} ${verb} ${where} nicht behalten und ${gone} hier weg, wenn die Seite geschlossen wird; die Datei enthält sie.`;
  },
  damaged: ({ file, parts }) =>
    `In „${file}“ nicht heil und deshalb weggelassen: ${listWords(parts, 8)}. Die Datei bleibt, wie sie ist; eine Kopie von anderswo ist vielleicht heil.`,
  alone: ({ file }) => `„${file}“ ist ein Projekt und wird allein geöffnet; die anderen Dateien wurden nicht gelesen.`,
} satisfies Translation<typeof projectFileText>;

export const privacy = {
  title: "Datenschutz",
  promise: ({ inTab }) =>
    `${inTab} Dateien werden von diesem Browser gelesen, zum Training verwendet und vorhergesagt. Nichts wird irgendwohin gesendet: Die Seite holt nur ihre eigenen festen Dateien, und ihre Sicherheitsregeln verbieten alles andere.`,
  inTab: "Ihre Daten bleiben in diesem Tab.",
  stored: "Was in diesem Browser gespeichert ist",
  storedPipeline:
    "Die Pipeline auf der Arbeitsfläche: Blöcke, Verbindungen und Einstellungen, mit den Namen der Spalten, die Sie darin gewählt haben, und der Dateien, an denen nicht gemessen wird; bei einer Beispieltabelle auch ihr Ziel und was Sie über ihre Spalten entschieden haben; bei einer Pipeline aus einer Datei auch, wie sie jede Spalte liest (Namen, Zeichen für fehlende Werte, Ausprägungen). In IndexedDB unter „diffml-studio“, damit sie da ist, wenn Sie wiederkommen.",
  storedSnapshots:
    "Schnappschüsse davon, die Sie unter einem Namen gespeichert haben oder die gemacht wurden, bevor ein Link geöffnet wurde, und Einträge, die diese Version des Studios nicht lesen konnte, unverändert: beide, bis Sie sie unter „Gespeicherte Arbeit“ löschen. Am selben Ort.",
  storedTheme: "Ob Sie hell oder dunkel gewählt haben. Im lokalen Speicher unter „diffml-studio/theme“.",
  storedLanguage:
    "Welche Sprache Sie gewählt haben, sobald Sie eine gewählt haben. Im lokalen Speicher unter „diffml-studio/language“.",
  storedPace:
    "Ob das Training langsam genug zum Zusehen ist, sobald Sie es geändert haben. Im lokalen Speicher unter „diffml-studio/pace“.",
  storedLayout:
    "Wie hoch der Bereich unter der Arbeitsfläche ist und ob die Liste der Blöcke eingeklappt ist, sobald Sie es geändert haben. Im lokalen Speicher unter „diffml-studio/dock“ und „diffml-studio/blocks“.",
  storedSmoothing:
    "Wie stark Linien von Verlusten geglättet werden, sobald Sie es geändert haben. Im lokalen Speicher unter „diffml-studio/smoothing“.",
  storedNotify:
    "Ob Sie eine Benachrichtigung wollen, wenn ein langer Lauf endet, sobald Sie das gesagt haben. Im lokalen Speicher unter „diffml-studio/notify“.",
  storedVisit:
    "Ob die Seite verlassen oder vom Browser beendet wurde, bis ihr Tab geschlossen wird. Im Sitzungsspeicher unter „diffml-studio/visit“.",
  storedFiles:
    "Die eigenen Dateien der Seite, damit sie sich ohne Netz öffnen lässt. Im Cache-Speicher unter „diffml-studio/files“.",
  kept: "Was nur behalten wird, wenn Sie es sagen",
  keptWords: ({ isGiven }) =>
    `Mit einem Häkchen hier oder bei der Tabelle („Diese Tabelle und ihre Läufe auf diesem Gerät behalten“): die Dateien der Tabelle, wie sie sind; was Sie über ihre Spalten entschieden haben; die fünfzig neuesten Läufe und die angehefteten, mit ihren trainierten Parametern, Kurven, Notizen und Schlagwörtern; und wo ein laufendes Training steht. Im privaten Dateisystem dieses Browsers und in IndexedDB unter „diffml-studio“; die Antwort im lokalen Speicher unter „diffml-studio/keep“. Ohne Häkchen wird alles davon gelöscht. Zurzeit wird ${isGiven ? "es behalten" : "nichts davon behalten"}.`,
  never: "Was nie gespeichert wird",
  neverStored: ({ isGiven }) =>
    `${isGiven ? "Vorhersagen und die Dateien, für die sie gemacht wurden." : "Ihre Dateien, deren Zeilen und Zellen, Vorhersagen und trainierte Parameter."} Sie sind weg, wenn der Tab geschlossen wird, außer Sie exportieren sie selbst. Eine exportierte Pipeline enthält, was sie gelernt hat (zum Beispiel Mittelwerte und Ausprägungen), Namen von Dateien und Spalten und keine Zeilen.`,
  erase: "Löschen",
  erasing: ({ isElsewhere }) =>
    `Löschen entfernt alles davon. ${isElsewhere ? "Gerade speichert ein anderer Tab; schließen Sie ihn zuerst, sonst speichert er wieder." : ""}`,
  erased:
    "Gelöscht. Während dieses Besuchs wird nichts mehr gespeichert; laden Sie die Seite neu, um von vorn zu beginnen.",
  reload: "Seite neu laden",
  eraseAll: "Alles Gespeicherte löschen",
  allErased: "Alles, was das Studio in diesem Browser gespeichert hatte, ist gelöscht.",
} satisfies Translation<typeof privacyText>;

export const savedWork = {
  title: "Gespeicherte Arbeit",
  snapshots: "Schnappschüsse der Pipeline",
  snapshotsHint:
    "Die Pipeline auf der Arbeitsfläche wird von selbst gespeichert, wenn Sie sie ändern. Ein Schnappschuss hält sie unter einem Namen fest, wie sie jetzt ist, bis Sie ihn löschen.",
  snapshotName: "Name des Schnappschusses",
  saveSnapshot: "Schnappschuss speichern",
  noSnapshots: "Noch keine.",
  snapshotSaved: ({ name }) => `Schnappschuss „${name}“ gespeichert.`,
  snapshotOpened: ({ name }) =>
    `Schnappschuss „${name}“ ist auf der Arbeitsfläche. „Rückgängig“ holt zurück, was dort war.`,
  unnamed: "Ohne Namen",
  open: "Öffnen",
  openSnapshot: ({ name }) => `Schnappschuss ${name} öffnen`,
  delete: "Löschen",
  deleteSnapshot: ({ name }) => `Schnappschuss ${name} löschen`,
  download: "Herunterladen",
  unreadable: "von dieser Version des Studios nicht lesbar",
  downloadSnapshot: ({ name }) => `Schnappschuss ${name} herunterladen`,
  runs: "Auf diesem Gerät behaltene Läufe",
  runsHint:
    "Die fünfzig neuesten und die angehefteten, mit ihren trainierten Pipelines und Kurven. „Läufe“ vergleicht sie.",
  show: "Zeigen",
  showRun: ({ time }) => `Den Lauf von ${time} zeigen`,
  downloadRun: ({ time }) => `Den Lauf von ${time} herunterladen`,
  deleteRun: ({ time }) => `Den Lauf von ${time} löschen`,
  aside: "Beiseitegelegt",
  asideHint:
    "Einträge, die diese Version des Studios nicht oder nicht ganz lesen konnte, unverändert. Eine neuere Version kann sie vielleicht lesen; hier wird nichts überschrieben.",
  asideName: ({ time }) => `Eintrag, beiseitegelegt am ${time}`,
  downloadAside: ({ time }) => `Den am ${time} beiseitegelegten Eintrag herunterladen`,
  deleteAside: ({ time }) => `Den am ${time} beiseitegelegten Eintrag löschen`,
} satisfies Translation<typeof savedWorkText>;

export const diagnostics = {
  app: APP_NAME,
  browser: "Browser",
  cores: "Kerne",
  isolated: "Cross-Origin-isoliert",
  webgpu: "WebGPU",
  offered: "vorhanden",
  notOffered: "nicht vorhanden",
  gpuCheck: "GPU-Prüfung",
  engine: "Engine",
  noEngine: "noch keine gelaufen",
  training: "Training",
  lastError: "Letzter Fehler",
  none: "keiner",
  table: "Tabelle",
  size: ({ nRows, nColumns, nFiles, task }) =>
    `${rows(nRows)}, ${columns(nColumns)}, ${filesOf(nFiles)}, ${task ?? "kein Ziel"}`,
  blocks: "Blöcke",
  connections: "Verbindungen",
  problems: "Probleme",
  copied: "Diagnose kopiert. Sie enthält keine Zellen, keine Spaltennamen und keine Dateinamen.",
  notCopied: ({ text }) => `Dieser Browser lässt die Seite nicht in die Zwischenablage schreiben. ${text}`,
} satisfies Translation<typeof diagnosticsText>;
