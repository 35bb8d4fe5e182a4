/** What can be said of a run while it goes on: the best pipeline so far against the plain one, on rows that were held out. */
import type { Dataset } from "../../table/types.ts";
import { conclusionsTogether, type Evidence } from "../evidence/evidence.ts";
import type { SoFar } from "../types.ts";
import { compareTrained, meanLoss } from "./candidate-evidence.ts";
import { type Candidate, PLAIN } from "./candidates.ts";
import { criterionName, criterionOf } from "./criterion.ts";
import type { FoldModel, TrainedCandidate } from "./members.ts";

type Compared = Pick<Evidence, "delta" | "standardError">;

interface Trained extends TrainedCandidate {
  readonly models: readonly FoldModel[];
  /** Against the plain pipeline, on so many parts. */
  readonly against?: { readonly nParts: number; readonly compared: Compared };
}

/**
 * Test rows are not touched: they are for the verdict. What is said first rests on one part of the rows; with each part that is held out it gets
 * surer, and the best of many is called better only where chance would not make one of as many look so (Holm).
 */
export class SoFarFound {
  private readonly trained = new Map<string, Trained>();
  /** Of each candidate by the part that was held out: several cores need not end them in order. */
  private readonly models = new Map<string, FoldModel[]>();

  constructor(private readonly dataset: Dataset) {}

  /** A candidate has been trained with a part held out. */
  add(candidate: Candidate, fold: number, model: FoldModel): void {
    const { id } = candidate;
    const all = this.models.get(id) ?? [];
    all[fold] = model;
    this.models.set(id, all);
    const nInRow = all.findIndex((_, index) => all[index + 1] === undefined) + 1;
    if (all[0] === undefined) return;
    this.trained.set(id, { ...this.trained.get(id), candidate, models: all.slice(0, nInRow) });
    const others = id === PLAIN ? [...this.trained.keys()] : [id];
    for (const each of others) this.compare(each);
  }

  /** undefined before the plain pipeline and another one were trained. */
  get words(): SoFar | undefined {
    const rows = [...this.trained.values()].flatMap(({ candidate, models, against }) =>
      against ? [{ candidate, models, ...against }] : [],
    );
    const plain = this.trained.get(PLAIN);
    if (!plain || rows.length === 0) return undefined;
    // Of those that have come farthest: what is said of few rows is no match for it.
    const most = Math.max(...rows.map(({ nParts }) => nParts));
    const conclusions = conclusionsTogether(rows.map(({ compared }) => compared));
    const [best] = rows
      .map((row, index) => ({ ...row, conclusion: conclusions[index] }))
      .filter(({ nParts }) => nParts === most)
      .sort((a, b) => a.compared.delta - b.compared.delta);
    const { target } = this.dataset.schema;
    const { task } = target;
    const criterion = criterionOf(best.candidate.document.training, target);
    const { loss, nRows } = meanLoss(this.dataset, best, most);
    return {
      title: best.candidate.title,
      kind: best.compared.delta < 0 ? (best.conclusion === "better" ? "better" : "perhaps") : "none",
      loss,
      plainLoss: loss - best.compared.delta,
      standardError: best.compared.standardError,
      nRows,
      nTried: rows.length,
      task,
      ...(criterion ? { optimisedFor: criterionName(criterion) } : {}),
    };
  }

  private compare(id: string): void {
    const [own, plain] = [id, PLAIN].map((each) => this.trained.get(each));
    if (id === PLAIN || !own || !plain) return;
    const nParts = Math.min(own.models.length, plain.models.length);
    if (own.against?.nParts === nParts) return;
    const compared = compareTrained(this.dataset, [own, plain], nParts);
    this.trained.set(id, { ...own, against: { nParts, compared } });
  }
}
