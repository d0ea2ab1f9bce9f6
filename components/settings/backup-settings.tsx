"use client";

/** One zip holds everything: made here, and read back here after a question. */
import { useRef, useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { useText } from "../i18n";
import type { CopyOptions } from "@/lib/notebook/services/workspace";
import type { Progress } from "@/lib/progress";
import { downloadBlob } from "../notebook/download";
import { useServices } from "../services";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { Section } from "../ui/section";
import { beginAnew } from "./begin-anew";
import { RestoreDialog } from "./restore-dialog";

type Work = "idle" | "making" | "emptying";

export function BackupSettings() {
  const { t, formatBytes, formatNumber } = useText();
  const { workspace, clock } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [work, setWork] = useState<Work>("idle");
  const [said, setSaid] = useState("");
  const [error, setError] = useState<WireError | null>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const [emptying, setEmptying] = useState(false);

  const during = async (name: Exclude<Work, "idle">, task: (options: CopyOptions) => Promise<string>) => {
    setWork(name);
    setError(null);
    setSaid(t(`settings.backup.${name}`));
    const onProgress = ({ phase, done = 0, total = 0 }: Progress) => {
      if (total === 0) return;
      const share = formatNumber(done / total, { style: "percent", maximumFractionDigits: 0 });
      const doing = name === "making" && phase === "reading" ? "checking" : name;
      setSaid(`${t(`settings.backup.${doing}`)} ${share}`);
    };
    try {
      setSaid(await task({ onProgress }));
    } catch (cause) {
      setSaid("");
      setError(toWire(cause));
    }
    setWork("idle");
  };
  const make = () =>
    during("making", async (options) => {
      const { zip, apart } = await workspace.backup(options);
      const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
      downloadBlob(zip, `ciclo-${day}.zip`);
      const made = t("settings.backup.made", { size: formatBytes(zip.size) });
      return apart.length === 0 ? made : `${made} ${t("settings.backup.apart", { count: apart.length })}`;
    });
  const empty = () =>
    during("emptying", async () => {
      await workspace.empty();
      beginAnew();
      return t("settings.backup.emptied");
    });

  return (
    <Section title={t("settings.backup.title")}>
      <p className="mb-3 text-soft">{t("settings.backup.sentence")}</p>
      <div className="flex flex-wrap gap-3">
        <Button disabled={work !== "idle"} onClick={() => void make()}>
          {t("settings.backup.make")}
        </Button>
        <Button disabled={work !== "idle"} onClick={() => input.current?.click()}>
          {t("settings.backup.restore")}
        </Button>
        <Button variant="danger" disabled={work !== "idle"} onClick={() => setEmptying(true)}>
          {t("settings.backup.empty")}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".zip,application/zip"
          aria-label={t("settings.backup.restore")}
          className="hidden"
          onChange={(event) => {
            setChosen(event.target.files?.[0] ?? null);
            event.target.value = "";
          }}
        />
      </div>
      <p role="status" className="mt-2 min-h-6 text-soft">
        {said}
      </p>
      {error ? <ErrorNote error={error} /> : null}
      {chosen ? <RestoreDialog file={chosen} onClose={() => setChosen(null)} /> : null}
      <Dialog
        open={emptying}
        onOpenChange={setEmptying}
        title={t("settings.backup.emptyTitle")}
        description={t("settings.backup.emptySentence")}
        footer={
          <>
            <Button disabled={work !== "idle"} onClick={() => void make()}>
              {t("settings.backup.make")}
            </Button>
            <Button
              variant="danger"
              disabled={work !== "idle"}
              onClick={() => {
                setEmptying(false);
                void empty();
              }}
            >
              {t("settings.backup.emptyConfirm")}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </Section>
  );
}
