import Box from "@cloudscape-design/components/box";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import type * as z from "zod";
import type { dashboard } from "../../../shared/contract/overview.ts";
import type { RecordKind } from "../../../shared/contract/records.ts";
import type { listRecords } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { recordListPage, recordPage, runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";
import { textOf } from "./fields.ts";
import { createdAtOf } from "./record-name.ts";

interface Place {
  readonly ws: string;
  readonly env: string;
}

interface RecordLinesProps extends Place {
  readonly baseline: z.infer<typeof dashboard>["baseline"];
}

/** The records of an environment: a line for each kind with its newest record, its list, and how one is made. */
export function RecordLines({ ws, env, baseline }: RecordLinesProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const place = { ws, env };
  const start = { ws, environmentId: env, isInline: true };
  const mayCompose = can("environment_review.manage");
  const views: Readonly<Record<string, boolean>> = {
    policies: can("tenant.policies.view"),
    "evidence-snapshots": can("environment_review.view"),
    "environment-reviews": can("environment_review.view"),
    "backup-sets": can("tenant.backups.manage"),
    "restore-runs": can("tenant.restore.execute"),
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="m" alignItems="center">
              {views["backup-sets"] === true && <ListLink {...place} kind="policy-exports" />}
              {views["environment-reviews"] === true && <ListLink {...place} kind="review-packs" />}
              {views["backup-sets"] === true && <ListLink {...place} kind="plans" />}
              <TenantMenu {...place} />
            </SpaceBetween>
          }
        >
          {words.environment.records}
        </Header>
      }
    >
      <ul className="plain record-lines">
        {views.policies === true && (
          <Line {...place} kind="policies" showsNewest={false}>
            {views["backup-sets"] === true && (
              <StartButton {...start} type="policy.export" label={words.environment.exportPolicies} />
            )}
          </Line>
        )}
        {views["evidence-snapshots"] === true && <Line {...place} kind="evidence-snapshots" />}
        {views["environment-reviews"] === true && (
          <Line {...place} kind="environment-reviews">
            {mayCompose && (
              <StartButton {...start} type="environment.review.compose" label={words.environment.composeReview} />
            )}
          </Line>
        )}
        {views["backup-sets"] === true && (
          <Line {...place} kind="backup-sets">
            <StartButton {...start} type="backup_set.update" label={words.environment.takeBackup} />
          </Line>
        )}
        {views["backup-sets"] === true && <Line {...place} kind="backup-schedules" />}
        {views["restore-runs"] === true && <Line {...place} kind="restore-runs" />}
        <li>
          <Box fontWeight="bold">{words.environment.baseline}</Box>
          <div className="run-lines-head">
            <StateBadge state={baseline.state} />
            {baseline.run === null ? (
              <Box variant="small" color="text-body-secondary">
                {baseline.text}
              </Box>
            ) : (
              <span title={baseline.text}>
                <AppLink href={runPage(ws, baseline.run.id)}>{baseline.run.label}</AppLink>
              </span>
            )}
          </div>
        </li>
      </ul>
    </Container>
  );
}

/** A list without a line of its own, so that the environment fits its screen. */
function ListLink({ ws, env, kind }: Place & { readonly kind: RecordKind }) {
  const { words } = useLanguage();
  return <AppLink href={recordListPage(ws, env, kind)}>{words.record.kinds[kind]}</AppLink>;
}

/** What is read of the tenant itself; each kind has a list. */
const tenantKinds = [
  "inventory-items",
  "directory-groups",
  "role-definitions",
  "admin-role-scans",
  "rbac-reports",
  "compliance-snapshots",
  "tenant-profiles",
  "listings",
] as const satisfies readonly RecordKind[];

/** One menu for all of them, so that the environment fits its screen. */
function TenantMenu({ ws, env }: Place) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const navigate = useNavigate();
  const kinds: readonly RecordKind[] = [
    ...(can("tenant.inventory.view") ? tenantKinds : []),
    ...(can("tenant.providers.view") ? (["permission-reports"] as const) : []),
  ];
  if (kinds.length === 0) return null;
  return (
    <ButtonDropdown
      items={kinds.map((kind) => ({
        id: kind,
        text: words.record.kinds[kind],
        href: recordListPage(ws, env, kind),
      }))}
      onItemFollow={(event) => {
        event.preventDefault();
        const { href } = event.detail;
        if (href !== undefined) navigate(href);
      }}
    >
      {words.environment.tenant}
    </ButtonDropdown>
  );
}

interface LineProps extends Place {
  readonly kind: RecordKind;
  /** Policies are listed by id, so that none of them is the newest. */
  readonly showsNewest?: boolean;
  readonly children?: ReactNode;
}

function Line({ ws, env, kind, showsNewest = true, children }: LineProps) {
  const { words } = useLanguage();
  const query = useRead<typeof listRecords>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}",
    { ws, env, kind },
    { query: { limit: "1" } },
  );
  const [newest] = query.data?.items ?? [];
  const at = newest === undefined ? undefined : createdAtOf(newest);
  return (
    <li>
      <Box fontWeight="bold">
        <AppLink href={recordListPage(ws, env, kind)}>{words.record.kinds[kind]}</AppLink>
      </Box>
      <div className="run-lines-head">
        {query.error !== null && query.data === undefined && <Box>{words.errors.unreachable}</Box>}
        {query.data !== undefined && newest === undefined && (
          <Box color="text-body-secondary">{words.environment.noRecord}</Box>
        )}
        {newest !== undefined && showsNewest && (
          <>
            <AppLink href={recordPage(ws, env, kind, newest.id)}>
              {textOf(newest, "name") ?? (at === undefined ? newest.id : <Time at={at} />)}
            </AppLink>
            <StateBadge state={newest.state} />
          </>
        )}
        {newest !== undefined && !showsNewest && (
          <AppLink href={recordListPage(ws, env, kind)}>{words.overview.all}</AppLink>
        )}
        {children}
      </div>
    </li>
  );
}
