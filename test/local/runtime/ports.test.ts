import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { expect, it } from "vitest";
import { EngineExitedError, freePort } from "../../../local/engines/process.ts";
import { close, hold, listen, withPortsOfItsOwn } from "../../../local/runtime/ports.ts";

it("reserved port stays reserved until its owner starts to listen", async () => {
  const port = await freePort();
  const giveBack = await hold(port);
  const server = createServer();

  await expect(listen(createServer(), port)).rejects.toThrow(`cannot listen on port ${port}`);
  await giveBack();
  await listen(server, port);

  expect(server.listening).toBe(true);
  await close(server);
});

it("port reservation can be released twice without error", async () => {
  const giveBack = await hold(await freePort());

  await giveBack();

  await expect(giveBack()).resolves.toBeUndefined();
});

it("port choice changes when one port is taken in between", async () => {
  const taken = await freePort();
  const giveBack = await hold(taken);
  const rawListen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      const server = createTcpServer().once("error", reject);
      server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
    });
  const server = createServer();
  const starts = [
    () => listen(createServer(), taken),
    () => rawListen(taken),
    () => Promise.reject(new EngineExitedError("the engine ended before it answered")),
    () => freePort().then((port) => listen(server, port)),
  ];

  await withPortsOfItsOwn(async () => starts.shift()?.());

  expect(starts).toEqual([]);
  expect(server.listening).toBe(true);
  await close(server);
  await giveBack();
});

it.each([
  ["something else failed", new Error("no such file"), 1],
  ["every choice of ports was taken", new EngineExitedError("the engine ended before it answered"), 4],
])("port choice fails with the cause when %s", async (_when, cause, starts) => {
  let count = 0;
  const start = () => {
    count++;
    return Promise.reject(cause);
  };

  await expect(withPortsOfItsOwn(start)).rejects.toBe(cause);
  expect(count).toBe(starts);
});
