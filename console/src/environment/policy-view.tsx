import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useSearchParams } from "react-router";
import type * as z from "zod";
import type { policyVersion } from "../../../shared/contract/policies.ts";
import type { comparePolicyVersions, listPolicyVersions } from "../../../shared/contract/policy-routes.ts";
import { useRead } from "../api/use-api.ts";
import { SettingDiff } from "../diff/setting-diff.tsx";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";
import { type Stored, textOf } from "./fields.ts";
import { PolicyDocument } from "./policy-document.tsx";
import { VersionActions } from "./version-actions.tsx";

interface PolicyViewProps {
  readonly ws: string;
  readonly env: string;
  readonly policy: Stored;
}

type Version = z.infer<typeof policyVersion>;

const versionsMax = "25";

/** A synced policy: its versions with their differences, and its settings. */
export function PolicyView({ ws, env, policy }: PolicyViewProps) {
  const { words, formats } = useLanguage();
  const { can } = useWorkspace(ws);
  const isNarrow = useNarrow();
  const [address, setAddress] = useSearchParams();
  const query = useRead<typeof listPolicyVersions>(
    "/api/workspaces/{ws}/environments/{env}/records/policies/{id}/versions",
    { ws, env, id: policy.id },
    { query: { limit: versionsMax } },
  );
  const runColumn: TableProps.ColumnDefinition<Version> = {
    id: "run",
    header: words.record.fields.operationRunId,
    cell: ({ operationRunId }) =>
      operationRunId === null ? (
        "–"
      ) : (
        <AppLink href={runPage(ws, operationRunId)}>
          {words.record.open(words.record.types.operation_run ?? operationRunId)}
        </AppLink>
      ),
  };
  const start = { ws, environmentId: env };
  const [from, to] = [address.get("from") ?? undefined, address.get("to") ?? undefined];
  const compare = (older: string, newer: string) => setAddress({ from: older, to: newer }, { replace: true });
  return (
    <SpaceBetween size="l">
      <Answered query={query} id={policy.id}>
        {({ items }) => (
          <SpaceBetween size="l">
            <Table
              items={items}
              trackBy="contentHash"
              wrapLines
              contentDensity="compact"
              ariaLabels={{ tableLabel: words.policy.versions }}
              header={
                <Header
                  variant="h2"
                  counter={`(${formats.number(items.length)})`}
                  actions={
                    <SpaceBetween direction="horizontal" size="xs">
                      {can("tenant.policies.sync") && (
                        <StartButton
                          {...start}
                          type="policy.snapshot"
                          label={words.policy.snapshot}
                          values={{ policyId: policy.id }}
                        />
                      )}
                      {can("tenant.backups.manage") && (
                        <StartButton
                          {...start}
                          type="policy.export"
                          label={words.environment.exportPolicies}
                          values={{ policyIds: policy.id }}
                        />
                      )}
                      {can("tenant.danger_zone") && (
                        <StartButton {...start} type="policy_version.prune" label={words.plan.prune} />
                      )}
                    </SpaceBetween>
                  }
                >
                  {words.policy.versions}
                </Header>
              }
              columnDefinitions={[
                {
                  id: "seen",
                  header: words.policy.seen,
                  isRowHeader: true,
                  cell: ({ seenAt, isCurrent }) => (
                    <>
                      <Time at={seenAt} /> {isCurrent && `· ${words.policy.current}`}
                    </>
                  ),
                },
                ...(isNarrow ? [] : [runColumn]),
                {
                  id: "compare",
                  header: words.members.actions,
                  cell: (version) => {
                    const older = items[items.indexOf(version) + 1];
                    return (
                      <div className="run-lines">
                        {older === undefined && <Box color="text-body-secondary">{words.policy.first}</Box>}
                        {/* What was deleted cannot be compared. */}
                        {older !== undefined && (older.purgedAt ?? version.purgedAt) === null && (
                          <Button
                            variant="inline-link"
                            ariaLabel={`${words.policy.compare}: ${formats.moment(version.seenAt)}`}
                            onClick={() => compare(older.contentHash, version.contentHash)}
                          >
                            {words.policy.compare}
                          </Button>
                        )}
                        <VersionActions ws={ws} env={env} version={version} />
                      </div>
                    );
                  },
                },
              ]}
            />
            {/* Below what is loaded already, so that it does not move. */}
            <PolicyDocument ws={ws} env={env} id={policy.id} version={textOf(policy, "contentHash")} />
          </SpaceBetween>
        )}
      </Answered>
      {from !== undefined && to !== undefined && (
        <VersionDifferences
          {...{ ws, env, from, to }}
          policy={policy}
          onClose={() => setAddress({}, { replace: true })}
        />
      )}
    </SpaceBetween>
  );
}

interface VersionDifferencesProps extends PolicyViewProps {
  readonly from: string;
  readonly to: string;
  onClose(): void;
}

function VersionDifferences({ ws, env, policy, from, to, onClose }: VersionDifferencesProps) {
  const { words } = useLanguage();
  const query = useRead<typeof comparePolicyVersions>(
    "/api/workspaces/{ws}/environments/{env}/records/policies/{id}/comparison",
    { ws, env, id: policy.id },
    { query: { from, to } },
  );
  return (
    <Dialog isOpen size="max" title={textOf(policy, "displayName") ?? policy.id} onClose={onClose}>
      <Answered query={query} id={policy.id}>
        {(comparison) => <SettingDiff comparison={comparison} from={words.policy.before} to={words.policy.after} />}
      </Answered>
    </Dialog>
  );
}
