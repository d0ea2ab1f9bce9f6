"use client";

/** Which columns the table of runs has; the choice stays in this browser. */
import { Columns3 } from "lucide-react";
import { useState } from "react";
import { readCookie, setCookie } from "../cookie";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { Menu } from "../ui/menu";
import { isShown, readColumnChoice, turned, writeColumnChoice, type ColumnChoice, type RunColumn } from "./run-columns";

const COOKIE = "ciclo-run-columns";

/** The choice of this browser, and how to change it. */
export function useColumnChoice(): readonly [ColumnChoice, (choice: ColumnChoice) => void] {
  const [choice, setChoice] = useState<ColumnChoice>(() => readColumnChoice(readCookie(COOKIE)));
  const choose = (next: ColumnChoice) => {
    setCookie(COOKIE, writeColumnChoice(next));
    setChoice(next);
  };
  return [choice, choose];
}

export interface ColumnPickerProps {
  readonly columns: readonly RunColumn[];
  readonly header: (id: RunColumn["id"]) => string;
  readonly choice: ColumnChoice;
  readonly onChoose: (choice: ColumnChoice) => void;
}

export function ColumnPicker({ columns, header, choice, onChoose }: ColumnPickerProps) {
  const { t } = useText();
  const items = columns.map((column) => ({
    key: column.id,
    label: header(column.id),
    checked: isShown(column, choice),
    onSelect: () => onChoose(turned(choice, column)),
  }));
  const usual = {
    key: "usual",
    label: t("experiments.usualColumns"),
    separated: true,
    onSelect: () => onChoose(new Map()),
  };
  return (
    <Menu
      trigger={
        <Button size="sm">
          <Columns3 aria-hidden size={15} />
          {t("experiments.columns")}
        </Button>
      }
      items={choice.size > 0 ? [...items, usual] : items}
    />
  );
}
