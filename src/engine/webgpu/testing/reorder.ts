/** Test support: a device whose workgroups and threads stand in another order, as those of other adapters may run. */

/** The number of a workgroup, by the one that the device gives (`given.x`) and how many there are (`nWorkgroups.x`). */
export const ORDERS = {
  backwards: "nWorkgroups.x - 1u - given.x",
  "second half first": "(given.x + nWorkgroups.x / 2u) % nWorkgroups.x",
  "last one first": "(given.x + nWorkgroups.x - 1u) % nWorkgroups.x",
} as const;

export type Order = keyof typeof ORDERS;

/** A kernel whose workgroups take each other's places, and whose threads stand backwards. */
function reordered(code: string, order: Order): string {
  const hasCount = code.includes("nWorkgroups: vec3u");
  const changed = code
    .replace(
      "@builtin(workgroup_id) workgroup: vec3u",
      `@builtin(workgroup_id) given: vec3u${hasCount ? "" : ", @builtin(num_workgroups) nWorkgroups: vec3u"}`,
    )
    .replace("@builtin(local_invocation_index) thread: u32", "@builtin(local_invocation_index) givenThread: u32")
    .replace(
      /fn main\([^{]*\{\n/,
      `$&  let workgroup = vec3u(${ORDERS[order]}, given.y, 0u);\n  let thread = THREADS - 1u - givenThread;\n`,
    );
  if (!changed.includes("let workgroup") || !changed.includes("given.x"))
    throw new Error("the kernel has no entry point");
  return changed;
}

/** The same device, which compiles every kernel in another order. */
export function inOrder(device: GPUDevice, order: Order): GPUDevice {
  return new Proxy(device, {
    get(target, key) {
      if (key === "createShaderModule") {
        return (descriptor: GPUShaderModuleDescriptor) =>
          target.createShaderModule({ ...descriptor, code: reordered(descriptor.code, order) });
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
