import Box from "@cloudscape-design/components/box";
import type { Problem } from "../../../shared/contract/problem.ts";

/** What exactly is wrong with a request, each with the place it was found at. */
export function ProblemDetails({ problem }: { readonly problem: Problem | undefined }) {
  return problem?.errors?.map(({ path, message }) => (
    <Box key={`${path} ${message}`} variant="p">
      {path === "" ? message : `${path}: ${message}`}
    </Box>
  ));
}
