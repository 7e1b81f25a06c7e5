// Places ranked by the composite index over one period, and by its change against the year before.
import { html, nothing, type TemplateResult } from 'lit';
import { openPeriod } from '../explain';
import { changed, fragment, lang, number, t, w } from '../state';
import type { EvaluationView, RankingRow, RankingView } from '../engine/types';
import type { Periods } from './evaluation';
import { editionName, noticeList, picker, pollutants, saveCsv, scroller, symbols, working } from './parts';

export function ranking(of: Periods, view: EvaluationView): TemplateResult {
  const words = w();
  const last = view.spans[view.spans.length - 1];
  const span = view.spans.find((s) => s.key === fragment.get('at')) ?? last;
  const edition = view.editions.find((e) => e.key === fragment.get('by')) ?? view.editions[0];
  if (!span || !edition) return html``;
  const ranked = of.answer('rank', span.key, edition.key);
  return html`
    <div class="filters">
      ${picker(words.period, 'at', span.key, view.spans.map((s) => [s.key, t(s.words)]))}
      ${view.editions.length > 1 ? picker(words.editionHead, 'by', edition.key, view.editions.map((e) => [e.key, editionName(e.key)])) : nothing}
    </div>
    ${ranked === undefined ? working() : ranked === null ? html`<p class="note">${words.periods.noAnswer}</p>` : table(of, ranked, span.key, plainIndex(view, span.key, edition.key))}
  `;
}

/** Long lists stay light until somebody wants the whole. */
const atOnce = 200;

const marks = (row: RankingRow): string[] => {
  const words = w().periods;
  return [
    !row.enough && words.thin,
    row.deducted && words.series.deducted,
    row.within_grade_2 && words.withinGrade2,
  ].filter((m): m is string => Boolean(m));
};

/** The index of all days, where dust is deducted in the ranking. */
const plainIndex = (view: EvaluationView, span: string, edition: string) => (place: number) => {
  const row = view.rows.find((r) => r.place === place && r.span === span && r.choice === edition && !r.part);
  return row?.deducted ? row.plain.composite.sum : '';
};

function table(of: Periods, ranked: RankingView, span: string, plain: (place: number) => string): TemplateResult {
  const words = w();
  const most = Math.max(...ranked.rows.map((r) => Number(r.index.sum)), 1);
  const changes = ranked.rows.some((r) => r.change_rank !== undefined);
  const open = (row: RankingRow) => () => openPeriod(of.data.name, row.place, span, ranked.choice, 0);
  return html`
    <p class="finding">${t(ranked.finding)}</p>
    ${ranked.rows.length
      ? scroller(words.periods.tabs.ranking, html`<table class="rows ranking">
          <caption class="visually-hidden">${t(ranked.span)} ${words.periods.tabs.ranking}</caption>
          <thead>
            <tr>
              <th scope="col"><span class="rank">${words.periods.rank}</span>${words.periods.place}</th>
              <th scope="col" class="n">${words.periods.composite}</th>
              <th scope="col">${words.periods.mainPollutant}</th>
              ${pollutants.map((p) => html`<th scope="col" class="n">${p}</th>`)}
              ${changes ? html`<th scope="col" class="n">${words.periods.changeOnYear}</th><th scope="col" class="n">${words.periods.changeRank}</th>` : nothing}
              <th scope="col">${words.note}</th>
            </tr>
          </thead>
          <tbody>
            ${(of.whole ? ranked.rows : ranked.rows.slice(0, atOnce)).map(
              (row) => html`<tr>
                <th scope="row"><span class="rank">${row.rank}</span>${t(row.name)}</th>
                <td class="n index"><button class="num" aria-label="${row.index.sum}, ${words.why}" @click=${open(row)}>${row.index.sum}</button>
 ${row.deducted && plain(row.place) ? html`<span class="block dim nowrap">${words.periods.series.plain} ${plain(row.place)}</span>` : nothing}
                  <span class="index-bar" aria-hidden="true"><i style="width:${((Number(row.index.sum) / most) * 100).toFixed(1)}%"></i></span></td>
                <td>${symbols(row.index.main)}</td>
                ${row.index.single.map((single, i) => html`<td class="n">${single}<span class="block dim">${row.concentrations[i]}</span></td>`)}
                ${changes ? html`<td class="n">${row.change ? `${row.change}%` : '—'}</td><td class="n">${row.change_rank ?? '—'}</td>` : nothing}
                <td class="marks">${marks(row).map((m) => html`<span class="block dim">${m}</span>`)}</td>
              </tr>`,
            )}
          </tbody>
        </table>`)
      : nothing}
    ${ranked.rows.length > atOnce && !of.whole
      ? html`<p><button @click=${() => { of.whole = true; changed(); }}>${words.periods.showAll(number(ranked.rows.length))}</button></p>`
      : nothing}
    <p class="note">${words.periods.singleAndConcentration} ${words.editionsUsed}: ${t(ranked.edition)}</p>
    ${ranked.left_out.length ? html`<p class="note"><b>${words.periods.notRanked}</b> ${ranked.left_out.map(t).join(words.listSeparator)}</p>` : nothing}
    ${ranked.rows.length ? html`<p class="actions"><button @click=${() => save(ranked, span)}>${words.periods.exportCsv}</button></p>` : nothing}
    ${noticeList(ranked.notices)}
  `;
}

function save(ranked: RankingView, span: string): void {
  const words = w();
  saveCsv(`ranking-${span}.csv`, [
    [words.periods.rank, words.periods.place, words.periods.composite, words.periods.mainPollutant,
      ...pollutants.map((p) => `${p} ${words.periods.singleIndex}`), ...pollutants.map((p) => `${p} ${words.value}`),
      `${words.periods.changeOnYear} %`, words.periods.changeRank, words.note],
    ...ranked.rows.map((r) => [
      r.rank, r.name[lang()], r.index.sum, r.index.main.join(' '), ...r.index.single, ...r.concentrations, r.change, r.change_rank ?? '', marks(r).join(' '),
    ]),
  ]);
}
