/** The system classes of the demo, in the order of their host numbers. Adding one is one file and one line. */
import { buildAgent } from "./build-agent.ts";
import { cloudInstance } from "./cloud-instance.ts";
import { fileServer } from "./file-server.ts";
import type { Machine } from "./machine.ts";
import { officeEndpoint } from "./office-endpoint.ts";
import { rndServer } from "./rnd-server.ts";

export const machines: readonly Machine[] = [officeEndpoint, rndServer, fileServer, buildAgent, cloudInstance];
