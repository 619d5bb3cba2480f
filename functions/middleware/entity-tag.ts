import { createHash } from "node:crypto";

/**
 * Fields that change with the clock alone. A client derives them from `createdAt` and `startedAt`, so a response that
 * differs only in these counts as unchanged.
 */
const clockFields: ReadonlySet<string> = new Set([
  "elapsedSeconds",
  "waitedSeconds",
  "ranSeconds",
  "seconds",
  "evaluatedAt",
  "checkedAt",
]);

/** The weak entity tag of a response. Weak, because two responses with the same tag may differ in clock fields. */
export function entityTagOf(body: unknown): string {
  const text = JSON.stringify(body, (name, value: unknown) =>
    isClockField(name, value) ? undefined : withStableOrder(value),
  );
  return tagOfText(text);
}

/** The weak entity tag of a response without clock fields. */
export function tagOfText(text: string): string {
  return `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

/** Whether the request's `If-None-Match` matches this tag. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((known) => known.trim() === "*" || opaque(known) === opaque(tag));
}

/** Only scalar values change with the clock: chart hours use some of these names for objects of fixed figures. */
function isClockField(name: string, value: unknown): boolean {
  return clockFields.has(name) && (typeof value === "number" || typeof value === "string");
}

/**
 * Drops the label of a duration, which changes with it; its assessment is in `insight`. Sorts object members, because
 * the store may return them in another order on each read.
 */
function withStableOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.filter(([name]) => name !== "label" || !("elapsedSeconds" in value)));
}
