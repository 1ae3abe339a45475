/** Every view of the gallery by its name, and what a person does to see it. */

import { command, list, menu, openCase, openEpisode } from "./steps.mjs";

const casePage = (name) => async (app, page) => {
  await openCase(app, page);
  await page.getByRole("tab", { name }).click();
};

const settings = (heading) => async (app, page) => {
  await menu("Settings")(app);
  await page
    .getByRole("heading", { name: heading })
    .first()
    .evaluate((element) => element.scrollIntoView());
};

/** With no workspace open; taken last, since the others need one. */
export const emptyViews = {
  welcome: (_app, page) => command(page, "Welcome"),
  "empty-live": menu("Live"),
  "empty-fleet": menu("Fleet"),
};

export const views = {
  fleet: menu("Fleet"),
  "fleet-table": {
    async open(app, page) {
      await menu("Fleet")(app);
      await page.getByRole("button", { name: "Show the weeks as a table" }).click();
    },
    leave: (page) => page.getByRole("button", { name: "Show the weeks as a picture" }).click(),
  },
  episodes: menu("Episodes"),
  episode: openEpisode,
  "episode-figures": async (app, page) => {
    await openEpisode(app, page);
    await page.getByRole("heading", { name: "Before and inside" }).evaluate((element) => element.scrollIntoView());
  },
  timeline: menu("Timeline"),
  compare: async (_app, page) => {
    await page.getByRole("application").last().focus();
    await command(page, "Compare the Host with Another Time");
  },
  annotation: async (_app, page) => {
    await page.getByRole("application").last().focus();
    await command(page, "Write a Note on the Timeline");
  },
  host: async (_app, page) => {
    await page.getByRole("button", { name: "What is normal on this host" }).last().click();
  },
  "host-peers": async (app, page) => {
    await menu("Timeline")(app);
    await page.getByRole("button", { name: "What is normal on this host" }).last().click();
    await page.getByRole("region", { name: "Beside its peers" }).evaluate((element) => element.scrollIntoView());
  },
  processes: list("Processes"),
  connections: list("Connections"),
  claims: list("Claims"),
  controls: list("Control events"),
  problems: list("Problems"),
  rejects: list("Rejects"),
  sources: menu("Sources"),
  case: openCase,
  "case-judgement": casePage("Notes and hypotheses"),
  "case-report": casePage("Report"),
  live: menu("Live"),
  custody: (_app, page) => command(page, "Show the Chain of Custody"),
  content: (_app, page) => command(page, "Show Detection Content"),
  settings: menu("Settings"),
  sensitivity: settings(/Sensitivity/),
  shortcuts: (_app, page) => command(page, "Keyboard Shortcuts"),
  palette: (_app, page) => page.keyboard.press("Control+Shift+P"),
  "quick-open": async (_app, page) => {
    await page.keyboard.press("Control+P");
    await page.getByRole("dialog").getByRole("combobox").fill("rnd");
  },
};
