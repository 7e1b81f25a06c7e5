// Tables of results, a page of rows at a time, asked from the core with the filters applied there.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Named } from './picker';
import { airChip, waterChip } from './figure';
import { t, term, w } from './state';
import type { AirRow, IssueView, Query, WaterRow } from './engine/types';
import { issueWords } from './issues/words';

interface Page<R> {
  total: number;
  rows: R[];
}

abstract class Rows<R> extends LitElement {
  /** Identity of the result that is shown; a new one starts from the first row. */
  declare result: unknown;
  declare locale: string;
  declare perPage: number;
  declare filters: boolean;
  declare sites: Named[];
  declare ask: (query: Query) => Promise<Page<R>>;
  declare onOpen: (id: number) => void;
  /** Code of the issue whose rows alone are shown, and what shows all again. */
  declare issue: string;
  declare onAllRows: (() => void) | undefined;
  declare offset: number;
  declare page: Page<R> | undefined;
  declare site: number | null;
  declare grade: number | null;

  static override properties = {
    result: { attribute: false },
    locale: { attribute: false },
    perPage: { attribute: false },
    filters: { attribute: false },
    sites: { attribute: false },
    ask: { attribute: false },
    onOpen: { attribute: false },
    issue: { attribute: false },
    onAllRows: { attribute: false },
    offset: { state: true },
    page: { state: true },
    site: { state: true },
    grade: { state: true },
  };

  constructor() {
    super();
    this.perPage = 25;
    this.filters = true;
    this.sites = [];
    this.offset = 0;
    this.page = undefined;
    this.site = null;
    this.grade = null;
    this.issue = '';
    this.onAllRows = undefined;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('result')) {
      this.offset = 0;
      this.site = null;
      this.grade = null;
      this.page = undefined;
    }
    // One sees the rows of an issue whatever was filtered before.
    if (changes.has('issue') && this.issue) [this.offset, this.site, this.grade] = [0, null, null];
    if (['result', 'offset', 'site', 'grade', 'perPage', 'issue'].some((k) => changes.has(k))) void this.load();
  }

  private async load(): Promise<void> {
    const asked = { result: this.result, offset: this.offset, site: this.site, grade: this.grade, issue: this.issue };
    try {
      const page = await this.ask({
        site: this.site ?? undefined,
        offset: this.offset,
        limit: this.perPage,
        grades: this.grade === null ? [] : [this.grade],
        issue: this.issue,
      });
      const still =
        asked.issue === this.issue && asked.result === this.result && asked.offset === this.offset && asked.site === this.site && asked.grade === this.grade;
      if (still) this.page = page;
    } catch {
      // A cancelled or broken engine is reported by the page itself.
    }
  }

  /** What the issue is that is shown. */
  private cause(): string {
    const issues = (this.result as { issues?: IssueView[] } | undefined)?.issues ?? [];
    const found = issues.find((i) => i.code === this.issue);
    return found ? t(found.message) : this.issue;
  }

  protected abstract caption(): string;
  protected abstract gradeWord(grade: number): string;
  protected abstract siteLabel(): string;
  protected abstract head(): TemplateResult;
  protected abstract row(row: R): TemplateResult;

  private readonly pickSite = (site: number | null) => {
    this.offset = 0;
    this.site = site;
  };

  private readonly pickGrade = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    this.offset = 0;
    this.grade = value === '' ? null : Number(value);
  };

  protected override render(): TemplateResult {
    const words = w();
    const page = this.page;
    const shown = page ? Math.min(page.total, this.offset + page.rows.length) : 0;
    return html`
      ${this.filters
        ? html`<div class="filters">
            <eg-site-picker
              .sites=${this.sites}
              .value=${this.site}
              .label=${this.siteLabel()}
              .optional=${true}
              .locale=${this.locale}
              .onPick=${this.pickSite}
            ></eg-site-picker>
            <label
              >${words.filterGrade}
              <select @change=${this.pickGrade} .value=${this.grade === null ? '' : String(this.grade)}>
                <option value="">${words.all}</option>
                ${[1, 2, 3, 4, 5, 6].map((g) => html`<option value=${g}>${this.gradeWord(g)}</option>`)}
                <option value="0">${words.notGraded}</option>
              </select>
            </label>
          </div>`
        : nothing}
      ${this.issue
        ? html`<p class="only-rows" role="status">${issueWords().onlyRows(this.cause())}
            <button class="link" @click=${() => this.onAllRows?.()}>${issueWords().allRows}</button></p>`
        : nothing}
      <div class="table-scroll" tabindex="0" role="region" aria-label=${words.scrollable(this.caption())}>
        <table class="rows">
          <caption class="visually-hidden">
            ${this.caption()}
          </caption>
          <thead>
            ${this.head()}
          </thead>
          <tbody>
            ${page?.rows.map((r) => this.row(r))}
          </tbody>
        </table>
      </div>
      ${page && page.total === 0 ? html`<p class="note">${words.noRows}</p>` : nothing}
      ${page && page.total > 0
        ? html`<div class="pager">
            ${page.total > this.perPage
              ? html`<button ?disabled=${this.offset === 0} @click=${() => (this.offset = Math.max(0, this.offset - this.perPage))}>
                    ${words.previous}
                  </button>
                  <button ?disabled=${shown >= page.total} @click=${() => (this.offset += this.perPage)}>${words.next}</button>`
              : nothing}
            <span>${words.rowsRange(this.offset + 1, shown, page.total)}</span>
          </div>`
        : nothing}
    `;
  }
}

const pollutants = ['SO₂', 'NO₂', 'CO', 'O₃', 'PM10', 'PM2.5'];

class AirRowsTable extends Rows<AirRow> {
  protected caption(): string {
    return w().dailyRows;
  }
  protected gradeWord(grade: number): string {
    return term(`category.${grade}`);
  }
  protected siteLabel(): string {
    return w().filterSite;
  }
  protected head(): TemplateResult {
    const words = w();
    return html`<tr>
      <th scope="col">${words.date}</th>
      <th scope="col">${words.site}</th>
      <th scope="col" class="n">${words.aqi}</th>
      <th scope="col">${words.category}</th>
      <th scope="col">${words.primary}</th>
      ${pollutants.map((p) => html`<th scope="col" class="n">${p}</th>`)}
      <th scope="col" class="n">${words.official}</th>
      <th scope="col">${words.editionHead}</th>
    </tr>`;
  }
  protected row(r: AirRow): TemplateResult {
    const words = w();
    return html`<tr>
      <th scope="row">${r.period}</th>
      <td>${r.site}</td>
      <td class="n">
        <button class="num" aria-label="${r.aqi ?? words.notGraded}, ${words.why}" @click=${() => this.onOpen(r.id)}>
          ${r.aqi ?? '—'}
        </button>
      </td>
      <td>${r.category ? airChip(r.category) : html`<span class="dim">${r.why_not ? t(r.why_not) : words.notGraded}</span>`}</td>
      <td>${r.primary.join(words.listSeparator)}</td>
      ${pollutants.map((_, i) => html`<td class="n">${r.values[i] ?? '—'}</td>`)}
      <td class="n">${r.official_aqi ?? ''} ${r.official_category ?? ''}${byHand(r.excluded)}</td>
      <td class="dim nowrap">${r.edition}</td>
    </tr>`;
  }
}

class WaterRowsTable extends Rows<WaterRow> {
  protected caption(): string {
    return w().waterRows;
  }
  protected gradeWord(grade: number): string {
    return term(`class.${grade}`);
  }
  protected siteLabel(): string {
    return w().filterSection;
  }
  protected head(): TemplateResult {
    const words = w();
    return html`<tr>
      <th scope="col">${words.section}</th>
      <th scope="col">${words.period}</th>
      <th scope="col">${words.waterClass}</th>
      <th scope="col">${words.stateHead}</th>
      <th scope="col">${words.deciding}</th>
      <th scope="col">${words.mainPollutants}</th>
      <th scope="col">${words.target}</th>
      <th scope="col">${words.verdict}</th>
      <th scope="col">${words.official}</th>
      <th scope="col">${words.bodyHead}</th>
    </tr>`;
  }
  protected row(r: WaterRow): TemplateResult {
    const words = w();
    return html`<tr>
      <th scope="row">${r.site}</th>
      <td class="nowrap">${r.period.replace('T', ' ')}</td>
      <td>
        <button
          class="chip-button"
          aria-label="${r.class ? term(`class.${r.class}`) : words.notGraded}, ${words.why}"
          @click=${() => this.onOpen(r.id)}
        >
          ${r.class ? waterChip(r.class) : html`<span class="chip w0">${words.notGraded}</span>`}
        </button>
      </td>
      <td>${r.why_not ? html`<span class="dim">${t(r.why_not)}</span>` : t(r.state)}</td>
      <td>${r.deciding.map(t).join(words.listSeparator)}</td>
      <td>${t(r.main)}</td>
      <td class="nowrap">${r.target ? term(`class.${r.target}`) : '—'}</td>
      <td>${r.verdict ? verdict(r.verdict) : '—'}</td>
      <td>${r.official_class ?? ''}${byHand(r.excluded)}</td>
      <td>${words.bodyNames[r.body] ?? r.body}</td>
    </tr>`;
  }
}

/** Says that readings of a row were excluded or corrected. */
const byHand = (count: number) => (count ? html` <span class="tag simulated">${issueWords().mark(count)}</span>` : nothing);

export function verdict(key: string): TemplateResult {
  const sign = key === 'attained' ? '✓' : key === 'exceeded' ? '✗' : '?';
  return html`<span class="verdict ${key}"><span aria-hidden="true">${sign}</span> ${term(`verdict.${key}`)}</span>`;
}

customElements.define('eg-air-rows', AirRowsTable);
customElements.define('eg-water-rows', WaterRowsTable);
