import type { Context } from "aws-lambda";

/** What Lambda hands over beside the event, with enough time left for anything. */
export const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: "api",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:api",
  memoryLimitInMB: "256",
  awsRequestId: "invocation",
  logGroupName: "",
  logStreamName: "",
  getRemainingTimeInMillis: () => 20_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
