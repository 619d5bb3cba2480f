import fc from "fast-check";
import { expect, it } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { toException } from "../engines/dynamodb/client.ts";
import { StoreError } from "../engines/dynamodb/errors.ts";
import { bodyOf } from "./arbitraries.ts";
import { createAttackWorld, pathTo } from "./attack-world.ts";
import { foundIn } from "./names-of-ours.ts";

const telling =
  "User: arn:aws:sts::123456789012:assumed-role/ReadApi is not authorized to perform dynamodb:Query on table attacked " +
  "at https://dynamodb.eu-central-1.amazonaws.com (/var/task/handler.mjs:1:200)";
const troubles: readonly Error[] = [
  new Error(telling),
  new TypeError(telling),
  ...["ProvisionedThroughputExceededException", "ResourceNotFoundException", "AccessDeniedException"].map((name) =>
    toException(new StoreError(name, telling)),
  ),
  new AggregateError([new Error(telling)], telling, { cause: telling }),
];

it.each(routes.filter(({ auth }) => auth === "jwt"))("says nothing of ours when $name fails", async (route) => {
  for (const trouble of troubles) {
    const world = await createAttackWorld();
    const path = pathTo(route, world);
    const as = path.startsWith("/api/system") ? "platform" : "owner";
    const [body] = fc.sample(bodyOf(route, world.knownIds()), { numRuns: 1, seed: 5 });
    world.breakTable(trouble);

    const told = await world.call({ method: route.method, path, as, ...(body !== undefined && { body }) });

    expect(foundIn(told.text)).toEqual([]);
    expect(told.text).not.toMatch(/123456789012|authorized|attacked|handler/);
    if (route.name === "showCatalog") continue;
    expect(told).toMatchObject({ status: 500, body: { code: "internal_error" } });
    expect(world.logged).toHaveLength(1);
  }
});

it("says nothing of ours about a path that is none", async () => {
  const world = await createAttackWorld();
  for (const path of ["/", "//", "/api", "/api/", "/api/../x", "/.env", "/api/workspaces//operations", "/api/me/x"]) {
    for (const method of ["GET", "POST", "PUT", "DELETE"] as const) {
      const told = await world
        .call({ method, path, as: "owner" })
        .catch((error: Error) => ({ text: error.message, status: 0 }));
      expect(foundIn(told.text)).toEqual([]);
      expect(told.status).toBeLessThan(500);
    }
  }
});
