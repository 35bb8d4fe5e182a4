/** What tfjs's wasm backend lacks (its issue 8082): the segment sum that gradients of a gather need. */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { sizeOf } from "../../program/types.ts";

let isRegistered = false;

/** Registers UnsortedSegmentSum on "wasm": float32 [n, …] and int32 segments [n] → float32 [numSegments, …]. */
export function registerWasmKernels(): void {
  if (isRegistered) return;
  isRegistered = true;
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const wasm = backend as BackendWasm;
      const { x, segmentIds } = inputs;
      if (!x || !segmentIds) throw new Error("UnsortedSegmentSum needs x and segmentIds");
      const nSegments = Number(attrs?.numSegments);
      const [nRows, ...inner] = x.shape;
      const out = wasm.makeOutput([nSegments, ...inner], x.dtype);
      // Views into the heap are taken after the allocation, which may have moved it.
      const values = wasm.typedArrayFromHeap(x);
      const segments = wasm.typedArrayFromHeap(segmentIds);
      const sums = wasm.typedArrayFromHeap(out);
      const width = sizeOf(inner);
      sums.fill(0);
      for (let row = 0; row < nRows; row++) {
        const segment = segments[row];
        if (segment < 0 || segment >= nSegments) continue;
        for (let i = 0; i < width; i++) sums[segment * width + i] += values[row * width + i];
      }
      return out;
    },
  });
}
