"use client";

/** A word of the trade, underlined: it opens what it means, by pointer and by keyboard. Not for words inside a link or a button. */
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { useText } from "../i18n";
import { classNames } from "./class-names";
import type { GlossaryTerm } from "./glossary-terms";

export interface ExplainedProps {
  readonly term: GlossaryTerm;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Explained({ term, className, children }: ExplainedProps) {
  const { t } = useText();
  const name = t(`glossary.terms.${term}.name`);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button
          type="button"
          data-term={term}
          title={t("glossary.explain", { term: name })}
          className={classNames(
            "cursor-help text-left underline decoration-faint decoration-dotted underline-offset-4 hover:decoration-ink",
            className,
          )}
        >
          {children}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={name}
          data-testid="term-note"
          sideOffset={6}
          collisionPadding={8}
          className="floating z-50 max-w-80 rounded-lg border border-line bg-surface p-4 text-sm shadow-menu"
        >
          <p className="font-semibold">{name}</p>
          <p className="mt-1 text-soft">{t(`glossary.terms.${term}.says`)}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
