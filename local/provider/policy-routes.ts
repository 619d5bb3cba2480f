import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../../shared/foundation/clock.ts";
import { type Answer, graphError, parseExact, parseJson } from "./answers.ts";
import { isFilterId } from "./graph/device-management.ts";
import type { TenantName } from "./graph/seeded.ts";
import type { Policies } from "./policies.ts";
import { type Collection, collections, type Policy } from "./policy-document.ts";
import type { createReadLag } from "./read-lag.ts";
import { actionsIn, expandedIn, navigation, readActions, shownActions } from "./scheduled-actions.ts";

const pageSizeDefault = 20;
const pageSizeMax = 999;
/** Pages of the settings catalog end here, whatever `$top` asks for (Microsoft365DSC#5088). */
const catalogPageMax = 25;

const topSchema = z.coerce.number().int().min(1).max(pageSizeMax);
const bodySchema = z.looseObject({});
const compliance = "deviceCompliancePolicies";

interface Served {
  readonly policies: Policies;
  readonly lag: ReturnType<typeof createReadLag>;
  readonly clock: Clock;
  /** Policies on a page, where a test wants another number than the usual one. */
  readonly pageSize: number | undefined;
  readonly tenant: TenantName;
}

export interface PolicyRequest {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
}

/**
 * Handles `/{version}/deviceManagement/{collection}[/{id}]`; undefined for any other path.
 *
 * A page continues after the previous page's last id, so concurrent writes neither repeat nor skip an unchanged policy.
 */
export async function answerPolicies(
  { policies, lag, clock, pageSize, tenant }: Served,
  request: PolicyRequest,
): Promise<Answer | undefined> {
  const path =
    /^(?:\/(?:beta|v1\.0))?\/deviceManagement\/(\w+)(?:\/([^/]+)(?:\/(settings|assignments|assign|scheduleActionsForRules))?)?$/.exec(
      request.url.pathname,
    );
  const collection = collections.find((name) => name === path?.[1]);
  if (!collection) return undefined;
  const id = path?.[2];
  const seen = request.method === "GET" ? lag.read() : policies;
  if (request.method !== "GET") lag.noteWrite();
  if (id === undefined) {
    if (request.method === "GET") return page(seen, collection, request.url, pageSize);
    if (request.method === "POST") return create(policies, clock, collection, request);
    return notAllowed();
  }
  if (path?.[3] === "assign") {
    if (request.method !== "POST") return notAllowed();
    const held = { policies, clock, present: policies.find(collection, decodeURIComponent(id)) };
    return assign(held, collection, request, tenant);
  }
  if (path?.[3] === "scheduleActionsForRules") {
    if (request.method !== "POST" || collection !== compliance) return notAllowed();
    return schedule({ policies, clock, present: policies.find(collection, decodeURIComponent(id)) }, request);
  }
  if (path?.[3] !== undefined) return listPage(seen.find(collection, decodeURIComponent(id)), path[3], request.url);
  const present = seen.find(collection, decodeURIComponent(id));
  return answerOne({ policies, clock, present }, collection, decodeURIComponent(id), request);
}

interface Held {
  readonly policies: Policies;
  readonly clock: Clock;
  readonly present: Policy | undefined;
}

/** Graph embeds at most this many settings in a policy; the rest must be read page by page. */
const settingsShown = 25;

/** A policy as Graph returns it: assignments and actions only on request, and truncated settings with their count. */
function shown(held: Policy, collection: Collection, url: URL): object {
  const { assignments, scheduledActionsForRule, settings, ...rest } = held;
  const expanded = expandedIn(url);
  const actions = collection === compliance ? expanded.get("scheduledActionsForRule") : undefined;
  const policy = {
    ...rest,
    ...(expanded.has("assignments") && { assignments: assignments ?? [] }),
    ...(actions !== undefined && { scheduledActionsForRule: shownActions(scheduledActionsForRule, actions) }),
  };
  if (collection !== "configurationPolicies" || !Array.isArray(settings)) {
    return settings === undefined ? policy : { ...policy, settings };
  }
  const counted = { ...policy, settingCount: settings.length };
  if (!expanded.has("settings")) return counted;
  if (settings.length <= settingsShown) return { ...counted, settings };
  const next = new URL(`/beta/deviceManagement/${collection}/${encodeURIComponent(rest.id)}/settings`, url.origin);
  next.searchParams.set("$skiptoken", String(settingsShown));
  return { ...counted, settings: settings.slice(0, settingsShown), "settings@odata.nextLink": next.href };
}

function listPage(policy: Policy | undefined, name: string, url: URL): Answer {
  const list = policy?.[name];
  const members: unknown[] = Array.isArray(list) ? list : [];
  if (policy === undefined) return graphError(404, "ResourceNotFound", "there is no such policy");
  const from = Number(url.searchParams.get("$skiptoken") ?? 0);
  const next = new URL(url);
  next.searchParams.set("$skiptoken", String(from + settingsShown));
  const hasMore = from + settingsShown < members.length;
  const value = members.slice(from, from + settingsShown);
  return { status: 200, body: { ...(hasMore && { "@odata.nextLink": next.href }), value } };
}

function page(
  policies: Pick<Policies, "list">,
  collection: Collection,
  url: URL,
  pageSize: number | undefined,
): Answer {
  const isCatalog = collection === "configurationPolicies";
  const usual = pageSize ?? (isCatalog ? catalogPageMax : pageSizeDefault);
  const top = topSchema.safeParse(url.searchParams.get("$top") ?? usual);
  if (!top.success) return graphError(400, "BadRequest", `$top must be a whole number from 1 to ${pageSizeMax}`);
  const after = url.searchParams.get("$skiptoken");
  const all = policies.list(collection);
  const rest = all.filter(({ id }) => after === null || id > after);
  const value = rest.slice(0, isCatalog ? Math.min(top.data, catalogPageMax) : top.data);
  const last = value.at(-1);
  const next = new URL(url);
  next.searchParams.set("$skiptoken", last?.id ?? "");

  return {
    status: 200,
    body: {
      "@odata.context": `${url.origin}/$metadata#deviceManagement/${collection}`,
      ...(url.searchParams.get("$count") === "true" ? { "@odata.count": all.length } : {}),
      ...(rest.length > value.length ? { "@odata.nextLink": next.href } : {}),
      value: value.map((policy) => shown(policy, collection, url)),
    },
  };
}

async function create(
  policies: Policies,
  clock: Clock,
  collection: Collection,
  { text, url }: PolicyRequest,
): Promise<Answer> {
  const body = parseExact(bodySchema, text);
  if (!body) return badBody();
  const now = clock.now().toISOString();
  const id = randomUUID();
  // A new policy is not assigned: assignments in the body are ignored.
  const policy: Policy = { ...contentIn(body), id, createdDateTime: now, lastModifiedDateTime: now };
  if (collection === compliance) {
    const actions = readActions(body.scheduledActionsForRule, id);
    if (!Array.isArray(actions)) return actions;
    policy.scheduledActionsForRule = actions;
  }
  await policies.put(collection, policy);
  return { status: 201, body: shown(policy, collection, url) };
}

/** A body without what only other requests write. */
const contentIn = (body: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !navigation.some((other) => other === name)));

/** Replaces every action of a compliance policy. */
async function schedule({ policies, clock, present }: Held, { text }: PolicyRequest): Promise<Answer> {
  if (!present) return graphError(404, "ResourceNotFound", "there is no such policy");
  const actions = actionsIn(text, present.id);
  if (!Array.isArray(actions)) return actions;
  const lastModifiedDateTime = clock.now().toISOString();
  await policies.put(compliance, { ...present, scheduledActionsForRule: actions, lastModifiedDateTime });
  return { status: 204 };
}

async function answerOne(
  held: Held,
  collection: Collection,
  id: string,
  { method, text, url }: PolicyRequest,
): Promise<Answer> {
  const { policies, clock, present } = held;
  if (!present) return graphError(404, "ResourceNotFound", `there is no ${collection} with the id ${id}`);
  if (method === "GET") return { status: 200, body: shown(present, collection, url) };
  if (method === "DELETE") {
    await policies.remove(collection, id);
    return { status: 204 };
  }
  if (method !== "PATCH" && method !== "PUT") return notAllowed();

  const body = parseExact(bodySchema, text);
  if (!body) return badBody();
  if (method === "PATCH" && Object.hasOwn(body, "settings")) {
    const entity = "microsoft.management.services.api.deviceManagementConfigurationPolicy";
    return graphError(
      400,
      "BadRequest",
      `Cannot apply PATCH to navigation property 'settings' on entity type '${entity}'.`,
    );
  }
  const { createdDateTime, assignments, scheduledActionsForRule } = present;
  const kept = { createdDateTime, assignments, scheduledActionsForRule };
  const base = method === "PATCH" ? present : kept;
  const policy: Policy = { ...base, ...contentIn(body), id, lastModifiedDateTime: clock.now().toISOString() };
  await policies.put(collection, policy);
  return { status: 200, body: shown(policy, collection, url) };
}

const noFilter = "00000000-0000-0000-0000-000000000000";
const assignSchema = z.strictObject({
  assignments: z
    .array(
      z.looseObject({
        target: z.looseObject({
          "@odata.type": z.string().startsWith("#microsoft.graph."),
          groupId: z.guid().optional(),
          deviceAndAppManagementAssignmentFilterId: z.string().nullish(),
          deviceAndAppManagementAssignmentFilterType: z.enum(["none", "include", "exclude"]).nullish(),
        }),
      }),
    )
    .max(1000),
});

/** Replaces every assignment of a policy. Filters must exist; groups are not looked up. */
async function assign(
  held: Held,
  collection: Collection,
  { text }: PolicyRequest,
  tenant: TenantName,
): Promise<Answer> {
  const { policies, clock, present } = held;
  if (!present) return graphError(404, "ResourceNotFound", "there is no such policy");
  const read = parseJson(assignSchema, text);
  if (!read) return graphError(400, "BadRequest", "the body must be { assignments: [{ target }] }");
  const assignments = read.assignments.map(({ id: _given, ...assignment }) => {
    const { target } = assignment;
    const { deviceAndAppManagementAssignmentFilterId: filter, groupId = target["@odata.type"] } = target;
    return {
      id: `${present.id}_${groupId}`,
      source: "direct",
      sourceId: present.id,
      ...assignment,
      target: {
        ...target,
        deviceAndAppManagementAssignmentFilterId: filter ?? noFilter,
        deviceAndAppManagementAssignmentFilterType: target.deviceAndAppManagementAssignmentFilterType ?? "none",
      },
    };
  });
  const filters = assignments.map(({ target }) => target.deviceAndAppManagementAssignmentFilterId);
  const foreign = filters.find((id) => id !== noFilter && !isFilterId(id, tenant));
  if (foreign !== undefined) {
    return graphError(400, "BadRequest", `Assignment filter ${foreign} was not found.`);
  }
  await policies.put(collection, {
    ...present,
    assignments,
    isAssigned: assignments.length > 0,
    lastModifiedDateTime: clock.now().toISOString(),
  });
  return { status: 200, body: { value: assignments } };
}

function badBody(): Answer {
  return graphError(400, "BadRequest", "the body must be a JSON object");
}

function notAllowed(): Answer {
  return graphError(405, "MethodNotAllowed", "this method is not supported here");
}
