import * as z from "zod";
import type { Json } from "../define-operation.ts";
import { nameOf } from "../provider/end-of-reads.ts";
import type { ListedItem, ListRead, ListStep, Reads } from "../provider/read-lists.ts";

/** The template of the role that may do everything; its id is public and the same in every tenant. */
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
/** Microsoft recommends at least two, and fewer than five; an emergency account makes it five. */
const globalAdministratorsMin = 2;
const globalAdministratorsMax = 5;
/** Assignments listed in a scan; further ones are only counted. */
export const assignmentsListedMax = 1000;

const principal = z.looseObject({
  "@odata.type": z.string().nullish(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});
const assignment = z.looseObject({
  id: z.string(),
  principalId: z.string(),
  roleDefinitionId: z.string(),
  directoryScopeId: z.string().nullish(),
  assignmentType: z.string().nullish(),
  endDateTime: z.string().nullish(),
  principal: principal.nullish(),
});
const definition = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  templateId: z.string().nullish(),
  isBuiltIn: z.boolean().nullish(),
});

const kinds: Readonly<Record<string, string>> = {
  "#microsoft.graph.user": "user",
  "#microsoft.graph.group": "group",
  "#microsoft.graph.servicePrincipal": "application",
};

/** The lists of a scan. Names are kept, sign-in names are not: a guest is recognized and then forgotten. */
export const adminRoleSteps: readonly ListStep[] = [
  {
    key: "definitions",
    request: { call: "directoryRoleDefinitions" },
    take(item) {
      const read = definition.safeParse(item);
      if (!read.success) return undefined;
      const { id, displayName, templateId } = read.data;
      return { id, name: nameOf(displayName) || id, templateId: templateId ?? id };
    },
  },
  { key: "assignments", request: { call: "directoryRoleAssignments" }, take: assignmentOf },
  { key: "active", request: { call: "roleAssignmentScheduleInstances" }, take: assignmentOf },
  { key: "eligible", request: { call: "roleEligibilityScheduleInstances" }, take: assignmentOf },
];

function assignmentOf(item: unknown): ListedItem | undefined {
  const read = assignment.safeParse(item);
  if (!read.success) return undefined;
  const { id, principalId, roleDefinitionId, directoryScopeId, assignmentType, endDateTime } = read.data;
  const holder = read.data.principal;
  const kind = kinds[holder?.["@odata.type"] ?? ""] ?? (holder === undefined || holder === null ? "unknown" : "other");
  return {
    id,
    principalId,
    roleDefinitionId,
    scope: directoryScopeId ?? "/",
    isActivated: assignmentType === "Activated",
    kind: /#EXT#/i.test(holder?.userPrincipalName ?? "") ? "guest" : kind,
    name: nameOf(holder?.displayName) || principalId,
    ...(typeof endDateTime === "string" && { until: endDateTime.slice(0, 40) }),
  };
}

type Held = { readonly [key: string]: Json };

/** What a scan found, from lists that were read; the assignments themselves must have been. */
export function scanOf(reads: Reads, assignments: ListRead) {
  const definitions = new Map((reads.get("definitions")?.items ?? []).map((role) => [role.id, role]));
  const held = (items: readonly ListedItem[]): Held[] =>
    items
      .map(({ isActivated: _stated, ...item }): Held => {
        const role = definitions.get(String(item.roleDefinitionId));
        return { ...item, role: role === undefined ? null : String(role.name) };
      })
      .sort((one, other) => (`${one.role}/${one.name}` < `${other.role}/${other.name}` ? -1 : 1));
  const active = reads.get("active");
  const activated =
    active?.failure === undefined ? (active?.items.filter((each) => each.isActivated === true) ?? []) : [];
  // An activated assignment is in the list of assignments, too.
  const places = new Set(activated.map(placeOf));
  const standing = assignments.items.filter((each) => !places.has(placeOf(each)));
  const eligible = reads.get("eligible");

  const isGlobal = ({ roleDefinitionId }: ListedItem) =>
    (definitions.get(String(roleDefinitionId))?.templateId ?? roleDefinitionId) === globalAdministrator;
  const globals = new Set(standing.filter(isGlobal).map(({ principalId }) => principalId)).size;
  const count = (kind: string) => standing.filter((each) => each.kind === kind).length;
  const all = [...standing, ...activated, ...(eligible?.failure === undefined ? (eligible?.items ?? []) : [])];
  const undefinedRoles =
    reads.get("definitions")?.failure === undefined
      ? all.filter(({ roleDefinitionId }) => !definitions.has(String(roleDefinitionId))).length
      : 0;
  const findings = [
    ...(globals < globalAdministratorsMin ? [{ code: "too_few_global_administrators", count: globals }] : []),
    ...(globals > globalAdministratorsMax ? [{ code: "too_many_global_administrators", count: globals }] : []),
    ...countedFinding("guests_with_roles", count("guest")),
    ...countedFinding("applications_with_roles", count("application")),
    ...countedFinding("groups_with_roles", count("group")),
    ...countedFinding("principals_unknown", count("unknown")),
  ];
  return {
    undefinedRoles,
    findings: findings.length,
    total: all.length,
    content: {
      standingTotal: standing.length,
      standing: held(standing).slice(0, assignmentsListedMax),
      globalAdministrators: globals,
      active: stateOf(active),
      activeTotal: active?.failure === undefined ? activated.length : null,
      // What was not read is unknown, not empty.
      activated: active?.failure === undefined ? held(activated).slice(0, assignmentsListedMax) : null,
      eligible: stateOf(eligible),
      eligibleTotal: eligible?.failure === undefined ? (eligible?.items.length ?? 0) : null,
      eligibleFor: eligible?.failure === undefined ? held(eligible?.items ?? []).slice(0, assignmentsListedMax) : null,
      findings,
    },
  };
}

const placeOf = ({ principalId, roleDefinitionId, scope }: ListedItem) => `${principalId}/${roleDefinitionId}/${scope}`;

const countedFinding = (code: string, count: number) => (count > 0 ? [{ code, count }] : []);

/** Whether a list of Privileged Identity Management is known, and if not, why. */
function stateOf(list: ListRead | undefined): string {
  if (list === undefined) return "unread";
  if (list.failure === undefined) return "read";
  return list.failure.code === "provider_not_licensed" ? "not_licensed" : "unread";
}
