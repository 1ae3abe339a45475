import { expect, test } from "./fixtures.ts";

test("the window opens under the product's name", async ({ page }) => {
  await expect(page).toHaveTitle(/Plimsoll/);
});

test("the page has no way to Node or to Electron's messages", async ({ page }) => {
  const reachable = await page.evaluate(() =>
    Object.keys(window).filter((name) => /^(require|process|electron|ipc)/.test(name)),
  );
  expect(reachable).toEqual([]);
  expect(await page.evaluate(() => Object.keys((window as unknown as { plimsoll: object }).plimsoll))).toEqual([
    "pathOf",
  ]);
});

test("the page cannot leave the app, open a window or reach the network", async ({ app, page }) => {
  const before = page.url();
  await page.evaluate(() => {
    window.open("https://plimsoll.example/");
    window.location.href = "https://plimsoll.example/";
  });
  const answer = await page.evaluate(() =>
    fetch("https://plimsoll.example/").then(
      () => "reached",
      () => "refused",
    ),
  );
  expect({ url: page.url(), windows: app.windows().length, answer }).toEqual({
    url: before,
    windows: 1,
    answer: "refused",
  });
});
