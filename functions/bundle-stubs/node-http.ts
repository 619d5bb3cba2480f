/**
 * Replaces an `import` of `node:http`. The import evaluates every export of the module, and the `WebSocket` export loads
 * a complete HTTP client: a fifth of the read API's load time.
 */
export const { Agent, request, STATUS_CODES } = process.getBuiltinModule("node:http");
