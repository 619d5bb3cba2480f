import { verifyStepsOf } from "../bundle/verify-steps.ts";
import { fill } from "../fill.ts";
import { renderPage, type Table } from "./report-page.ts";
import { de } from "./words-de.ts";
import { en, type PackWords } from "./words-en.ts";

/** What the page of a pack shows; the files beside it have more. */
interface ShownContent {
  readonly review: {
    readonly id: string;
    readonly status: string;
    readonly generatedAt: string;
    readonly publishedAt?: string | undefined;
    readonly publishedByUserId?: string | undefined;
    readonly sections: readonly {
      readonly platform: string;
      readonly collection: string;
      readonly policyCount: number;
      readonly settingCount: number;
    }[];
    readonly gaps: readonly {
      readonly code: string;
      readonly collection?: string | undefined;
      readonly platform?: string | undefined;
      readonly count?: number | undefined;
    }[];
  };
  readonly evidence: {
    readonly id: string;
    readonly completeness: string;
    readonly collections: readonly { readonly readAt: string }[];
  };
  readonly findings:
    | readonly {
        readonly displayName: string;
        readonly path: string;
        readonly kind: string;
        readonly status: string;
        readonly expected?: string | undefined;
        readonly actual?: string | undefined;
        readonly decisions: readonly {
          readonly decision: string;
          readonly byUserId: string;
          readonly reason: string;
          readonly until?: string | undefined;
          readonly at: string;
        }[];
      }[]
    | null;
  readonly runs:
    | readonly {
        readonly id: string;
        readonly type: string;
        readonly outcome: string;
        readonly startedByUserId: string;
        readonly completedAt: string | null;
      }[]
    | null;
  readonly posture: readonly ShownReport[] | null;
  readonly compliance: readonly ShownReport[] | null;
}
interface ShownReport {
  readonly kind: string;
  readonly status: string;
  readonly createdAt: string;
  readonly content: Readonly<Record<string, unknown>>;
}
interface ShownIdentity {
  readonly workspaceId: string;
  readonly environmentId: string;
  readonly keyFingerprint: string;
  readonly options: { readonly locale: "en" | "de"; readonly pii: boolean };
}

const words: Readonly<Record<"en" | "de", PackWords>> = { en, de };

/** The texts of a review pack. They state instants in UTC, so that they are the same wherever they are made. */
export const packTexts = {
  report(content: ShownContent, identity: ShownIdentity): string {
    const texts = words[identity.options.locale];
    const title = fill(texts.title, { environment: identity.environmentId });
    return renderPage({
      locale: identity.options.locale,
      title,
      intro: texts.intro,
      tables: [
        factsOf(content, identity, texts),
        sectionsOf(content, texts),
        gapsOf(content, texts),
        ...(content.findings === null ? [] : [findingsOf(content.findings, texts)]),
        ...(content.posture === null ? [] : [reportsOf(texts.posture, content.posture, texts)]),
        ...(content.compliance === null ? [] : [reportsOf(texts.compliance, content.compliance, texts)]),
        ...(content.runs === null ? [] : [runsOf(content.runs, texts)]),
      ],
    });
  },

  instructions({ keyFingerprint, options }: ShownIdentity): string {
    return verifyStepsOf("pack", options.locale, keyFingerprint);
  },
};

function factsOf({ review, evidence }: ShownContent, identity: ShownIdentity, texts: PackWords): Table {
  const { facts, persons, statuses, completeness } = texts;
  const reads = evidence.collections.map(({ readAt }) => readAt).sort();
  const rows: (readonly [string, string | undefined])[] = [
    [facts.workspace, identity.workspaceId],
    [facts.environment, identity.environmentId],
    [facts.review, review.id],
    [facts.reviewStatus, statuses[review.status] ?? review.status],
    [facts.generated, instant(review.generatedAt)],
    [facts.published, instant(review.publishedAt)],
    [facts.publishedBy, review.publishedByUserId],
    [facts.evidence, evidence.id],
    [facts.completeness, completeness[evidence.completeness] ?? evidence.completeness],
    [facts.read, fill(texts.readBetween, { from: instant(reads[0]) ?? "-", until: instant(reads.at(-1)) ?? "-" })],
    [facts.persons, identity.options.pii ? persons.named : persons.pseudonymised],
    [facts.key, identity.keyFingerprint],
  ];
  return { rows: rows.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]])), hasRowHeaders: true };
}

function sectionsOf({ review }: ShownContent, { sections, columns }: PackWords): Table {
  return {
    title: sections,
    columns: [columns.platform, columns.type, columns.policies, columns.settings],
    rows: review.sections.map((one) => [
      one.platform,
      one.collection,
      String(one.policyCount),
      String(one.settingCount),
    ]),
  };
}

function gapsOf({ review }: ShownContent, { gaps, noGaps, gapCodes }: PackWords): Table {
  const about = ({ collection, platform, count }: ShownContent["review"]["gaps"][number]) =>
    [collection, platform, count].filter((part) => part !== undefined).join(", ");
  return {
    title: gaps,
    rows: review.gaps.map((gap) => [gapCodes[gap.code] ?? gap.code, about(gap)]),
    empty: noGaps,
  };
}

function findingsOf(findings: NonNullable<ShownContent["findings"]>, texts: PackWords): Table {
  const { columns, statuses } = texts;
  return {
    title: texts.findings,
    columns: [columns.policy, columns.where, columns.expected, columns.actual, columns.status, columns.decisions],
    rows: findings.map((one) => [
      one.displayName,
      one.path === "" ? one.kind : one.path,
      one.expected ?? "",
      one.actual ?? "",
      statuses[one.status] ?? one.status,
      one.decisions.map((decision) => decisionText(decision, texts)).join("\n"),
    ]),
    empty: texts.noFindings,
  };
}

function decisionText(
  { decision, byUserId, reason, until, at }: NonNullable<ShownContent["findings"]>[number]["decisions"][number],
  texts: PackWords,
): string {
  const values = { decision: texts.decisions[decision] ?? decision, by: byUserId, at: instant(at) ?? at, reason };
  return (
    fill(texts.decision, values) + (until === undefined ? "" : fill(texts.until, { until: instant(until) ?? until }))
  );
}

function reportsOf(title: string, reports: readonly ShownReport[], { columns, statuses, noReport }: PackWords): Table {
  return {
    title,
    columns: [columns.report, columns.created, columns.status, columns.findings],
    rows: reports.map(({ kind, createdAt, status, content }) => [
      kind,
      instant(createdAt) ?? createdAt,
      statuses[status] ?? status,
      Array.isArray(content.findings) ? String(content.findings.length) : "",
    ]),
    empty: noReport,
  };
}

function runsOf(runs: NonNullable<ShownContent["runs"]>, texts: PackWords): Table {
  const { columns, statuses } = texts;
  return {
    title: texts.runs,
    columns: [columns.operation, columns.outcome, columns.startedBy, columns.ended],
    rows: runs.map(({ id, type, outcome, startedByUserId, completedAt }) => [
      `${type} ${id}`,
      statuses[outcome] ?? outcome,
      startedByUserId,
      instant(completedAt ?? undefined) ?? "",
    ]),
  };
}

/** An instant in UTC; an unreadable one as it is stored. */
function instant(stored: string | undefined): string | undefined {
  return stored?.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/, "$1 $2 UTC");
}
