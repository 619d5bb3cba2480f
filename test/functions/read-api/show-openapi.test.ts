import { expect, it } from "vitest";
import { createApi } from "../../../functions/middleware/api.ts";
import { showOpenapiEndpoint } from "../../../functions/read-api/routes/show-openapi.ts";
import { openapiDocument } from "../../../shared/contract/openapi.ts";
import { eventOf } from "../events.ts";
import { lambdaContext } from "../lambda-context.ts";

const path = "/api/openapi.json";

/** One execution environment that counts how often the document is built and serialised. */
function anEnvironment() {
  const work = { made: 0, written: 0 };
  const describe = () => {
    work.made += 1;
    const document = openapiDocument();
    return {
      ...document,
      toJSON() {
        work.written += 1;
        return document;
      },
    };
  };
  const api = createApi({ endpoints: [showOpenapiEndpoint(describe)], log: { error() {} } });
  return { work, ask: (headers = {}) => api(eventOf({ path, as: null, headers }), lambdaContext) };
}

it("the API description is built once per execution environment", async () => {
  const { work, ask } = anEnvironment();
  expect(work).toEqual({ made: 0, written: 0 });

  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));

  expect(work).toEqual({ made: 1, written: 1 });
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(JSON.parse(String(answers[0]?.body))).toEqual(openapiDocument());
});

it("the API description may be cached by anyone and is revalidated by its tag", async () => {
  const { work, ask } = anEnvironment();

  const { headers = {} } = await ask();
  const again = await ask({ "if-none-match": String(headers.etag) });

  expect(headers).toMatchObject({
    "content-type": "application/json",
    "cache-control": "public, max-age=300",
    etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
  });
  expect(again).toMatchObject({
    statusCode: 304,
    headers: { etag: headers.etag, "cache-control": "public, max-age=300" },
  });
  expect(again.body).toBeUndefined();
  expect(work.made).toBe(1);
});
