import { answerOf } from "../../../sdk/src/client.ts";
import type { Deployment } from "../deployment.ts";
import { type Scenario, violationsOf } from "../scenario.ts";

const slotsShown = 10;
/** A night on which this zone changes its clock lies within ten weekly slots at least twice a year. */
const zone = "Europe/Berlin";

/** Promises about planned work: schedules, restores, findings. */
export const planScenarios: readonly Scenario[] = [
  {
    name: "a rule shows its next slots in its zone before a schedule has it",
    wishes: [16],
    needs: ["get /api/workspaces/{ws}/schedules/preview"],
    async run({ client, workspaceId: ws }) {
      const query = { cron: "30 2 * * 0", timezone: zone };
      const { text, items } = await answerOf(
        client.GET("/api/workspaces/{ws}/schedules/preview", { params: { path: { ws }, query } }),
      );
      const unordered = items.some(({ at }, index) => index > 0 && at <= (items[index - 1]?.at ?? ""));
      return violationsOf(
        text === "" && "the rule is not said in words",
        items.length !== slotsShown && `the rule shows ${items.length} slots, not ${slotsShown}`,
        unordered && "the slots are not in order",
        items.some(({ local, note }) => !local.includes("T02:30+0") && note === null) &&
          "a slot beside its local time has no note",
      );
    },
  },
  {
    name: "a start by hand fills no slot of its schedule",
    wishes: [17],
    needs: ["post /api/workspaces/{ws}/schedules/{schedule}/run"],
    async run({ client, workspaceId: ws, environmentId, type, ended }) {
      const made = await client.POST("/api/workspaces/{ws}/schedules", {
        params: { path: { ws } },
        body: {
          ...{ name: "Conformance", type, environmentId, input: {}, rule: { everySeconds: 604_800 } },
          ...{ overlap: "wait", catchUp: "none", pauseAfter: null },
        },
      });
      if (made.response.status === 403) return { notExercised: "the caller may not create schedules" };
      const { id } = await answerOf(Promise.resolve(made));
      const path = { ws, schedule: id };
      try {
        const started = await answerOf(
          client.POST("/api/workspaces/{ws}/schedules/{schedule}/run", { params: { path } }),
        );
        if (started.result !== "already_available") await ended(started.run.id);
        const { items } = await answerOf(
          client.GET("/api/workspaces/{ws}/schedules/{schedule}/occurrences", { params: { path } }),
        );
        return violationsOf(
          ...items.map(({ from, runId }) => `the slot of ${from} counts run ${runId}, which a person started`),
        );
      } finally {
        await client.DELETE("/api/workspaces/{ws}/schedules/{schedule}", { params: { path } });
      }
    },
  },
  {
    name: "a restore without a reviewed plan is refused",
    wishes: [14],
    async run({ client, workspaceId: ws, environmentId, list }) {
      const { response, error } = await client.POST("/api/workspaces/{ws}/operations", {
        params: { path: { ws } },
        body: {
          type: "restore.execute",
          environmentId,
          input: { backupSetId: "conformance", policyIds: ["conformance"], dryRun: false },
        },
      });
      if (response.status === 403) return { notExercised: "the caller may not restore" };
      const begun = (await list({ type: "restore.execute", tab: "active" })).length;
      // The backup set does not exist: only a refusal that names the plan is one because of the plan.
      const isForPlan = error?.errors?.some(({ path }) => path === "input.restoreRunId") ?? false;
      return violationsOf(
        (response.status !== 422 || !isForPlan || begun > 0) &&
          `a restore without a plan was answered with ${response.status} and ${isForPlan ? "" : "not "}for its plan`,
      );
    },
  },
  {
    name: "a restore's success was read back, and what a person must do is no success",
    wishes: [3, 18],
    async run(deployment) {
      const restores = await recordsOf(deployment, "restore-runs");
      const executed = restores.filter(({ isDryRun, status }) => isDryRun === false && status !== "planned");
      if (executed.length === 0) return { notExercised: "nothing was restored in this environment" };
      const runs = new Map((await deployment.list({ type: "restore.execute" })).map((run) => [run.id, run]));
      return violationsOf(
        ...executed.map(({ id, operationRunId }) => {
          const run = runs.get(String(operationRunId));
          const open = (run?.summaryCounts.failed ?? 0) + (run?.summaryCounts.manualRequired ?? 0);
          return run?.outcome === "succeeded" && open > 0 && `restore ${id} is a success with ${open} items left`;
        }),
      );
    },
  },
  {
    name: "an accepted deviation names its person, its reason and its end",
    wishes: [9],
    async run(deployment) {
      const findings = await recordsOf(deployment, "drift-findings");
      const accepted = findings.filter(({ status }) => status === "accepted");
      if (accepted.length === 0) return { notExercised: "no deviation is accepted in this environment" };
      return violationsOf(
        ...accepted.map(({ id, acceptance }) => {
          const { byUserId, reason, until } = { byUserId: "", reason: "", until: "", ...(acceptance ?? {}) };
          return [byUserId, reason, until].includes("") && `finding ${id} is accepted without person, reason or end`;
        }),
      );
    },
  },
  {
    name: "an accepted deviation whose value changed again is open again",
    wishes: [12],
    async run(deployment) {
      const findings = await recordsOf(deployment, "drift-findings");
      const changed = findings.filter(({ reopened }) => reopened === "accepted_value_changed");
      if (changed.length === 0) return { notExercised: "no accepted value changed again in this environment" };
      return violationsOf(...changed.map(({ id, status }) => status === "accepted" && `finding ${id} stays accepted`));
    },
  },
  {
    name: "two versions of a policy are compared by the path of each setting",
    wishes: [13],
    async run(deployment) {
      const { client, workspaceId: ws, environmentId: env } = deployment;
      for (const { id } of await recordsOf(deployment, "policies")) {
        const path = { ws, env, id: String(id) };
        const versions = await answerOf(
          client.GET("/api/workspaces/{ws}/environments/{env}/records/policies/{id}/versions", { params: { path } }),
        );
        const [newer, older] = versions.items;
        if (newer === undefined || older === undefined) continue;
        const query = { from: older.contentHash, to: newer.contentHash };
        const { isComparable, counts, settings } = await answerOf(
          client.GET("/api/workspaces/{ws}/environments/{env}/records/policies/{id}/comparison", {
            params: { path, query },
          }),
        );
        if (!isComparable) continue;
        const differing = counts.added + counts.removed + counts.changed + counts.unverifiable;
        return violationsOf(
          differing === 0 && `two versions of policy ${id} are compared as equal`,
          settings.some(({ path: place }) => place.length === 0) && `a change of policy ${id} names no setting`,
        );
      }
      return { notExercised: "no policy of this environment has two versions that can be compared" };
    },
  },
  {
    name: "one cause has one open alert, and a snoozed one has a reason and an end",
    wishes: [8, 9],
    needs: ["get /api/workspaces/{ws}/alerts"],
    async run({ client, workspaceId: ws }) {
      const params = { path: { ws }, query: { state: "open" } as const };
      const { items } = await answerOf(client.GET("/api/workspaces/{ws}/alerts", { params }));
      if (items.length === 0) return { notExercised: "no alert is open" };
      const keys = items.map(({ key }) => key);
      return violationsOf(
        ...keys.map((key, at) => keys.indexOf(key) !== at && `alert ${key} is open twice`),
        ...items.map(({ key, snooze }) => snooze?.reason === "" && `alert ${key} is snoozed without a reason`),
      );
    },
  },
  {
    name: "a plan above a threshold is approved by another person, with its reach",
    wishes: [15],
    needs: ["get /api/workspaces/{ws}/plans"],
    async run({ client, workspaceId: ws }) {
      const answer = await client.GET("/api/workspaces/{ws}/plans", { params: { path: { ws } } });
      if (answer.response.status === 403) return { notExercised: "the caller may not list plans" };
      const { items } = await answerOf(Promise.resolve(answer));
      if (items.length === 0) return { notExercised: "no plan waits for an approval" };
      return violationsOf(
        ...items.flatMap(({ id, blast, digest, expiresAt, request, decision }) => [
          blast.creates + blast.updates + blast.deletes === 0 && `plan ${id} waits and changes nothing`,
          digest === null && `plan ${id} waits without a digest`,
          expiresAt === null && `plan ${id} waits without an end`,
          request === null && `plan ${id} waits without a request`,
          decision !== null && decision.by.id === request?.by.id && `plan ${id} was decided by its requester`,
        ]),
      );
    },
  },
];

async function recordsOf(
  { client, workspaceId: ws, environmentId: env }: Deployment,
  kind: "restore-runs" | "drift-findings" | "policies",
) {
  const params = { path: { ws, env, kind }, query: { limit: 100 } };
  const page = await answerOf(client.GET("/api/workspaces/{ws}/environments/{env}/records/{kind}", { params }));
  return page.items.map((record): Readonly<Record<string, unknown>> => record);
}
