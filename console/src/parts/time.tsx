import { useLanguage } from "../words/language.tsx";
import { useNow } from "./now.tsx";

/** A relative time, with the exact one on hover. */
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
  /** Start of a running duration. */
  readonly since?: string | undefined;
}

/** A duration; a running one is counted by the page, because unchanged answers are not sent again. */
export function Duration({ seconds, since }: DurationProps) {
  const { formats } = useLanguage();
  const now = useNow();
  const counted = since === undefined ? seconds : Math.max(seconds, Math.trunc((now - Date.parse(since)) / 1000));
  return <span className="nowrap">{formats.duration(counted)}</span>;
}
