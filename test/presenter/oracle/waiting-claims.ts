import type { Words } from "../../../shared/presenter/locales/en.ts";
import type { Facts } from "./facts.ts";

/** What each reason to wait claims of a run. */
export const waitingClaims: { readonly [Key in keyof Words["waiting"]]: (facts: Facts) => boolean } = {
  not_delivered: ({ run, isQueued }) => isQueued && run.context.dispatch === undefined,
  in_queue: ({ run, isQueued }) => isQueued && run.context.dispatch !== undefined,
  handed_over: ({ run, isRunning, isWaiting }) => isRunning && run.messageId === undefined && !isWaiting,
  provider_throttled: ({ run, isWaiting }) => isWaiting && run.context.waiting?.reason === "provider_throttled",
  until: ({ run, isWaiting }) => isWaiting && run.context.waiting?.reason === "a_newer_reason",
};
