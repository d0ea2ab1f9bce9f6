"use client";

/** Restoring a copy: it is read and checked first, then a person sees what it holds and what would go, and only then it replaces everything. */
import { useEffect, useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import type { ReadCopy, StoredCounts } from "@/lib/notebook/services/workspace";
import type { Progress } from "@/lib/progress";
import { useText } from "../i18n";
import { useServices } from "../services";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { ProgressBar } from "../ui/progress-bar";
import { beginAnew } from "./begin-anew";

type Step =
  | { readonly kind: "reading" | "restoring"; readonly progress: Progress }
  | { readonly kind: "read"; readonly copy: ReadCopy }
  | { readonly kind: "failed"; readonly error: WireError };

/** Reads the file as soon as it is there. */
export function RestoreDialog({ file, onClose }: { readonly file: File; readonly onClose: () => void }) {
  const { t, formatDate } = useText();
  const { step, restore } = useRestore(file);
  const madeOn =
    step.kind === "read" ? formatDate(step.copy.createdAtMs, { dateStyle: "long", timeStyle: "short" }) : "";
  return (
    <Dialog
      open
      onOpenChange={(open) => (open || step.kind === "restoring" ? undefined : onClose())}
      title={t(step.kind === "failed" ? "settings.backup.refusedTitle" : "settings.backup.confirmTitle")}
      description={
        step.kind === "read" ? t("settings.backup.confirmSentence", { name: file.name, date: madeOn }) : undefined
      }
      footer={
        step.kind === "read" ? (
          <Button variant="danger" onClick={() => void restore(step.copy)}>
            {t("settings.backup.confirm")}
          </Button>
        ) : null
      }
    >
      {step.kind === "reading" || step.kind === "restoring" ? (
        <ProgressBar progress={step.progress} label={t(`settings.backup.${step.kind}`)} />
      ) : null}
      {step.kind === "failed" ? <ErrorNote error={step.error} /> : null}
      {step.kind === "read" ? <Counts copy={step.copy} /> : null}
    </Dialog>
  );
}

function useRestore(file: File) {
  const { workspace } = useServices();
  const [step, setStep] = useState<Step>({ kind: "reading", progress: { phase: "reading" } });
  useEffect(() => {
    let open = true;
    const show = (next: Step) => (open ? setStep(next) : undefined);
    workspace.read(file, { onProgress: (progress) => show({ kind: "reading", progress }) }).then(
      (copy) => show({ kind: "read", copy }),
      (error: unknown) => show({ kind: "failed", error: toWire(error) }),
    );
    return () => {
      open = false;
    };
  }, [workspace, file]);
  const restore = async (copy: ReadCopy) => {
    setStep({ kind: "restoring", progress: { phase: "saving" } });
    try {
      await copy.restore({ onProgress: (progress) => setStep({ kind: "restoring", progress }) });
      beginAnew();
    } catch (error) {
      setStep({ kind: "failed", error: toWire(error) });
    }
  };
  return { step, restore };
}

function Counts({ copy: { holds, replaces, apart } }: { readonly copy: ReadCopy }) {
  const { t, formatNumber } = useText();
  return (
    <>
      <table className="w-full text-left">
        <thead className="text-sm text-soft">
          <tr>
            <td />
            <th scope="col" className="py-1 pl-4 text-right font-normal">
              {t("settings.backup.holds")}
            </th>
            <th scope="col" className="py-1 pl-4 text-right font-normal">
              {t("settings.backup.replaces")}
            </th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(holds) as (keyof StoredCounts)[]).map((name) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-1.5 font-normal">
                {t(`settings.backup.counts.${name}`)}
              </th>
              <td className="py-1.5 pl-4 text-right tabular-nums">{formatNumber(holds[name])}</td>
              <td className="py-1.5 pl-4 text-right tabular-nums">{formatNumber(replaces[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {apart.length > 0 ? (
        <p className="mt-3 text-soft">{t("settings.backup.apart", { count: apart.length })}</p>
      ) : null}
    </>
  );
}
