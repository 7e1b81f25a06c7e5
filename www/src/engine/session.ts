// One assessment: files in, a result out, then questions about it. Runs in the worker, or in slices on the page where
// there is no worker.
import * as core from './pkg/engine.js';
import type { Answers, Choices, Progress, Question, Questions, ResultView } from './types';

export interface Source {
  name: string;
  data: Blob;
}

const headBytes = 64 * 1024;

async function head(data: Blob): Promise<Uint8Array> {
  return new Uint8Array(await new Response(data.slice(0, headBytes)).arrayBuffer());
}

/** The bytes of a file in pieces; never the whole file at once. */
async function* pieces(data: Blob, most: number): AsyncGenerator<Uint8Array> {
  if (typeof data.stream === 'function') {
    const reader = data.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (let at = 0; at < value.length; at += most) yield value.subarray(at, at + most);
    }
  }
  const step = Math.min(most, 4 * 1024 * 1024);
  for (let at = 0; at < data.size; at += step) {
    yield new Uint8Array(await new Response(data.slice(at, at + step)).arrayBuffer());
  }
}

export interface Running {
  /** Largest piece handed to the core at once. */
  most: number;
  /** Called between pieces; may wait, and throws to stop. */
  pause: (progress: Progress) => Promise<void> | void;
}

export class Session {
  private engine: core.Engine | undefined;

  async run(sources: Source[], choices: Choices, running: Running): Promise<ResultView> {
    this.engine?.free();
    const engine = new core.Engine(choices);
    this.engine = engine;
    const total = sources.reduce((sum, s) => sum + s.data.size, 0);
    let before = 0;
    for (const source of sources) {
      let encoding = core.sniff_encoding(await head(source.data));
      const report = (bytes: number, rows: number) =>
        running.pause({ file: source.name, bytes: before + bytes, total, rows });
      // The core asks for another encoding when this one does not fit, once per encoding at most.
      for (let tries = 0; ; tries++) {
        let again = await this.read(engine, source, encoding, report, running.most);
        if (!again) {
          // Only the last bytes of the file may show that it is in another encoding.
          again = engine.end().again_as ?? null;
          if (!again) break;
        }
        if (tries === 3) throw new Error(`${source.name}: ${again}?`);
        encoding = again;
      }
      before += source.data.size;
    }
    // In slices, so that a page that works without a worker stays alive.
    do await running.pause({ file: '', bytes: total, total, rows: 0 });
    while (!engine.advance(20_000));
    return engine.finish();
  }

  private async read(
    engine: core.Engine,
    source: Source,
    encoding: string,
    report: (bytes: number, rows: number) => Promise<void> | void,
    most: number,
  ): Promise<string | null> {
    engine.begin(source.name, encoding);
    const utf8 = encoding === 'UTF-8';
    const decoder = utf8 ? undefined : new TextDecoder(encoding.toLowerCase());
    const encoder = utf8 ? undefined : new TextEncoder();
    let bytes = 0;
    for await (const piece of pieces(source.data, most)) {
      bytes += piece.length;
      const pushed = engine.push(decoder && encoder ? encoder.encode(decoder.decode(piece, { stream: true })) : piece);
      if (pushed.again_as) return pushed.again_as;
      await report(bytes, pushed.rows);
    }
    if (decoder && encoder) {
      const rest = encoder.encode(decoder.decode());
      if (rest.length) {
        const pushed = engine.push(rest);
        if (pushed.again_as) return pushed.again_as;
      }
    }
    return null;
  }

  ask<Q extends Question>(question: Q, ...args: Questions[Q]): Answers[Q] {
    const engine = this.engine;
    if (!engine) throw new Error('no result');
    const answer: Answers[Question] = (() => {
      switch (question) {
        case 'air_rows': return engine.air_rows(args[0] as Questions['air_rows'][0]);
        case 'water_rows': return engine.water_rows(args[0] as Questions['water_rows'][0]);
        case 'calendar': return engine.calendar(...(args as Questions['calendar']));
        case 'matrix': return engine.matrix();
        case 'explain_air': return engine.explain_air(args[0] as number);
        case 'explain_water': return engine.explain_water(args[0] as number);
        case 'explain_month': return engine.explain_month(args[0] as number);
        case 'export_csv': return engine.export_csv();
        default: return engine.export_json();
      }
    })();
    return answer as Answers[Q];
  }
}
