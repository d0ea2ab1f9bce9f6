"use client";

/** One zip holds everything: made here, and read back here after a question. */
import { useRef, useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { useText } from "../i18n";
import { downloadBytes } from "../notebook/download";
import { useServices } from "../services";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { Section } from "../ui/section";

type Work = "idle" | "making" | "restoring";

export function BackupSettings() {
  const { t, formatBytes } = useText();
  const { workspace, clock } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [work, setWork] = useState<Work>("idle");
  const [said, setSaid] = useState("");
  const [error, setError] = useState<WireError | null>(null);
  const [chosen, setChosen] = useState<File | null>(null);

  const during = async (name: Work, task: () => Promise<string>) => {
    setWork(name);
    setError(null);
    setSaid(t(name === "making" ? "settings.backup.making" : "settings.backup.restoring"));
    try {
      setSaid(await task());
    } catch (cause) {
      setSaid("");
      setError(toWire(cause));
    }
    setWork("idle");
  };
  const make = () =>
    during("making", async () => {
      const zip = await workspace.backup();
      const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
      downloadBytes(zip, `ciclo-${day}.zip`, "application/zip");
      return t("settings.backup.made", { size: formatBytes(zip.byteLength) });
    });
  const restore = (file: File) =>
    during("restoring", async () => {
      await workspace.restore(new Uint8Array(await file.arrayBuffer()));
      return t("settings.backup.restored");
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
      <Dialog
        open={chosen !== null}
        onOpenChange={(open) => (open ? undefined : setChosen(null))}
        title={t("settings.backup.confirmTitle")}
        description={t("settings.backup.confirmSentence", { name: chosen?.name ?? "" })}
        footer={
          <Button
            variant="danger"
            onClick={() => {
              if (chosen) void restore(chosen);
              setChosen(null);
            }}
          >
            {t("settings.backup.confirm")}
          </Button>
        }
      >
        {null}
      </Dialog>
    </Section>
  );
}
