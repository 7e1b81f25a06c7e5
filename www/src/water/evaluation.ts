// What has been evaluated of the water in a set of files, asked from the core when it is looked at, and again when choices
// change.
import type { Dataset } from '../dataset';
import { Broken, Cancelled, type Client } from '../engine/client';
import type { WaterAnswer, WaterArgs, WaterChoices, WaterEvaluationView, WaterMethod } from '../engine/types';
import { changed } from '../state';
import { chosenWater } from './choices';

export class Waters {
  state: 'unseen' | 'working' | 'ready' | 'failed' = 'unseen';
  view: WaterEvaluationView | undefined;
  error = '';
  /** The choices that `view` goes by. */
  choices: WaterChoices | undefined;
  private by = '';
  private of: unknown;
  /** Answers by method and arguments; `undefined` while they are on their way, `null` where there is none. */
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
    const choices = chosenWater(this.data);
    const by = JSON.stringify(choices);
    if (this.by === by && this.of === this.data.result) return;
    if (this.of !== this.data.result) this.view = undefined;
    this.by = by;
    this.of = this.data.result;
    this.state = 'working';
    this.error = '';
    void this.evaluate(choices, by);
    changed();
  }

  retry(): void {
    this.by = '';
    this.refresh();
  }

  private async evaluate(choices: WaterChoices, by: string): Promise<void> {
    const result = this.of;
    const current = () => by === this.by && result === this.of;
    try {
      const view = await this.client.askWater(this.data.name, choices, 'view');
      if (!current()) return;
      this.view = view;
      this.choices = choices;
      this.answers.clear();
      this.state = 'ready';
    } catch (error) {
      if (!current()) return;
      // A run of one's own files that was cancelled took the worker with it.
      if (error instanceof Cancelled) {
        this.by = '';
        this.state = 'working';
      } else {
        this.state = 'failed';
        this.error = error instanceof Broken ? '' : error instanceof Error ? error.message : String(error);
      }
    }
    changed();
  }

  /** Asks once, without keeping the answer: for exports. */
  ask<M extends WaterMethod>(method: M, ...args: WaterArgs<M>): Promise<WaterAnswer<M>> | undefined {
    return this.choices && this.client.askWater(this.data.name, this.choices, method, ...args);
  }

  /** The answer, once it is there, and null where there is none; asked once for each evaluation. */
  answer<M extends WaterMethod>(method: M, ...args: WaterArgs<M>): WaterAnswer<M> | null | undefined {
    const { choices, view } = this;
    if (!view || !choices) return undefined;
    const key = JSON.stringify([method, ...args]);
    if (!this.answers.has(key)) {
      this.answers.set(key, undefined);
      const keep = (answer: unknown) => {
        if (view === this.view) this.answers.set(key, answer ?? null);
        changed();
      };
      this.client.askWater(this.data.name, choices, method, ...args).then(keep, () => keep(null));
    }
    return this.answers.get(key) as WaterAnswer<M> | null | undefined;
  }
}
