import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { type Answer, graphError, parseJson } from "../answers.ts";
import { createBudgets } from "./budgets.ts";
import { deviceManagementResources } from "./device-management.ts";
import type { Grants } from "./grants.ts";
import { createGroups, groupResources } from "./groups.ts";
import type { Resource } from "./resource.ts";
import { roleResources } from "./roles.ts";
import type { TenantName } from "./seeded.ts";
import { tenantResources } from "./tenant.ts";

const directorySchema = z.strictObject({
  /** Replaces the groups by this many. */
  groups: z.int().min(0).max(50_000).optional(),
  removeGroups: z.array(z.string()).optional(),
  renameGroup: z.strictObject({ id: z.string(), displayName: z.string() }).optional(),
  isPimLicensed: z.boolean().optional(),
});

export interface AskedRequest {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  /** The permissions of the request's token. */
  readonly roles: readonly string[];
}

const policyCollections = /^deviceManagement\/(?:deviceCompliancePolicies|deviceConfigurations|configurationPolicies)/;
const policyReaders = ["DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"];
const policyWriters = ["DeviceManagementConfiguration.ReadWrite.All"];

/** Everything of a tenant but policies: the directory, its roles, the tenant, the inventory and the devices. */
export function createGraphRoutes(grants: Grants, clock: Clock, tenant: TenantName) {
  let isPimLicensed = true;
  const groups = createGroups(tenant);
  const budgets = createBudgets(clock);
  const license = (isLicensed: boolean) => {
    isPimLicensed = isLicensed;
  };
  const resources: readonly Resource[] = [
    ...groupResources(groups),
    ...roleResources({ isLicensed: () => isPimLicensed }),
    ...tenantResources(grants, () => isPimLicensed, tenant),
    ...deviceManagementResources(tenant),
  ];

  return {
    directory: { removeGroup: (id: string) => groups.remove([id]), license },

    /** Refuses a request to policies without permission; undefined when it may proceed. */
    refusePolicies({ method, url, roles }: Pick<AskedRequest, "method" | "url" | "roles">): Answer | undefined {
      const path = pathOf(url);
      if (!policyCollections.test(path)) return undefined;
      return (
        refusal(path, method === "GET" ? policyReaders : policyWriters, roles) ??
        budgets.take("intune", { isWrite: method !== "GET" })
      );
    },

    /** Undefined for a path at which nothing is served. */
    answer({ method, url, text, headers, roles }: AskedRequest): Answer | undefined {
      const path = pathOf(url);
      for (const resource of resources) {
        const match = resource.path.exec(path);
        if (match === null) continue;
        if (method !== (resource.method ?? "GET")) {
          return graphError(405, "MethodNotAllowed", "this method is not supported here");
        }
        const ids = match.slice(1).map(decodeURIComponent);
        return (
          refusal(path, resource.permissions, roles) ??
          budgets.take(resource.budget, { isWrite: false }) ??
          resource.answer({ method, url, text, headers: { consistencylevel: headerOf(headers) }, ids })
        );
      }
      return undefined;
    },

    /** Handles `/_directory`, which changes groups and licences in memory only, and `/_budgets`. */
    control(method: string, path: string, text: string): Answer | undefined {
      if (path !== "/_directory") return budgets.control(method, path, text);
      if (method === "POST") {
        const wanted = parseJson(directorySchema, text);
        if (!wanted) {
          const shape = "{ groups?, removeGroups?, renameGroup?: { id, displayName }, isPimLicensed? }";
          return { status: 400, body: { error: `the body must be JSON: ${shape}` } };
        }
        if (wanted.groups !== undefined) groups.resize(wanted.groups);
        if (wanted.removeGroups !== undefined) groups.remove(wanted.removeGroups);
        if (wanted.renameGroup !== undefined) groups.rename(wanted.renameGroup.id, wanted.renameGroup.displayName);
        license(wanted.isPimLicensed ?? isPimLicensed);
      }
      return { status: 200, body: { groups: groups.list().length, isPimLicensed } };
    },
  };
}

const pathOf = (url: URL): string => decodeURIComponent(url.pathname).replace(/^\/(?:beta|v1\.0)\//, "");

function headerOf({ consistencylevel }: IncomingHttpHeaders): string | undefined {
  return typeof consistencylevel === "string" ? consistencylevel.toLowerCase() : undefined;
}

/** As Graph refuses: the directory says little, Intune names what would suffice. */
function refusal(path: string, permissions: readonly string[], roles: readonly string[]): Answer | undefined {
  if (permissions.some((permission) => roles.includes(permission))) return undefined;
  return path.startsWith("device")
    ? graphError(
        403,
        "Forbidden",
        `Application is not authorized to perform this operation. Application must have one of the following scopes: ${permissions.join(", ")}`,
      )
    : graphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
}
