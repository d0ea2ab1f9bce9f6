/** The look of a button, for buttons and for links that act like one (on the server too). */
import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-ink bg-ink text-paper hover:bg-soft hover:border-soft",
  secondary: "border-strong bg-surface text-ink hover:bg-sunk",
  ghost: "border-transparent bg-transparent text-ink hover:bg-sunk",
  danger: "border-failed bg-transparent text-failed hover:bg-failed-wash",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-7 gap-1.5 px-2.5 text-sm",
  md: "min-h-9 gap-2 px-3.5 text-base",
  lg: "min-h-14 gap-3 px-7 text-lg",
};

const BASE =
  "inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap transition-colors " +
  "disabled:opacity-45 disabled:pointer-events-none";

export interface ButtonLook {
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
  /** The one suggested next action on the page: a warm ring that breathes. */
  readonly lit?: boolean | undefined;
}

export function buttonClass({ variant = "secondary", size = "md", lit = false }: ButtonLook): string {
  return classNames(
    BASE,
    VARIANTS[variant],
    SIZES[size],
    lit && "animate-lit ring-2 ring-signal ring-offset-2 ring-offset-paper",
  );
}

/** A square button of the same family. */
export function iconButtonClass(variant: ButtonVariant, size: "sm" | "md"): string {
  return classNames(BASE, VARIANTS[variant], size === "sm" ? "size-7" : "size-9");
}
