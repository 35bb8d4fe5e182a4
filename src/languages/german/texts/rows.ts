/** Texts that stand in rows of tables: phases of a run, what is scored, metrics. */
import type { Text } from "../../../base/language.ts";

type Rows = Readonly<Record<string, Text>>;

export const phase = {
  "preparing.studio": "Vorbereiten der Blöcke",
  "preparing.commandLine": "Vorbereiten",
  "soft.studio": "Trainieren der Mischung",
  "soft.commandLine": "Training",
  "soft.rivalWon":
    "Weiterzutrainieren hat den Validierungsverlust der Mischung nicht gesenkt, deshalb behält sie die Gewichte, mit denen sie begann.",
  "tuning.studio": "Nachtrainieren der endgültigen Pipeline",
  "tuning.commandLine": "Nachtrainieren mit festgelegten Entscheidungen",
  "tuning.rivalWon":
    "Das Nachtrainieren hat den Validierungsverlust der endgültigen Pipeline nicht gesenkt, deshalb behält sie die Gewichte, die sie vorher hatte.",
  "tuning.inVerdict": "die nachtrainierte Endfassung",
  "baseline.studio": "Trainieren der einfachen Pipeline zum Vergleich",
  "baseline.commandLine": "Trainieren der einfachen Pipeline",
  "baseline.inVerdict": "die einfache Pipeline",
  "members.studio": "Trainieren der Mitglieder des Ensembles",
  "members.commandLine": "Trainieren der Mitglieder",
  "members.inVerdict.deployed": "das Ensemble",
  "members.inVerdict.fixed": "die gut gewählte feste Pipeline",
  "members.inVerdict.constant": "eine Schätzung, die keine Spalte ansieht",
  "evaluating.studio": "Messen an Zeilen, die zurückgehalten wurden",
  "evaluating.commandLine": "Messen",
} satisfies Rows;

export const stage = {
  "soft.title": "Mischung",
  "soft.explanation": "jede Alternative mit ihrem gelernten Anteil",
  "hard.title": "Endfassung",
  "hard.explanation":
    "Entscheidungen und Gates sind festgelegt, das Modell ist noch nicht dafür trainiert: oft viel schlechter",
  "tuned.title": "Endfassung, nachtrainiert",
  "tuned.explanation": "festgelegt und dann weitertrainiert: Das wird exportiert",
  "tuned.ofChosen":
    "die angenommene Pipeline, trainiert mit allen Zeilen, die nicht zum Testen dienen: Das wird exportiert",
  "tuned.ofEnsemble.title": "Ensemble",
  "tuned.ofEnsemble.explanation": "der Mittelwert von allem, was sich als nützlich erwies: Das wird exportiert",
  "baseline.title": "Einfache Pipeline",
  "baseline.explanation": "dasselbe Modell, übliche Vorbereitung, derselbe Aufwand",
  "baseline.ofChosen": "dasselbe Modell, übliche Vorbereitung, mit denselben Zeilen trainiert",
  "baseline.ofEnsemble.explanation": "dasselbe Modell, übliche Vorbereitung, eine für jeden Teil der Zeilen",
  "learned.title": "Gelernte Pipeline",
  "learned.explanation": "festgelegt und dann neu trainiert, eine für jeden Teil der Zeilen",
  "fixed.title": "Gut gewählte feste Pipeline",
  "fixed.explanation": "die beste von mehreren üblichen Vorbereitungen, eine für jeden Teil der Zeilen",
  "fixed.ofChosen": "die beste von mehreren üblichen Vorbereitungen, mit denselben Zeilen trainiert",
  "constant.title": "Immer die häufigste Klasse raten",
  "constant.titleOfRegression": "Immer den Mittelwert raten",
  "constant.explanation": "ohne eine Spalte anzusehen",
} satisfies Rows;

export const metric = {
  "accuracy.label": "Genauigkeit",
  "accuracy.explanation": "Anteil der Zeilen, deren Klasse richtig genannt wird.",
  "balancedAccuracy.label": "ausgewogene Genauigkeit",
  "balancedAccuracy.explanation":
    "Anteil richtiger Zeilen in jeder Klasse, so gemittelt, dass seltene Klassen so viel zählen wie häufige.",
  "logLoss.label": "Log-Loss",
  "logLoss.explanation":
    "Wie sehr die wahre Klasse die Wahrscheinlichkeiten überrascht; Fehler, die sich sicher sind, kosten am meisten.",
  "macroF1.label": "Makro-F1",
  "macroF1.explanation":
    "Wie gut eine Klasse gefunden wird und wie oft es dann stimmt, ausgewogen und über die Klassen gemittelt.",
  "rocAuc.label": "ROC-AUC",
  "rocAuc.explanation":
    "Wie wahrscheinlich eine Zeile einer Klasse vor einer Zeile einer anderen eingereiht wird; 0,5 ist Raten.",
  "rmse.label": "RMSE",
  "rmse.explanation":
    "Wurzel des mittleren quadratischen Fehlers: typische Größe eines Fehlers in der Einheit des Ziels; große Fehler wiegen mehr.",
  "mae.label": "mittlerer absoluter Fehler",
  "mae.explanation": "Durchschnittliche Größe eines Fehlers in der Einheit des Ziels.",
  "balancedLogLoss.label": "ausgewogener Log-Loss",
  "balancedLogLoss.explanation":
    "Log-Loss in jeder Klasse, so gemittelt, dass seltene Klassen so viel zählen wie häufige.",
  "meanCost.label": "mittlere Kosten",
  "meanCost.explanation":
    "Was im Mittel für eine Zeile bezahlt wird, nach den Kosten falscher Antworten, die angegeben wurden.",
  "quantileLoss.label": "Quantilsverlust",
  "quantileLoss.explanation":
    "Was über dem gesagten Quantil liegt, zählt mit dessen Anteil, was darunter liegt, mit dem Rest, in der Einheit des Ziels.",
  "r2.label": "R²",
  "r2.explanation": "Anteil der Varianz des Ziels, der erklärt wird; 0 ist so gut wie immer der Mittelwert.",
} satisfies Rows;
