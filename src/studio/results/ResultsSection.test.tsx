import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { metricsText } from "../../base/texts/studio/results.ts";
import { concluded, type Evidence } from "../../training/evidence/evidence.ts";
import type { MemberEvidence, TrainingReport, Verdict } from "../../training/types.ts";
import { opponentRows } from "./intervals.ts";
import { LearnedRegion } from "./learned-region.tsx";
import { MembersCard } from "./members-card.tsx";
import { MetricsTable } from "./metrics-table.tsx";
import { ResultsSection } from "./ResultsSection.tsx";
import { ReplicasTable } from "./replicas-table.tsx";
import { SuspiciousCard } from "./suspicious-card.tsx";
import { VerdictPanel } from "./verdict.tsx";

const report: TrainingReport = {
  task: "multiclass",
  rows: { total: 344, train: 206, validation: 70, test: 68, unlabelled: 0 },
  seconds: 13.4,
  engine: "tfjs-wasm",
  engineTitle: "CPU (WebAssembly)",
  steps: 1194,
  seed: 7,
  metrics: {
    train: {},
    validation: {},
    test: {
      tuned: { accuracy: 0.941, logLoss: 0.1394 },
      baseline: { accuracy: 0.529, logLoss: 1.018 },
      constant: { accuracy: 0.4 },
    },
  },
  leading: ["accuracy", "logLoss"],
  verdict: {
    sentence: "Final, retrained is better than the plain pipeline on 68 test rows.",
    verdict: "better",
    metric: "accuracy",
    difference: 0.41,
    low: 0.28,
    high: 0.53,
    nRows: 68,
  },
  explanations: [
    {
      block: "n2",
      title: "Impute number",
      summary: "no clear preference: hardly matters here",
      details: [],
      certainty: "none",
    },
    { block: "n7", title: "Select features", summary: "Closes 6 columns.", details: ["id: 0 %"], certainty: "clear" },
  ],
  history: [],
  notes: ["2 rows have no label."],
};

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

describe("results", () => {
  test("every part is there before anything was trained", () => {
    const html = renderToStaticMarkup(<ResultsSection />);
    expect(html).toMatch(/<table[^>]*aria-label="Metrics"/);
    expect(html).toMatch(/<h3[^>]*>What was learned<\/h3>/);
    expect(html).toMatch(/<input type="file" aria-label="Predict on new CSV"/);
  });

  test("one tab is open; the others are one named tab away", () => {
    const html = renderToStaticMarkup(<ResultsSection />);
    expect([...html.matchAll(/role="tab"[^>]*aria-selected="(\w+)"/g)].map(([, selected]) => selected)).toEqual(
      expect.arrayContaining(["true", "false"]),
    );
    expect(html.match(/role="tabpanel"(?![^>]*hidden)/g)).toHaveLength(1);
  });

  test("what is deployed stands first, against each opponent, one's own model among them; the rest on demand", () => {
    const difference = { metric: "accuracy", difference: 0.41, low: 0.28, high: 0.53, nRows: 68 } as const;
    const opponents = [
      { stage: "baseline", verdict: "better", ...difference },
      { stage: "constant", verdict: "no clear difference", ...difference, low: -0.1 },
    ] as const;
    const metrics = { ...report.metrics, test: { ...report.metrics.test, hard: { accuracy: 0.468 } } };
    const told = { ...report, opponents, metrics };
    const own = {
      name: "mine.csv",
      difference: { ...difference, verdict: "worse" as const, difference: -0.2, low: -0.3 },
    };
    const html = renderToStaticMarkup(<VerdictPanel report={told} source="" others={[own]} />);
    expect(textOf(html)).toMatch(
      /mine.csv −20.0 points \(−30.0 to 53.0\) Plain pipeline 41.0 points \(28.0 to 53.0\) Always guess the commonest class 41.0 points \(−10.0 to 53.0\)/,
    );
    expect([...html.matchAll(/<tr data-kind="(\w+)"/g)].map(([, kind]) => kind)).toEqual(["bad", "good", "even"]);
    const table = <MetricsTable report={told} own={{ name: "mine.csv", values: { accuracy: 0.9 } }} />;
    const text = textOf(renderToStaticMarkup(table));
    expect(text).toMatch(/Final, retrained .* mine.csv .* 90.0 % – Plain pipeline .* Show 1 more: Final/);
    expect(text).not.toContain("46.8 %");
  });

  test("a pipeline that is deployed itself is no opponent: that is said, and no interval is shown", () => {
    const none = {
      metric: "accuracy",
      verdict: "no clear difference",
      difference: 0,
      low: 0,
      high: 0,
      nRows: 68,
    } as const;
    const opponents = [
      { stage: "baseline", ...none },
      { stage: "constant", ...none, difference: 0.4, low: 0.3, high: 0.5 },
    ] as const;
    const one = { title: "Plain", isLearned: false, loss: 0.4, nRows: 68, nFolds: 4 };
    const members = [
      { ...one, id: "plain", weight: 1 },
      { ...one, id: "blend", isLearned: true, weight: 0 },
    ];
    const wordsOf = (told: typeof members) =>
      textOf(renderToStaticMarkup(<VerdictPanel report={{ ...report, opponents, members: told }} source="" />));
    expect(wordsOf(members)).toMatch(/“Plain pipeline” is itself what is deployed/);
    expect(wordsOf(members)).not.toMatch(/0 points \(0 to 0\)/);
    const mixed = members.map((member) => ({ ...member, weight: 1 }));
    expect(wordsOf(mixed), "one of several members").toMatch(/Plain pipeline 0 points \(0 to 0\)/);
  });

  test("the table shows every stage in words and marks the best of several", () => {
    const text = textOf(renderToStaticMarkup(<MetricsTable report={report} />));
    expect(text).toMatch(/Final, retrained settled, then trained on: what is exported best 94.1 % 0.139/);
    expect(text).toMatch(/Plain pipeline same model, usual preparation, same budget 52.9 % 1.018/);
    expect(text, "a stage that was not scored").not.toContain("Blend");
    expect(text).toContain("Always guess the commonest class");
    expect(text).toContain("68 rows.");
  });

  test("rows whose labels look wrong stand by file and number, a page of them; nothing where none does", () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      ...{ file: index < 59 ? "a.csv" : "b.csv", row: 1200 + index, label: "cat", expected: "dog", suspicion: 0.99 },
    }));
    const suspicious = { nLooked: 276, nSuspicious: 60, wrongShare: 0.2, nPlanted: 20, foundShare: 0.95, rows };
    const text = textOf(renderToStaticMarkup(<SuspiciousCard report={{ ...report, suspicious }} />));
    expect(text).toContain("Of the labels of 276 training and validation rows, 60 look wrong");
    expect(text).toContain("a.csv 1,200 cat dog 99 %");
    expect(text).toContain("The most suspicious 50 of 60 rows. Show 10 more");
    const ofOne = { ...suspicious, rows: rows.map((row) => ({ ...row, file: "b.csv" })) };
    const fileless = textOf(renderToStaticMarkup(<SuspiciousCard report={{ ...report, suspicious: ofOne }} />));
    expect(fileless).toContain("Suspicion Its cells 1,200 cat dog 99 %");
    expect(fileless, "one file is not named in every row").not.toContain("b.csv");
    const none = { ...suspicious, nSuspicious: 0, rows: [] };
    expect(renderToStaticMarkup(<SuspiciousCard report={{ ...report, suspicious: none }} />)).toBe("");
    expect(renderToStaticMarkup(<SuspiciousCard report={report} />)).toBe("");
  });

  test("the verdict stands with its facts and notes", () => {
    const text = textOf(renderToStaticMarkup(<VerdictPanel report={report} source="messy.csv" />));
    expect(text).toContain("Better Final, retrained is better than the plain pipeline on 68 test rows.");
    expect(text).toContain("1,194 steps in 13 s · CPU (WebAssembly) · seed 7");
    expect(text).toContain("2 rows have no label.");
    const other = <VerdictPanel report={report} source="messy.csv" note={<p>These results are of another.</p>} />;
    expect(textOf(renderToStaticMarkup(other))).toContain("These results are of another. ▲ Better Final, retrained");
  });

  test("where there was no time for a fair comparison, nothing is marked, and more time is one click away", () => {
    const verdict: Verdict = {
      sentence: "No fair comparison: there was time for only 4 % of the steps.",
      ...{ verdict: "no clear difference", metric: "logLoss", nRows: 68, opponentDone: 0.04 },
      ...{ difference: 0.07, low: 0.03, high: 0.1 },
    };
    const opponents = [
      { ...verdict, stage: "baseline" as const, verdict: "better" as const },
      { ...verdict, stage: "constant" as const, verdict: "better" as const },
    ];
    const html = renderToStaticMarkup(<VerdictPanel report={{ ...report, verdict, opponents }} source="" />);
    expect(textOf(html)).toContain("? Too little time No fair comparison");
    expect(html).toMatch(/Train again for 1 min/);
    expect(opponentRows({ ...report, verdict, opponents }).map(({ kind }) => kind)).toEqual(["even", "good"]);
  });

  test("replicas stand with their losses, the one that was kept, and their spread; one replica alone is no table", () => {
    expect(renderToStaticMarkup(<ReplicasTable report={report} />)).toBe("");
    const replicaOf = (seed: number, validation: number, isKept = false) => ({
      seed,
      learningRate: 0.005,
      validation,
      isKept,
    });
    const replicas = {
      soft: [replicaOf(7, 0.4)],
      tuned: [replicaOf(7, 0.3), replicaOf(8, 0.2, true)],
      baseline: [replicaOf(7, 0.7, true), { ...replicaOf(8, 9), endedAt: 40 }],
    };
    const text = textOf(renderToStaticMarkup(<ReplicasTable report={{ ...report, replicas }} />));
    expect(text).toContain("1 learning rate 0.005, seed 7 0.400 0.300 0.700 kept");
    expect(text).toContain("The blend went on from weights that were there already, so it has no other starts.");
    expect(text).toContain("2 learning rate 0.005, seed 8 – 0.200 kept 9.000 ended at step 40");
    expect(text).toContain("Mean ± standard deviation 0.400 ± 0.000 0.250 ± 0.071 0.700 ± 0.000");
  });

  test("what was learned is shown in the block's own words, and never as markup", () => {
    const html = renderToStaticMarkup(<LearnedRegion report={report} />);
    expect(html).toContain("no clear preference: hardly matters here");
    const named = report.explanations.map((explanation) => ({ ...explanation, summary: "Closes <b>id</b>." }));
    expect(renderToStaticMarkup(<LearnedRegion report={{ ...report, explanations: named }} />)).toContain(
      "Closes &lt;b&gt;id&lt;/b&gt;.",
    );
    expect(html).toContain("1 detail");
    expect(html).toContain("Shares and gates are those of the blend");
    const unsure = report.explanations.filter(({ certainty }) => certainty === "none");
    expect(renderToStaticMarkup(<LearnedRegion report={{ ...report, explanations: unsure }} />)).not.toContain(
      "Shares and gates",
    );
    expect(html).not.toContain("sees no clear difference");
    const verdict: Verdict = {
      sentence: "",
      verdict: "no clear difference",
      metric: "accuracy",
      difference: 0,
      low: 0,
      high: 0,
      nRows: 68,
    };
    const even = renderToStaticMarkup(<LearnedRegion report={{ ...report, verdict }} />);
    expect(even).toContain("sees no clear difference");
  });

  describe("of an ensemble", () => {
    const tried = { isLearned: false, weight: 0, nRows: 280, nFolds: 4 };
    const plain: MemberEvidence = { ...tried, id: "plain", title: "Plain", loss: 1 };
    const robust: MemberEvidence = { ...tried, id: "r", title: "Plain, robust", weight: 3, loss: 0.5 };
    const learned: MemberEvidence = {
      ...{ ...tried, id: "learned", title: "Learned", isLearned: true },
      ...{ weight: 1, loss: 0.4 },
    };
    const early: MemberEvidence = { ...tried, id: "e", title: "Plain, min-max", loss: 0.2, nFolds: 1 };
    const members = [plain, early, learned, robust];
    const found = (subject: string, delta: number, standardError = 0.1) =>
      concluded({
        ...({ kind: "pipeline", subject, alternative: "plain", method: "retrained", seconds: 1 } as const),
        ...{ delta, standardError },
      });
    const ofRobust = found("r", -0.5, 0.3);
    const evidence = [found("e", 0.3), found("learned", -0.6), ofRobust];
    const ofEnsemble = { ...report, members, evidence };
    const words = (changed: TrainingReport) => textOf(renderToStaticMarkup(<LearnedRegion report={changed} />));

    test("what it is made of: members by their share, then the others; those that were given up apart", () => {
      const text = textOf(renderToStaticMarkup(<MembersCard report={ofEnsemble} />));
      expect(text).toMatch(/trained 4 times, .* wrong it was on those 280 rows/);
      expect(text).toMatch(
        /Plain, robust fixed preparation 75 % 0.500 0.50 ± 0.30 lower likely 1.10 lower to 0.10 higher: cannot tell from chance Learned learned preparation 25 % 0.400 0.60 ± 0.10 lower likely 0.40 to 0.80 lower: clearly better Plain fixed preparation no member 1.000 what the others are compared with Given up after the first part: .* Plain, min-max fixed preparation no member 0.200 0.30 ± 0.10 higher likely 0.10 to 0.50 higher: clearly worse/,
      );
      expect(renderToStaticMarkup(<MembersCard report={report} />)).toBe("");
    });

    test("what was learned claims what the evidence says, and no more", () => {
      expect(words(ofEnsemble)).toContain(
        "What was learned paid on held-out rows: the out-of-fold log loss of “Learned” is 0.60 ± 0.10 lower than that of the plain pipeline. Learned pipelines are 25 % of the ensemble.",
      );
      expect(words({ ...report, members: [plain, robust], evidence: [ofRobust] })).not.toContain("held-out rows");
      const out = {
        ...{ ...ofEnsemble, members: [plain, robust, { ...learned, weight: 0, loss: 0.7 }] },
        evidence: [ofRobust, found("learned", -0.3)],
      };
      expect(words(out)).toMatch(
        /did not pay on held-out rows: no learned pipeline is a member .* 0.30 ± 0.10 lower than that of the plain pipeline. “Plain, robust”, which learned no preparation, does no worse./,
      );
      expect(words({ ...ofEnsemble, members: [plain, learned], evidence: [found("learned", -0.6, 0.4)] })).toContain(
        "did not clearly pay on held-out rows: the out-of-fold log loss of “Learned” is 0.60 ± 0.40 lower than that of the plain pipeline, which may be chance.",
      );
    });

    test("what each block is worth stands beside what it learned, and how that was found out", () => {
      const tag = (subject: string, delta: number, method: "forced" | "retrained") =>
        concluded({
          ...({ kind: "block", subject, alternative: "without", method, seconds: 1 } as const),
          ...{ delta, standardError: delta === 0 ? 0 : 0.1 },
        });
      const tagged = (...tags: readonly Evidence[]) => words({ ...ofEnsemble, evidence: [...evidence, ...tags] });
      const text = tagged(tag("n2", -0.1, "retrained"), tag("n7", -0.5, "forced"));
      expect(text).toContain("What blocks and columns are worth is told of the pipeline “Learned”");
      expect(text).toMatch(
        /hardly matters here Without it \(retrained\) the out-of-fold log loss is 0.10 ± 0.10 higher: that cannot be told from chance. Select features Closes 6 columns. Without it \(without retraining\) the out-of-fold log loss is 0.50 ± 0.10 higher: what was trained relies on it./,
      );
      expect(tagged(tag("n7", 0.3, "retrained"))).toContain("0.30 ± 0.10 lower: the pipeline is better without it.");
      expect(tagged(tag("n7", 0, "forced"))).toContain("is the same: it changes no prediction.");
      expect(tagged({ ...tag("n7", 3e-9, "retrained"), standardError: 5e-9 })).toContain("is the same to the sixth");
      expect(words(ofEnsemble)).not.toContain("What a block is worth");
    });

    test("hints of metrics say whose rows they are of", () => {
      expect(textOf(renderToStaticMarkup(<MetricsTable report={ofEnsemble} />))).toContain("the fair judge");
      const hint = (split: "train" | "validation", nFolds?: number) => metricsText("splitHint", { split, nFolds });
      for (const split of ["train", "validation"] as const) {
        expect(hint(split, 4)).toContain("predicted by models that had not seen it");
        expect(hint(split, 4)).toContain("chose the members");
      }
      expect(hint("validation", 1)).toContain("No pipeline was trained on them");
      expect(hint("train", 1)).toContain("Learned from");
      expect(hint("validation")).toContain("Used to decide when to stop");
    });
  });
});
