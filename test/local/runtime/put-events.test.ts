import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import { createPublishEnd } from "../../../functions/run-events/publish-end.ts";
import { createAwsEndpoint } from "../../../local/runtime/aws-endpoint.ts";
import { createAwsServices } from "../../../local/runtime/aws-services.ts";
import { choosePorts, close, listen } from "../../../local/runtime/ports.ts";
import { completedEvent } from "../../../shared/run/completed-event.ts";
import { aRun } from "../../derived/runs.ts";
import { localAws } from "../../support/table.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function anEndpoint() {
  const folder = mkdtempSync(path.join(tmpdir(), "runtruth-events-"));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const eventsFile = path.join(folder, "events.jsonl");
  const server = createAwsEndpoint(
    createAwsServices({
      eventsFile,
      findSecret: () => undefined,
      answerKms: () => undefined,
      receiveMail: () => undefined,
      findFunction: () => undefined,
    }),
  );
  const { aws } = await choosePorts(0, undefined);
  await listen(server, aws);
  stops.push(() => close(server));
  const put = (entries: readonly object[]) =>
    fetch(`http://127.0.0.1:${aws}/`, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSEvents.PutEvents" },
      body: JSON.stringify({ Entries: entries }),
    });
  const lines = () => readFileSync(eventsFile, "utf8").trimEnd().split("\n");
  return { put, lines, endpoint: `http://127.0.0.1:${aws}` };
}

const entry = (run: string) => ({
  Source: completedEvent.source,
  DetailType: completedEvent.detailType,
  Detail: JSON.stringify({ runId: run }),
  EventBusName: "runtruth-dev-bus",
});

it("PutEvents endpoint stores events as rules receive them and answers every entry", async () => {
  const { put, lines } = await anEndpoint();
  const answer = await put([entry("one"), entry("two")]);
  await put([entry("three")]);

  expect(await answer.json()).toEqual({
    FailedEntryCount: 0,
    Entries: [{ EventId: expect.any(String) }, { EventId: expect.any(String) }],
  });
  expect(lines().map((line): unknown => JSON.parse(line))).toMatchObject(
    ["one", "two", "three"].map((runId) => ({
      source: "runtruth",
      "detail-type": "operation-run.completed",
      detail: { runId },
      eventBusName: "runtruth-dev-bus",
    })),
  );
});

it("PutEvents endpoint stores a completion event published through the SDK", async () => {
  const { endpoint, lines } = await anEndpoint();
  const client = new EventBridgeClient({ endpoint, ...localAws });
  const run = aRun({ status: "completed", outcome: "succeeded", completedAt: "2026-03-02T08:02:00.000Z" });

  await createPublishEnd({ client, busName: "runtruth-dev-bus", overrides: {} })(run);

  expect(lines().map((line): unknown => JSON.parse(line))).toMatchObject([
    { source: "runtruth", "detail-type": "operation-run.completed", detail: { runId: run.id, outcome: "succeeded" } },
  ]);
});

it.each([{ entries: [] }, { entries: Array.from({ length: 11 }, () => entry("one")) }, { entries: [{ Source: "x" }] }])(
  "PutEvents endpoint rejects what EventBridge would reject: %j",
  async ({ entries }) => {
    const { put } = await anEndpoint();
    const answer = await put(entries);

    expect(answer.status).toBe(400);
    expect(z.object({ __type: z.string() }).parse(await answer.json())).toEqual({
      __type: "ValidationException",
    });
  },
);
