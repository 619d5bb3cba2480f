import { isExactNumber } from "../../foundation/exact-json.ts";
import { maskSecrets, unverifiableIn } from "../../redaction/unverifiable.ts";
import { canonicalJson } from "../../run/identity.ts";
import { hashOf, isAnnotation, normalForm } from "../policies/normal-form.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";

/** A policy's body as the provider speaks of it. */
export interface PolicyBody {
  readonly [name: string]: unknown;
}

/** Undefined for what is no JSON object. Every member stays, whatever its name: a schema would drop `__proto__`. */
export function bodyOf(value: unknown): PolicyBody | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isExactNumber(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

/** Whether every value of a body could be read; a member named twice or a number beyond every double cannot. */
export function isExact(body: PolicyBody): boolean {
  try {
    return canonicalJson(body) !== "";
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Why an item needs a person, or was left as it is. */
export type ItemReason =
  | "restore.equal_under_another_id"
  | "restore.version_missing"
  | "restore.secret_values"
  | "restore.type_changed"
  | "restore.changed_since_preview";

/** What restoring one item would do to the provider, judged from both contents alone. */
export type Comparison =
  | { readonly change: "create" | "update" | "unchanged"; readonly reason?: undefined }
  | { readonly change: "manual_required"; readonly reason: ItemReason };

/** The provider writes these itself, or they are restored by other work (assignments); they neither count nor travel. */
const serverManaged = new Set([
  "id",
  "createdDateTime",
  "lastModifiedDateTime",
  "version",
  "settingCount",
  "isAssigned",
  "supportsScopeTags",
  "assignments",
]);

/** Compares what is to be restored with what the provider holds now; `undefined` for a version that is not stored. */
export function compareContent(wanted: PolicyBody | undefined, current: PolicyBody | "absent"): Comparison {
  if (wanted === undefined) return { change: "manual_required", reason: "restore.version_missing" };
  // What stands in place of a secret would overwrite the real one, and two that are not known are not known to be equal.
  if (unverifiableIn(wanted).length > 0) return { change: "manual_required", reason: "restore.secret_values" };
  if (current !== "absent" && contentHashOf(wanted) === contentHashOf(current)) return { change: "unchanged" };
  if (current === "absent") return { change: "create" };
  if (wanted["@odata.type"] !== current["@odata.type"]) {
    return { change: "manual_required", reason: "restore.type_changed" };
  }
  return { change: "update" };
}

/**
 * SHA-256 over what a policy says, hex: equal exactly when two bodies make the same settings under the same
 * name. Ids, times, secrets and annotations of the provider do not count, and an empty member says as much as none.
 */
export function contentHashOf(body: PolicyBody): string {
  return hashOf(normalForm(writtenOf(body)));
}

const writtenOf = (body: PolicyBody) => contentOf(maskSecrets(body).document);

/**
 * Whether a state that was noted earlier is that of this content. States of older releases, which counted the ids that
 * the provider gives to single settings, are still recognized.
 */
export function isStateOf(noted: string | undefined, current: PolicyBody | "absent"): boolean {
  if (noted === stateOf(current)) return true;
  return current !== "absent" && noted === hashOf(writtenOf(current));
}

/** What the provider held, in one word: a digest, or that it held nothing. */
export function stateOf(current: PolicyBody | "absent"): string {
  return current === "absent" ? "absent" : contentHashOf(current);
}

/**
 * The body that makes a policy say what the backup says. A partial write (PATCH) only changes what it names,
 * so what the provider holds beyond the backup is named as null there.
 */
export function writableBody(
  collection: PolicyCollection,
  wanted: PolicyBody,
  current: PolicyBody | "absent",
): PolicyBody {
  const body = contentOf(wanted);
  if (current === "absent" || isReplacedWhole(collection)) return body;
  const beyond = Object.keys(contentOf(current)).filter((name) => !Object.hasOwn(body, name));
  return { ...body, ...Object.fromEntries(beyond.map((name) => [name, null])) };
}

/** Settings-catalog policies are written whole (PUT), the others by the members that change (PATCH). */
export function isReplacedWhole(collection: PolicyCollection): boolean {
  return collection === "configurationPolicies";
}

function contentOf(body: PolicyBody): PolicyBody {
  const members = Object.entries(body).filter(([name, value]) => !serverManaged.has(name) && value !== null);
  return Object.fromEntries(members.flatMap(([name, value]) => member(name, value)));
}

/** Without the annotations an answer carries (`@odata.context` and the like); an object's type is content. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || isExactNumber(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => member(name, inner)));
}

function member(name: string, value: unknown): [string, unknown][] {
  return isAnnotation(name) ? [] : [[name, plain(value)]];
}
