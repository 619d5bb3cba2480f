import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { runPage } from "../runs/addresses.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";

/** Starts a connection check as a regular run, and links to it. */
export function useConnectionCheck(ws: string, env: string) {
  const { words } = useLanguage();
  const toasts = useToasts();
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");
  return (id: string) =>
    start.mutate(
      {
        parameters: { ws },
        body: { type: "provider.connection.check", environmentId: env, input: { providerConnectionId: id } },
      },
      {
        onSuccess: (answer) =>
          toasts.say({
            type: answer.result === "queued" ? "success" : "info",
            isRunState: answer.result === "queued",
            text: words.start.results[answer.result],
            href: answer.run === null ? undefined : runPage(ws, answer.run.id),
            link: answer.run?.label ?? "",
          }),
        onError: (error) => toasts.say({ type: "error", text: error.problem?.detail ?? words.errors.notDone }),
      },
    );
}
