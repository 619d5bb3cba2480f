import { isExactNumber } from "../../foundation/exact-json.ts";
import { canonicalJson } from "../../run/identity.ts";
import { hashOf, normalForm } from "../policies/normal-form.ts";

/** Documents are comparable only in the same form; changed rules need a new version. */
export const formVersion = 1;

export type Json = Readonly<Record<string, unknown>>;

/** What the provider maintains, at any depth: it differs between two exports of the same configuration. */
const volatile: ReadonlySet<string> = new Set([
  "id",
  "createdDateTime",
  "lastModifiedDateTime",
  "version",
  "settingCount",
  "isAssigned",
  "supportsScopeTags",
  "creationSource",
  "priorityMetaData",
  // Of an assignment: the policy itself, whose id changes when it is recreated.
  "sourceId",
]);
/** Types that the place of an object already determines: only exports with full metadata name them. */
export const determined: ReadonlySet<string> = new Set(
  [
    ...["deviceManagementConfigurationPolicy", "deviceManagementConfigurationSetting"],
    "deviceManagementConfigurationPolicyTemplateReference",
    "deviceManagementConfigurationSettingInstanceTemplateReference",
    "deviceManagementConfigurationSettingValueTemplateReference",
    ...["deviceManagementConfigurationChoiceSettingValue", "deviceManagementConfigurationGroupSettingValue"],
    ...["deviceComplianceScheduledActionForRule", "deviceComplianceActionItem"],
    ...["deviceManagementConfigurationPolicyAssignment", "deviceCompliancePolicyAssignment"],
    "deviceConfigurationAssignment",
  ].map((type) => `#microsoft.graph.${type}`),
);
/** Lists whose order carries no meaning. */
export const unordered: ReadonlySet<string> = new Set([
  "settings",
  "children",
  "assignments",
  "roleScopeTagIds",
  "omaSettings",
  "groupSettingCollectionValue",
]);
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const noGuid = "00000000-0000-0000-0000-000000000000";
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A document in the form in which policies are compared with a baseline: equal for every export of the same
 * configuration, with full or minimal metadata and in any order. Says nothing where null, an empty list, an empty
 * description or the zero GUID say nothing. False, zero and "notConfigured" are values.
 */
export function comparableForm(document: Json): Json {
  const form = formOf(document, "");
  return isJson(form) ? form : {};
}

/** SHA-256 of the comparable form, after the version of its rules. */
export const comparableHash = (document: Json): string => `${formVersion}.${hashOf(comparableForm(document))}`;

function formOf(value: unknown, name: string): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const members = value.map((inner) => formOf(inner, "")).filter((inner) => inner !== undefined);
    if (members.length === 0) return undefined;
    return unordered.has(name) ? members.toSorted(byContent) : members;
  }
  if (isExactNumber(value)) return normalForm(value);
  if (typeof value === "string") return textOf(value, name);
  if (typeof value !== "object") return value;
  const members = Object.entries(value).flatMap(([key, inner]) => {
    const form = isNoContent(key, inner) ? undefined : formOf(inner, key);
    return form === undefined ? [] : [[key, form] as const];
  });
  return Object.fromEntries(members);
}

/** Annotations, actions, what the provider maintains, and a type that says nothing. */
function isNoContent(key: string, value: unknown): boolean {
  if (key === "@odata.type") return typeof value === "string" && determined.has(value);
  return volatile.has(key) || key.includes("@odata.") || key.startsWith("#");
}

function textOf(value: string, name: string): string | undefined {
  if (value === noGuid || (value === "" && name === "description")) return undefined;
  if (guid.test(value)) return value.toLowerCase();
  return instant.test(value) && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : value;
}

function byContent(a: unknown, b: unknown): number {
  const [left, right] = [canonicalJson(a), canonicalJson(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isExactNumber(value);
}
