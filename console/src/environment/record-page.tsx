import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";
import type { showPlan } from "../../../shared/contract/plan-routes.ts";
import type { RecordKind } from "../../../shared/contract/records.ts";
import type { publishReview, showRecord } from "../../../shared/contract/workspace-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { ComparisonNotes } from "../baseline/comparison-notes.tsx";
import { FindingDecision } from "../baseline/finding-decision.tsx";
import { FindingView } from "../baseline/finding-view.tsx";
import { ProfileActions } from "../baseline/profile-dialog.tsx";
import { ProfileView } from "../baseline/profile-view.tsx";
import { SnapshotItems } from "../baseline/snapshot-items.tsx";
import { ExportView } from "../pack/export-view.tsx";
import { PackView } from "../pack/pack-view.tsx";
import { Answered } from "../parts/answered.tsx";
import { AppLink, AppLinkButton } from "../parts/app-link.tsx";
import { NotFound } from "../parts/dead-ends.tsx";
import { factWidthMin } from "../parts/fact-width.ts";
import { Loading } from "../parts/loading.tsx";
import { Page } from "../parts/page.tsx";
import { RawJson } from "../parts/raw-json.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { ArchiveActions } from "../plan/archive-actions.tsx";
import { HoldButton } from "../plan/hold-button.tsx";
import { PlanView } from "../plan/plan-view.tsx";
import { ScheduleActions } from "../plan/schedule-dialog.tsx";
import { isReportKind, ReportContent } from "../report/report-content.tsx";
import { BackupItems } from "../restore/backup-items.tsx";
import { RestoreAwaited } from "../restore/restore-progress.tsx";
import { RestoreView } from "../restore/restore-view.tsx";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { auditPage, environmentPage, runPage } from "../runs/addresses.ts";
import { OperationName } from "../runs/operation-name.tsx";
import { PlaceName, usePlaceNames } from "../runs/place-name.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";
import { ConnectionActions } from "./connection-actions.tsx";
import { EvidenceView } from "./evidence-view.tsx";
import { isInstantField, type Stored, textOf } from "./fields.ts";
import { PolicyView } from "./policy-view.tsx";
import { isRecordKind } from "./record-kind.ts";
import { RecordLink } from "./record-link.tsx";
import { recordNameOf } from "./record-name.ts";
import { ReviewContent } from "./review-content.tsx";

/** One record: its known fields, and the raw stored value. */
export function RecordPage() {
  const { words } = useLanguage();
  const { ws = "", env = "", kind: named = "", id = "" } = useParams();
  const kind = isRecordKind(named, words.record.kinds) ? named : undefined;
  const query = useRead<typeof showRecord>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}/{id}",
    { ws, env, kind: named, id },
    { isWanted: kind !== undefined },
  );
  const isPlan = kind === "plans" || kind === "restore-runs";
  const plan = useRead<typeof showPlan>("/api/workspaces/{ws}/plans/{plan}", { ws, plan: id }, { isWanted: isPlan });
  if (kind === undefined) return <NotFound id={named} />;
  // A preview's page is opened before its run has made the record.
  if (kind === "restore-runs" && query.error?.status === 404)
    return <RestoreAwaited ws={ws} id={id} title={words.record.one[kind]} />;
  if (kind === "plans" && query.error?.status === 404)
    return <RestoreAwaited ws={ws} id={id} title={words.plan.awaited} />;
  // The approval stands above the items, so that they do not move once it is read. After a failed read the page is shown:
  // the panel on it reads again, and waiting for that would take the panel away.
  if (isPlan && !plan.isFetched && query.data !== undefined) return <Loading />;
  return (
    <Answered query={query} id={id} title={words.record.one[kind]}>
      {(record) => <RecordView place={{ ws, env, kind }} record={record} />}
    </Answered>
  );
}

interface RecordViewProps {
  readonly place: { readonly ws: string; readonly env: string; readonly kind: RecordKind };
  readonly record: Stored;
}

function RecordView({ place: { ws, env, kind }, record }: RecordViewProps) {
  const { words, formats } = useLanguage();
  const { can } = useWorkspace(ws);
  const nameOf = usePlaceNames(ws);
  const title = recordNameOf(record, kind, words, formats);
  const isReview = kind === "environment-reviews";
  return (
    <Page
      title={title}
      description={
        <>
          <StateBadge state={record.state} /> · <AppLink href={environmentPage(ws, env)}>{nameOf(env)}</AppLink>
        </>
      }
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {can("audit.view") && <AppLinkButton href={auditPage(ws, record.id)}>{words.audit.trail}</AppLinkButton>}
          {isReview && <Publish ws={ws} env={env} review={record} />}
          <ArchiveActions ws={ws} env={env} kind={kind} record={record} />
          {kind === "backup-sets" && <HoldButton ws={ws} env={env} set={record} />}
          {kind === "backup-schedules" && <ScheduleActions ws={ws} env={env} schedule={record} />}
          {kind === "baseline-profiles" && <ProfileActions ws={ws} env={env} profile={record} />}
          {kind === "drift-findings" && <FindingDecision ws={ws} env={env} finding={record} />}
        </SpaceBetween>
      }
    >
      <Container>
        <KeyValuePairs
          minColumnWidth={factWidthMin}
          columns={3}
          items={Object.entries(record).flatMap(([name, value]) => {
            const label = words.record.fields[name];
            return label === undefined || typeof value === "object"
              ? []
              : [{ label, value: <FieldValue place={{ ws, env }} name={name} value={value} /> }];
          })}
        />
      </Container>
      {kind === "provider-connections" && <ConnectionActions ws={ws} env={env} connection={record} saysWho />}
      {isReview && <ReviewContent review={record} />}
      {isReportKind(kind) && <ReportContent record={record} />}
      {kind === "review-packs" && <PackView ws={ws} env={env} pack={record} />}
      {kind === "policy-exports" && <ExportView ws={ws} env={env} exported={record} />}
      {kind === "policies" && <PolicyView ws={ws} env={env} policy={record} />}
      {kind === "evidence-snapshots" && <EvidenceView ws={ws} env={env} snapshot={record} />}
      {kind === "backup-sets" && <BackupItems ws={ws} env={env} set={record} />}
      {kind === "baseline-profiles" && <ProfileView ws={ws} env={env} profile={record} />}
      {kind === "baseline-comparisons" && <ComparisonNotes comparison={record} />}
      {kind === "baseline-snapshots" && <SnapshotItems snapshot={record} />}
      {kind === "drift-findings" && <FindingView finding={record} />}
      {kind === "plans" && <PlanView ws={ws} env={env} plan={record} />}
      {kind === "restore-runs" && <RestoreView ws={ws} env={env} restore={record} />}
      <div className="record-raw">
        <ExpandableSection variant="container" headerText={words.record.raw}>
          <RawJson label={words.record.raw} value={record} />
        </ExpandableSection>
      </div>
    </Page>
  );
}

/** Fields that reference another record, with its kind. */
const references: Readonly<Record<string, RecordKind>> = {
  backupSetId: "backup-sets",
  backupScheduleId: "backup-schedules",
  evidenceSnapshotId: "evidence-snapshots",
  environmentReviewId: "environment-reviews",
  providerConnectionId: "provider-connections",
  supersededByReviewId: "environment-reviews",
  baselineProfileId: "baseline-profiles",
  baselineSnapshotId: "baseline-snapshots",
  policyId: "policies",
};

interface FieldValueProps {
  readonly place: { readonly ws: string; readonly env: string };
  readonly name: string;
  readonly value: unknown;
}

function FieldValue({ place, name, value }: FieldValueProps) {
  const { words, formats } = useLanguage();
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return formats.number(value);
  const text = String(value);
  if (name === "platform") return words.review.platforms[text] ?? text;
  if (name === "collection") return words.review.collections[text] ?? text;
  // A future instant has no "time ago".
  if (name === "expiresAt" || name === "purgeAfter") return formats.absolute(text);
  if (isInstantField(name)) return <Time at={text} />;
  if (name === "sourceEnvironmentId") return <PlaceName ws={place.ws} id={text} />;
  const kind = references[name];
  if (kind !== undefined) return <RecordLink {...place} kind={kind} id={text} />;
  if (name === "previewRunId") return <AppLink href={runPage(place.ws, text)}>{words.record.openPreview}</AppLink>;
  if (name === "operationRunId") {
    return (
      <AppLink href={runPage(place.ws, text)}>{words.record.open(words.record.types.operation_run ?? text)}</AppLink>
    );
  }
  if (name === "operationType") return <OperationName type={text} />;
  return <span className="id">{text}</span>;
}

/** Publishes a ready review. */
function Publish({ ws, env, review }: { readonly ws: string; readonly env: string; readonly review: Stored }) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const toasts = useToasts();
  const [isAsking, setAsking] = useState(false);
  const publish = useWrite<typeof publishReview>(
    "POST",
    "/api/workspaces/{ws}/environments/{env}/records/environment-reviews/{id}/publish",
  );
  if (!can("environment_review.manage") || textOf(review, "status") !== "ready") return null;
  const close = () => {
    setAsking(false);
    publish.reset();
  };
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        {words.review.publish}
      </Button>
      {isAsking && (
        <ConfirmDialog
          action={{ label: words.review.publish, consequence: words.review.publishMeans, requiresNote: false }}
          isPending={publish.isPending}
          error={publish.error}
          onClose={close}
          onConfirm={() =>
            publish.mutate(
              {
                parameters: { ws, env, id: review.id },
                onAnswered: () => toasts.say({ type: "success", text: words.review.published }),
              },
              { onSuccess: close },
            )
          }
        />
      )}
    </>
  );
}
