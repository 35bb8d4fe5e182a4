import { afterEach, expect, it, vi } from "vitest";
import { createCompiledWasmEngine } from "./wasm-engine.ts";

afterEach(() => vi.restoreAllMocks());

it("starts where WebAssembly has SIMD, and says so where it has not", async () => {
  expect((await createCompiledWasmEngine()).info.id).toBe("compiled-wasm");
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  await expect(createCompiledWasmEngine()).rejects.toMatchObject({ details: { code: "E_ENGINE_START" } });
});
