import type { CallIds, GraphCallName } from "./graph-calls.ts";
import type { CallBudget, ProviderAnswer, ProviderConnection } from "./provider-access.ts";

/** One request of the table of calls. */
export interface GraphRequest {
  readonly call: GraphCallName;
  readonly ids?: CallIds;
  /** Ids to look up; only for calls that post ids. */
  readonly lookup?: readonly string[];
  /** Reads a single object of the list: whether the call is permitted, not what it returns. */
  readonly isProbe?: boolean;
}

/** Unvalidated objects, as the provider sent them. A count is one object with `value`. */
export interface GraphPage {
  readonly items: readonly unknown[];
  readonly nextLink?: string;
}

/** Reads from Microsoft Graph by the table of calls. */
export interface GraphReader {
  /** The page at this link of an earlier page, or the first one. A refusal names the missing permission. */
  readGraph(
    connection: ProviderConnection,
    request: GraphRequest,
    nextLink: string | undefined,
    budget: CallBudget,
  ): Promise<ProviderAnswer<GraphPage>>;

  /** Waits until an instant within the budget; false when it is later than that. */
  pauseUntil(instant: Date, budget: CallBudget): Promise<boolean>;
}

/** The application permissions in a new token; undefined when the token is not readable. */
export interface TokenReader {
  readTokenRoles(
    connection: ProviderConnection,
    budget: CallBudget,
  ): Promise<ProviderAnswer<readonly string[] | undefined>>;
}
