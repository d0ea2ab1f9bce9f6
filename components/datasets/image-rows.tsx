"use client";

/** Rows that are images, with their labels. */
import { ownValue } from "@/lib/own-value";
import { useEffect, useMemo, useState } from "react";
import type { DatasetVersion, ImageLayout } from "@/lib/data/version/dataset";
import { DigitGrid } from "../charts/digit-grid";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { useRowPages } from "./use-row-pages";

const STEP = 100;

export interface ImageRowsProps {
  readonly version: DatasetVersion;
  readonly image: ImageLayout;
}

export function ImageRows({ version, image }: ImageRowsProps) {
  const { t } = useText();
  const [count, setCount] = useState(STEP);
  const shown = Math.min(count, version.rowCount);
  const { rowAt, show, error, retry } = useRowPages(version.id);
  useEffect(() => {
    if (error === null && shown > 0) show(0, shown - 1);
  }, [show, shown, error]);
  const rows = useMemo(
    () =>
      Array.from({ length: shown }, (_, position) => rowAt(position)).flatMap((found) =>
        found ? [{ ...found, ...captionOf(version, ownValue(found.row, version.suggestedTarget ?? "")) }] : [],
      ),
    [shown, rowAt, version],
  );
  if (error) return <ErrorNote error={error} onRetry={retry} />;
  return (
    <div className="flex flex-col items-start gap-4">
      {rows.length === 0 ? <p className="text-soft">{t("data.loadingRows")}</p> : null}
      <DigitGrid layout={image} rows={rows} />
      {shown < version.rowCount ? (
        <Button size="sm" onClick={() => setCount(count + STEP)}>
          {t("data.moreImages")}
        </Button>
      ) : null}
    </div>
  );
}

function captionOf(version: DatasetVersion, value: string | number | null | undefined): { caption?: string } {
  return version.suggestedTarget === null || value === undefined ? {} : { caption: String(value ?? "–") };
}
