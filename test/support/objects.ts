import { S3Client } from "@aws-sdk/client-s3";
import { afterAll } from "vitest";
import type { FileSigner } from "../../functions/middleware/file-signer.ts";
import type { ArtifactFiles } from "../../functions/worker/artifacts/artifact-files.ts";
import { createS3Files } from "../../functions/worker/artifacts/s3-files.ts";
import { type RunningObjects, startObjects } from "../../local/engines/objects.ts";
import { testSigner } from "./kms.ts";
import { localAws } from "./table.ts";

export const bucket = "artifacts";
let server: Promise<RunningObjects> | undefined;

/** One store for all worlds of a file: its objects are named by their content. */
function startedOnce(): Promise<RunningObjects> {
  server ??= startObjects({ hasBucket: (name) => name === bucket });
  return server;
}
afterAll(async () => {
  await (await server)?.stop();
  server = undefined;
});

/** A store of files with the product's own client, and a signing key. A test may stand between them and the store. */
export async function testObjects() {
  const { endpoint } = await startedOnce();
  const stored = createS3Files(bucket, new S3Client({ endpoint, ...localAws }));
  let around: (store: () => Promise<void>) => Promise<void> = (store) => store();
  let altered: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;
  const keys: string[] = [];
  const files: ArtifactFiles = {
    async put(key, bytes, signal) {
      await around(() => stored.put(key, altered(bytes), signal));
      keys.push(key);
    },
    get: stored.get,
  };
  const signer: FileSigner = testSigner();
  return {
    endpoint,
    files,
    signer,
    /** The keys of all stored files, in the order of their writes. */
    keys,
    onPut(stand: typeof around) {
      around = stand;
    },
    /** Stores other bytes than those that were given. */
    damage(how: typeof altered) {
      altered = how;
    },
  };
}
