import Box from "@cloudscape-design/components/box";
import type { Problem } from "../../../shared/contract/problem.ts";
import { useLanguage } from "../words/language.tsx";

interface ProblemDetailsProps {
  readonly problem: Problem | undefined;
  /** Paths whose errors are told elsewhere. */
  readonly isTold?: (path: string) => boolean;
}

/** What exactly is wrong with a request, each with the place it was found at. */
export function ProblemDetails({ problem, isTold = () => false }: ProblemDetailsProps) {
  const { words } = useLanguage();
  const names: Readonly<Record<string, string>> = words.filter.names;
  const untold = problem?.errors?.filter(({ path }) => !isTold(path));
  return untold?.map(({ path, message }) => (
    <Box key={`${path} ${message}`} variant="p">
      {path === "" ? message : `${names[path] ?? path}: ${message}`}
    </Box>
  ));
}
