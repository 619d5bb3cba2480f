import { createHash, createHmac } from "node:crypto";
import { S3RequestPresigner } from "@aws-sdk/s3-request-presigner";

/** How long a link works, in seconds: long enough to follow, too short to pass on. */
export const linkSeconds = 300;

export interface ArtifactLinks {
  /** A link to a stored file that a browser saves under this name, without the caller's token. */
  linkTo(key: string, fileName: string, now: Date): Promise<string>;
}

type Secret = string | ArrayBuffer | ArrayBufferView;

/** What the signer asks for: the platform's SHA-256, with or without a key. */
class Sha256 {
  readonly #hash;

  constructor(secret?: Secret) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {
    throw new Error("A signature is computed once.");
  }
}

function bytesOf(secret: Secret): string | Uint8Array {
  if (typeof secret === "string") return secret;
  return secret instanceof ArrayBuffer
    ? new Uint8Array(secret)
    : new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}

interface Options {
  /** The address of the bucket. */
  readonly url: string;
  readonly region: string;
  readonly credentials: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  }>;
}

/**
 * Issues links with the presigner alone: the object store's client would be a quarter of this bundle, and no request to
 * the store is made here.
 */
export function createArtifactLinks({ url, region, credentials }: Options): ArtifactLinks {
  const presigner = new S3RequestPresigner({ credentials, region, sha256: Sha256 });

  return {
    async linkTo(key, fileName, now) {
      const { protocol, hostname, port, pathname } = new URL(`${url}/${key}`);
      const signed = await presigner.presign(
        {
          method: "GET",
          protocol,
          hostname,
          ...(port !== "" && { port: Number(port) }),
          path: pathname,
          headers: {},
          query: { "response-content-disposition": `attachment; filename="${fileName}"` },
        },
        { expiresIn: linkSeconds, signingDate: now },
      );
      const query = Object.entries(signed.query ?? {}).map(([name, value]) => [name, String(value)]);
      return `${url}/${key}?${queryOf(query)}`;
    },
  };
}

/** Encoded as in the signature: a space is `%20`, never a plus sign. */
const queryOf = (entries: readonly (readonly string[])[]) =>
  entries
    .map((entry) => entry.map((text) => encodeURIComponent(text).replace(/[!'()*]/g, percent)).join("="))
    .join("&");
const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
