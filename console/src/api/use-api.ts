import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { Route } from "../../../shared/contract/route.ts";
import type { ApiError, Asking, Client } from "./client.ts";
import { type AnswerOf, addressOf, type ParametersOf, type Query } from "./route-types.ts";

export const ClientContext = createContext<Client | undefined>(undefined);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error("useApi requires a signed-in session");
  return client;
}

interface Reading {
  readonly query?: Query;
  /** The main query of the page: polled while anything can change; the others follow it. */
  readonly isMain?: boolean;
  readonly isWanted?: boolean;
}

/** Reads a route and keeps it up to date by polling. `Asked` is the route's type in the contract. */
export function useRead<Asked extends Route>(
  path: Asked["path"],
  parameters: ParametersOf<Asked["path"]>,
  { query, isMain = false, isWanted = true }: Reading = {},
) {
  const client = useClient();
  const address = addressOf(path, parameters, query);
  return useQuery<AnswerOf<Asked>, ApiError>({
    queryKey: [address],
    queryFn: () => client.read<Asked>(path, parameters, query),
    enabled: isWanted,
    meta: { isMain },
  });
}

type Writing<Asked extends Route> = Asking<Asked> & {
  /**
   * Called with the answer before the page is reloaded, so also where the reload takes away what asked. The callbacks of
   * `mutate` end with their component.
   */
  readonly onAnswered?: (answer: AnswerOf<Asked>) => void;
  /** The same for an error. */
  readonly onFailed?: (error: ApiError) => void;
};

/** Calls a writing route; afterwards everything on the page is reloaded at once, whatever the result. */
export function useWrite<Asked extends Route>(method: Asked["method"], path: Asked["path"]) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation<AnswerOf<Asked>, ApiError, Writing<Asked>>({
    mutationFn: (asking) => client.write<Asked>(method, path, asking),
    onSuccess: (answer, { onAnswered }) => onAnswered?.(answer),
    onError: (error, { onFailed }) => onFailed?.(error),
    onSettled: () => queries.invalidateQueries(),
  });
}
