import { createServer } from "node:http";
import { expect, it } from "vitest";
import { freePort } from "../../../local/engines/process.ts";
import { close, hold, listen } from "../../../local/runtime/ports.ts";

it("keeps a held port from everybody else, and gives it to whoever listens after that", async () => {
  const port = await freePort();
  const giveBack = await hold(port);
  const server = createServer();

  await expect(listen(createServer(), port)).rejects.toThrow(`cannot listen on port ${port}`);
  await giveBack();
  await listen(server, port);

  expect(server.listening).toBe(true);
  await close(server);
});

it("gives a port back twice without harm", async () => {
  const giveBack = await hold(await freePort());

  await giveBack();

  await expect(giveBack()).resolves.toBeUndefined();
});
