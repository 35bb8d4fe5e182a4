/** How a workgroup finds the sum of a number of each of its threads: in an order that is always the same on one adapter. */

/** What a kernel says that has `sumOfThreads(share, thread)`; all threads call it together. */
export interface TotalText {
  /** Before all declarations. */
  readonly directives: readonly string[];
  readonly declarations: readonly string[];
  /** Of the entry point, beside its own. */
  readonly parameters: string;
  /** First lines of the entry point. */
  readonly lines: readonly string[];
}

export const NO_TOTAL: TotalText = { directives: [], declarations: [], parameters: "", lines: [] };

const IN_WORKGROUP_MEMORY: TotalText = {
  ...NO_TOTAL,
  declarations: [
    `var<workgroup> shares: array<f32, THREADS>;
fn sumOfThreads(share: f32, thread: u32) -> f32 {
  shares[thread] = share;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) { shares[thread] += shares[thread + half]; }
    workgroupBarrier();
  }
  let all = shares[0];
  workgroupBarrier();
  return all;
}`,
  ],
};

/** Two barriers instead of eight or nine. Threads ask which subgroup they are in: WGSL does not say that they stand in order. */
const IN_SUBGROUPS: TotalText = {
  directives: ["enable subgroups;", "requires subgroup_id;"],
  declarations: [
    `var<workgroup> shares: array<f32, THREADS>;
var<private> subgroup: u32;
var<private> nSubgroups: u32;
fn sumOfThreads(share: f32, thread: u32) -> f32 {
  let own = subgroupAdd(share);
  if (subgroupElect()) { shares[subgroup] = own; }
  workgroupBarrier();
  var all = 0.0;
  for (var s = 0u; s < nSubgroups; s++) { all += shares[s]; }
  workgroupBarrier();
  return all;
}`,
  ],
  parameters: ", @builtin(subgroup_id) ownSubgroup: u32, @builtin(num_subgroups) allSubgroups: u32",
  lines: ["subgroup = ownSubgroup;", "nSubgroups = allSubgroups;"],
};

export function totalText({ usesSubgroups }: { readonly usesSubgroups: boolean }): TotalText {
  return usesSubgroups ? IN_SUBGROUPS : IN_WORKGROUP_MEMORY;
}
