// The panel that opens from any number: a worked exercise, or the sources of a published value.
import { html, nothing, type TemplateResult } from 'lit';
import type { Client } from './engine/client';
import { copy } from './download';
import { verdict } from './rows';
import { chosen, declared } from './periods/choices';
import { dustText, toggleDust } from './periods/dust';
import type { Periods } from './periods/evaluation';
import type { Exclusions } from './issues/exclusions';
import { issueWords } from './issues/words';
import { announce, changed, fragment, t, w } from './state';
import type { Waters } from './water/evaluation';
import { chosenWater } from './water/choices';
import type { WaterArgs, WaterMethod } from './engine/types';
import type { AirRow, Explanation, PublishedIndicator, PublishedView, Text } from './engine/types';

export type Kind = 'air' | 'water' | 'month';

/**
 * In the fragment: `open=demo.air.12`, `open=own.month.3`, `open=own.period.0_2024_by-date_0` (place, period, edition and
 * part), `open=own.day.0_2024-04-12`, `open=own.rules.0_2024`, `open=own.trend.0_pm25-mean_2012`,
 * `open=own.hour.0_2024-04-12_14_text_by-date`, `open=own.other.0_tsp_2024_by-date` or `open=indicator.key`.
 */
export const openExplanation = (session: string, kind: Kind, id: number) =>
  fragment.set({ open: `${session}.${kind}.${id}` });
export const openPeriod = (session: string, place: number, span: string, edition: string, part: number) =>
  fragment.set({ open: `${session}.period.${place}_${span}_${edition}_${part}` });
export const openTrend = (session: string, place: number, item: string, edition: string) =>
  fragment.set({ open: `${session}.trend.${place}_${item}_${edition}` });
export const openComparison = (session: string, place: number, year: number) =>
  fragment.set({ open: `${session}.rules.${place}_${year}` });
export const openCityDay = (session: string, place: number, date: string) =>
  fragment.set({ open: `${session}.day.${place}_${date}` });
export const openHour = (session: string, place: number, date: string, label: number, rule: string, edition: string) =>
  fragment.set({ open: `${session}.hour.${place}_${date}_${label}_${rule}_${edition}` });
export const openOtherItem = (session: string, place: number, item: string, year: number, edition: string) =>
  fragment.set({ open: `${session}.other.${place}_${item}_${year}_${edition}` });
/** What the module of water explains, by its method; a number is written `n3`, a text `s2024`. */
export const openWater = (session: string, method: string, args: unknown[]) =>
  fragment.set({ open: `${session}.waters.${[method, ...args.map((a) => (typeof a === 'number' ? `n${a}` : `s${encodeURIComponent(String(a))}`))].join('~')}` });
export const openIndicator = (key: string) => fragment.set({ open: `indicator.${key}` });

/** What goes by the choices of the evaluation. */
const ofPeriods = /^\w+\.(period|day|trend|rules|hour|other)\./;

/** Numbers of days are below, numbers of hours from here on. */
const firstHour = 2 ** 31;

export class Explainer {
  private shown = '';
  private state: 'loading' | 'ready' | 'lost' | 'failed' = 'loading';
  private explanation: Explanation | undefined;
  /** The place and day that is explained, where it can be marked as a day of dust. */
  private day: { session: string; place: string; date: string } | undefined;
  /** The site and time that is explained, where readings of it can be excluded. */
  private moment: { site: string; from: string } | undefined;
  private opener: Element | null = null;

  constructor(
    private readonly client: Client,
    private readonly ready: (session: string) => boolean,
    private readonly published: () => PublishedView | undefined,
    /** The name under which the place of a site can have dust declared. */
    private readonly periods: (session: string) => Periods,
    private readonly waters: (session: string) => Waters,
    /** The list of exclusions of one's own data. */
    private readonly exclusions: Exclusions,
  ) {}

  private get dialog(): HTMLDialogElement | null {
    return document.querySelector('dialog.explain');
  }

  /** Brings the dialog in line with the fragment; called after every redraw. */
  sync(): void {
    const dialog = this.dialog;
    if (!dialog) return;
    const open = fragment.get('open') ?? '';
    // What a period says depends on how it is evaluated.
    const water = /^(\w+)\.waters\./.exec(open)?.[1];
    const by = ofPeriods.test(open) ? chosen() : water ? chosenWater(this.waters(water).data) : undefined;
    const asked = by ? `${open}\n${JSON.stringify(by)}` : open;
    document.body.classList.toggle('explaining', asked !== '');
    if (!asked) {
      if (dialog.open) dialog.close();
      this.shown = '';
      return;
    }
    if (asked !== this.shown) {
      this.shown = asked;
      this.explanation = undefined;
      this.day = undefined;
      this.moment = undefined;
      this.state = 'loading';
      void this.load(asked);
    } else if (this.state === 'lost') {
      void this.load(asked);
    }
    if (!dialog.open) {
      this.opener = document.activeElement;
      if (typeof dialog.showModal === 'function') dialog.showModal();
      else dialog.setAttribute('open', '');
      dialog.scrollTop = 0;
    }
  }

  /** A new result makes earlier explanations void. */
  reset(): void {
    this.shown = '';
  }

  private async load(asked: string): Promise<void> {
    const [, session = '', kind = '', id = ''] = /^(\w+)\.(\w+)\.?([^\n]*)/.exec(asked) ?? [];
    if (session === 'indicator') {
      this.state = 'ready';
      changed();
      return;
    }
    const question = this.question(session, kind, id);
    if (!question || !this.ready(session)) {
      if (this.state !== 'lost') {
        this.state = 'lost';
        changed();
      }
      return;
    }
    this.state = 'loading';
    try {
      const [explanation, day, moment] = await question();
      if (asked !== this.shown) return;
      this.explanation = explanation;
      this.moment = session === 'own' ? moment : undefined;
      this.day = day && { session, place: day.site, date: day.period.slice(0, 10) };
      this.state = 'ready';
    } catch {
      if (asked !== this.shown) return;
      this.state = 'failed';
    }
    changed();
  }

  /** How to ask for an explanation, and for the day that it is about. */
  private question(session: string, kind: string, id: string): (() => Promise<[Explanation, AirRow?, { site: string; from: string }?]>) | undefined {
    const parts = id.split('_');
    const [place = '', span = '', edition = '', part = ''] = parts;
    switch (kind) {
      case 'air':
        return async () => {
          const explanation = await this.client.ask(session, 'explain_air', Number(id));
          // Without filters the rows are in the order of their numbers.
          const { rows } = await this.client.ask(session, 'air_rows', { offset: Number(id) % firstHour, limit: 1, grades: [], site: undefined, issue: '' });
          const row = rows[0]?.id === Number(id) ? rows[0] : undefined;
          return [explanation, Number(id) < firstHour ? row : undefined, row && { site: row.site, from: row.period }];
        };
      case 'water':
        return async () => {
          const explanation = await this.client.ask(session, 'explain_water', Number(id));
          const { rows } = await this.client.ask(session, 'water_rows', { offset: Number(id), limit: 1, grades: [], site: undefined, issue: '' });
          return [explanation, undefined, rows[0] && { site: rows[0].site, from: rows[0].period }];
        };
      case 'month':
        return async () => [await this.client.ask(session, 'explain_month', Number(id))];
      case 'period':
        return async () => [await this.client.ask(session, 'explain_period', chosen(), Number(place), span, edition, Number(part))];
      case 'trend':
        return async () => [await this.client.ask(session, 'explain_trend', chosen(), Number(place), span, edition)];
      case 'rules':
        return async () => [await this.client.ask(session, 'explain_comparison', chosen(), Number(place), Number(span))];
      case 'other': {
        const [, item = '', year = '', by = ''] = parts;
        return async () => [await this.client.ask(session, 'explain_other_item', chosen(), Number(place), item, Number(year), by)];
      }
      case 'hour': {
        const [, date = '', label = '', rule = '', by = ''] = parts;
        return async () => [await this.client.ask(session, 'explain_hour', chosen(), Number(place), date, Number(label), rule, by)];
      }
      case 'waters': {
        const [method = '', ...args] = id.split('~');
        const values = args.map((a) => (a.startsWith('n') ? Number(a.slice(1)) : decodeURIComponent(a.slice(1))));
        if (!method.startsWith('explain_')) return undefined;
        const { data } = this.waters(session);
        return async () => [(await this.client.askWater(session, chosenWater(data), method as WaterMethod, ...(values as WaterArgs<WaterMethod>))) as unknown as Explanation];
      }
      case 'day':
        return async () => [await this.client.ask(session, 'explain_city_day', chosen(), Number(place), span)];
      default:
        return undefined;
    }
  }

  private dustButton(): TemplateResult | typeof nothing {
    if (!this.day) return nothing;
    const words = w().periods;
    const { session, date } = this.day;
    const period = declared(this.day.place, date);
    const toggle = async () => {
      const { day } = this;
      if (day) day.place = await toggleDust(this.periods(session), day.place, date);
      changed();
    };
    return html`<p class="dust-mark"><button aria-pressed=${period ? 'true' : 'false'} @click=${toggle}>${period ? words.dustMarked : words.markDust}</button>
      <span class="note">${period ? words.dustMarkedWhat(dustText(period)) : words.markDustWhat}</span></p>`;
  }

  private readonly close = () => fragment.set({ open: null });

  private readonly closed = () => {
    if (fragment.get('open')) fragment.set({ open: null });
    const opener = this.opener;
    this.opener = null;
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };

  private readonly backdrop = (event: MouseEvent) => {
    if (event.target === this.dialog) this.close();
  };

  private readonly copyLink = async () => {
    const done = await copy(location.href);
    announce(done ? w().copied : w().copyFailed);
    const note = this.dialog?.querySelector('.copy-note');
    if (note) note.textContent = `${done ? w().copied : w().copyFailed} ${this.shown.startsWith('own') ? w().copyNoData : ''}`;
  };

  render(): TemplateResult {
    const words = w();
    return html`<dialog class="explain" aria-labelledby="explain-title" @close=${this.closed} @click=${this.backdrop}>
      <div class="explain-body">
        <div class="explain-bar">
          <span class="k">${words.explanation}</span>
          <button class="quiet" @click=${this.close} aria-label=${words.close}>✕</button>
        </div>
        ${this.body()}
        <div class="explain-foot">
          <span class="mark">${words.unofficial}</span>
          <span class="copy-note note" aria-hidden="true"></span>
          <button @click=${this.copyLink}>${words.copyLink}</button>
          <button @click=${() => print()}>${words.print}</button>
        </div>
      </div>
    </dialog>`;
  }

  private body(): TemplateResult {
    const words = w();
    const key = /^indicator\.(.+)/.exec(this.shown)?.[1];
    if (key !== undefined) {
      const indicator = this.published()?.indicators.find((i) => i.key === key);
      return indicator ? this.indicator(indicator) : html`<h2 id="explain-title">${words.loading}</h2>`;
    }
    if (this.state === 'lost' && !this.shown.startsWith('demo.'))
      return html`<h2 id="explain-title">${words.lostLink}</h2>
        <p>${words.lostLinkWhat}</p>`;
    if (this.state === 'failed')
      return html`<h2 id="explain-title">${words.failed}</h2>
        <p>${words.failedWhat}</p>`;
    const e = this.explanation;
    if (!e) return html`<h2 id="explain-title">${words.loading}</h2>`;
    return html`
      <h2 id="explain-title">${t(e.title)}</h2>
      <p class="place">${t(e.place)}</p>
      ${this.dustButton()}
      ${this.moment ? html`<p class="dust-mark"><button @click=${() => this.exclusions.open(this.moment)}>${issueWords().addHere}</button></p>` : nothing}
      <h3>${words.steps}</h3>
      <ol class="steps">
        ${e.steps.map(
          (s) => html`<li>
            <p class="step-label">${t(s.label)}</p>
            ${s.formula ? html`<p class="formula"><code>${s.formula}</code></p>` : nothing}
            ${remark(s.words)}
            ${s.clause ? html`<p class="clause"><span class="k">${words.basis}</span> ${s.clause}</p>` : nothing}
          </li>`,
        )}
      </ol>
      ${e.readings.length
        ? html`<h3>${words.readings}</h3>
            <div class="table-scroll" tabindex="0" role="region" aria-label=${words.scrollable(words.readings)}>
              <table class="rows">
                <caption class="visually-hidden">
                  ${words.readings}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">${words.item}</th>
                    <th scope="col" class="n">${words.text}</th>
                    <th scope="col">${words.usedAs}</th>
                    <th scope="col">${words.placeHead}</th>
                  </tr>
                </thead>
                <tbody>
                  ${e.readings.map(
                    (r) => html`<tr>
                      <th scope="row">${t(r.item)}</th>
                      <td class="n">${r.text}</td>
                      <td>${r.used || '—'}${t(r.note) ? html`<span class="dim block">${t(r.note)}</span>` : nothing}</td>
                      <td class="dim">${r.file}<span class="block">${words.placeRow(r.row)}${r.column ? `${words.listSeparator}${words.placeColumn(r.column, '')}` : ''}</span></td>
                    </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
        : nothing}
      ${e.others.length
        ? html`<h3>${words.others}</h3>
            <dl class="pairs">
              ${e.others.map((o) => html`<div><dt>${t(o.edition)}</dt><dd>${t(o.result)}</dd></div>`)}
            </dl>`
        : nothing}
      ${e.advice.length
        ? html`<h3>${ofPeriods.test(this.shown) ? words.note : words.advice}</h3>
            <ul>
              ${e.advice.map((a) => html`<li>${t(a)}</li>`)}
            </ul>`
        : nothing}
    `;
  }

  private indicator(i: PublishedIndicator): TemplateResult {
    const words = w();
    return html`
      <h2 id="explain-title">${t(i.name)}</h2>
      ${t(i.definition) ? html`<p class="place">${words.definition}：${t(i.definition)}</p>` : nothing}
      ${t(i.caution)
        ? html`<div class="caution" role="note"><b>${words.contradiction}</b><p>${t(i.caution)}</p></div>`
        : nothing}
      <div class="table-scroll" tabindex="0" role="region" aria-label=${words.scrollable(words.years)}>
        <table class="rows">
          <caption class="visually-hidden">
            ${words.years}
          </caption>
          <thead>
            <tr>
              <th scope="col">${words.year}</th>
              <th scope="col" class="n">${words.value}</th>
              <th scope="col">${words.source}</th>
            </tr>
          </thead>
          <tbody>
            ${[...i.values].reverse().map(
              (v) => html`<tr>
                <th scope="row">${v.year}</th>
                <td class="n nowrap"><b>${/^[\d.]+$/.test(v.value) ? v.value : t(v.text)}</b> ${i.unit}</td>
                <td>
                  ${t(v.source)}
                  <span class="dim block">
                    ${[words.stages[v.stage] ?? v.stage, v.date && `${words.published} ${v.date}`, t(v.note)]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${t(i.target)
        ? html`<dl class="pairs">
            <div>
              <dt>${words.target}</dt>
              <dd>${t(i.target)} ${i.verdict ? verdict(i.verdict) : nothing}</dd>
            </div>
          </dl>`
        : nothing}
    `;
  }
}

const remark = (text: Text) => (t(text) ? html`<p class="step-words">${t(text)}</p>` : nothing);
