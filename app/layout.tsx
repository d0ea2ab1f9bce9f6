import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";
import { preferences } from "./preferences";
import { Providers } from "./providers";

export async function generateMetadata(): Promise<Metadata> {
  const { messages } = await preferences();
  const name = messages.common.appName;
  return { title: { default: name, template: `%s · ${name}` }, description: messages.shell.description };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf9f5" },
    { media: "(prefers-color-scheme: dark)", color: "#191714" },
  ],
};

/** Rendered for every request, because every page carries its own nonce. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  await connection();
  const { locale, region, theme, messages } = await preferences();
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <Providers locale={locale} region={region} theme={theme} messages={messages}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
