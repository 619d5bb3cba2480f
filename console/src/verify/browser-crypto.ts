import * as ed25519 from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/**
 * The part of Node's `crypto` that the verifier uses, for browsers: theirs answers later, and not to a page that was opened
 * from a disk in every browser. The build puts it in the place of `node:crypto`.
 */
ed25519.hashes.sha512 = sha512;

/** A public Ed25519 key begins with these bytes (RFC 8410); the key itself follows. */
const prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const keyBytes = 32;

interface Key {
  readonly asymmetricKeyType: "ed25519";
  readonly raw: Uint8Array;
  export(): Uint8Array;
}

export function createHash(_algorithm: "sha256") {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  return {
    update(data: string | Uint8Array) {
      hash.update(typeof data === "string" ? encoder.encode(data) : data);
      return this;
    },
    digest: (_encoding: "hex") => bytesToHex(hash.digest()),
  };
}

/** Throws for anything but a public Ed25519 key as PEM text. */
export function createPublicKey(pem: string): Key {
  const base64 = /-----BEGIN PUBLIC KEY-----([\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----/.exec(pem)?.[1];
  if (base64 === undefined) throw new Error("This is no public key as PEM.");
  const der = Uint8Array.from(atob(base64.replaceAll(/\s/g, "")), (character) => character.charCodeAt(0));
  const isEd25519 = der.length === prefix.length + keyBytes && prefix.every((byte, at) => byte === der[at]);
  if (!isEd25519) throw new Error("This is no Ed25519 key.");
  return { asymmetricKeyType: "ed25519", raw: der.slice(prefix.length), export: () => der };
}

/** Strictly by RFC 8032, as Node does. */
export function verify(_algorithm: null, message: Uint8Array, key: Key, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, key.raw, { zip215: false });
  } catch {
    return false;
  }
}
