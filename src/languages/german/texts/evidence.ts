import { formatBesideError, noDifference } from "../../../base/numbers.ts";
import type { ComparedLoss, evidenceText } from "../../../base/texts/evidence.ts";
import { countOf } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";

/** The losses by which pipelines are compared, after “der”. */
export const LOSSES: Readonly<Record<ComparedLoss, string>> = {
  logLoss: "Log-Loss",
  squaredError: "quadratische Fehler",
  rocAuc: "Abstand der ROC-AUC von 1",
  macroF1: "Abstand des Makro-F1 von 1",
  balancedAccuracy: "Abstand der balancierten Genauigkeit von 1",
  accuracy: "Anteil falscher Zeilen",
  meanCost: "Preis der Fehler",
  mae: "absolute Fehler",
  balancedLogLoss: "ausgewogene Log-Loss",
  quantileLoss: "Quantilsverlust",
};

/** The same, after “einen”. */
export const LOSSES_AS_OBJECT: Readonly<Record<ComparedLoss, string>> = {
  logLoss: "Log-Loss",
  squaredError: "quadratischen Fehler",
  rocAuc: "Abstand der ROC-AUC von 1",
  macroF1: "Abstand des Makro-F1 von 1",
  balancedAccuracy: "Abstand der balancierten Genauigkeit von 1",
  accuracy: "Anteil falscher Zeilen",
  meanCost: "Preis der Fehler",
  mae: "absoluten Fehler",
  balancedLogLoss: "ausgewogenen Log-Loss",
  quantileLoss: "Quantilsverlust",
};

/** By itself. */
const SHORT_LOSSES: Readonly<Record<ComparedLoss, string>> = {
  ...LOSSES,
  squaredError: "quadratischer Fehler",
  mae: "absoluter Fehler",
  balancedLogLoss: "ausgewogener Log-Loss",
};

const SHORT_WORTH = {
  retrained: { better: "lohnt sich", worse: "ohne diesen Teil ist die Pipeline besser" },
  forced: {
    better: "was trainiert wurde, stützt sich darauf",
    worse: "was trainiert wurde, ist ohne diesen Teil besser",
  },
} as const;

const HOW = { retrained: "neu trainiert", forced: "ohne neues Training" } as const;
const WORTH = {
  retrained: { better: "Er lohnt sich", worse: "Die Pipeline ist ohne ihn besser" },
  forced: {
    better: "Was trainiert wurde, stützt sich auf ihn",
    worse: "Was trainiert wurde, ist ohne ihn besser",
  },
} as const;

export const evidence = {
  conclusion: ({ delta, standardError, conclusion, method }) => {
    if (!Number.isFinite(delta) || !Number.isFinite(standardError)) return "zu wenige Gruppen von Zeilen";
    const none = noDifference(delta, standardError);
    if (none === "exactly") return "ändert keine Vorhersage";
    if (none === "nearly") return "ändert so gut wie nichts";
    return conclusion === "cannot tell" ? "vom Zufall nicht zu unterscheiden" : SHORT_WORTH[method][conclusion];
  },
  loss: ({ loss }) => LOSSES[loss],
  how: ({ method, loss }) => `${SHORT_LOSSES[loss]}, ${HOW[method]}`,
  tag: ({ delta, standardError, conclusion, method, loss }) => {
    if (!Number.isFinite(delta) || !Number.isFinite(standardError)) {
      return `Was dieser Teil wert ist, lässt sich an so wenigen Gruppen von Zeilen nicht sagen (${HOW[method]}).`;
    }
    const without = `Ohne diesen Teil (${HOW[method]}) ist der ${LOSSES[loss]} (out-of-fold)`;
    const none = noDifference(delta, standardError);
    if (none === "exactly") return `${without} derselbe: Er ändert keine Vorhersage.`;
    if (none === "nearly") return `${without} bis zur sechsten Nachkommastelle derselbe.`;
    const [size, error] = [delta, standardError].map((value) => formatBesideError(value, standardError));
    return `${without} um ${size} ± ${error} ${delta < 0 ? "höher" : "niedriger"}: ${conclusion === "cannot tell" ? "Das lässt sich nicht vom Zufall unterscheiden" : WORTH[method][conclusion]}.`;
  },
  soFar: ({ title, loss, plainLoss, standardError, kind, nRows, nTried, name }) => {
    const on = countOf(nRows, "zurückgehaltenen Zeile", "zurückgehaltenen Zeilen");
    if (kind === "none")
      return `Bisher, an ${on}: Nichts ist besser als die schlichte Pipeline (${countOf(nTried, "andere", "andere")} versucht).`;
    const [own, plain] = [loss, plainLoss].map((value) => formatBesideError(value, standardError));
    const how = kind === "better" ? "klar besser" : "das kann Zufall sein";
    return `Bisher, an ${on}: „${title}“, ${LOSSES[name]} ${own}, schlicht ${plain}: ${how}.`;
  },
  aboutTags: ({ pipeline }) =>
    `Was Blöcke und Spalten wert sind, gilt für die Pipeline „${pipeline}“, gemessen an zurückgehaltenen Zeilen; ± ist ein Standardfehler. Neu trainiert: Die Pipeline wurde ohne den Block oder die Spalte noch einmal trainiert. ` +
    "Ohne neues Training: Die trainierte Pipeline überging den Block, oder sie bekam die Zellen der Spalte in anderer Reihenfolge der Zeilen; das kostet meist mehr, weil sich sonst nichts anpassen konnte.",
} satisfies Translation<typeof evidenceText>;
