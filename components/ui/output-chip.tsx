"use client";

/** What a cell made, as a chip that opens it on its shelf: "digits v3 · 9f2c". */
import Link from "next/link";
import { shortId } from "@/lib/ids";
import type { StageKind } from "@/lib/notebook/document/document";
import { useText } from "../i18n";
import { KindIcon } from "./kind-icon";

export interface OutputChipProps {
  readonly kind: StageKind;
  readonly text: string;
  readonly digest?: string | null;
  readonly href: string;
}

export function OutputChip({ kind, text, digest, href }: OutputChipProps) {
  const { t } = useText();
  return (
    <Link
      href={href}
      title={t("common.openOutput", { name: text })}
      className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full border border-line bg-surface px-2.5 text-sm text-ink hover:border-strong"
    >
      <KindIcon kind={kind} size={14} />
      <span className="truncate">{text}</span>
      {digest ? (
        <>
          <span aria-hidden className="text-faint">
            ·
          </span>
          <span className="font-mono text-faint">{shortId(digest)}</span>
        </>
      ) : null}
    </Link>
  );
}
