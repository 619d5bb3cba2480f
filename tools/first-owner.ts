import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { platformCapabilities } from "../shared/access/capabilities.ts";
import {
  directoryItem,
  environmentItem,
  memberPointerItem,
  membershipItem,
  platformItem,
  workspaceItem,
} from "../shared/access/items.ts";

export interface FirstOwner {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly environments: readonly { readonly id: string; readonly name: string }[];
  /** The subject of the owner's tokens. */
  readonly owner: string;
  /** Also grants the owner access to the platform plane. */
  readonly isPlatform: boolean;
}

export type Bootstrapped =
  | { readonly outcome: "made" }
  /** Nothing was written, because these items exist already. */
  | { readonly outcome: "refused"; readonly existing: readonly string[] };

/**
 * Creates a workspace with its environments and its first owner in one transaction. Owners then add members through the
 * API. Existing items are never changed. Throws on invalid ids and names.
 */
export async function createFirstOwner(
  { client, tableName }: { readonly client: DynamoDBDocumentClient; readonly tableName: string },
  { workspace, environments, owner, isPlatform }: FirstOwner,
): Promise<Bootstrapped> {
  const items: readonly (readonly [what: string, item: Record<string, unknown>])[] = [
    [`the workspace ${workspace.id}`, workspaceItem(workspace.id, { name: workspace.name })],
    [`${workspace.id} among the workspaces`, directoryItem(workspace.id)],
    ...environments.map(
      ({ id, name }) => [`the environment ${id}`, environmentItem(workspace.id, id, { name })] as const,
    ),
    [`the member ${owner}`, membershipItem(workspace.id, owner, { role: "owner", environments: "all" })],
    [`the workspace in ${owner}'s list`, memberPointerItem(workspace.id, owner)],
    ...(isPlatform
      ? [[`the platform plane of ${owner}`, platformItem(owner, { capabilities: [...platformCapabilities] })] as const]
      : []),
  ];
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: items.map(([, Item]) => ({
          Put: { TableName: tableName, Item, ConditionExpression: "attribute_not_exists(pk)" },
        })),
      }),
    );
    return { outcome: "made" };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const existing = items.flatMap(([what], at) => (reasons[at]?.Code === "ConditionalCheckFailed" ? [what] : []));
    if (existing.length === 0) throw error;
    return { outcome: "refused", existing };
  }
}
