/**
 * Browser mining: a page that somebody left open computes for others, as long as its tab lives. People's browsing is in
 * bursts and keeps their hours; a page that mines is level and goes on when nobody is there.
 */
import { carriersOf, daysOf, leads, percent } from "./episode-words.ts";
import { weighConnections } from "./mining-signs.ts";
import type { ActivityProfile } from "./profile.ts";
import { weigh } from "./weigh.ts";

const LITTLE = 0.35;
const IN_PROPORTION = 0.8;

export const browserMining: ActivityProfile = {
  id: "browser-mining",
  title: "Browser mining",
  read(facts) {
    const { episode } = facts;
    const { shape } = episode;
    const reading = weigh("browser-mining", 0.03);
    const browser = carriersOf(facts).find(({ role }) => role === "browser");
    if (browser === undefined) {
      reading.oppose(0.9, "No browser is known to carry the load.");
      return reading.finish();
    }
    reading.support(0.3, `${browser.name}, a browser, carries the load.`, browser.share);
    if (!leads(episode, "cpu")) reading.oppose(0.85, "The deviation is not led by CPU.");
    if ((shape.offPeakShare ?? 0) >= 0.5) {
      const text = `${percent(shape.offPeakShare ?? 0)} of it lies outside business hours, when nobody browses.`;
      reading.support(0.35, text, shape.offPeakShare);
    } else if ((shape.throttleRatio ?? 0) > 2) {
      reading.oppose(0.5, "The load keeps business hours, as people's browsing does.", shape.throttleRatio);
    }
    if ((shape.flatness ?? 0) >= 0.8) {
      reading.support(
        0.3,
        `The load is level (${percent(shape.flatness ?? 0)}); browsing comes in bursts.`,
        shape.flatness,
      );
    } else if (shape.flatness !== undefined && shape.flatness < 0.5) {
      reading.oppose(0.4, "The load comes in bursts.", shape.flatness);
    }
    const { networkPerCpu } = shape;
    if (networkPerCpu !== undefined && networkPerCpu < LITTLE) {
      const text = `Network grew by ${percent(networkPerCpu)} of what CPU grew by: hardly a page was loaded.`;
      reading.support(0.3, text, networkPerCpu);
    } else if (networkPerCpu !== undefined && networkPerCpu > IN_PROPORTION) {
      reading.oppose(0.5, `Network grew in proportion to CPU (${percent(networkPerCpu)}).`, networkPerCpu);
    }
    const days = daysOf(episode);
    if (days < 0.25) reading.oppose(0.4, `It lasted ${(days * 24).toFixed(0)} hours.`, days * 24);
    weighConnections(facts, reading);
    return reading.finish();
  },
};
