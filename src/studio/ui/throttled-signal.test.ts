import fc from "fast-check";
import { expect, test } from "vitest";
import { BEATS } from "../session/beats.ts";
import { type Clock, ThrottledSignal } from "./throttled-signal.ts";

/** A clock that stands still until it is moved. */
function makeClock(): Clock & { advance(toMs: number): void } {
  let now = 0;
  let calls: { at: number; call: () => void }[] = [];
  return {
    now: () => now,
    after: (durationMs, call) => {
      const entry = { at: now + durationMs, call };
      calls.push(entry);
      return () => {
        calls = calls.filter((other) => other !== entry);
      };
    },
    advance(toMs) {
      for (;;) {
        const next = calls.filter(({ at }) => at <= toMs).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        calls = calls.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.call();
      }
      now = toMs;
    },
  };
}

test("a listener hears the first change at once, the last one in the end, and never more often than asked", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 1000 }),
      (gaps, intervalMs) => {
        const clock = makeClock();
        const signal = new ThrottledSignal(clock);
        const heard: { at: number; value: number }[] = [];
        let value = 0;
        signal.subscribe(() => heard.push({ at: clock.now(), value }), { intervalMs, offsetMs: 0 });
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          clock.advance(now);
          value += 1;
          signal.emit();
        }
        clock.advance(now + 2 * intervalMs);
        expect(heard[0]).toEqual({ at: gaps[0], value: 1 });
        expect(heard.at(-1)?.value).toBe(value);
        for (let index = 1; index < heard.length; index++) {
          expect(heard[index].at - heard[index - 1].at).toBeGreaterThanOrEqual(intervalMs);
        }
      },
    ),
  );
});

test("listeners of one beat hear together, those of another at another moment; each hears the last change", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 }), (gaps) => {
      const clock = makeClock();
      const signal = new ThrottledSignal(clock);
      let value = 0;
      const beats = Object.values(BEATS);
      const heard = [...beats, ...beats].map((beat) => {
        const calls: { at: number; value: number }[] = [];
        signal.subscribe(() => calls.push({ at: clock.now(), value }), beat);
        return calls;
      });
      for (const gap of gaps) {
        clock.advance(clock.now() + gap);
        value += 1;
        signal.emit();
      }
      clock.advance(clock.now() + 3000);
      beats.forEach(({ intervalMs, offsetMs }, index) => {
        const calls = heard[index];
        expect(heard[index + beats.length]).toEqual(calls);
        expect(calls.at(-1)?.value).toBe(value);
        for (let call = 1; call < calls.length; call++) {
          expect(calls[call].at - calls[call - 1].at).toBeGreaterThanOrEqual(intervalMs);
        }
        const times = new Set(calls.map(({ at }) => at));
        const others = beats.flatMap((other, place) => (other.offsetMs === offsetMs ? [] : heard[place]));
        expect(others.filter(({ at }) => times.has(at))).toEqual([]);
      });
    }),
  );
});

test("nothing is heard after the end", () => {
  const clock = makeClock();
  const signal = new ThrottledSignal(clock);
  let heard = 0;
  const end = signal.subscribe(() => heard++, { intervalMs: 100, offsetMs: 0 });
  signal.emit();
  signal.emit();
  end();
  clock.advance(1000);
  signal.emit();
  expect(heard).toBe(1);
});
