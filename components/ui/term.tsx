"use client";

/** A word of the trade. In another language than English, its English term shows on hover: it is what the literature says. */
import type { ReactNode } from "react";
import type { MessageKey } from "@/lib/i18n/translate";
import { useText } from "../i18n";

export interface TermProps {
  readonly of: Extract<MessageKey, `kinds.${string}.term` | `common.terms.${string}`>;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Term({ of, className, children }: TermProps) {
  const { t, locale } = useText();
  const title = locale === "en" ? undefined : t("common.englishTerm", { term: t(of) });
  return (
    <span title={title} className={className}>
      {children}
    </span>
  );
}
