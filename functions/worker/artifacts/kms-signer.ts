import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { clientLimits } from "../../middleware/client-limits.ts";
import { nameOfKey, type PackSigner } from "./artifact-files.ts";

/** Signs with an Ed25519 key of KMS. Loaded on the first use. */
export function createKmsSigner(KeyId: string, client: KMSClient = new KMSClient(clientLimits)): PackSigner {
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
