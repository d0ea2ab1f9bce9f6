import type { NextConfig } from "next";

const isolation = [
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Embedder-Policy", value: "require-corp" },
];
const workerCsp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true }, // `npm test` type-checks once, with the strict flags of tsconfig.json
  headers: () =>
    Promise.resolve([
      { source: "/:path((?!sbx/).*)", headers: isolation },
      { source: "/_next/static/:path*", headers: [{ key: "Content-Security-Policy", value: workerCsp }] },
    ]),
};

export default config;
