"use client";

/** A backup was brought: it is read, and what it holds is shown before it replaces anything. */
import { ServicesGate } from "../lazy-services";
import { RestoreDialog } from "../settings/restore-dialog";
import { ErrorNote } from "../ui/error-note";

export function OfferRestore({ file, onClose }: { readonly file: File; readonly onClose: () => void }) {
  return (
    <ServicesGate waiting={null} failed={(error, retry) => <ErrorNote error={error} onRetry={retry} />}>
      <RestoreDialog file={file} onClose={onClose} />
    </ServicesGate>
  );
}
