/**
 * Stands in for `@aws-sdk/endpoint-cache`, which remembers discovered endpoints. DynamoDB's client discovers none
 * unless `AWS_ENABLE_ENDPOINT_DISCOVERY` is set, and makes its cache all the same.
 */
export function EndpointCache(): void {
  if (process.env.AWS_ENABLE_ENDPOINT_DISCOVERY === "true") {
    throw new Error("AWS_ENABLE_ENDPOINT_DISCOVERY is set, and this bundle was built without endpoint discovery.");
  }
}
