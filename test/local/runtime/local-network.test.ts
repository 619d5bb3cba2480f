import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { isPublicAddress } from "../../../functions/worker/alerts/public-address.ts";
import { freePort } from "../../../local/engines/process.ts";
import { openFunctionLog } from "../../../local/runtime/function-log.ts";
import { createFunctionPool } from "../../../local/runtime/function-pool.ts";
import { close, listen } from "../../../local/runtime/ports.ts";
import { sinkAddress, sinkUrl } from "../../../local/sink/sink-names.ts";
import { outboundUrlOf } from "../../../shared/run/outbound-url.ts";

const handler = `
import { lookup } from "node:dns/promises";
import { request } from "node:https";
export const handler = async ({ url }) => {
  const addresses = await lookup(new URL(url).hostname, { all: true });
  const status = await new Promise((settle, fail) => {
    const asked = request(new URL(url), { method: "POST", headers: { "x-a": "1" } }, (answer) => settle(answer.statusCode));
    asked.on("error", (error) => settle(error.code));
    asked.end("a body");
  });
  return { addresses, status };
};
`;

it("a function reaches only the local target by its public name", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "network-"));
  const received: string[] = [];
  const port = await freePort();
  const server = createServer((request, response) => {
    received.push(`${request.method} ${request.headers.host} ${request.url} ${request.headers["x-a"]}`);
    response.end();
  });
  await listen(server, port);
  const code = path.join(folder, "code");
  mkdirSync(code);
  writeFileSync(path.join(code, "index.mjs"), handler);
  const pool = createFunctionPool({
    planned: {
      ...{ name: "fn", arn: "arn:aws:lambda:us-east-1:000000000000:function:fn", key: "fn", folder: code },
      ...{
        handler: "index.handler",
        timeoutSeconds: 30,
        memoryMegabytes: 128,
        reservedConcurrency: 1,
        environment: {},
      },
    },
    environment: {},
    log: openFunctionLog(path.join(folder, "log"), "fn"),
    concurrencyMax: 1,
    network: { sinkPort: port },
  });
  onTestFinished(async () => {
    await pool.stop();
    await close(server);
    rmSync(folder, { recursive: true, force: true });
  });
  const target = sinkUrl("webhook", "tickets");

  const reached = await pool.invoke({ url: target });
  const other = await pool.invoke({ url: `https://localhost:${port}/` });

  expect(reached).toMatchObject({ payload: JSON.stringify({ addresses: [sinkAddress], status: 200 }) });
  expect(received).toEqual(["POST alerts.local-sink.example.com /webhook/tickets 1"]);
  // Another name is called as anywhere: with a handshake that the plain server does not understand.
  expect(other).not.toMatchObject({ payload: expect.stringContaining('"status":200') });
  // The rules of the product apply: the target passes them because its name and its address are public.
  expect([outboundUrlOf(target) instanceof URL, isPublicAddress(sinkAddress.address)]).toEqual([true, true]);
});
