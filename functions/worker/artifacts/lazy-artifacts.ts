import { type ArtifactFiles, nameOfKey, type PackSigner } from "./artifact-files.ts";

/** The files of a bucket, loaded on first use. A lane without a bucket makes no files. */
export function lazyFiles(bucket: string | undefined): ArtifactFiles {
  const files = once(async () => {
    if (bucket === undefined) throw new Error("This lane has no object store: ARTIFACTS_BUCKET is not set.");
    return (await import("./s3-files.ts")).createS3Files(bucket);
  });
  return {
    put: async (key, bytes, signal) => (await files()).put(key, bytes, signal),
    get: async (key, signal) => (await files()).get(key, signal),
  };
}

/** The signer of a key, loaded on first use. A lane without a key signs nothing. */
export function lazySigner(keyId: string | undefined): PackSigner {
  const signer = once(async () => {
    if (keyId === undefined) throw new Error("This lane has no signing key: SIGNING_KEY_ID is not set.");
    return (await import("./kms-signer.ts")).createKmsSigner(keyId);
  });
  return {
    keyId: nameOfKey(keyId ?? ""),
    sign: async (message) => (await signer()).sign(message),
    publicKey: async () => (await signer()).publicKey(),
  };
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}
