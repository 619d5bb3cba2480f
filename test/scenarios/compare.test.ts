import { expect, it, type TestContext } from "vitest";
import { plusSeconds, systemClock } from "../../shared/foundation/clock.ts";
import { allOthers, edited, edits } from "../operations/baselines/seeded-edits.ts";
import {
  reordered,
  seededPolicies,
  withFullMetadata,
  withNewDefault,
} from "../operations/baselines/seeded-policies.ts";
import { exportedPolicies } from "../support/exported-policies.ts";
import { loopOf } from "./loop-api.ts";
import { stackForTest } from "./stacks.ts";

const baselineProfileId = "windows";

/** The environment of a stack whose provider holds 36 seeded policies besides others, synced and captured. */
async function captured(providerDataDir: string | undefined) {
  const loop = loopOf(await stackForTest(providerDataDir === undefined ? {} : { providerDataDir }));
  const seeded = seededPolicies();
  await loop.change((held) =>
    Object.fromEntries(Object.entries(held).map(([name, policies]) => [name, [...policies, ...(seeded[name] ?? [])]])),
  );
  await loop.write("PUT", `baseline-profiles/${baselineProfileId}`, { name: "Windows baseline" });
  const { total = 0 } = (await loop.play("policy.sync")).summaryCounts;
  expect(await loop.play("baseline.capture", { baselineProfileId })).toMatchObject({ outcome: "succeeded" });

  /** Syncs and compares; the open findings as kind, policy and path. */
  async function compared() {
    expect(await loop.play("policy.sync")).toMatchObject({ outcome: "succeeded" });
    const run = await loop.play("baseline.compare", { baselineProfileId });
    const findings = await loop.all("drift-findings");
    const lines = findings
      .filter(({ status }) => status === "open")
      .map(({ kind, displayName, path }) => [kind, displayName, path].filter((text) => text !== "").join(" | "))
      .toSorted();
    return { run, findings, lines };
  }
  return { ...loop, total, compared };
}

const sources = [
  { world: "the sample world", dataDir: () => undefined },
  { world: "87 exported policies", dataDir: (context: TestContext) => exportedPolicies(context) },
];

it.for(sources)(
  "an accepted deviation of $world is found again when it changes further",
  async ({ dataDir }, context) => {
    const { total, change, compared, play, all, write } = await captured(dataDir(context));

    const unchanged = await compared();
    expect(unchanged.run).toMatchObject({ outcome: "succeeded", summaryCounts: { total, findings: 0 } });
    expect(unchanged.lines).toEqual([]);
    for (const edit of [reordered, withFullMetadata, withNewDefault]) {
      await change(edit);
      expect((await compared()).lines, edit.name).toEqual([]);
    }

    for (const { edit } of edits) await change(edit);
    const drifted = await compared();
    expect(drifted.lines).toEqual(edits.map(({ finding }) => finding).toSorted());
    expect(drifted.run).toMatchObject({ outcome: "succeeded", summaryCounts: { findings: 10 } });
    expect(JSON.stringify(drifted.findings)).not.toContain("correct-horse");

    const accepted = drifted.findings.find(({ displayName }) => displayName === "Custom 2");
    const until = plusSeconds(systemClock.now(), 86_400);
    await write("POST", `drift-findings/${accepted?.id}/decisions`, { decision: "accept", reason: "Agreed.", until });
    expect((await compared()).run).toMatchObject({ summaryCounts: { findings: 9 } });
    await change((held) => edited(held, "Custom 2", (policy) => ({ ...policy, description: "Changed once more" })));
    const reopened = await compared();
    expect(reopened.lines).toEqual(drifted.lines);
    expect(reopened.findings.find(({ id }) => id === accepted?.id)).toMatchObject({
      status: "open",
      reopened: "accepted_value_changed",
    });

    await change(allOthers);
    expect(await play("policy.sync")).toMatchObject({ outcome: "succeeded" });
    expect(await play("baseline.compare", { baselineProfileId })).toMatchObject({
      outcome: "blocked",
      failures: [{ code: "baseline.nothing_matched" }],
    });
    expect((await all("drift-findings")).filter(({ status }) => status === "resolved")).toEqual([]);
  },
);
