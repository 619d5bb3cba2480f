import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { clientLimits } from "./client-limits.ts";
import { type FileSigner, nameOfKey } from "./file-signer.ts";

/** Signs with an Ed25519 key of KMS. Loaded on the first use. */
export function createKmsSigner(KeyId: string, client: KMSClient = new KMSClient(clientLimits)): FileSigner {
  return {
    keyId: nameOfKey(KeyId),

    async sign(Message) {
      const command = new SignCommand({ KeyId, Message, MessageType: "RAW", SigningAlgorithm: "ED25519_SHA_512" });
      const { Signature } = await client.send(command);
      if (Signature === undefined) throw new Error("KMS returned no signature.");
      return Signature;
    },

    async publicKey() {
      const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
      if (PublicKey === undefined) throw new Error("KMS returned no public key.");
      return PublicKey;
    },
  };
}
