// Runs in the page, before its own scripts: keeps long tasks, and marks when something that was asked for comes into sight.
(() => {
  const COMPLETE = "Complete: this pipeline can be trained.";

  /** @typedef {import("./studio.ts").Sight} Sight */
  /** @typedef {import("./studio.ts").Part} Part */

  /** @type {{ start: number, ms: number }[]} */
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });

  /**
   * @param {string} label
   * @returns {HTMLInputElement | HTMLSelectElement | undefined}
   */
  function controlOf(label) {
    /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
    const controls = document.querySelectorAll("select, input");
    return [...controls].find(
      (each) => each.ariaLabel === label || [...(each.labels ?? [])].some(({ textContent }) => textContent === label),
    );
  }

  /** @param {Sight} sight */
  function isInSight({ text, enabled, isUnticked, status }) {
    if (text !== undefined && !document.body?.textContent?.includes(text)) return false;
    const told = document.querySelector('[role="status"][aria-label="Training status"]')?.textContent ?? "";
    if (status !== undefined && !new RegExp(status).test(told)) return false;
    if (enabled === undefined) return true;
    const control = controlOf(enabled);
    if (!control?.matches(":enabled")) return false;
    return isUnticked !== true || (control instanceof HTMLInputElement && !control.checked);
  }

  /**
   * Looks once a frame in which something changed.
   *
   * @param {Sight} sight
   * @returns {Promise<void>}
   */
  function comesInSight(sight) {
    return new Promise((resolve) => {
      let isAsked = false;
      const look = () => {
        isAsked = false;
        if (!isInSight(sight)) return;
        observer.disconnect();
        resolve();
      };
      const ask = () => {
        if (!isAsked) requestAnimationFrame(look);
        isAsked = true;
      };
      const observer = new MutationObserver(ask);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      ask();
    });
  }

  /**
   * What lies between its marks, once the task that ended it is listed, too.
   *
   * @param {string} name
   * @returns {Promise<Part>}
   */
  async function between(name) {
    performance.mark(`${name} ends`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { startTime, duration } = performance.measure(name, `${name} begins`, `${name} ends`);
    const own = tasks.filter(({ start, ms }) => start + ms > startTime && start < startTime + duration);
    return { seconds: duration / 1000, longestTaskMs: Math.max(0, ...own.map(({ ms }) => ms)) };
  }

  /**
   * From the next event of a kind until something is in sight.
   *
   * @param {string} name
   * @param {string} event
   * @param {Sight} sight
   */
  async function part(name, event, sight) {
    await new Promise((resolve) => {
      document.addEventListener(event, resolve, { capture: true, once: true });
    });
    performance.mark(`${name} begins`);
    await comesInSight(sight);
    return between(name);
  }

  async function start() {
    performance.mark("starting begins", { startTime: 0 });
    await comesInSight({ text: COMPLETE });
    return between("starting");
  }

  Object.assign(globalThis, { benchJob: { part, start: start() } });
})();
