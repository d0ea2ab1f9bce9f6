"use client";

import type { ReactNode } from "react";
import { isRegion, TextProvider } from "@/components/i18n";
import { LazyServicesProvider } from "@/components/lazy-services";
import { LeftOut } from "@/components/shell/left-out";
import { OutdatedBanner } from "@/components/shell/outdated-banner";
import { isTheme, ThemeProvider } from "@/components/theme";
import { UndoKey } from "@/components/trash/undo-key";
import { Toaster } from "@/components/ui/toaster";
import type { Locale, Messages } from "@/lib/i18n/translate";

export interface ProvidersProps {
  readonly locale: Locale;
  readonly region: string;
  readonly theme: string;
  readonly messages: Messages;
  readonly children: ReactNode;
}

export function Providers({ locale, region, theme, messages, children }: ProvidersProps) {
  return (
    <TextProvider locale={locale} messages={messages} region={isRegion(region) ? region : "auto"}>
      <ThemeProvider theme={isTheme(theme) ? theme : "system"}>
        <LazyServicesProvider create={createServices}>
          <OutdatedBanner />
          <LeftOut />
          <Toaster>
            <UndoKey />
            {children}
          </Toaster>
        </LazyServicesProvider>
      </ThemeProvider>
    </TextProvider>
  );
}

/** Stores, worker clients and everything behind them stay out of the first load. */
async function createServices() {
  return (await import("./services")).createServices();
}
