import { findOperation } from "../../../shared/operations/registry.ts";
import { createClock } from "../../../shared/schedules/create-clock.ts";
import { createVisit } from "../../../shared/schedules/create-visit.ts";
import { testIds } from "../../support/ids.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { connection } from "../world.ts";

export const schedules = "/api/workspaces/acme/schedules";
export const nightly = {
  ...{ name: "Nightly sync", type: "policy.sync", environmentId: "acme-prod" },
  rule: { cron: "0 2 * * *", timezone: "Europe/Berlin" },
  jitterSeconds: 0,
} as const;
const { type: _type, environmentId: _place, ...settings } = nightly;
/** The same, as an edit replaces it. */
export const nightlyEdit = { rev: 1, ...settings } as const;
/** 02:00 in Berlin, the first slot after the start of every test. */
export const firstSlot = "2026-03-03T01:00:00.000Z";

/** A world with the clock of the schedules, and a connection that its work uses. */
export async function createSchedulesWorld() {
  const world = await createInProcessWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
  const parts = { client: world.client, tableName: world.tableName, clock: world.clock, ids: testIds(7) };
  const send = async () => ({ kind: "sent", queueJobId: "message" }) as const;
  const clock = createClock({
    ...parts,
    visit: createVisit({ ...parts, send, findOperation, overrides: {} }),
    onFailure: (_id, error) => {
      throw error;
    },
  });
  const trail = "/api/workspaces/acme/audit";
  const post = (path: string, body?: object, as = "manager", headers = {}) => {
    world.clock.advance(1);
    return world.call({ method: "POST", path: `${schedules}${path}`, as, headers, ...(body && { body }) });
  };
  return {
    ...world,
    post,
    create: (body: object = nightly, as = "manager", headers = {}) => post("", body, as, headers),
    edit(id: string, body: object, as = "manager") {
      world.clock.advance(1);
      return world.call({ method: "PUT", path: `${schedules}/${id}`, as, body });
    },
    show: async (id: string, as = "readonly") => (await world.call({ path: `${schedules}/${id}`, as })).body,
    list: async (query = "", as = "readonly") => (await world.call({ path: schedules, query, as })).body,
    /** One tick at an instant. */
    async tickAt(instant: string) {
      world.clock.set(new Date(instant));
      await clock.tick(() => true);
    },
    trail: async () =>
      (await world.call({ path: trail, query: "limit=100", as: "owner" })).body.items.filter(
        ({ action }: { action: string }) => action.startsWith("schedule."),
      ),
  };
}
export type SchedulesWorld = Awaited<ReturnType<typeof createSchedulesWorld>>;
