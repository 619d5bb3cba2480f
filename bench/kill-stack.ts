import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { synthesize } from "../local/assembly/synthesize.ts";
import { readStackConfig } from "../local/config.ts";
import { sampleClient, sampleProviderUrls } from "../local/provider/credentials.ts";
import { reportQueues } from "../local/runtime/queue-report.ts";
import { runStack } from "../local/runtime/run-stack.ts";
import { createClients } from "../local/runtime/sdk-clients.ts";
import { seedSecretName } from "../local/seed.ts";
import { runPage } from "../shared/contract/hub.ts";
import { systemClock } from "../shared/foundation/clock.ts";
import { createProviderConnectionWriter } from "../shared/records/provider-connection-writer.ts";
import { followTable } from "../test/faults/emulator/stream-replica.ts";
import { countEnds } from "../test/faults/kill/completions.ts";
import { startSlowProvider } from "./slow-provider.ts";

const scope = { workspaceId: "acme", environmentId: "acme-lab" };
const operations = `/api/workspaces/${scope.workspaceId}/operations`;
const child = new URL("./peers/ours-kill-child.ts", import.meta.url).pathname;
const started = z.object({ run: z.object({ id: z.string() }) });
const deployment = "prod";
/** The benchmark is one caller. */
const settings = ["-c", `environment=${deployment}`, "-c", "callerRatePerSecond=500"];
/** Shorter than a token's lifetime. */
const tokenMillis = 300_000;

/**
 * The local stack with production's settings but the limit of one caller, in real time, with workers in processes that can be killed,
 * and a slow provider. Queue, table, APIs, sweep and bridge are the stack's own.
 */
export async function startKillStack({ atOnce, millisPerJob }: { atOnce: number; millisPerJob: number }) {
  const config = readStackConfig({ LOCAL_WORKERS: "off", PORT: "0" }, ["--ephemeral", ...settings]);
  const { folder: assembly } = await synthesize(config.root, config.context);
  const stack = await runStack(config);
  const { apiUrl, issuer, endpoints, tableName, provider } = stack.description;
  const slow = await startSlowProvider(provider.origin, millisPerJob);
  const clients = createClients(endpoints);
  const client = DynamoDBDocumentClient.from(clients.dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  const connections = createProviderConnectionWriter({ client, tableName, clock: systemClock });
  const followed = await followTable(endpoints.dynamodb, tableName, systemClock);
  const ends = countEnds(followed.table);
  const workers = new Set<ChildProcess>();
  let token = { text: "", until: 0 };

  async function call(target: string, body?: unknown): Promise<unknown> {
    if (token.until < Date.now()) {
      const answer = await fetch(`${issuer}/local/token?user=operator`, { method: "POST" });
      const { access_token: text } = z.object({ access_token: z.string() }).parse(await answer.json());
      token = { text, until: Date.now() + tokenMillis };
    }
    const answer = await fetch(`${apiUrl}${target}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${token.text}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${target} was answered with ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  return {
    provider: slow,

    /** Starts the check of a separate connection; returns the run's id. */
    async start(job: number): Promise<string> {
      const id = `job-${job}`;
      await connections.put(scope, id, {
        provider: "microsoft",
        displayName: `Job ${job}`,
        ...sampleProviderUrls(slow.origin),
        baseUrl: sampleProviderUrls(`${slow.origin}/jobs/${job}`).baseUrl,
        clientId: sampleClient.clientId,
        secretName: seedSecretName(scope, deployment),
        isDefault: false,
        isEnabled: true,
      });
      const input = { providerConnectionId: id };
      const { environmentId } = scope;
      return started.parse(await call(operations, { type: "provider.connection.check", environmentId, input })).run.id;
    },

    /** Every run as currently listed, by id. */
    async list() {
      const listed = new Map<string, z.infer<typeof runPage>["items"][number]>();
      let cursor: string | null = null;
      do {
        const after: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const page = runPage.parse(await call(`${operations}?limit=100${after}`));
        for (const run of page.items) listed.set(run.id, run);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return listed;
    },

    /** The runs of the list's first page, by id. */
    async newest() {
      const { items } = runPage.parse(await call(`${operations}?limit=100`));
      return new Map(items.map((run) => [run.id, run]));
    },

    /** A worker process; the caller kills it. */
    work(): ChildProcess {
      const given = { assembly, endpoints, issuer, apiUrl, providerOrigin: slow.origin, atOnce };
      const logFolder = path.join(config.dataDir, "log");
      const worker = spawn(process.execPath, [child, JSON.stringify({ ...given, logFolder })], { stdio: "ignore" });
      workers.add(worker);
      return worker;
    },

    /** Messages for the killed workers: visible ones, and those in flight. The canary's wait in the other lane. */
    async messages() {
      const queues = (await reportQueues(stack.description)).filter(({ name }) => name === "ShortLane/WorkQueue");
      const sumOf = (count: "ready" | "inFlight") => queues.reduce((sum, queue) => sum + queue[count], 0);
      return { ready: sumOf("ready"), inFlight: sumOf("inFlight") };
    },

    /** The runs of these without exactly one recorded completion. */
    async notEndedOnce(runIds: readonly string[]): Promise<readonly string[]> {
      await followed.catchUp();
      ends.look();
      return runIds.filter((id) => !ends.hasEndedOnce(id));
    },

    async stop(): Promise<void> {
      for (const worker of workers) worker.kill("SIGKILL");
      clients.destroy();
      await slow.stop();
      await stack.stop();
    },
  };
}
export type KillStack = Awaited<ReturnType<typeof startKillStack>>;
