import crypto, { type BinaryLike } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

const blockBytes = 64;
const digestBytes = 32;
const [innerPad, outerPad] = [0x36, 0x5c];

/**
 * Gives this thread a `createHmac` that computes SHA-256 in two hashes of whole texts. Node makes a key object for each
 * call, which takes longer than both; an SDK that signs every request spends a tenth of its time there. Other algorithms and
 * keys are untouched. It must run before a bundle is loaded.
 */
export function joinQuickHmac(): void {
  const { createHmac } = crypto;
  Object.assign(crypto, {
    createHmac: (algorithm: string, key: unknown, ...rest: readonly unknown[]) =>
      algorithm === "sha256" && rest.length === 0 && (typeof key === "string" || key instanceof Uint8Array)
        ? quickHmac(key)
        : Reflect.apply(createHmac, crypto, [algorithm, key, ...rest]),
  });
  syncBuiltinESMExports();
}

/** The HMAC of RFC 2104 with SHA-256, with the methods of Node's. */
export function quickHmac(key: string | Uint8Array) {
  const parts: Uint8Array[] = [];
  const hmac = {
    update(data: BinaryLike, encoding?: BufferEncoding) {
      parts.push(bytesOf(data, encoding));
      return hmac;
    },
    digest(encoding?: BufferEncoding) {
      const given = bytesOf(key);
      const short = given.length > blockBytes ? crypto.hash("sha256", given, "buffer") : given;
      const inner = Buffer.alloc(blockBytes, innerPad);
      const outer = Buffer.alloc(blockBytes + digestBytes, outerPad);
      for (const [at, byte] of short.entries()) {
        inner[at] = byte ^ innerPad;
        outer[at] = byte ^ outerPad;
      }
      crypto.hash("sha256", Buffer.concat([inner, ...parts]), "buffer").copy(outer, blockBytes);
      const digest = crypto.hash("sha256", outer, "buffer");
      return encoding === undefined ? digest : digest.toString(encoding);
    },
  };
  return hmac;
}

/** A copy, because the caller may change its own before the digest. */
function bytesOf(data: BinaryLike, encoding: BufferEncoding = "utf8"): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, encoding);
  return Buffer.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
