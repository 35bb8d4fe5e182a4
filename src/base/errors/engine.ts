/** Codes of engines: what they cannot start, hold or compute. */
import type { ErrorText } from "../language.ts";
import { formatBytes } from "../numbers.ts";
import type { ReferenceOf } from "./reference.ts";

export const engineErrors = {
  E_ENGINE_START: (args: NoStart) => ({
    where: `engine ${args.engine}`,
    ...(args.problem === "no SIMD"
      ? {
          expected: "a browser with WebAssembly SIMD",
          got: "one without",
          fix: "Update the browser, or choose another engine.",
        }
      : {
          expected: `tfjs's backend ${args.backend} to start`,
          got: args.reason ?? "a backend that did not start",
          fix: "Choose another engine.",
        }),
  }),
  E_ENGINE_DISPOSED: {
    where: "training",
    expected: "a program that is still in use",
    got: "one that was disposed",
    fix: "Compile it again.",
  },
  E_ENGINE_ROWS: ({ split }: { readonly split: string }) => ({
    where: `split ${split}`,
    expected: "at least one row",
    got: "none",
    fix: "Add rows with a known target, or change the split.",
  }),
  E_ENGINE_LOSS: {
    where: "program",
    expected: "an output loss",
    got: "a program that only predicts",
    fix: "Compile the pipeline for training.",
  },
  E_ENGINE_STATE: ({ name, size, got }: { readonly name: string; readonly size: number; readonly got?: number }) => ({
    where: `training state, ${name}`,
    expected: `${size} numbers`,
    got: got === undefined ? "nothing" : `${got}`,
    fix: "Use a state that was read from this pipeline with the same columns.",
  }),
  E_ENGINE_INPUT: ({ input, width, nRows, got }: TableInput) => ({
    where: `program input ${input}`,
    expected: `${width} numbers for each of ${nRows} rows`,
    got: got === undefined ? "an input that the table does not have" : `${got} numbers`,
    fix: "Compile the pipeline against this table's columns.",
  }),
  E_ENGINE_KERNEL: ({ what }: { readonly what: string }) => ({
    where: "compiled engine",
    expected: "row-bound values that depend on their own row, parameters and schedule alone",
    got: `${what} that depends on a sum over rows`,
    fix: "Correct the block that wrote it, or train with a tfjs engine.",
  }),
  E_ENGINE_MEMORY: ({ sizeBytes }: { readonly sizeBytes: number }) => ({
    where: "compiled engine on the CPU",
    expected: "a table and model that fit into 4 GiB of memory",
    got: `${(sizeBytes / 2 ** 30).toFixed(1)} GiB`,
    fix: "Set columns aside, use fewer rows, or make the model smaller.",
  }),
  E_ENGINE_ALLOCATION: ({ sizeBytes }: { readonly sizeBytes: number }) => ({
    where: "compiled engine on the CPU",
    expected: `${formatBytes(sizeBytes)} more of the memory for this table and this model`,
    got: "none: there is no more",
    fix: "Close other tabs and programs, use fewer rows, or set columns aside; nothing on the canvas is lost.",
  }),
  E_ENGINE_POINTS: ({ most, got }: { readonly most: number; readonly got: number }) => ({
    where: "training",
    expected: `at most ${most} evaluation points in one run`,
    got: `${got}`,
    fix: "Ask for fewer steps at once, or evaluate less often.",
  }),
  E_GPU_NONE: (
    args: { readonly problem: "no WebGPU" | "no adapter" } | { readonly problem: "no device"; readonly reason: string },
  ) => ({
    where: "WebGPU",
    expected: "a graphics adapter",
    got:
      args.problem === "no device"
        ? `an adapter that gives no device (${args.reason})`
        : args.problem === "no adapter"
          ? "none"
          : "a browser without WebGPU",
    fix: "Train on the CPU, or use a browser and a machine with WebGPU.",
  }),
  E_GPU_LOST: ({ reason, message }: { readonly reason: string; readonly message: string }) => ({
    where: "WebGPU device",
    expected: "a device that stays",
    got: `lost (${reason}${message ? `: ${message}` : ""})`,
    fix: "Training goes on from the last good weights on another engine, or start it again.",
  }),
  E_GPU_MEMORY: ({ message }: { readonly message: string }) => ({
    where: "WebGPU device",
    expected: "enough memory on the graphics adapter",
    got: message.slice(0, LONGEST_MESSAGE),
    fix: "Use a smaller batch or fewer columns, or train on the CPU.",
  }),
  E_GPU_VALIDATION: ({ message }: { readonly message: string }) => ({
    where: "WebGPU device",
    expected: "commands that the device accepts",
    got: message.slice(0, LONGEST_MESSAGE),
    fix: "Train on the CPU, and report this message.",
  }),
  E_GPU_LIMITS: (args: OverLimit) => {
    switch (args.limit) {
      case "codes":
        return {
          where: "a table that rows look up",
          expected: `at most ${args.most} codes`,
          got: `${args.got}`,
          fix: "Train on fewer rows or levels, or on the CPU.",
        };
      case "bytes":
        return {
          where: `graphics memory for ${args.what}`,
          expected: `at most ${megabytes(args.most)} in one piece, which is what this device gives`,
          got: megabytes(args.got),
          fix: "Use fewer columns, rows, units or starts, or train on the CPU.",
        };
      case "workgroups":
        return {
          where: `graphics kernel "${args.kernel}"`,
          expected: `at most ${args.most} workgroups, which is what this device starts at once`,
          got: `${args.got}`,
          fix: "Use fewer columns or units, or train on the CPU.",
        };
      default:
        return args satisfies never;
    }
  },
} satisfies Readonly<Record<string, ErrorText>>;

const LONGEST_MESSAGE = 500;

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}

type NoStart =
  | { readonly engine: string; readonly problem: "no SIMD" }
  | { readonly engine: string; readonly problem: "no backend"; readonly backend: string; readonly reason?: string };

interface TableInput {
  readonly input: string;
  readonly width: number;
  readonly nRows: number;
  readonly got?: number;
}

type OverLimit = { readonly most: number; readonly got: number } & (
  | { readonly limit: "codes" }
  | { readonly limit: "bytes"; readonly what: string }
  | { readonly limit: "workgroups"; readonly kernel: string }
);

export const engineReference: ReferenceOf<typeof engineErrors> = {
  E_ENGINE_START: {
    when: "An engine that was asked for does not start here.",
    samples: [
      { engine: "compiled-wasm", problem: "no SIMD" },
      { engine: "tfjs-wasm", problem: "no backend", backend: "wasm", reason: "the binary was not found" },
      { engine: "tfjs-webgpu", problem: "no backend", backend: "webgpu" },
    ],
  },
  E_ENGINE_DISPOSED: { when: "Something trains that was put away." },
  E_ENGINE_ROWS: { when: "A split has no row to train on or to judge by.", samples: [{ split: "validation" }] },
  E_ENGINE_LOSS: { when: "A program is to be trained that has no loss." },
  E_ENGINE_STATE: {
    when: "Weights to go on from are of another pipeline.",
    samples: [
      { name: "scale/shift", size: 4, got: 3 },
      { name: "scale/shift", size: 4 },
    ],
  },
  E_ENGINE_INPUT: {
    when: "A program reads a column that the table does not have.",
    samples: [
      { input: "numbers", width: 4, nRows: 10 },
      { input: "numbers", width: 4, nRows: 10, got: 30 },
    ],
  },
  E_ENGINE_KERNEL: {
    when: "A block writes what kernels cannot compute: a value of a row that depends on other rows.",
    samples: [{ what: "a look-up in a row-bound table" }],
  },
  E_ENGINE_MEMORY: {
    when: "Table and model do not fit into the memory of the CPU engine.",
    samples: [{ sizeBytes: 6 * 2 ** 30 }],
  },
  E_ENGINE_ALLOCATION: {
    when: "The CPU engine asks for memory that the browser or the system does not give.",
    samples: [{ sizeBytes: 300e6 }],
  },
  E_ENGINE_POINTS: {
    when: "A run on a graphics adapter is evaluated more often than it can keep.",
    samples: [{ most: 1024, got: 1025 }],
  },
  E_GPU_NONE: {
    when: "There is no graphics adapter that the browser lets pages use.",
    samples: [
      { problem: "no WebGPU" },
      { problem: "no adapter" },
      { problem: "no device", reason: "the adapter was removed" },
    ],
  },
  E_GPU_LOST: {
    when: "The graphics adapter went away: unplugged, asleep, or taken by something else.",
    samples: [
      { reason: "unknown", message: "The device was lost." },
      { reason: "destroyed", message: "" },
    ],
  },
  E_GPU_MEMORY: { when: "The graphics adapter has no memory left.", samples: [{ message: "Out of memory" }] },
  E_GPU_VALIDATION: {
    when: "The graphics adapter refuses a command, which is a fault of this software.",
    samples: [{ message: "Buffer is too small" }],
  },
  E_GPU_LIMITS: {
    when: "A training step is larger than the graphics adapter allows.",
    samples: [
      { limit: "codes", most: 16777216, got: 20000000 },
      { limit: "bytes", what: "the table", most: 2 ** 27, got: 2 ** 28 },
      { limit: "workgroups", kernel: "rows 1", most: 65535, got: 70000 },
    ],
  },
};
