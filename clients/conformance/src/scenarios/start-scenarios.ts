import { answerOf } from "../../../sdk/src/client.ts";
import { type ReadCall, type StartCall, unexplained } from "../linearizable-starts.ts";
import { type Scenario, violationsOf } from "../scenario.ts";

/** Starts at once in each wave, and waves until each is over. */
const startsAtOnce = 6;
const waves = 2;

export const startScenarios: readonly Scenario[] = [
  {
    name: "starts of one work are linearizable: at most one run of it is active, and a key starts once",
    wishes: [4],
    async run(deployment) {
      const starts: StartCall[] = [];
      const reads: ReadCall[] = [];
      const read = async (runId: string) => {
        const asked = performance.now();
        const { status } = await deployment.find(runId);
        reads.push({ runId, asked, answered: performance.now(), isEnded: status === "completed" });
      };
      for (let wave = 0; wave < waves; wave++) {
        const keys = Array.from({ length: startsAtOnce }, () => crypto.randomUUID());
        // The last key is sent twice at once, as a client that repeats a request.
        const sent = await Promise.all(
          [...keys, keys.at(-1)].map((key) => deployment.start(key === undefined ? {} : { key })),
        );
        starts.push(...sent);
        const runIds = [...new Set(sent.map(({ runId }) => runId))];
        await Promise.all(runIds.map(read));
        await Promise.all(runIds.map((runId) => deployment.ended(runId)));
        await Promise.all(runIds.map(read));
      }
      const runs = await Promise.all([...new Set(starts.map(({ runId }) => runId))].map((id) => deployment.find(id)));
      const times = runs
        .map(({ id, createdAt, completedAt }) => ({
          id,
          from: Date.parse(createdAt),
          until: Date.parse(completedAt ?? ""),
        }))
        .toSorted((one, other) => one.from - other.from);
      const overlaps = times.flatMap(({ id, from }, at) => {
        const before = times[at - 1];
        return before !== undefined && from < before.until
          ? [`run ${id} was accepted while run ${before.id} of the same work was active`]
          : [];
      });
      return violationsOf(unexplained(starts, reads), ...overlaps);
    },
  },
  {
    name: "an ended run never blocks the next start of its work",
    wishes: [4],
    async run(deployment) {
      const first = await deployment.play();
      const second = await deployment.play();
      return violationsOf(first.id === second.id && "a start after the end was answered with the ended run");
    },
  },
  {
    name: "a key belongs to its request: another request with it is refused",
    async run({ client, workspaceId, environmentId, type, start }) {
      const { key } = await start();
      const { response } = await client.POST("/api/workspaces/{ws}/operations", {
        params: { path: { ws: workspaceId }, header: { "Idempotency-Key": key } },
        body: { type, environmentId, input: {}, externalReference: "another request" },
      });
      return violationsOf(
        response.status !== 409 && `another request with a used key was answered with ${response.status}`,
      );
    },
  },
  {
    name: "the caller's reference comes back in the answer, the list and the event",
    wishes: [11],
    async run(deployment) {
      const reference = `conformance ${crypto.randomUUID()}`;
      const run = await deployment.play({ reference });
      const listed = await deployment.list({ externalReference: reference });
      const isInEvent = async () =>
        (await deployment.events())?.some((event) => event.runId === run.id && event.externalReference === reference);
      return violationsOf(
        run.externalReference !== reference && "the run does not repeat its reference",
        (listed.length !== 1 || listed[0]?.id !== run.id) &&
          `the list by reference has ${listed.length} runs, not its one`,
        (await deployment.events()) !== undefined &&
          (await deployment.until(async () => (await isInEvent()) === true)) === undefined &&
          "no event repeats the reference",
      );
    },
  },
  {
    name: "a run names the person who started it",
    async run(deployment) {
      const run = await deployment.play();
      const me = await answerOf(deployment.client.GET("/api/me"));
      return violationsOf(run.initiator.id !== me.id && `run ${run.id} names ${run.initiator.id} instead of ${me.id}`);
    },
  },
];
