import * as z from "zod";
import { auditAnswer, auditPage } from "./audit.ts";
import { catalog, health, operationType, startPage } from "./catalog.ts";
import { runPage } from "./hub.ts";
import { environment, environmentPage, me } from "./people.ts";
import { type ProblemCode, problem, problemStatus } from "./problem.ts";
import { providerConnectionWrite, recordAnswer, recordPage, recordSchemas } from "./records.ts";
import { pathParameters, type Route } from "./route.ts";
import { routes } from "./routes.ts";
import { queuedAnswer, reconcileAnswer, runAnswer, runDetail, startedAnswer, startRequest } from "./runs.ts";

/** The schemas with a name of their own; everything else is written where it is used. */
const named = {
  Problem: problem,
  StartPage: startPage,
  Health: health,
  Catalog: catalog,
  OperationType: operationType,
  Me: me,
  Environment: environment,
  EnvironmentPage: environmentPage,
  Run: runAnswer,
  RunDetail: runDetail,
  RunPage: runPage,
  StartRequest: startRequest,
  Queued: queuedAnswer,
  Started: startedAnswer,
  Reconciled: reconcileAnswer,
  AuditEntry: auditAnswer,
  AuditPage: auditPage,
  Record: recordAnswer,
  RecordPage: recordPage,
  ProviderConnection: recordSchemas["provider-connections"],
  Policy: recordSchemas.policies,
  EvidenceSnapshot: recordSchemas["evidence-snapshots"],
  EnvironmentReview: recordSchemas["environment-reviews"],
  BackupSet: recordSchemas["backup-sets"],
  RestoreRun: recordSchemas["restore-runs"],
  ProviderConnectionWrite: providerConnectionWrite,
} as const satisfies Record<string, z.ZodType>;

type Json = Record<string, unknown>;

/** What anybody may read about the API: OpenAPI 3.1, made from the routes and the schemas they are checked with. */
export function openapiDocument(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: "input" });
  const paths: Record<string, Json> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };

  return {
    openapi: "3.1.0",
    info: {
      title: "Runtruth",
      version: "0.1.0",
      description: "Starts long-running operations once and tells the truth about them until they end.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIds(schema)])),
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

function operationOf(route: Route): Json {
  return {
    operationId: route.name,
    summary: route.summary,
    ...(route.capability !== null && { description: `Needs the capability \`${route.capability}\`.` }),
    security: route.auth === "jwt" ? [{ bearer: [] }] : [],
    parameters: [...pathParametersOf(route), ...queryParametersOf(route), ...headersOf(route)],
    ...(route.body !== null && { requestBody: { required: true, content: contentOf(route.body, "application/json") } }),
    responses: { ...answersOf(route), ...refusalsOf(route) },
  };
}

function pathParametersOf({ path }: Route): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    description: pathParameters[name],
    schema: { type: "string" },
  }));
}

function queryParametersOf({ query }: Route): Json[] {
  const { properties = {} } = z.toJSONSchema(query, { io: "output" });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
}

function headersOf(route: Route): Json[] {
  const language = { name: "Accept-Language", in: "header", required: false, schema: { type: "string" } };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description: "Names this request for 24 hours: sent again, it is answered as before and starts nothing.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
  };
  const known = { name: "If-None-Match", in: "header", required: false, schema: { type: "string" } };
  return [
    ...(route.auth === "jwt" ? [language] : []),
    ...(isConditional(route) ? [known] : []),
    ...(route.takesIdempotencyKey ? [key] : []),
  ];
}

function answersOf(route: Route): Json {
  const answers = Object.entries(route.answers).map(([status, schema]) => [
    status,
    {
      description: route.summary,
      ...(isConditional(route) && { headers: { etag: { schema: { type: "string" } } } }),
      content: contentOf(schema, "application/json"),
    },
  ]);
  const unchanged = { 304: { description: "The answer that If-None-Match names is still the answer." } };
  return { ...Object.fromEntries(answers), ...(isConditional(route) && unchanged) };
}

/** What is read for a caller or fixed by a release comes with a tag, and is not sent again to those who have it. */
const isConditional = ({ method, auth, isFixed = false }: Route) => method === "GET" && (auth === "jwt" || isFixed);

/** The refusals by status, each with the codes it may carry. */
function refusalsOf(route: Route): Json {
  const codes = [
    ...possibleAlways,
    ...(route.auth === "jwt" ? possibleForCallers : []),
    ...(route.method === "GET" ? [] : possibleWithBody),
    ...route.problems,
  ];
  const byStatus: Record<number, ProblemCode[]> = {};
  for (const code of codes) byStatus[problemStatus[code]] = [...(byStatus[problemStatus[code]] ?? []), code];
  const problems = Object.entries(byStatus).map(([status, of]) => [
    status,
    { description: of.join(", "), content: contentOf(problem, "application/problem+json") },
  ]);
  const gateway = { 401: { description: "No valid token; answered by the gateway in its own form." } };
  return { ...(route.auth === "jwt" && gateway), ...Object.fromEntries(problems) };
}

function contentOf(schema: z.ZodType, mediaType: string): Json {
  const name = Object.entries(named).find(([, known]) => known === schema)?.[0];
  const written = name === undefined ? withoutIds(z.toJSONSchema(schema)) : { $ref: `#/components/schemas/${name}` };
  return { [mediaType]: { schema: written } };
}

/** The dialect is the document's, and a schema's place in it is its name. */
function withoutIds({ $schema: _dialect, $id: _place, ...schema }: Json): Json {
  return schema;
}

/** Refusals any route may give, those that wait for a caller, and those of routes that take a body. */
const possibleAlways: readonly ProblemCode[] = ["query_invalid", "internal_error"];
const possibleForCallers: readonly ProblemCode[] = ["rate_limited", "store_busy"];
const possibleWithBody: readonly ProblemCode[] = [
  "body_malformed",
  "body_too_large",
  "media_type_unsupported",
  "header_invalid",
  "input_invalid",
];
