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
}

type Trouble = keyof Words["surfaces"]["calm"]["connection"];

/** By severity; of several enabled connections the worst one is shown. */
const troubles = ["unhealthy", "consent_missing", "impaired", "unchecked", "disabled"] as const satisfies Trouble[];

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
  return { label: first.label, tone: "neutral", text };
}

/** A workspace without open work, by those of its environments that were read. */
export function workspaceCalmOf(
  environmentIds: readonly string[],
  standings: ReadonlyMap<string, EnvironmentState>,
  locale: Locale,
): Calm {
  const { calm } = wordsOf(locale).surfaces;
  if (environmentIds.length === 0) return { ...calm.noEnvironments, tone: "neutral" };
  const read = environmentIds.flatMap((id) => standings.get(id) ?? []);
  const notInOrder = read.filter((standing) => factsOf(standing, locale).length > 0).length;
  if (notInOrder > 0) return noIssues([counted(calm.notInOrder, notInOrder, locale)], locale);
  const isWhole = read.length === environmentIds.length;
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
): { readonly label: string; readonly text: string }[] {
  const { calm } = wordsOf(locale).surfaces;
  const worst = worstOf(connections);
  const connection = worst && {
    label: calm.connection[worst.trouble].label,
    text: fill(calm.connection[worst.trouble].text, { name: worst.name }),
  };
  const runs = hasRuns ? undefined : calm.noRuns;
  // A disabled connection blocks every run, so it is shown before "No runs yet".
  const facts = worst?.trouble === "disabled" ? [connection, runs] : [runs, connection];
  return facts.flatMap((fact) => fact ?? []);
}

/** Undefined when a connection is enabled and no enabled one has a problem. */
function worstOf(connections: readonly unknown[]): { readonly trouble: Trouble; readonly name: string } | undefined {
  if (connections.length === 0) return { trouble: "missing", name: "" };
  const all = connections.map((stored) => {
    const { id, displayName = id } = named.parse(stored);
    return { label: connectionLabelOf(stored), name: displayName };
  });
  const enabled = all.filter(({ label }) => label !== "disabled");
  const relevant = enabled.length > 0 ? enabled : all;
  return troubles
    .flatMap((trouble) => relevant.flatMap(({ label, name }) => (label === trouble ? [{ trouble, name }] : [])))
    .at(0);
}
