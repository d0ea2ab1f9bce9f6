"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { shortId, type Sha256 } from "@/lib/ids";
import { useText } from "../i18n";
import { useServices } from "../services";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { downloadBytes } from "./download";

/** A package as one file to take along. */
export function DownloadZip({ digest, size = "md" }: { readonly digest: Sha256; readonly size?: "sm" | "md" }) {
  const { t } = useText();
  const { serving } = useServices();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const download = async () => {
    setBusy(true);
    setError(null);
    try {
      downloadBytes(await serving.zip(digest), `package-${shortId(digest, 8)}.zip`, "application/zip");
    } catch (thrown) {
      setError(toWire(thrown));
    } finally {
      setBusy(false);
    }
  };
  if (error) return <ErrorNote error={error} onRetry={() => void download()} />;
  return (
    <Button size={size} disabled={busy} icon={<Download aria-hidden size={15} />} onClick={() => void download()}>
      {t(busy ? "models.downloading" : "models.download")}
    </Button>
  );
}
