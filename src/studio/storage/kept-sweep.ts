/** The sweep whose runs are still to come, kept on this device after a yes. */
import { z } from "zod";
import { documentSchema } from "../../pipeline/document.ts";
import { openDatabase } from "./database.ts";

const KEY = "current";

const sweepSchema = z.object({
  id: z.string(),
  variants: z.array(z.object({ document: documentSchema, variant: z.string() })).readonly(),
  nDone: z.number().int().nonnegative(),
  nFailed: z.number().int().nonnegative(),
  files: z.array(z.object({ name: z.string(), hash: z.string() })).readonly(),
});
export type KeptSweep = z.infer<typeof sweepSchema>;

/** @param sweep undefined: none is kept. */
export async function keepSweep(sweep: KeptSweep | undefined): Promise<void> {
  const database = await openDatabase();
  if (sweep) await database.put("sweeps", sweep, KEY);
  else await database.delete("sweeps", KEY);
}

/** @returns undefined where none is kept, or this studio cannot read it. */
export async function keptSweep(): Promise<KeptSweep | undefined> {
  return sweepSchema.safeParse(await (await openDatabase()).get("sweeps", KEY)).data;
}
