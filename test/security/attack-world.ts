import { type CallReport, createDynamoDb } from "../../local/engines/table/engine.ts";
import type { Item } from "../../local/engines/table/value-types.ts";
import { recordKinds } from "../../shared/contract/records.ts";
import type { Route } from "../../shared/contract/route.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { aNotifiedRun, anEndedRun } from "../functions/notifications-world.ts";
import { reviewsIn } from "../functions/reviews.ts";
import { connection, createWorld } from "../functions/world.ts";
import { testClock } from "../support/clock.ts";
import { anActiveSnapshot } from "../support/evidence.ts";
import { testIds } from "../support/ids.ts";
import { tableDefinition } from "../support/table.ts";
import { causeOf, type KnownPlace, kindIn, placesOf, plainItem } from "./attack-places.ts";
import {
  storeAlerts,
  storeApprovalAlert,
  storeBackupsAndPack,
  storeBulkAction,
  storeFindings,
  storePoliciesAndPreview,
  storePromise,
  storeSchedule,
  storeViewAndSettings,
  storeWave,
  storeWaveSchedule,
} from "./stored-content.ts";
import { storePlan } from "./stored-plans.ts";

const tableName = "attacked";

/** Existing values of each path parameter. */
export type KnownIds = Readonly<
  Record<
    | "ws"
    | "env"
    | "run"
    | "plan"
    | "kind"
    | "id"
    | "user"
    | "bulk"
    | "view"
    | "schedule"
    | "alert"
    | "rule"
    | "channel"
    | "wave"
    | "cause",
    readonly string[]
  >
>;
export interface AttackWorld extends Awaited<ReturnType<typeof createAttackWorld>> {}

/** All callers: each role, restricted members, a former member, strangers and an unauthenticated caller. */
export const callers = [
  "owner",
  "manager",
  "operator",
  "readonly",
  "lab-operator",
  "former",
  "outsider",
  "platform",
  "platform-chief",
  "stranger",
  null,
] as const;

/** What every attacked world begins with. */
interface Filled {
  readonly items: readonly Item[];
  readonly now: Date;
}
let filled: Promise<Filled> | undefined;

/**
 * Both APIs over an in-process table, with a resource of every kind in both workspaces. The table reports its reads
 * and changes, so that a test can assert the effects of a request besides its response.
 *
 * The resources are stored once per thread and copied into each world: storing them takes longer than most tests.
 */
export async function createAttackWorld(options: { ratePerSecond?: number } = {}) {
  filled ??= fill();
  const { items: stored, now } = await filled;
  const { world, table, reports, breakTable } = await createEmptyWorld({
    ratePerSecond: 1e9,
    ...options,
    ids: testIds(2),
  });
  for (const item of stored) table.write(item);
  world.clock.set(now);

  /** What a function says of the table, anew after each change of it: the paths of thousands of requests need it. */
  function sinceChange<Answer>(look: () => Answer): () => Answer {
    let seen: { readonly changes: number; readonly answer: Answer } | undefined;
    return () => {
      const changes = table.changeCount();
      if (seen?.changes !== changes) seen = { changes, answer: look() };
      return seen.answer;
    };
  }

  /** All stored items, as plain values. */
  const items = sinceChange(() => table.items().map(plainItem));
  reports.length = 0;
  return {
    ...world,
    items,
    table,

    /** From now on the table fails every call with this error. */
    breakTable,

    /** The table calls since the last time this was called. */
    takeReports: (): readonly CallReport[] => reports.splice(0),
    /** The number of changes to the table. */
    changes: () => table.changeCount(),

    /** The path parameters of each stored record and run. */
    knownPlaces: sinceChange((): readonly KnownPlace[] => items().flatMap(placesOf)),

    /** The ids of all stored records and runs. */
    knownIds(): KnownIds {
      const keys = items().map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
      const after = (prefix: string, at: "pk" | "sk") =>
        keys.filter((key) => key[at].startsWith(prefix)).map((key) => key[at].slice(prefix.length));
      return {
        ws: ["acme", "globex"],
        env: [...new Set(after("ENV#", "sk"))],
        run: [...new Set(after("RUN#", "pk"))],
        plan: keys.filter(({ pk }) => pk.endsWith("#plans")).map(({ sk }) => sk),
        kind: recordKinds,
        id: [
          ...new Set([
            ...keys.filter(({ pk }) => pk.startsWith("REC#")).map(({ sk }) => sk),
            ...after("NOTE#", "sk"),
            ...after("PROMISE#", "sk"),
          ]),
        ],
        user: callers.filter((caller) => caller !== null),
        view: ["view-acme", "view-globex"],
        schedule: after("SCHEDULE#", "sk"),
        alert: keys.filter(({ pk }) => pk.startsWith("ALERT#")).map(({ sk }) => sk),
        rule: after("ALERTRULE#", "sk"),
        channel: after("CHANNEL#", "sk"),
        wave: after("WAVE#", "pk"),
        cause: [...new Set(items().flatMap((item) => causeOf(item) ?? []))],
        bulk: [...new Set(after("BULK#", "pk").map((key) => key.split("#")[1] ?? ""))],
      };
    },
  };
}

/** Both APIs over a table with members and environments only. */
async function createEmptyWorld(options: { readonly ratePerSecond: number; readonly ids: Ids }) {
  const reports: CallReport[] = [];
  const engine = createDynamoDb({ clock: testClock(), observe: (report) => void reports.push(report) });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
  let trouble: Error | undefined;
  const client = createDirectClient(async (call) => {
    if (trouble !== undefined) throw trouble;
    return engine.execute(call);
  });
  const world = await createWorld({ ...options, table: { client, tableName, connect: () => client } });
  const breakTable = (error: Error) => {
    trouble = error;
  };
  return { world, table: engine.table(tableName), reports, breakTable };
}

/** Stores a resource of every kind in both workspaces. */
async function fill(): Promise<Filled> {
  const { world, table } = await createEmptyWorld({ ratePerSecond: 1e9, ids: testIds() });
  for (const workspaceId of ["acme", "globex"] as const) {
    await storeViewAndSettings(world, workspaceId);
    const environmentIds = workspaceId === "acme" ? ["acme-prod", "acme-lab"] : ["globex-prod"];
    for (const environmentId of environmentIds) {
      const scope = { workspaceId, environmentId };
      await world.connections.put(scope, "default", connection);
      await anActiveSnapshot(world, scope);
      await reviewsIn(world).ready(scope);
      await storePoliciesAndPreview(world, scope);
      await storeFindings(world, scope);
      await storeBackupsAndPack(world, scope);
      await storeSchedule(world, scope);
      await storeWaveSchedule(world, scope);
      await storePromise(world, scope);
      await storeAlerts(world, scope);
      await storePlan(world, scope);
      for (const requester of ["manager", "operator"]) {
        await storeApprovalAlert(world, scope, await storePlan(world, scope, requester));
      }
      const run = await world.aRun({ ...scope, initiator: workspaceId === "acme" ? "operator" : "outsider" });
      await anEndedRun(world, scope, { outcome: "failed", source: "worker" });
      if (environmentId === environmentIds[0]) await storeBulkAction(world, run);
      if (environmentId === environmentIds[0]) {
        await storeWave(world, scope);
        await storeWave(world, scope, "repeatable");
      }
    }
  }
  await world.aRun({ environmentId: null });
  for (const initiator of ["owner", "manager", "lab-operator"]) {
    await aNotifiedRun(world, { environmentId: "acme-lab", initiator });
  }
  return { items: table.items(), now: world.clock.now() };
}

/** A path of this route to a resource visible to the caller; `changed` replaces parts of it. */
export function pathTo(route: Pick<Route, "path">, world: AttackWorld, changed: KnownPlace = {}): string {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const kind = kindIn(route);
  const isNotification = route.path.startsWith("/api/notifications/");
  const fits = (place: KnownPlace) =>
    place.ws === "acme" &&
    names.every((name) => name in place) &&
    (kind === undefined || place.kind === kind) &&
    (!isNotification || (place.kind === undefined && place.user === "owner"));
  const place = { ...world.knownPlaces().find(fits), ...changed };
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => place[name] ?? "absent");
}
