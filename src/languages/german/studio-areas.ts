/** Area → German texts of the studio and of what all sentences share, one line an area. */
import type { Words } from "../translation.ts";
import { sample } from "./samples.ts";
import { error, number, word } from "./texts/base.ts";
import { dirt } from "./texts/dirt.ts";
import { rowFilter } from "./texts/row-filter.ts";
import { canvas } from "./texts/studio/canvas.ts";
import { column, data, file, next, page, studioSplit, target } from "./texts/studio/data.ts";
import { dependence, resultDiagnostics, slices } from "./texts/studio/diagnostics.ts";
import { dirtFound, dirtLab } from "./texts/studio/dirt.ts";
import { document, step } from "./texts/studio/document.ts";
import { edits } from "./texts/studio/edits.ts";
import { exporting } from "./texts/studio/export.ts";
import { fix } from "./texts/studio/fix.ts";
import { gallery } from "./texts/studio/gallery.ts";
import { columnCard, grid, missingMap } from "./texts/studio/grid.ts";
import { inspector } from "./texts/studio/inspector.ts";
import { look, surface } from "./texts/studio/look.ts";
import { palette } from "./texts/studio/palette.ts";
import { proposal } from "./texts/studio/proposals.ts";
import {
  compareCard,
  intervals,
  members,
  metrics,
  opened,
  predict,
  questions,
  results,
  resultTabs,
} from "./texts/studio/results.ts";
import { computed, filterPanel } from "./texts/studio/row-filter.ts";
import { chosenRun, compareRuns, runEnd, runs, sweep } from "./texts/studio/runs.ts";
import { scatter } from "./texts/studio/scatter.ts";
import { session } from "./texts/studio/session.ts";
import { shapes } from "./texts/studio/shapes.ts";
import {
  diagnostics,
  dock,
  drop,
  header,
  help,
  privacy,
  projectFile,
  savedWork,
  shell,
  strip,
} from "./texts/studio/shell.ts";
import { suspicious } from "./texts/studio/suspicious.ts";
import { tour } from "./texts/studio/tour.ts";
import { chart, gpu, offer, settings, status, train } from "./texts/studio/training.ts";
import { whatIf } from "./texts/studio/what-if.ts";
import { worth } from "./texts/studio/worth.ts";

export const germanStudioAreas: Words["areas"] = {
  error,
  number,
  sample,
  word,
  dirt,
  rowFilter,
  "studio.canvas": canvas,
  "studio.chart": chart,
  "studio.chosenRun": chosenRun,
  "studio.column": column,
  "studio.columnCard": columnCard,
  "studio.compare": compareCard,
  "studio.compareRuns": compareRuns,
  "studio.computed": computed,
  "studio.data": data,
  "studio.dependence": dependence,
  "studio.shapes": shapes,
  "studio.diagnostics": diagnostics,
  "studio.dirt": dirtLab,
  "studio.dirt-found": dirtFound,
  "studio.dock": dock,
  "studio.document": document,
  "studio.drop": drop,
  "studio.edits": edits,
  "studio.export": exporting,
  "studio.file": file,
  "studio.fix": fix,
  "studio.gallery": gallery,
  "studio.gpu": gpu,
  "studio.grid": grid,
  "studio.header": header,
  "studio.help": help,
  "studio.inspector": inspector,
  "studio.intervals": intervals,
  "studio.look": look,
  "studio.members": members,
  "studio.metrics": metrics,
  "studio.missingMap": missingMap,
  "studio.next": next,
  "studio.offer": offer,
  "studio.opened": opened,
  "studio.page": page,
  "studio.palette": palette,
  "studio.predict": predict,
  "studio.questions": questions,
  "studio.privacy": privacy,
  "studio.project": projectFile,
  "studio.proposal": proposal,
  "studio.resultDiagnostics": resultDiagnostics,
  "studio.results": results,
  "studio.resultTabs": resultTabs,
  "studio.row-filter": filterPanel,
  "studio.runEnd": runEnd,
  "studio.runs": runs,
  "studio.savedWork": savedWork,
  "studio.scatter": scatter,
  "studio.session": session,
  "studio.settings": settings,
  "studio.shell": shell,
  "studio.slices": slices,
  "studio.split": studioSplit,
  "studio.status": status,
  "studio.step": step,
  "studio.strip": strip,
  "studio.surface": surface,
  "studio.suspicious": suspicious,
  "studio.sweep": sweep,
  "studio.target": target,
  "studio.tour": tour,
  "studio.train": train,
  "studio.whatIf": whatIf,
  "studio.worth": worth,
};
