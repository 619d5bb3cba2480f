import * as z from "zod";
import { cleanText } from "../../foundation/plain-text.ts";
import { redactText } from "../../redaction/redact.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";
import { bodyOf } from "../restores/restore-content.ts";
import { isCutOff } from "./document-completeness.ts";
import { normalHash } from "./normal-form.ts";
import { versionBodyOf } from "./version-body.ts";

/** A policy as the provider returned it, with its secrets masked, ready to be stored. */
export interface IncomingPolicy {
  readonly id: string;
  readonly collection: PolicyCollection;
  readonly platform: string;
  readonly displayName: string;
  readonly settingCount: number;
  /** JSON pointers to the masked secrets; at most a hundred, since the body contains them all. */
  readonly unverifiable?: readonly string[];
  /** SHA-256 of the canonical masked body, hex: equal exactly when two bodies are equal apart from their secrets. */
  readonly contentHash: string;
  /** Equal for every spelling of the masked body: reordered or renumbered settings are no change. */
  readonly normalHash: string;
  /** The canonical body, gzip-compressed. */
  readonly body: Uint8Array;
}

/** Why one item of a page was skipped. `id` is present when the item still identified its policy. */
export interface RejectedItem {
  readonly code:
    | "policy_invalid"
    | "policy_id_missing"
    | "policy_id_duplicate"
    | "policy_id_taken"
    | "policy_too_large"
    | "policy_document_incomplete";
  readonly message: string;
  readonly id?: string;
  /** The provider's name of the policy; absent when it has none. */
  readonly name?: string;
}

export type ReadItem =
  | { readonly ok: true; readonly policy: IncomingPolicy }
  | { readonly ok: false; readonly rejected: RejectedItem };

const displayNameCharactersMax = 200;
const unverifiableMax = 100;

/** One path segment, and never a dot segment. */
const policyId = z.string().regex(/^(?!\.{1,2}$)[\w.:-]{1,128}$/);
const platforms: Record<string, string> = {
  windows: "windows",
  macos: "macos",
  ios: "ios",
  iphone: "ios",
  android: "android",
  aosp: "android",
  linux: "linux",
};

/** Descriptive properties of a policy; every other property with a value is a setting. */
const descriptive = new Set([
  "id",
  "displayName",
  "name",
  "description",
  "version",
  "createdDateTime",
  "lastModifiedDateTime",
  "creationSource",
  "roleScopeTagIds",
  "supportsScopeTags",
  "assignments",
  "scheduledActionsForRule",
  "priorityMetaData",
  "platforms",
  "technologies",
  "templateReference",
  "isAssigned",
]);

/** Reads one item of a page. Any content yields either a policy or a rejection reason. */
export function readPolicyItem(collection: PolicyCollection, item: unknown): ReadItem {
  const document = bodyOf(withoutEmptyAssignments(item));
  if (document === undefined)
    return { ok: false, rejected: { code: "policy_invalid", message: "An item is no policy." } };
  const name = displayNameOf(document);
  const id = policyId.safeParse(document.id).data;
  const rejected = (code: RejectedItem["code"], message: string): ReadItem => ({
    ok: false,
    rejected: { code, message, ...(id !== undefined && { id }), ...(name !== undefined && { name }) },
  });
  if (id === undefined) return rejected("policy_id_missing", "An item without a usable id was left out.");

  const version = versionBodyOf(document);
  if (version === "unreadable") return rejected("policy_invalid", `Policy ${id} cannot be read.`);
  if (isCutOff(collection, document)) {
    return rejected("policy_document_incomplete", `Policy ${id} was not sent whole.`);
  }
  if (version === "too_large") {
    return rejected("policy_too_large", `Policy ${id} is larger than 350 KB compressed.`);
  }
  return {
    ok: true,
    policy: {
      id,
      collection,
      platform: platformOf(document),
      displayName: name ?? id,
      settingCount: settingCountOf(document),
      unverifiable: version.unverifiable.slice(0, unverifiableMax),
      contentHash: version.contentHash,
      normalHash: normalHash(version.document),
      body: version.body,
    },
  };
}

/** No assignments are none, whether the provider lists them or not: earlier releases did not ask for them. */
function withoutEmptyAssignments(item: unknown): unknown {
  const document = bodyOf(item);
  if (!Array.isArray(document?.assignments) || document.assignments.length > 0) return item;
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== "assignments"));
}

/** From `platforms`, or from the type's name (`#microsoft.graph.macOSCompliancePolicy`). */
function platformOf(policy: Record<string, unknown>): string {
  const named = textOf(policy.platforms) ?? textOf(policy["@odata.type"])?.split(".").at(-1) ?? "";
  const lower = named.toLowerCase();
  return Object.entries(platforms).find(([prefix]) => lower.startsWith(prefix))?.[1] ?? "other";
}

function displayNameOf(policy: Record<string, unknown>): string | undefined {
  const name = textOf(policy.displayName) ?? textOf(policy.name) ?? "";
  return redactText(cleanText(name, displayNameCharactersMax)) || undefined;
}

const statedCount = z.number().int().nonnegative();

/**
 * The number of settings in a policy. A settings-catalog policy states it; for any other policy each own property
 * with a value counts, also when that value equals the default.
 */
function settingCountOf(policy: Record<string, unknown>): number {
  const stated = statedCount.safeParse(policy.settingCount);
  if (stated.success) return stated.data;
  if (Array.isArray(policy.settings)) return policy.settings.length;
  return Object.entries(policy).filter(([name, value]) => isSetting(name, value)).length;
}

function isSetting(name: string, value: unknown): boolean {
  return (
    !descriptive.has(name) && !/[@#]/.test(name) && value !== null && !(Array.isArray(value) && value.length === 0)
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
