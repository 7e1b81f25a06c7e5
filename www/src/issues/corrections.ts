// Tables of refused rows that come back corrected.
import type { Source } from '../engine/session';

const added = ['来源文件,来源行,校验码', 'source file,source row,check'];

/** Whether all of these files are such tables, by what their first lines hold. */
export async function areCorrections(files: Source[]): Promise<boolean> {
  for (const { data } of files) {
    const first = await new Response(data.slice(0, 64 * 1024)).arrayBuffer();
    const held = ['utf-8', 'gb18030', 'utf-16le'].some((encoding) => {
      const text = new TextDecoder(encoding).decode(first).replace(/[\t;]/g, ',');
      return added.some((names) => text.includes(names));
    });
    if (!held) return false;
  }
  return files.length > 0;
}
