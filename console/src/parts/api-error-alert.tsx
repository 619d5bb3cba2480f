import Alert from "@cloudscape-design/components/alert";
import type { ApiError } from "../api/client.ts";
import { useLanguage } from "../words/language.tsx";
import { ProblemDetails } from "./problem-details.tsx";

interface RefusedAlertProps {
  readonly error: ApiError | null;
  /** Paths whose errors are shown at their fields. */
  readonly isShownElsewhere?: (path: string) => boolean;
}

/** Why an action failed, in the API's words. */
export function ApiErrorAlert({ error, isShownElsewhere }: RefusedAlertProps) {
  const { words } = useLanguage();
  if (error === null) return null;
  const { problem } = error;
  return (
    <Alert type="error" header={problem?.title ?? words.errors.unreachable}>
      {problem?.detail ?? words.errors.notDone}
      <ProblemDetails problem={problem} {...(isShownElsewhere && { isShownElsewhere })} />
    </Alert>
  );
}
