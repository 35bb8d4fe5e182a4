import { formatMilliseconds, formatTinyError } from "../../../base/numbers.ts";
import type { engineText, GpuObjection } from "../../../base/texts/engine.ts";
import type { Translation } from "../../translation.ts";

/** Engines that a person can ask for, by id. */
const CHOSEN = {
  "compiled-webgpu": "Sie haben WebGPU gewählt.",
  "compiled-wasm": "Sie haben die CPU gewählt.",
  "tfjs-webgpu": "Sie haben WebGPU mit tfjs gewählt.",
  "tfjs-wasm": "Sie haben die CPU mit tfjs gewählt.",
  "tfjs-cpu": "Sie haben die CPU mit tfjs gewählt, in reinem JavaScript.",
} as const;

function objectionWords(objection: GpuObjection): string {
  switch (objection.kind) {
    case "none":
      return "Es wurde kein Grafikadapter gefunden";
    case "software":
      return `Der Grafikadapter ist Software (${objection.adapter}) und damit langsamer als die CPU selbst`;
    case "distrusted":
      return `Dieser Grafikadapter (${objection.adapter}) rechnet bekanntermaßen falsche Gradienten`;
    case "wrong": {
      const { adapter, worst, maxRelativeError } = objection;
      return `Der Grafikadapter (${adapter}) hat den Selbsttest der Gradienten nicht bestanden: ${worst} weicht um ${formatTinyError(maxRelativeError)} ab`;
    }
    case "failed":
      return `Der Grafikadapter ließ sich nicht verwenden (${objection.reason})`;
    default:
      return objection satisfies never;
  }
}

export const engine = {
  titleWebgpu: ({ adapter }) => `WebGPU (kompilierte Kernel): ${adapter}`,
  titleWasm: ({ nThreads }) => `CPU (kompilierte Kernel, WebAssembly${nThreads > 1 ? `, ${nThreads} Threads` : ""})`,
  chosen: ({ engine: id }) => CHOSEN[id],
  gpuPassed: ({ adapter }) => `Der Grafikadapter hat den Selbsttest der Gradienten bestanden: ${adapter}.`,
  wasmInstead: ({ objection }) => `${objectionWords(objection)}; deshalb läuft das Training auf der CPU (WebAssembly).`,
  javaScriptInstead: ({ objection, reason }) =>
    `${objectionWords(objection)}, und WebAssembly ist nicht gestartet (${reason}); deshalb läuft das Training auf der CPU in reinem JavaScript.`,
  checked: ({ title, passed, maxRelativeError, msPerStep, nSteps }) => {
    const verdict = passed
      ? "Die Gradienten stimmen"
      : "Die Gradienten sind auf diesem Gerät falsch, deshalb wird es nicht verwendet";
    const error = formatTinyError(maxRelativeError);
    return `${title}: ${verdict} (größter relativer Fehler ${error}), ${formatMilliseconds(msPerStep)} ms je Schritt, über ${nSteps} Schritte gemessen.`;
  },
  softwareAdapter: "Der Adapter ist Software, deshalb läuft das Training auf der CPU, solange Sie nicht WebGPU wählen.",
  deviceLost: "Das Grafikgerät ging verloren oder reichte nicht aus.",
  fewerCores: ({ nCores, nAll }) =>
    `Die Tabelle ist so groß, dass Mitglieder auf ${nCores} von ${nAll} Kernen trainiert wurden: Jeder Kern braucht eine Kopie von ihr, und für mehr hätte der Speicher vielleicht nicht gereicht.`,
} satisfies Translation<typeof engineText>;
