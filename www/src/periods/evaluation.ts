// What has been evaluated of a set of files, asked from the core when it is looked at, and again when choices change.
import { Broken, Cancelled, type Client } from '../engine/client';
import type { Dataset } from '../dataset';
import { announce, changed, t, w } from '../state';
import type { Answers, EvaluationChoices, EvaluationView, Question, Questions } from '../engine/types';
import { chosen } from './choices';

type After<T extends unknown[]> = T extends [EvaluationChoices, ...infer Rest] ? Rest : never;

export class Periods {
  state: 'unseen' | 'working' | 'ready' | 'failed' = 'unseen';
  view: EvaluationView | undefined;
  error = '';
  /** First of the groups that are shown at once. */
  from = 0;
  /** Whether long lists are shown to their end. */
  whole = false;
  /** The choices that `view` goes by. */
  choices: EvaluationChoices | undefined;
  private by = '';
  private running: Promise<void> = Promise.resolve();
  private of: unknown;
  /** Answers to questions about this evaluation, by question and arguments; `undefined` while they are on their way. */
  private answers = new Map<string, unknown>();

  constructor(
    readonly data: Dataset,
    readonly client: Client,
  ) {}

  get seen(): boolean {
    return this.state !== 'unseen';
  }

  /** Called when the part comes into sight, and with every drawing while it is there. */
  refresh(): void {
    if (this.data.phase !== 'done') return;
    const choices = chosen();
    const by = JSON.stringify(choices);
    if (this.by === by && this.of === this.data.result) return;
    const again = this.of === this.data.result;
    this.by = by;
    this.of = this.data.result;
    if (!again) this.view = undefined;
    this.from = 0;
    this.whole = false;
    this.state = 'working';
    this.error = '';
    this.running = this.evaluate(choices, by, again);
    changed();
  }

  /** The name that days of dust at a site go by: its own, or that of the place in whose name it stands. */
  async placeOf(site: string): Promise<string> {
    this.refresh();
    await this.running;
    return this.view?.places.find((p) => p.sites.includes(site))?.name.zh ?? site;
  }

  retry(): void {
    this.by = '';
    this.refresh();
  }

  private async evaluate(choices: EvaluationChoices, by: string, again: boolean): Promise<void> {
    const result = this.of;
    const current = () => by === this.by && result === this.of;
    try {
      const view = await this.client.ask(this.data.name, 'evaluate', choices);
      if (!current()) return;
      this.view = view;
      this.choices = choices;
      this.answers.clear();
      this.state = 'ready';
      if (again) announce(t(view.finding));
    } catch (error) {
      if (!current()) return;
      // A run of one's own files that was cancelled took the worker with it.
      if (error instanceof Cancelled) {
        this.by = '';
        this.state = 'working';
      } else {
        this.state = 'failed';
        this.error = error instanceof Broken ? '' : error instanceof Error ? error.message : String(error);
        announce(w().periods.failed);
      }
    }
    changed();
  }

  /** The answer, once it is there, and null where there is none; asked once for each evaluation. */
  answer<Q extends Question>(question: Q, ...args: After<Questions[Q]>): Answers[Q] | null | undefined {
    const choices = this.choices;
    if (!this.view || !choices) return undefined;
    const key = JSON.stringify([question, ...args]);
    if (!this.answers.has(key)) {
      this.answers.set(key, undefined);
      const { view } = this;
      const all = [choices, ...args] as unknown as Questions[Q];
      this.client.ask(this.data.name, question, ...all).then(
        (answer) => {
          if (view !== this.view) return;
          // Nothing is an answer, too.
          this.answers.set(key, answer ?? null);
          changed();
        },
        () => {
          if (view === this.view) this.answers.set(key, null);
          changed();
        },
      );
    }
    return this.answers.get(key) as Answers[Q] | null | undefined;
  }
}
