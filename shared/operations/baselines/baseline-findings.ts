import { createHash } from "node:crypto";
import { canonicalJson } from "../../run/identity.ts";
import { hashOf } from "../policies/normal-form.ts";
import { actionsMember, asFarAs, holdsActions } from "../policies/scheduled-actions.ts";
import { comparableForm, determined, isJson, type Json } from "./comparable-document.ts";
import { type Difference, differencesOf } from "./document-differences.ts";
import { keyOfPolicy, type Match, type Named } from "./match-policies.ts";

export const findingKinds = [
  "added",
  "removed",
  "changed",
  "changed_wholly",
  "missing",
  "unexpected",
  "recreated",
  "recreated_changed",
  "ambiguous",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One deviation of an environment from a baseline, as a comparison observes it. */
export interface Observation {
  /** Stable over comparisons: the same deviation of the same policy has the same id. */
  readonly id: string;
  readonly policyKey: string;
  readonly policyName: string;
  /** The policy's id in the compared environment; absent when it is missing there. */
  readonly policyId?: string;
  /** Where in the document; empty for the policy itself. */
  readonly path: string;
  readonly kind: FindingKind;
  /** Values as text, of limited length. */
  readonly expected?: string;
  readonly actual?: string;
  /** Of the whole actual value: an acceptance covers exactly this one. */
  readonly actualHash: string;
}

/** A matched pair with its documents. */
export interface Compared<Item, Policy> {
  readonly match: Extract<Match<Item, Policy>, { readonly policy: Policy }>;
  readonly expected: Json;
  readonly actual: Json;
}

export interface Observed {
  readonly observations: readonly Observation[];
  readonly counts: {
    readonly settings: number;
    readonly reordered: number;
    readonly secrets: number;
    /**
     * Members that the baseline does not hold, so they are no drift: those that the service added to every policy of a
     * type, with their default, and actions, which baselines of earlier releases lack.
     */
    readonly schemaChanged: readonly string[];
  };
}

/** Beyond this many differences a policy is another one, and its differences say nothing any more. */
const differencesMax = 200;
/** Longest text of a value, in characters; longer ones are named by their hash and size. */
const valueCharactersMax = 1024;
/** What the service sets for a member that no administrator has touched. */
const defaults: ReadonlySet<unknown> = new Set([false, 0, "", "notConfigured", "none", "userDefined", "deviceDefault"]);

/** What a comparison of policies with the documents of a baseline observes. */
export function observationsOf<Item extends Named, Policy extends Named>(
  profileId: string,
  pairs: readonly Compared<Item, Policy>[],
): Observed {
  const compared = pairs.map(({ match, expected, actual }) => {
    const found = differencesOf(comparableForm(expected), comparableForm(asFarAs(expected, actual)));
    return { match, expected, actual, ...found };
  });
  const additions = newMembersOf(compared);
  const observations = compared.flatMap(({ match, differences, actual }) => {
    const real = differences.filter((difference) => !additions.has(memberKeyOf(actual, difference)));
    return ofPair(profileId, match, real);
  });
  const sum = (of: (one: (typeof compared)[number]) => number) => compared.reduce((all, one) => all + of(one), 0);
  return {
    observations,
    counts: {
      settings: sum(({ expected }) => settingsIn(comparableForm(expected))),
      reordered: sum(({ reordered }) => reordered),
      secrets: sum(({ secrets }) => secrets),
      schemaChanged: [...new Set([...additions, ...pairs.flatMap(actionsBeyond)])].sort(),
    },
  };
}

/** Actions of a policy whose captured document holds none, named as members that the service introduced. */
function actionsBeyond({ expected, actual }: { readonly expected: Json; readonly actual: Json }): string[] {
  return holdsActions(actual) && !holdsActions(expected) ? [`${typeOf(actual)}/${actionsMember}`] : [];
}

/** The observation of a policy as a whole. */
export function ofPolicy(
  profileId: string,
  kind: FindingKind,
  { collection, policyId, displayName }: Named,
  at?: { readonly policyId: string },
  changed: readonly Difference[] = [],
): Observation {
  const policyKey = keyOfPolicy({ collection, policyId, displayName });
  const paths = changed.map(({ path }) => pathText(path));
  return {
    id: findingId(profileId, policyKey, "", kind),
    policyKey,
    policyName: displayName,
    ...(at && { policyId: at.policyId }),
    path: "",
    kind,
    ...(paths.length > 0 && { actual: bounded(paths.join("\n")) }),
    actualHash: hashOf([kind, at?.policyId ?? null, changed.map(({ actual }) => actual ?? null)]),
  };
}

function ofPair(profileId: string, match: Compared<Named, Named>["match"], differences: readonly Difference[]) {
  const { item, policy, kind } = match;
  if (kind === "recreated") {
    const how = differences.length === 0 ? "recreated" : "recreated_changed";
    return [ofPolicy(profileId, how, item, policy, differences)];
  }
  if (differences.length > differencesMax) return [ofPolicy(profileId, "changed_wholly", item, policy, differences)];
  const policyKey = keyOfPolicy(item);
  return differences.map(({ path, change, expected, actual }): Observation => {
    const place = pathText(path);
    return {
      id: findingId(profileId, policyKey, place, change),
      policyKey,
      policyName: policy.displayName,
      policyId: policy.policyId,
      path: place,
      kind: change,
      ...(expected !== undefined && { expected: bounded(textOf(expected)) }),
      ...(actual !== undefined && { actual: bounded(textOf(actual)) }),
      actualHash: hashOf(actual ?? null),
    };
  });
}

/**
 * Members that the service has introduced since the baseline: no document of that type in the baseline has them, not
 * even as null, and every current document of the type has them with the same default. They are named `type/path`.
 */
function newMembersOf(
  compared: readonly { readonly expected: Json; readonly actual: Json; readonly differences: readonly Difference[] }[],
): ReadonlySet<string> {
  const added = new Map<string, { count: number; readonly values: Set<string> }>();
  for (const { actual, expected, differences } of compared) {
    for (const difference of differences) {
      if (!isNewDefault(difference, expected)) continue;
      const key = memberKeyOf(actual, difference);
      const group = added.get(key) ?? { count: 0, values: new Set<string>() };
      group.count += 1;
      group.values.add(canonicalJson(difference.actual));
      added.set(key, group);
    }
  }
  const ofType = (type: string) => compared.filter(({ actual }) => typeOf(actual) === type).length;
  const isEverywhere = ([key, { count, values }]: [string, { count: number; values: Set<string> }]) =>
    values.size === 1 && count === ofType(key.slice(0, key.indexOf("/")));
  return new Set([...added].filter(isEverywhere).map(([key]) => key));
}

/** Only members of the policy itself: a setting of the catalog exists because an administrator added it. */
function isNewDefault({ path, change, actual }: Difference, expected: Json): boolean {
  const [name = ""] = path;
  return change === "added" && path.length === 1 && !Object.hasOwn(expected, name) && defaults.has(actual);
}

const memberKeyOf = (actual: Json, { path }: Difference) => `${typeOf(actual)}/${pathText(path)}`;
/** Exports with full metadata name the type of a settings-catalog policy; others do not. */
function typeOf({ "@odata.type": type }: Json): string {
  return typeof type === "string" && !determined.has(type) ? type.replace("#microsoft.graph.", "") : "policy";
}

/** Parts joined as in a JSON pointer (RFC 6901), without the leading slash. */
const pathText = (path: readonly string[]) =>
  path.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");

/** Short enough not to be redacted as a secret. */
const idDigits = 16;
const findingId = (profileId: string, policyKey: string, path: string, kind: FindingKind) =>
  `${profileId}.${createHash("sha256")
    .update(JSON.stringify([policyKey, path, kind]))
    .digest("hex")
    .slice(0, idDigits)}`;

const textOf = (value: unknown) => (typeof value === "string" ? value : canonicalJson(value));

function bounded(text: string): string {
  if (text.length <= valueCharactersMax) return text;
  return `sha256:${createHash("sha256").update(text).digest("hex")} (${text.length} characters)`;
}

/** Settings of the catalog, or members with a value. */
function settingsIn(form: Json): number {
  return Array.isArray(form.settings) && form.settings.every(isJson) ? form.settings.length : Object.keys(form).length;
}
