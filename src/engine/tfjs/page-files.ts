/** Where a page finds the binaries of tfjs's wasm backend; naming them loads no code. */
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import type { WasmPaths } from "./backends.ts";

export const wasmPaths: WasmPaths = {
  "tfjs-backend-wasm.wasm": plainWasm,
  "tfjs-backend-wasm-simd.wasm": simdWasm,
  // tfjs wants all three; threads are off (backends.ts).
  "tfjs-backend-wasm-threaded-simd.wasm": simdWasm,
};
