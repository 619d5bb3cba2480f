import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { World } from "../assemble-world.ts";

/** A client without injected faults: checks read the world through it, all at one moment. */
export function directClientOf({ observer }: World): DynamoDBDocumentClient {
  if (observer === undefined) throw new Error("this world cannot be looked at from outside");
  return observer;
}
