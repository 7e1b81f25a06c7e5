// Pieces that the overview and the results share.
import { html, nothing, type TemplateResult } from 'lit';
import type { Dataset } from './dataset';
import { openExplanation } from './explain';
import { toggleDust } from './periods/dust';
import type { Periods } from './periods/evaluation';
import { isSingleFile, lang, number, scheme, t, w } from './state';
import { chrome, type Lang } from './words';
import type { CountView, Text } from './engine/types';

/** Counts as a bar, and the same in words. */
export function distribution(counts: CountView[], kind: 'a' | 'w'): TemplateResult {
  const shown = counts.filter((c) => c.count > 0);
  return html`<div class="bar-row" aria-hidden="true">
      ${shown.map((c) => html`<i class="swatch ${kind}${c.key}" style="flex-grow:${c.count}"></i>`)}
    </div>
    <ul class="legend" aria-label=${w().distribution}>
      ${shown.map((c) => html`<li><i class="swatch ${kind}${c.key}" aria-hidden="true"></i>${t(c.label)} <b>${number(c.count)}</b></li>`)}
    </ul>`;
}

export function reasons(title: string, counts: CountView[]): TemplateResult | typeof nothing {
  if (!counts.some((c) => c.count)) return nothing;
  return html`<p class="note"><b>${title}</b> ${counts.filter((c) => c.count).map((c, i) => html`${i ? w().listSeparator : ''}${t(c.label)} ${c.count}`)}</p>`;
}

/** The AQI calendar with its pickers. */
export function calendarPart(data: Dataset, controls: boolean, periods?: Periods): TemplateResult | typeof nothing {
  const air = data.result?.air;
  const calendar = data.calendar;
  if (!air || !calendar) return nothing;
  const words = w();
  const site = air.sites.find((s) => s.site === data.site);
  return html`
    ${controls && (air.sites.length > 1 || (site?.years.length ?? 0) > 1)
      ? html`<div class="filters">
          <eg-site-picker
            .sites=${air.sites}
            .value=${data.site}
            .label=${words.site}
            .locale=${lang()}
            .onPick=${(site: number | null) => void (site !== null && data.show(site, data.year))}
          ></eg-site-picker>
          <label>${words.year}
            <select @change=${(e: Event) => void data.show(data.site, Number((e.target as HTMLSelectElement).value))}>
              ${site?.years.map((y) => html`<option value=${y} ?selected=${y === data.year}>${y}</option>`)}
            </select>
          </label>
        </div>`
      : nothing}
    <eg-calendar
      .data=${calendar}
      .locale=${lang()}
      .scheme=${scheme()}
      .controls=${controls}
      .source=${sourceLine(data, 'air')}
      .edition=${air.editions.join(words.listSeparator)}
      .onOpen=${(id: number) => openExplanation(data.name, 'air', id)}
      .onMark=${periods && ((id: number) => void toggleDust(periods, calendar.site, calendar.days.find((d) => d.id === id)?.date))}
    ></eg-calendar>
  `;
}

export function matrixPart(data: Dataset, controls: boolean): TemplateResult | typeof nothing {
  const water = data.result?.water;
  const matrix = data.matrix;
  if (!water || !matrix || matrix.periods.length < 2) return nothing;
  return html`<eg-matrix
    .data=${matrix}
    .locale=${lang()}
    .scheme=${scheme()}
    .controls=${controls}
    .source=${sourceLine(data, 'water')}
    .edition=${water.editions.join(w().listSeparator)}
    .onOpen=${(id: number) => openExplanation(data.name, 'month', id)}
  ></eg-matrix>`;
}

/** What the downloads say about where the numbers come from, in both languages. */
export function sourceLine(data: Dataset, domain: 'air' | 'water'): Text {
  const names = data.result?.files.filter((f) => f.kind.startsWith(domain)).map((f) => f.name) ?? [];
  const line = (lang: Lang): string => {
    const words = chrome[lang];
    const list = names.slice(0, 3).join(words.listSeparator) + (names.length > 3 ? ` … (${words.fileCount(names.length)})` : '');
    return `${words.source}: ${list}${domain === 'air' && data.example ? ` (${words.simulated})` : ''}`;
  };
  return { zh: line('zh'), en: line('en') };
}

export const offlineHref = isSingleFile ? undefined : 'envgrade.html';
