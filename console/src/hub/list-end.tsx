import { type ReactNode, useEffect, useRef } from "react";
import { aheadPixels } from "./use-run-pages.ts";

interface ListEndProps {
  /** Whether more rows are loaded as soon as this end comes near. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
  onNear(): void;
}

/** An end of a list that is continued while it is scrolled. */
export function ListEnd({ isOpen, children, onNear }: ListEndProps) {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked again after each answer, and not on each render.
  useEffect(() => {
    if (!isOpen || place.current === null) return;
    const observer = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && onNear(), {
      // Far enough ahead that rows are there before their place is seen.
      rootMargin: `${aheadPixels}px`,
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [isOpen]);
  return <div ref={place}>{children}</div>;
}
