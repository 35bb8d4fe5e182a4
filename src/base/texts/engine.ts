/** Why a run trains where it does, and what checking the graphics adapter found. */

import { defineTexts } from "../define-texts.ts";
import { formatMilliseconds, formatTinyError } from "../numbers.ts";

/** Engines that a person can ask for, by id. */
const CHOSEN = {
  "compiled-webgpu": "You chose WebGPU.",
  "compiled-wasm": "You chose the CPU.",
  "tfjs-webgpu": "You chose WebGPU with tfjs.",
  "tfjs-wasm": "You chose the CPU with tfjs.",
  "tfjs-cpu": "You chose the CPU with tfjs, in plain JavaScript.",
} as const;

/** What speaks against the graphics adapter. */
export type GpuObjection =
  | { readonly kind: "none" }
  | { readonly kind: "software"; readonly adapter: string }
  | { readonly kind: "distrusted"; readonly adapter: string }
  | { readonly kind: "wrong"; readonly adapter: string; readonly worst: string; readonly maxRelativeError: number }
  | { readonly kind: "failed"; readonly reason: string };

function objectionWords(objection: GpuObjection): string {
  switch (objection.kind) {
    case "none":
      return "No graphics adapter found";
    case "software":
      return `The graphics adapter is software (${objection.adapter}), which is slower than the CPU itself`;
    case "distrusted":
      return `This graphics adapter (${objection.adapter}) is known to compute wrong gradients`;
    case "wrong": {
      const { adapter, worst, maxRelativeError } = objection;
      return `The graphics adapter (${adapter}) failed the gradient self-test: ${worst} is off by ${formatTinyError(maxRelativeError)}`;
    }
    case "failed":
      return `The graphics adapter could not be used (${objection.reason})`;
    default:
      return objection satisfies never;
  }
}

interface GpuCheckWords {
  readonly title: string;
  readonly passed: boolean;
  readonly maxRelativeError: number;
  readonly msPerStep: number;
  readonly nSteps: number;
}

export const engineText = defineTexts("engine", {
  titleWebgpu: ({ adapter }: { readonly adapter: string }) => `WebGPU (compiled kernels): ${adapter}`,
  titleWasm: ({ nThreads }: { readonly nThreads: number }) =>
    `CPU (compiled kernels, WebAssembly${nThreads > 1 ? `, ${nThreads} threads` : ""})`,
  chosen: ({ engine }: { readonly engine: keyof typeof CHOSEN }) => CHOSEN[engine],
  gpuPassed: ({ adapter }: { readonly adapter: string }) =>
    `The graphics adapter passed the gradient self-test: ${adapter}.`,
  wasmInstead: ({ objection }: { readonly objection: GpuObjection }) =>
    `${objectionWords(objection)}, so training runs on the CPU (WebAssembly).`,
  javaScriptInstead: ({ objection, reason }: { readonly objection: GpuObjection; readonly reason: string }) =>
    `${objectionWords(objection)}, and WebAssembly did not start (${reason}), so training runs on the CPU in plain JavaScript.`,
  checked: ({ title, passed, maxRelativeError, msPerStep, nSteps }: GpuCheckWords) => {
    const verdict = passed ? "Gradients are right" : "Gradients are wrong on this device, so it is not used";
    const error = formatTinyError(maxRelativeError);
    return `${title}: ${verdict} (largest relative error ${error}), ${formatMilliseconds(msPerStep)} ms a step over ${nSteps} steps.`;
  },
  softwareAdapter: "It is a software adapter, so training runs on the CPU unless you choose WebGPU.",
  deviceLost: "The graphics device was lost or did not suffice.",
  fewerCores: ({ nCores, nAll }: { readonly nCores: number; readonly nAll: number }) =>
    `The table is so large that members were trained on ${nCores} of ${nAll} cores: each core needs a copy of it, and more of them might not have fitted into the memory.`,
});
