import { connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { freePort } from "../../local/engines/process.ts";
import { createGateway } from "../../local/runtime/http-gateway.ts";
import { close, listen } from "../../local/runtime/ports.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The local gateway with one public route, and the number of its invocations. */
async function aGateway() {
  let asked = 0;
  const server = createGateway({
    routes: [{ key: "POST /open", functionArn: "fn", timeoutMilliseconds: 30_000, jwt: undefined }],
    authorize: async () => ({ result: "unauthorized" }),
    invoke: async () => {
      asked += 1;
      return { outcome: "answered", payload: "{}" };
    },
    onError: () => undefined,
    senderMilliseconds: 200,
  });
  const port = await freePort();
  await listen(server, port);
  stops.push(() => close(server));
  return { port, url: `http://127.0.0.1:${port}/open`, asked: () => asked };
}

/**
 * Sends bytes on a connection and returns the response until the server closes it. A server that
 * closes with unread data in flight resets the connection, which may drop its response.
 */
function saying(port: number, ...parts: readonly string[]): Promise<string> {
  const socket: Socket = connect(port, "127.0.0.1");
  stops.push(() => socket.destroy());
  for (const part of parts) socket.write(part);
  const heard: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => heard.push(chunk));
  socket.on("error", () => undefined);
  return new Promise((resolve) => socket.once("close", () => resolve(Buffer.concat(heard).toString())));
}

const head = "POST /open HTTP/1.1\r\nhost: x\r\n";

it.each([
  { what: "half a request line", parts: ["POST /op"] },
  { what: "unterminated headers", parts: [head, "x-slow: 1\r\n"] },
  { what: "no body", parts: [head, "content-length: 10\r\n\r\n"] },
  { what: "one byte of its body", parts: [head, "content-length: 10\r\n\r\n", "{"] },
  { what: "one chunk of a chunked body", parts: [head, "transfer-encoding: chunked\r\n\r\n", "1\r\n{\r\n"] },
])("a connection that sends $what and stalls blocks no other and is closed", async ({ parts }) => {
  const { port, url, asked } = await aGateway();
  const slow = Array.from({ length: 50 }, () => saying(port, ...parts));

  expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(200);
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^(?:HTTP\/1\.1 408 |$)/);

  expect(asked()).toBe(1);
});

it.each([
  {
    what: "headers above 10 KB",
    more: Array.from({ length: 600 }, (_, at) => `x-${at}: 0123456789012345\r\n`),
  },
  { what: "one header above 10 KB", more: [`x-long: ${"x".repeat(11_000)}\r\n`] },
  { what: "a URL above 10 KB", more: [], path: `/open?${"x".repeat(11_000)}` },
])("a request with $what invokes no function", async ({ more, path = "/open" }) => {
  const { port, asked } = await aGateway();

  const answer = await saying(port, `POST ${path} HTTP/1.1\r\nhost: x\r\n`, ...more, "content-length: 2\r\n\r\n{}");

  expect(answer).toMatch(/^(?:HTTP\/1\.1 431 |$)/);
  expect(asked()).toBe(0);
});
