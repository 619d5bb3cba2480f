import { answerOf } from "../../../sdk/src/client.ts";
import type { RunDetail } from "../../../sdk/src/wait-for-run.ts";
import type { Deployment, Run } from "../deployment.ts";
import { type Finding, type Scenario, violationsOf } from "../scenario.ts";

/** Reads of an ended run whose end must stay. */
const looks = 3;
/** Runs of the history whose success is checked. */
const checkedMax = 200;
const resolvedMilliseconds = 60_000;
/** Enough for every collection of the operation, and for every retry. */
const forbiddenRequests = 3;
const throttledRequests = 1000;
/** Short, so that repetitions within a call are over soon. */
const throttledSeconds = 1;

const noFaults: Finding = { notExercised: "no simulated provider was named, so no problem could be provoked" };

export const truthScenarios: readonly Scenario[] = [
  {
    name: "a run ends once, and its end never changes",
    wishes: [10],
    async run(deployment) {
      const run = await deployment.play();
      const seen = new Set<string>([endOf(run)]);
      for (let look = 0; look < looks; look++) seen.add(endOf(await deployment.find(run.id)));
      const ends = run.transitions.filter(({ to }) => to === "completed").length;
      const known = await deployment.events();
      const eventsOf = async () => ((await deployment.events()) ?? []).filter(({ runId }) => runId === run.id);
      const isPublished = known === undefined ? 0 : await deployment.until(async () => (await eventsOf()).length > 0);
      const events = await eventsOf();
      return violationsOf(
        seen.size > 1 && `the end of run ${run.id} changed: ${[...seen].join(" then ")}`,
        ends !== 1 && `run ${run.id} has ${ends} transitions to its end`,
        isPublished === undefined && `the end of run ${run.id} was not published`,
        new Set(events.map(({ eventId }) => eventId)).size > 1 && `run ${run.id} has events with several ids`,
        ...events.map(
          ({ outcome }) => outcome !== run.outcome && `run ${run.id} ended ${run.outcome}, its event says ${outcome}`,
        ),
      );
    },
  },
  {
    name: "work of which a part was forbidden is no success",
    wishes: [2],
    async run(deployment) {
      if (!deployment.hasFaults) return noFaults;
      const run = await deployment.playForbidden(1);
      await deployment.play();
      return violationsOf(
        run.outcome === "succeeded" && `run ${run.id} ended as a success although a part of its work was forbidden`,
        run.failures.length === 0 && `run ${run.id} names no failure`,
      );
    },
  },
  {
    name: "throttled work is no success: it says until when it waits, or ends with that reason",
    wishes: [1],
    async run(deployment) {
      if (!deployment.hasFaults) return noFaults;
      const fault = { status: 429, times: throttledRequests, retryAfterSeconds: throttledSeconds };
      const run = await deployment.whileFaulty(fault, async () => {
        const { runId } = await deployment.start();
        const isDecided = ({ status, waiting }: RunDetail) =>
          status === "completed" || (waiting?.until ?? null) !== null;
        await deployment.until(async () => isDecided(await deployment.find(runId)));
        return deployment.find(runId);
      });
      // What was to be seen was seen: the suite need not wait as long as the run.
      if (run.status !== "completed") await deployment.stop(run.id);
      const end = await deployment.ended(run.id);
      const isNamed = [run.waiting?.reason, ...run.failures.map(({ code }) => code)].some((code) =>
        code?.includes("throttled"),
      );
      return violationsOf(
        run.outcome === "succeeded" && `run ${run.id} ended as a success although every request was throttled`,
        !isNamed && `run ${run.id} does not name throttling as its reason`,
        end.outcome === "succeeded" && falseSuccessOf(end),
      );
    },
  },
  {
    name: "no stored success has a failure",
    wishes: [2],
    async run(deployment) {
      const runs = (await deployment.list({ tab: "succeeded" })).slice(0, checkedMax);
      if (runs.length === 0) return { notExercised: "the workspace has no success" };
      return violationsOf(...runs.map((run) => falseSuccessOf(run)));
    },
  },
  {
    name: "nothing is calm while a problem is open",
    async run(deployment) {
      if (deployment.hasFaults) {
        await deployment.playForbidden(forbiddenRequests);
      }
      const open = await deployment.list({ tab: "needs_attention" });
      if (open.length === 0) return { notExercised: "nothing is open" };
      const calm = await calmAnswers(deployment);
      if (deployment.hasFaults) await deployment.play();
      return violationsOf(...calm.map((where) => `${where} is calm while ${open.length} issues are open`));
    },
  },
  {
    name: "a problem is resolved within 60 seconds of its later success, and stays in the history",
    wishes: [7],
    async run(deployment) {
      if (!deployment.hasFaults) return noFaults;
      const problem = await deployment.playForbidden(forbiddenRequests);
      await deployment.play();
      const isResolved = async () => !(await deployment.find(problem.id)).needsAttention;
      const took = await deployment.until(isResolved);
      const after = await deployment.find(problem.id);
      return violationsOf(
        problem.outcome === "succeeded" && "the provoked problem ended as a success",
        (took === undefined || took > resolvedMilliseconds) &&
          `run ${problem.id} still needs attention after its later success`,
        after.outcome !== problem.outcome && `the later success changed the outcome of run ${problem.id}`,
      );
    },
  },
  {
    name: "repeats of one problem are one open issue that counts its runs",
    wishes: [8],
    async run(deployment) {
      if (!deployment.hasFaults) return noFaults;
      const failed: RunDetail[] = [];
      for (let count = 0; count < 2; count++) {
        failed.push(await deployment.playForbidden(forbiddenRequests));
      }
      const ids = new Set(failed.map(({ id }) => id));
      const { environmentId, type } = deployment;
      const issues = await deployment.list({ tab: "needs_attention", environmentId, type });
      await deployment.play();
      const own = issues.filter(({ id }) => ids.has(id));
      return violationsOf(
        own.length !== 1 && `${failed.length} repeats of one problem are ${own.length} issues`,
        own.some(({ issue }) => (issue?.runs.value ?? 0) < failed.length) && "the issue does not count its runs",
      );
    },
  },
  {
    name: "a problem explains itself: facts, rule, verdict, and what would change it",
    async run(deployment) {
      const problems = [...(await deployment.list({ tab: "failed" })), ...(await deployment.list({ tab: "blocked" }))];
      const [problem] = problems;
      if (problem === undefined) return { notExercised: "no run ended as a problem" };
      const { explanation, cause } = await deployment.find(problem.id);
      return violationsOf(
        explanation.length === 0 && `run ${problem.id} has no explanation`,
        explanation.some(({ facts, rule }) => facts.length === 0 || rule.text === "") &&
          `an explanation of run ${problem.id} lacks facts or rule`,
        cause === null && `run ${problem.id} names no cause`,
      );
    },
  },
  {
    name: "a problem is acknowledged only with a reason",
    wishes: [9],
    async run(deployment) {
      if (deployment.hasFaults) await deployment.playForbidden(forbiddenRequests);
      const open = await deployment.list({ tab: "needs_attention" });
      const problem = open.find(({ actions }) => actions.some(({ action }) => action === "acknowledge"));
      if (problem === undefined) return { notExercised: "no open problem can be acknowledged" };
      const { response } = await deployment.client.POST("/api/workspaces/{ws}/operations/{run}/actions", {
        params: { path: { ws: deployment.workspaceId, run: problem.id } },
        body: { action: "acknowledge" },
      });
      return violationsOf(
        response.status !== 422 && `an acknowledgement without a reason was answered with ${response.status}`,
      );
    },
  },
  {
    name: "the evidence of an ended run is the same file at any time",
    needs: ["post /api/workspaces/{ws}/operations/{run}/evidence-bundle"],
    async run(deployment) {
      const { id } = await deployment.play();
      const [first, second] = [await evidenceOf(deployment, id), await evidenceOf(deployment, id)];
      return violationsOf(
        first.content !== second.content && `two downloads of the evidence of run ${id} differ`,
        (await digestOf(first.content)) !== first.sha256 && `the evidence of run ${id} has another digest than stated`,
      );
    },
  },
  {
    name: "work past its window is listed as overdue",
    wishes: [5],
    async run(deployment) {
      const active = await deployment.list({ tab: "active" });
      const late = active.filter(({ freshness }) => freshness === "likely_stale");
      if (late.length === 0) return { notExercised: "no active run is past its window" };
      const listed = new Set((await deployment.list({ tab: "stale" })).map(({ id }) => id));
      const missing = late.filter(({ id, needsAttention }) => !listed.has(id) || !needsAttention);
      // A run may have ended in between.
      const still = (await Promise.all(missing.map(({ id }) => deployment.find(id)))).filter(
        ({ status }) => status !== "completed",
      );
      return violationsOf(...still.map(({ id }) => `run ${id} is past its window and not listed as overdue`));
    },
  },
];

function evidenceOf({ client, workspaceId: ws }: Deployment, run: string) {
  const path = "/api/workspaces/{ws}/operations/{run}/evidence-bundle";
  return answerOf(client.POST(path, { params: { path: { ws, run } }, body: { pii: false } }));
}

async function digestOf(base64: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Buffer.from(base64, "base64"));
  return Buffer.from(digest).toString("hex");
}

const endOf = ({ outcome, completedAt, isReconciled }: Run) =>
  `${outcome} at ${completedAt}${isReconciled ? ", reconciled" : ""}`;

function falseSuccessOf({ id, failures, summaryCounts, completedAt, needsAttention }: Run): string | undefined {
  // Notes on what the work never does stand beside a success and are counted as warnings.
  const { failed = 0, warnings = 0 } = summaryCounts;
  const failureCount = Math.max(failures.length - warnings, failed);
  if (failureCount > 0) return `run ${id} is a success with ${failureCount} failures`;
  if (completedAt === null) return `run ${id} is a success that has not ended`;
  return needsAttention ? `run ${id} is a success that needs attention` : undefined;
}

interface Calm {
  readonly calm: string | null;
}

/** Which answers say that nothing needs attention. */
async function calmAnswers({ client, workspaceId: ws }: Deployment): Promise<string[]> {
  const params = { path: { ws } };
  const answers = {
    summary: client.GET("/api/workspaces/{ws}/operations/summary", { params }),
    causes: client.GET("/api/workspaces/{ws}/operations/causes", { params }),
    inbox: client.GET("/api/workspaces/{ws}/inbox", { params }),
  };
  const calm = await Promise.all(
    Object.entries(answers).map(async ([name, asked]) => ((await answerOf<Calm>(asked)).calm === null ? [] : [name])),
  );
  return calm.flat();
}
