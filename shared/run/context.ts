import { redact } from "../redaction/redact.ts";

/** Maximum size of a run's context in bytes of JSON; more would cost additional write units. */
export const contextBytesMax = 2048;
const depthMax = 6;
const listLengthMax = 20;
const textCharactersMax = 256;

/** Platform facts are kept before anything an operation adds. */
const platformKeys: ReadonlySet<string> = new Set(["dispatch", "reconciliation", "related", "progress", "waiting"]);

/**
 * Bounds a value for storage as context or evidence: redacted, at most six levels deep and 2,048 bytes of JSON (spec
 * 360, NFR-007). Members that do not fit are dropped whole, the largest first and platform facts last, and
 * `truncated: true` is set. Anything but an object becomes `{}`. Never throws.
 */
export function boundedContext(value: unknown): Record<string, unknown> {
  const redacted = redact(value);
  if (typeof redacted !== "object" || redacted === null || Array.isArray(redacted)) return {};

  const members = Object.entries(redacted)
    .map(([key, member]) => ({ key: cut(key, 80), member: shorten(member, 1) }))
    .filter(({ member }) => member !== undefined)
    .map(({ key, member }) => ({ key, member, bytes: bytesOf(key) + bytesOf(member) + 2 }));
  const byImportance = members.toSorted(
    (a, b) => Number(platformKeys.has(b.key)) - Number(platformKeys.has(a.key)) || a.bytes - b.bytes,
  );

  const marker = { truncated: true } as const;
  let room = contextBytesMax - bytesOf(marker);
  const kept = new Set<(typeof members)[number]>();
  for (const entry of byImportance) {
    if (entry.bytes > room) continue;
    room -= entry.bytes;
    kept.add(entry);
  }
  const fitting = Object.fromEntries(
    members.filter((entry) => kept.has(entry)).map(({ key, member }) => [key, member]),
  );
  return kept.size === members.length ? fitting : { ...fitting, ...marker };
}

function shorten(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cut(value, textCharactersMax);
  // Adding zero turns -0 into 0, as JSON does.
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= depthMax) return undefined;
  if (Array.isArray(value)) {
    return value.slice(0, listLengthMax).map((member) => shorten(member, depth + 1) ?? null);
  }
  const entries = Object.entries(value).map(([key, member]) => [cut(key, 80), shorten(member, depth + 1)] as const);
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}

function cut(text: string, max: number): string {
  return (text.length <= max ? text : `${text.slice(0, max - 1)}…`).toWellFormed();
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "", "utf8");
}
