import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import { AppLink } from "../parts/app-link.tsx";
import { Time } from "../parts/time.tsx";
import { environmentPage, runPage } from "../runs/addresses.ts";
import { WaitedRan } from "../runs/run-parts.tsx";
import { useLanguage } from "../words/language.tsx";

/** Key facts of a run: environment, initiator, times and id. */
export function RunFacts({ run }: { readonly run: RunDetail }) {
  const { words } = useLanguage();
  const {
    environmentId,
    environmentName,
    acknowledgement,
    externalReference,
    logReference,
    repeats,
    waveId,
    workspaceId,
  } = run;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        {
          label: words.run.environment,
          value:
            environmentId === null ? (
              "–"
            ) : (
              <AppLink href={environmentPage(workspaceId, environmentId)}>{environmentName ?? environmentId}</AppLink>
            ),
        },
        { label: words.run.startedBy, value: run.initiator.name },
        { label: words.run.created, value: <Time at={run.createdAt} /> },
        { label: words.run.waitedRan, value: <WaitedRan run={run} /> },
        { label: words.run.freshness, value: run.freshnessLabel },
        { label: words.run.duration, value: run.duration.label },
        { label: words.run.id, value: <Id id={run.id} /> },
        ...(logReference?.traceId == null
          ? []
          : [{ label: words.run.traceId, value: <Id id={logReference.traceId} /> }]),
        ...(logReference?.messageId == null
          ? []
          : [{ label: words.run.messageId, value: <Id id={logReference.messageId} /> }]),
        ...(externalReference === null ? [] : [{ label: words.run.externalReference, value: externalReference }]),
        ...(repeats === null
          ? []
          : [
              {
                label: words.run.repeats,
                value: <AppLink href={runPage(workspaceId, repeats)}>{words.run.earlierRun}</AppLink>,
              },
            ]),
        ...(waveId === null
          ? []
          : [
              {
                label: words.run.partOf,
                value: <AppLink href={runPage(workspaceId, waveId)}>{words.run.wave}</AppLink>,
              },
            ]),
        ...(acknowledgement === null
          ? []
          : [
              {
                label: words.run.acknowledged,
                value: (
                  <span>
                    {acknowledgement.by}, <Time at={acknowledgement.at} />: {acknowledgement.note}
                  </span>
                ),
              },
            ]),
      ]}
    />
  );
}

/** Ids are for other tools: shown in full, with a copy button. */
function Id({ id }: { readonly id: string }) {
  const { words } = useLanguage();
  return (
    <span className="id">
      <CopyToClipboard
        variant="inline"
        textToCopy={id}
        copyButtonAriaLabel={words.copy.does}
        copySuccessText={words.copy.done}
        copyErrorText={words.copy.failed}
      />
    </span>
  );
}
