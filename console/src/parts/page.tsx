import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useEffect } from "react";

interface PageProps {
  readonly title: string;
  readonly heading?: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** One page: its heading, which is also the tab's title, and its content. */
export function Page({ title, heading, description, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Runtruth`;
  }, [title]);
  return (
    <SpaceBetween size="l">
      <Header variant="h1" actions={actions} description={description}>
        {heading ?? title}
      </Header>
      {children}
    </SpaceBetween>
  );
}
