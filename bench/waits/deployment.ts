import { randomUUID } from "node:crypto";
import * as z from "zod";
import { runPage } from "../../shared/contract/hub.ts";
import type { Subject, Times } from "./subject.ts";

/** A deployment of the product and the caller who measures it. */
export interface Deployment {
  readonly apiUrl: string;
  readonly workspaceId: string;
  readonly environmentId: string;
  /** Connections that are checked in turn; more of them than runs are open at a time. */
  readonly connectionIds: readonly string[];
  tokenOf(): Promise<string>;
}

const started = z.object({ result: z.string(), run: z.object({ id: z.string() }) });
/** Pages of the list that one read takes at most: enough for what ended since the last read. */
const pagesMax = 3;

/** Sends a request as the deployment's caller. */
export function senderOf({ apiUrl, tokenOf }: Pick<Deployment, "apiUrl" | "tokenOf">) {
  return async (method: string, path: string, body?: unknown, key?: string): Promise<Response> =>
    fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf()}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(key !== undefined && { "idempotency-key": key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
}

/** The product over HTTP: starts checks of connections, and reads the list of runs that the console shows. */
export function deploymentSubject(deployment: Deployment): Subject {
  const { workspaceId, environmentId, connectionIds } = deployment;
  const send = senderOf(deployment);
  const operations = `/api/workspaces/${workspaceId}/operations`;
  const known = new Set<string>();
  let turn = 0;

  return {
    async start() {
      const providerConnectionId = connectionIds[turn++ % connectionIds.length];
      const body = { type: "provider.connection.check", environmentId, input: { providerConnectionId } };
      const answer = await send("POST", operations, body, randomUUID()).catch(() => undefined);
      const read = started.safeParse(await answer?.json().catch(() => undefined));
      return read.success && read.data.result === "queued" ? read.data.run.id : undefined;
    },
    async listEnded() {
      const ends = new Map<string, Times>();
      let cursor: string | null = "";
      for (let page = 0; page < pagesMax && cursor !== null; page += 1) {
        const after = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const answer = await send("GET", `${operations}?limit=100${after}`).catch(() => undefined);
        if (answer?.ok !== true) break;
        const { items, nextCursor } = runPage.parse(await answer.json());
        let isNew = false;
        for (const { id, createdAt, startedAt, completedAt } of items) {
          if (startedAt === null || completedAt === null) continue;
          if (!known.has(id)) isNew = true;
          known.add(id);
          ends.set(id, {
            createdAt: Date.parse(createdAt),
            startedAt: Date.parse(startedAt),
            endedAt: Date.parse(completedAt),
          });
        }
        cursor = isNew ? nextCursor : null;
      }
      return ends;
    },
  };
}
