/** The report formats that are text. PDF is the HTML, printed. */
import { registry } from "../../base/registry.ts";
import type { Renderer } from "../renderer.ts";
import { csv } from "./csv.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { stix } from "./stix.ts";

export const renderers = registry<Renderer>([html, markdown, json, csv, stix]);
