import { describe, expect, it } from "vitest";
import { tableClient } from "../../../functions/middleware/clients.ts";
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
});
