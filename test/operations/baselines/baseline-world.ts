import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { sampleClient, sampleProviderUrls } from "../../../local/provider/credentials.ts";
import type { WorkResult } from "../../../shared/operations/define-operation.ts";
import { createAuditRecorder } from "../../../shared/records/audit.ts";
import { createBaselineProfiles } from "../../../shared/records/baseline-profiles.ts";
import type { DriftFindingRecord } from "../../../shared/records/drift-findings.ts";
import { sampleProviderHere } from "../../support/sample-provider.ts";
import { operationWorld, scope } from "../operation-world.ts";
import type { PolicyWorld } from "./seeded-policies.ts";

export const profileId = "profile-1";

/** Stores a profile as a person would. */
export async function addProfile(
  world: Pick<Awaited<ReturnType<typeof operationWorld>>, "client" | "tableName" | "clock" | "ids">,
  fields: { readonly id?: string; readonly selection?: "all" | string[]; readonly sourceEnvironmentId?: string } = {},
): Promise<void> {
  const { id = profileId, selection = "all", sourceEnvironmentId = scope.environmentId } = fields;
  const audit = createAuditRecorder({ client: world.client, tableName: world.tableName, retentionDays: 30 });
  const entry = audit.partOf({
    id: world.ids.next(world.clock.now()),
    workspaceId: scope.workspaceId,
    environmentId: null,
    actor: { type: "human", id: "manager", label: "manager" },
    action: "baseline_profile.written",
    resourceType: "baseline_profile",
    resourceId: id,
    outcome: "success",
    metadata: {},
    recordedAt: world.clock.now().toISOString(),
  });
  const profile = { id, name: "Windows baseline", sourceEnvironmentId, selection, createdByUserId: "manager" };
  await createBaselineProfiles(world).write(scope, profile, () => entry);
}

/** An environment whose provider serves a data folder or these policies, with a profile of all of them. */
export async function baselineWorld(source: { readonly dataDir: string } | PolicyWorld) {
  const dataDir = typeof source.dataDir === "string" ? source.dataDir : await folderOf(source as PolicyWorld);
  const provider = await sampleProviderHere({ dataDir });
  onTestFinished(() => provider.stop());
  const world = await operationWorld(provider.origin, async () => sampleClient.clientSecret);
  await world.addConnection({ ...sampleProviderUrls(provider.origin), clientId: sampleClient.clientId });
  await addProfile(world);

  async function perform(
    type: string,
    input: Record<string, unknown> = {},
  ): Promise<Extract<WorkResult, { kind: "ended" }>> {
    const result = await world.perform(type, input);
    if (result.kind !== "ended") throw new Error(`${type} was handed over`);
    return result;
  }
  async function policies(): Promise<PolicyWorld> {
    const response = await fetch(`${provider.origin}/_world`);
    return (await response.json()) as PolicyWorld;
  }

  return {
    ...world,
    policies,
    /** Changes what the provider holds, past the product. */
    async change(edit: (held: PolicyWorld) => PolicyWorld): Promise<void> {
      const body = JSON.stringify(edit(await policies()));
      const response = await fetch(`${provider.origin}/_world`, { method: "PUT", body });
      if (!response.ok) throw new Error(await response.text());
    },
    sync: () => perform("policy.sync"),
    capture: () => perform("baseline.capture", { baselineProfileId: profileId }),
    /** Syncs and compares. */
    async compare() {
      await perform("policy.sync");
      const result = await perform("baseline.compare", { baselineProfileId: profileId });
      const comparison = await world.needs.baselineComparisons.find(scope, result.related?.id ?? "none");
      return { result, comparison, findings: await world.needs.driftFindings.listOf(scope, profileId) };
    },
  };
}

export const openOf = (findings: readonly DriftFindingRecord[]) => findings.filter(({ status }) => status === "open");

/** What a finding says, short. */
export const lineOf = ({ kind, displayName, path: at }: DriftFindingRecord) =>
  [kind, displayName, at].filter((text) => text !== "").join(" | ");

async function folderOf(world: PolicyWorld): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "runtruth-baseline-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [collection, policies] of Object.entries(world)) {
    await mkdir(path.join(folder, collection));
    for (const policy of policies) {
      await writeFile(path.join(folder, collection, `${String(policy.id)}.json`), JSON.stringify(policy));
    }
  }
  return folder;
}
