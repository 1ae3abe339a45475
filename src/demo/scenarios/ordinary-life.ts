/**
 * Half a year in which nobody does anything wrong: what every scenario rests on. Recurring work with its records, and
 * what a real fleet has without any: batches, new services, hung programs, an agent that was rolled out.
 */
import type { Random } from "../../statistics/random.ts";
import type { DemoHost, Fleet } from "../fleet.ts";
import { makeHostPlan } from "../host-plan.ts";
import { antivirusScans } from "../incidents/antivirus-scan.ts";
import { backup } from "../incidents/backup.ts";
import { batch } from "../incidents/batch.ts";
import { deployment } from "../incidents/deployment.ts";
import { hungProcess } from "../incidents/hung-process.ts";
import { monthEnd } from "../incidents/month-end.ts";
import { patching } from "../incidents/patching.ts";
import { protectionPause } from "../incidents/protection-pause.ts";
import { releaseBuild } from "../incidents/release-build.ts";
import { render } from "../incidents/render.ts";
import { researchJobs } from "../incidents/research-job.ts";
import { rollOut } from "../incidents/roll-out.ts";
import type { Period } from "../period.ts";
import { addIncident, type HostPlan, type Incident } from "../plan.ts";

/** Shares of hosts that something happens to, once in the whole period. */
const BATCHES = 0.12;
const DEPLOYMENTS = 0.12;
const HUNG_PROCESSES = 0.08;
const PROTECTION_PAUSES = 0.08;

/** Hosts that the scenario has something of its own in store for are spared what would blur it. */
export function ordinaryLife(fleet: Fleet, period: Period, random: Random, spared: ReadonlySet<DemoHost>): HostPlan[] {
  const renderer = renderHost(fleet, spared);
  return fleet.hosts.map((host) => {
    const own = random.fork(`life/${host.name}`);
    const plan = makeHostPlan(host, period, own);
    const add = (name: string, incident: (plan: HostPlan, period: Period, random: Random) => Incident): void =>
      addIncident(plan, period, incident(plan, period, own.fork(name)));

    add("roll-out", rollOut);
    if (host.machine.os === "windows") {
      add("antivirus", antivirusScans);
      add("patching", patching);
    }
    switch (host.machine.className) {
      case "file-server":
        add("backup", backup);
        if (isFirstOfClass(fleet, host)) add("month-end", monthEnd);
        break;
      case "build-agent":
        add("release-build", releaseBuild);
        break;
      case "rnd-server":
        if (host === renderer) add("render", render);
        else add("jobs", researchJobs);
        break;
      case "office-endpoint":
        if (own.chance(PROTECTION_PAUSES)) add("protection-pause", protectionPause);
        break;
    }
    if (!spared.has(host) && host !== renderer) {
      if (own.chance(BATCHES)) add("batch", batch);
      if (own.chance(DEPLOYMENTS)) add("deployment", deployment);
      if (own.chance(HUNG_PROCESSES)) add("hung-process", hungProcess);
    }
    return plan;
  });
}

export function hostsOfClass(fleet: Fleet, className: string): DemoHost[] {
  return fleet.hosts.filter((host) => host.machine.className === className);
}

function isFirstOfClass(fleet: Fleet, host: DemoHost): boolean {
  return hostsOfClass(fleet, host.machine.className)[0] === host;
}

/** The third R&D server that is not spared, else the last one. */
function renderHost(fleet: Fleet, spared: ReadonlySet<DemoHost>): DemoHost | undefined {
  const free = hostsOfClass(fleet, "rnd-server").filter((host) => !spared.has(host));
  return free[2] ?? free.at(-1);
}
