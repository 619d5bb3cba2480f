/** Signs with a key that never leaves its service. */
export interface FileSigner {
  /** Names the key, without the account that holds it. */
  readonly keyId: string;
  /** An Ed25519 signature, which is the same for the same message. At most 4,096 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** The public key as DER (SubjectPublicKeyInfo). */
  publicKey(): Promise<Uint8Array>;
}

/** The last part of an ARN. */
export const nameOfKey = (keyId: string) => keyId.split("/").at(-1) ?? keyId;
