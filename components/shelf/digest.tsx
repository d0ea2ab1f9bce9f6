"use client";

/** A digest or id: its first digits, the whole on hover, and a button that copies it. */
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useText } from "../i18n";

export interface DigestProps {
  readonly value: string;
  /** What it is the digest of. */
  readonly what: string;
  readonly digits?: number;
}

export function Digest({ value, what, digits = 12 }: DigestProps) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    // Absent in insecure contexts: there the whole digest can be selected from the title.
    void navigator.clipboard?.writeText(value).then(() => setCopied(true));
  };
  return (
    <span className="inline-flex items-center gap-1">
      <code title={value} className="font-mono text-sm">
        {value.slice(0, digits)}
      </code>
      <button
        type="button"
        onClick={copy}
        onBlur={() => setCopied(false)}
        aria-label={copied ? t("common.copied") : t("data.copyDigest", { what })}
        title={copied ? t("common.copied") : t("data.copyDigest", { what })}
        className="grid size-6 place-items-center rounded-sm text-faint hover:bg-sunk hover:text-ink"
      >
        {copied ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
      </button>
    </span>
  );
}
