/** The same fleet without any misuse: whatever raises an alarm here is a false one. */
import { ordinaryLife } from "./ordinary-life.ts";
import type { Scenario } from "./scenario.ts";

export const clean: Scenario = {
  id: "clean",
  title: "The same fleet, and nobody does anything wrong",
  plan: (fleet, period, random) => ({
    plans: ordinaryLife(fleet, period, random, new Set()),
    subjects: fleet.subjects,
  }),
};
