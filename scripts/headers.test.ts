/** The headers that keep pages, workers and untrusted code apart, as the server sends them. */
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { GET as frame } from "../app/sbx/frame/route";
import nextConfig from "../next.config";
import { config, proxy } from "../proxy";

const PAGES = ["/", "/notebook", "/data", "/experiments", "/models", "/endpoints", "/runs", "/settings"];
const LOOKALIKES = ["/datasetsx", "/wasm-notes", "/sbxtra", "/orto", "/sbx", "/nowhere"];
const ASSETS = ["/_next/static/chunks/a.js", "/wasm/a.wasm", "/ort/a.wasm", "/datasets/iris.csv", "/sbx/frame"];

function policyOf(path: string): Map<string, string> {
  const response = proxy(new NextRequest(`http://localhost${path}`));
  return directives(response.headers.get("Content-Security-Policy") ?? "");
}

function directives(policy: string): Map<string, string> {
  return new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")];
    }),
  );
}

describe("the policy of a page", () => {
  it("allows its own origin, its nonce and WebAssembly, and nothing foreign", () => {
    const policy = policyOf("/notebook");
    expect(policy.get("script-src")).toMatch(/^'self' 'nonce-[\w+/=]{24}' 'wasm-unsafe-eval'$/);
    expect(Object.fromEntries(policy)).toMatchObject({
      "default-src": "'self'",
      "style-src": "'self' 'unsafe-inline'",
      "img-src": "'self' data: blob:",
      "worker-src": "'self'",
      "frame-src": "'self'",
      "connect-src": "'self'",
      "object-src": "'none'",
      "base-uri": "'none'",
    });
    expect([...policy.values()].join(" ")).not.toMatch(/'unsafe-eval'|\*|https?:/);
  });

  it("has another nonce for every request, and hands the page the same policy to read it from", () => {
    expect(policyOf("/").get("script-src")).not.toBe(policyOf("/").get("script-src"));
    const { headers } = proxy(new NextRequest("http://localhost/"));
    expect(headers.get("x-middleware-request-content-security-policy")).toBe(headers.get("Content-Security-Policy"));
  });

  it("is set on every page, whatever its name begins with, and on no asset", () => {
    const matcher = new RegExp(`^${config.matcher[0] ?? ""}$`);
    const covered = (paths: readonly string[]) => paths.filter((path) => matcher.test(path));
    expect(covered([...PAGES, ...LOOKALIKES])).toEqual([...PAGES, ...LOOKALIKES]);
    expect(covered(ASSETS)).toEqual([]);
  });
});

describe("the headers of everything else", () => {
  it("isolate every path but the sandbox, and give worker scripts their policy", async () => {
    const [isolation, scripts] = (await nextConfig.headers?.()) ?? [];
    const source = new RegExp(`^${(isolation?.source ?? "").replace(":path", "")}$`);
    for (const path of [...PAGES, ...LOOKALIKES, ...ASSETS]) expect(source.test(path)).toBe(path !== "/sbx/frame");
    expect(isolation?.headers).toEqual([
      { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
      { key: "Cross-Origin-Embedder-Policy", value: "require-corp" },
    ]);
    expect(scripts?.source).toBe("/_next/static/:path*");
    expect(scripts?.headers).toEqual([
      {
        key: "Content-Security-Policy",
        value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
      },
    ]);
  });

  it("give the sandbox frame no network, and let it be embedded here only", async () => {
    const { headers } = await frame();
    const policy = directives(headers.get("Content-Security-Policy") ?? "");
    expect(Object.fromEntries(policy)).toEqual({
      "default-src": "'none'",
      "connect-src": "'none'",
      "worker-src": "data:",
      "script-src": "'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data:",
      "frame-ancestors": "'self'",
    });
    expect(headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
  });
});
