// One large file on several workers. It is cut behind line ends into ranges; each helper reads ranges with an instance of
// its own and hands over what came of them, and the worker of the session takes that in, in the order of the file. Where
// a range cannot be read without knowing what stands before it, that worker reads it itself, so the result does not
// depend on the cuts, nor on how many helpers there are. Nothing is shared but messages: no special headers are needed.
import * as core from './pkg/engine.js';
import type { Choices } from './types';

/** Files from this size on are worth it. */
export const sharedFrom = 16 * 1024 * 1024;
const rangeBytes = 8 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

interface Opened { open: number; choices: Choices; file: number; name: string; encoding: string; /** The bytes are UTF-8 and handed on as they are. */ raw: boolean; data: Blob }
interface Asked { open: number; range: number; from: number; to: number; last: boolean }
interface Told { open: number; /** None says whether the file can be read in ranges. */ range?: number; ready?: boolean; part?: Uint8Array }

const bytesOf = async (data: Blob, from: number, to: number) => new Uint8Array(await new Response(data.slice(from, to)).arrayBuffer());

/** The bytes of a range as UTF-8, a piece at a time; the next one is fetched meanwhile. */
async function* decoded({ data, encoding, raw }: Pick<Opened, 'data' | 'encoding' | 'raw'>, from: number, to: number): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding.toLowerCase(), { ignoreBOM: from > 0 });
  const encoder = new TextEncoder();
  const piece = (at: number) => bytesOf(data, at, Math.min(at + pieceBytes, to));
  let next = piece(from);
  for (let at = from; at < to; at += pieceBytes) {
    const bytes = await next;
    const more = at + pieceBytes < to;
    if (more) {
      next = piece(at + pieceBytes);
      // Who waits for it hears of a failure.
      next.catch(() => undefined);
    }
    yield raw ? bytes : encoder.encode(decoder.decode(bytes, { stream: more }));
  }
}

/** Where ranges end, behind line ends; few where lines are very long. */
async function cuts(data: Blob): Promise<number[]> {
  const places = Array.from({ length: Math.max(0, Math.ceil(data.size / rangeBytes) - 1) }, (_, n) => (n + 1) * rangeBytes);
  const ends = await Promise.all(places.map(async (at) => {
    const end = (await bytesOf(data, at, at + 64 * 1024)).indexOf(10);
    return end < 0 ? [] : [at + end + 1];
  }));
  return [...ends.flat().filter((end) => end < data.size), data.size];
}

/** In a helper: reads ranges for the worker at the other end of a port. */
export function help(port: MessagePort): void {
  let opened: Opened | undefined;
  let reader: core.RangeEngine | undefined;
  let queue: Promise<void> = Promise.resolve();

  const open = async (file: Opened) => {
    reader?.free();
    reader = undefined;
    opened = file;
    const made = new core.RangeEngine(file.choices, file.file, file.name, file.encoding);
    let ready: boolean | undefined = false;
    for await (const bytes of decoded(file, 0, file.data.size)) {
      ready = made.head(bytes);
      if (ready !== false) break;
    }
    if (ready) reader = made;
    else made.free();
    port.postMessage({ open: file.open, ready: ready === true } satisfies Told);
  };

  const read = async ({ open, range, from, to, last }: Asked) => {
    if (opened?.open !== open) return;
    let part: Uint8Array | undefined;
    if (reader) {
      reader.begin();
      for await (const bytes of decoded(opened, from, to)) reader.push(bytes);
      part = reader.end(last);
    }
    port.postMessage({ open, range, part } satisfies Told, part ? [part.buffer as ArrayBuffer] : []);
  };

  port.onmessage = ({ data }: MessageEvent<Opened | Asked>) => {
    queue = queue.then(() => ('range' in data ? read(data) : open(data))).catch(() => {
      // After a trap the instance cannot be trusted: all is left to the other worker.
      reader = undefined;
      port.postMessage('range' in data ? { open: data.open, range: data.range } : { open: data.open, ready: false });
    });
  };
}

type Slot = 'free' | 'taken' | { part: Uint8Array | undefined };

/** The helpers of a worker. */
export class Helpers {
  private open = 0;
  private told: (helper: number, told: Told) => void = () => undefined;
  private readonly alive: boolean[];

  constructor(private readonly ports: MessagePort[], private readonly choices: Choices) {
    this.alive = ports.map(() => true);
    ports.forEach((port, helper) => {
      port.onmessage = ({ data }: MessageEvent<Told>) => {
        if (data.open === this.open) this.told(helper, data);
      };
    });
  }

  /** A helper is no more. */
  lost(helper: number): void {
    this.alive[helper] = false;
    this.told(helper, { open: this.open, ready: false });
  }

  /**
   * Reads a file that the engine has just begun. The answer is an encoding where the file has to be begun again, and
   * false where it cannot be shared.
   */
  async read(
    engine: core.Engine,
    source: { name: string; data: Blob },
    { encoding, raw, report }: { encoding: string; raw: boolean; report: (bytes: number, rows: number) => Promise<void> | void },
  ): Promise<string | null | false> {
    const { data, name } = source;
    const file = engine.files;
    const { choices } = this;
    if (data.size < sharedFrom || encoding.startsWith('UTF-16') || !this.alive.includes(true)) return false;
    const ends = await cuts(data);
    if (ends.length < 3) return false;
    const slots: Slot[] = ends.map(() => 'free');
    const begin = (range: number) => (range > 0 ? ends[range - 1]! : 0);
    const open = ++this.open;
    const asked = this.ports.map(() => new Set<number>());
    let wake: () => void = () => undefined;

    // The next range is left to this worker, who would only wait for it.
    const ask = (helper: number) => {
      const first = slots.indexOf('free');
      const range = Math.max(slots.indexOf('free', first + 1), first);
      if (range < 0) return;
      slots[range] = 'taken';
      asked[helper]!.add(range);
      this.ports[helper]!.postMessage({ open, range, from: begin(range), to: ends[range]!, last: range === ends.length - 1 } satisfies Asked);
    };
    this.told = (helper, { range, ready, part }) => {
      if (range !== undefined) {
        asked[helper]!.delete(range);
        slots[range] = { part };
        ask(helper);
      } else if (ready) {
        // Two, so that it never waits for an answer.
        ask(helper);
        ask(helper);
      } else {
        asked[helper]!.forEach((range) => (slots[range] = { part: undefined }));
        asked[helper]!.clear();
      }
      wake();
    };
    this.ports.forEach((port, helper) => {
      if (this.alive[helper]) port.postMessage({ open, choices, file, name, encoding, raw, data } satisfies Opened);
    });

    try {
      for (let range = 0; range < ends.length; range++) {
        const end = ends[range]!;
        while (slots[range] === 'taken') await new Promise<void>((resolve) => (wake = resolve));
        const slot = slots[range]!;
        slots[range] = 'taken';
        if (typeof slot === 'object' && slot.part) {
          const rows = engine.absorb(slot.part);
          if (rows !== undefined) {
            await report(end, rows);
            continue;
          }
        }
        let at = begin(range);
        for await (const bytes of decoded({ data, encoding, raw }, at, end)) {
          at = Math.min(at + pieceBytes, end);
          const pushed = engine.push(bytes);
          if (pushed.again_as) return pushed.again_as;
          await report(at, pushed.rows);
        }
      }
      return null;
    } finally {
      // What still comes belongs to no file.
      this.open++;
      this.told = () => undefined;
    }
  }
}
