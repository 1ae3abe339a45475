/** What a person does on the way to a view. */

export const menu = (label) => (app) =>
  app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu().items.flatMap(({ submenu }) => submenu?.items ?? []);
    items.find((item) => item.label === wanted).click();
  }, label);

export async function command(page, title) {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog").getByRole("combobox").fill(title);
  await page.keyboard.press("Enter");
}

const themeTitles = { dark: "Dark", light: "Light", contrast: "High contrast" };

export async function chooseTheme(page, theme) {
  await command(page, "Colour Theme");
  await page.getByRole("dialog").getByRole("option", { name: themeTitles[theme] }).click();
}

export const list = (name) => (_app, page) =>
  page
    .getByRole("tablist", { name: "Lists" })
    .getByRole("tab", { name: new RegExp(`^${name}`) })
    .click();

export async function openEpisode(app, page) {
  await list("Episodes")(app, page);
  await page.getByRole("grid", { name: "Episodes" }).last().getByRole("row").nth(1).dblclick();
}

export async function openCase(app, page) {
  await menu("Cases")(app);
  await page
    .getByText(/^Unexplained load on/)
    .first()
    .click();
}
