import * as z from "zod";
import type { Tone } from "../run/verdicts.ts";
import { counted } from "./counted.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";
import { connectionLabelOf } from "./record-state.ts";

/** Facts about an environment besides its open work. */
export interface EnvironmentState {
  readonly hasRuns: boolean;
  /** Its stored provider connections. */
  readonly connections: readonly unknown[];
}

/** Texts for a workspace or environment without open work: badge and start of the headline. */
export interface Calm {
  readonly label: string;
  readonly tone: Tone;
  readonly text: string;
  /** A connection that lets no work succeed; absent without one. */
  readonly trouble?: Blocked;
}

/** What is wrong with a connection, by its name, and the record to fix. */
interface Blocked {
  readonly text: string;
  readonly connectionId: string;
}

type Trouble = keyof Words["surfaces"]["calm"]["connection"];

/** By severity; of several enabled connections the worst one is shown. */
const troubles = ["unhealthy", "consent_missing", "impaired", "unchecked", "disabled"] as const satisfies Trouble[];

/** Work fails with such a connection; one that is only unchecked may still work. */
const isBlocking: Readonly<Record<Trouble, boolean>> = {
  unhealthy: true,
  consent_missing: true,
  impaired: true,
  disabled: true,
  unchecked: false,
  missing: false,
};

const named = z.looseObject({ id: z.string(), displayName: z.string().optional() });

/** An environment without open work; healthy only when it had runs and has a working connection. */
export function environmentCalmOf(standing: EnvironmentState | undefined, locale: Locale): Calm {
  const { calm } = wordsOf(locale).surfaces;
  if (standing === undefined) return noIssues([], locale);
  const facts = factsOf(standing, locale);
  const [first] = facts;
  if (first === undefined) return { label: calm.label, tone: "success", text: calm.text };
  const { text } = noIssues(
    facts.map((fact) => fact.text),
    locale,
  );
  const trouble = facts.flatMap((fact) => fact.trouble ?? []).at(0);
  return trouble === undefined
    ? { label: first.label, tone: "neutral", text }
    : { label: first.label, tone: "warning", text, trouble };
}

/**
 * A workspace without open work, by those of its environments that were read. A single connection that lets no work
 * succeed is named with its environment.
 */
export function workspaceCalmOf(
  environments: readonly { readonly id: string; readonly name: string }[],
  standings: ReadonlyMap<string, EnvironmentState>,
  locale: Locale,
): Calm {
  const { calm } = wordsOf(locale).surfaces;
  if (environments.length === 0) return { ...calm.noEnvironments, tone: "neutral" };
  const read = environments.flatMap(({ id, name }) => {
    const standing = standings.get(id);
    return standing === undefined ? [] : [{ name, facts: factsOf(standing, locale) }];
  });
  const notInOrder = read.filter(({ facts }) => facts.length > 0);
  const blocked = notInOrder.flatMap(({ name, facts }) =>
    facts.flatMap(({ label, trouble }) => (trouble === undefined ? [] : [{ label, text: `${name}: ${trouble.text}` }])),
  );
  const [first] = blocked;
  if (first !== undefined) {
    const isOnly = blocked.length === 1 && notInOrder.length === 1;
    const text = isOnly ? first.text : counted(calm.notInOrder, notInOrder.length, locale);
    return { ...noIssues([text], locale), label: first.label, tone: "warning" };
  }
  if (notInOrder.length > 0) return noIssues([counted(calm.notInOrder, notInOrder.length, locale)], locale);
  const isWhole = read.length === environments.length;
  return isWhole ? { label: calm.label, tone: "success", text: calm.text } : noIssues([], locale);
}

function noIssues(more: readonly string[], locale: Locale): Calm {
  const { label, text } = wordsOf(locale).surfaces.calm.noIssues;
  return { label, tone: "neutral", text: [text, ...more].join(" ") };
}

/** Why an environment is not healthy; the first fact is its badge. */
function factsOf(
  { hasRuns, connections }: EnvironmentState,
  locale: Locale,
): { readonly label: string; readonly text: string; readonly trouble?: Blocked }[] {
  const { calm } = wordsOf(locale).surfaces;
  const runs = hasRuns ? [] : [calm.noRuns];
  const worst = worstOf(connections);
  if (worst === undefined) return runs;
  const text = fill(calm.connection[worst.trouble].text, { name: worst.name });
  const connection = { label: calm.connection[worst.trouble].label, text };
  // It lets no work succeed, so it is shown before "No runs yet".
  if (isBlocking[worst.trouble]) return [{ ...connection, trouble: { text, connectionId: worst.id } }, ...runs];
  return [...runs, connection];
}

/** Undefined when a connection is enabled and no enabled one has a problem. */
function worstOf(
  connections: readonly unknown[],
): { readonly trouble: Trouble; readonly id: string; readonly name: string } | undefined {
  if (connections.length === 0) return { trouble: "missing", id: "", name: "" };
  const all = connections.map((stored) => {
    const { id, displayName = id } = named.parse(stored);
    return { label: connectionLabelOf(stored), id, name: displayName };
  });
  const enabled = all.filter(({ label }) => label !== "disabled");
  const relevant = enabled.length > 0 ? enabled : all;
  return troubles
    .flatMap((trouble) => relevant.flatMap(({ label, ...one }) => (label === trouble ? [{ trouble, ...one }] : [])))
    .at(0);
}
