import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concluded, type Evidence } from "../../training/evidence/evidence.ts";
import type { MemberEvidence } from "../../training/types.ts";
import * as subject from "./members.ts";

type Compared = MemberEvidence & { readonly difference: number; readonly standardError: number };

const tried = (id: string, changed: Partial<Compared> = {}): Compared => ({
  ...{ id, title: id, isLearned: id.startsWith("learned"), weight: 0, loss: 1, difference: 0, standardError: 0.1 },
  ...{ nRows: 100, nFolds: 5 },
  ...changed,
});

const evidenceOf = ({ id, difference, standardError }: Compared): Evidence =>
  concluded({
    ...({ kind: "pipeline", subject: id, alternative: "plain", method: "retrained" } as const),
    ...{ delta: difference, standardError, seconds: 1 },
  });
const reported = (all: readonly Compared[]) => ({ members: all, evidence: all.map(evidenceOf) });
const memberRows = (all: readonly Compared[]) => subject.memberRows(reported(all));
const learnedEvidence = (all: readonly Compared[]) => subject.learnedEvidence(reported(all));

describe("the table of members", () => {
  test("members come first by their share, then the others by their loss", () => {
    const { ranked, nFolds, nRows } = memberRows([
      tried("a", { loss: 0.1 }),
      tried("b", { loss: 0.9, weight: 1 }),
      tried("c", { loss: 0.05 }),
      tried("d", { loss: 0.8, weight: 3 }),
    ]);
    expect(ranked.map(({ member, share }) => [member.id, share])).toEqual([
      ["d", 0.75],
      ["b", 0.25],
      ["c", 0],
      ["a", 0],
    ]);
    expect([nFolds, nRows]).toEqual([5, 100]);
  });

  test("those that were given up stand apart, however low their loss is", () => {
    const { ranked, givenUp } = memberRows([
      tried("early", { loss: 0.01, nFolds: 1 }),
      tried("earlier", { loss: 0.001, nFolds: 1 }),
      tried("whole", { weight: 1 }),
    ]);
    expect(ranked.map(({ member }) => member.id)).toEqual(["whole"]);
    expect(givenUp.map(({ member }) => member.id)).toEqual(["earlier", "early"]);
  });

  test("where one part was held out, none was given up", () => {
    const all = [tried("a", { nFolds: 1, weight: 1 }), tried("b", { nFolds: 1 })];
    expect(memberRows(all).ranked).toHaveLength(2);
    expect(memberRows(all).givenUp).toEqual([]);
  });

  test("what was concluded decides what may be chance, and what nothing was found of is unknown", () => {
    const kindOf = (changed: Partial<Compared>, id = "a") => memberRows([tried(id, changed)]).ranked[0].comparison.kind;
    expect(kindOf({ difference: -0.21 })).toBe("better");
    expect(kindOf({ difference: -0.19 })).toBe("chance");
    expect(kindOf({ difference: 0.19 })).toBe("chance");
    expect(kindOf({ difference: 0.21 })).toBe("worse");
    expect(kindOf({ difference: 0, standardError: 0 })).toBe("same");
    expect(kindOf({ difference: -9, standardError: Number.NaN })).toBe("unknown");
    expect(kindOf({ difference: 0, standardError: 0 }, "plain")).toBe("plain");
    const strict = { ...evidenceOf(tried("a", { difference: -0.3 })), conclusion: "cannot tell" } as const;
    const [row] = subject.memberRows({ members: [tried("a")], evidence: [strict] }).ranked;
    expect(row.comparison).toMatchObject({ kind: "chance", difference: -0.3 });
    expect(subject.memberRows({ members: [tried("a")] }).ranked[0].comparison).toEqual({ kind: "unknown" });
  });
});

describe("whether learning paid", () => {
  test("a member that is clearly better than the plain pipeline says so, though another has a lower loss", () => {
    const evidence = learnedEvidence([
      tried("plain"),
      tried("learned", { weight: 1, loss: 0.5, difference: -0.5 }),
      tried("learned, joint", { loss: 0.4, difference: -0.6 }),
      tried("learned, too", { weight: 2, loss: 0.7, difference: -0.3 }),
      tried("robust", { weight: 1, loss: 0.9 }),
    ]);
    expect(evidence).toMatchObject({ kind: "paid", title: "learned", share: 0.75 });
  });

  test("no member, or none beyond chance: it did not", () => {
    const out = tried("learned", { loss: 0.5, difference: -0.5 });
    expect(learnedEvidence([tried("plain", { weight: 1 }), out]).kind).toBe("absent");
    const unsure = { ...out, weight: 1, standardError: 0.3 };
    expect(learnedEvidence([tried("plain", { weight: 1 }), unsure]).kind).toBe("unclear");
    expect(learnedEvidence([tried("plain", { weight: 1 })]).kind).toBe("untried");
  });

  test("what was compared on the first part alone is no evidence", () => {
    const early = tried("learned", { loss: 0.1, difference: -0.9, nFolds: 1 });
    expect(learnedEvidence([tried("plain", { weight: 1 }), early]).kind).toBe("untried");
  });

  test("a fixed pipeline that does no worse is named", () => {
    const learned = tried("learned", { weight: 1, loss: 0.5, difference: -0.5 });
    expect(learnedEvidence([tried("plain"), learned, tried("robust", { loss: 0.4 })])).toMatchObject({
      fixed: "robust",
    });
    expect(learnedEvidence([tried("plain"), learned, tried("robust", { loss: 0.6 })])).not.toHaveProperty("fixed");
  });

  test("whatever is reported, it is said to pay only of a member that is told from chance", () => {
    const evidence = fc.record({
      isLearned: fc.boolean(),
      weight: fc.integer({ min: 0, max: 3 }),
      loss: fc.double({ min: 0, max: 2, noNaN: true }),
      difference: fc.double({ min: -1, max: 1, noNaN: true }),
      standardError: fc.double({ min: 0, max: 1, noNaN: true }),
      nFolds: fc.constantFrom(1, 5),
    });
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 8 }), (all) => {
        const members = all.map((each, index) => tried(`m${index}`, each));
        const whole = Math.max(...members.map(({ nFolds }) => nFolds));
        const pays = members.some(
          ({ isLearned, weight, difference, standardError, nFolds }) =>
            isLearned && weight > 0 && nFolds === whole && difference + 1.9599 * standardError < 0,
        );
        expect(learnedEvidence(members).kind === "paid").toBe(pays);
      }),
    );
  });
});
