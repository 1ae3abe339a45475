/**
 * GPU mining: the GPU works level, day and night, and neither the processor nor the disk feeds it. Training and rendering
 * load a GPU as much, but read their material from disk, prepare it on the CPU, and come to an end.
 */
import type { EpisodeFacts } from "../facts.ts";
import { carriersOf, daysOf, hasMetricOf, leads, percent } from "./episode-words.ts";
import { weighConnections, weighControls } from "./mining-signs.ts";
import type { ActivityProfile } from "./profile.ts";
import { weigh, type Reading } from "./weigh.ts";
import { WORK_ROLES } from "./work-roles.ts";

/** A GPU that reads as idle, and the watts that one at work draws at least. */
const IDLE_GPU = 0.1;
const WATTS_OF_A_GPU = 40;
/** Share of the excess power beyond the CPU's from which something else draws it. */
const NOT_OF_THE_CPU = 0.6;

export const gpuMining: ActivityProfile = {
  id: "gpu-mining",
  title: "GPU mining",
  read(facts) {
    const reading = weigh("gpu-mining", 0.05);
    const isHidden = drawsUnread(facts);
    if (isHidden) weighPower(facts, reading);
    if (!isHidden && !hasMetricOf(facts.episode, "gpu")) reading.oppose(0.95, "GPU load is not what deviates.");
    else if (!isHidden) {
      if (!leads(facts.episode, "gpu")) reading.oppose(0.4, "The deviation is not led by the GPU.");
      weighShape(facts, reading);
    }
    weighProcesses(facts, reading);
    weighControls(facts, reading);
    weighConnections(facts, reading);
    return reading.finish();
  },
};

/** Whether the host draws power for which its CPU does not account, while its GPU reads as idle. */
function drawsUnread({ episode }: EpisodeFacts): boolean {
  const { gpuLevel, unexplainedShare } = episode.numbers;
  return (
    leads(episode, "power") &&
    gpuLevel !== undefined &&
    gpuLevel <= IDLE_GPU &&
    (unexplainedShare ?? 0) >= NOT_OF_THE_CPU &&
    !hasMetricOf(episode, "cpu")
  );
}

function weighPower({ episode, simultaneousShare }: EpisodeFacts, reading: Reading): void {
  const { shape, numbers } = episode;
  const days = daysOf(episode);
  const watts = shape.level - shape.normalLevel;
  if (watts >= WATTS_OF_A_GPU && days >= 3) {
    const text = `The host drew ${watts.toFixed(0)} W more than normal for ${days.toFixed(0)} days, and its CPU accounts for little of it.`;
    reading.support(Math.min(0.4, 0.15 + 0.25 * (days / 14)), text, watts);
  } else
    reading.oppose(0.5, `The host drew ${watts.toFixed(0)} W more than normal for ${days.toFixed(1)} days.`, watts);
  const gpuLevel = numbers["gpuLevel"] ?? 0;
  reading.support(0.3, `Its GPU reads as ${percent(gpuLevel)}: the reading may be false.`, gpuLevel);
  if (shape.persistence >= 0.8) {
    reading.support(0.15, `${percent(shape.persistence)} of the hours are above normal.`, shape.persistence);
  }
  if (hasMetricOf(episode, "disk")) reading.oppose(0.4, "Disk traffic deviates as well, which draws power too.");
  if (simultaneousShare >= 0.3) {
    reading.oppose(0.6, `${percent(simultaneousShare)} of the class began the same within a day.`, simultaneousShare);
  }
}

function weighShape({ episode, simultaneousShare }: EpisodeFacts, reading: Reading): void {
  const { shape } = episode;
  const days = daysOf(episode);
  const excess = shape.level - shape.normalLevel;
  if (leads(episode, "gpu") && excess >= 0.1 && days >= 3) {
    const text = `The GPU stood ${percent(excess)} above normal for ${days.toFixed(0)} days.`;
    reading.support(Math.min(0.4, 0.15 + 0.25 * (days / 14)), text, days);
  } else if (days < 1) reading.oppose(0.4, `It lasted ${(days * 24).toFixed(0)} hours.`, days * 24);
  if (shape.persistence >= 0.8) {
    reading.support(0.15, `${percent(shape.persistence)} of the hours are above normal.`, shape.persistence);
  }
  if (shape.flatness !== undefined && shape.flatness >= 0.85) {
    reading.support(
      0.2,
      `The plateau is level within each part of the day (${percent(shape.flatness)}).`,
      shape.flatness,
    );
  }
  if (hasMetricOf(episode, "disk"))
    reading.oppose(0.4, "Disk traffic deviates as well, as it does where a GPU is fed.");
  else reading.support(0.2, "Disk traffic stayed as it was: nothing was read for the GPU to work on.");
  if (hasMetricOf(episode, "cpu")) reading.oppose(0.2, "CPU deviates as well, as it does where a GPU is fed.");
  else reading.support(0.2, "CPU stayed as it was: nothing was prepared for the GPU.");
  if (episode.end !== undefined && days < 7) {
    reading.oppose(0.35, `It ended by itself after ${days.toFixed(1)} days.`, days);
  }
  if (simultaneousShare >= 0.3) {
    reading.oppose(0.6, `${percent(simultaneousShare)} of the class began the same within a day.`, simultaneousShare);
  }
}

/** Who works the GPU is seldom sampled: a program counts by being there, and shares of CPU are no measure. */
function weighProcesses(facts: EpisodeFacts, reading: Reading): void {
  const miner = facts.processes.find(({ isMiner }) => isMiner);
  if (miner !== undefined) reading.support(0.9, `${miner.name} was at work and bears the marks of a miner.`);
  const disguised = facts.processes.find(({ isMasquerading }) => isMasquerading);
  if (disguised !== undefined) reading.support(0.4, `${disguised.name} was at work and poses as a system program.`);
  const worker = carriersOf(facts).find(
    ({ role, suspicion }) => role !== undefined && WORK_ROLES.has(role) && suspicion < 0.4,
  );
  if (worker !== undefined) reading.oppose(0.6, `${worker.name} was at work; it is known as ${worker.role ?? ""}.`);
}
