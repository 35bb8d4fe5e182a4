import { formatBesideError, formatCount, formatTaken, formatTinyError, percent } from "../../../../base/numbers.ts";
import type { ComparedLoss } from "../../../../base/texts/evidence.ts";
import type {
  compareCardText,
  intervalText,
  membersText,
  metricsText,
  openedFileText,
  predictText,
  questionText,
  resultsText,
  resultTabsText,
} from "../../../../base/texts/studio/results.ts";
import { countOf } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { cells as cellsOf, columns, rows, steps, testRows, trainingRows, validationRows } from "../../nouns.ts";

const SPLITS = { test: "Testzeilen", validation: "Validierungszeilen", train: "Trainingszeilen" } as const;
const SPLIT_HINTS = {
  test: "Bis zum Schluss von allem ferngehalten: der gerechte Richter.",
  validation: "Mit ihnen wurde entschieden, wann Schluss ist; deshalb ein wenig zu gut.",
  train: "Aus ihnen wurde gelernt, deshalb zu gut; nur zum Vergleich mit den Testzeilen.",
} as const;
const OUT_OF_FOLD_HINTS = {
  validation:
    "Jede Zeile wurde von Modellen vorhergesagt, die sie nicht gesehen hatten, auch von denen der Mischung; aber nach diesen Zeilen wurden die Mitglieder gewählt; deshalb ein wenig zu gut.",
  train:
    "Jede Zeile, die reihum zurückgehalten war, wurde von Modellen vorhergesagt, die sie nicht gesehen hatten; aber nach diesen Zeilen wurden die Mitglieder gewählt, und die Mischung hat aus ihnen gelernt; deshalb zu gut.",
} as const;
const ONE_FOLD_HINTS = {
  validation:
    "Keine Pipeline wurde mit ihnen trainiert; aber sie haben gewählt, was im Ensemble ist; deshalb ein wenig zu gut.",
} as const;
const VERDICTS = { better: "Besser", worse: "Schlechter", "no clear difference": "Etwa gleich" } as const;

const RESULT_TABS = {
  verdict: "Urteil",
  diagnostics: "Diagnose",
  evidence: "Belege",
  worth: "Was es wert ist",
  rows: "Zeilen",
  use: "Verwenden",
} as const;

/** After „ihr“. */
const LOSSES: Readonly<Record<ComparedLoss, string>> = {
  logLoss: "Log-Loss",
  squaredError: "quadratischer Fehler",
  rocAuc: "Abstand der ROC-AUC von 1",
  macroF1: "Abstand des Makro-F1 von 1",
  balancedAccuracy: "Abstand der balancierten Genauigkeit von 1",
  accuracy: "Anteil falscher Zeilen",
  meanCost: "Preis der Fehler",
  mae: "absoluter Fehler",
  balancedLogLoss: "ausgewogener Log-Loss",
  quantileLoss: "Quantilsverlust",
};

export const results = {
  heading: "4 Ergebnisse",
  noVerdict:
    "Nach dem Training sagt hier ein Satz, ob die trainierte Pipeline besser ist als eine einfache, auf Zeilen, die keine von beiden gesehen hat: besser, schlechter oder kein klarer Unterschied.",
  notCompared: "Es wurde nichts trainiert, womit sie verglichen werden könnte.",
  noTestRows: "Es gibt keine Testzeilen, also nichts, worauf sich gerecht vergleichen ließe.",
  verdict: ({ verdict }) => VERDICTS[verdict],
  unfair: "Zu wenig Zeit",
  trainLonger: ({ duration }) => `Neu trainieren, ${duration} lang`,
  rows: ({ train, validation, test, unlabelled, leftOut = 0 }) =>
    [
      trainingRows(train),
      validationRows(validation),
      testRows(test),
      ...(unlabelled > 0 ? [`${rows(unlabelled)} ohne Zielwert`] : []),
      ...(leftOut > 0 ? [`${rows(leftOut)} in keinem Teil`] : []),
    ].join(", "),
  steps: ({ nSteps, seconds }) => `${steps(nSteps)} in ${formatTaken(seconds)}`,
  seed: ({ seed }) => `Startwert ${seed}`,
  notes: "Hinweise zu diesem Lauf",
  learned: "Was gelernt wurde",
  notLearnedYet:
    "Nach dem Training sagt hier jeder Block in einem Satz, was er gelernt hat: welche Spalten durchkommen, wie Lücken gefüllt werden, was als Ausreißer gilt. Wo es keinen Unterschied macht, sagt er das.",
  nothingLearned: "Kein Block dieser Pipeline lernt etwas, das sich in Worten sagen lässt.",
  aboutShares:
    "Anteile und Gates sind die der Mischung in ihrem besten Augenblick. Die endgültige Pipeline nimmt von jeder Wahl die Alternative mit dem größten Anteil und lässt jede Spalte durch, die nicht geschlossen ist.",
  aboutSharesOfEnsemble:
    "Anteile und Gates sind die der Mischung, der Sie zugesehen haben, in ihrem besten Augenblick. Gelernte Mitglieder nehmen von jeder Wahl die Alternative mit dem größten Anteil; mit anderen zurückgehaltenen Zeilen können sie anders entscheiden. Welche Spalten sie lesen, steht bei dem, was eingesetzt wird.",
  preferred:
    "Sie sagen, was das Training bevorzugt hat; ob sich das lohnt, ist die Frage des Urteils, und das sieht keinen klaren Unterschied.",
  details: ({ count }) => countOf(count, "Einzelheit", "Einzelheiten"),
  ofBlock: ({ block }) => `von ${block}`,
} satisfies Translation<typeof resultsText>;

export const resultTabs = {
  label: "Teile der Ergebnisse",
  tab: ({ tab }) => RESULT_TABS[tab],
  loading: "Wird geladen …",
  notYet: "Nach dem Training gibt es hier etwas zu sehen.",
  noEvidence:
    "Dieser Lauf hat keine Pipelines miteinander verglichen: Er wurde angehalten, oder es blieben keine Zeilen für den Vergleich.",
  noSuspicion: ({ isNumber }) =>
    isNumber
      ? "Nach Zielwerten, die falsch aussehen, wird gesucht, wo eine Klasse vorhergesagt wird; dieser Lauf sagt eine Zahl vorher. „Diese Zellen als Nächstes berichtigen“, in der Ansicht der Daten, nennt Zellen, die falsch aussehen."
      : "Kein Zielwert dieses Laufs sieht falsch aus.",
} satisfies Translation<typeof resultTabsText>;

const QUESTIONS = {
  worth: "Welche Spalten zählen?",
  diagnostics: "Wo liegt sie falsch?",
  evidence: "Worauf beruht das?",
  use: "Neue Zeilen vorhersagen",
} as const;

export const questions = {
  label: "Was man als Nächstes fragt",
  files: "Welcher Datei kann ich trauen?",
  question: ({ tab }) => QUESTIONS[tab],
} satisfies Translation<typeof questionText>;

export const intervals = {
  title: "Was eingesetzt wird, gegen seine Gegner",
  against: "Gegen",
  worse: "← schlechter",
  better: "besser →",
  difference: "Unterschied (95\u2011%-Intervall)",
  caption: ({ metric, nRows }) =>
    `Was eingesetzt wird, gegen jeden seiner Gegner: ${metric} auf ${nRows === 1 ? "1 Testzeile" : `${formatCount(nRows)} Testzeilen`}. Rechts der gestrichelten Linie ist es besser; wo ein Intervall über sie hinwegreicht, können die Zeilen es nicht sagen.`,
  points: ({ number }) => `${number} Prozentpunkte`,
  likely: ({ size, from, to }) => `${size} (${from} bis ${to})`,
  isDeployed: ({ name }) => `„${name}“ ist selbst, was eingesetzt wird, und wird deshalb nicht damit verglichen.`,
} satisfies Translation<typeof intervalText>;

export const metrics = {
  heading: "Wie gut sie ist",
  measuredOn: "Gemessen auf",
  split: ({ split }) => SPLITS[split],
  splitHint: ({ split, nRows, nFolds = 0 }) => {
    const hints = { ...SPLIT_HINTS, ...(nFolds > 1 ? OUT_OF_FOLD_HINTS : nFolds === 1 ? ONE_FOLD_HINTS : {}) };
    return [...(nRows === undefined ? [] : [`${rows(nRows)}.`]), hints[split]].join(" ");
  },
  scrollable: "Metriken, rollbar",
  title: "Metriken",
  caption: ({ split }) =>
    `Metriken auf ${SPLITS[split]}; von den gezeigten Zeilen ist der beste Wert einer Spalte fett und trägt, wo das Urteil eindeutig ist, den Vermerk „am besten“`,
  pipeline: "Pipeline",
  better: ({ better }) => (better === "higher" ? "↑ höher ist besser" : "↓ niedriger ist besser"),
  metricIn: ({ metric, unit }) => `${metric}, in ${unit}`,
  best: "am besten",
  more: ({ titles }) => `${titles.length} weitere zeigen: ${titles.join(", ")}`,
  less: "Nur zeigen, was eingesetzt wird, und seine Gegner",
  own: "Ihre Vorhersagen der Testzeilen",
  starts: "Starts",
  startsHint:
    "Nebeneinander mit denselben Zeilen trainiert. Die Zahlen sind Verluste auf Validierungszeilen: Niedriger ist besser. Behalten wurde je Spalte der niedrigste, und nur der wurde auf Testzeilen gemessen.",
  wentOn: "Die Mischung begann mit Gewichten, die schon da waren, und hat deshalb keine anderen Starts.",
  startsScrollable: "Verluste nebeneinander, rollbar",
  startsTitle: "Validierungsverlust jedes Starts",
  start: "Start",
  kept: "behalten",
  endedAt: ({ step }) => `endete bei Schritt ${step}`,
  spread: "Mittelwert ± Standardabweichung",
} satisfies Translation<typeof metricsText>;

interface Likely {
  readonly difference: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

const NO_RANGE = {
  plain: "womit die anderen verglichen werden",
  same: "kein Unterschied",
  unknown: "zu wenige Gruppen von Zeilen, um es zu sagen",
} as const;
const SURE = {
  better: "eindeutig besser",
  worse: "eindeutig schlechter",
  chance: "von Zufall nicht zu unterscheiden",
} as const;

type Compared = { readonly kind: keyof typeof NO_RANGE } | ({ readonly kind: keyof typeof SURE } & Likely);

/** „0,120 ± 0,031 niedriger“ */
function apart({ difference, standardError }: Likely): string {
  const [size, error] = [difference, standardError].map((value) => formatBesideError(value, standardError));
  return `${size} ± ${error} ${difference > 0 ? "höher" : "niedriger"}`;
}

function likely({ low, high, standardError }: Likely): string {
  const [less, more] = [low, high].map((value) => formatBesideError(value, standardError));
  if (high <= 0) return `${more} bis ${less} niedriger`;
  return low >= 0 ? `${less} bis ${more} höher` : `${less} niedriger bis ${more} höher`;
}

function againstPlain(comparison: Compared): string {
  switch (comparison.kind) {
    case "plain":
    case "same":
      return "nicht anders als bei der einfachen Pipeline";
    case "unknown":
      return "bei so wenigen Gruppen von Zeilen nicht mit dem der einfachen Pipeline zu vergleichen";
    case "better":
    case "worse":
    case "chance":
      return `${apart(comparison)} als bei der einfachen Pipeline`;
    default:
      return comparison satisfies never;
  }
}

export const members = {
  heading: ({ isOne }) => (isOne ? "Was erprobt wurde" : "Woraus das Ensemble besteht"),
  evidence: ({ nFolds, nRows, loss, isOne }) => {
    const held =
      nFolds > 1
        ? `Jede Pipeline wurde ${nFolds}-mal trainiert, jedes Mal mit einem anderen zurückgehaltenen Teil der Zeilen`
        : "Jede Pipeline wurde trainiert, während die Validierungszeilen zurückgehalten waren";
    return (
      `${held}; ihr ${LOSSES[loss]} (out-of-fold) sagt, wie falsch sie bei ${nRows === 1 ? "dieser 1 Zeile" : `diesen ${formatCount(nRows)} Zeilen`} lag, solange sie sie nicht gesehen hatte. ` +
      (isOne
        ? "Das gilt hier als Beleg: Von den Pipelines, die eindeutig besser sind als die einfache, wird die mit dem kleinsten Verlust eingesetzt; gibt es keine, dann die einfache."
        : "Das gilt hier als Beleg: Die Pipelines, deren Mittel am wenigsten falsch lag, sind die Mitglieder des Ensembles.")
    );
  },
  chosen: ({ isOne }) =>
    isOne
      ? "Was eingesetzt wird, wurde nach genau diesen Zahlen gewählt; das schmeichelt ihm ein wenig: Richter ist das Urteil auf Testzeilen."
      : "Die Mitglieder wurden nach genau diesen Zahlen gewählt; das schmeichelt ihnen ein wenig: Richter ist das Urteil auf Testzeilen.",
  corrected:
    "„Eindeutig“ ist so streng gemeint, dass es, wo sich keine der Pipelines unterscheidet, in höchstens 5 von 100 Läufen von irgendeiner gesagt wird (Holm-Korrektur).",
  range:
    "± ist ein Standardfehler. Der wahrscheinliche Bereich reicht zwei davon nach jeder Seite; in etwa 95 von 100 solchen Bereichen liegt der wahre Unterschied.",
  scrollable: "Mitglieder, rollbar",
  pipeline: "Pipeline",
  loss: ({ loss }) => `${LOSSES[loss]} (out-of-fold)`,
  lossHint: ({ loss }) =>
    loss === "squaredError"
      ? "↓ niedriger ist besser; 1: so falsch wie der Mittelwert"
      : loss === "mae"
        ? "↓ niedriger ist besser, in Standardabweichungen des Ziels"
        : "↓ niedriger ist besser",
  difference: "Neben der einfachen Pipeline",
  weight: ({ isOne }) => (isOne ? "Eingesetzt" : "Anteil am Ensemble"),
  deployed: "eingesetzt",
  notDeployed: "nein",
  learned: "gelernte Aufbereitung",
  fixed: "feste Aufbereitung",
  apart: (found) => apart(found),
  sure: ({ kind, ...found }) => {
    const isOneOfMany = kind === "chance" && (found.low > 0 || found.high < 0);
    return `wahrscheinlich ${likely(found)}: ${isOneOfMany ? "kann Zufall sein, da so viele verglichen wurden" : SURE[kind]}`;
  },
  apartWithout: ({ kind }) => NO_RANGE[kind],
  share: ({ share }) => percent(share),
  noMember: "kein Mitglied",
  givenUp: ({ nRows }) =>
    `Nach dem ersten Teil aufgegeben: Diese Zahlen beruhen nur auf dessen ${rows(nRows)} und lassen sich deshalb nicht mit denen darüber in eine Reihe stellen.`,
  deployedOne: ({ title, isPlain, isLearned, comparison, loss }) => {
    const found = `ihr ${LOSSES[loss]} (out-of-fold) ist ${againstPlain(comparison)}`;
    if (isPlain) {
      return "Die einfache Pipeline wird eingesetzt: Von allen erprobten ist keine, die sich lesen lässt, um mehr als Zufall besser. Nichts vom Folgenden spielt bei Vorhersagen eine Rolle.";
    }
    return isLearned
      ? `„${title}“ wird eingesetzt: ${found}, mehr, als Zufall erklärt. Was sie gelernt hat, spielt bei Vorhersagen eine Rolle.`
      : `„${title}“ wird eingesetzt, eine Pipeline ohne gelernte Aufbereitung: ${found}, mehr, als Zufall erklärt. Nichts vom Folgenden spielt bei Vorhersagen eine Rolle.`;
  },
  learnedEvidence: ({ kind, title, share, comparison, loss, fixed }) => {
    const found = `Für „${title}“ gilt: ${LOSSES[loss]} (out-of-fold) ${againstPlain(comparison)}`;
    const beaten = fixed === undefined ? "" : ` „${fixed}“, ohne gelernte Aufbereitung, ist nicht schlechter.`;
    const part = `Gelernte Pipelines machen ${percent(share)} des Ensembles aus.`;
    switch (kind) {
      case "paid":
        return `Was gelernt wurde, hat sich auf zurückgehaltenen Zeilen gelohnt. ${found}. ${part}${beaten}`;
      case "unclear":
        return `Was gelernt wurde, hat sich auf zurückgehaltenen Zeilen nicht eindeutig gelohnt. ${found}; das kann Zufall sein. ${part}${beaten}`;
      case "absent":
        return `Was gelernt wurde, hat sich auf zurückgehaltenen Zeilen nicht gelohnt: Keine gelernte Pipeline ist Mitglied des Ensembles, also spielt nichts vom Folgenden bei Vorhersagen eine Rolle. ${found}; das ist die beste von ihnen.${beaten}`;
      default:
        return kind satisfies never;
    }
  },
} satisfies Translation<typeof membersText>;

export const opened = {
  title: ({ pipeline }) => `Pipeline „${pipeline}“ geöffnet.`,
  selfTestPassed: ({ nRows }) => `Selbsttest bestanden: ${rows(nRows)} wie beim Speichern vorhergesagt.`,
  selfTestFailed: ({ maxError }) =>
    `Selbsttest nicht bestanden: Vorhersagen weichen um bis zu ${formatTinyError(maxError)} von denen beim Speichern ab. Trainieren Sie die Pipeline neu, bevor Sie sich auf sie verlassen.`,
  otherLabels: "Selbsttest nicht bestanden: Die Klassen oder die Einheit der Zielspalte sind nicht die vom Speichern.",
  untrained: "Sie wurde vor dem Training gespeichert: Fügen Sie ihre Dateien hinzu und drücken Sie „Trainieren“.",
  goesOn:
    "Die Dateien, mit denen sie trainiert wurde, sind offen: „Trainieren“ macht dort weiter, wo sie aufgehört hat.",
  predicts:
    "Sie kann jetzt vorhersagen. Um dort weiterzutrainieren, wo sie aufgehört hat, fügen Sie die Dateien hinzu, mit denen sie trainiert wurde.",
} satisfies Translation<typeof openedFileText>;

const quoted = (texts: readonly string[]) => texts.map((text) => `„${text}“`).join(", ");
const inColumns = (count: number) => (count === 1 ? "in 1 Spalte" : `in ${formatCount(count)} Spalten`);

const ADDED = {
  number: "kommt",
  interval: "und beide Enden ihres Intervalls kommen",
  classes: "und ihre Wahrscheinlichkeiten kommen",
} as const;

export const predict = {
  heading: "Vorhersagen",
  addFile: "Neue CSV vorhersagen",
  withoutTarget: ({ nRows }) =>
    nRows === 1 ? "Die Zeile ohne Zielwert vorhersagen" : `Die ${rows(nRows)} ohne Zielwert vorhersagen`,
  hint: ({ adds }) =>
    `Jede Zeile, ihre Reihenfolge und alle ihre Spalten bleiben; eine Vorhersage ${ADDED[adds]} hinzu. Die Datei bleibt auf diesem Computer.`,
  notYet:
    "Sobald eine Pipeline trainiert oder eine trainierte geöffnet ist, fügen Sie hier Zeilen hinzu, um sie vorhersagen zu lassen.",
  stale:
    "Vorhergesagt wird mit der Pipeline, wie sie trainiert wurde. Was seither geändert wurde, ist erst nach einem neuen Training darin.",
  working: ({ files }) => `${files.join(", ")}: Vorhersage läuft …`,
  predicted: ({ nRows }) => `${rows(nRows)} vorhergesagt`,
  from: ({ predicted, files, hasNotes }) =>
    `${predicted} aus ${files.join(", ")}. ${hasNotes ? "Bevor Sie sie verwenden:" : "Jede Zelle war wie erwartet."}`,
  look: "Sehen Sie sich das an",
  note: "Hinweis",
  metrics: ({ metrics: found }) =>
    `Die Datei enthält die Zielspalte, deshalb hier, wie richtig die Vorhersagen sind: ${found.join(", ")}.`,
  download: "Vorhersagen herunterladen",
  safe: "Sicher für Tabellenkalkulationen",
  safeHint: ({ example }) =>
    `Eine Tabellenkalkulation würde Zellen wie ${JSON.stringify(example)} ausrechnen. Mit diesem Häkchen bekommen sie einen Apostroph vorangestellt; ohne es bleibt jede Zelle Zeichen für Zeichen. Zahlen werden nie angerührt.`,
  scrollable: "Erste vorhergesagte Zeilen, rollbar",
  caption: ({ nRows, unit }) =>
    `${nRows === 1 ? "Die erste Zeile" : `Die ersten ${formatCount(nRows)} Zeilen`}${unit === undefined ? "" : `; Vorhersage in ${unit}`}. In der Datei stehen die Vorhersagen hinter den Spalten, mit allen Ziffern; hier stehen sie vorn.`,
  trainedOn:
    "Die Pipeline wurde mit Zeilen dieser Datei trainiert und wird bei neuen Zeilen deshalb seltener richtigliegen als hier",
  unlike: ({ files }) =>
    `Die Zeilen von ${files.join(", ")} sind nicht wie die vom Training, deshalb wurden sie noch nicht vorhergesagt.`,
  unlikeList: "Was anders ist",
  readAlready: "Erkannt und so gelesen:",
  predictAllTheSame: "Trotzdem vorhersagen",
  otherFile: "Andere Datei wählen",
  forced: "Die Zeilen sind nicht wie die vom Training; trotzdem vorhergesagt, wie Sie entschieden haben",
  targetDoubts:
    "Die Zielspalte ist nicht wie die vom Training; wie richtig die Vorhersagen sind, kann deshalb falsch angegeben sein",
  recognised: "Anders geschrieben als im Training; erkannt und so gelesen",
  far: ({ count }) => `Werte weit außerhalb des Trainings, ${inColumns(count)}`,
  unknownLevels: ({ count }) => `Werte, die im Training nie vorkamen, ${inColumns(count)}`,
  unreadableCells: ({ count }) => `Zellen, die sich nicht lesen lassen und als fehlend gelten, ${inColumns(count)}`,
  pooledLevels: ({ count }) => `Seltene Werte, als eine gemeinsame Ausprägung gelesen, ${inColumns(count)}`,
  extraColumns: ({ count }) =>
    count === 1
      ? "1 Spalte, die die Pipeline nicht kennt; behalten und nicht verwendet"
      : `${columns(count)}, die die Pipeline nicht kennt; behalten und nicht verwendet`,
  unlabelled: ({ nRows }) => `${rows(nRows)} ohne Zielwert, trotzdem vorhergesagt`,
  names: ({ names }) => quoted(names),
  cells: ({ column, count }) => `${quoted([column])}: ${cellsOf(count)}`,
  cellsSuchAs: ({ column, count, examples }) =>
    `${quoted([column])}: ${cellsOf(count)}, zum Beispiel ${quoted(examples)}`,
  cellsInRows: ({ column, count, examples }) => {
    const places = examples.map(({ row, text }) => `${quoted([text])} in Zeile ${row}`);
    return `${quoted([column])}: ${cellsOf(count)}, zum Beispiel ${places.join(", ")}`;
  },
} satisfies Translation<typeof predictText>;

export const compareCard = {
  heading: "Mit Ihrem eigenen Modell vergleichen",
  explanation:
    "Speichern Sie, welche Zeile in welchem Teil ist, trainieren Sie Ihr Modell anderswo mit den Zeilen, die keine Testzeilen sind, und fügen Sie seine Vorhersagen der Testzeilen hinzu: Genau dieselben Zeilen beurteilen beide.",
  saveRows: "Liste der Zeilen speichern",
  rowsName: "zeilen-und-aufteilung.csv",
  addFile: "Vorhersagen meines Modells hinzufügen",
  hint: "Eine CSV-Datei mit „row“ und „prediction“ oder „row“ und je einer Spalte „p_<Klasse>“ für jede Klasse. Sie bleibt auf diesem Computer.",
  notYet: "Sobald hier eine Pipeline trainiert ist, können Sie Ihr eigenes Modell mit ihr vergleichen.",
  opened:
    "Die Zeilen, auf denen sie getestet wurde, müssen offen sein: Fügen Sie die Dateien hinzu, mit denen sie trainiert wurde.",
  working: ({ name }) => `Vergleich mit ${name} läuft …`,
  once: "Testzeilen urteilen einmal. Wer nach ihnen das beste von vielen Modellen wählt, braucht neue Zeilen, um zu sagen, wie gut es ist.",
  ours: "Trainierte Pipeline",
  caption: "Beide auf denselben Testzeilen",
  scrollable: "Beide Modelle, rollbar",
  model: "Modell",
} satisfies Translation<typeof compareCardText>;
