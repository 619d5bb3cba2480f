import { useLanguage } from "../words/language.tsx";
import { useNow } from "./now.tsx";

/** How long ago, and exactly when on hover. */
export function Time({ at }: { readonly at: string }) {
  const { formats } = useLanguage();
  return (
    <time dateTime={at} title={formats.absolute(at)}>
      {formats.relative(at, useNow())}
    </time>
  );
}

interface DurationProps {
  readonly seconds: number;
  /** Set while it goes on: the instant from which it is counted. */
  readonly since?: string | undefined;
}

/** A length of time; one that goes on is counted by the page, because an unchanged answer is not sent again. */
export function Duration({ seconds, since }: DurationProps) {
  const { formats } = useLanguage();
  const now = useNow();
  const counted = since === undefined ? seconds : Math.max(seconds, Math.trunc((now - Date.parse(since)) / 1000));
  return <span className="nowrap">{formats.duration(counted)}</span>;
}
