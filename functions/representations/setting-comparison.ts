import type * as z from "zod";
import type { policyDocument, settingComparison } from "../../shared/contract/policies.ts";
import { parseExactJson } from "../../shared/foundation/exact-json.ts";
import { compareSettings } from "../../shared/operations/policies/compare-settings.ts";
import { asFarAs } from "../../shared/operations/policies/scheduled-actions.ts";
import { bodyOf, type PolicyBody, serverManaged } from "../../shared/operations/restores/restore-content.ts";

type Comparison = z.input<typeof settingComparison>;
/** A stored document, as its text or read; `absent` when the policy does not exist. Undefined when it is not stored. */
export type StoredDocument = string | PolicyBody | undefined;

const none = { added: 0, removed: 0, changed: 0, unverifiable: 0, unchanged: 0 };

/**
 * Two stored documents, setting by setting, without what a restore neither compares nor writes, such as actions that one
 * of them does not hold. Not comparable when one is not stored or not readable.
 */
export function comparisonOf(from: StoredDocument, to: StoredDocument): Comparison {
  const [before, after] = [read(from), read(to)];
  if (before === undefined || after === undefined) return { isComparable: false, counts: none, settings: [] };
  const [old, current] = [before, after].map((one) => (one === "absent" ? undefined : one));
  const compared = compareSettings(
    old && asFarAs(current ?? old, old),
    current && asFarAs(old ?? current, current),
    serverManaged,
  );
  const settings = compared.settings.map(({ path, ...setting }) => ({ path: [...path], ...setting }));
  return { isComparable: true, counts: compared.counts, settings };
}

/** A stored document with all its settings; undefined when it is not readable. */
export function documentOf(
  policyId: string,
  contentHash: string,
  text: string,
): z.input<typeof policyDocument> | undefined {
  const document = bodyOfText(text);
  if (document === undefined) return undefined;
  const { settings } = compareSettings(undefined, document, new Set());
  return {
    policyId,
    contentHash,
    settings: settings.map(({ path, change, to, isCut }) => ({
      path: [...path],
      value: to ?? "",
      isUnverifiable: change === "unverifiable",
      isCut,
    })),
    document,
  };
}

function read(stored: StoredDocument): PolicyBody | "absent" | undefined {
  return typeof stored !== "string" || stored === "absent" ? stored : bodyOfText(stored);
}

/** A stored text as a document; undefined when it is not readable. */
export function bodyOfText(text: string): PolicyBody | undefined {
  try {
    return bodyOf(parseExactJson(text));
  } catch {
    // One damaged version must not break the page that shows the others.
    return undefined;
  }
}
