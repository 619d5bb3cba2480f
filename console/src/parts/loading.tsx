import Box from "@cloudscape-design/components/box";
import Spinner from "@cloudscape-design/components/spinner";
import { useLanguage } from "../words/language.tsx";

/** Loading indicator. */
export function Loading() {
  const { words } = useLanguage();
  return (
    <div data-loading role="status">
      <Box textAlign="center" padding="xl" color="text-body-secondary">
        <Spinner /> {words.loading}
      </Box>
    </div>
  );
}
