import { loadOnce } from "../../shared/foundation/load-once.ts";
import { type FileSigner, nameOfKey } from "./file-signer.ts";

/** The signer of a key, loaded on first use. A function without a key signs nothing. */
export function lazySigner(keyId: string | undefined): FileSigner {
  const signer = loadOnce(async (): Promise<FileSigner> => {
    if (keyId === undefined) throw new Error("This function has no signing key: SIGNING_KEY_ID is not set.");
    return (await import("./kms-signer.ts")).createKmsSigner(keyId);
  });
  return {
    keyId: nameOfKey(keyId ?? ""),
    sign: async (message) => (await signer()).sign(message),
    publicKey: async () => (await signer()).publicKey(),
  };
}
