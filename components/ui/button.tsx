"use client";

/** Buttons. One primary button a view; `lit` marks the one suggested next action. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { buttonClass, iconButtonClass, type ButtonLook, type ButtonVariant } from "./button-class";
import { classNames } from "./class-names";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, ButtonLook {
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant, size, lit, icon, className, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      data-lit={lit ? "" : undefined}
      className={classNames(buttonClass({ variant, size, lit }), className)}
    >
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

/** A square button that only shows an icon (28 px at least). */
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
      className={classNames(iconButtonClass(variant, size), className)}
    />
  );
}
