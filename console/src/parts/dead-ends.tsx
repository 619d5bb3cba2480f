import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useLocation } from "react-router";
import { useLanguage } from "../words/language.tsx";
import { AppLinkButton } from "./app-link.tsx";
import { Page } from "./page.tsx";

/** Nothing is here, or nothing that this reader may know of: the two are told alike. */
export function NotFound({ id }: { readonly id?: string | undefined }) {
  const { words } = useLanguage();
  const { pathname } = useLocation();
  return (
    <Page title={words.notFound.title}>
      <SpaceBetween size="m">
        <Box variant="p">{words.notFound.text}</Box>
        <Box variant="code">{id ?? pathname}</Box>
        <AppLinkButton href="/">{words.notFound.back}</AppLinkButton>
      </SpaceBetween>
    </Page>
  );
}

/** The reader may be here, and this page is not for them. */
export function Forbidden() {
  const { words } = useLanguage();
  return (
    <Page title={words.forbidden.title}>
      <SpaceBetween size="m">
        <Box variant="p">{words.forbidden.text}</Box>
        <AppLinkButton href="/">{words.notFound.back}</AppLinkButton>
      </SpaceBetween>
    </Page>
  );
}
