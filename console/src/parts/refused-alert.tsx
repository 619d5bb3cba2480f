import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import type { Refused } from "../api/client.ts";
import { useLanguage } from "../words/language.tsx";

/** Why something was not done, in the words of the API. */
export function RefusedAlert({ error }: { readonly error: Refused | null }) {
  const { words } = useLanguage();
  if (error === null) return null;
  const { problem } = error;
  return (
    <Alert type="error" header={problem?.title ?? words.errors.unreachable}>
      {problem?.detail ?? words.errors.notDone}
      {problem?.errors?.map(({ path, message }) => (
        <Box key={`${path} ${message}`} variant="p">
          {path === "" ? message : `${path}: ${message}`}
        </Box>
      ))}
    </Alert>
  );
}
