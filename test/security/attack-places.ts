import * as z from "zod";
import type { Item } from "../../local/engines/table/value-types.ts";
import { causeKeyOf } from "../../shared/actionability/cause-key.ts";
import type { Route } from "../../shared/contract/route.ts";
import { runIdOfKey, workspaceOfPartition } from "../../shared/ledger/keys.ts";
import { openPlaceOf } from "../../shared/ledger/open-keys.ts";
import { waveType } from "../../shared/run/wave.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";

/** Consistent sets of path parameters, each of which leads to an existing resource. */
export type KnownPlace = Readonly<Record<string, string>>;
type PlainItem = Readonly<Record<string, unknown>>;

/** The engine replaces items and never changes one, so each is read once. */
function oncePerItem<Of extends object, Answer>(read: (item: Of) => Answer): (item: Of) => Answer {
  const known = new WeakMap<Of, Answer>();
  return (item) => {
    const answer = known.get(item) ?? read(item);
    known.set(item, answer);
    return answer;
  };
}

/** A stored item as plain values. */
export const plainItem = oncePerItem((item: Item): PlainItem => fromItem(item));

/** The path parameters of a stored record or run. */
export const placesOf = oncePerItem((item: PlainItem): readonly KnownPlace[] => {
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
  if (String(item.pk).startsWith("REC#")) return [{ ws, env: place, kind, id: String(item.sk), user: "operator" }];
  const notification = ofNotification(item);
  if (notification !== undefined) return [{ ...notification, user: ws }];
  if (item.workspaceKey === undefined || item.environmentId === undefined) return [];
  const workspaceId = workspaceOfPartition(String(item.workspaceKey));
  return [...ofCause, { ws: workspaceId, env: String(item.environmentId), run: ws, user: "readonly" }];
});

/** The key of the cause of an open problem. */
export function causeOf({ type, environmentId, openKey }: Record<string, unknown>): string | undefined {
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
