/** The trace id of the current invocation, as its log lines carry it; undefined outside of Lambda. */
export function currentTraceId(): string | undefined {
  return /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? "")?.[1];
}
