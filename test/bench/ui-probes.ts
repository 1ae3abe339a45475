/** What is measured inside the window: each probe acts as a person would and resolves when the page shows the outcome. */
import type { Page } from "@playwright/test";

/** Puts the clock of the probes into the page: it knows when lanes were drawn last. */
export async function startClock(page: Page): Promise<void> {
  await page.evaluate(() => {
    const clock = { lastDraw: 0, worstGap: 0, isWatching: false };
    Object.assign(window, { clock });
    // A lane canvas is cleared whenever its lanes are drawn anew, and by nothing else.
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      if (this.canvas.parentElement?.className.startsWith("lane-area") === true && this.canvas.className === "") {
        clock.lastDraw = performance.now();
      }
      clearRect.apply(this, box);
    };
  });
}

/** Begins to watch for how long the page does not get to its own timers, which costs time itself. */
export async function watchGaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { clock } = window as unknown as { clock: { worstGap: number; isWatching: boolean } };
    Object.assign(clock, { worstGap: 0, isWatching: true });
    let last = performance.now();
    const tick = (): void => {
      const now = performance.now();
      clock.worstGap = Math.max(clock.worstGap, now - last);
      last = now;
      if (clock.isWatching) setTimeout(tick, 0);
    };
    tick();
  });
}

/** Milliseconds from the key that chooses a host by its name until its lanes are drawn, in a frame. */
export async function firstTimeline(page: Page, host: string): Promise<number> {
  await page.keyboard.press("Control+p");
  await page.getByRole("dialog").getByRole("combobox").fill(host);
  await page.getByRole("option", { selected: true }).filter({ hasText: host }).waitFor();
  // The waiting begins in the page before the key is pressed, so that no message between the two is counted.
  await page.evaluate((name) => {
    const { clock } = window as unknown as { clock: { waiting?: Promise<number> } };
    const pressed = new Promise<number>((resolve) => {
      window.addEventListener("keydown", () => resolve(performance.now()), { capture: true, once: true });
    });
    const isThere = (): boolean =>
      document.querySelector(`.timeline[aria-label="Timeline of ${name}"] .lane-gutter.metric`) !== null;
    clock.waiting = pressed.then(async (started) => {
      while (!isThere()) {
        if (performance.now() - started > 60_000) throw new Error(`The timeline of ${name} did not come.`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - started;
    });
  }, host);
  await page.keyboard.press("Enter");
  return page.evaluate(() => (window as unknown as { clock: { waiting: Promise<number> } }).clock.waiting);
}

/** Milliseconds from a notch of the wheel until the lanes stand there zoomed, and until they have all their detail. */
export function zoomStep(page: Page, notch: number): Promise<{ readonly drawn: number; readonly detailed: number }> {
  return page.evaluate(async (deltaY) => {
    const { clock } = window as unknown as { clock: { lastDraw: number } };
    const area = document.querySelector<HTMLElement>(".lane-area");
    if (area === null) throw new Error("There are no lanes.");
    const box = area.getBoundingClientRect();
    const [clientX, clientY] = [box.left + box.width * 0.6, box.top + 40];
    const started = performance.now();
    area.dispatchEvent(new WheelEvent("wheel", { deltaY, clientX, clientY, bubbles: true, cancelable: true }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const drawn = performance.now() - started;
    // All detail is there once nothing is drawn any more for a good while.
    let last = clock.lastDraw;
    for (let quiet = 0; quiet < 400;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      quiet = clock.lastDraw === last ? quiet + 50 : 0;
      last = clock.lastDraw;
    }
    return { drawn, detailed: last - started };
  }, notch);
}

/** Milliseconds from the end of a brush on the axis until the list under it says another number of rows. */
export function brush(page: Page, from: number, to: number): Promise<number> {
  return page.evaluate(
    async ([left = 0, right = 1]) => {
      const axis = document.querySelector<HTMLElement>(".lane-axis-area");
      const status = document.querySelector(".panel .list-count");
      if (axis === null || status === null) throw new Error("There is no axis, or no list.");
      const box = axis.getBoundingClientRect();
      const at = (share: number): PointerEventInit => ({
        clientX: box.left + box.width * share,
        clientY: box.top + 8,
        pointerId: 1,
        button: 0,
        bubbles: true,
      });
      const capture = axis.setPointerCapture.bind(axis);
      axis.setPointerCapture = () => undefined;
      const before = status.textContent;
      axis.dispatchEvent(new PointerEvent("pointerdown", at(left)));
      const started = performance.now();
      axis.dispatchEvent(new PointerEvent("pointermove", at(right)));
      axis.dispatchEvent(new PointerEvent("pointerup", at(right)));
      axis.setPointerCapture = capture;
      while (document.querySelector(".panel .list-count")?.textContent === before) {
        if (performance.now() - started > 30_000) throw new Error(`The list still says ${before}.`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - started;
    },
    [from, to],
  );
}

/** Frames of a scroll through the list under the timeline, and how many of them were painted with a hole in it. */
export function scrollList(
  page: Page,
  frames: number,
  step: number,
): Promise<{ readonly painted: number; readonly blank: number }> {
  return page.evaluate(
    async ([count = 0, pixels = 0]) => {
      const rows = document.querySelector<HTMLElement>('.panel [role="grid"]');
      const scroller = [rows, ...(rows?.querySelectorAll<HTMLElement>("*") ?? [])].find(
        (one) =>
          one !== null && one.scrollHeight > one.clientHeight + 100 && getComputedStyle(one).overflowY !== "visible",
      );
      if (scroller === null || scroller === undefined) throw new Error("There is no list to scroll.");
      let blank = 0;
      for (let frame = 0; frame < count; frame += 1) {
        scroller.scrollTop += pixels;
        // After the frame was painted: what a person has seen.
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const box = scroller.getBoundingClientRect();
        const isFilled = [0.3, 0.5, 0.7, 0.9].every(
          (share) =>
            document
              .elementFromPoint(box.left + 60, box.top + box.height * share)
              ?.closest('[role="row"]:not([aria-busy])') instanceof Element,
        );
        if (!isFilled) blank += 1;
      }
      return { painted: count, blank };
    },
    [frames, step],
  );
}

/** Milliseconds from a jump to a share of the list's height until the rows there are drawn, in a frame. */
export function jumpInList(page: Page, share: number): Promise<number> {
  return page.evaluate(async (part) => {
    const scroller = document.querySelector<HTMLElement>('.panel [role="grid"]');
    if (scroller === null) throw new Error("There is no list.");
    const started = performance.now();
    scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * part;
    for (let isThere = false; !isThere;) {
      if (performance.now() - started > 30_000) throw new Error("The rows did not come.");
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const box = scroller.getBoundingClientRect();
      const middle = document.elementFromPoint(box.left + 60, box.top + box.height / 2);
      isThere = middle?.closest('[role="row"]:not([aria-busy])') instanceof Element;
    }
    return performance.now() - started;
  }, share);
}

/** Milliseconds from a click on the timeline's menu of lanes until it stands there; it is closed again. */
export function openMenu(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const button = document.querySelector<HTMLElement>('.check-menu > button[aria-label="Lanes"]');
    const started = performance.now();
    button?.click();
    while (document.querySelector(".check-list") === null) {
      if (performance.now() - started > 30_000) throw new Error("The menu did not open.");
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const taken = performance.now() - started;
    button?.click();
    return taken;
  });
}

/** The longest such time since the watch began; it ends with this. */
export function worstGap(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { clock } = window as unknown as { clock: { worstGap: number; isWatching: boolean } };
    clock.isWatching = false;
    return clock.worstGap;
  });
}
