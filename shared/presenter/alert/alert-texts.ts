import type { Alert, AlertFacts } from "../../run/alert.ts";
import { fill } from "../fill.ts";
import { alerts as alertsDe } from "../locales/de/alerts.ts";
import { failures as failuresDe } from "../locales/de/failures.ts";
import { operations as operationsDe } from "../locales/de/operations.ts";
import { alerts as alertsEn } from "../locales/en/alerts.ts";
import { failures as failuresEn } from "../locales/en/failures.ts";
import { operations as operationsEn } from "../locales/en/operations.ts";
import type { Words } from "../locales/en.ts";

/** The languages of messages, with what they need of each locale. */
const wordsOf: Record<"en" | "de", Pick<Words, "alerts" | "operations" | "failures">> = {
  en: { alerts: alertsEn, operations: operationsEn, failures: failuresEn },
  de: { alerts: alertsDe, operations: operationsDe, failures: failuresDe },
};

interface Names {
  readonly locale: "en" | "de";
  /** The name of the environment; undefined for alerts of the workspace. */
  readonly environment: string | undefined;
}

/** What an alert is about, in one line without a full stop: `Policy sync failed in Contoso`. */
export function alertTitleOf(facts: AlertFacts, { locale, environment }: Names): string {
  const { alerts, operations } = wordsOf[locale];
  const operation = operationNamed(operations, facts.type) ?? facts.type ?? "";
  const place = environment ?? alerts.workspace;
  return fill(alerts.titles[facts.cause], { operation, place, name: facts.name ?? "" });
}

/** The concrete reason, since when, and the reference; each a sentence. */
export function alertDetailsOf({ facts, state, closeProof }: Alert, isClosed: boolean, locale: "en" | "de"): string[] {
  const { alerts, failures } = wordsOf[locale];
  const code = facts.reasonCode ?? facts.failure;
  const reason = code === undefined ? undefined : Object.entries(failures).find(([key]) => key === code)?.[1];
  const isOver = isClosed && state === "closed";
  return [
    ...(isOver ? [alerts.resolved[closeProof ?? "unknown"]] : [reason ?? []].flat()),
    fill(alerts.since, { since: facts.since.slice(0, 16).replace("T", " ") }),
    ...(facts.externalReference === undefined ? [] : [fill(alerts.reference, { reference: facts.externalReference })]),
  ];
}

/** A test message: its one line, and what it means. */
export function testTextsOf(name: string, workspace: string, locale: "en" | "de") {
  const { title, text } = wordsOf[locale].alerts.test;
  return { title: fill(title, { name }), text: fill(text, { workspace }) };
}

/** The subject of a message about several alerts. */
export const withOthers = (title: string, others: number, locale: "en" | "de"): string =>
  fill(wordsOf[locale].alerts.andOthers, { title, count: String(others) });

export const alertWordsOf = (locale: "en" | "de"): Words["alerts"] => wordsOf[locale].alerts;

const operationNamed = (operations: Readonly<Record<string, string>>, type: string | undefined) =>
  Object.entries(operations).find(([code]) => code === type)?.[1];
