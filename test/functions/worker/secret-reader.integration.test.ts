import { createServer } from "node:http";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, describe, expect, it } from "vitest";
import { secretReader } from "../../../functions/worker/secret-reader.ts";
import { operationWorld } from "../../operations/operation-world.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** A connection check of an environment whose Secrets Manager gives this answer over HTTP. */
async function checkWith(status: number, body: object) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  stops.push(() => {
    client.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  const world = await operationWorld("http://127.0.0.1:1", secretReader(client));
  await world.addConnection();
  return world.perform("provider.connection.check", { providerConnectionId: "connection-1" });
}

describe("a run whose secret cannot be read", () => {
  it.each([
    ["ResourceNotFoundException", /does not exist/],
    ["InvalidRequestException", /scheduled for deletion/],
    ["AccessDeniedException", /may not read/],
    ["DecryptionFailure", /cannot be decrypted/],
  ])("is blocked as provider_credential_missing after %s", async (type, cause) => {
    expect(await checkWith(400, { __type: type, message: "arn:aws:secret" })).toMatchObject({
      kind: "ended",
      outcome: "blocked",
      reasonCode: "provider_credential_missing",
      failures: [{ code: "provider_credential_missing", message: expect.stringMatching(cause) }],
    });
  });

  it.each([
    ["binary", { SecretBinary: "AAEC" }],
    ["empty", { SecretString: "" }],
  ])("is blocked as provider_credential_missing when it is %s", async (_kind, secret) => {
    expect(await checkWith(200, { Name: "provider", ...secret })).toMatchObject({
      outcome: "blocked",
      reasonCode: "provider_credential_missing",
      failures: [{ message: expect.stringMatching(/holds no text/) }],
    });
  });

  it.each([
    [400, "ThrottlingException"],
    [500, "InternalServiceError"],
  ])("is redelivered after status %i %s", async (status, type) => {
    await expect(checkWith(status, { __type: type })).rejects.toMatchObject({ name: type });
  });
});
