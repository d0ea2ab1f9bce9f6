"use client";

/** Where hidden cells stand: a thin line that shows them, and hides them again. */
import { ChevronDown, ChevronUp } from "lucide-react";
import { useText } from "../../i18n";

export interface HiddenLineProps {
  readonly count: number;
  readonly shown: boolean;
  readonly onToggle: () => void;
}

export function HiddenLine({ count, shown, onToggle }: HiddenLineProps) {
  const { t } = useText();
  const Icon = shown ? ChevronUp : ChevronDown;
  return (
    <button
      type="button"
      aria-expanded={shown}
      onClick={onToggle}
      className="measure flex min-h-6 w-full items-center gap-3 text-sm text-faint hover:text-ink"
    >
      <span aria-hidden className="h-px grow bg-line" />
      <Icon aria-hidden size={14} />
      {shown ? t("notebook.hideAgain") : t("notebook.hiddenCells", { count })}
      <span aria-hidden className="h-px grow bg-line" />
    </button>
  );
}
