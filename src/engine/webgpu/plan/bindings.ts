/** How kernels see the buffers of a program, and replicas their own part of them. */
import { tableNames } from "./table-words.ts";

/** "rows" kernels go through rows and read what is row-free; "row-free" kernels write it. */
export type KernelLayout = "rows" | "row-free";

interface BufferKind {
  /** For people. */
  readonly what: string;
  readonly type: "i32" | "f32" | "vec4f";
  /** Each replica has one of its own, one after the other; else all read the same. */
  readonly isOwn: boolean;
}

export const BUFFERS = {
  feeds: { what: "the numbers of the steps", type: "i32", isOwn: false },
  table: { what: "the table", type: "i32", isOwn: false },
  constants: { what: "constants", type: "i32", isOwn: false },
  values: { what: "parameters", type: "f32", isOwn: true },
  moments: { what: "the optimiser's moments", type: "f32", isOwn: true },
  scratch: { what: "gradients and what is kept of each row", type: "f32", isOwn: true },
  slices: { what: "sums over rows", type: "f32", isOwn: true },
  spill: { what: "values of rows that workgroup memory has no room for", type: "vec4f", isOwn: true },
  control: { what: "losses", type: "f32", isOwn: true },
} as const satisfies Readonly<Record<string, BufferKind>>;

export type BufferName = keyof typeof BUFFERS;

export const BUFFER_NAMES = Object.keys(BUFFERS) as readonly BufferName[];

const VISIBLE: Readonly<Record<KernelLayout, readonly (readonly [name: BufferName, isWritten: boolean])[]>> = {
  rows: [
    ["feeds", false],
    ["table", false],
    ["constants", false],
    ["values", false],
    ["scratch", true],
    ["slices", true],
    ["spill", true],
  ],
  "row-free": [
    ["feeds", false],
    ["constants", false],
    ["values", true],
    ["moments", true],
    ["scratch", true],
    ["slices", false],
    ["control", true],
  ],
};

export interface Binding {
  readonly buffer: BufferName;
  /** In kernels. */
  readonly name: string;
  readonly isWritten: boolean;
  /** Which buffer of the table it is. */
  readonly shard: number;
}

/** In the order of their numbers. */
export function bindingsOf(layout: KernelLayout, nTables: number): readonly Binding[] {
  const first = VISIBLE[layout].map(([name, isWritten]): Binding => ({ buffer: name, name, isWritten, shard: 0 }));
  const more = layout === "rows" ? tableNames({ nShards: nTables }).slice(1) : [];
  return [
    ...first,
    ...more.map((name, index): Binding => ({ buffer: "table", name, isWritten: false, shard: index + 1 })),
  ];
}

/** Bytes of each buffer: of one replica, where each has its own. */
export interface MemorySizes extends Readonly<Record<BufferName, number>> {
  /** Of `feeds` that a kernel sees at once. */
  readonly record: number;
  /** Buffers of the table, of `table` bytes each. */
  readonly nTables: number;
  readonly nReplicas: number;
}

const LEAST_BYTES = 256;

/** What one replica takes of a buffer. */
export function bytesOfOne(sizes: MemorySizes, name: BufferName): number {
  return Math.max(Math.ceil(sizes[name] / 16) * 16, LEAST_BYTES);
}

export function bytesOf(sizes: MemorySizes, name: BufferName): number {
  return bytesOfOne(sizes, name) * (BUFFERS[name].isOwn ? sizes.nReplicas : 1);
}

const ELEMENT_BYTES = { i32: 4, f32: 4, vec4f: 16 } as const;

const OWN = new RegExp(`\\b(${BUFFER_NAMES.filter((name) => BUFFERS[name].isOwn).join("|")})\\[`, "g");

/**
 * A kernel with the buffers that it names. Kernels are emitted for one replica; for several, each access to what they have
 * of their own gets their number, which is the second number of the workgroup.
 */
export function withBindings(code: string, layout: KernelLayout, sizes: MemorySizes): string {
  const { nReplicas, nTables } = sizes;
  const declarations = bindingsOf(layout, nTables).map(({ buffer, name, isWritten }, binding) => {
    const { type, isOwn } = BUFFERS[buffer];
    const own = `array<${type}, ${bytesOfOne(sizes, buffer) / ELEMENT_BYTES[type]}>`;
    const held = isOwn && nReplicas > 1 ? `array<${own}, ${nReplicas}>` : `array<${type}>`;
    return `@group(0) @binding(${binding}) var<storage, ${isWritten ? "read_write" : "read"}> ${name}: ${held};`;
  });
  if (nReplicas === 1) return [code, "const replica = 0u;", ...declarations].join("\n");
  const body = code.replace(OWN, "$1[replica][").replace(/fn main\([^{]*\{\n/, "$&  replica = workgroup.y;\n");
  return [body, "var<private> replica: u32;", ...declarations].join("\n");
}
