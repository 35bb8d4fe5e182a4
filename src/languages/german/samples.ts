/** What is said of the tables that come with the studio. */
interface SampleWords {
  readonly title: string;
  readonly description: string;
  readonly lesson: string;
  readonly steps: readonly string[];
  readonly look: string;
}

const TRAIN = "Drücken Sie „Trainieren“.";
const AGAIN = "und trainieren Sie noch einmal.";

const SAMPLES: Readonly<Record<string, SampleWords>> = {
  "messy-penguins": {
    title: "Wirre Pinguine",
    description:
      "Die echte Pinguintabelle mit eingebrachten Schäden: 15 % der Zellen geleert, 3 % der Messwerte zu Ausreißern gemacht, 8 Schrottspalten hinzugefügt. Was eingebracht wurde, steht in der Liste der Schäden.",
    lesson: "Welche Spalten sind Schrott?",
    steps: [
      "Drücken Sie „Trainieren“ und beobachten Sie die Gates des Blocks „Merkmale auswählen“.",
      "Öffnen Sie „Ergebnisse“ und lesen Sie, was gelernt wurde.",
    ],
    look: "Spalten, deren Namen mit noise, random oder shuffled beginnen, wurden eingebracht: Sind es ihre Gates, die sich schließen?",
  },
  penguins: {
    title: "Pinguine",
    description: "Das saubere Original: drei Arten von Pinguinen, vier Messwerte, Insel und Geschlecht.",
    lesson: "Beschädigen Sie selbst eine Tabelle",
    steps: [
      "Drücken Sie einmal „Trainieren“: So gut ist eine saubere Tabelle.",
      `Öffnen Sie unter „Daten“ das Schmutzlabor: Bringen Sie einige Arten von Schäden ein ${AGAIN}`,
    ],
    look: "Unter „Ergebnisse“: Wie viel vom Eingebrachten wurde gefunden, und wie viel von dem, was es gekostet hat, wettgemacht?",
  },
  "penguin-notebooks": {
    title: "Pinguine aus drei Notizbüchern",
    description:
      "Die Pinguine, zufällig auf drei Dateien verteilt, die Quellen einer Tabelle. In Notizbuch C ist die Hälfte der Arten mit Absicht falsch: ein Fall für „Quellen gewichten“.",
    lesson: "Welcher Quelle kann ich trauen?",
    steps: [TRAIN, "Lesen Sie unter „Ergebnisse“, was über die Quellen gelernt wurde."],
    look: "Wird Notizbuch C genannt, und ist die Pipeline ohne es besser?",
  },
  "four-hospitals": {
    title: "Vier Krankenhäuser",
    description:
      "Patienten von vier Krankenhäusern, eine Datei je Haus: Sind sie herzkrank? Jedes Haus schreibt auf seine Weise, was es nicht gemessen hat: Eine leere Zelle ist ?, −9 oder ein Cholesterin (chol) von 0. −9 schreibt nur Budapest.",
    lesson: "Zahlen, die „fehlt“ bedeuten",
    steps: [
      TRAIN,
      `Öffnen Sie „Daten“, nehmen Sie an, was „fehlt“ bedeuten könnte, ${AGAIN}`,
      "Halten Sie unter „Wie die Zeilen aufgeteilt werden“ ein Krankenhaus zurück und trainieren Sie ein drittes Mal.",
    ],
    look: "Ist eine Pipeline, die ein Krankenhaus nie gesehen hat, bei dessen Patienten trotzdem gut?",
  },
  "penguin-mass": {
    title: "Pinguine: Körpergewicht",
    description: "Dieselbe Tabelle als Regression: Wie schwer ist ein Pinguin, in Gramm?",
    lesson: "Eine Zahl vorhersagen",
    steps: [TRAIN, "Öffnen Sie unter „Ergebnisse“ die Diagnose."],
    look: "Der Fehler in Gramm: Wie groß ist er neben dem Gewicht eines Pinguins, und ist er bei schweren größer?",
  },
  "seattle-weather": {
    title: "Wetter in Seattle",
    description:
      "Vier Jahre mit Tagen in Seattle und einer Datumsspalte: Gab es Nieselregen, Nebel, Regen, Schnee oder Sonne?",
    lesson: "Seltene Klassen",
    steps: [TRAIN, "Öffnen Sie unter „Ergebnisse“ die Diagnose und sehen Sie sich die Konfusionsmatrix an."],
    look: "Schnee und Nieselregen sind selten: Die Genauigkeit bemerkt sie kaum, die balancierte Genauigkeit schon.",
  },
  birdstrikes: {
    title: "Vogelschlag",
    description:
      "Flugzeuge, die Vögeln begegnet sind, mit Datum, langen Kategoriespalten und vielen fehlenden Geschwindigkeiten: In welcher Flugphase? 3000 Zeilen, zufällig gezogen aus 10.000.",
    lesson: "Kategorien mit vielen Ausprägungen, und Lücken",
    steps: ["Öffnen Sie „Daten“: Sehen Sie sich die Karten der Spalten an und wo Zellen fehlen.", TRAIN],
    look: "Unter „Ergebnisse“, „Was es wert ist“: Welche Spalte ist am meisten wert, und hätten Sie sie beim Start gekannt?",
  },
  bank: {
    title: "Anrufe einer Bank",
    description:
      "Anrufe einer portugiesischen Bank, die Festgeld verkaufte: Hat der Kunde zugesagt? Wie lange der Anruf dauerte (duration), weiß man erst, wenn er vorbei ist.",
    lesson: "Eine Spalte, die zu viel weiß",
    steps: [
      "Drücken Sie „Trainieren“ und merken Sie sich den Log-Loss.",
      `Öffnen Sie „Daten“, nehmen Sie die Spalte duration heraus ${AGAIN}`,
    ],
    look: "Wie viel schlechter wird es? Das ist, was die Pipeline vor dem Anruf nie hätte wissen können.",
  },
  "cps-wages": {
    title: "Löhne von 1985",
    description: "534 Beschäftigte in den USA im Jahr 1985: Was verdienten sie in der Stunde, in Dollar?",
    lesson: "Spalten, die dasselbe sagen",
    steps: [
      "Öffnen Sie „Daten“: age, education und experience.",
      "Drücken Sie „Trainieren“ und sehen Sie unter „Ergebnisse“ nach, „Was es wert ist“.",
      `Nehmen Sie experience heraus ${AGAIN}`,
    ],
    look: "Die Erfahrung (experience) wurde berechnet als Alter minus Ausbildung minus sechs. Geht ohne sie etwas verloren?",
  },
  "us-births": {
    title: "Geburten nach Tagen",
    description: "Wie viele Kinder kamen in den USA an jedem Tag von 2000 bis 2014 zur Welt?",
    lesson: "Die Zeit geht in eine Richtung",
    steps: [
      "Drücken Sie „Trainieren“: Die Zeilen werden zufällig verteilt, vorhergesagt werden also Tage zwischen bekannten Tagen.",
      `Öffnen Sie „Daten“, „Wie die Zeilen aufgeteilt werden“: Wählen Sie nach der Zeit mit der Spalte date ${AGAIN}`,
    ],
    look: "Die Zukunft vorherzusagen ist schwerer, als Lücken zu füllen. Welches von beiden bräuchten Sie?",
  },
  gapminder: {
    title: "Lebenserwartung nach Ländern",
    description:
      "62 Länder von 1955 bis 2005, alle fünf Jahre: Wie lange lebt ein Neugeborenes, nach Bevölkerung und Geburtenrate?",
    lesson: "Zeilen, die zusammengehören",
    steps: [
      TRAIN,
      `Öffnen Sie „Daten“, „Wie die Zeilen aufgeteilt werden“: Halten Sie die Zeilen eines Landes zusammen ${AGAIN}`,
    ],
    look: "Bei zufälligen Zeilen war jedes Land schon bekannt. Wie gut ist die Pipeline bei Ländern, die sie nie gesehen hat?",
  },
  earthquakes: {
    title: "Erdbeben einer Woche",
    description:
      "Jedes Erdbeben, das vom 31. Januar bis zum 7. Februar 2018 gemessen wurde: Wie stark war es? Manche Messnetze sagen nicht, wie viele Stationen es gemessen haben (nst) oder wie nah die nächste war (dmin).",
    lesson: "Fehlen ist kein Zufall",
    steps: [
      "Öffnen Sie „Daten“: Filtern Sie die Zeilen, in denen nst fehlt, und sehen Sie sich die Spalte net an.",
      "Drücken Sie „Trainieren“ und sehen Sie sich an, was „Zahlenlücken füllen“ gelernt hat.",
    ],
    look: "Zellen fehlen je nach Messnetz, und Messnetze messen verschiedene Erdbeben: Auch eine Lücke sagt etwas.",
  },
};

/** Key → text, as they are asked for. */
export const sample: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SAMPLES).flatMap(([id, { steps, ...words }]) => [
    ...Object.entries(words).map(([key, text]) => [`${id}.${key}`, text]),
    ...steps.map((text, index) => [`${id}.steps.${index}`, text]),
  ]),
);
