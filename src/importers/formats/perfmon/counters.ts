/**
 * The performance objects and counters that are read, under the names Windows gives them in English, German, French,
 * Italian and Russian, and what each means. Everything else in a log is noted and left out.
 */
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  MEMORY_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
} from "../../../model/metrics.ts";

/**
 * A counter that is a metric. Its number with the decimal point moved `places` to the left is in the registry's unit,
 * counted from `offset` upwards, or downwards where `isRest` (a share of idle time, of free space). Of several counters
 * for one metric the lowest rank wins.
 */
export interface MetricMeaning {
  readonly kind: "metric";
  readonly metric: string;
  readonly places: number;
  readonly offset: number;
  readonly isRest: boolean;
  readonly rank: number;
}

export type ProcessField = "cpu" | "memory" | "readBytes" | "writeBytes" | "pid" | "parentPid" | "age";

/** A counter of one process. */
export interface ProcessMeaning {
  readonly kind: "process";
  readonly field: ProcessField;
  readonly places: number;
  readonly rank: number;
}

/** Utilisation of one engine of a GPU by one process: engines are summed over processes, then the busiest is the GPU's. */
export interface EngineMeaning {
  readonly kind: "gpu-engine";
}

export type Meaning = MetricMeaning | ProcessMeaning | EngineMeaning;

interface Counter {
  readonly names: readonly string[];
  readonly meaning: Meaning;
}

interface PerformanceObject {
  readonly names: readonly string[];
  readonly counters: readonly Counter[];
}

interface Reading {
  readonly places?: number;
  readonly offset?: number;
  readonly isRest?: boolean;
  readonly rank?: number;
}

function metric(names: readonly string[], id: string, reading: Reading = {}): Counter {
  const { places = 0, offset = 0, isRest = false, rank = 0 } = reading;
  return { names, meaning: { kind: "metric", metric: id, places, offset, isRest, rank } };
}

function process(names: readonly string[], field: ProcessField, { places = 0, rank = 0 }: Reading = {}): Counter {
  return { names, meaning: { kind: "process", field, places, rank } };
}

const PERCENT: Reading = { places: 2 };
/** A percentage of what is left: 100 % idle is 0 busy. */
const REST: Reading = { places: 2, offset: 1, isRest: true };
const PROCESSOR_TIME = [
  "% Processor Time",
  "Prozessorzeit (%)",
  "% temps processeur",
  "% Tempo processore",
  "% загруженности процессора",
];
const USER_TIME = ["% User Time", "Benutzerzeit (%)", "% temps utilisateur", "% Tempo utente"];
const PRIVILEGED_TIME = ["% Privileged Time", "Privilegierte Zeit (%)", "% temps privilégié", "% Tempo privilegiato"];

const processorCounters = (rank: number): Counter[] => [
  metric(PROCESSOR_TIME, CPU_UTILIZATION, { ...PERCENT, rank }),
  metric(USER_TIME, "system.cpu.user.utilization", { ...PERCENT, rank }),
  metric(PRIVILEGED_TIME, "system.cpu.system.utilization", { ...PERCENT, rank }),
];

/** A physical disk and the volumes on it count the same bytes: the physical disk is preferred. */
const diskCounters = (rank: number): Counter[] => [
  metric(
    [
      "Disk Read Bytes/sec",
      "Bytes gelesen/s",
      "Lectures disque, octets/s",
      "Byte letti da disco/sec",
      "Скорость чтения с диска (байт/с)",
      "Байт чтения с диска/с",
    ],
    DISK_READ,
    { rank },
  ),
  metric(
    [
      "Disk Write Bytes/sec",
      "Bytes geschrieben/s",
      "Écritures disque, octets/s",
      "Byte scritti su disco/sec",
      "Скорость записи на диск (байт/с)",
      "Байт записи на диск/с",
    ],
    DISK_WRITE,
    { rank },
  ),
  metric(
    ["Disk Reads/sec", "Lesevorgänge/s", "Lectures disque/s", "Обращений чтения с диска/с"],
    "system.disk.operations{disk.io.direction=read}",
    { rank },
  ),
  metric(
    ["Disk Writes/sec", "Schreibvorgänge/s", "Écritures disque/s", "Обращений записи на диск/с"],
    "system.disk.operations{disk.io.direction=write}",
    { rank },
  ),
  metric(["% Idle Time", "Leerlaufzeit (%)", "% d'inactivité"], "system.disk.utilization", { ...REST, rank }),
  // Exceeds 100 % while requests queue, so the share of idle time is the better measure where both are logged.
  metric(
    ["% Disk Time", "Zeit (%)", "Pourcentage du temps disque", "% Tempo disco", "% активности диска"],
    "system.disk.utilization",
    { ...PERCENT, rank: rank + 1 },
  ),
];

const networkCounters = (rank: number): Counter[] => [
  metric(
    [
      "Bytes Received/sec",
      "Empfangene Bytes/s",
      "Bytes empfangen/s",
      "Octets reçus/s",
      "Byte ricevuti/sec",
      "Байт получено/с",
      "Получено байт/с",
    ],
    NETWORK_RECEIVE,
    { rank },
  ),
  metric(
    [
      "Bytes Sent/sec",
      "Bytes gesendet/s",
      "Gesendete Bytes/s",
      "Octets envoyés/s",
      "Byte inviati/sec",
      "Байт отправлено/с",
      "Байт послано/с",
      "Отправлено байт/с",
    ],
    NETWORK_TRANSMIT,
    { rank },
  ),
];

const objects: readonly PerformanceObject[] = [
  { names: ["Processor", "Prozessor", "Processeur", "Processore", "Процессор"], counters: processorCounters(0) },
  {
    names: [
      "Processor Information",
      "Prozessorinformationen",
      "Informations sur le processeur",
      "Informazioni processore",
      "Сведения о процессоре",
    ],
    counters: processorCounters(1),
  },
  {
    names: ["Memory", "Arbeitsspeicher", "Speicher", "Mémoire", "Memoria", "Память"],
    counters: [
      metric(
        [
          "% Committed Bytes In Use",
          "Zugesicherte verwendete Bytes (%)",
          "Pourcentage d'octets dédiés utilisés",
          "% использования выделенной памяти",
        ],
        MEMORY_UTILIZATION,
        PERCENT,
      ),
      metric(
        ["Committed Bytes", "Zugesicherte Bytes", "Octets dédiés", "Octets validés", "Byte vincolati"],
        "system.memory.usage",
      ),
    ],
  },
  {
    names: ["Paging File", "Auslagerungsdatei", "Fichier d'échange", "File di paging", "Файл подкачки"],
    counters: [metric(["% Usage", "Belegung (%)", "Pourcentage d'utilisation"], "system.paging.utilization", PERCENT)],
  },
  {
    names: ["PhysicalDisk", "Physikalischer Datenträger", "Disque physique", "Disco fisico", "Физический диск"],
    counters: diskCounters(0),
  },
  {
    names: ["LogicalDisk", "Logischer Datenträger", "Disque logique", "Disco logico", "Логический диск"],
    counters: [
      ...diskCounters(10),
      metric(
        ["% Free Space", "Freier Speicherplatz (%)", "% d'espace libre", "% свободного места"],
        "system.filesystem.utilization",
        REST,
      ),
    ],
  },
  {
    names: [
      "Network Interface",
      "Netzwerkschnittstelle",
      "Interface réseau",
      "Interfaccia di rete",
      "Сетевой интерфейс",
    ],
    counters: networkCounters(0),
  },
  { names: ["Network Adapter", "Netzwerkadapter", "Carte réseau", "Scheda di rete"], counters: networkCounters(1) },
  {
    names: ["GPU Engine", "Moteur GPU"],
    counters: [
      {
        names: ["Utilization Percentage", "Pourcentage d'utilisation"],
        meaning: { kind: "gpu-engine" },
      },
    ],
  },
  { names: ["Power Meter"], counters: [metric(["Power"], POWER, { places: 3 })] },
  {
    names: ["Thermal Zone Information", "Informations de zone thermique", "Informazioni zona termica"],
    counters: [
      metric(["Temperature", "Temperatur", "Température", "Temperatura"], "hw.temperature", { offset: -273.15 }),
    ],
  },
  {
    names: ["Process", "Process V2", "Prozess", "Processus", "Processo", "Процесс"],
    counters: [
      process(PROCESSOR_TIME, "cpu", PERCENT),
      process(["Working Set", "Arbeitsseiten", "Plage de travail", "Рабочий набор"], "memory"),
      process(["Private Bytes", "Octets privés"], "memory", { rank: 1 }),
      process(["IO Read Bytes/sec", "E/A-Bytes gelesen/s", "I/O - чтение байт в сек"], "readBytes"),
      process(["IO Write Bytes/sec", "E/A-Bytes geschrieben/s", "I/O - запись байт в сек"], "writeBytes"),
      process(["ID Process", "Process ID", "Prozesskennung", "ID de processus", "Идентификатор процесса"], "pid"),
      process(["Creating Process ID", "Prozesskennung erstellen"], "parentPid"),
      process(["Elapsed Time", "Verstrichene Zeit", "Temps écoulé"], "age"),
    ],
  },
];

const meanings = new Map<string, Meaning>();
for (const object of objects) {
  for (const objectName of object.names) {
    for (const counter of object.counters) {
      for (const name of counter.names) meanings.set(keyOf(objectName, name), counter.meaning);
    }
  }
}

/** What a counter of an object means; `undefined` where it is not read. */
export function meaningOf(object: string, counter: string): Meaning | undefined {
  return meanings.get(keyOf(object, counter));
}

function keyOf(object: string, counter: string): string {
  return `${object}\\${counter}`.normalize("NFC").replaceAll("’", "'").replace(/\s+/g, " ").toLowerCase();
}
