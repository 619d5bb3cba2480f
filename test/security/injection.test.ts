import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { createLog } from "../../shared/observability/log.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";
import { bodyOf } from "./arbitraries.ts";
import { createAttackWorld, pathTo } from "./attack-world.ts";
import { injections } from "./injection-payloads.ts";
import { foundIn } from "./internal-names.ts";
import { schemaOf, textPlaces, withText } from "./json-schema.ts";
import { inputPlaces } from "./start-text-paths.ts";

afterEach(() => vi.restoreAllMocks());

/** The stored form of a text: as sent, but trimmed. */
const kept = (text: string) => JSON.stringify(text.trim());

describe("an injection payload", () => {
  it.each(routes.filter(({ body }) => body !== null))("is stored as plain text or rejected by $name", async (route) => {
    const world = await createAttackWorld();
    const places = route.name === "startOperation" ? inputPlaces() : textPlaces(schemaOf(route.body ?? route.query));
    const goods = fc.sample(bodyOf(route, world.knownIds()), { numRuns: 3, seed: 3 });
    const separators = separatorsOf(world.items());
    // A finding shows the reasons of earlier decisions about it.
    const earlier: unknown[] = [];
    let taken = 0;
    const storedSince = (changes: number) =>
      world.table.changesFrom(changes).map(({ newImage }) => JSON.stringify(fromItem(newImage ?? {})));

    for (const place of places) {
      for (const text of injections) {
        for (const good of goods) {
          const before = world.changes();
          const body = withText(good, place, text);
          const response = await world.call({ method: route.method, path: pathTo(route, world), as: "owner", body });

          expect(response.status).toBeLessThan(500);
          if (route.name === "decideFinding") earlier.push(body);
          expect(foundIn(response.text, [body, ...earlier])).toEqual([]);
          expect(response.headers).toMatchObject({ "X-Content-Type-Options": "nosniff" });
          expect(String(response.headers["content-type"])).toMatch(/^application\/(?:problem\+)?json$/);
          if (response.status >= 400) expect(world.changes()).toBe(before);
          else if (storedSince(before).some((item) => item.includes(kept(text)))) taken += 1;
        }
      }
    }
    // Keys have the usual number of parts: no payload became a part of its own.
    expect(separatorsOf(world.items())).toEqual(expect.objectContaining(separators));
    for (const counts of Object.values(separatorsOf(world.items()))) expect(counts).toHaveLength(1);
    expect(world.logged).toEqual([]);
    if (route.name === "writeProviderConnection") expect(taken).toBeGreaterThan(injections.length / 2);
  });

  it.each(routes.filter(({ path }) => path.includes("{")))("matches nothing in the path of $name", async (route) => {
    const world = await createAttackWorld();
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    // The rest of the request is valid, so that it is refused only for its path.
    const [body] = fc.sample(bodyOf(route, world.knownIds()), { numRuns: 1, seed: 3 });

    for (const name of names) {
      for (const text of injections.filter((one) => !/^[\w.-]+$/.test(one))) {
        const part = text.replaceAll("/", "-");
        const before = world.changes();
        const path = pathTo(route, world, { [name]: part });
        const as = path.startsWith("/api/system") ? "platform" : "owner";
        const response = await world.call({ method: route.method, path, as, ...(body !== undefined && { body }) });

        expect([400, 403, 404, 415, 422]).toContain(response.status);
        expect(foundIn(response.text, path)).toEqual([]);
        expect(world.changes()).toBe(before);
      }
    }
  });

  it("is logged as one line without invisible characters", () => {
    const lines: string[] = [];
    const collect = (chunk: string | Uint8Array) => lines.push(String(chunk)) > 0;
    vi.spyOn(process.stdout, "write").mockImplementation(collect);
    vi.spyOn(process.stderr, "write").mockImplementation(collect);
    const log = createLog("api");

    for (const text of injections) log.error(text, { route: text, [text]: 1, error: new Error(text) });

    const written = lines.join("").split("\n").slice(0, -1);
    expect(written).toHaveLength(injections.length);
    for (const line of written) {
      expect(JSON.parse(line)).toMatchObject({ level: "ERROR", service: "api" });
      expect(line).not.toMatch(controlCharacters);
    }
  });
});

/** Control characters, other line breaks and bidirectional marks. */
const controlCharacters = /[\p{Cc}\u2028\u2029\p{Bidi_Control}\ufeff]/u;

/** The number of separators in the keys of each kind of item. */
function separatorsOf(items: readonly Record<string, unknown>[]): Record<string, readonly number[]> {
  const kinds = new Map<string, Set<number>>();
  for (const { pk } of items) {
    const [kind = "", ...parts] = String(pk).split("#");
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(parts.length));
  }
  return Object.fromEntries([...kinds].map(([kind, counts]) => [kind, [...counts]]));
}
