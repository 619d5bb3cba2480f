/** A parsed route key. */
interface Pattern<Route> {
  readonly route: Route;
  readonly method: string;
  /** Undefined for `$default`. */
  readonly segments: readonly Segment[] | undefined;
}

type Segment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "rest"; readonly name: string };

export interface MatchedRoute<Route> {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds a request's route by API Gateway's precedence: literal segment, variable, `{rest+}`; a specific method before
 * ANY; `$default` last.
 *
 * `path` is the encoded path of the request line, without the query; the returned parameters are decoded.
 */
export function createRouteMatcher<Route extends { readonly key: string }>(routes: readonly Route[]) {
  const patterns = routes.map(patternOf).sort((one, other) => rank(one).localeCompare(rank(other)));

  return (method: string, path: string): MatchedRoute<Route> | undefined => {
    const segments = segmentsOf(path);
    for (const pattern of patterns) {
      if (pattern.method !== "ANY" && pattern.method !== method) continue;
      const pathParameters = parametersOf(pattern, segments);
      if (pathParameters !== undefined) return { route: pattern.route, pathParameters };
    }
    return undefined;
  };
}

function patternOf<Route extends { readonly key: string }>(route: Route): Pattern<Route> {
  if (route.key === "$default") return { route, method: "ANY", segments: undefined };
  const [method = "", path = ""] = route.key.split(" ");
  return {
    route,
    method,
    segments: segmentsOf(path).map((text): Segment => {
      const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(text) ?? [];
      if (name === undefined) return { kind: "text", text };
      return greedy === "+" ? { kind: "rest", name } : { kind: "variable", name };
    }),
  };
}

const rankOfKind = { text: "0", variable: "1", rest: "2" } as const;

function rank({ method, segments }: Pattern<unknown>): string {
  if (segments === undefined) return "3";
  return `${segments.map(({ kind }) => rankOfKind[kind]).join("")}${method === "ANY" ? "9" : "8"}`;
}

function segmentsOf(path: string): string[] {
  return path.split("/").slice(1);
}

function parametersOf({ segments }: Pattern<unknown>, given: readonly string[]): Record<string, string> | undefined {
  if (segments === undefined) return {};
  const parameters: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const text = given[at];
    if (text === undefined || (text === "" && segment.kind !== "text")) return undefined;
    if (segment.kind === "rest") return { ...parameters, [segment.name]: decoded(given.slice(at).join("/")) };
    if (segment.kind === "variable") parameters[segment.name] = decoded(text);
    else if (segment.text !== decoded(text)) return undefined;
  }
  return given.length === segments.length ? parameters : undefined;
}

/** Percent-decodes a text; invalid escapes leave it unchanged. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
