/**
 * Timeouts and retries of SDK calls, well within a Lambda's timeout. By default the SDK waits without limit, and one
 * lost response would time out the whole invocation.
 */
export const clientLimits = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};
