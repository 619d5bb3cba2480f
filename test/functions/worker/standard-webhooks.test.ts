import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { signedHeaders, signingKeyOf } from "../../../functions/worker/alerts/standard-webhooks.ts";

/** The vector of the specification's reference implementations. */
const vector = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};
const other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
function keyOf(secret: string): Buffer {
  const key = signingKeyOf(secret);
  if (key === undefined) throw new Error("this is a signing secret");
  return key;
}

describe("a Standard Webhooks signature", () => {
  it("equals the vector of the specification", () => {
    expect(signedHeaders([keyOf(vector.secret)], vector)).toEqual({
      "webhook-id": vector.id,
      "webhook-timestamp": "1614265330",
      "webhook-signature": vector.signature,
    });
  });

  it("is made with each secret while one replaces the other", () => {
    const body = JSON.stringify({ text: "Überfällig: 3 € ✓" });
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = signedHeaders([keyOf(vector.secret), keyOf(other)], { id: "key.1.1.open", timestamp, body });

    for (const secret of [vector.secret, other]) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    }
    const third = new Webhook("whsec_vPqNA0aV3Ivk6Sxs4l1LkWqnR7mU8yQz");
    expect(() => third.verify(body, headers)).toThrow("No matching signature found");
  });

  it("does not fit another id, time or body", () => {
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = signedHeaders([keyOf(other)], { id: "a.1.1.open", timestamp, body: "{}" });
    const changed = [
      [{ ...headers, "webhook-id": "a.1.1.closed" }, "{}"],
      [{ ...headers, "webhook-timestamp": String(timestamp - 1) }, "{}"],
      [headers, "{} "],
    ] as const;
    for (const [sent, body] of changed) expect(() => new Webhook(other).verify(body, sent)).toThrow();
  });
});

it.each([
  ["24 bytes", Buffer.alloc(24, 1).toString("base64"), 24],
  ["64 bytes with prefix", `whsec_${Buffer.alloc(64, 1).toString("base64")}`, 64],
  ["23 bytes", Buffer.alloc(23, 1).toString("base64"), undefined],
  ["65 bytes", Buffer.alloc(65, 1).toString("base64"), undefined],
  ["a password", "correct horse battery staple", undefined],
  ["nothing", "", undefined],
])("a signing secret of %s is accepted within the bounds only", (_name, secret, length) => {
  expect(signingKeyOf(secret)?.length).toBe(length);
});
