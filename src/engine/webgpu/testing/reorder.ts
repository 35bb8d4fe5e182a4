/** Test support: a device whose workgroups and threads stand in another order, as those of other adapters may run. */

/** The number of a workgroup, by the one that the device gives (`given.x`) and how many there are (`nWorkgroups.x`). */
export const ORDERS = {
  backwards: "nWorkgroups.x - 1u - given.x",
  "second half first": "(given.x + nWorkgroups.x / 2u) % nWorkgroups.x",
  "last one first": "(given.x + nWorkgroups.x - 1u) % nWorkgroups.x",
} as const;

export type Order = keyof typeof ORDERS;

const NAMES = Object.keys(ORDERS) as Order[];

/** Layers of workgroups by which a kernel knows its order: the last one works, the others end at once. */
const layersOf = (order: Order): number => NAMES.indexOf(order) + 2;

const PLACE = NAMES.map((order) => `  if (nWorkgroups.z == ${layersOf(order)}u) { place = ${ORDERS[order]}; }\n`).join(
  "",
);

/** A kernel whose workgroups take each other's places, and whose threads stand backwards, in the order that its layers say. */
function reordered(code: string): string {
  const hasCount = code.includes("nWorkgroups: vec3u");
  const changed = code
    .replace(
      "@builtin(workgroup_id) workgroup: vec3u",
      `@builtin(workgroup_id) given: vec3u${hasCount ? "" : ", @builtin(num_workgroups) nWorkgroups: vec3u"}`,
    )
    .replace("@builtin(local_invocation_index) thread: u32", "@builtin(local_invocation_index) givenThread: u32")
    .replace(
      /fn main\([^{]*\{\n/,
      `$&  if (given.z + 1u < nWorkgroups.z) { return; }\n  var place = given.x;\n${PLACE}` +
        "  let workgroup = vec3u(place, given.y, 0u);\n  let thread = THREADS - 1u - givenThread;\n",
    );
  if (!changed.includes("let workgroup") || !changed.includes("given.x"))
    throw new Error("the kernel has no entry point");
  return changed;
}

/** An object with some methods of its own, and those of another otherwise. */
function withMethods<Target extends object>(target: Target, own: Partial<Target>): Target {
  return new Proxy(target, {
    get(_, key) {
      const value: unknown = Reflect.get(Object.hasOwn(own, key) ? own : target, key);
      return typeof value === "function" && !Object.hasOwn(own, key) ? value.bind(target) : value;
    },
  });
}

/** The same device, which runs every kernel in the order that is set; a kernel is compiled once for all of them. */
export function reorderable(device: GPUDevice): { readonly device: GPUDevice; order: Order } {
  const chosen: { device: GPUDevice; order: Order } = { device, order: "backwards" };
  chosen.device = withMethods(device, {
    createShaderModule: (descriptor) => device.createShaderModule({ ...descriptor, code: reordered(descriptor.code) }),
    createCommandEncoder: (descriptor) => {
      const encoder = device.createCommandEncoder(descriptor);
      return withMethods(encoder, {
        beginComputePass: (of) => {
          const pass = encoder.beginComputePass(of);
          return withMethods(pass, {
            dispatchWorkgroups: (nAlong, nAcross) => pass.dispatchWorkgroups(nAlong, nAcross, layersOf(chosen.order)),
          });
        },
      });
    },
  });
  return chosen;
}
