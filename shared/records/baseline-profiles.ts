import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, writeTogether } from "../ledger/write-together.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

/** What a comparison needs of the active snapshot, without a read in the environment that captured it. */
const activeSnapshot = z.object({
  id: z.string(),
  /** Name of its items: the attempt that stored them. */
  content: z.string(),
  itemCount: z.number().int(),
  fingerprint: z.string(),
  capturedAt: z.string(),
  /** The ticket of the capturing attempt. */
  n: z.number().int(),
});

export const baselineProfile = z.object({
  id: z.string(),
  name: z.string(),
  /** The environment whose policies are captured. */
  sourceEnvironmentId: z.string(),
  /** Provider ids of the policies, or all of them. */
  selection: z.union([z.literal("all"), z.array(z.string())]),
  createdAt: z.string(),
  createdByUserId: z.string(),
  active: activeSnapshot.optional(),
});
export type BaselineProfileRecord = z.infer<typeof baselineProfile>;

export const baselineProfilesKind = "baseline-profiles";
/** Each retry means that a concurrent writer changed the same profile. */
const roundsMax = 5;
/** Baselines belong to the whole workspace; no environment has this id. */
export const wholeWorkspace = ({ workspaceId }: Pick<RecordScope, "workspaceId">): RecordScope => ({
  workspaceId,
  environmentId: "-",
});

/** What baselines are captured from, and which snapshot of each is the current baseline. */
export function createBaselineProfiles(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, id: string): Promise<BaselineProfileRecord | undefined> {
    const record = await store.find(wholeWorkspace(scope), baselineProfilesKind, id);
    return record === undefined ? undefined : baselineProfile.parse(record);
  }

  return {
    find,

    /**
     * Creates a profile, or changes its name and selection, together with the audit entry; a repeated
     * request changes nothing. Its baseline stays until the
     * next capture. Undefined when the id belongs to a profile of another environment.
     */
    async write(
      scope: RecordScope,
      profile: Omit<BaselineProfileRecord, "createdAt" | "active">,
      beside: AuditWrite,
    ): Promise<BaselineProfileRecord | undefined> {
      const { id, name, selection, sourceEnvironmentId } = profile;
      for (let round = 0; round < roundsMax; round++) {
        const stored = await find(scope, id);
        if (stored !== undefined && stored.sourceEnvironmentId !== sourceEnvironmentId) return undefined;
        if (stored?.name === name && isDeepStrictEqual(stored.selection, selection)) return stored;
        const record = baselineProfile.parse({ ...profile, createdAt: target.clock.now().toISOString() });
        const change = "SET #record.#name = :name, #record.#selection = :selection";
        const isSameSource = "#record.#sourceEnvironmentId = :sourceEnvironmentId";
        const values = { name, selection, sourceEnvironmentId };
        const part =
          stored === undefined
            ? store.putPart(wholeWorkspace(scope), baselineProfilesKind, id, record, isAbsent)
            : store.updatePart(wholeWorkspace(scope), baselineProfilesKind, id, change, isSameSource, values);
        if (await writeTogether(target, [part, beside(stored === undefined)])) return find(scope, id);
      }
      throw new Error(`writing baseline profile ${id}: others kept changing it; try again`);
    },

    /** Makes a snapshot the current baseline, unless a later attempt has done so. */
    async activate(scope: RecordScope, id: string, active: z.infer<typeof activeSnapshot>): Promise<void> {
      const condition = "attribute_exists(pk) AND (attribute_not_exists(#record.#active) OR #record.#active.#n < :n)";
      const values = { active, n: active.n };
      await store.update(
        wholeWorkspace(scope),
        baselineProfilesKind,
        id,
        "SET #record.#active = :active",
        condition,
        values,
      );
    },

    /** In the order of their ids. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(wholeWorkspace(scope), baselineProfilesKind, request);
      return { ...page, records: page.records.map((record) => baselineProfile.parse(record)) };
    },
  };
}
export type BaselineProfiles = ReturnType<typeof createBaselineProfiles>;
