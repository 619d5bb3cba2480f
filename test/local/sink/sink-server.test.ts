import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { freePort } from "../../../local/engines/process.ts";
import { close, listen } from "../../../local/runtime/ports.ts";
import { createReceivedMessages } from "../../../local/sink/received-messages.ts";
import { sinkHost } from "../../../local/sink/sink-names.ts";
import { createSinkServer } from "../../../local/sink/sink-server.ts";

it("a message that is cut off leaves the sink running", async () => {
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  process.on("unhandledRejection", onRejection);
  const messages = createReceivedMessages(
    () => new Date(0),
    () => [],
  );
  const server = createSinkServer(messages);
  const port = await freePort();
  await listen(server, port);
  onTestFinished(async () => {
    process.off("unhandledRejection", onRejection);
    await close(server);
  });
  const asked = once(server, "request");
  const sender = connect(port, "127.0.0.1");
  sender.write(`POST /slack/slack HTTP/1.1\r\nhost: ${sinkHost}\r\ncontent-length: 100\r\n\r\n{`);
  const [request] = await asked;
  const cut = new Promise((settle) => request.once("close", settle));
  sender.destroy();
  await cut;

  const shown = await fetch(`http://127.0.0.1:${port}/messages`);

  expect(await shown.json()).toEqual({ items: [] });
  expect(rejections).toEqual([]);
});
