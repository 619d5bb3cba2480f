import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ApiError } from "../api/client.ts";
import { useLanguage } from "../words/language.tsx";
import { Forbidden, NotFound } from "./dead-ends.tsx";
import { Loading } from "./loading.tsx";
import { Page } from "./page.tsx";
import { ProblemDetails } from "./problem-details.tsx";

interface AnsweredProps<Answer> {
  readonly query: Pick<UseQueryResult<Answer, ApiError>, "data" | "error" | "dataUpdatedAt"> & { refetch(): unknown };
  /** The id from the address, shown when the page does not exist. */
  readonly id?: string | undefined;
  /** Heading of the page until its content provides one. */
  readonly title?: string;
  readonly children: (answer: Answer) => ReactNode;
}

/** Shows an answer, or why there is none yet. A failed poll keeps the last answer and shows its age. */
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
    const content =
      error === null ? (
        <Loading />
      ) : (
        <Alert type="error" header={error.problem?.title ?? words.errors.unreachable} action={again}>
          {error.problem?.detail ?? words.errors.retries}
          <ProblemDetails problem={error.problem} />
        </Alert>
      );
    return title === undefined ? content : <Page title={title}>{content}</Page>;
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
