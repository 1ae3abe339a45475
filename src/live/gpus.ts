/** Load, memory, temperature and power of GPUs whose driver tells; asking starts a program, so it is done seldom. */
import { graphics } from "systeminformation";
import { GPU_UTILIZATION, POWER } from "../model/metrics.ts";
import type { MetricReading } from "./machine-reading.ts";

export interface GpuReader {
  read(): Promise<MetricReading[]>;
}

/** A machine without a GPU that tells is asked once and never again. */
export function gpuReader(): GpuReader {
  let isTelling = true;
  return {
    async read() {
      if (!isTelling) return [];
      const { controllers } = await graphics();
      const readings = controllers.flatMap((controller, index): MetricReading[] => {
        const instance = `${String(index)} ${controller.name ?? controller.model}`.trim();
        const { utilizationGpu, memoryUsed, memoryTotal, temperatureGpu, powerDraw } = controller;
        const memory = memoryUsed === undefined || memoryTotal === undefined ? undefined : memoryUsed / memoryTotal;
        return [
          reading(GPU_UTILIZATION, instance, utilizationGpu === undefined ? undefined : utilizationGpu / 100),
          reading("hw.gpu.memory.utilization", instance, memory),
          reading("hw.temperature", instance, temperatureGpu),
          reading(POWER, instance, powerDraw),
        ].filter((one) => one !== undefined);
      });
      isTelling = readings.length > 0;
      return readings;
    },
  };
}

function reading(metric: string, instance: string, value: number | undefined): MetricReading | undefined {
  return value === undefined || !Number.isFinite(value) ? undefined : { metric, instance, value };
}
