// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { api, call, type Problem, type Schema } from './api';

export type Uploaded = { data: Schema<'UploadedFile'>; problem: null } | { data: null; problem: Problem };

/** Sends one file as it is; the answer comes when it is durable. */
export function upload(file: File): Promise<Uploaded> {
  return call(
    api.POST('/api/v1/files', {
      params: { query: { name: file.name }, header: { 'Idempotency-Key': crypto.randomUUID() } },
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file as unknown as string,
      bodySerializer: (body: unknown) => body as BodyInit,
    }),
  );
}
