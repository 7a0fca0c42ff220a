// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { api, unreachable, type Problem, type Schema } from './api';

export type Preview = { image: string; pages: number; problem: null } | { image: null; pages: 0; problem: Problem };

const asDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

/** One page of a paper that is still being written. Throws only when `signal` was aborted. */
export async function previewPaper(template: string, body: Schema<'PreviewRequest'>, signal: AbortSignal): Promise<Preview> {
  try {
    const { data, error, response } = await api.POST('/api/v1/templates/{name}/previews', { params: { path: { name: template } }, body, parseAs: 'blob', signal });
    if (error !== undefined) return { image: null, pages: 0, problem: error };
    return { image: await asDataUrl(data as unknown as Blob), pages: Number(response.headers.get('Mohur-Pages') ?? 1), problem: null };
  } catch (failure) {
    if (signal.aborted) throw failure;
    return { image: null, pages: 0, problem: unreachable };
  }
}
