import { keyText } from "../../local/engines/table/schema.ts";
import { idTime } from "../../shared/foundation/ids.ts";
import { parseRun } from "../../shared/ledger/run-item.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";
import type { World } from "../simulation/assemble-world.ts";
import { workspaceIds } from "../simulation/assemble-world.ts";
import type { Violation } from "../simulation/violation.ts";
import { createSurfaces } from "../simulation/whole/surfaces.ts";
import type { OlderRelease } from "./older-release.ts";

const environmentIds = ["prod", "lab"];
const kinds = [
  "provider-connections",
  "policies",
  "evidence-snapshots",
  "environment-reviews",
  "backup-sets",
  "restore-runs",
];
/** Lists of release 0.1 end 30 days ago. */
const lookBackDays = 29;

/** W7: every page of release 0.1 opens, on everything that both releases stored. Returns the number of pages. */
export async function olderPageViolations(world: World, older: OlderRelease) {
  const violations: Violation[] = [];
  const surfaces = createSurfaces({ ...world, product: { ...world.product, ...older.apis } });
  let checked = 0;
  async function open(path: string) {
    checked += 1;
    const { status, body } = await surfaces.call({ path });
    if (status !== 200) {
      violations.push({
        invariant: "W7",
        detail: `release 0.1 answers ${path} with ${status} ${JSON.stringify(body)}`,
      });
    }
  }
  const runs = world.table
    .items()
    .flatMap((item) => (keyText(item.pk).startsWith("SRUN#") ? (parseRun(fromItem(item)) ?? []) : []));
  const now = world.scheduler.trueClock.now().getTime();
  for (const workspaceId of workspaceIds) {
    const base = `/api/workspaces/${workspaceId}`;
    await open(`${base}/overview`);
    await open(`${base}/inbox`);
    await open(`${base}/operations/summary`);
    for (const environmentId of environmentIds) await open(`${base}/environments/${environmentId}/dashboard`);
    const listed = await surfaces.list(`${base}/operations`, "all");
    checked += 1;
    const ids = new Set(listed.items.map(({ id }) => String(id)));
    const recent = runs.filter((run) => {
      // Lists are ordered and cut by id; a run of this very instant is listed a millisecond later.
      const age = now - idTime(run.id).getTime();
      return run.workspaceId === workspaceId && age > 0 && age < lookBackDays * 86_400_000;
    });
    const missing = recent.map(({ id }) => id).filter((id) => !ids.has(id));
    if (listed.status !== 200 || missing.length > 0) {
      const detail = `release 0.1 answers the list of ${workspaceId} with ${listed.status} and without ${missing}`;
      violations.push({ invariant: "W7", detail });
    }
    for (const id of ids) await open(`${base}/operations/${id}`);
  }
  for (const { scope } of world.tenants) {
    const base = `/api/workspaces/${scope.workspaceId}/environments/${scope.environmentId}/records`;
    for (const kind of kinds) {
      await open(`${base}/${kind}`);
      const { body } = await surfaces.call({ path: `${base}/${kind}` });
      for (const { id } of body.items ?? []) await open(`${base}/${kind}/${encodeURIComponent(id)}`);
    }
  }
  return { violations, checked };
}
