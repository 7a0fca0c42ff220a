// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { m } from '../paraglide/messages';
import type { Schema } from './api';

/** The office's own words for the codes of the API (docs/glossary.md). */
export const stateName = (state: Schema<'DocumentState'>): string =>
  ({
    draft: m.state_draft,
    in_approval: m.state_in_approval,
    at_signing: m.state_at_signing,
    returned: m.state_returned,
    registered: m.state_registered,
    in_execution: m.state_in_execution,
    executed: m.state_executed,
    filed: m.state_filed,
    cancelled: m.state_cancelled,
  })[state]();

export const directionName = (direction: Schema<'Direction'>): string =>
  ({ incoming: m.direction_incoming, outgoing: m.direction_outgoing, internal: m.direction_internal, certificate: m.direction_certificate })[direction]();

export const actionName = (action: Schema<'NextAction'>): string =>
  ({
    register: m.action_register,
    resolve: m.action_resolve,
    visa: m.action_visa,
    sign: m.action_sign,
    seal: m.action_seal,
    route: m.action_route,
    report: m.action_report,
    accept_report: m.action_accept_report,
    remove_control: m.action_remove_control,
    file: m.action_file,
    none: m.action_none,
  })[action]();

export const stepName = (action: Schema<'Step'>['action']): string => ({ visa: m.step_visa, sign: m.step_sign, seal: m.step_seal })[action]();

export const stepState = (state: Schema<'Step'>['state']): string =>
  ({
    waiting: m.step_waiting,
    active: m.step_active,
    done: m.step_done,
    refused: m.step_rejected,
    cancelled: m.step_cancelled,
  })[state]();

export const taskState = (state: Schema<'Task'>['state']): string =>
  ({
    given: m.task_new,
    reported: m.task_reported,
    sent_back: m.task_returned,
    done: m.task_done,
    cancelled: m.task_cancelled,
  })[state]();

export const dispatchState = (state: Schema<'ConsignmentState'>): string =>
  ({
    formed: m.dispatch_formed,
    signed: m.dispatch_signed,
    delivered: m.dispatch_delivered,
    registered: m.dispatch_registered,
    refused: m.dispatch_refused,
    failed: m.dispatch_failed,
  })[state]();

export const certificateState = (state: Schema<'Certificate'>['state']): string =>
  ({
    requested: m.certificate_requested,
    issued: m.certificate_issued,
    voided: m.certificate_voided,
  })[state]();

export const fileRole = (role: Schema<'FileRef'>['role']): string =>
  ({
    main: m.role_main,
    annex: m.role_annex,
    signed: m.role_signed,
    rendition: m.role_rendition,
    facts: m.role_facts,
    package: m.role_package,
    verification_report: m.role_verification_report,
    evidence: m.role_evidence,
    receipt: m.role_receipt,
  })[role]();
