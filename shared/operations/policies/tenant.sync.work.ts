import * as z from "zod";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Json, StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { connectionInput } from "../provider/connection-choice.ts";
import { contentHash } from "../provider/content-hash.ts";
import {
  endOfReads,
  endUnconfirmed,
  endWithout,
  failuresOf,
  nameOf,
  type UsedConnection,
  withConnection,
} from "../provider/end-of-reads.ts";
import { type ListStep, type ReadingDependencies, readLists } from "../provider/read-lists.ts";

type Scope = StartRequest<unknown>["scope"];
type Content = { readonly [key: string]: Json };

interface HandleDependencies extends ReadingDependencies, UsedConnection {
  readonly tickets: Tickets;
  readonly tenantProfiles: {
    findCurrent(scope: Scope): Promise<Stored | undefined>;
    /** Stores a version and returns it, read again. */
    add(scope: Scope, profile: NewProfile): Promise<Stored | undefined>;
    /** Makes a version current, or confirms that it still is. */
    confirm(scope: Scope, head: { profileId: string; n: number; verifiedAt: string }): Promise<void>;
  };
}
interface Stored {
  readonly id: string;
  readonly contentHash: string;
  readonly content: Readonly<Record<string, unknown>>;
}
interface NewProfile {
  readonly id: string;
  readonly contentHash: string;
  readonly n: number;
  readonly operationRunId: string;
  readonly providerConnectionId: string;
  readonly createdAt: string;
  readonly displayName: string;
  readonly content: Content;
}

const organization = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  countryLetterCode: z.string().nullish(),
  tenantType: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
});
const domain = z.looseObject({
  id: z.string(),
  authenticationType: z.string().nullish(),
  isDefault: z.boolean().nullish(),
  isInitial: z.boolean().nullish(),
  isVerified: z.boolean().nullish(),
});
const units = z.looseObject({
  enabled: z.number().nullish(),
  suspended: z.number().nullish(),
  warning: z.number().nullish(),
});
const sku = z.looseObject({
  id: z.string(),
  skuPartNumber: z.string().nullish(),
  capabilityStatus: z.string().nullish(),
  consumedUnits: z.number().nullish(),
  prepaidUnits: units.nullish(),
  servicePlans: z
    .array(z.looseObject({ servicePlanName: z.string(), provisioningStatus: z.string().nullish() }))
    .default([]),
});

const parts = {
  organization: step("organization", organization, ({ displayName, ...rest }) => ({
    displayName: nameOf(displayName),
    country: nameOf(rest.countryLetterCode),
    tenantType: nameOf(rest.tenantType),
    createdDateTime: nameOf(rest.createdDateTime),
    isSynchronized: rest.onPremisesSyncEnabled === true,
  })),
  domains: step("domains", domain, ({ authenticationType, isDefault, isInitial, isVerified }) => ({
    authenticationType: nameOf(authenticationType),
    isDefault: isDefault === true,
    isInitial: isInitial === true,
    isVerified: isVerified === true,
  })),
  subscribedSkus: step(
    "subscribedSkus",
    sku,
    ({ skuPartNumber, capabilityStatus, consumedUnits, prepaidUnits, servicePlans }) => ({
      name: nameOf(skuPartNumber),
      status: nameOf(capabilityStatus),
      consumed: consumedUnits ?? 0,
      enabled: prepaidUnits?.enabled ?? 0,
      suspended: prepaidUnits?.suspended ?? 0,
      warning: prepaidUnits?.warning ?? 0,
      plans: servicePlans
        .filter(({ provisioningStatus }) => provisioningStatus === "Success")
        .map(({ servicePlanName }) => nameOf(servicePlanName))
        .sort(),
    }),
  ),
};
type Part = keyof typeof parts;
const partNames: readonly Part[] = ["organization", "domains", "subscribedSkus"];

const storedContent = z.record(z.string(), z.json());

/**
 * Reads organization, domains and licences. A changed profile is a new version; an unchanged one is confirmed. A part
 * that could not be read keeps its earlier content, and the current version is then not confirmed.
 */
export function handle(work: Work<z.infer<typeof connectionInput>>, needs: HandleDependencies): Promise<WorkResult> {
  return withConnection(work, needs, async (connection) => {
    const { run, scope } = work;
    const { tickets, tenantProfiles, clock } = needs;
    const n = await takeAttemptTicket(work, "tenant-profiles", tickets, { phase: "asking_provider" });
    const read = await readLists(work, connection, n, needs, () => partNames.map((name) => parts[name]));
    if (read.kind === "handed_over") return read.result;

    const current = await tenantProfiles.findCurrent(scope);
    const before = storedContent.safeParse(current?.content).data ?? {};
    const seen = partNames.map((name) => [name, read.reads.get(name)] as const);
    const unread = seen.filter(([, list]) => list === undefined || list.failure !== undefined).map(([name]) => name);
    if (unread.length === partNames.length) return endWithout(failuresOf(read.reads.values()));
    const content: Content = Object.fromEntries(
      seen.map(([name, list]) => [
        name,
        unread.includes(name) || list === undefined ? (before[name] ?? null) : sorted(list.items),
      ]),
    );

    const hash = contentHash(content);
    const isNew = current?.contentHash !== hash;
    if (isNew) {
      const stored = await tenantProfiles.add(scope, {
        id: run.id,
        n,
        operationRunId: run.id,
        providerConnectionId: connection.id,
        createdAt: clock.now().toISOString(),
        displayName: tenantNameOf(content),
        contentHash: hash,
        content,
      });
      if (contentHash(storedContent.safeParse(stored?.content).data ?? {}) !== hash) {
        return endUnconfirmed("tenant profile");
      }
    }
    const profileId = isNew ? run.id : (current?.id ?? run.id);
    if (isNew || unread.length === 0) {
      await tenantProfiles.confirm(scope, { profileId, n, verifiedAt: clock.now().toISOString() });
    }
    return endOfReads(read.reads, {
      summaryCounts: {
        total: partNames.length,
        processed: partNames.length - unread.length,
        // The same attempt finds its own version when it is repeated.
        updated: profileId === run.id ? 1 : 0,
        failed: unread.length,
      },
      related: { type: "tenant_profile", id: profileId },
    });
  });
}

function step<Item extends { readonly id: string }>(
  call: "organization" | "domains" | "subscribedSkus",
  schema: z.ZodType<Item>,
  take: (item: Item) => Content,
): ListStep {
  return {
    key: call,
    request: { call },
    take(item) {
      const read = schema.safeParse(item);
      return read.success ? { ...take(read.data), id: read.data.id } : undefined;
    },
  };
}

const sorted = (items: readonly { readonly id: string; readonly [key: string]: Json }[]): readonly Json[] =>
  items.toSorted((one, other) => (one.id < other.id ? -1 : 1));

function tenantNameOf({ organization: list }: Content): string {
  const [first] = z.array(z.looseObject({ displayName: z.string() })).safeParse(list).data ?? [];
  return first?.displayName ?? "";
}
