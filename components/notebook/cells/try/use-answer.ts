"use client";

import { useCallback, useRef, useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import type { Row } from "@/lib/data/table";
import type { PredictAnswer } from "@/lib/notebook/services/services";

export type Ask = (row: Row) => Promise<PredictAnswer>;

/** Asks a model and keeps the last answer with its question. While one question is out only the newest next one waits. */
export function useAnswer(ask: Ask) {
  const [said, setSaid] = useState<{ readonly asked: Row; readonly answer: PredictAnswer } | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const next = useRef<Row | null>(null);
  const busy = useRef(false);
  const send = useCallback(
    async (row: Row) => {
      next.current = row;
      if (busy.current) return;
      busy.current = true;
      while (next.current) {
        const asked: Row = next.current;
        next.current = null;
        try {
          setSaid({ asked, answer: await ask(asked) });
          setError(null);
        } catch (cause) {
          setError(toWire(cause));
        }
      }
      busy.current = false;
    },
    [ask],
  );
  const clear = useCallback(() => {
    next.current = null;
    setSaid(null);
    setError(null);
  }, []);
  return { answer: said?.answer ?? null, asked: said?.asked ?? null, error, send, clear };
}
