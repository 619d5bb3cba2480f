import { expect } from "vitest";
import { createProviderClient } from "../../functions/worker/provider/provider-client.ts";
import { testClock } from "../support/clock.ts";
import {
  aConnection,
  type Script,
  type ScriptedProvider,
  sendJson,
  spentTimer,
  startScripted,
} from "./scripted-provider.ts";
import { unpaced } from "./unpaced.ts";

const started: ScriptedProvider[] = [];

/** Call it in a file's `afterEach`. */
export async function stopProviders(): Promise<void> {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
}

export interface Setting {
  readonly token?: Script;
  readonly timeLeftMillis?: number;
  /** Undefined for a secret that does not exist. */
  readonly secret?: string | undefined;
  readonly allowedOrigins?: (origin: string) => string[];
}

/** A client of a scripted provider. */
export async function scriptedClient(script: Script, setting: Setting = {}) {
  const provider = await startScripted(script, setting.token);
  started.push(provider);
  const clock = testClock();
  const spent = spentTimer(setting.timeLeftMillis);
  const secretsRead: string[] = [];
  const client = createProviderClient({
    deployment: "test",
    ...unpaced,
    allowedOrigins: setting.allowedOrigins?.(provider.origin) ?? [provider.origin],
    readSecret: async (name) => {
      secretsRead.push(name);
      return ("secret" in setting ? setting.secret : "s3cret") ?? { fault: "absent" };
    },
    clock,
    timer: spent.timer,
    random: () => 0.5,
  });
  const connection = aConnection(provider.origin);
  const open = (from = { number: 0 }) => client.openCollection(connection, "deviceConfigurations", from, spent.budget);
  return { provider, client, connection, open, clock, secretsRead, ...spent };
}

export const page = (value: unknown[], nextLink?: string) => ({
  value,
  ...(nextLink && { "@odata.nextLink": nextLink }),
});
export const answerPage: Script = (_request, response) => sendJson(response, 200, page([{ id: "a" }]));
export const status =
  (code: number, headers?: Record<string, string>): Script =>
  (_request, response) =>
    sendJson(response, code, { error: { code: "x", message: "s3cret inside" } }, headers);
export const raw =
  (body: string | Buffer): Script =>
  (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  };
export const failed = (reasonCode: string) => ({ ok: false, failure: expect.objectContaining({ reasonCode }) });
