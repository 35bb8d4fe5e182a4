/** The help of the command line: rows of verbs, and of options by the first verb that takes them. */
import type { Text } from "../../../base/language.ts";

type Rows = Readonly<Record<string, Text>>;

const TRAINED = "eine trainierte Pipeline";
const ONE_TRAINED = "eine einzige trainierte Pipeline";
const FILES = "mindestens eine CSV-Datei";

export const cliVerb = {
  "describe.files.required": FILES,
  "describe.summary": `Sagt, wie die Dateien (oder die Tabellen in einem Ordner) verstanden werden, genau so, wie das Training sie lesen würde: Zeilen, Typen, Rollen,
Zeichen für fehlende Werte, Ausprägungen, das Ziel, und was auffällig war. Trainiert wird nichts. Der Exit-Code ist 1, wo die Tabelle nicht brauchbar ist.`,
  "train.files.required": FILES,
  "train.summary":
    "Trainiert mit einer oder mehreren Dateien oder mit den Tabellen in einem Ordner; mehrere sind Quellen einer einzigen Tabelle, nach Spaltennamen gestapelt.",
  "train.afterword": "Strg+C hört früher auf und behält die bisher besten Gewichte; ein zweites Strg+C bricht ganz ab.",
  "predict.pipeline.required": TRAINED,
  "predict.files.required": FILES,
  "predict.summary": `Schreibt die Spalten der Eingabe, dann "prediction" und je Klasse eine Spalte "p_<Klasse>"; jede Zeile und ihre Reihenfolge bleiben erhalten.
Worin die Zeilen anders geschrieben sind als die des Trainings, wird erkannt und auf stderr gesagt, ebenso, was die Pipeline nicht kannte.
Zeilen, die nicht wie die des Trainings sind (eine Spalte fehlt, Zellen sind nicht lesbar, Zahlen aus allem Rahmen), werden abgelehnt.
Eine einzige Datei mit CSV oder JSON Lines ab 16 MB wird zweimal (JSON: dreimal) stückweise gelesen, mit demselben Speicher, wie groß sie auch
ist; eine Pipe dieser Größe liegt unterdessen in einer temporären Datei. Andere Formate und mehrere Dateien werden als Ganzes gehalten.`,
  "predict.afterword": `Zum Beispiel:
  npm run -s diffml -- predict trained.json rows.csv --out predictions.csv
  cat rows.jsonl | npm run -s diffml -- predict trained.json - --format jsonl | head
  npm run -s diffml -- predict trained.json huge.csv --out predictions.csv --resume     (und noch einmal dasselbe, wenn es abgebrochen wurde)`,
  "evaluate.pipeline.required": TRAINED,
  "evaluate.files.required": FILES,
  "evaluate.summary":
    "Misst eine trainierte Pipeline an Zeilen, deren Zielwert bekannt ist: metrics.test.tuned im Bericht.",
  "export.pipeline.required": ONE_TRAINED,
  "export.summary": `Schreibt eine trainierte Pipeline als Datei eines anderen Programms, das von diesem hier nichts braucht:
python        eine Datei, die Python 3.8 und NumPy braucht: rohe Zellen hinein, Vorhersagen heraus; ein Programm, und ein Modul mit predict und predict_proba
onnx-raw      für onnxruntime in jeder Sprache: ein Eingang je Spalte, Zahlen als float32 (NaN, wo sie fehlen), Kategorien als Texte
onnx-numeric  für Engines ohne Texte: ein float32-Eingang, dessen Spalten und Codes von Ausprägungen in den Metadaten stehen; nur Kernoperatoren
sql           für SQLite ab 3.38: ein SELECT, das rohe Zellen liest; nur harte Entscheidungen und ein lineares Modell, sonst wird mit Grund abgelehnt
sql-duckdb    dasselbe für DuckDB ab 1.0
cleaned-csv   die Tabelle aus --table, wie die gelernte Pipeline sie bereinigt: Lücken gefüllt, Ausreißer begrenzt, Zahlen und Ausprägungen in einer
              Schreibweise, in den Einheiten der Datei, bevor etwas skaliert oder kodiert wird; jede Zeile und Spalte an ihrem Platz
html          eine Seite zum Lesen: Urteil mit Intervall, Metriken, was gelernt wurde, Mitglieder, Model Card und, mit --table, wie sehr Vorhersagen auf jeder Spalte beruhen
              (wo das nur einen Augenblick dauert); kein Skript und kein Abruf
Die JSON-Datei, die train schreibt, lässt sich wieder öffnen und weitertrainieren; was hier geschrieben wird, sagt vorher, außer der Seite und der Tabelle.`,
  "export.afterword": `Zum Beispiel:
  npm run -s diffml -- export trained.json --format python --out model.py     (dann python3 model.py rows.csv)
  npm run -s diffml -- export trained.json --format cleaned-csv --table rows.csv --out cleaned.csv`,
  "decide.pipeline.required": ONE_TRAINED,
  "decide.summary": `Schreibt eine trainierte Pipeline, die eine Klasse nach einem Schwellenwert nennt, oder danach, was Fehler kosten, statt der wahrscheinlichsten: für predict,
evaluate, compare, jeden Export und das Studio. Wahrscheinlichkeiten bleiben, wie sie sind. Ohne --class und --costs wird wieder die wahrscheinlichste Klasse genannt.
Wählen Sie mit Zeilen, die nicht zum Testen da sind: Diagnose, im Studio, findet den günstigsten Schwellenwert auf Validierungszeilen.`,
  "decide.afterword": `Zum Beispiel:
  npm run -s diffml -- decide trained.json --class yes --from 0.3 --out careful.json
  npm run -s diffml -- decide trained.json --costs '{"yes": {"no": 10}}' --out careful.json`,
  "inspect.pipeline.required": ONE_TRAINED,
  "inspect.summary":
    "Gibt aus, was gelernt wurde: das Urteil, die Metriken jeder Stufe, worauf sich jeder Block festgelegt hat, die Mitglieder eines Ensembles und die Spalten, die gelesen werden.",
  "compare.pipeline.required": TRAINED,
  "compare.files.required": FILES,
  "compare.summary": `Vergleicht eine trainierte Pipeline mit einem eigenen Modell, an denselben Testzeilen der Tabelle, mit der sie trainiert wurde.
Zuerst sagt --rows, welche Zeile zu welchem Teil der Aufteilung gehört; trainieren Sie Ihr Modell mit den anderen, und schreiben Sie für jede
Testzeile eine Zeile: "row", und "prediction" oder je Klasse eine Spalte "p_<Klasse>".
Dann vergleicht --with, mit einem Intervall. Testzeilen urteilen einmal: Wer mit ihnen das beste von vielen Modellen aussucht,
braucht neue Zeilen, um zu sagen, wie gut es ist.`,
  "explain-kernels.pipeline.required": ONE_TRAINED,
  "explain-kernels.summary": `Gibt aus, was die kompilierten Engines aus einem Trainingsschritt dieser Pipeline machen: seine Durchgänge über Zeilen, als verschmolzene Schleifen.
t: ein Wert des Blocks von Zeilen (tile), f: ein Wert ohne Zeilen, sum: eine Summe über Zeilen, c: eine Konstante; ─ ist eine Barriere auf einer GPU.`,
} satisfies Rows;

const FORMATS = "python, onnx-raw, onnx-numeric, sql, sql-duckdb, html, cleaned-csv";
const SEVERAL = "kann mehrmals angegeben werden";
const DETECTED = "(Vorgabe: wird erkannt)";
const STDOUT = `"-" für die Standardausgabe`;
const STDOUT_OR_NOTHING = `"-" oder nichts für die Standardausgabe`;

export const cliOption = {
  "describe.target": "die Spalte, die vorhergesagt werden soll, mit Aufgabe und Klassen",
  "describe.values":
    "im Bericht jede Zelle, wie sie verstanden wird: Zahlen, Tage seit 1970-01-01, Klassen, null wo sie fehlt",
  "describe.report": `JSON statt einer Tabelle für Menschen; ${STDOUT}`,
  "train.target": "die Spalte, die vorhergesagt werden soll",
  "train.target.required": "der Name der Spalte, die vorhergesagt werden soll",
  "train.out": "die trainierte Pipeline, eine JSON-Datei, die auch das Studio öffnet",
  "train.out.required": "eine Datei für die trainierte Pipeline",
  "train.report": `Aufgabe, Zeilen, Sekunden, Engine, Schritte und Metriken als JSON; ${STDOUT}`,
  "train.suspicious": `Trainings- und Validierungszeilen, deren Zielwert falsch aussieht, als CSV, die verdächtigsten zuerst: Datei, Zeile, Zielwert, und was Modelle erwarten, die die Zeile nie sahen; ${STDOUT}`,
  "train.task": "auto, binary, multiclass, regression (Vorgabe auto)",
  "train.pipeline": "eine Pipeline aus dem Studio, trainiert oder nicht; ohne sie die vorgegebene Pipeline",
  "train.without": `was weggelassen wird: block:ID (übergangen, als wäre er nie da gewesen), column:NAME, source:FILE (ihre Zeilen); ${SEVERAL}`,
  "train.split": "Buchstaben T (Training), V (Validierung) und E (Test), einer je Datenzeile; Leerraum wird übergangen",
  "train.group":
    "Zeilen mit demselben Wert in dieser Spalte bleiben auf einer Seite der Aufteilung, zum Beispiel alle Besuche eines Patienten",
  "train.time":
    "eine Spalte mit Datumsangaben oder Zahlen: mit den frühesten Zeilen wird trainiert, die nächsten validieren, die spätesten testen",
  "train.split-by":
    "eine Spalte, die train, validation oder test sagt; yes oder no in einer, die etwa is_test heißt; Folds ab 1",
  "train.split-values":
    "was die Werte von --split-by bedeuten, zum Beispiel A=train,B=test, wo sie es nicht selbst sagen",
  "train.split-files":
    "wofür ganze Dateien da sind, zum Beispiel b.csv=test; mit nicht genannten Dateien wird trainiert",
  "train.seed": "Startwert für Aufteilung, Anfangsgewichte und Batches, 0 bis 4294967295 (Vorgabe 1)",
  "train.deploy":
    "ensemble: der Mittelwert aller Pipelines, gelernter und fester, die auf zurückgehaltenen Zeilen gut waren; one: die beste Pipeline, die klar besser ist als die einfache, oder diese (Vorgabe ensemble, oder was die Pipeline sagt)",
  "train.tags":
    "wie ermittelt wird, was jeder Block wert ist: retrained (die Pipeline wird ohne ihn neu trainiert), forced (die trainierte übergeht ihn); ohne Angabe retrained, wo die Zeit reicht",
  "train.optimise-for":
    "wonach Pipelines auf zurückgehaltenen Zeilen verglichen und ausgewählt werden (Vorgabe: Log-Loss, oder quadratischer Fehler; das Training selbst senkt immer diese, und vorhergesagt wird die wahrscheinlichste Klasse, bei meanCost die, die voraussichtlich am wenigsten kostet)",
  "train.loss":
    "worauf bei Zahlen trainiert wird: huber (große Fehler zählen nach ihrer Größe), quantile (worunter ein Anteil der Zeilen liegt); ohne Angabe quadratischer Fehler",
  "train.quantile":
    "der Anteil der Zeilen, die unter dem Gesagten liegen sollen, mit --loss quantile (über 0 und unter 1, Vorgabe 0.5)",
  "train.class-weights":
    "balanced: Zeilen zählen so, dass alle Klassen gleich viel zählen, im Training und bei der Wahl dessen, was eingesetzt wird (Vorgabe: jede Zeile einmal)",
  "train.starts":
    "Sätze von Anfangsgewichten, die nebeneinander trainiert werden; behalten wird der mit dem kleinsten Validierungsverlust (1 bis 8)",
  "train.learning-rates":
    "Lernraten, die nebeneinander versucht werden, zum Beispiel 0.001,0.005,0.02; jede mit allen Starts",
  "train.engine": "auto, compiled-webgpu, compiled-wasm, tfjs-webgpu, tfjs-wasm, tfjs-cpu (Vorgabe auto)",
  "train.max-seconds": "Zeit für alles (Vorgabe 60, oder was die Pipeline sagt)",
  "train.max-steps": "obere Grenze für die Trainingsschritte",
  "predict.out": `die Vorhersagen; ${STDOUT_OR_NOTHING}`,
  "predict.format":
    "csv, oder jsonl: je Zeile ein Objekt, Zellen als Texte, vorhergesagte Zahlen und Wahrscheinlichkeiten als Zahlen (Vorgabe: jsonl, wo --out auf .jsonl oder .ndjson endet, sonst csv)",
  "predict.resume":
    "dort weitermachen, wo derselbe Befehl abgebrochen wurde, wodurch auch immer: Zeilen liegen in FILE.part, bis alle da sind; für eine einzige Datei mit CSV oder JSON Lines",
  "predict.for-spreadsheets":
    "einen Apostroph vor Textzellen setzen, die eine Tabellenkalkulation berechnen würde (=, +, -, @ am Anfang), nie vor Zahlen; ohne diese Option wird ihretwegen keine Zelle verändert; für CSV, beim Trainieren für --suspicious",
  "evaluate.report": `Aufgabe, Zeilen, Sekunden und Metriken als JSON; ${STDOUT_OR_NOTHING}`,
  "predict.report": "wie die Zeilen gelesen wurden, als JSON: was erkannt wurde, was die Pipeline nicht kannte",
  "predict.force": "weitermachen, wo die Zeilen nicht wie die des Trainings sind",
  "export.format": FORMATS,
  "export.format.required": `das Format: ${FORMATS}`,
  "decide.class": "die Klasse, die genannt wird, wo ihre Wahrscheinlichkeit hoch genug ist; mit --from",
  "decide.from": "ab welcher Wahrscheinlichkeit",
  "decide.costs":
    'was Fehler kosten: {"yes": {"no": 10}} sagt, dass „no“ zu einer Zeile mit „yes“ 10 kostet; ein Fehler, der nicht genannt ist, kostet 1. Genannt wird die Klasse, die voraussichtlich am wenigsten kostet; train vergleicht und wählt außerdem danach, was Fehler kosten (--optimise-for meanCost)',
  "decide.out": `die Pipeline mit der Entscheidung; ${STDOUT}`,
  "decide.out.required": "eine Datei für die Pipeline",
  "export.table":
    "die Tabelle, deren Zellen bereinigt werden, mit --format cleaned-csv; mit html die Dateien des Trainings in ihrer Reihenfolge, um zu sagen, wie sehr Vorhersagen auf jeder Spalte beruhen",
  "export.split":
    "die Buchstaben, die die Zeilen von --table beim Training aufteilten, wo es Buchstaben waren; mit html",
  "export.out": `die Datei; ${STDOUT}`,
  "export.out.required": "eine Datei für das, was geschrieben wird",
  "compare.rows": `die Zeilen mit Zielwert und ihr Teil der Aufteilung, als CSV; ${STDOUT}`,
  "compare.with": "Vorhersagen Ihres eigenen Modells, mindestens für die Testzeilen",
  "compare.split": "die Buchstaben, die die Zeilen beim Training aufteilten, wo es Buchstaben waren",
  "compare.report": `Metriken beider und der Unterschied mit seinem Intervall als JSON; ${STDOUT}`,
  "explain-kernels.as":
    "loops (Vorgabe), oder wgsl: die Kernel, die ein Grafikgerät ausführt, in der Reihenfolge ihres Aufrufs",
  "describe.delimiter": `was zwischen Zellen steht, zum Beispiel ";"; \\t ist ein Tabulator, \\s+ beliebiger Leerraum, fixed:1,9,15 wo Spalten beginnen ${DETECTED}`,
  "describe.quote": `womit Zellen eingeschlossen sind; "none", wo Anführungszeichen Zeichen wie andere sind ${DETECTED}`,
  "describe.encoding": `zum Beispiel utf-8, windows-1252, shift_jis ${DETECTED}`,
  "describe.header": `ob die erste Zeile die Spalten benennt ${DETECTED}`,
  "describe.skip-rows": `Zeilen über der Tabelle, die übergangen werden ${DETECTED}`,
  "describe.sheet": "das Blatt einer Excel-Arbeitsmappe (Vorgabe: das erste, das eine Tabelle enthält)",
  "describe.member": "die Datei in einem Zip-Archiv (Vorgabe: die größte Tabelle)",
  "describe.one-row-in":
    "liest eine von N Zeilen jeder Datei, zufällig gezogen und immer dieselben: für Tabellen, die nicht in den Speicher passen (Vorgabe: alle Zeilen)",
  "describe.keep-all": "Zeilen behalten, die nicht nach Datensätzen aussehen: Einheiten, Summen, Anmerkungen",
  "describe.decimal": `"," oder "." für alle Zahlenspalten, NAME=, oder NAME=. für eine; ${SEVERAL} ${DETECTED}`,
  "describe.type": `number, category, date, text; ${SEVERAL} ${DETECTED}`,
  "describe.role": `used, aside für eine Spalte, aus der nicht gelernt wird, oder weight für die Spalte, die sagt, wie viel jede Zeile zählt; ${SEVERAL} (Vorgabe: wird vorgeschlagen)`,
  "describe.missing": `ein Text, der in allen Spalten „fehlend“ bedeutet, NAME=TEXT in einer, =TEXT in allen, wo er ein Gleichheitszeichen enthält; ${SEVERAL}`,
  "describe.match":
    "Spalten, die anders heißen, zum Beispiel salary=income: salary aus diesen Dateien wird als income gelesen",
  "describe.language": `die Sprache dessen, was auf stderr gesagt und für Menschen geschrieben wird: en (English), de (Deutsch);
                    Englisch, wo sie nicht angegeben ist, auch nicht als DIFFML_LANGUAGE in der Umgebung. Daten und Namen in Dateien bleiben, wie sie sind`,
  "describe.verbose": "auf stderr sagen, was geschieht, auch wenn es kein Terminal ist",
  "describe.help": "dieser Text",
} satisfies Rows;
