import { keyText } from "../../../local/engines/table/schema.ts";
import type { Run } from "../../../shared/run/run.ts";
import { isProblem } from "../../../shared/run/status.ts";
import { type World, workspaceIds } from "../assemble-world.ts";
import { storedRunOf } from "../stored-runs.ts";
import type { Violation } from "../violation.ts";
import { createSurfaces } from "./surfaces.ts";

const environmentIds = ["prod", "lab"];
/** The maximum number of runs per world whose actions are tried; each action changes what the next one finds. */
const exitsTriedMax = 6;

/** A person cancelled the run and its work has stopped; what began to change an environment still needs a review. */
function isStoppedByPerson({ endedBy, failures }: Run): boolean {
  const isCancelled = endedBy?.reasonCode?.startsWith("run.cancelled_by_") === true;
  return isCancelled && !failures.some(({ code }) => code === "run.cancel_unconfirmed");
}

/** W4 and W5: compares the pages of a world with its whole table. */
export function createSurfaceChecks(world: World) {
  const checked = { W4: 0, W5: 0 };
  const violations: Violation[] = [];
  const broken = (invariant: string, detail: string) => violations.push({ invariant, detail });
  const surfaces = createSurfaces(world);

  /**
   * Runs that certainly need follow-up, from a full table scan. Runs that a later success may have resolved are left
   * out, so the pages may list more runs but never fewer.
   */
  function needingSomebody(): Run[] {
    const items = world.table.items();
    const runs = items.flatMap((item) => storedRunOf(item) ?? []);
    const usable = new Set(
      items.flatMap(({ pk }) =>
        keyText(pk).startsWith("SUSABLE#") ? [keyText(pk).split("#").slice(1, 3).join(" ")] : [],
      ),
    );
    const lines = new Set(
      runs.flatMap((run) => (run.status === "completed" && run.outcome === "succeeded" ? [lineOf(run)] : [])),
    );
    return runs.filter((run) => {
      if (!isProblem(run.outcome) || run.acknowledged !== undefined || run.environmentId === null) return false;
      const { actionability } = world.findOperation(run.type) ?? {};
      if (isStoppedByPerson(run) && !(actionability === "manual_review" && run.startedAt !== undefined)) return false;
      if (actionability === "manual_review") return true;
      if (lines.has(lineOf(run)) || run.endedBy?.reasonCode === "provider_connection_disabled") return false;
      const isUsable = usable.has(`${run.workspaceId} ${run.environmentId}`);
      return actionability === "later_success" || (actionability === "artifact_or_later_success" && !isUsable);
    });
  }

  function lineById(id: string): string {
    const run = storedRunOf(world.table.find({ pk: { S: `RUN#${id}` }, sk: { S: "#" } }));
    return run === undefined ? "" : lineOf(run);
  }

  /** W4: no page shows fewer problems than the table holds. All reads happen at one instant. */
  async function look(): Promise<void> {
    const all = needingSomebody();
    for (const workspaceId of workspaceIds) {
      const here = all.filter((run) => run.workspaceId === workspaceId);
      const lines = new Set(here.map(lineOf)).size;
      const base = `/api/workspaces/${workspaceId}`;
      const [list, summary, overview, inbox] = await Promise.all([
        surfaces.list(`${base}/operations`, "needs_attention"),
        surfaces.call({ path: `${base}/operations/summary` }),
        surfaces.call({ path: `${base}/overview` }),
        surfaces.call({ path: `${base}/inbox` }),
      ]);
      for (const [name, { status, body }] of Object.entries({ list, summary, overview, inbox })) {
        if (status !== 200) broken("W4", `the ${name} was answered with ${status} ${JSON.stringify(body)}`);
      }
      if ([list, summary, overview, inbox].some(({ status }) => status !== 200)) continue;
      checked.W4 += here.length + 4;
      // Repeated problems form one issue, which is listed by its newest run.
      const shown = new Set(list.items.flatMap(({ id }) => [id, lineById(id)]));
      for (const run of here) {
        if (shown.has(run.id) || shown.has(lineOf(run))) continue;
        broken("W4", `${run.type} ${run.id} (${run.outcome}) needs a person and is on no list`);
      }
      if (lines === 0) continue;
      const counted = summary.body.counts.needs_attention.value;
      if (counted < lines || summary.body.calm !== null) broken("W4", `the summary counts ${counted} of ${lines}`);
      if (overview.body.state.tone === "success") broken("W4", `the overview is calm and ${lines} need a person`);
      if (inbox.body.calm !== null) broken("W4", `the inbox is calm and ${lines} need a person`);
      for (const environmentId of environmentIds) {
        if (!here.some((run) => run.environmentId === environmentId)) continue;
        const { status, body } = await surfaces.call({ path: `${base}/environments/${environmentId}/dashboard` });
        if (status !== 200 || body.state.tone === "success") broken("W4", `the page of ${environmentId} is calm`);
      }
    }
  }

  /** W5: every run that needs follow-up offers an action, and every offered action works. */
  async function leave(): Promise<void> {
    const all = needingSomebody();
    for (let tried = 0; tried < exitsTriedMax && all.length > 0; tried++) {
      const [run] = all.splice(world.random.below(all.length), 1);
      if (run === undefined) return;
      const path = `/api/workspaces/${run.workspaceId}/operations/${run.id}`;
      const detail = await surfaces.call({ path });
      if (detail.status !== 200) {
        broken("W5", `${run.type} ${run.id} cannot be shown: ${detail.status}`);
        continue;
      }
      const offered: string[] = detail.body.actions.map(({ action }: { action: string }) => action);
      // Acknowledging one run also acknowledges its issue's other runs, which then need no follow-up.
      if (detail.body.actionability?.isCurrentFollowUp === false) continue;
      const exits = offered.filter((action) => action === "run_again" || action === "acknowledge");
      checked.W5 += 1;
      if (!exits.includes("acknowledge"))
        broken("W5", `${run.type} ${run.id} (${run.outcome}) offers ${offered.join(" and ") || "nothing"}`);
      if (exits.length === 0) continue;
      const action = world.random.pick(exits);
      const body = { action, ...(action === "acknowledge" && { note: "seen and settled" }) };
      const done = await surfaces.call({ method: "POST", path: `${path}/actions`, body });
      if (done.status >= 300)
        broken(
          "W5",
          `${action} of ${run.type} ${run.id} was offered and answered ${done.status} ${JSON.stringify(done.body.detail)}`,
        );
      else if (action === "acknowledge") {
        const left = await surfaces.list(`/api/workspaces/${run.workspaceId}/operations`, "needs_attention");
        if (left.items.some(({ id }) => id === run.id))
          broken("W5", `${run.type} ${run.id} is acknowledged and still listed`);
      }
    }
  }

  return { checked, violations, look, leave };
}

const lineOf = (run: {
  type: string;
  workspaceId?: string;
  environmentId?: string | null;
  correlationHash?: string | undefined;
}) => `${run.environmentId} ${run.type} ${run.correlationHash}`;
