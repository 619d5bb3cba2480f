import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { answerOf, createClient, type RuntruthClient } from "../../sdk/src/client.ts";
import { everyItem } from "../../sdk/src/every-item.ts";
import type { components, operations } from "../../sdk/src/schema.ts";
import { type RunDetail, waitForRun } from "../../sdk/src/wait-for-run.ts";
import type { StartCall } from "./linearizable-starts.ts";

export type Run = components["schemas"]["Run"];
export type RunQuery = NonNullable<operations["listRuns"]["parameters"]["query"]>;

export interface DeploymentOptions {
  readonly url: string;
  readonly token: () => string | Promise<string>;
  /** A token of a caller who is no member of the workspace; without it, tenancy is not exercised. */
  readonly strangerToken?: () => string | Promise<string>;
  readonly workspaceId: string;
  readonly environmentId: string;
  /** An operation that only reads and may be started often, such as `policy.sync`. */
  readonly type: string;
  /** Where a simulated provider takes faults; without it, no problem is provoked. */
  readonly faultsUrl?: string;
  /** A file with the events of the deployment, one JSON document per line. */
  readonly eventsFile?: string;
}

export type Deployment = Awaited<ReturnType<typeof openDeployment>>;

/** Milliseconds that a condition may take to become true, and between two looks. */
const patienceMilliseconds = 65_000;
const lookMilliseconds = 500;

/** What scenarios may use of a deployment. Everything goes through its API; nothing is known of its inside. */
export async function openDeployment(options: DeploymentOptions) {
  const { url, workspaceId: ws, environmentId, type, faultsUrl, eventsFile, strangerToken } = options;
  const origin = url.replace(/\/+$/, "");
  const client = createClient({ url: origin, token: options.token, userAgent: "runtruth-conformance" });
  const document: unknown = await fetch(`${origin}/api/openapi.json`).then((response) => response.json());
  const paths = pathsOf(document);

  const list = async (query: RunQuery = {}): Promise<Run[]> => {
    const pages = everyItem((cursor) =>
      answerOf(
        client.GET("/api/workspaces/{ws}/operations", {
          params: { path: { ws }, query: { limit: 100, ...query, ...(cursor !== undefined && { cursor }) } },
        }),
      ),
    );
    const runs: Run[] = [];
    for await (const run of pages) runs.push(run);
    return runs;
  };
  const find = (runId: string): Promise<RunDetail> =>
    answerOf(client.GET("/api/workspaces/{ws}/operations/{run}", { params: { path: { ws, run: runId } } }));
  const ended = (runId: string): Promise<RunDetail> =>
    waitForRun(client, { workspaceId: ws, runId, wait: () => pause(lookMilliseconds) });

  return {
    client: client as RuntruthClient,
    origin,
    workspaceId: ws,
    environmentId,
    type,
    paths,
    /** Whether the deployment's document has a method of a path, such as `get /api/me`, and a form of its answer. */
    offers(need: string): boolean {
      const [method = "", path = "", form] = need.split(" ");
      const described = fieldsOf(fieldsOf(fieldsOf(document).paths)[path])[method];
      if (described === undefined || form === undefined) return described !== undefined;
      return form in fieldsOf(fieldsOf(fieldsOf(fieldsOf(described).responses)["200"]).content);
    },
    hasFaults: faultsUrl !== undefined,
    hasStranger: strangerToken !== undefined,
    list,
    find,
    ended,

    /** Starts the operation of the suite and records when it was asked and answered. */
    async start(given: { readonly key?: string; readonly reference?: string } = {}): Promise<StartCall> {
      const key = given.key ?? crypto.randomUUID();
      const asked = performance.now();
      const answer = await answerOf(
        client.POST("/api/workspaces/{ws}/operations", {
          params: { path: { ws }, header: { "Idempotency-Key": key } },
          body: { type, environmentId, input: {}, ...(given.reference && { externalReference: given.reference }) },
        }),
      );
      if (answer.result === "already_available") throw new Error(`${type} was answered without a run`);
      return { key, asked, answered: performance.now(), result: answer.result, runId: answer.run.id };
    },

    /** Starts the operation as a run of its own, after any active one, and waits for its end. */
    async play(given: { readonly reference?: string } = {}): Promise<RunDetail> {
      for (;;) {
        const { result, runId } = await this.start(given);
        const run = await ended(runId);
        if (result === "queued") return run;
      }
    },

    /** Asks to stop a run of the suite; refused when it has ended in between. */
    async stop(runId: string): Promise<void> {
      await client.POST("/api/workspaces/{ws}/operations/{run}/actions", {
        params: { path: { ws, run: runId } },
        body: { action: "cancel", note: "The conformance suite has seen enough." },
      });
    },

    /** Acts while the simulated provider answers so many of its requests with a fault, and then heals it. Throws without one. */
    async whileFaulty<Result>(fault: Fault, act: () => Promise<Result>): Promise<Result> {
      if (faultsUrl === undefined) throw new Error("no simulated provider was named");
      const { ok } = await fetch(faultsUrl, {
        method: "POST",
        body: JSON.stringify({ match: "deviceManagement", ...fault }),
      });
      if (!ok) throw new Error(`${faultsUrl} took no fault`);
      try {
        return await act();
      } finally {
        await fetch(faultsUrl, { method: "DELETE" });
      }
    },

    /** Plays the operation while the simulated provider forbids so many of its requests. */
    playForbidden(times: number): Promise<RunDetail> {
      return this.whileFaulty({ status: 403, times }, () => this.play());
    },

    /** Looks until a condition holds and returns how many milliseconds it took; undefined when it never did. */
    async until(holds: () => Promise<boolean>): Promise<number | undefined> {
      const from = performance.now();
      while (performance.now() - from < patienceMilliseconds) {
        if (await holds()) return performance.now() - from;
        await pause(lookMilliseconds);
      }
      return undefined;
    },

    /** The events of the deployment so far; undefined when they are not at hand. */
    async events(): Promise<readonly RunEvent[] | undefined> {
      if (eventsFile === undefined) return undefined;
      const text = await readFile(eventsFile, "utf8").catch(() => "");
      return text
        .split("\n")
        .filter((line) => line !== "")
        .flatMap((line) => eventOf(JSON.parse(line)));
    },

    /** Asks with plain HTTP, as the member, a stranger or without a token. */
    async raw(path: string, as: "member" | "stranger" | "anonymous"): Promise<{ status: number; text: string }> {
      const token = as === "member" ? options.token : strangerToken;
      const headers: Record<string, string> =
        as === "anonymous" || token === undefined ? {} : { authorization: `Bearer ${await token()}` };
      const response = await fetch(`${origin}${path}`, { headers });
      return { status: response.status, text: await response.text() };
    },
  };
}

interface Fault {
  readonly status: number;
  readonly times: number;
  readonly retryAfterSeconds?: number;
}

export interface RunEvent {
  readonly eventId: string;
  readonly runId: string;
  readonly outcome: string;
  readonly completedAt: string;
  readonly externalReference: string | undefined;
}

/** The completion of a run in what a rule of the event bus receives; other events are left out. */
function eventOf(line: unknown): readonly RunEvent[] {
  const detail = fieldsOf(fieldsOf(line).detail);
  const { eventId, runId, outcome, completedAt, externalReference } = detail;
  if (typeof eventId !== "string" || typeof runId !== "string" || typeof completedAt !== "string") return [];
  return [
    {
      eventId,
      runId,
      outcome: String(outcome),
      completedAt,
      externalReference: typeof externalReference === "string" ? externalReference : undefined,
    },
  ];
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** Each path of the document with its methods. */
const pathsOf = (document: unknown): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    Object.entries(fieldsOf(fieldsOf(document).paths)).map(([path, methods]) => [
      path,
      new Set(Object.keys(fieldsOf(methods))),
    ]),
  );
