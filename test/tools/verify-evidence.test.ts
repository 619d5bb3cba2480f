import { describe, expect, it } from "vitest";
import { verifyFile } from "../../tools/verify-file.ts";
import { sentenceOf } from "../../tools/verify-sentences.ts";
import { anEvidenceBundle, forged } from "./an-evidence-bundle.ts";

const bundle = await anEvidenceBundle();
const record = "operation-runs/01K00000000000000000000000";

describe("the verification of an evidence bundle", () => {
  it("derives every verdict again from its facts", () => {
    expect(verifyFile(bundle)).toMatchObject({ problems: [], isDerived: true, rules: 1 });
  });

  it("finds a flipped bit at any place and names a file", () => {
    // The directory at the end is what a reader of archives trusts blindly: each of its bytes.
    const directory = bundle.indexOf("PK\u0001\u0002");
    const sampled = Array.from({ length: bundle.length }, (_, at) => at).filter(
      (at) => at > directory || at % 16 === 0,
    );
    for (const at of sampled) {
      const flipped = Buffer.from(bundle);
      flipped[at] = (flipped[at] ?? 0) ^ 1;

      const { problems, isDerived } = verifyFile(flipped);

      expect({ at, named: problems[0]?.path ?? "", isDerived }).toEqual({
        at,
        named: expect.stringMatching(/./),
        isDerived: false,
      });
    }
  });

  it("names the record of a file whose byte was flipped", () => {
    const flipped = Buffer.from(bundle);
    const at = flipped.indexOf("facts.json") + "facts.json".length + 10;
    flipped[at] = (flipped[at] ?? 0) ^ 1;

    expect(verifyFile(flipped).problems.map(sentenceOf)).toEqual([`facts.json (${record}) was altered.`]);
  });

  it.each([
    {
      what: "a verdict",
      path: "verdicts.json",
      part: "needsAttention",
      change: ([first]: Stated[]) => [{ ...first, needsAttention: true }],
    },
    {
      what: "an explanation",
      path: "verdicts.json",
      part: "explanation",
      change: ([first]: Stated[]) => [{ ...first, explanation: [] }],
    },
    { what: "a missing verdict", path: "verdicts.json", part: "number", change: () => [] },
    {
      what: "the event",
      path: "history.json",
      part: "event",
      change: (history: object) => ({ ...history, event: null }),
    },
    {
      what: "words about other verdicts",
      path: "explanation.json",
      part: "explanation",
      change: ([first]: Stated[]) => [{ ...first, explanation: [] }],
    },
    {
      what: "the audit entry of another run",
      path: "audit.json",
      part: "entries",
      change: (audit: object) => ({ ...audit, entries: [{ workspaceId: "acme", resourceId: "another" }] }),
    },
  ])("rejects $what that its signer made up", async ({ path, part, change }) => {
    const { problems, isDerived } = verifyFile(await forged(bundle, path, change as (value: unknown) => unknown));

    expect(problems).toContainEqual({ code: "not_derived", path, record, part });
    expect(isDerived).toBe(false);
  });

  it("rejects verdicts whose facts say something else", async () => {
    const open = (facts: unknown) => ({ ...(facts as object), proofs: { successes: [] } });

    const { problems } = verifyFile(await forged(bundle, "facts.json", open));

    expect(problems.map(sentenceOf)).toContain(
      `verdicts.json (${record}): its needsAttention does not follow from the facts.`,
    );
  });
});

type Stated = Readonly<Record<string, unknown>>;
