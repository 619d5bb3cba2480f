import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createStoreClock } from "../../../functions/middleware/store-clock.ts";
import { localAws } from "../../support/table.ts";

const noon = Date.parse("2026-11-29T12:00:00.000Z");

/** A client whose table answers with this date, and a clock beside it. */
function aClock({ date, localMillis }: { date: string | undefined; localMillis: number }) {
  const base = new DynamoDBClient({
    ...localAws,
    requestHandler: {
      async handle() {
        const headers = { "content-type": "application/x-amz-json-1.0", ...(date !== undefined && { date }) };
        return { response: { statusCode: 200, headers, body: Buffer.from("{}") } };
      },
    },
  });
  const client = DynamoDBDocumentClient.from(base);
  const skews: number[] = [];
  let passed = 0;
  const clock = createStoreClock(client, (skew) => skews.push(skew), {
    now: () => localMillis + passed,
    monotonic: () => passed,
  });
  return {
    clock,
    skews,
    read: () => client.send(new GetCommand({ TableName: "t", Key: { pk: "one" } })),
    pass(millis: number) {
      passed += millis;
    },
  };
}

describe("the clock of the table", () => {
  it("follows the date of the last answer and the time since", async () => {
    const { clock, read, pass, skews } = aClock({
      date: "Sun, 29 Nov 2026 12:00:00 GMT",
      localMillis: noon + 86_400_000,
    });
    await read();
    pass(2500);

    expect(clock.now()).toEqual(new Date(noon + 2500));
    expect(skews).toEqual([86_400_000]);
  });

  it.each([
    { localMillis: noon + 5000, reports: 0 },
    { localMillis: noon - 5000, reports: 0 },
    { localMillis: noon + 5001, reports: 1 },
  ])("reports a local clock that is off by more than five seconds: $reports", async ({ localMillis, reports }) => {
    const { read, skews } = aClock({ date: "Sun, 29 Nov 2026 12:00:00 GMT", localMillis });
    await read();
    await read();

    expect(skews).toHaveLength(reports);
  });

  it.each([undefined, "soon"])("is the local time without a date: %s", async (date) => {
    const { clock, read } = aClock({ date, localMillis: noon });
    await read();

    expect(clock.now()).toEqual(new Date(noon));
  });
});
