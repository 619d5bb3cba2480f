import { createHash } from "node:crypto";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { clientLimits } from "../../middleware/client-limits.ts";
import type { ArtifactFiles } from "./artifact-files.ts";

/** A file has up to 64 MB: it takes longer than any other call. */
const transferMillis = 60_000;

/** The object store's client. Its own checksums are off: each write carries the SHA-256 that names the object. */
const s3Client = () =>
  new S3Client({
    ...clientLimits,
    requestHandler: { ...clientLimits.requestHandler, requestTimeout: transferMillis },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });

/** Files in a bucket. Loaded on the first use, because the client is large and most runs make no file. */
export function createS3Files(Bucket: string, client: S3Client = s3Client()): ArtifactFiles {
  return {
    async put(Key, bytes, signal) {
      const ChecksumSHA256 = createHash("sha256").update(bytes).digest("base64");
      const command = new PutObjectCommand({
        Bucket,
        Key,
        Body: bytes,
        ChecksumSHA256,
        ContentType: "application/zip",
      });
      await client.send(command, { abortSignal: signal });
    },

    async get(Key, signal) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal: signal });
      if (Body === undefined) throw new Error(`The object store returned ${Key} without content.`);
      return Body.transformToByteArray();
    },
  };
}
