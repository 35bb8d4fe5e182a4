import { z } from "zod";
import { rowText } from "../../base/define-texts.ts";
import { TASKS } from "../../table/types.ts";

const sampleSchema = z.object({
  id: z.string(),
  title: z.string(),
  files: z.array(z.string()).min(1),
  description: z.string(),
  /** What to do with it, and what to look at then. */
  lesson: z.object({ title: z.string(), steps: z.array(z.string()).min(1), look: z.string() }),
  /** What was planted in the table, as JSON beside it. */
  damage: z.string().optional(),
  /** Columns of junk that were added to the table. */
  planted: z.array(z.string()).optional(),
  target: z.string(),
  task: z.enum(TASKS),
  rows: z.number(),
  licence: z.string(),
  /** Files that are trained on and never judged by. */
  trainingOnly: z.array(z.string()).default([]),
  source: z.string(),
});

/** A table that comes with the studio. */
export type Sample = z.infer<typeof sampleSchema>;

export const parseSamples = (value: unknown): readonly Sample[] => z.array(sampleSchema).parse(value);

/** The address of one of the page's own files; works under any path that the page is served from. */
export function pageAddress(path: string): string {
  return new URL(path, document.baseURI).href;
}

/** What is said of a sample, in the language that is spoken. */
export function inSpokenLanguage(sample: Sample): Sample {
  const say = (key: string, english: string) => rowText("sample", `${sample.id}.${key}`, english);
  const { title, steps, look } = sample.lesson;
  return {
    ...sample,
    title: say("title", sample.title),
    description: say("description", sample.description),
    lesson: {
      title: say("lesson", title),
      steps: steps.map((step, index) => say(`steps.${index}`, step)),
      look: say("look", look),
    },
  };
}

/** The samples in the order in which they are offered, from the page's own files. */
export async function loadSamples(): Promise<readonly Sample[]> {
  const response = await fetch(pageAddress("samples/samples.json"));
  return parseSamples(await response.json()).map(inSpokenLanguage);
}
