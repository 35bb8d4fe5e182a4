/** Area → its German texts, one line an area. */
import type { Words } from "../translation.ts";
import { cli } from "./texts/cli.ts";
import { cliOption, cliVerb } from "./texts/cli-rows.ts";
import { cliDescribed, cliUsage } from "./texts/cli-usage.ts";
import { compare } from "./texts/compare.ts";
import { engine } from "./texts/engine.ts";
import { ensemble } from "./texts/ensemble.ts";
import { evidence } from "./texts/evidence.ts";
import { card } from "./texts/model-card.ts";
import { newRows } from "./texts/new-rows.ts";
import { connection, opened, port, problem, range } from "./texts/pipeline.ts";
import { project } from "./texts/project.ts";
import { json, place } from "./texts/reading.ts";
import { report } from "./texts/report-page.ts";
import { metric, phase, stage } from "./texts/rows.ts";
import { severalFiles } from "./texts/several-files.ts";
import { sources } from "./texts/sources.ts";
import { ui } from "./texts/studio/ui.ts";
import { role, split, splitOffer, task, type } from "./texts/table.ts";
import { predictionInterval, run, verdict, weakness } from "./texts/training.ts";

export const germanAreas: Words["areas"] = {
  "studio.ui": ui,
  card,
  cli,
  cliDescribed,
  cliOption,
  cliUsage,
  cliVerb,
  compare,
  connection,
  engine,
  ensemble,
  evidence,
  json,
  metric,
  newRows,
  opened,
  phase,
  place,
  port,
  predictionInterval,
  problem,
  project,
  range,
  report,
  role,
  run,
  severalFiles,
  sources,
  split,
  splitOffer,
  stage,
  task,
  type,
  verdict,
  weakness,
};
