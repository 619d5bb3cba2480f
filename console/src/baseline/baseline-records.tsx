import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RecordKind } from "../../../shared/contract/records.ts";
import { AppLink } from "../parts/app-link.tsx";
import { recordListPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";
import { ProfileButton } from "./profile-dialog.tsx";

interface BaselineRecordsProps {
  readonly ws: string;
  readonly env: string;
}

/** The lists of baselines and drift of an environment, and how they are made. */
export function BaselineRecords({ ws, env }: BaselineRecordsProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const mayCapture = can("environment_review.manage");
  const kinds: readonly RecordKind[] = [
    ...(can("tenant.drift.view") ? (["drift-findings", "baseline-comparisons"] as const) : []),
    ...(can("environment_review.view") ? (["baseline-snapshots", "baseline-profiles"] as const) : []),
  ];
  if (kinds.length === 0) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            mayCapture && (
              <SpaceBetween direction="horizontal" size="xs">
                <ProfileButton ws={ws} env={env} />
                <StartButton ws={ws} environmentId={env} type="baseline.capture" label={words.baseline.capture} />
                <StartButton ws={ws} environmentId={env} type="baseline.compare" label={words.baseline.compare} />
              </SpaceBetween>
            )
          }
        >
          {words.baseline.title}
        </Header>
      }
    >
      <SpaceBetween direction="horizontal" size="l">
        {kinds.map((kind) => (
          <AppLink key={kind} href={recordListPage(ws, env, kind)}>
            {words.record.kinds[kind]}
          </AppLink>
        ))}
      </SpaceBetween>
    </Container>
  );
}
