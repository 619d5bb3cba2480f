import { expect, it } from "vitest";
import { StoreError } from "../../local/engines/table/errors.ts";
import { routes } from "../../shared/contract/routes.ts";
import { toException } from "../engines/dynamodb/client.ts";
import { acceptedBodyOf } from "./arbitraries.ts";
import { createAttackWorld, pathTo } from "./attack-world.ts";
import { foundIn } from "./internal-names.ts";

const telling =
  "User: arn:aws:sts::123456789012:assumed-role/ReadApi is not authorized to perform dynamodb:Query on table attacked " +
  "at https://dynamodb.eu-central-1.amazonaws.com (/var/task/handler.mjs:1:200)";
const storeError = (name: string): Error => toException(new StoreError(name, telling));
const internal = { status: 500, body: { code: "internal_error" } };
const busy = { status: 503, body: { code: "store_busy" } };
const failures: readonly { readonly error: Error; readonly answer: object }[] = [
  { error: new Error(telling), answer: internal },
  { error: new TypeError(telling), answer: internal },
  { error: storeError("ProvisionedThroughputExceededException"), answer: busy },
  { error: storeError("ResourceNotFoundException"), answer: internal },
  { error: storeError("AccessDeniedException"), answer: internal },
  { error: new AggregateError([new Error(telling)], telling, { cause: telling }), answer: internal },
];

it.each(routes.filter(({ auth }) => auth === "jwt"))("$name hides internal names when it fails", async (route) => {
  const world = await createAttackWorld();
  const path = pathTo(route, world);
  const as = path.startsWith("/api/system") ? "platform" : "owner";
  const body = acceptedBodyOf(route, world.knownIds(), 5);
  // Nothing is stored or cached while the table fails, so each failure meets the same world.
  for (const { error, answer } of failures) {
    world.logged.length = 0;
    world.breakTable(error);

    const response = await world.call({ method: route.method, path, as, ...(body !== undefined && { body }) });

    expect(foundIn(response.text)).toEqual([]);
    expect(response.text).not.toMatch(/123456789012|authorized|attacked|handler/);
    if (route.name === "showCatalog") continue;
    expect(response).toMatchObject(answer);
    expect(world.logged).toHaveLength(1);
  }
});

it("an unknown path reveals no internal names", async () => {
  const world = await createAttackWorld();
  for (const path of ["/", "//", "/api", "/api/", "/api/../x", "/.env", "/api/workspaces//operations", "/api/me/x"]) {
    for (const method of ["GET", "POST", "PUT", "DELETE"] as const) {
      const response = await world
        .call({ method, path, as: "owner" })
        .catch((error: Error) => ({ text: error.message, status: 0 }));
      expect(foundIn(response.text)).toEqual([]);
      expect(response.status).toBeLessThan(500);
    }
  }
});
