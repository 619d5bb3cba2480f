/**
 * Replaces `@aws-sdk/middleware-endpoint-discovery`. DynamoDB's client discovers endpoints only when
 * `AWS_ENABLE_ENDPOINT_DISCOVERY` is set, but always creates a cache for them.
 */
export function resolveEndpointDiscoveryConfig<Config>(config: Config): Config {
  if (process.env.AWS_ENABLE_ENDPOINT_DISCOVERY === "true") {
    throw new Error("AWS_ENABLE_ENDPOINT_DISCOVERY is set, and this bundle was built without endpoint discovery.");
  }
  return config;
}

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};
