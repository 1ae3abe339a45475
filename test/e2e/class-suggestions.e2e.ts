/** Classes that are suggested by what hosts do: seen with their reasons, accepted by keys, logged, undone. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { seriousFaults } from "./axe.ts";
import { expect, test as base } from "./fixtures.ts";
import { runCommand } from "./timeline.ts";

const DAYS = 40;
const cli = path.join(import.meta.dirname, "../../dist/node/cli.js");

/** A lab that is quiet, a render farm that works by night, two hosts of the farm without a class, and one in the lab. */
const test = base.extend({
  launchArguments: async ({ folder }, use) => {
    const bundle = path.join(folder, "bundle");
    mkdirSync(bundle);
    const lab = ["LAB-1", "LAB-2", "LAB-3", "LAB-4", "LAB-5"];
    const farm = ["FARM-1", "FARM-2", "FARM-3", "FARM-4", "FARM-5"];
    const strays = ["NEW-1", "NEW-2"];
    const hidden = "LAB-9";
    const rows = [...lab, ...farm, ...strays, hidden].flatMap((host, at) => rowsOf(host, at, lab.includes(host)));
    writeFileSync(path.join(bundle, "load.csv"), ["timestamp,host.name,system.cpu.utilization", ...rows].join("\n"));
    const manifest = {
      plimsollBundle: 1,
      timeZone: "UTC",
      classes: [
        { name: "lab", title: "Laboratory", expectation: "quiet" },
        { name: "farm", title: "Render farm", expectation: "bursty" },
      ],
      hosts: [
        ...[...lab, hidden].map((name) => ({ name, class: "lab" })),
        ...farm.map((name) => ({ name, class: "farm" })),
        ...strays.map((name) => ({ name })),
      ],
    };
    writeFileSync(path.join(bundle, "bundle.json"), JSON.stringify(manifest));
    const workspace = path.join(folder, "classes.plimsoll");
    for (const words of [["import", bundle], ["analyze"]]) {
      const { status, stderr } = spawnSync(process.execPath, [cli, ...words, "-w", workspace], { encoding: "utf8" });
      if (status !== 0) throw new Error(`plimsoll ${words.join(" ")} ended with ${String(status)}: ${stderr}`);
    }
    await use([workspace]);
  },
});

function rowsOf(host: string, seed: number, isQuiet: boolean): string[] {
  let state = seed + 1;
  return Array.from({ length: DAYS * 24 }, (_, hour) => {
    state = (state * 48_271) % 2_147_483_647;
    const noise = (state / 2_147_483_647 - 0.5) * 0.06;
    const at = new Date(Date.UTC(2026, 0, 5, hour));
    const isBusiness = at.getUTCDay() % 6 !== 0 && at.getUTCHours() >= 8 && at.getUTCHours() < 18;
    const load = isQuiet ? 0.06 + noise : (isBusiness ? 0.1 : 0.5) + noise + (hour % 240 < 4 ? 0.45 : 0);
    return `${at.toISOString()},${host},${load.toFixed(4)}`;
  });
}

test("hosts without a class are told with the class that they live like, and are put there by whoever accepts it", async ({
  page,
}) => {
  const classes = page.getByRole("region", { name: "Class suggestions" });
  const tree = page.getByRole("tree", { name: "Fleet" });
  const line = classes.getByRole("button", { name: /^2 hosts without a class move alike with FARM-/ });
  const other = classes.getByRole("button", { name: /^NEW-2, without a class, moves alike with/ });
  await expect(line).toContainText("Render farm suggested");

  const alarmed = classes.getByRole("button", { name: /^LAB-9, of class Laboratory, moves alike with FARM-/ });
  await expect(alarmed).toContainText("Look at what was put before you first");
  await expect(classes.getByRole("button", { name: "Put LAB-9 into Render farm" })).toHaveCount(0);

  await line.focus();
  await page.keyboard.press("Enter");
  const table = classes.getByRole("region", { name: "Suggested: Render farm" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(table).toContainText(/By its levels, its spread and the hours in which it rises it is over 99 % likely/);
  for (const theme of ["dark", "light", "contrast"]) {
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    expect(await seriousFaults(page)).toEqual([]);
  }

  await table.getByRole("button", { name: "Put NEW-1 into Render farm" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("NEW-1 is of class Render farm now.")).toBeVisible();
  await expect(other).toBeVisible();
  await expect(classes).toBeFocused();
  await classes.getByRole("button", { name: "Put NEW-2 into Render farm" }).first().click();
  await expect(line.or(other)).toHaveCount(0);
  await expect(tree.getByRole("treeitem", { name: /Render farm/ })).toContainText("7");

  await page.keyboard.press("Control+z");
  await expect(other).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(line).toBeVisible();
  await classes.getByRole("button", { name: "Put all 2 into Render farm" }).click();
  await expect(page.getByText("2 hosts are of class Render farm now.")).toBeVisible();
  await expect(tree.getByRole("treeitem", { name: /Render farm/ })).toContainText("7");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(line).toBeVisible();

  await alarmed.click();
  await classes.getByRole("button", { name: "Put LAB-9 into Render farm" }).click();
  await expect(classes.getByRole("button", { name: /^2 hosts without a class/ })).toBeVisible();
  await expect(alarmed).toHaveCount(0);

  await runCommand(page, "chain of custody");
  await expect(page.getByRole("grid", { name: "Chain of custody" }).getByText("host-class")).toHaveCount(9);
});
