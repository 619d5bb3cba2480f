import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Refused } from "../api/client.ts";
import { useLanguage } from "../words/language.tsx";
import { Forbidden, NotFound } from "./dead-ends.tsx";
import { Loading } from "./loading.tsx";
import { Page } from "./page.tsx";
import { ProblemDetails } from "./problem-details.tsx";

interface AnsweredProps<Answer> {
  readonly query: Pick<UseQueryResult<Answer, Refused>, "data" | "error" | "dataUpdatedAt"> & { refetch(): unknown };
  /** What was looked for, as the reader wrote it; a page that does not exist names it. */
  readonly id?: string | undefined;
  /** The heading of the page, while there is no other. */
  readonly title?: string;
  readonly children: (answer: Answer) => ReactNode;
}

/** What was answered, or why there is nothing yet. A failed look keeps what was there, with its age. */
export function Answered<Answer>({ query, id, title, children }: AnsweredProps<Answer>) {
  const { words, formats } = useLanguage();
  const { data, error, dataUpdatedAt, refetch } = query;
  if (error?.status === 404) return <NotFound id={id} />;
  if (error?.status === 403) return <Forbidden />;
  const again = (
    <Button onClick={() => void refetch()} iconName="refresh">
      {words.errors.tryAgain}
    </Button>
  );
  if (data === undefined) {
    const told =
      error === null ? (
        <Loading />
      ) : (
        <Alert type="error" header={error.problem?.title ?? words.errors.unreachable} action={again}>
          {error.problem?.detail ?? words.errors.retries}
          <ProblemDetails problem={error.problem} />
        </Alert>
      );
    return title === undefined ? told : <Page title={title}>{told}</Page>;
  }
  if (error === null) return children(data);
  return (
    <SpaceBetween size="m">
      <Alert type="warning" action={again}>
        {words.errors.oldData(formats.clock(dataUpdatedAt))}
      </Alert>
      {children(data)}
    </SpaceBetween>
  );
}
