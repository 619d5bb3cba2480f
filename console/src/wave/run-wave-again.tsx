import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type * as z from "zod";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import type { repeatWave } from "../../../shared/contract/wave-routes.ts";
import type { waveTargetPage } from "../../../shared/contract/waves.ts";
import { isRefusal } from "../api/client.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { repeatableStates } from "./wave-limits.ts";
import { useWaveWords } from "./wave-words.ts";

type State = (typeof repeatableStates)[number];

interface RunWaveAgainProps {
  readonly run: RunDetail;
  readonly counts: z.infer<typeof waveTargetPage>["wave"]["counts"];
}

/** Starts a further wave over the targets of an ended one that did not succeed. Nothing when there are none. */
export function RunWaveAgain({ run, counts }: RunWaveAgainProps) {
  const { words } = useWaveWords();
  const { can, isWhole } = useWorkspace(run.workspaceId);
  const [isOpen, setOpen] = useState(false);
  const states = repeatableStates.filter((state) => (counts[state] ?? 0) > 0);
  if (run.status !== "completed" || states.length === 0 || !isWhole || !can("tenant.waves.start")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.wave.again}</Button>
      {isOpen && <AgainDialog run={run} counts={counts} states={states} onClose={() => setOpen(false)} />}
    </>
  );
}

interface AgainDialogProps extends RunWaveAgainProps {
  /** The states that have targets. */
  readonly states: readonly State[];
  onClose(): void;
}

function AgainDialog({ run: { id, workspaceId }, counts, states, onClose }: AgainDialogProps) {
  const { words, formats } = useWaveWords();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly State[]>(states);
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => crypto.randomUUID());
  const repeat = useWrite<typeof repeatWave>("POST", "/api/workspaces/{ws}/waves/{wave}/run-again");
  const submit = () =>
    repeat.mutate(
      { parameters: { ws: workspaceId, wave: id }, body: { states: [...chosen] }, idempotencyKey },
      {
        onSuccess({ run }) {
          onClose();
          if (run !== null) navigate(runPage(workspaceId, run.id));
        },
        onError(refused) {
          if (isRefusal(refused)) setIdempotencyKey(crypto.randomUUID());
        },
      },
    );
  return (
    <Dialog
      isOpen
      title={words.wave.againTitle}
      onClose={onClose}
      confirm={
        <Button variant="primary" disabled={chosen.length === 0} loading={repeat.isPending} onClick={submit}>
          {words.wave.submit}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">{words.wave.againMeans}</Alert>
        <FormField label={words.wave.againIn}>
          {states.map((state) => (
            <Checkbox
              key={state}
              checked={chosen.includes(state)}
              onChange={({ detail }) =>
                setChosen(detail.checked ? [...chosen, state] : chosen.filter((one) => one !== state))
              }
            >
              {words.wave.counted(words.wave.states[state], formats.number(counts[state] ?? 0))}
            </Checkbox>
          ))}
        </FormField>
        <ApiErrorAlert error={repeat.error} />
      </SpaceBetween>
    </Dialog>
  );
}
