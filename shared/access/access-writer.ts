import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { PutCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import { batchGet } from "../ledger/batch-get.ts";
import { workspaceKey } from "../ledger/keys.ts";
import {
  directoryItem,
  environmentItem,
  type Membership,
  memberPointerItem,
  membershipItem,
  workspaceItem,
} from "./items.ts";
import type { AccessTarget } from "./partition.ts";
import { createPeople } from "./people-store.ts";

/** What became of a change of somebody's membership. `unchanged`: it was like that already. */
export type MemberWritten =
  | { readonly result: "written" | "unchanged"; readonly membership: Membership }
  | { readonly result: "last_owner" | "absent" };

const membersVersion = z.object({ membersVersion: z.number().int().default(0) });
/** Each round means that somebody else changed the members meanwhile. */
const roundsMax = 8;

/**
 * Changes who is where. Nothing is deleted: a membership ends by `removedAt`. The members of one workspace change one
 * after another, by a version on the workspace's item; otherwise two owners could each remove the other, both having
 * seen that one is left.
 */
export function createAccessWriter({ clock, ...target }: AccessTarget & { readonly clock: Clock }) {
  const { client, tableName: TableName } = target;
  const people = createPeople(target);

  async function changeMember(
    workspaceId: string,
    user: string,
    change: (stored: Membership | undefined) => Membership | undefined,
  ): Promise<MemberWritten> {
    for (let round = 0; round < roundsMax; round++) {
      const key = workspaceKey(workspaceId, "#");
      const [workspace] = await batchGet({ ...target, isConsistent: true }, [key]);
      const version = membersVersion.parse(workspace).membersVersion;
      const members = await people.listMembers(workspaceId);
      const stored = members.find(({ id }) => id === user);
      const membership = change(stored);
      if (membership === undefined) return { result: "absent" };
      if (stored !== undefined && isSame(stored, membership)) return { result: "unchanged", membership: stored };
      const isOwnerLeft = isOwner(membership) || members.some((other) => other.id !== user && isOwner(other));
      if (!isOwnerLeft) return { result: "last_owner" };
      const turn = {
        TableName,
        Key: key,
        UpdateExpression: "SET membersVersion = :next",
        ConditionExpression: "membersVersion = :read OR (attribute_not_exists(membersVersion) AND :read = :zero)",
        ExpressionAttributeValues: { ":read": version, ":next": version + 1, ":zero": 0 },
      };
      const items = [membershipItem(workspaceId, user, membership), memberPointerItem(workspaceId, user)];
      const write = new TransactWriteCommand({
        TransactItems: [{ Update: turn }, ...items.map((Item) => ({ Put: { TableName, Item } }))],
      });
      if (await isWritten(() => client.send(write))) return { result: "written", membership };
    }
    throw new Error(`members of ${workspaceId}: others kept changing them; send the request again`);
  }

  return {
    /** Lets somebody in, lets them in again, or changes what they are; whole, each time. */
    writeMember: (workspaceId: string, user: string, membership: Pick<Membership, "role" | "environments">) =>
      changeMember(workspaceId, user, () => membership),

    /** Ends a membership; the same again changes nothing. */
    removeMember: (workspaceId: string, user: string) =>
      changeMember(workspaceId, user, (stored) => {
        if (stored === undefined || stored.removedAt !== undefined) return stored;
        return { ...stored, removedAt: clock.now().toISOString() };
      }),

    /** Creates or renames an environment. */
    async writeEnvironment(workspaceId: string, environmentId: string, name: string): Promise<void> {
      await client.send(new PutCommand({ TableName, Item: environmentItem(workspaceId, environmentId, { name }) }));
    },

    /**
     * Creates a workspace with its first owner, all of it or nothing. One that exists is renamed and keeps its
     * members: whoever owns it may have been changed since.
     */
    async writeWorkspace(
      workspaceId: string,
      { name, owner }: { name: string; owner: string },
    ): Promise<"created" | "exists"> {
      const beside = [
        directoryItem(workspaceId),
        membershipItem(workspaceId, owner, { role: "owner", environments: "all" }),
        memberPointerItem(workspaceId, owner),
      ];
      const first = { Item: workspaceItem(workspaceId, { name }), ConditionExpression: "attribute_not_exists(pk)" };
      const create = new TransactWriteCommand({
        TransactItems: [{ Put: { TableName, ...first } }, ...beside.map((Item) => ({ Put: { TableName, Item } }))],
      });
      if (await isWritten(() => client.send(create))) return "created";
      await client.send(
        new UpdateCommand({
          TableName,
          Key: workspaceKey(workspaceId, "#"),
          UpdateExpression: "SET #name = :name",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeNames: { "#name": "name" },
          ExpressionAttributeValues: { ":name": name },
        }),
      );
      return "exists";
    },
  };
}
export type AccessWriter = ReturnType<typeof createAccessWriter>;

const isOwner = ({ role, removedAt }: Membership) => role === "owner" && removedAt === undefined;

function isSame(stored: Membership, wanted: Membership): boolean {
  const textOf = ({ role, environments, removedAt }: Membership) =>
    JSON.stringify([role, environments === "all" ? environments : environments.toSorted(), removedAt]);
  return textOf(stored) === textOf(wanted);
}

/** False when somebody else was first. */
async function isWritten(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException || error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
