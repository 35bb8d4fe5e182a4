import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { metaPolicy, readHeaders } from "./headers.mjs";
import { serve } from "./serve.mjs";

const headersFile = new URL("../public/_headers", import.meta.url);

describe("serve", () => {
  const parent = mkdtempSync(join(tmpdir(), "diffml-serve-"));
  let server: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    const directory = join(parent, "dist");
    mkdirSync(join(directory, "assets"), { recursive: true });
    writeFileSync(join(parent, "secret.txt"), "secret");
    writeFileSync(join(directory, "index.html"), "<!doctype html>");
    writeFileSync(join(directory, "assets", "a.wasm"), "wasm");
    writeFileSync(join(directory, "_headers"), "/*\n  X-All: yes\n/assets/*\n  Cache-Control: immutable\n");
    server = await serve({ directory, port: 0 });
  });

  afterAll(async () => {
    await server.close();
    rmSync(parent, { recursive: true });
  });

  test("gives the page at / with the headers of _headers", async () => {
    const response = await fetch(server.url);
    expect(await response.text()).toBe("<!doctype html>");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("x-all")).toBe("yes");
    expect(response.headers.get("cache-control")).toBe("no-cache");
  });

  test("gives wasm its type, which streaming compilation asks for", async () => {
    const response = await fetch(`${server.url}assets/a.wasm`);
    expect(response.headers.get("content-type")).toBe("application/wasm");
    expect(response.headers.get("cache-control")).toBe("immutable");
    expect(await response.text()).toBe("wasm");
  });

  test.each(["missing.txt", "assets", "%E0%A4%A"])("answers 404 to %s", async (path) => {
    expect((await fetch(server.url + path)).status).toBe(404);
  });

  test.each(["/../secret.txt", "/..%2fsecret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"])(
    "stays inside its folder: %s",
    async (path) => {
      const status = await new Promise((done, fail) => {
        request({ host: "localhost", port: server.port, path }, (response) => {
          response.resume();
          done(response.statusCode);
        })
          .on("error", fail)
          .end();
      });
      expect(status).toBe(404);
    },
  );

  test("refuses what is not a GET", async () => {
    expect((await fetch(server.url, { method: "POST", body: "x" })).status).toBe(405);
  });

  const statusFor = (host: string) =>
    new Promise<number | undefined>((done, fail) => {
      const options = { host: "localhost", port: server.port, path: "/", setHost: false, headers: { Host: host } };
      request(options, (response) => {
        response.resume();
        done(response.statusCode);
      })
        .on("error", fail)
        .end();
    });

  test.each([
    "evil.example",
    "evil.example:4173",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "localhost:80@evil",
    "",
  ])("does not answer to the name %j", async (host) => expect([400, 421]).toContain(await statusFor(host)));

  test.each(["localhost", "LOCALHOST:1", "127.0.0.1:4173", "[::1]:4173"])("answers to %s", async (host) => {
    expect(await statusFor(host)).toBe(200);
  });

  test("takes the next free port", async () => {
    const second = await serve({ directory: parent, port: server.port, attempts: 20 });
    expect(second.port).toBeGreaterThan(server.port);
    await second.close();
  });
});

describe("public/_headers", () => {
  test("holds a policy without eval, inline scripts or foreign hosts", () => {
    const policy = metaPolicy(readHeaders(headersFile));
    const directives = new Map(policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));
    expect(directives.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(directives.get("connect-src")).toEqual(["'self'"]);
    expect(directives.get("default-src")).toEqual(["'self'"]);
    expect(directives.has("frame-ancestors")).toBe(false);
    expect(policy).not.toMatch(/https?:|\*/);
  });
});
