/** What is normal here? Hour-of-week maps of the load, its peers, coverage, accounts, software seen. */
import type { TimeRange } from "../../../src/base/time.ts";
import type { HostSummary } from "../../../src/model/fleet.ts";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { classTitle, plural } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { putIntoClass } from "../../state/classes.ts";
import { askEngine } from "../../state/engine.ts";
import { attempt } from "../../state/notifications.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { choose } from "../../state/quick-input.ts";
import type { EditorView } from "../view.ts";
import { HostAccounts } from "./host-accounts.tsx";
import { HostCoverage } from "./host-coverage.tsx";
import { HostPeers } from "./host-peers.tsx";
import { HostSoftware } from "./host-software.tsx";
import { HostWeeks } from "./host-weeks.tsx";

export const hostView: EditorView = { id: "host", icon: "server", useTitle: (host) => `Host ${host}`, Body: HostBody };

function HostBody({ subject }: { readonly subject: string }) {
  const hosts = useSteadyEngine("host.list", {});
  const host = hosts.value?.find((one) => one.name === subject);
  if (hosts.error !== undefined) return <Failure error={hosts.error} />;
  if (host === undefined)
    return <Empty text={hosts.isLoading ? "Loading…" : `There is no host ${subject} in this workspace.`} />;
  const range: TimeRange | undefined =
    host.from === undefined || host.to === undefined ? undefined : { start: host.from, end: host.to };
  return (
    <article className="document" tabIndex={0} aria-label={`Host ${host.name}`}>
      <HostHead host={host} />
      {range === undefined ? (
        <p className="muted">No samples of this host.</p>
      ) : (
        <HostWeeks host={host} range={range} />
      )}
      <HostPeers host={host} hosts={hosts.value ?? []} />
      {range === undefined ? null : <HostCoverage host={host.name} range={range} />}
      <HostAccounts host={host.name} />
      <HostSoftware host={host.name} />
    </article>
  );
}

function HostHead({ host }: { readonly host: HostSummary }) {
  const zone = useDisplayZone(host.name);
  const classes = useEngine("class.list", {}).value;
  const title = host.className === undefined ? undefined : classTitle(host.className, classes);
  return (
    <header>
      <h1>{host.name}</h1>
      <p className="facts">
        <button type="button" className="tag" title="Set the class" onClick={() => attempt(() => chooseClass(host))}>
          {title ?? "no class yet"} <Icon name="edit" />
        </button>
        <span className="data">{host.timeZone ?? "UTC assumed: no source names its zone"}</span>
        <span className="data">
          {host.logicalCpus === undefined ? "number of CPUs not known" : plural(host.logicalCpus, "CPU")}
        </span>
        {host.from === undefined || host.to === undefined ? null : (
          <span className="data">
            {formatTime(host.from, zone)} – {formatTime(host.to, zone)} {zone.name}
          </span>
        )}
        <span className="data">{formatNumber(host.sampleCount)} samples</span>
      </p>
      <div className="actions">
        <button type="button" className="button primary" onClick={() => openEditor("timeline", host.name)}>
          <Icon name="pulse" /> Open timeline
        </button>
      </div>
    </header>
  );
}

/** No class can be named so. */
const NO_CLASS = "";

async function chooseClass(host: HostSummary): Promise<void> {
  const classes = await askEngine("class.list", {});
  const chosen = await choose(`Class of ${host.name}`, [
    ...classes.map((one) => ({
      id: one.name,
      label: one.title,
      detail: one.expectation,
      icon: one.name === host.className ? "check" : "blank",
    })),
    { id: NO_CLASS, label: "No class", icon: host.className === undefined ? "check" : "blank" },
  ]);
  if (chosen === undefined || chosen === (host.className ?? NO_CLASS)) return;
  const chosenClass = classes.find((one) => one.name === chosen);
  await putIntoClass([{ host: host.name, className: host.className }], chosenClass?.name, chosenClass?.title ?? "");
}
