/**
 * Stands in for `@aws-sdk/middleware-endpoint-discovery`. DynamoDB's client discovers no endpoints unless
 * `AWS_ENABLE_ENDPOINT_DISCOVERY` is set, and makes a cache for them all the same.
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
