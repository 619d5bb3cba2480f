import * as z from "zod";
import { runRulesVersion } from "../shared/derived/run-rules.ts";
import type { CheckedManifest } from "../shared/operations/reviews/check-pack.ts";
import { bundleFacts } from "../shared/presenter/bundle/bundle-facts.ts";
import { historyOf, statedOf, verdictsOf } from "../shared/presenter/bundle/bundle-verdicts.ts";
import { type Contradiction, type DerivedAgain, jsonAt, writtenText } from "./derived-again.ts";

const identity = z.object({
  workspaceId: z.string(),
  environmentId: z.string().nullable(),
  run: z.object({ id: z.string(), type: z.string() }),
  rules: z.object({ version: z.int() }),
  options: z.object({ audit: z.boolean() }),
});
const audit = z.object({ entries: z.array(z.object({ workspaceId: z.string(), resourceId: z.string() })) }).nullable();

/** Derives every verdict of an evidence bundle again from its facts. */
export function verifyEvidence(entries: ReadonlyMap<string, Uint8Array>, manifest: CheckedManifest): DerivedAgain {
  const named = identity.safeParse(manifest);
  const facts = bundleFacts.safeParse(jsonAt(entries, "facts.json"));
  const trail = audit.safeParse(jsonAt(entries, "audit.json"));
  const unreadable = [
    ...(named.success ? [] : ["manifest.json"]),
    ...(facts.success ? [] : ["facts.json"]),
    ...(trail.success ? [] : ["audit.json"]),
  ].map((path): Contradiction => ({ code: "unreadable", path }));
  const rules = named.data?.rules.version ?? null;
  const isKnownRule = rules === runRulesVersion;
  if (!named.success || !facts.success || !trail.success) return { contradictions: unreadable, rules, isKnownRule };

  const { run } = facts.data;
  const record = `operation-runs/${run.id}`;
  const { workspaceId, environmentId } = named.data;
  const about = { id: run.id, type: run.type, workspaceId: run.workspaceId, environmentId: run.environmentId };
  const differs = (path: string, part: string, stated: unknown, derived: unknown): Contradiction[] =>
    writtenText(stated) === writtenText(derived) ? [] : [{ code: "not_derived", path, record, part }];
  const parts = (path: string, stated: unknown, derived: object): Contradiction[] =>
    Object.entries(derived).flatMap(([part, value]) => differs(path, part, memberOf(stated, part), value));

  const ofRun = [
    ...differs("facts.json", "run", about, { ...named.data.run, workspaceId, environmentId }),
    ...differs("audit.json", "entries", strangersIn(trail.data, run), []),
    ...differs("audit.json", "presence", trail.data !== null, named.data.options.audit),
  ];
  if (!isKnownRule) return { contradictions: ofRun, rules, isKnownRule };

  const stated = listOf(jsonAt(entries, "verdicts.json"));
  const said = listOf(jsonAt(entries, "explanation.json"));
  const verdicts = verdictsOf(facts.data).map((verdict) => statedOf(facts.data, verdict));
  return {
    rules,
    isKnownRule,
    contradictions: [
      ...ofRun,
      ...parts("history.json", jsonAt(entries, "history.json"), historyOf(facts.data)),
      ...differs("verdicts.json", "number", stated.length, verdicts.length),
      ...verdicts.flatMap((verdict, at) => parts("verdicts.json", stated[at], verdict)),
      ...differs("explanation.json", "number", said.length, verdicts.length),
      ...verdicts.flatMap(({ from, explanation }, at) =>
        parts("explanation.json", withoutWords(said[at]), { from, explanation }),
      ),
    ],
  };
}
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : undefined;

const strangersIn = (trail: z.infer<typeof audit>, run: { readonly id: string; readonly workspaceId: string }) =>
  (trail?.entries ?? []).filter(
    ({ workspaceId, resourceId }) => workspaceId !== run.workspaceId || resourceId !== run.id,
  );

/** An explanation without what a locale adds to it. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      name === "text" || name === "label" ? [] : [[name, withoutWords(member)]],
    ),
  );
}
