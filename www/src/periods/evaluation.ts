// What has been evaluated of the air in a set of files.
import { Evaluated } from '../answers';
import { announce, t, w } from '../state';
import type { Answers, EvaluationChoices, EvaluationView, Question, Questions } from '../engine/types';
import { chosen } from './choices';

type After<T extends unknown[]> = T extends [EvaluationChoices, ...infer Rest] ? Rest : never;

export class Periods extends Evaluated<EvaluationChoices, EvaluationView> {
  /** First of the groups that are shown at once. */
  from = 0;
  /** Whether long lists are shown to their end. */
  whole = false;

  protected override chosen(): EvaluationChoices {
    return chosen();
  }

  protected override evaluation(choices: EvaluationChoices): Promise<EvaluationView> {
    return this.client.ask(this.data.name, 'evaluate', choices);
  }

  protected override begun(): void {
    this.from = 0;
    this.whole = false;
  }

  protected override shown(view: EvaluationView, again: boolean): void {
    if (again) announce(t(view.finding));
  }

  protected override failed(): void {
    announce(w().periods.failed);
  }

  /** The name that days of dust at a site go by: its own, or that of the place in whose name it stands. */
  async placeOf(site: string): Promise<string> {
    this.refresh();
    await this.running;
    return this.view?.places.find((p) => p.sites.includes(site))?.name.zh ?? site;
  }

  /** The answer, once it is there, and null where there is none; asked once for each evaluation. */
  answer<Q extends Question>(question: Q, ...args: After<Questions[Q]>): Answers[Q] | null | undefined {
    return this.kept([question, ...args], (choices) =>
      this.client.ask(this.data.name, question, ...([choices, ...args] as unknown as Questions[Q])),
    );
  }
}
