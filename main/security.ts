/**
 * What web content may do: show the files of dist/renderer, and nothing else.
 *
 * The page comes from a scheme of our own, so that it has an origin, a content security policy in a header, and no
 * `file:` address. Every page that is ever made, in whatever window, starts from "refused": no navigation, no second
 * window, no permission, no network.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { app, protocol, session } from "electron";

export const appOrigin = "app://plimsoll";
const rendererFolder = path.join(import.meta.dirname, "../renderer");

/** Charts set inline styles and draw to data and blob images; reports are previewed in a frame without scripts. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
};

/** Has to be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves dist/renderer under `appOrigin`; a path that leads out of it is not found. */
export function serveRenderer(): void {
  protocol.handle("app", (request) => {
    const { pathname } = new URL(request.url);
    const file = path.join(rendererFolder, decodeURIComponent(pathname));
    const type = contentTypes[path.extname(file)];
    if (!file.startsWith(rendererFolder + path.sep) || type === undefined || !existsSync(file)) {
      return new Response("Not found", { status: 404 });
    }
    return new Response(readFileSync(file), {
      headers: { "content-type": type, "content-security-policy": contentSecurityPolicy },
    });
  });
}

export function refuseByDefault(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
  void app.whenReady().then(() => {
    const { defaultSession } = session;
    defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
      answer(permission === "clipboard-sanitized-write"),
    );
    defaultSession.setPermissionCheckHandler((_contents, permission) => permission === "clipboard-sanitized-write");
    defaultSession.webRequest.onBeforeRequest((details, answer) => {
      answer({ cancel: !/^(app|data|blob|devtools):/.test(details.url) });
    });
  });
}
