"use client";

/** Buttons. One primary button a view; `lit` marks the one suggested next action. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
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

interface ButtonLook {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** The one suggested next action on the page: a warm ring that breathes. */
  readonly lit?: boolean;
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, ButtonLook {
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** The look of a button, for links that act like one. */
export function buttonClass({ variant = "secondary", size = "md", lit = false }: ButtonLook): string {
  return classNames(
    BASE,
    VARIANTS[variant],
    SIZES[size],
    lit && "animate-lit ring-2 ring-signal ring-offset-2 ring-offset-paper",
  );
}

export function Button({ variant, size, lit, icon, className, children, type = "button", ...rest }: ButtonProps) {
  const look = { ...(variant && { variant }), ...(size && { size }), ...(lit && { lit }) };
  return (
    <button {...rest} type={type} data-lit={lit ? "" : undefined} className={classNames(buttonClass(look), className)}>
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children" | "aria-label"> {
  /** What it does: its accessible name and its title. */
  readonly label: string;
  readonly children: ReactNode;
  readonly size?: "sm" | "md";
  readonly variant?: ButtonVariant;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A square button that only shows an icon (24 px targets at least). */
export function IconButton({
  label,
  size = "md",
  variant = "ghost",
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      title={label}
      {...rest}
      type={type}
      aria-label={label}
      className={classNames(BASE, VARIANTS[variant], size === "sm" ? "size-7" : "size-9", className)}
    />
  );
}
