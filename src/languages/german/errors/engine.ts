/** Engines: what they cannot start, hold or compute. */
import type { engineErrors as errors } from "../../../base/errors/engine.ts";
import { formatBytes, formatNumber } from "../../../base/numbers.ts";
import type { ErrorTranslation } from "../../translation.ts";
import { SPLITS } from "../split-names.ts";

const LONGEST_MESSAGE = 500;

const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;

/** What a device has no room for, as the code of the engines calls it. */
const BUFFERS: Readonly<Record<string, string>> = {
  "the numbers of the steps": "die Zahlen der Schritte",
  "the table": "die Tabelle",
  constants: "Konstanten",
  parameters: "Parameter",
  "the optimiser's moments": "die Momente des Optimierers",
  "gradients and what is kept of each row": "Gradienten und was von jeder Zeile behalten wird",
  "sums over rows": "Summen über Zeilen",
  "values of rows that workgroup memory has no room for":
    "Werte von Zeilen, für die der Speicher der Arbeitsgruppen nicht reicht",
  losses: "Verluste",
};

const MIXED: Readonly<Record<string, string>> = {
  one: "ein solcher Wert",
  "a look-up in a row-bound table": "ein Nachschlagen in einer zeilenweisen Tabelle",
  "a product with a matrix that depends on other rows": "ein Produkt mit einer Matrix aus anderen Zeilen",
};

const CPU = "oder trainieren Sie auf der CPU.";

export const engineErrors = {
  E_ENGINE_START: (args) => ({
    where: `Engine ${args.engine}`,
    ...(args.problem === "no SIMD"
      ? {
          expected: "ein Browser mit WebAssembly SIMD",
          got: "einer ohne",
          fix: "Aktualisieren Sie den Browser, oder wählen Sie eine andere Engine.",
        }
      : {
          expected: `dass das tfjs-Backend ${args.backend} startet`,
          got: args.reason ?? "ein Backend, das nicht gestartet ist",
          fix: "Wählen Sie eine andere Engine.",
        }),
  }),
  E_ENGINE_DISPOSED: {
    where: "Training",
    expected: "ein Programm, das noch in Gebrauch ist",
    got: "eines, das schon freigegeben wurde",
    fix: "Kompilieren Sie es neu.",
  },
  E_ENGINE_ROWS: ({ split }) => ({
    where: `Teil „${SPLITS[split] ?? split}“ der Aufteilung`,
    expected: "mindestens eine Zeile",
    got: "keine",
    fix: "Fügen Sie Zeilen mit bekanntem Zielwert hinzu, oder ändern Sie die Aufteilung.",
  }),
  E_ENGINE_LOSS: {
    where: "Programm",
    expected: "eine Ausgabe „loss“",
    got: "ein Programm, das nur vorhersagt",
    fix: "Kompilieren Sie die Pipeline zum Trainieren.",
  },
  E_ENGINE_STATE: ({ name, size, got }) => ({
    where: `Trainingszustand, ${name}`,
    expected: `${size} Zahlen`,
    got: got === undefined ? "nichts" : `${got}`,
    fix: "Verwenden Sie einen Zustand, der aus dieser Pipeline mit denselben Spalten stammt.",
  }),
  E_ENGINE_INPUT: ({ input, width, nRows, got }) => ({
    where: `Programmeingabe ${input}`,
    expected: `${width} Zahlen für jede von ${nRows} Zeilen`,
    got: got === undefined ? "eine Eingabe, die die Tabelle nicht hat" : `${got} Zahlen`,
    fix: "Kompilieren Sie die Pipeline für die Spalten dieser Tabelle.",
  }),
  E_ENGINE_KERNEL: ({ what }) => ({
    where: "kompilierte Engine",
    expected: "zeilenweise Werte, die nur von ihrer eigenen Zeile, den Parametern und dem Zeitplan abhängen",
    got: `${MIXED[what] ?? what}, abhängig von einer Summe über Zeilen`,
    fix: "Berichtigen Sie den Block, der es geschrieben hat, oder trainieren Sie mit einer tfjs-Engine.",
  }),
  E_ENGINE_MEMORY: ({ sizeBytes }) => ({
    where: "kompilierte Engine auf der CPU",
    expected: "eine Tabelle und ein Modell, die in 4 GiB Speicher passen",
    got: `${formatNumber(Number((sizeBytes / 2 ** 30).toFixed(1)))} GiB`,
    fix: "Legen Sie Spalten beiseite, verwenden Sie weniger Zeilen, oder verkleinern Sie das Modell.",
  }),
  E_ENGINE_ALLOCATION: ({ sizeBytes }) => ({
    where: "kompilierte Engine auf der CPU",
    expected: `weitere ${formatBytes(sizeBytes)} Speicher für diese Tabelle und dieses Modell`,
    got: "keinen: es ist keiner mehr frei",
    fix: "Schließen Sie andere Tabs und Programme, verwenden Sie weniger Zeilen, oder legen Sie Spalten beiseite; auf der Arbeitsfläche geht nichts verloren.",
  }),
  E_ENGINE_POINTS: ({ most, got }) => ({
    where: "Training",
    expected: `höchstens ${most} Auswertungen in einem Lauf`,
    got: `${got}`,
    fix: "Verlangen Sie weniger Schritte auf einmal, oder werten Sie seltener aus.",
  }),
  E_GPU_NONE: (args) => ({
    where: "WebGPU",
    expected: "ein Grafikadapter",
    got:
      args.problem === "no device"
        ? `ein Adapter, der kein Gerät bereitstellt (${args.reason})`
        : args.problem === "no adapter"
          ? "keiner"
          : "ein Browser ohne WebGPU",
    fix: "Trainieren Sie auf der CPU, oder verwenden Sie einen Browser und einen Rechner mit WebGPU.",
  }),
  E_GPU_LOST: ({ reason, message }) => ({
    where: "WebGPU-Gerät",
    expected: "ein Gerät, das erhalten bleibt",
    got: `Verbindung verloren (${reason}${message ? `: ${message}` : ""})`,
    fix: "Das Training geht mit den letzten guten Gewichten auf einer anderen Engine weiter; sonst starten Sie es neu.",
  }),
  E_GPU_MEMORY: ({ message }) => ({
    where: "WebGPU-Gerät",
    expected: "genügend Speicher auf dem Grafikadapter",
    got: message.slice(0, LONGEST_MESSAGE),
    fix: `Verwenden Sie kleinere Batches oder weniger Spalten, ${CPU}`,
  }),
  E_GPU_VALIDATION: ({ message }) => ({
    where: "WebGPU-Gerät",
    expected: "Befehle, die das Gerät annimmt",
    got: message.slice(0, LONGEST_MESSAGE),
    fix: "Trainieren Sie auf der CPU, und melden Sie diese Nachricht.",
  }),
  E_GPU_LIMITS: (args) => {
    switch (args.limit) {
      case "codes":
        return {
          where: "eine Tabelle, in der Zeilen nachschlagen",
          expected: `höchstens ${args.most} Codes`,
          got: `${args.got}`,
          fix: `Trainieren Sie mit weniger Zeilen oder Ausprägungen, ${CPU}`,
        };
      case "bytes":
        return {
          where: `Grafikspeicher für ${BUFFERS[args.what] ?? args.what}`,
          expected: `höchstens ${megabytes(args.most)} am Stück; mehr gibt dieses Gerät nicht`,
          got: megabytes(args.got),
          fix: `Verwenden Sie weniger Spalten, Zeilen, Neuronen oder Starts, ${CPU}`,
        };
      case "workgroups":
        return {
          where: `Grafik-Kernel "${args.kernel}"`,
          expected: `höchstens ${args.most} Arbeitsgruppen; mehr startet dieses Gerät nicht auf einmal`,
          got: `${args.got}`,
          fix: `Verwenden Sie weniger Spalten oder Neuronen, ${CPU}`,
        };
      default:
        return args satisfies never;
    }
  },
} satisfies ErrorTranslation<typeof errors>;
