import type { StartRequest } from "../define-operation.ts";
import type { PolicyWriter } from "../policies/policy-writer.ts";
import type { GraphReader } from "../provider/graph-reading.ts";
import type { CallBudget, ProviderAnswer, ProviderConnection, ProviderFailure } from "../provider/provider-access.ts";
import type { Reach } from "./restore-directory.ts";
import type { RestoreAttempt, RestoreItem, RestoreRuns } from "./restore-record.ts";
import type { PolicyBindings } from "./restore-target.ts";

type Scope = StartRequest<unknown>["scope"];

/** The provider gave no answer that settles an item. */
export interface Unanswered {
  readonly kind: "unanswered";
  readonly failure: ProviderFailure;
  /** A change may have been made that could not be read back; false when the provider is known to have done nothing. */
  readonly mayBeDone: boolean;
}

/** The result of one item: settled and stored, or unanswered by the provider. */
export type ItemStep = { readonly kind: "settled"; readonly item: RestoreItem } | Unanswered;

/** Before a write, and after one that the provider refused to make. */
export const notDone = (failure: ProviderFailure): Unanswered => ({ kind: "unanswered", failure, mayBeDone: false });
export const mayBeDone = (failure: ProviderFailure): Unanswered => ({ kind: "unanswered", failure, mayBeDone: true });

/** Failures of a write after which the provider may have made it nevertheless. */
const leavesDoubt: ReadonlySet<string> = new Set(["provider_unreachable", "provider_response_invalid"]);
export const isInDoubt = ({ reasonCode }: ProviderFailure): boolean => leavesDoubt.has(reasonCode);
/** A write without an answer. */
export const unwritten = (failure: ProviderFailure): Unanswered =>
  isInDoubt(failure) ? mayBeDone(failure) : notDone(failure);

/** Why an item was given up, as it is stored. */
export const reasonIn = ({
  reasonCode,
  permission,
}: {
  readonly reasonCode: string;
  readonly permission?: string | undefined;
}) => ({ reason: reasonCode, ...(permission !== undefined && { missingPermission: permission }) });

/** `agreed`: as the preview shows it; `wanted`: as it is to be; `other`: neither. */
export type ItemState = "agreed" | "wanted" | "other";

/** The stored contents of policies. */
export interface PolicyContents {
  findBody(scope: Scope, contentHash: string): Promise<string | undefined>;
  /** A document of the provider that a preview kept. */
  findPreviewed(scope: Scope, contentHash: string): Promise<string | undefined>;
  keepPreviewed(
    scope: Scope,
    version: { readonly policyId: string; readonly contentHash: string; readonly body: Uint8Array },
  ): Promise<void>;
}

/** What is done to the items of a change set. Repeating an interrupted attempt leads to one stored result per item. */
export interface ItemWork {
  /** Computes what would change; writes nothing to the provider. */
  preview(item: RestoreItem): Promise<ItemStep>;
  /** Makes the change that the preview shows, unless the provider's state is another one meanwhile. */
  execute(item: RestoreItem): Promise<ItemStep>;
  /** The provider's state of an item beside the one that its preview shows; writes nothing. */
  compare(item: RestoreItem): Promise<ProviderAnswer<ItemState>>;
  /** Whom the previewed changes concern; absent where no assignment changes. */
  reach?(items: readonly RestoreItem[]): Promise<Reach>;
}

export interface ItemWorkDependencies {
  readonly scope: Scope;
  readonly restoreRunId: string;
  /** The writing attempt, recorded with every write of an item. */
  readonly by: RestoreAttempt;
  readonly connection: ProviderConnection;
  readonly budget: CallBudget;
  /** Every policy of this change set; none of them can substitute for another. */
  readonly itemIds: ReadonlySet<string>;
  /** Whether a preview was approved; later changes are not part of the approval. */
  readonly isAgreed: boolean;
  readonly provider: PolicyWriter & Pick<GraphReader, "readGraph">;
  readonly bindings: PolicyBindings;
  /** Waits the given milliseconds; false when the time left is too short. */
  readonly pause: (millis: number) => Promise<boolean>;
  readonly policies: PolicyContents;
  readonly restoreRuns: Pick<RestoreRuns, "recordPreview" | "beginWrite" | "recordResult">;
}
