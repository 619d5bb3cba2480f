import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { memberPointerItem, membershipItem, platformItem } from "../../../shared/access/items.ts";
import { canonicalJson } from "../../../shared/run/identity.ts";
import type { Call } from "../events.ts";
import { reviewsIn } from "../reviews.ts";
import { connection, createWorld, type World } from "../world.ts";

interface Deed {
  readonly deed: string;
  readonly action: string;
  /** Makes the world ready for it; what it is done to may get its id here. */
  readonly arrange?: (world: World) => Promise<string>;
  readonly request: (id: string) => Call;
  /** Who may read what was written down, and where. */
  readonly trail?: { readonly as: string; readonly workspaceId: string };
}

const member = { method: "PUT", path: "/api/workspaces/acme/members/newcomer" } as const;
const operator = { role: "operator", environments: "all" };
const environment = { method: "PUT", path: "/api/workspaces/acme/environments/acme-test" } as const;
const workspace = { method: "PUT", path: "/api/system/workspaces/initech" } as const;
const initech = { as: "founder", workspaceId: "initech" };
const connections = "/api/workspaces/acme/environments/acme-prod/records/provider-connections";

const deeds: readonly Deed[] = [
  { deed: "letting somebody in", action: "member.written", request: () => ({ ...member, body: operator }) },
  {
    deed: "putting somebody out",
    action: "member.removed",
    request: () => ({ method: "DELETE", path: "/api/workspaces/acme/members/operator" }),
  },
  {
    deed: "making an environment",
    action: "environment.written",
    request: () => ({ ...environment, body: { name: "Acme test" } }),
  },
  {
    deed: "renaming an environment",
    action: "environment.written",
    request: () => ({ ...environment, path: environment.path.replace("test", "lab"), body: { name: "Renamed" } }),
  },
  {
    deed: "making a workspace",
    action: "workspace.written",
    request: () => ({ ...workspace, body: { name: "Initech", owner: "founder" } }),
    trail: initech,
  },
  {
    deed: "renaming a workspace",
    action: "workspace.written",
    request: () => ({
      ...workspace,
      path: workspace.path.replace("initech", "acme"),
      body: { name: "Renamed", owner: "owner" },
    }),
  },
  {
    deed: "making a connection",
    action: "provider_connection.written",
    request: () => ({ method: "PUT", path: `${connections}/main`, body: connection }),
  },
  {
    deed: "moving the default to another connection",
    action: "provider_connection.written",
    async arrange({ connections: stored }) {
      const scope = { workspaceId: "acme", environmentId: "acme-prod" };
      await stored.put(scope, "main", connection);
      await stored.put(scope, "second", { ...connection, isDefault: false });
      return "second";
    },
    request: (id) => ({ method: "PUT", path: `${connections}/${id}`, body: connection }),
  },
  {
    deed: "publishing a review",
    action: "environment_review.published",
    arrange: (world) => reviewsIn(world).ready(),
    request: (id) => ({
      method: "POST",
      path: `/api/workspaces/acme/environments/acme-prod/records/environment-reviews/${id}/publish`,
    }),
  },
];

it.each(deeds)("$deed is on record if it is done, whatever write the request died at, and once", async (of) => {
  const { action, arrange, request, trail = { as: "owner", workspaceId: "acme" } } = of;
  for (const { at, isWritten } of crashes) {
    const world = await aWorld();
    const asked = { as: "chief", ...request((await arrange?.(world)) ?? "") };
    const before = await itemsOf(world);

    const crash = crashAt(world, at, isWritten);
    const first = await world.call(asked);
    crash.stop();
    const changed = (await itemsOf(world)).filter((item) => !before.includes(item));
    const again = await world.call(asked);

    const isRecorded = changed.some(isEntry);
    expect({ at, isWritten, isRecorded }).toEqual({ at, isWritten, isRecorded: changed.length > 0 });
    expect([first.status, again.status]).toEqual([crash.happened() ? 500 : 200, 200]);
    const { body } = await world.call({ path: `/api/workspaces/${trail.workspaceId}/audit`, as: trail.as });
    expect(body.items).toMatchObject([{ action, actor: { id: "chief" } }]);
    if (!crash.happened()) return;
  }
  throw new Error("the request makes more writes than this test stops it at");
});

/** At a write: before the table has it, and before its answer is there. */
const crashes = Array.from({ length: 12 }, (_, n) => ({ at: Math.floor(n / 2), isWritten: n % 2 === 1 }));

const isEntry = (item: string) => item.includes('"sk":"AUDIT#');

async function itemsOf({ client, tableName }: World): Promise<string[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  return Items.map((item) => canonicalJson(item));
}

/** Somebody who may do all of it. The rate is set, so that nothing is asked for twice. */
async function aWorld() {
  const world = await createWorld({ ratePerSecond: 1000 });
  await world.put(membershipItem("acme", "chief", { role: "owner", environments: "all" }));
  await world.put(memberPointerItem("acme", "chief"));
  await world.put(platformItem("chief", { capabilities: ["platform.operations.manage"] }));
  return world;
}

/** Stops the function at one of its writes and does none of those behind it. */
function crashAt({ client }: World, at: number, isWritten: boolean) {
  let writes = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!/^(?:Put|Update|Transact)/.test(context.commandName ?? "")) return next(args);
      writes += 1;
      if (writes <= at) return next(args);
      if (isWritten && writes === at + 1) await next(args);
      throw new Error("the function was stopped");
    },
    { step: "initialize", name: "crash" },
  );
  return { stop: () => client.middlewareStack.remove("crash"), happened: () => writes > at };
}
