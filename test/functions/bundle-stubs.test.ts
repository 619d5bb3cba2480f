import { afterEach, describe, expect, it, vi } from "vitest";
import { loadSharedConfigFiles } from "../../functions/bundle-stubs/config-files.ts";
import { defaultProvider } from "../../functions/bundle-stubs/credentials.ts";
import { resolveEndpointDiscoveryConfig } from "../../functions/bundle-stubs/endpoint-discovery.ts";
import { EventStreamSerde, eventStreamSerdeProvider } from "../../functions/bundle-stubs/event-streams.ts";
import { createToJSONSchemaMethod } from "../../functions/bundle-stubs/json-schema.ts";
import { Agent, request, STATUS_CODES } from "../../functions/bundle-stubs/node-http.ts";

afterEach(() => vi.unstubAllEnvs());

describe("replacements for unused package parts", () => {
  it("read credentials from the environment at each call", async () => {
    const provide = defaultProvider();
    vi.stubEnv("AWS_ACCESS_KEY_ID", "id");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    vi.stubEnv("AWS_SESSION_TOKEN", "session");
    expect(await provide()).toEqual({ accessKeyId: "id", secretAccessKey: "secret", sessionToken: "session" });

    vi.stubEnv("AWS_SESSION_TOKEN", undefined);
    expect(await provide()).toEqual({ accessKeyId: "id", secretAccessKey: "secret" });
  });

  it.each(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])(
    "name the credential variables when %s is missing",
    async (name) => {
      vi.stubEnv("AWS_ACCESS_KEY_ID", "id");
      vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
      vi.stubEnv(name, undefined);
      await expect(defaultProvider()()).rejects.toThrow("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
    },
  );

  it("throw on endpoint discovery only when it is enabled", () => {
    vi.stubEnv("AWS_ENABLE_ENDPOINT_DISCOVERY", undefined);
    expect(resolveEndpointDiscoveryConfig({ region: "eu-central-1" })).toEqual({ region: "eu-central-1" });
    vi.stubEnv("AWS_ENABLE_ENDPOINT_DISCOVERY", "true");
    expect(() => resolveEndpointDiscoveryConfig({})).toThrow("without endpoint discovery");
  });

  it("throw when event streams are used", () => {
    expect(() => EventStreamSerde()).toThrow("without event streams");
    expect(() => eventStreamSerdeProvider()).toThrow("without event streams");
  });

  it("return empty config files", async () => {
    expect(await loadSharedConfigFiles()).toEqual({ configFile: {}, credentialsFile: {} });
  });

  it("throw when a zod schema is converted to JSON Schema", () => {
    const describeSchema = createToJSONSchemaMethod();
    expect(() => describeSchema()).toThrow("without zod's JSON Schema generator");
  });

  it("use Node's own HTTP client for node:http", async () => {
    const http = await import("node:http");
    expect({ Agent, request, STATUS_CODES }).toEqual({
      Agent: http.Agent,
      request: http.request,
      STATUS_CODES: http.STATUS_CODES,
    });
  });
});
