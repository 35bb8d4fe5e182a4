/** The check of the graphics adapter. */
import type { GpuCheck } from "../../app/check-gpu.ts";
import type { StudioErrorDetails } from "../../base/error.ts";
import type { SliceTools } from "./slice.ts";

export type GpuState =
  | { readonly kind: "unchecked" }
  | { readonly kind: "checking" }
  | { readonly kind: "checked"; readonly check: GpuCheck }
  | { readonly kind: "error"; readonly error: StudioErrorDetails };

export interface GpuSlice {
  readonly gpu: GpuState;
  checkGpu(): Promise<void>;
}

export function createGpuSlice({ set, link, fail }: SliceTools<GpuSlice>): GpuSlice {
  return {
    gpu: { kind: "unchecked" },
    checkGpu: async () => {
      set({ gpu: { kind: "checking" } });
      try {
        set({ gpu: { kind: "checked", check: await link.request({ type: "checkGpu" }) } });
      } catch (error) {
        set({ gpu: { kind: "error", error: fail(error) } });
      }
    },
  };
}
