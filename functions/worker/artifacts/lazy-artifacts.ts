import { loadOnce } from "../../../shared/foundation/load-once.ts";
import type { ArtifactFiles } from "./artifact-files.ts";

/** The files of a bucket, loaded on first use. A lane without a bucket makes no files. */
export function lazyFiles(bucket: string | undefined): ArtifactFiles {
  const files = loadOnce(async (): Promise<ArtifactFiles> => {
    if (bucket === undefined) throw new Error("This lane has no object store: ARTIFACTS_BUCKET is not set.");
    return (await import("./s3-files.ts")).createS3Files(bucket);
  });
  return {
    put: async (key, bytes, signal) => (await files()).put(key, bytes, signal),
    get: async (key, signal) => (await files()).get(key, signal),
  };
}
