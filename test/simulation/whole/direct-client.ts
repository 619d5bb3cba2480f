import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { World } from "../assemble-world.ts";

/** A client without injected faults; the checks use it to read the world at a single instant. */
export function directClientOf({ observer }: World): DynamoDBDocumentClient {
  if (observer === undefined) throw new Error("this world cannot be looked at from outside");
  return observer;
}
