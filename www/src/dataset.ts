// A set of files with its run and its result: the built-in examples and the person's own data alike.
import { Broken, Cancelled, type Client } from './engine/client';
import type { Source } from './engine/session';
import { returnTo } from './place';
import { announce, changed, number, t, w } from './state';
import type { CalendarView, Choices, MatrixView, Progress, ResultView } from './engine/types';

export type Phase = 'empty' | 'running' | 'done' | 'failed' | 'cancelled';

export const defaultChoices = (): Choices => ({
  edition: 'by-date',
  rounding: 'auto',
  body: 'river',
  lakes: [],
  rivers: [],
  year: undefined,
  hours: 'auto',
  data_state: 'reference',
  site_air: '',
  ozone_exception: '',
  keep_hours: false,
  screening: 'on',
  exclusions: '',
  mappings: [],
});

/** Files that are together no larger keep every hour without being asked: some three times the memory of their days. */
const keptByItself = 20 * 1024 * 1024;

const sizeOf = (sources: Source[]) => sources.reduce((n, s) => n + s.data.size, 0);

export class Dataset {
  phase: Phase = 'empty';
  sources: Source[] = [];
  choices: Choices = defaultChoices();
  result: ResultView | undefined;
  progress: Progress | undefined;
  error = '';
  site = 0;
  year = 0;
  calendar: CalendarView | undefined;
  matrix: MatrixView | undefined;
  /** Code of the issue whose rows alone are listed among the results. */
  issue = '';
  /** Whether these are the built-in examples, not a file that somebody named. */
  example = false;
  private turn = 0;

  constructor(
    readonly name: string,
    readonly client: Client,
    /** Whether its progress and result are spoken. */
    readonly spoken: boolean,
  ) {}

  async run(sources = this.sources, choices = this.choices): Promise<void> {
    if (this.phase === 'running') this.client.cancel();
    const turn = ++this.turn;
    // The same files by other choices: whoever changed them stays where they are.
    const height = this.phase === 'done' && sources === this.sources ? scrollY : 0;
    this.sources = sources;
    this.choices = { ...choices, keep_hours: choices.keep_hours || sizeOf(sources) <= keptByItself };
    this.phase = 'running';
    this.error = '';
    this.progress = { file: sources[0]?.name ?? '', bytes: 0, total: sizeOf(sources), rows: 0 };
    changed();
    let tenth = 0;
    try {
      const result = await this.client.run(this.name, sources, this.choices, (progress) => {
        if (turn !== this.turn) return;
        this.progress = progress;
        const now = progress.total ? Math.floor((progress.bytes / progress.total) * 4) : 0;
        if (this.spoken && now > tenth && now < 4) {
          tenth = now;
          announce(`${w().progress} ${now * 25} %`);
        }
        changed();
      });
      if (turn !== this.turn) return;
      this.result = result;
      this.issue = '';
      this.calendar = undefined;
      this.matrix = undefined;
      await this.prepare();
      if (turn !== this.turn) return;
      this.phase = 'done';
      if (height) returnTo(height);
      if (this.spoken) {
        const finding = result.air?.finding ?? result.water?.finding;
        announce(finding ? w().done(t(finding)) : w().nothing);
      }
    } catch (error) {
      if (turn !== this.turn) return;
      // The examples lose their worker when one's own run is cancelled; they simply start again.
      if (error instanceof Cancelled && !this.spoken) return this.run();
      this.result = undefined;
      this.phase = error instanceof Cancelled ? 'cancelled' : 'failed';
      const named = error instanceof Error || error instanceof DOMException ? error : new Error(String(error));
      // The browser's own words for a file that was moved or changed are not in the reader's language.
      this.error =
        error instanceof Broken ? '' : /^Not(Readable|Found)Error$/.test(named.name) ? w().unreadable : named.message;
      if (this.spoken) announce(this.phase === 'cancelled' ? w().cancelled : w().failed);
    }
    changed();
  }

  /** What the figures need: the first site's last year, and the months of water when there are several. */
  private async prepare(): Promise<void> {
    const { air, water } = this.result as ResultView;
    if (air?.sites.length) {
      const site = air.sites.find((s) => s.site === this.site) ?? air.sites[0];
      if (site) {
        this.site = site.site;
        if (!site.years.includes(this.year)) this.year = site.first_shown;
        this.calendar = await this.client.ask(this.name, 'calendar', this.site, this.year);
      }
    }
    if (water?.sections.length) this.matrix = await this.client.ask(this.name, 'matrix');
  }

  async show(site: number, year: number): Promise<void> {
    const found = this.result?.air?.sites.find((s) => s.site === site);
    if (!found) return;
    this.site = site;
    this.year = found.years.includes(year) ? year : found.first_shown;
    this.calendar = await this.client.ask(this.name, 'calendar', this.site, this.year);
    changed();
  }

  /** Lists only the results of rows that an issue is about, or all with an empty code. */
  showIssue(code: string): void {
    this.issue = code;
    changed();
    if (code) document.querySelector('eg-air-rows, eg-water-rows')?.scrollIntoView();
  }

  cancel(): void {
    this.client.cancel();
  }

  clear(): void {
    this.turn++;
    if (this.phase === 'running') this.client.cancel();
    this.client.forget(this.name);
    this.phase = 'empty';
    this.sources = [];
    this.choices = defaultChoices();
    this.result = undefined;
    this.calendar = undefined;
    this.matrix = undefined;
    this.site = 0;
    this.year = 0;
    changed();
  }

  /** Whether any of the files has hours of air. */
  get hasHours(): boolean {
    return this.result?.files.some((f) => f.kind === 'air-hourly') ?? false;
  }

  /** Whether its hours can be asked about. */
  get keepsHours(): boolean {
    return this.choices.keep_hours;
  }

  get understoodNothing(): boolean {
    return this.phase === 'done' && !this.result?.air && !this.result?.water && !this.result?.other_items;
  }

  progressText(): string {
    const p = this.progress;
    return p && p.rows ? w().rowsRead(number(p.rows)) : '';
  }
}
