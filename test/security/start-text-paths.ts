import { operations } from "../../shared/operations/registry.ts";
import { type Place, schemaOf, textPlaces } from "./json-schema.ts";

/** All paths of a start at which any type accepts a string, including type and environment. */
export function inputPlaces(): readonly Place[] {
  const places = operations
    .filter(({ start }) => start !== "not_startable")
    .flatMap(({ input }) => textPlaces(schemaOf(input), ["input"]));
  const byName = new Map([["type"], ["environmentId"], ...places].map((place) => [place.join("."), place]));
  return [...byName.values()];
}
