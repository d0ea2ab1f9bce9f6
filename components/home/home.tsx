"use client";

/** The first page: one sentence, one large button, two quieter ways in, and what was open last. Paints without the stores. */
import { Banknote, FileSpreadsheet, Grid3x3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { asAppError, toWire, type WireError } from "@/lib/errors";
import { useText } from "../i18n";
import { useLazyServices } from "../lazy-services";
import { Header } from "../shell/header";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { FileDoor } from "./file-door";
import { HomeLoop } from "./home-loop";
import { MissingNote } from "./missing-note";
import { createStarter, type StarterKind } from "./create-starter";
import { RecentNotebooks } from "./recent-notebooks";

export function Home() {
  const { t } = useText();
  const { load } = useLazyServices();
  const router = useRouter();
  const [opening, setOpening] = useState<StarterKind | null>(null);
  const [error, setError] = useState<WireError | null>(null);

  const start = async (kind: StarterKind) => {
    setOpening(kind);
    setError(null);
    try {
      const id = await createStarter(await load(), kind);
      router.push(`/notebook?id=${id}`);
    } catch (cause) {
      setError(toWire(asAppError(cause)));
      setOpening(null);
    }
  };

  return (
    <>
      <Header />
      <main className="mx-auto flex max-w-[1040px] flex-col gap-12 px-6 pt-24 pb-12 phone:px-4 phone:py-8">
        <div className="grid grid-cols-[minmax(0,1fr)_29rem] items-center gap-10 narrow:grid-cols-1">
          <div className="flex flex-col gap-8">
            <h1 className="max-w-[26ch] text-2xl font-semibold">{t("home.title")}</h1>
            <Starters opening={opening} onStart={(kind) => void start(kind)} />
            <p role="status" className="min-h-6 text-soft">
              {opening ? t("home.creating") : ""}
            </p>
            {error ? <ErrorNote error={error} /> : null}
          </div>
          <div className="narrow:hidden">
            <HomeLoop />
          </div>
        </div>
        <RecentNotebooks />
        <MissingNote />
      </main>
    </>
  );
}

interface StartersProps {
  readonly opening: StarterKind | null;
  readonly onStart: (kind: StarterKind) => void;
}

function Starters({ opening, onStart }: StartersProps) {
  const { t } = useText();
  const busy = opening !== null;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col items-start gap-2">
        <Button
          variant="primary"
          size="lg"
          lit={!busy}
          disabled={busy}
          icon={<Grid3x3 aria-hidden size={22} />}
          onClick={() => onStart("digits")}
        >
          {t("home.start")}
        </Button>
        <p className="text-soft">{t("home.startHint")}</p>
      </div>
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        <div className="flex flex-col items-start gap-1">
          <Button disabled={busy} icon={<Banknote aria-hidden size={17} />} onClick={() => onStart("loans")}>
            {t("home.loans")}
          </Button>
          <p className="text-sm text-soft">{t("home.loansHint")}</p>
        </div>
        <div className="flex flex-col items-start gap-1">
          <Button disabled={busy} icon={<FileSpreadsheet aria-hidden size={17} />} onClick={() => onStart("csv")}>
            {t("home.csv")}
          </Button>
          <p className="text-sm text-soft">{t("home.csvHint")}</p>
        </div>
        <FileDoor disabled={busy} />
      </div>
    </div>
  );
}
