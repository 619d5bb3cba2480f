import * as z from "zod";
import { type CallReport, createDynamoDb } from "../../local/engines/table/engine.ts";
import { causeKeyOf } from "../../shared/actionability/cause-key.ts";
import { recordKinds } from "../../shared/contract/records.ts";
import type { Route } from "../../shared/contract/route.ts";
import { runIdOfKey, workspaceOfPartition } from "../../shared/ledger/keys.ts";
import { openPlaceOf } from "../../shared/ledger/open-keys.ts";
import { waveType } from "../../shared/run/wave.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";
import { aNotifiedRun, anEndedRun } from "../functions/notifications-world.ts";
import { reviewsIn } from "../functions/reviews.ts";
import { connection, createWorld } from "../functions/world.ts";
import { testClock } from "../support/clock.ts";
import { anActiveSnapshot } from "../support/evidence.ts";
import { tableDefinition } from "../support/table.ts";
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
/** Consistent sets of path parameters, each of which leads to an existing resource. */
export type KnownPlace = Readonly<Record<string, string>>;
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

/**
 * Both APIs over an in-process table, with a resource of every kind in both workspaces. The table reports its reads
 * and changes, so that a test can assert the effects of a request besides its response.
 */
export async function createAttackWorld(options: { ratePerSecond?: number } = {}) {
  const reports: CallReport[] = [];
  const engine = createDynamoDb({ clock: testClock(), observe: (report) => void reports.push(report) });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
  let trouble: Error | undefined;
  const client = createDirectClient(async (call) => {
    if (trouble !== undefined) throw trouble;
    return engine.execute(call);
  });
  const world = await createWorld({
    ratePerSecond: 1e9,
    ...options,
    table: { client, tableName, connect: () => client },
  });
  const table = engine.table(tableName);

  /** What a function says of the table, anew after each change of it: the paths of thousands of requests need it. */
  function sinceChange<Answer>(look: () => Answer): () => Answer {
    let seen: { readonly changes: number; readonly answer: Answer } | undefined;
    return () => {
      const changes = table.changeCount();
      if (seen?.changes !== changes) seen = { changes, answer: look() };
      return seen.answer;
    };
  }

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
      if (environmentId === environmentIds[0]) await storeWave(world, scope);
    }
  }
  await world.aRun({ environmentId: null });
  for (const initiator of ["owner", "manager", "lab-operator"]) {
    await aNotifiedRun(world, { environmentId: "acme-lab", initiator });
  }

  /** All stored items, as plain values. */
  const items = sinceChange(() => table.items().map(fromItem));
  reports.length = 0;
  return {
    ...world,
    items,
    table,

    /** From now on the table fails every call with this error. */
    breakTable(error: Error): void {
      trouble = error;
    },

    /** The table calls since the last time this was called. */
    takeReports: (): readonly CallReport[] => reports.splice(0),
    /** The number of changes to the table. */
    changes: () => table.changeCount(),

    /** The path parameters of each stored record and run. */
    knownPlaces: sinceChange((): readonly KnownPlace[] =>
      items().flatMap((item): KnownPlace[] => {
        const [, ws = "", env = "", kind = ""] = String(item.pk).split("#");
        if (String(item.pk).startsWith("BULK#")) return [{ ws, bulk: env, user: "owner" }];
        if (String(item.sk).startsWith("SCHEDULE#"))
          return [{ ws, schedule: String(item.sk).slice("SCHEDULE#".length), user: "owner" }];
        if (String(item.pk).startsWith("ALERT#")) return [{ ws, alert: String(item.sk), user: "operator" }];
        if (String(item.sk).startsWith("ALERTRULE#"))
          return [{ ws, rule: String(item.sk).slice("ALERTRULE#".length), user: "owner" }];
        if (String(item.sk).startsWith("CHANNEL#"))
          return [{ ws, channel: String(item.sk).slice("CHANNEL#".length), user: "owner" }];
        const [kindOfItem, promise = "", , excepted = promise.slice("promise-".length)] = String(item.sk).split("#");
        if (kindOfItem === "PROMISE") return [{ ws, env: excepted, kind: promises, id: promise, user: "owner" }];
        const cause = causeOf(item);
        const ofCause = cause === undefined ? [] : [{ ws: workspaceOfPartition(String(item.workspaceKey)), cause }];
        if (item.type === waveType)
          return [{ ws: workspaceOfPartition(String(item.workspaceKey)), wave: runIdOfKey(String(item.pk)) }];
        if (item.sk === "VIEWS") return [{ ws, view: `view-${ws}`, user: "owner" }];
        if (kind === "plans") {
          const id = String(item.sk);
          return [
            { ws, plan: id, user: "owner" },
            { ws, env, kind, id, user: "owner" },
          ];
        }
        const restored = kind.split("restore-run-items:")[1];
        if (restored !== undefined) return [{ ws, env, kind: "restore-runs", id: restored, item: String(item.sk) }];
        const { data: profile } = ofWorkspace.safeParse(item);
        const place = profile?.record.sourceEnvironmentId ?? env;
        if (String(item.pk).startsWith("REC#"))
          return [{ ws, env: place, kind, id: String(item.sk), user: "operator" }];
        const notification = ofNotification(item);
        if (notification !== undefined) return [{ ...notification, user: ws }];
        if (item.workspaceKey === undefined || item.environmentId === undefined) return [];
        const workspaceId = workspaceOfPartition(String(item.workspaceKey));
        return [...ofCause, { ws: workspaceId, env: String(item.environmentId), run: ws, user: "readonly" }];
      }),
    ),

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

/** The key of the cause of an open problem. */
function causeOf({ type, environmentId, openKey }: Record<string, unknown>): string | undefined {
  const { problem } = typeof openKey === "string" ? openPlaceOf(openKey) : {};
  return (
    problem &&
    causeKeyOf({
      ...{ type: String(type), environmentId: String(environmentId), cause: "failed" },
      ...{ problem, connectionId: undefined },
    })
  );
}

/** The kind of a promise's place, which is no record. */
const promises = "promises";

/** The kind of the places to which a route leads, if its path fixes one. */
export const kindIn = ({ path }: Pick<Route, "path">): string | undefined =>
  path.includes("/promises/") ? promises : /\/records\/([a-z-]+)\//.exec(path)?.[1];

/** A record of the whole workspace is read and written through an environment. */
const ofWorkspace = z.object({ record: z.object({ sourceEnvironmentId: z.string() }) });

const notificationItem = z.object({
  sk: z.templateLiteral(["NOTE#", z.string()]),
  record: z.object({ workspaceId: z.string(), environmentId: z.string() }),
});

/** The path parameters of a notification, if the item is one. */
function ofNotification(item: unknown) {
  const { data } = notificationItem.safeParse(item);
  if (data === undefined) return undefined;
  return { ws: data.record.workspaceId, env: data.record.environmentId, id: data.sk.slice("NOTE#".length) };
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
