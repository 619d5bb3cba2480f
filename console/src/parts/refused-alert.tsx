import Alert from "@cloudscape-design/components/alert";
import type { Refused } from "../api/client.ts";
import { useLanguage } from "../words/language.tsx";
import { ProblemDetails } from "./problem-details.tsx";

interface RefusedAlertProps {
  readonly error: Refused | null;
  /** Paths whose errors stand at their fields. */
  readonly isTold?: (path: string) => boolean;
}

/** Why something was not done, in the words of the API. */
export function RefusedAlert({ error, isTold }: RefusedAlertProps) {
  const { words } = useLanguage();
  if (error === null) return null;
  const { problem } = error;
  return (
    <Alert type="error" header={problem?.title ?? words.errors.unreachable}>
      {problem?.detail ?? words.errors.notDone}
      <ProblemDetails problem={problem} {...(isTold && { isTold })} />
    </Alert>
  );
}
