// One assessment: files in, a result out, then questions about it. Runs in the worker, or in slices on the page where
// there is no worker.
import * as core from './pkg/engine.js';
import { Evaluator } from './pkg/evaluate.js';
import { WaterEvaluator as LakesEvaluator } from './pkg/lakes.js';
import { WaterEvaluator as StandardsEvaluator } from './pkg/standards.js';
import { WaterEvaluator } from './pkg/water.js';
import type { Helpers } from './shared';
import { opened, type Unpacked } from './unpack';
import type { Answers, Choices, EvaluationChoices, EvaluationView, Progress, Question, Questions, ResultView, WaterChoices, WaterPart } from './types';

export interface Source {
  name: string;
  data: Blob;
  /** Whether it has to be unpacked before it can be read. */
  packed?: boolean;
  /** Encoding that a person said; without it, it is judged from the bytes. */
  encoding?: string | undefined;
}

const headBytes = 64 * 1024;
/** Largest workbook that is looked into for corrected rows before it is read as data. */
const packedCorrections = 4 * 1024 * 1024;

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

/** The bytes of a file as UTF-8. */
async function* utf8(data: Blob, encoding: string): AsyncGenerator<Uint8Array> {
  const most = 4 * 1024 * 1024;
  if (encoding === 'UTF-8') return yield* pieces(data, most);
  const [decoder, encoder] = [new TextDecoder(encoding.toLowerCase()), new TextEncoder()];
  for await (const piece of pieces(data, most)) yield encoder.encode(decoder.decode(piece, { stream: true }));
  yield encoder.encode(decoder.decode());
}

/** The text of a table of corrected rows, which a spreadsheet may have packed; undefined for any other file. */
async function corrections(file: Source): Promise<Uint8Array | undefined> {
  const parts: Unpacked[] = file.packed && file.data.size <= packedCorrections ? await opened(file) : [{ ...file, notes: [] }];
  for (const part of parts) {
    if (part.refused || (file.packed && parts.length > 3)) return undefined;
    const first = await head(part.data);
    const encoding = part.utf8 ? 'UTF-8' : core.sniff_encoding(first);
    const begin = new TextEncoder().encode(new TextDecoder(encoding.toLowerCase()).decode(first, { stream: true }));
    if (!core.holds_corrections(begin)) continue;
    const text = await new Response(part.data).arrayBuffer();
    return new TextEncoder().encode(new TextDecoder(encoding.toLowerCase()).decode(text));
  }
  return undefined;
}

/** Hands on what was noticed about the file at hand when it was unpacked. */
function notes(engine: core.Engine, file: Unpacked): void {
  for (const note of file.notes) engine.note(note.code, note.row, note.column, note.text);
}

export interface Running {
  /** Largest piece handed to the core at once. */
  most: number;
  /** Called between pieces; may wait, and throws to stop. */
  pause: (progress: Progress) => Promise<void> | void;
  /** Other workers that read ranges of large files. */
  helpers?: Helpers;
}

export class Session {
  private engine: core.Engine | undefined;
  private evaluator: Evaluator | undefined;
  /** Those that evaluate water, and the choices that they go by. */
  private waters: Partial<Record<WaterPart, { evaluator: WaterEvaluator | LakesEvaluator | StandardsEvaluator; by: string }>> = {};
  /** The files, and how they stand in the result by name and encoding. */
  private sources: Source[] = [];
  private names: string[] = [];
  private encodings: string[] = [];
  private evaluated: { by: string; view: EvaluationView } | undefined;

  async run(sources: Source[], choices: Choices, running: Running): Promise<ResultView> {
    this.engine?.free();
    this.evaluator?.free();
    this.evaluator = undefined;
    this.evaluated = undefined;
    Object.values(this.waters).forEach((water) => water.evaluator.free());
    this.waters = {};
    const engine = new core.Engine(choices);
    this.engine = engine;
    const total = sources.reduce((sum, s) => sum + s.data.size, 0);
    let before = 0;
    this.sources = sources;
    [this.names, this.encodings] = [[], []];
    // Corrected rows have to be known before the files that they belong to are read.
    const data: Source[] = [];
    for (const file of sources) {
      const text = await corrections(file);
      if (text) {
        engine.correct(file.name, text);
        this.names.push(file.name);
        this.encodings.push('UTF-8');
        before += file.data.size;
      } else {
        data.push(file);
      }
    }
    for (const file of data) {
      await running.pause({ file: file.name, bytes: before, total, rows: 0 });
      await this.readFile(engine, file, running, (name, share, rows) =>
        running.pause({ file: name, bytes: before + share * file.data.size, total, rows }),
      );
      before += file.data.size;
    }
    // In slices, so that a page that works without a worker stays alive.
    do await running.pause({ file: '', bytes: total, total, rows: 0 });
    while (!engine.advance(20_000));
    return engine.finish();
  }

  /** Reads a file, or each of its parts when it is packed; `report` takes the share of the file that is done. */
  private async readFile(
    engine: core.Engine,
    file: Source,
    running: Running,
    report: (name: string, share: number, rows: number) => Promise<void> | void,
  ): Promise<void> {
    const parts: Unpacked[] = file.packed ? await opened(file) : [{ ...file, notes: [] }];
    const size = parts.reduce((sum, part) => sum + part.data.size, 0) || 1;
    let before = 0;
    for (const source of parts) {
      if (source.refused) {
        engine.begin(source.name, 'UTF-8');
        notes(engine, source);
        engine.refuse(source.refused.code, source.refused.text);
        this.names.push(source.name);
        this.encodings.push('UTF-8');
        continue;
      }
      let encoding = source.utf8 ? 'UTF-8' : source.encoding ?? core.sniff_encoding(await head(source.data));
      // The core asks for another encoding when this one does not fit, once per encoding at most.
      for (let tries = 0; ; tries++) {
        const told = (bytes: number, rows: number) => report(source.name, (before + bytes) / size, rows);
        let again = await this.read(engine, source, encoding, told, running);
        if (!again) {
          // Only the last bytes of the file may show that it is in another encoding.
          again = engine.end().again_as ?? null;
          if (!again) break;
        }
        if (tries === 3) throw new Error(`${source.name}: ${again}?`);
        encoding = again;
      }
      before += source.data.size;
      this.names.push(source.name);
      this.encodings.push(encoding);
    }
  }

  private async read(
    engine: core.Engine,
    source: Unpacked,
    encoding: string,
    report: (bytes: number, rows: number) => Promise<void> | void,
    { most, helpers }: Running,
  ): Promise<string | null> {
    engine.begin(source.name, encoding);
    notes(engine, source);
    // UTF-8 that a person said is decoded, too, so that bytes that do not fit are no reason to begin again.
    const utf8 = encoding === 'UTF-8' && !source.encoding;
    const shared = await helpers?.read(engine, source, { encoding, raw: utf8, report });
    if (shared !== undefined && shared !== false) return shared;
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

  /** The daily values, evaluated by these choices. */
  private evaluation(engine: core.Engine, choices: EvaluationChoices): { evaluator: Evaluator; view: EvaluationView } {
    this.evaluator ??= new Evaluator(engine.days());
    const by = JSON.stringify(choices);
    // Choices that are refused leave nothing behind that goes by others.
    if (this.evaluated?.by !== by) {
      this.evaluated = undefined;
      this.evaluated = { by, view: this.evaluator.evaluate(choices) };
    }
    return { evaluator: this.evaluator, view: this.evaluated.view };
  }

  /** The samples of water, evaluated by these choices. */
  private water(engine: core.Engine, part: WaterPart, choices: WaterChoices): WaterEvaluator | LakesEvaluator | StandardsEvaluator {
    const Evaluators = { water: WaterEvaluator, lakes: LakesEvaluator, standards: StandardsEvaluator };
    const water = (this.waters[part] ??= { evaluator: new Evaluators[part](engine.samples()), by: '' });
    const by = JSON.stringify(choices);
    if (water.by !== by) {
      // Choices that are refused leave nothing behind that goes by others.
      water.by = '';
      water.evaluator.plan(choices);
      water.by = by;
    }
    return water.evaluator;
  }

  /** The rows of which something was refused: the files are read once more, so that no row has to be held. */
  private async rejects(engine: core.Engine, chinese: boolean): Promise<Blob> {
    const parts: BlobPart[] = ['\ufeff'];
    for (const file of this.sources) {
      for (const part of file.packed ? await opened(file) : [file]) {
        const number = this.names.indexOf(part.name);
        if (number < 0 || !engine.begin_refused(number, chinese)) continue;
        for await (const bytes of utf8(part.data, this.encodings[number] ?? 'UTF-8')) parts.push(engine.push_refused(bytes) as BlobPart);
        parts.push(engine.end_refused() as BlobPart);
      }
    }
    return new Blob(parts, { type: 'text/csv;charset=utf-8' });
  }

  ask<Q extends Question>(question: Q, ...args: Questions[Q]): Answers[Q] {
    const engine = this.engine;
    if (!engine) throw new Error('no result');
    const answer: unknown = (() => {
      switch (question) {
        case 'air_rows': return engine.air_rows(args[0] as Questions['air_rows'][0]);
        case 'water_rows': return engine.water_rows(args[0] as Questions['water_rows'][0]);
        case 'calendar': return engine.calendar(...(args as Questions['calendar']));
        case 'matrix': return engine.matrix();
        case 'explain_air': return engine.explain_air(args[0] as number);
        case 'explain_water': return engine.explain_water(args[0] as number);
        case 'explain_month': return engine.explain_month(args[0] as number);
        case 'export_csv': return engine.export_csv();
        case 'export_json': return engine.export_json();
        case 'issues_csv': return engine.issues_csv(args[0] as boolean);
        // A promise, which whoever asks waits for.
        case 'rejects': return this.rejects(engine, args[0] as boolean);
        case 'water': {
          const [part, choices, method, ...rest] = args as Questions['water'];
          const evaluator = this.water(engine, part, choices) as WaterEvaluator & LakesEvaluator & StandardsEvaluator;
          return (evaluator[method] as (...args: unknown[]) => unknown).apply(evaluator, rest);
        }
      }
      const { evaluator, view } = this.evaluation(engine, args[0] as EvaluationChoices);
      switch (question) {
        case 'rank': return evaluator.rank(args[1] as string, args[2] as string);
        case 'changes': {
          const [, place, before, now, edition] = args as Questions['changes'];
          return evaluator.changes(place, before, now, edition);
        }
        case 'dust_suggestions': return evaluator.dust_suggestions(args[1] as number);
        case 'comparison': return evaluator.comparison(args[1] as number, args[2] as number);
        case 'explain_comparison': return evaluator.explain_comparison(args[1] as number, args[2] as number);
        case 'hours': {
          const [, place, date, rule, edition] = args as Questions['hours'];
          return evaluator.hours(place, date, rule, edition);
        }
        case 'explain_hour': {
          const [, place, date, label, rule, edition] = args as Questions['explain_hour'];
          return evaluator.explain_hour(place, date, label, rule, edition);
        }
        case 'other_items': return evaluator.other_items(args[1] as number, args[2] as string);
        case 'other_items_csv': return evaluator.other_items_csv(args[1] as string);
        case 'explain_other_item': {
          const [, place, item, year, edition] = args as Questions['explain_other_item'];
          return evaluator.explain_other_item(place, item, year, edition);
        }
        case 'trends': return evaluator.trends(args[1] as number, args[2] as string);
        case 'explain_trend': return evaluator.explain_trend(args[1] as number, args[2] as string, args[3] as string);
        case 'explain_period': {
          const [, place, span, edition, part] = args as Questions['explain_period'];
          return evaluator.explain(place, span, edition, part);
        }
        case 'explain_city_day': return evaluator.explain_day(args[1] as number, args[2] as string);
        case 'dust_days': return evaluator.dust_days(args[1] as number);
        case 'evaluation_csv': return evaluator.csv();
        default: return view;
      }
    })();
    return answer as Answers[Q];
  }
}
