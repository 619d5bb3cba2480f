import { isExactNumber } from "../../foundation/exact-json.ts";
import { maskSecrets, unverifiableIn } from "../../redaction/unverifiable.ts";
import { canonicalJson } from "../../run/identity.ts";
import { hashOf, isAnnotation, normalForm } from "../policies/normal-form.ts";
import {
  actionsMember,
  asFarAs,
  holdsActions,
  withoutActions,
  withReferences,
  writtenActions,
} from "../policies/scheduled-actions.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";

/** A policy's body in the provider's format. */
export interface PolicyBody {
  readonly [name: string]: unknown;
}

/**
 * Undefined unless the value is a JSON object. Keeps every member, whatever its name: a schema would drop
 * `__proto__`.
 */
export function bodyOf(value: unknown): PolicyBody | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isExactNumber(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

/** Whether a body was parsed without loss; duplicate members and numbers outside the range of a double are losses. */
export function isExact(body: PolicyBody): boolean {
  try {
    return canonicalJson(body) !== "";
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Why an item requires manual review or was left unchanged. */
export type ItemReason =
  | "restore.equal_under_another_id"
  | "restore.version_missing"
  | "restore.secret_values"
  | "restore.type_changed"
  | "restore.actions_not_held"
  | "restore.changed_since_preview";

/** The effect of restoring one item, derived from both contents alone. */
export type Comparison =
  | { readonly change: "create" | "update" | "unchanged"; readonly reason?: "restore.actions_not_held" }
  | { readonly change: "manual_required"; readonly reason: ItemReason };

/** Managed by the provider or by other operations (assignments), so neither compared nor written. */
export const serverManaged: ReadonlySet<string> = new Set([
  "id",
  "createdDateTime",
  "lastModifiedDateTime",
  "version",
  "settingCount",
  "isAssigned",
  "supportsScopeTags",
  "assignments",
]);

/**
 * Compares the backup with the provider's current state; `undefined` for a version that is not stored. Actions that the
 * backup does not hold are neither compared nor written, and the reason says so.
 */
export function compareContent(wanted: PolicyBody | undefined, current: PolicyBody | "absent"): Comparison {
  if (wanted === undefined) return { change: "manual_required", reason: "restore.version_missing" };
  // A mask would overwrite the real secret, and two unknown secrets cannot be compared.
  if (unverifiableIn(wanted).length > 0) return { change: "manual_required", reason: "restore.secret_values" };
  if (current === "absent") return { change: "create" };
  const note = holdsActions(current) && !holdsActions(wanted) ? ({ reason: "restore.actions_not_held" } as const) : {};
  if (isContentOf(wanted, current)) return { change: "unchanged", ...note };
  if (wanted["@odata.type"] !== current["@odata.type"]) {
    return { change: "manual_required", reason: "restore.type_changed" };
  }
  return { change: "update", ...note };
}

/** Whether the provider's state is the wanted content. */
export function isContentOf(wanted: PolicyBody, current: PolicyBody | "absent"): boolean {
  return current !== "absent" && contentHashOf(asFarAs(wanted, current)) === contentHashOf(wanted);
}

/** Whether two states are equal apart from the actions, which a request of their own writes. */
export function isSameButActions(one: PolicyBody, other: PolicyBody): boolean {
  return contentHashOf(withoutActions(one)) === contentHashOf(withoutActions(other));
}

/**
 * SHA-256 over a policy's content, hex: equal exactly when two bodies have the same name and settings. Ignores the
 * provider's ids, times, secrets and annotations; an empty member equals an absent one.
 */
export function contentHashOf(body: PolicyBody): string {
  return hashOf(normalForm(writtenOf(body)));
}

const writtenOf = (body: PolicyBody) => contentOf(maskSecrets(body).document);

/**
 * Whether a recorded state matches this content. Also accepts states of older releases, which included the provider's
 * ids of single settings.
 */
export function isStateOf(noted: string | undefined, current: PolicyBody | "absent"): boolean {
  if (noted === stateOf(current)) return true;
  return current !== "absent" && noted === hashOf(writtenOf(current));
}

/** The provider's state as a single value: a digest, or `absent`. */
export function stateOf(current: PolicyBody | "absent"): string {
  return current === "absent" ? "absent" : contentHashOf(current);
}

/**
 * The body that restores the content of the backup. A partial write (PATCH) only changes the members it names, so
 * members that are not in the backup are set to null there. Actions are part of a new policy only.
 */
export function writableBody(
  collection: PolicyCollection,
  wanted: PolicyBody,
  current: PolicyBody | "absent",
): PolicyBody {
  const body = contentOf(withoutActions(wanted));
  if (current === "absent") return holdsActions(wanted) ? { ...body, [actionsMember]: writtenActions(wanted) } : body;
  if (isReplacedWhole(collection)) return body;
  const beyond = Object.keys(contentOf(withoutActions(current))).filter((name) => !Object.hasOwn(body, name));
  return { ...body, ...Object.fromEntries(beyond.map((name) => [name, null])) };
}

/**
 * A document of another tenant as a promotion writes it: with the scope tags, message templates and copied groups of the
 * target that its preview froze. The document itself where it froze none.
 */
export function inTermsOfTarget(
  body: PolicyBody,
  {
    scopeTagIds,
    actionIds = {},
  }: {
    readonly scopeTagIds?: readonly string[] | undefined;
    readonly actionIds?: Readonly<Record<string, string>> | undefined;
  } = {},
): PolicyBody {
  return { ...withReferences(body, actionIds), ...(scopeTagIds !== undefined && { roleScopeTagIds: scopeTagIds }) };
}

/** Settings-catalog policies are replaced whole (PUT), the others by their changed members (PATCH). */
export function isReplacedWhole(collection: PolicyCollection): boolean {
  return collection === "configurationPolicies";
}

function contentOf(body: PolicyBody): PolicyBody {
  const members = Object.entries(body).filter(([name, value]) => !serverManaged.has(name) && value !== null);
  return Object.fromEntries(members.flatMap(([name, value]) => member(name, value)));
}

/** Without response annotations (`@odata.context` and similar); an object's type is content. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || isExactNumber(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => member(name, inner)));
}

function member(name: string, value: unknown): [string, unknown][] {
  return isAnnotation(name) ? [] : [[name, plain(value)]];
}
