import Box from "@cloudscape-design/components/box";
import type { Problem } from "../../../shared/contract/problem.ts";
import { useLanguage } from "../words/language.tsx";

interface ProblemDetailsProps {
  readonly problem: Problem | undefined;
  /** Paths whose errors are shown elsewhere. */
  readonly isShownElsewhere?: (path: string) => boolean;
}

/** The invalid parts of a request, each with its path. */
export function ProblemDetails({ problem, isShownElsewhere = () => false }: ProblemDetailsProps) {
  const { words } = useLanguage();
  const names: Readonly<Record<string, string>> = words.filter.names;
  const remaining = problem?.errors?.filter(({ path }) => !isShownElsewhere(path));
  return remaining?.map(({ path, message }) => (
    <Box key={`${path} ${message}`} variant="p">
      {path === "" ? message : `${names[path] ?? path}: ${message}`}
    </Box>
  ));
}
