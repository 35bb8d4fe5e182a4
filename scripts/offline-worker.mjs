// @ts-nocheck: a service worker's globals are not those of the scripts beside it.
/*
 * The service worker of the built page: its files, so that the studio opens without a network. `scripts/offline.mjs` writes the list of
 * files before these lines. A version is fetched whole, each file held against its hash, and only then may it take over; an open page keeps
 * the version that it began with until somebody reloads it. Nothing but files of the page is ever fetched, and nothing else is cached.
 */
const PREFIX = "diffml-studio/files/";
const CACHE = PREFIX + VERSION;
const HASH = "x-diffml-sha256";

const addressOf = (path) => new URL(path, self.registration.scope).href;
const ADDRESSES = new Map(Object.entries(FILES).map(([path, hash]) => [addressOf(path), hash]));

self.addEventListener("install", (event) => event.waitUntil(fill()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", ({ data }) => {
  if (data === "takeOver") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const [address] = request.url.split(/[?#]/);
  const isPage = request.mode === "navigate" && address === self.registration.scope;
  const wanted = isPage ? addressOf("index.html") : address;
  if (ADDRESSES.has(wanted)) event.respondWith(answer(wanted, request));
  else if (address.startsWith(addressOf("assets/"))) event.respondWith(ofEarlier(address, request));
});

async function answer(wanted, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(wanted)) ?? fetch(request);
}

/** A page that was open before this version took over goes on with the files that it began with. */
async function ofEarlier(address, request) {
  for (const name of await earlierCaches()) {
    const known = await (await caches.open(name)).match(address);
    if (known) return known;
  }
  return fetch(request);
}

/** Of other versions, the oldest first. */
async function earlierCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}

/** Fetches what no earlier version has. */
async function fill() {
  const earlier = await earlierCaches();
  const cache = await caches.open(CACHE);
  for (const [address, hash] of ADDRESSES) {
    const known = await firstOf([CACHE, ...earlier], address, hash);
    await cache.put(address, known ?? (await fetched(address, hash)));
  }
}

async function firstOf(names, address, hash) {
  for (const name of names) {
    const known = await (await caches.open(name)).match(address);
    if (known?.headers.get(HASH) === hash) return known;
  }
  return undefined;
}

async function fetched(address, hash) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== hash) throw new Error(`${address}: not the file of this version`);
  const headers = new Headers(response.headers);
  // Of the bytes as they came over the network.
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set(HASH, hash);
  return new Response(bytes, { status: 200, headers });
}

async function takeOver() {
  // Pages of the version before may be open.
  for (const name of (await earlierCaches()).slice(0, -1)) await caches.delete(name);
  // The first visit goes on from the cache, too.
  await self.clients.claim();
}
