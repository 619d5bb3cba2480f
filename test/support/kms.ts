import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { mockClient } from "aws-sdk-client-mock";
import * as z from "zod";
import { createKmsSigner } from "../../functions/middleware/kms-signer.ts";
import { openSigningKeys } from "../../local/engines/signing-keys.ts";
import { localAws } from "./table.ts";

const answered = z.object({ body: z.record(z.string(), z.string()) });
const answer = openSigningKeys({ names: ["test-key", "other-key"] });

/** A client of KMS whose calls are answered by the local signing keys. */
export function testKms(name: string): KMSClient {
  const client = new KMSClient(localAws);
  const mock = mockClient(client);
  const bodyOf = (target: string, input: object) => answered.parse(answer(target, { ...input, KeyId: name })).body;
  const bytesOf = (text: string | undefined) => Buffer.from(text ?? "", "base64");
  mock.on(SignCommand).callsFake((input: { Message: Uint8Array }) => {
    const message = { ...input, Message: Buffer.from(input.Message).toString("base64") };
    return { Signature: bytesOf(bodyOf("TrentService.Sign", message).Signature) };
  });
  mock.on(GetPublicKeyCommand).callsFake(() => ({
    PublicKey: bytesOf(bodyOf("TrentService.GetPublicKey", {}).PublicKey),
  }));
  return client;
}

/** Signs as the deployed product does, with one key for all tests of a file. */
export const testSigner = () => createKmsSigner("arn:aws:kms:us-east-1:000000000000:key/test-key", testKms("test-key"));
