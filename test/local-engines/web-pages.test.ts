import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { canRun, startDynamoDb } from "../../local/engines/dynamodb.ts";
import { freePort } from "../../local/engines/process.ts";
import { startSqs } from "../../local/engines/sqs.ts";
import { startTable } from "../../local/engines/table-server.ts";
import { startSampleProvider } from "../../local/provider/server.ts";
import { createAwsEndpoint } from "../../local/runtime/aws-endpoint.ts";
import { createAwsServices } from "../../local/runtime/aws-services.ts";
import { close, listen } from "../../local/runtime/ports.ts";
import { createReceivedMessages } from "../../local/sink/received-messages.ts";
import { createSinkServer } from "../../local/sink/sink-server.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { answersToPages, everyPageRejected, statusOf } from "./web-page-requests.ts";

const servers = {
  "the table engine": () => startTable(),
  "the queue engine": () => startSqs().then(({ endpoint, stop }) => ({ endpoint, stop })),
  "the sample provider": async () => {
    const { origin, stop } = await startSampleProvider({ port: 0 });
    return { endpoint: origin, stop };
  },
  "the AWS endpoint": async () => {
    const port = await freePort();
    const eventsFile = path.join(tmpdir(), "no-events.jsonl");
    const server = createAwsEndpoint(
      createAwsServices({
        findSecret: () => undefined,
        answerKms: () => undefined,
        receiveMail: () => undefined,
        eventsFile,
        findFunction: () => undefined,
      }),
    );
    await listen(server, port);
    return { endpoint: `http://127.0.0.1:${port}`, stop: () => close(server) };
  },
  "the page of received messages": async () => {
    const port = await freePort();
    const server = createSinkServer(
      createReceivedMessages(
        () => new Date(0),
        () => [],
      ),
    );
    await listen(server, port);
    return { endpoint: `http://127.0.0.1:${port}`, stop: () => close(server) };
  },
};

it.each(Object.keys(servers))("%s rejects requests of web pages", async (name) => {
  const { endpoint, stop } = await servers[name as keyof typeof servers]();
  onTestFinished(async () => void (await stop()));

  expect(await answersToPages(endpoint)).toEqual(everyPageRejected);
  // A program, or a person who types the address.
  expect(await statusOf(endpoint, "GET", {})).not.toBe(403);
  expect(await statusOf(endpoint, "GET", { "sec-fetch-site": "none" })).not.toBe(403);
});

it("the native table engine listens where no web page can find it", async () => {
  skipIfMissing(canRun("dynoxide") ? {} : { missing: "the native table store is for Linux on x64" });
  const engines = [await startDynamoDb({ engine: "dynoxide" }), await startDynamoDb({ engine: "dynoxide" })];
  onTestFinished(async () => void (await Promise.all(engines.map((engine) => engine.stop()))));

  const [one, other] = engines.map(({ endpoint }) => new URL(endpoint));

  expect(one?.hostname).toMatch(/^127(?:\.\d+){3}$/);
  expect(one?.hostname).not.toBe(other?.hostname);
  for (const host of ["127.0.0.1", "localhost"]) {
    await expect(fetch(`http://${host}:${one?.port}`)).rejects.toThrow();
  }
});
