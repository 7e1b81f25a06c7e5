// Small files that show which columns are needed. The numbers are invented.
import { download } from './download';
import { lang } from './state';

export const templateKinds = ['daily', 'hourly', 'sites', 'dust', 'water'] as const;
export type TemplateKind = (typeof templateKinds)[number];

const contents: Record<TemplateKind, Record<'zh' | 'en', { name: string; lines: string[] }>> = {
  daily: {
    zh: {
      name: '模板-空气日均值.csv',
      lines: [
        '城市,日期,SO2(μg/m³),NO2(μg/m³),CO(mg/m³),O3_8h(μg/m³),PM10(μg/m³),PM2.5(μg/m³)',
        '示例市,2026-01-01,9,28,0.8,76,61,27',
      ],
    },
    en: {
      name: 'template-air-daily.csv',
      lines: [
        'site,date,SO2 (µg/m³),NO2 (µg/m³),CO (mg/m³),O3_8h (µg/m³),PM10 (µg/m³),PM2.5 (µg/m³)',
        'Example,2026-01-01,9,28,0.8,76,61,27',
      ],
    },
  },
  hourly: {
    zh: {
      name: '模板-空气小时值.csv',
      lines: [
        '点位,时间,SO2(μg/m³),NO2(μg/m³),CO(mg/m³),O3(μg/m³),PM10(μg/m³),PM2.5(μg/m³)',
        '示例站,2026-01-01 01:00,9,28,0.8,42,61,27',
      ],
    },
    en: {
      name: 'template-air-hourly.csv',
      lines: [
        'site,time,SO2 (µg/m³),NO2 (µg/m³),CO (mg/m³),O3 (µg/m³),PM10 (µg/m³),PM2.5 (µg/m³)',
        'Example,2026-01-01 01:00,9,28,0.8,42,61,27',
      ],
    },
  },
  sites: {
    zh: {
      name: '模板-空气点位表.csv',
      lines: ['点位编码,点位名称,城市,区县,省份', '1001A,示例站,示例市,示例区,示例省'],
    },
    en: {
      name: 'template-air-sites.csv',
      lines: ['点位编码,点位名称,城市,区县,省份', '1001A,Example point,Example city,Example county,Example province'],
    },
  },
  dust: {
    zh: {
      name: '模板-沙尘时段.csv',
      lines: ['城市,沙尘开始日期,沙尘结束日期', '示例市,2026-04-12,2026-04-13'],
    },
    en: {
      name: 'template-dust-periods.csv',
      lines: ['城市,沙尘开始日期,沙尘结束日期', 'Example city,2026-04-12,2026-04-13'],
    },
  },
  water: {
    zh: {
      name: '模板-地表水断面.csv',
      lines: [
        '断面,水体类型,目标类别,采样时间,水温(℃),pH,溶解氧(mg/L),高锰酸盐指数(mg/L),化学需氧量(mg/L),五日生化需氧量(mg/L),氨氮(mg/L),总磷(mg/L),总氮(mg/L)',
        '示例断面,河流,Ⅱ,2026-01-01,6.2,8.1,9.8,1.9,8,1.2,0.08,0.02,1.1',
      ],
    },
    en: {
      name: 'template-surface-water.csv',
      lines: [
        '断面,水体类型,目标类别,采样时间,水温(℃),pH,溶解氧(mg/L),高锰酸盐指数(mg/L),化学需氧量(mg/L),五日生化需氧量(mg/L),氨氮(mg/L),总磷(mg/L),总氮(mg/L)',
        'Example,河流,Ⅱ,2026-01-01,6.2,8.1,9.8,1.9,8,1.2,0.08,0.02,1.1',
      ],
    },
  },
};

export function downloadTemplate(kind: TemplateKind): void {
  const { name, lines } = contents[kind][lang()];
  // With a mark at the front, so that spreadsheets read the Chinese headers.
  download(name, `\ufeff${lines.join('\r\n')}\r\n`, 'text/csv');
}
