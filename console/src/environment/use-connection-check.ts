import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useSayStarted } from "../start/use-say-started.ts";
import { useLanguage } from "../words/language.tsx";

/** Starts a connection check as a regular run, and links to it. */
export function useConnectionCheck(ws: string, env: string) {
  const { words } = useLanguage();
  const toasts = useToasts();
  const sayStarted = useSayStarted();
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");
  return (id: string) =>
    start.mutate({
      parameters: { ws },
      body: { type: "provider.connection.check", environmentId: env, input: { providerConnectionId: id } },
      onAnswered: (answer) => sayStarted(answer),
      onFailed: (error) => toasts.say({ type: "error", text: error.problem?.detail ?? words.errors.notDone }),
    });
}
