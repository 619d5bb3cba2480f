import { createHash } from "node:crypto";

/**
 * What moves with the clock alone. A reader counts these on from `createdAt` and `startedAt`, so an answer that
 * differs in nothing else is unchanged.
 */
const moving: ReadonlySet<string> = new Set([
  "elapsedSeconds",
  "waitedSeconds",
  "ranSeconds",
  "seconds",
  "evaluatedAt",
  "checkedAt",
]);

/** The weak tag of an answer. Weak, because two answers with the same tag may differ in what moves by itself. */
export function entityTagOf(body: unknown): string {
  const text = JSON.stringify(body, (name, value: unknown) => (isMoving(name, value) ? undefined : standing(value)));
  return tagOfText(text);
}

/** The weak tag of an answer in which nothing moves by itself. */
export function tagOfText(text: string): string {
  return `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

/** Whether a request has this answer already, by its `If-None-Match`. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((known) => known.trim() === "*" || opaque(known) === opaque(tag));
}

/** Of the names above, only single values move: the hours of a chart bear some of them too, for figures that stand. */
function isMoving(name: string, value: unknown): boolean {
  return moving.has(name) && (typeof value === "number" || typeof value === "string");
}

/**
 * A duration's words count with it; what they say about its window is in `insight`. The members of an object come in
 * one order: a store may give them in another one at each read.
 */
function standing(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.filter(([name]) => name !== "label" || !("elapsedSeconds" in value)));
}
