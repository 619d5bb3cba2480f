import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { tableClient } from "../../../functions/middleware/clients.ts";
import { leanClient } from "../../../functions/middleware/lean-client.ts";
import { queueClient } from "../../../functions/middleware/queue-client.ts";

describe("an SDK client", () => {
  it.each([
    ["table", tableClient],
    ["queue", queueClient],
  ])("for the %s drops only the SDK's call logging", (_name, create) => {
    const parts = create().middlewareStack.identify().join("\n");

    expect(parts).not.toMatch(/logger/i);
    expect(parts).toMatch(/retryMiddleware/);
    expect(parts).toMatch(/recursionDetectionMiddleware/);
  });

  it("makes a signer again after one could not be made", async () => {
    let made = 0;
    const signer = async () => {
      made += 1;
      if (made === 1) throw new Error("no region");
      return made;
    };
    const { config } = leanClient({ config: { signer }, middlewareStack: { remove: () => true } });

    await expect(config.signer()).rejects.toThrow("no region");
    expect([await config.signer(), await config.signer()]).toEqual([2, 2]);
  });

  it("signs each request with the credentials and the time of its call", async () => {
    const sent: Readonly<Record<string, string>>[] = [];
    const credentials = { accessKeyId: "first", secretAccessKey: "s" };
    const client = leanClient(
      new SQSClient({
        ...{
          region: "us-east-1",
          useQueueUrlAsEndpoint: false,
          md5: false,
          credentials: async () => ({ ...credentials, expiration: new Date(0) }),
        },
        requestHandler: {
          async handle({ headers }: { headers: Readonly<Record<string, string>> }) {
            sent.push(headers);
            return { response: { statusCode: 200, headers: {}, body: Buffer.from("{}") } };
          },
        },
      }),
    );
    const send = () => client.send(new SendMessageCommand({ QueueUrl: "http://127.0.0.1/1/q", MessageBody: "a" }));
    vi.useFakeTimers({ now: Date.parse("2026-11-30T09:00:00Z"), toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());

    await send();
    credentials.accessKeyId = "second";
    vi.setSystemTime(Date.parse("2026-12-01T09:00:00Z"));
    await send();

    expect(sent.map(({ authorization }) => /Credential=([^,]+),/.exec(authorization ?? "")?.[1])).toEqual([
      "first/20261130/us-east-1/sqs/aws4_request",
      "second/20261201/us-east-1/sqs/aws4_request",
    ]);
  });
});
