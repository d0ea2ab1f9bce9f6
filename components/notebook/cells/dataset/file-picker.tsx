"use client";

/** Your own CSV: choose it, or drop it here. The first rows are shown before anything is stored as a version. */
import { Upload } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { toWire, type WireError } from "@/lib/errors";
import type { IngestedFile } from "@/lib/data/tasks/ingest-file";
import { stemOf } from "@/lib/notebook/templates/from-file";
import { useText } from "../../../i18n";
import { useServices } from "../../../services";
import { Button } from "../../../ui/button";
import { classNames } from "../../../ui/class-names";
import { ErrorNote } from "../../../ui/error-note";
import type { FormProps } from "../form";
import { RowsTable } from "./rows-table";
import { useFileNames } from "./use-file-names";

const ACCEPT = ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain";

export function FilePicker({ cell, disabled, onChange }: FormProps<"dataset">) {
  const { t } = useText();
  const { data } = useServices();
  const takeNames = useFileNames();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState<string | null>(null);
  const [preview, setPreview] = useState<IngestedFile | null>(null);
  const [error, setError] = useState<WireError | null>(null);

  const read = async (file: File | undefined) => {
    if (!file || disabled) return;
    setReading(file.name);
    setError(null);
    try {
      const found = await data.ingestFile(file, file.name);
      setPreview(found);
      onChange({
        source: { kind: "file", fileName: file.name, sourceSha256: found.sourceSha256 },
        datasetName: stemOf(file.name),
        version: "source",
      });
      await takeNames(stemOf(file.name));
    } catch (cause) {
      setError(toWire(cause));
    } finally {
      setReading(null);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };

  return (
    <div
      data-testid="file-drop"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames("mt-3 rounded-md border border-dashed p-4", over ? "border-ink bg-sunk" : "border-strong")}
    >
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={disabled} icon={<Upload aria-hidden size={16} />} onClick={() => input.current?.click()}>
          {t("cells.dataset.pick")}
        </Button>
        <p className="text-sm text-soft" role="status">
          {over
            ? t("cells.dataset.dropNow")
            : reading
              ? t("cells.dataset.reading", { name: reading })
              : t("cells.dataset.drop")}
        </p>
        <input
          ref={input}
          type="file"
          accept={ACCEPT}
          aria-label={t("cells.dataset.pick")}
          tabIndex={-1}
          hidden
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
      {error ? (
        <div className="mt-3">
          <ErrorNote error={error} />
        </div>
      ) : null}
      {preview && cell.params.source.kind === "file" && preview.sourceSha256 === cell.params.source.sourceSha256 ? (
        <PreviewRows preview={preview} />
      ) : null}
    </div>
  );
}

function PreviewRows({ preview }: { readonly preview: IngestedFile }) {
  const { t } = useText();
  const { dialect } = preview;
  const separator = dialect.separator === "\t" ? t("cells.dataset.tab") : dialect.separator;
  const found = t("cells.dataset.found", { separator, decimal: dialect.decimal, encoding: dialect.encoding });
  return (
    <div className="mt-3">
      <p className="mb-2 text-sm text-soft">
        {found} {dialect.bom ? t("cells.dataset.bom") : null}
      </p>
      <RowsTable
        caption={t("cells.dataset.preview", { name: preview.fileName })}
        columns={preview.columns}
        rows={preview.rows.slice(0, 5).map((row, index) => ({ index, row }))}
      />
    </div>
  );
}
