import { answerOf } from "../../../sdk/src/client.ts";
import type { operations } from "../../../sdk/src/schema.ts";
import type { Deployment } from "../deployment.ts";
import { type Scenario, violationsOf } from "../scenario.ts";

type Wave = operations["listWaveTargets"]["responses"]["200"]["content"]["application/json"];
type State = Wave["items"][number]["state"];

const pageSize = 100;
const openStates: readonly State[] = ["active", "waiting"];

/** Promises about work in many environments. The wave has one target, so that nothing runs where it was not asked for. */
export const waveScenarios: readonly Scenario[] = [
  {
    name: "a wave names its targets when it is accepted and ends only when each has an end",
    wishes: [6],
    needs: ["post /api/workspaces/{ws}/waves", "get /api/workspaces/{ws}/waves/{wave}/targets"],
    async run(deployment) {
      const { client, workspaceId: ws, environmentId, type, ended } = deployment;
      const made = await client.POST("/api/workspaces/{ws}/waves", {
        params: { path: { ws } },
        body: { type, input: {}, targets: { environmentIds: [environmentId] } },
      });
      if (made.response.status === 403) return { notExercised: "the caller may not start waves" };
      const answer = await answerOf(Promise.resolve(made));
      if (answer.result === "already_available") throw new Error("a wave was answered without a run");
      const { run } = answer;
      const accepted = await readTargets(deployment, run.id);
      const end = await ended(run.id);
      const over = await readTargets(deployment, run.id);
      const named = accepted.items.map((target) => target.environmentId);
      const lists = await Promise.all(
        Object.entries(over.wave.counts).map(async ([state, count]) => {
          const { items } = await readTargets(deployment, run.id, state as State);
          return items.length !== count && `the wave counts ${count} ${state}, its list has ${items.length}`;
        }),
      );
      const open = over.items.filter(({ state }) => openStates.includes(state));
      return violationsOf(
        named.join() !== environmentId && `the accepted wave names ${named.join(", ")}, not ${environmentId}`,
        over.wave.total !== accepted.wave.total && "the wave has other targets at its end than when it was accepted",
        ...open.map((target) => `wave ${run.id} ended while ${target.environmentId} is ${target.state}`),
        end.outcome === "succeeded" &&
          over.wave.counts.succeeded !== over.wave.total - (over.wave.counts.left_out ?? 0) &&
          `wave ${run.id} is a success with ${over.wave.counts.succeeded} of ${over.wave.total} targets`,
        ...over.items.map(
          (target) => target.runId === null && target.code === null && "a target has neither run nor code",
        ),
        ...lists,
      );
    },
  },
];

const readTargets = ({ client, workspaceId: ws }: Deployment, wave: string, state?: State): Promise<Wave> =>
  answerOf(
    client.GET("/api/workspaces/{ws}/waves/{wave}/targets", {
      params: { path: { ws, wave }, query: { limit: pageSize, ...(state && { state }) } },
    }),
  );
