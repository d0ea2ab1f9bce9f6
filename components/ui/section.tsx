"use client";

import { useId, type ReactNode } from "react";

export interface SectionProps {
  readonly title: ReactNode;
  readonly level?: 2 | 3;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page, under a hairline. */
export function Section({ title, level = 2, actions, children }: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section aria-labelledby={id} className="border-t border-line py-5 first:border-t-0">
      <div className="mb-3 flex min-h-9 items-center justify-between gap-4">
        <Heading id={id} className={level === 2 ? "text-lg font-semibold" : "text-base font-semibold"}>
          {title}
        </Heading>
        {actions ? <div className="flex gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
