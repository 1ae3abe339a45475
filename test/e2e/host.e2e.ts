/** What is normal on a host: its hours of the week, coverage, accounts; and the figures of an episode, by keys alone. */
import { seriousFaults } from "./axe.ts";
import { expect, test } from "./demo.ts";
import { openTimeline } from "./timeline.ts";

test.use({ opens: "demo" });

test("a host's page shows what its data covers and whose accounts were seen, and leads to their processes", async ({
  page,
  demo,
}) => {
  await openTimeline(page, demo.minedHost);
  await page.getByRole("button", { name: "What is normal on this host" }).click();
  const host = page.getByRole("article", { name: `Host ${demo.minedHost}` });
  const coverage = host.getByRole("region", { name: "Coverage" });
  await expect(coverage.getByRole("img", { name: /^CPU: 9\d.* of the time has samples/ })).toBeVisible();
  const accounts = host.getByRole("region", { name: "Accounts seen" });
  await expect(accounts).toContainText("First seen");
  for (const theme of ["dark", "light"]) {
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    expect(await seriousFaults(page)).toEqual([]);
  }
  const first = accounts.getByRole("button").first();
  const user = (await first.textContent()) ?? "";
  await first.click();
  await expect(page.getByRole("grid", { name: "Processes" }).getByRole("row").nth(1)).toContainText(user);
});

test("the hours of the week are read by keys, over all maps at once, and as a table", async ({ page, demo }) => {
  await openTimeline(page, demo.minedHost);
  await page.getByRole("button", { name: "What is normal on this host" }).click();
  const week = page.getByRole("region", { name: "CPU by hour of the week" });
  const observed = week.getByRole("application", { name: /^Observed CPU .* typically \d.* highest on \w{3} \d\d:00/ });
  const readout = week.locator(".figure-readout");

  await observed.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("PageUp");
  await expect(readout).toHaveText(/^Mon 00:00: observed .*%, expected .*%, beyond expected .*%$/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(readout).toHaveText(/^Tue 01:00: observed/);
  const heard = (await readout.textContent()) ?? "";
  for (const theme of ["dark", "light", "contrast"]) {
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    expect(await seriousFaults(page)).toEqual([]);
  }

  await page.keyboard.press("Enter");
  const table = week.getByRole("grid", { name: "CPU by hour of the week" });
  await week.getByRole("searchbox").fill("Tue 01:00");
  const [, value = ""] = /observed (.*?),/.exec(heard) ?? [];
  await expect(table.getByRole("row").nth(1)).toContainText(value);
  expect(await seriousFaults(page)).toEqual([]);
  await week.getByRole("button", { name: "Show the hours as a picture" }).click();
  await observed.hover({ position: { x: 40, y: 12 } });
  await expect(readout).toHaveText(/^Mon 00:00/);
});

test("a host stands beside its peers in a ridge that keys read, and in a table that leads to them", async ({
  page,
  demo,
}) => {
  await openTimeline(page, demo.minedHost);
  await page.getByRole("button", { name: "What is normal on this host" }).click();
  const peers = page.getByRole("region", { name: "Beside its peers" });
  await expect(peers).toContainText(`The median of ${demo.minedHost} is`);
  const ridge = peers.getByRole("application", { name: /^Levels of CPU, a row a host/ });
  const readout = peers.locator(".figure-readout");
  await expect(readout).toContainText(`${demo.minedHost}: `);

  await ridge.focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Home");
  await expect(readout).toHaveText(/of its hours between 0.* and .*; median/);
  const highest = (await readout.textContent()) ?? "";
  await page.keyboard.press("ArrowDown");
  await expect(readout).not.toHaveText(highest);
  for (const theme of ["dark", "light", "contrast"]) {
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    expect(await seriousFaults(page)).toEqual([]);
  }

  await page.keyboard.press("Enter");
  const rows = peers.getByRole("row");
  await expect(rows.nth(1)).toContainText(highest.split(":")[0] ?? "");
  expect(await seriousFaults(page)).toEqual([]);
  const peer = peers
    .getByRole("button", { name: /^\w+-\d+$/ })
    .filter({ hasNotText: demo.minedHost })
    .first();
  const name = (await peer.textContent()) ?? "";
  await peer.click();
  await expect(page.getByRole("article", { name: `Host ${name}` })).toBeVisible();
});

test("an episode's figures say what they show, are read by keys, and open as tables", async ({ page, demo }) => {
  const now = page.getByRole("region", { name: "Unusual now" });
  await now
    .getByRole("button", { name: new RegExp(demo.minedHost) })
    .first()
    .click();
  const episode = page.getByRole("article", { name: `Episode on ${demo.minedHost}` });
  const figure = episode.getByRole("application", { name: /CPU: mean .*%, from .* outside the normal range/ }).first();
  const readout = episode.locator("figure .figure-readout").first();

  await figure.focus();
  await page.keyboard.press("Home");
  await expect(readout).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d .*%.* n \d/);
  const before = (await readout.textContent()) ?? "";
  await page.keyboard.press("Shift+ArrowRight");
  await expect(readout).not.toHaveText(before);
  expect(await seriousFaults(page)).toEqual([]);

  await page.keyboard.press("Enter");
  await expect(
    page
      .getByRole("grid", { name: `Points of ${demo.minedHost}` })
      .getByRole("row")
      .nth(1),
  ).toBeVisible();
});
