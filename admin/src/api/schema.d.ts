export interface paths {
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['HealthController_live'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['HealthController_ready'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['CaseListController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/next': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['CaseListController_next'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/centres': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['CaseListController_centres'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/figures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['FiguresController_figures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/todo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['FiguresController_todo'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/mailbox': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['FiguresController_mailbox'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/queues': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['FiguresController_queues'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['CasesController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/messages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['MessagesController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/messages/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['MessagesController_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    CentreName: {
      /** Format: uuid */
      id: string;
      name: string;
    };
    BothLanguages: {
      fr: string;
      en: string;
    };
    DiseaseView: {
      code: string;
      label: components['schemas']['BothLanguages'];
    };
    CaseLine: {
      /** @example DARA-0042 */
      reference: string;
      /** @enum {string} */
      state: 'draft' | 'confirmed' | 'set_aside';
      /** @enum {string|null} */
      setAsideReason: 'not_eligible' | 'duplicate' | 'withdrawn' | 'not_a_sheet' | null;
      centre: components['schemas']['CentreName'] | null;
      disease: components['schemas']['DiseaseView'] | null;
      asked: number;
      answered: number;
      missing: number;
      unsure: number;
      /** @description Questions to the clinician that are not closed. */
      openQueries: number;
      /** @enum {string} */
      waits: 'review' | 'clinician' | 'merge' | 'nobody';
      /**
       * Format: date-time
       * @description Since when it waits so.
       */
      since: string;
      /** Format: date-time */
      receivedAt: string;
      /** Format: date-time */
      updatedAt: string;
      version: number;
      /** @description Initials. */
      confirmedBy: string | null;
    };
    CaseList: {
      total: number;
      rows: components['schemas']['CaseLine'][];
    };
    NextCase: {
      reference: string | null;
    };
    CentreView: {
      /** Format: uuid */
      id: string;
      name: string;
      cases: number;
    };
    StateCounts: {
      draft: number;
      confirmed: number;
      set_aside: number;
    };
    CentreFigures: {
      draft: number;
      confirmed: number;
      set_aside: number;
      /**
       * Format: uuid
       * @description Null: without a centre.
       */
      id: string | null;
      name: string | null;
    };
    WeekFigures: {
      /**
       * @description ISO 8601, where the study is.
       * @example 2026-W47
       */
      week: string;
      /**
       * Format: date
       * @description The week's Monday.
       */
      from: string;
      /** @description Cases whose newest sheet came in this week. */
      received: number;
      /** @description Of these, those that are confirmed today. */
      confirmed: number;
      /** @description Of these, those that are set aside today. */
      set_aside: number;
    };
    FieldFigures: {
      key: string;
      /** @description Cases (not set aside) in which the question applies. */
      asked: number;
      /** @description Of these, those with an answer and nothing required blank. */
      answered: number;
      /** @description Those with something required blank. */
      missing: number;
      /** @description Those with something that nobody is sure of. */
      unsure: number;
    };
    WaitsFigures: {
      /** @enum {string} */
      what: 'review' | 'clinician' | 'merge' | 'nobody';
      count: number;
      /** Format: date-time */
      oldest: string | null;
    };
    Progress: {
      done: number;
      of: number;
    };
    Figures: {
      states: components['schemas']['StateCounts'];
      centres: components['schemas']['CentreFigures'][];
      weeks: components['schemas']['WeekFigures'][];
      fields: components['schemas']['FieldFigures'][];
      waits: components['schemas']['WaitsFigures'][];
      /** @description How many cases `fields` already counts, while the index is being filled; null once it counts all. */
      progress: components['schemas']['Progress'] | null;
    };
    TodoRow: {
      /** @description Of the case, message, letter, query or reading; of a folder: its name. */
      id: string;
      reference: string | null;
      what: components['schemas']['BothLanguages'];
      /** Format: date-time */
      since: string | null;
    };
    TodoGroup: {
      /** @enum {string} */
      kind:
        | 'mailbox'
        | 'failed'
        | 'letter'
        | 'password'
        | 'message'
        | 'query_answered'
        | 'proposal'
        | 'waiting_sheet'
        | 'case';
      count: number;
      /** @description At most 20. */
      rows: components['schemas']['TodoRow'][];
    };
    FolderHealth: {
      mailbox: string;
      folder: string;
      /** @enum {string} */
      state: 'connecting' | 'watching' | 'refused' | 'unreachable' | 'stopped' | 'quiet';
      /** @description A code. */
      error: string | null;
      what: components['schemas']['BothLanguages'];
      /** @description Messages that are there and could not be taken yet. */
      waiting: number;
      /** Format: date-time */
      reconciledAt: string | null;
    };
    PartHealth: {
      /** @description `ok`, or a code. */
      state: string;
      what: components['schemas']['BothLanguages'];
    };
    MailboxHealth: {
      folders: components['schemas']['FolderHealth'][];
      smtp: components['schemas']['PartHealth'];
      database: components['schemas']['PartHealth'];
    };
    QueueCounts: {
      queue: string;
      waiting: number;
      active: number;
      /** @description Waiting for their next try. */
      delayed: number;
      failed: number;
    };
    FindingView: {
      code: string;
      key?: string;
      /** @description In the language of the sheet. */
      message: string;
    };
    CaseView: {
      /** @example DARA-0042 */
      reference: string;
      /** @enum {string} */
      state: 'draft' | 'confirmed' | 'set_aside';
      centre: string | null;
      /** Format: date-time */
      receivedAt: string;
      answers: {
        [key: string]: unknown;
      };
      unsure: string[];
      missing: string[];
      findings: components['schemas']['FindingView'][];
    };
    MessageView: {
      /** Format: uuid */
      id: string;
      state: string;
      /** Format: date-time */
      receivedAt: string;
      lastError: string | null;
      toSee: string | null;
      /** @description What became of it, by case. */
      outcomes: string[];
      references: string[];
      /** @description State of each letter that answers it. */
      letters: string[];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  HealthController_live: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The process answers. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  HealthController_ready: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every part works. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A part does not; `parts` names it. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  CaseListController_list: {
    parameters: {
      query?: {
        state?: 'draft' | 'confirmed' | 'set_aside';
        /** @description A centre's id, or `none`. */
        centre?: string;
        /** @description A disease's code, or `none`. */
        disease?: string;
        waits?: 'review' | 'clinician' | 'merge' | 'nobody';
        /** @description The key of a question without its answer. */
        missing?: string;
        /** @description Of receipt, where the study is (ISO 8601). */
        week?: string;
        /** @description A reference, with or without its prefix and zeros, or a part of a centre. */
        q?: string;
        sort?: 'receivedAt' | 'reference' | 'centre' | 'state' | 'answered' | 'updatedAt' | 'unsure';
        order?: 'asc' | 'desc';
        limit?: number;
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseList'];
        };
      };
    };
  };
  CaseListController_next: {
    parameters: {
      query?: {
        /** @description A reference: the case that one has just done with. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description In the list's own order; after the last comes the first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NextCase'];
        };
      };
    };
  };
  CaseListController_centres: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CentreView'][];
        };
      };
    };
  };
  FiguresController_figures: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Figures'];
        };
      };
    };
  };
  FiguresController_todo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TodoGroup'][];
        };
      };
    };
  };
  FiguresController_mailbox: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailboxHealth'];
        };
      };
    };
  };
  FiguresController_queues: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QueueCounts'][];
        };
      };
    };
  };
  CasesController_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseView'];
        };
      };
    };
  };
  MessagesController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MessageView'][];
        };
      };
    };
  };
  MessagesController_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its job waits again. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
