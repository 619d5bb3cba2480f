import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { World } from "../assemble-world.ts";

/** A client that nothing comes between: what looks at a world from outside, all at one moment. */
export function directClientOf({ observer }: World): DynamoDBDocumentClient {
  if (observer === undefined) throw new Error("this world cannot be looked at from outside");
  return observer;
}
