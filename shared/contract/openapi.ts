import * as z from "zod";
import { auditAnswer, auditPage } from "./audit.ts";
import { catalog, health, operationType, startPage } from "./catalog.ts";
import { runPage } from "./hub.ts";
import { environment, environmentPage, me } from "./people.ts";
import { evidenceComparison, policyDocument, policyVersionPage, settingComparison } from "./policies.ts";
import { type ProblemCode, problem, problemStatus } from "./problem.ts";
import { providerConnectionWrite } from "./provider-connections.ts";
import { recordAnswer, recordPage } from "./record-answer.ts";
import { recordSchemas } from "./records.ts";
import { pathParameters, type Route } from "./route.ts";
import { routes } from "./routes.ts";
import { queuedAnswer, reconcileAnswer, runAnswer, runDetail, startedAnswer, startRequest } from "./runs.ts";

/** Named schemas; all others are inlined. */
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
  PolicyDocument: policyDocument,
  PolicyVersionPage: policyVersionPage,
  SettingComparison: settingComparison,
  EvidenceComparison: evidenceComparison,
  ProviderConnectionWrite: providerConnectionWrite,
} as const satisfies Record<string, z.ZodType>;

type Json = Record<string, unknown>;

/** The public API description: OpenAPI 3.1, generated from the routes and the schemas that validate them. */
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
      description: "Starts long-running operations exactly once and reports their true state until they end.",
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
    ...(route.capability !== null && { description: `Requires the capability \`${route.capability}\`.` }),
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
    description: "Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing.",
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
      content: { ...contentOf(schema, "application/json"), ...linesOf(route) },
    },
  ]);
  const unchanged = { 304: { description: "Not modified: the ETag in If-None-Match is current." } };
  return { ...Object.fromEntries(answers), ...(isConditional(route) && unchanged) };
}

/** The other forms of a page: a line for each item, and a last one with the rest of the page. */
function linesOf({ columns }: Route): Json {
  if (columns === undefined) return {};
  const end = "The last line has everything else of the page; without it, the answer was cut off.";
  const csv = `Columns: ${Object.keys(columns).join(", ")}. ${end}`;
  return {
    "application/x-ndjson": { schema: { type: "string", description: `One item per line. ${end}` } },
    "text/csv": { schema: { type: "string", description: csv } },
  };
}

/** GET responses that are authenticated or fixed by a release have an ETag and support conditional requests. */
const isConditional = ({ method, auth, isFixed = false }: Route) => method === "GET" && (auth === "jwt" || isFixed);

/** Error responses by status, each with its possible codes. */
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
  const gateway = { 401: { description: "Missing or invalid token; the gateway responds in its own format." } };
  return { ...(route.auth === "jwt" && gateway), ...Object.fromEntries(problems) };
}

function contentOf(schema: z.ZodType, mediaType: string): Json {
  const name = Object.entries(named).find(([, known]) => known === schema)?.[0];
  const written = name === undefined ? withoutIds(z.toJSONSchema(schema)) : { $ref: `#/components/schemas/${name}` };
  return { [mediaType]: { schema: written } };
}

/** The document sets the dialect, and a schema's location is its name. */
function withoutIds({ $schema: _dialect, $id: _place, ...schema }: Json): Json {
  return schema;
}

/** Problems that any route may return, those of authenticated routes, and those of routes with a body. */
const possibleAlways: readonly ProblemCode[] = ["query_invalid", "internal_error"];
const possibleForCallers: readonly ProblemCode[] = ["rate_limited", "store_busy"];
const possibleWithBody: readonly ProblemCode[] = [
  "body_malformed",
  "body_too_large",
  "media_type_unsupported",
  "header_invalid",
  "input_invalid",
];
