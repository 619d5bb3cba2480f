import { expect, it } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { bytesOf } from "../functions/world.ts";
import { acceptedBodyOf } from "./arbitraries.ts";
import type { KnownPlace } from "./attack-places.ts";
import { type AttackWorld, createAttackWorld } from "./attack-world.ts";

const absent = { ws: "nowhere", env: "no-place", run: "01ARZ3NDEKTSV4RRFFQ69G5FAV", kind: "policies", id: "no-thing" };
/** Callers without access to Acme, and a member of one of its environments. */
const outside = ["outsider", "former", "stranger", "platform"];

interface Hidden {
  readonly place: KnownPlace;
  readonly as: string;
}

/** Every stored resource with every caller who must not see it, and paths that mix two workspaces. */
function hiddenIn(world: AttackWorld): readonly Hidden[] {
  const places = world.knownPlaces().map((place) => ({ ...absent, user: "operator", ...place }));
  return places.flatMap((place) => {
    if (place.ws === "globex") {
      return [
        { place, as: "owner" },
        { place: { ...place, ws: "acme" }, as: "owner" },
        { place: { ...place, ws: "acme", env: "acme-prod" }, as: "lab-operator" },
      ];
    }
    const others = place.env === "acme-prod" ? [...outside, "lab-operator"] : outside;
    return [...others.map((as) => ({ place, as })), { place: { ...place, ws: "globex" }, as: "outsider" }];
  });
}

const scoped = routes.filter(
  ({ path, name }) => path.startsWith("/api/workspaces/{ws}/environments/{env}/") || name === "startOperation",
);

it.each(scoped)("$name treats hidden objects exactly like absent ones for outsiders", async (route) => {
  const world = await createAttackWorld();
  const body = acceptedBodyOf(route, world.knownIds(), 1);
  const ask = async ({ place, as }: Hidden) => {
    world.takeReports();
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => place[name] ?? "absent");
    const sent = route.name === "startOperation" ? { ...start, environmentId: place.env } : body;
    const response = await world.call({ method: route.method, path, as, ...(sent !== undefined && { body: sent }) });
    const units = world.takeReports().map(({ operation, readUnits }) => `${operation} ${readUnits}`);
    return { bytes: bytesOf(response), units };
  };
  const before = world.changes();
  const reference = await ask({ place: absent, as: "owner" });

  const answers = [];
  for (const hidden of hiddenIn(world)) answers.push({ hidden, ...(await ask(hidden)) });

  expect(reference.bytes.status).toBe(404);
  expect(answers.length).toBeGreaterThanOrEqual(40);
  for (const { hidden, bytes } of answers) expect({ hidden, bytes }).toEqual({ hidden, bytes: reference.bytes });
  expect(world.changes()).toBe(before);
  // Outsiders get the 404 after the same reads, so that response times reveal nothing.
  const far = answers.filter(({ hidden }) => hidden.place.ws === "acme" && outside.includes(hidden.as));
  for (const { hidden, units } of far) expect({ hidden, units }).toEqual({ hidden, units: reference.units });
});

const start = { type: "policy.sync", input: {} };
