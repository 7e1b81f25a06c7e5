// What has been evaluated of a set of files: asked from the core when it is looked at, and again when choices change; then
// questions about it, each asked once.
import { Broken, Cancelled, type Client } from './engine/client';
import type { Dataset } from './dataset';
import { changed } from './state';

export abstract class Evaluated<Choices, View> {
  state: 'unseen' | 'working' | 'ready' | 'failed' = 'unseen';
  view: View | undefined;
  error = '';
  /** The choices that `view` goes by. */
  choices: Choices | undefined;
  protected running: Promise<void> = Promise.resolve();
  private by = '';
  private of: unknown;
  /** Answers to questions about this evaluation, by question and arguments; `undefined` while they are on their way. */
  private answers = new Map<string, unknown>();

  constructor(
    readonly data: Dataset,
    readonly client: Client,
  ) {}

  /** What is chosen now. */
  protected abstract chosen(): Choices;
  /** Asks the core for the evaluation. */
  protected abstract evaluation(choices: Choices): Promise<View>;
  /** Called before the core is asked. */
  protected begun(): void {}
  /** Called with a new view; `again` where only choices have changed. */
  protected shown(_view: View, _again: boolean): void {}
  /** Called when the evaluation did not finish. */
  protected failed(): void {}

  get seen(): boolean {
    return this.state !== 'unseen';
  }

  /** Called when the part comes into sight, and with every drawing while it is there. */
  refresh(): void {
    if (this.data.phase !== 'done') return;
    const choices = this.chosen();
    const by = JSON.stringify(choices);
    if (this.by === by && this.of === this.data.result) return;
    const again = this.of === this.data.result;
    this.by = by;
    this.of = this.data.result;
    if (!again) this.view = undefined;
    this.begun();
    this.state = 'working';
    this.error = '';
    this.running = this.evaluate(choices, by, again);
    changed();
  }

  retry(): void {
    this.by = '';
    this.refresh();
  }

  private async evaluate(choices: Choices, by: string, again: boolean): Promise<void> {
    const result = this.of;
    const current = () => by === this.by && result === this.of;
    try {
      const view = await this.evaluation(choices);
      if (!current()) return;
      this.view = view;
      this.choices = choices;
      this.answers.clear();
      this.state = 'ready';
      this.shown(view, again);
    } catch (error) {
      if (!current()) return;
      // A run of one's own files that was cancelled took the worker with it.
      if (error instanceof Cancelled) {
        this.by = '';
        this.state = 'working';
      } else {
        this.state = 'failed';
        this.error = error instanceof Broken ? '' : error instanceof Error ? error.message : String(error);
        this.failed();
      }
    }
    changed();
  }

  /** The answer to what is asked with this key, once it is there, and null where there is none; asked once for each view. */
  protected kept<A>(key: unknown[], ask: (choices: Choices) => Promise<A>): A | null | undefined {
    const { choices, view } = this;
    if (!view || !choices) return undefined;
    const name = JSON.stringify(key);
    if (!this.answers.has(name)) {
      this.answers.set(name, undefined);
      const keep = (answer: A | null) => {
        // Nothing is an answer, too.
        if (view === this.view) this.answers.set(name, answer ?? null);
        changed();
      };
      ask(choices).then(keep, () => keep(null));
    }
    return this.answers.get(name) as A | null | undefined;
  }
}
