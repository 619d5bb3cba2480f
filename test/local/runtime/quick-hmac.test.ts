import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { quickHmac } from "../../../local/runtime/quick-hmac.ts";

it("quick HMAC equals Node's for every key, text and encoding", () => {
  const bytes = fc.uint8Array({ maxLength: 130 });
  const data = fc.oneof(bytes, fc.string({ unit: "grapheme" }));
  fc.assert(
    fc.property(data, fc.array(data, { maxLength: 3 }), (key, parts) => {
      const [node, quick] = [createHmac("sha256", key), quickHmac(key)];
      for (const part of parts) {
        node.update(part);
        quick.update(part);
      }
      const digest = node.digest();

      expect(quick.digest()).toEqual(digest);
      expect(quick.digest("hex")).toBe(digest.toString("hex"));
      expect(quick.digest("base64")).toBe(digest.toString("base64"));
    }),
  );
});

it("quick HMAC takes hexadecimal text as bytes and keys around a block", () => {
  for (const length of [0, 63, 64, 65, 200]) {
    const key = Buffer.alloc(length, 7);
    const expected = createHmac("sha256", key).update("00ff", "hex").digest("hex");
    expect(quickHmac(key).update("00ff", "hex").digest("hex")).toBe(expected);
  }
});
