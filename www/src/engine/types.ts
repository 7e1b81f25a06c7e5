// What crosses between page and worker. The records themselves come from the core, generated with it.
import type {
  AirRows, CalendarView, Choices, Explanation, MatrixView, Query, WaterRows,
} from './pkg/engine.js';
import type { WaterEvaluator as LakesEvaluator } from './pkg/lakes.js';
import type { WaterEvaluator as StandardsEvaluator } from './pkg/standards.js';
import type { WaterChoices as AllWaterChoices, WaterEvaluator } from './pkg/water.js';
import type { ChangeView, ComparisonView, EvaluationChoices, EvaluationView, HoursView, OtherItemsView, RankingView, TrendsView, DustSuggestionsView } from './pkg/evaluate.js';

export type {
  ChangeRow, ChangeView, ComparisonGroup, ComparisonRow, ComparisonView, DustChoice, DustSuggestionsView, EvaluationChoices, EvaluationRow, EvaluationView, HourRow, HoursView, IndexView, ItemView, KeyView, NumbersView, OtherItemRow, OtherItemsView, OtherValueView, PlaceOption, RankingRow, RankingView, TrendRow, TrendsView,
} from './pkg/evaluate.js';

export type {
  Text, Choices, Pushed, ColumnView, FileView, ExclusionView, IssueView, PlaceView, CountView, AgreementView, DifferenceView, AirSiteView, AirView, SectionView, WaterView, ResultView, Query, AirRow, AirRows, WaterRow, WaterRows, Explanation, StepView, ReadingView, OtherView, CalendarDay, CalendarView, MatrixCell, MatrixView, DrawOptions, Mark, DrawingView, HeadlinePart, RegisterItem, SuggestionView, PublishedValue, PublishedIndicator, PublishedView,
} from './pkg/engine.js';

export type {
  BlackOdorousPointView, BlackOdorousRows, BlackOdorousWaterView, CityRow, CityRows, LakeRow, LakeRows, RainRow, RainRows, ZoneRow, ZoneRows,
} from './pkg/water.js';
export type { BackgroundChoice, ChangeSide, GroupChangeRow, GroupNumbers, GroupRow, GroupsView, RiverView, WaterChangesView, WaterTrendRow, WaterTrendsView } from './pkg/water.js';
export type { ItemMean, MonthClass, SectionQuery, SectionRow, SectionRows, SiteOption, WaterEvaluationView } from './pkg/water.js';
export type { FurtherIssues, ItemValue, OwnLimitsView, OwnRow, OwnRows, ProfileRow, ProfileRows, SampleLine, SourceRow, SourceRows, StandardsChoices, WellRow, WellRows } from './pkg/water.js';

/** What is not there stands at its default. */
export type WaterChoices = Partial<AllWaterChoices>;

export interface Progress {
  file: string;
  bytes: number;
  total: number;
  rows: number;
}

/** Questions to a finished session, with their arguments. */
export interface Questions {
  air_rows: [query: Query];
  water_rows: [query: Query];
  calendar: [site: number, year: number];
  matrix: [];
  explain_air: [id: number];
  explain_water: [id: number];
  explain_month: [id: number];
  export_csv: [];
  export_json: [];
  issues_csv: [chinese: boolean];
  rejects: [chinese: boolean];
  evaluate: [choices: EvaluationChoices];
  rank: [choices: EvaluationChoices, span: string, edition: string];
  changes: [choices: EvaluationChoices, place: number, before: string, now: string, edition: string];
  dust_suggestions: [choices: EvaluationChoices, place: number];
  comparison: [choices: EvaluationChoices, place: number, year: number];
  explain_comparison: [choices: EvaluationChoices, place: number, year: number];
  hours: [choices: EvaluationChoices, place: number, date: string, rule: string, edition: string];
  explain_hour: [choices: EvaluationChoices, place: number, date: string, label: number, rule: string, edition: string];
  other_items: [choices: EvaluationChoices, place: number, edition: string];
  other_items_csv: [choices: EvaluationChoices, edition: string];
  explain_other_item: [choices: EvaluationChoices, place: number, item: string, year: number, edition: string];
  trends: [choices: EvaluationChoices, place: number, edition: string];
  explain_trend: [choices: EvaluationChoices, place: number, item: string, edition: string];
  explain_period: [choices: EvaluationChoices, place: number, span: string, edition: string, part: number];
  explain_city_day: [choices: EvaluationChoices, place: number, date: string];
  dust_days: [choices: EvaluationChoices, place: number];
  evaluation_csv: [choices: EvaluationChoices];
  water: [part: WaterPart, choices: WaterChoices, method: WaterMethod, ...args: unknown[]];
}

/** What the modules of water answer, by the names and types of their own methods. */
type Callable<T> = T extends (...args: never[]) => unknown ? T : never;
type AllEvaluators = WaterEvaluator & LakesEvaluator & StandardsEvaluator;
type MethodsOf<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T];
export type WaterMethod = Exclude<Extract<MethodsOf<AllEvaluators>, string>, 'free' | 'plan'>;
export type WaterArgs<M extends WaterMethod> = Parameters<Callable<AllEvaluators[M]>>;
export type WaterAnswer<M extends WaterMethod> = ReturnType<Callable<AllEvaluators[M]>>;

export interface Answers {
  air_rows: AirRows;
  water_rows: WaterRows;
  calendar: CalendarView;
  matrix: MatrixView;
  explain_air: Explanation;
  explain_water: Explanation;
  explain_month: Explanation;
  export_csv: string;
  export_json: string;
  issues_csv: string;
  /** Rows of which something was refused, as CSV. */
  rejects: Blob;
  evaluate: EvaluationView;
  rank: RankingView;
  changes: ChangeView | undefined;
  dust_suggestions: DustSuggestionsView;
  comparison: ComparisonView | undefined;
  explain_comparison: Explanation;
  hours: HoursView;
  explain_hour: Explanation;
  other_items: OtherItemsView;
  other_items_csv: string;
  explain_other_item: Explanation;
  trends: TrendsView;
  explain_trend: Explanation;
  explain_period: Explanation;
  explain_city_day: Explanation;
  dust_days: string[];
  evaluation_csv: string;
  water: unknown;
}

export type Question = keyof Questions;

/** The modules that are loaded when they are first asked for. */
export type WaterPart = 'water' | 'lakes' | 'standards';
export type Part = 'evaluate' | 'unpack' | WaterPart;

/** The module that a question needs beside the engine. */
export const partOf = <Q extends Question>(question: Q, args: Questions[Q]): Part | undefined =>
  question === 'water' ? (args[0] as WaterPart) : periodQuestions.includes(question) ? 'evaluate' : undefined;

/** What the module that evaluates periods of air answers; each question carries its choices, so that a fresh worker knows them. */
const periodQuestions: readonly Question[] = [
  'evaluate', 'rank', 'changes', 'trends', 'explain_trend', 'comparison', 'explain_comparison', 'hours', 'explain_hour', 'other_items', 'other_items_csv', 'explain_other_item', 'dust_suggestions', 'explain_period', 'explain_city_day', 'dust_days', 'evaluation_csv',
];

export type ToWorker =
  | { id: number; do: 'start'; module: WebAssembly.Module }
  | { id: number; do: 'start-more'; part: Part; module: WebAssembly.Module }
  | { id: number; do: 'run'; session: string; sources: { name: string; data: Blob; packed?: boolean }[]; choices: Choices; helpers?: MessagePort[] }
  | { id: number; do: 'help'; port: MessagePort }
  | { id: number; do: 'lost'; helper: number }
  | { id: number; do: 'ask'; session: string; question: Question; args: Questions[Question] };

export type FromWorker =
  | { id: number; value: unknown }
  | { id: number; error: string; name: string; fatal: boolean }
  | { id: number; progress: Progress };
