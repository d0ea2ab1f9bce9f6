"use client";

/** Files on the first page: dropped anywhere on it, or chosen. Whatever is wrong with one is said at the bottom, and nothing moves. */
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import { toWire } from "@/lib/errors";
import { useErrorText } from "../i18n";
import { useLazyServices } from "../lazy-services";
import { useToast } from "../ui/toaster";

const OfferRestore = dynamic(() => import("./offer-restore").then((module) => module.OfferRestore), { ssr: false });

export interface FileDoor {
  readonly open: (file: File) => void;
  /** A file is held over the page. */
  readonly over: boolean;
  readonly busy: boolean;
  /** Has to stand on the page. */
  readonly dialog: ReactNode;
}

export function useOpenFile(): FileDoor {
  const { load } = useLazyServices();
  const router = useRouter();
  const tell = useToast();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [backup, setBackup] = useState<File | null>(null);
  const take = async (file: File) => {
    const { openFile } = await import("./open-file");
    const brought = await openFile(await load(), file);
    if (brought.kind === "backup") return setBackup(file);
    router.push(`/notebook?id=${brought.id}`);
  };
  const open = (file: File) => {
    setBusy(true);
    void take(file)
      .catch((error: unknown) => tell({ text: errorText(toWire(error)) }))
      .finally(() => setBusy(false));
  };
  const over = useDrop(open);
  return { open, over, busy, dialog: backup ? <OfferRestore file={backup} onClose={() => setBackup(null)} /> : null };
}

/** Takes the first file that is dropped on the page; says whether one is held over it. */
function useDrop(take: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const hover = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    };
    window.addEventListener("dragover", hover);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", hover);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  });
  return over;
}
