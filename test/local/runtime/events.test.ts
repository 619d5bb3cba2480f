import { expect, it } from "vitest";
import { httpEvent } from "../../../local/runtime/http-event.ts";
import { httpResponse } from "../../../local/runtime/http-response.ts";
import { queueRecord } from "../../../local/runtime/queue-event.ts";
import { streamRecord } from "../../../local/runtime/stream-record.ts";
import { NOW } from "../../support/clock.ts";

const match = {
  routeKey: "POST /api/{ws}",
  pathParameters: { ws: "acme" },
  claims: { sub: "operator" },
  requestId: "r-1",
  apiId: "local",
  receivedAt: NOW,
};
const request = { method: "POST", target: "/api/acme", headers: {}, sourceIp: "127.0.0.1", body: Buffer.alloc(0) };

it("API request is mapped to payload format 2.0", () => {
  const event = httpEvent(
    {
      ...request,
      target: "/api/a%20b?x=1&x=2&y=%3F",
      headers: { host: "localhost:1", cookie: "a=1; b=2", "content-type": "application/json; charset=utf-8" },
      body: Buffer.from('{"name":"ü"}'),
    },
    match,
  );

  expect(event).toMatchObject({
    version: "2.0",
    rawPath: "/api/a b",
    rawQueryString: "x=1&x=2&y=%3F",
    queryStringParameters: { x: "1,2", y: "?" },
    pathParameters: { ws: "acme" },
    cookies: ["a=1", "b=2"],
    body: '{"name":"ü"}',
    isBase64Encoded: false,
    requestContext: {
      requestId: "r-1",
      authorizer: { jwt: { claims: { sub: "operator" } } },
      http: { method: "POST" },
    },
  });
  expect(event.headers).not.toHaveProperty("cookie");
});

it("API event omits absent parts of a request", () => {
  const event = httpEvent(request, { ...match, pathParameters: {}, claims: undefined });

  for (const name of ["body", "cookies", "queryStringParameters", "pathParameters"]) {
    expect(event).not.toHaveProperty(name);
  }
  expect(event.requestContext).not.toHaveProperty("authorizer");
});

it.each([
  { type: "application/octet-stream", isBase64Encoded: true },
  { type: "application/x-www-form-urlencoded", isBase64Encoded: true },
  { type: "text/csv", isBase64Encoded: false },
  { type: "application/problem+json", isBase64Encoded: false },
])("API event encodes a body of $type as base64: $isBase64Encoded", ({ type, isBase64Encoded }) => {
  const body = Buffer.from([1, 2, 3]);
  const event = httpEvent({ ...request, headers: { "content-type": type }, body }, match);

  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(Buffer.from(event.body ?? "", isBase64Encoded ? "base64" : "utf8")).toEqual(body);
});

it.each([
  { answer: { statusCode: 202, headers: { "X-Id": 1 }, body: "ok" }, status: 202, body: "ok" },
  { answer: { statusCode: 200, body: "AQI=", isBase64Encoded: true }, status: 200, body: "\u0001\u0002" },
  { answer: { hello: 1 }, status: 200, body: '{"hello":1}' },
  { answer: "hello", status: 200, body: "hello" },
  { answer: { statusCode: "many" }, status: 500, body: '{"message":"Internal Server Error"}' },
])("function response $answer becomes HTTP status $status", ({ answer, status, body }) => {
  const response = httpResponse({ outcome: "answered", payload: JSON.stringify(answer) });

  expect([response.status, response.body.toString()]).toEqual([status, body]);
});

it.each([
  { errorType: "Sandbox.Timedout", status: 503 },
  { errorType: "TypeError", status: 500 },
])("function failure $errorType becomes HTTP status $status without its details", ({ errorType, status }) => {
  const response = httpResponse({ outcome: "failed", errorType, errorMessage: "inner words", trace: [] });

  expect(response.status).toBe(status);
  expect(response.body.toString()).not.toContain("inner words");
});

it("queue event holds the receive count and attributes of a message", () => {
  const record = queueRecord(
    {
      MessageId: "m",
      ReceiptHandle: "h",
      Body: "{}",
      Attributes: { ApproximateReceiveCount: "2" },
      MessageAttributes: { kind: { DataType: "String", StringValue: "x" } },
    },
    "arn:aws:sqs:us-east-1:000000000000:work",
  );

  expect(record).toMatchObject({
    messageId: "m",
    attributes: { ApproximateReceiveCount: "2" },
    messageAttributes: { kind: { dataType: "String", stringValue: "x" } },
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:work",
  });
});

it("stream event holds whole epoch seconds and base64 binary values of a change", () => {
  const change = { SequenceNumber: "7", NewImage: { b: { B: "AQ==" } } };
  const record = streamRecord(
    { eventName: "MODIFY", dynamodb: { ...change, ApproximateCreationDateTime: NOW.getTime() / 1000 + 0.5 } },
    "arn:stream",
  );

  expect(record).toMatchObject({
    eventName: "MODIFY",
    eventSourceARN: "arn:stream",
    dynamodb: { ...change, ApproximateCreationDateTime: NOW.getTime() / 1000 },
  });
});
