// What has been evaluated of the water in a set of files.
import { Evaluated } from '../answers';
import type { WaterAnswer, WaterArgs, WaterChoices, WaterEvaluationView, WaterMethod } from '../engine/types';
import { chosenWater } from './choices';

export class Waters extends Evaluated<WaterChoices, WaterEvaluationView> {
  protected override chosen(): WaterChoices {
    return chosenWater(this.data);
  }

  protected override evaluation(choices: WaterChoices): Promise<WaterEvaluationView> {
    return this.client.askWater(this.data.name, choices, 'view');
  }

  /** Asks once, without keeping the answer: for exports. */
  ask<M extends WaterMethod>(method: M, ...args: WaterArgs<M>): Promise<WaterAnswer<M>> | undefined {
    return this.choices && this.client.askWater(this.data.name, this.choices, method, ...args);
  }

  /** The answer, once it is there, and null where there is none; asked once for each evaluation. */
  answer<M extends WaterMethod>(method: M, ...args: WaterArgs<M>): WaterAnswer<M> | null | undefined {
    return this.kept([method, ...args], (choices) => this.client.askWater(this.data.name, choices, method, ...args));
  }
}
