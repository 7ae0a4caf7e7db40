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
  '/api/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SessionController_describe'];
    put?: never;
    post: operations['SessionController_signIn'];
    delete: operations['SessionController_signOut'];
    options?: never;
    head?: never;
    patch: operations['SessionController_setLanguage'];
    trace?: never;
  };
  '/api/session/sign': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['SessionController_sign'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SessionController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['SessionController_end'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invitations/look': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['InvitationsController_look'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invitations/use': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['InvitationsController_use'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['UsersController_list'];
    put?: never;
    post: operations['UsersController_invite'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch: operations['UsersController_change'];
    trace?: never;
  };
  '/api/users/{id}/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['UsersController_reset'];
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
    post: operations['UploadsController_make'];
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
    get: operations['QueuesController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sheets/{language}/{format}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SheetsController_get'];
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
    get: operations['ReviewController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/answers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_answer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_accept'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/accept-sure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_acceptSure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/inclusion': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_inclusion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/set-aside': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_setAside'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/reopen': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_reopen'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_undo'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/dismiss-proposal': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_dismissProposal'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/join': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_join'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/readings/{id}/take': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_take'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/readings/{id}/dismiss': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_dismiss'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ReviewController_changes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/queries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_ask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/presence': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReviewController_presence'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/study': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['StudyController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/attachments/{id}/pages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SourcesController_pages'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/attachments/{id}/pages/{page}/image': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SourcesController_image'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/attachments/{id}/file': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SourcesController_file'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/queries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['QueriesController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/queries/{id}/close': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['QueriesController_close'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['EventsController_stream'];
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
  '/api/messages/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['MessagesController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/messages/{id}/seen': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['MessagesController_see'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/messages/{id}/answer': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['MessagesController_answer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/messages/{id}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['MessagesController_release'];
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
  '/api/letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['LettersController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['LettersController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/letters/{id}/hold': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['LettersController_hold'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/letters/{id}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['LettersController_release'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/letters/{id}/send-now': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['LettersController_sendNow'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/links': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['LinksController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/links/{id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['LinksController_revoke'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/outbox': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['OutboxController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/imports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ImportsController_take'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reminders': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['RemindersController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reminders/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['RemindersController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reminders/{id}/hold': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['RemindersController_hold'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reminders/{id}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['RemindersController_release'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reminders/{id}/send-now': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['RemindersController_sendNow'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/reminders/stop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['RemindersController_stop'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/letters/ask': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['RemindersController_ask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/thread': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ThreadController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/settings/reminders': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SettingsController_reminders'];
    put: operations['SettingsController_setReminders'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/uploads': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['UploadsController_upload'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/attachments/{id}/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['UploadsController_unlock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/visits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['VisitsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{reference}/visits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['VisitsController_begin'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/visits/{id}/plan': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['VisitsController_plan'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/visits/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['VisitsController_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/visits/{id}/done': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['VisitsController_finish'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/contacts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ContactsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/contacts/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ContactsController_import'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/calls': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ContactsController_call'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/answer/look': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['AnswerController_look'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/answer/save': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['AnswerController_save'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/answer/send': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['AnswerController_send'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/answer/code': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['AnswerController_ask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/answer/prove': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['AnswerController_prove'];
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
    SignedInUser: {
      /** Format: uuid */
      id: string;
      name: string;
      email: string;
      initials: string;
      /** @enum {string} */
      role: 'reader' | 'investigator' | 'lead';
    };
    StudyTitle: {
      fr: string;
      en: string;
    };
    StudyName: {
      id: string;
      prefix: string;
      title: components['schemas']['StudyTitle'];
    };
    SessionView: {
      /** @description Null: nobody has signed in. */
      user: components['schemas']['SignedInUser'] | null;
      /**
       * Format: date-time
       * @description Until when a confirmation is signed without asking for the password again.
       */
      signedUntil: string | null;
      /** @enum {string} */
      language: 'fr' | 'en';
      /** @description The service's version. */
      version: string;
      study: components['schemas']['StudyName'];
      /** @description Nobody has an account yet: the link was printed where the service started. */
      firstAccount: boolean;
    };
    SignInBody: {
      email: string;
      /** Format: password */
      password: string;
      /**
       * @description Six digits of the authenticator program.
       * @example 123456
       */
      code: string;
    };
    LanguageBody: {
      /** @enum {string} */
      language: 'fr' | 'en';
    };
    SignBody: {
      /** Format: password */
      password: string;
    };
    OpenSession: {
      /** Format: uuid */
      id: string;
      /** @description The one that asks. */
      current: boolean;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      lastSeenAt: string;
      /** @description Browser and system, as far as they are known. */
      agent: string;
    };
    LookBody: {
      token: string;
      /** @description What the right code was answered with. */
      proof?: string;
    };
    InvitationView: {
      /** @enum {string} */
      purpose: 'first' | 'invitation' | 'reset';
      /** @description Null for the first account: to be typed. */
      email: string | null;
      name: string | null;
      /** @enum {string} */
      role: 'reader' | 'investigator' | 'lead';
      /** @description For the authenticator program, base32. */
      secret: string;
      otpauthUrl: string;
      /** @description The address as a QR code. */
      qrSvg: string;
    };
    UseBody: {
      /** @description The last part of the link. */
      token: string;
      /** @description Needed for the first account alone. */
      email?: string | null;
      /** @description Needed for the first account alone. */
      name?: string | null;
      /** Format: password */
      password: string;
      /** @example 123456 */
      code: string;
      /** @enum {string} */
      language: 'fr' | 'en';
    };
    UserView: {
      /** Format: uuid */
      id: string;
      name: string;
      email: string;
      initials: string;
      /** @enum {string} */
      role: 'reader' | 'investigator' | 'lead';
      /** @enum {string} */
      state: 'invited' | 'active' | 'disabled';
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      lastSeenAt: string | null;
    };
    InviteBody: {
      email: string;
      name: string;
      /** @enum {string} */
      role: 'reader' | 'investigator' | 'lead';
    };
    InvitedUser: {
      /** @description Shown once: only its digest is kept. */
      link: string;
      user: components['schemas']['UserView'];
    };
    ChangeUserBody: {
      /** @enum {string} */
      role?: 'reader' | 'investigator' | 'lead';
      disabled?: boolean;
    };
    LinkView: {
      /** @description Shown once: only its digest is kept. */
      link: string;
    };
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
    BacklogProgress: {
      /** @description Messages that are stored. */
      done: number;
      /** @description Messages in the folder. */
      of: number;
    };
    FolderHealth: {
      mailbox: string;
      folder: string;
      /** @enum {string} */
      state: 'connecting' | 'watching' | 'refused' | 'unreachable' | 'stopped' | 'quiet';
      /** @description A code. */
      error: string | null;
      isWell: boolean;
      what: components['schemas']['BothLanguages'];
      /** @description Messages that are there and could not be taken yet. */
      waiting: number;
      /** @description While a backlog is being taken. */
      progress: components['schemas']['BacklogProgress'] | null;
      /** @description The folders that are there, when this one is not. */
      folders: string[] | null;
      /** Format: date-time */
      reconciledAt: string | null;
    };
    PartHealth: {
      /** @description `ok`, or a code. */
      state: string;
      isWell: boolean;
      what: components['schemas']['BothLanguages'];
    };
    MailboxHealth: {
      folders: components['schemas']['FolderHealth'][];
      smtp: components['schemas']['PartHealth'];
      database: components['schemas']['PartHealth'];
      /** @description Messages that are stored and not yet through the walk. */
      reading: number;
    };
    QueueCounts: {
      queue: string;
      waiting: number;
      active: number;
      /** @description Waiting for their next try. */
      delayed: number;
      failed: number;
    };
    WordsView: {
      fr: string;
      en: string;
    };
    ByView: {
      initials: string;
      name: string;
      /** Format: date-time */
      at: string;
      why: string | null;
    };
    BeforeView: {
      text: components['schemas']['WordsView'];
      raw: string;
    };
    SourceView: {
      /** @enum {string} */
      strategy:
        | 'acroform'
        | 'annotation'
        | 'geometry'
        | 'ocr'
        | 'ticks'
        | 'content_control'
        | 'label'
        | 'body'
        | 'form'
        | 'person';
      /** @description Of a route /api/attachments/ID/… */
      attachmentId: string | null;
      /** @description From 1, in the file. */
      page: number | null;
      /** @description [x, y, width, height], points from the page’s top left. */
      rect: number[] | null;
      /** @description Word: the paragraph or cell. */
      path: string | null;
    };
    CellView: {
      /** @description As in `recueil read --json`; null when it could not be understood, or a person emptied it. */
      value:
        | (
            | string
            | number
            | boolean
            | {
                [key: string]: unknown;
              }
            | string[]
            | {
                [key: string]: unknown;
              }[]
          )
        | null;
      text: components['schemas']['WordsView'];
      raw: string;
      sure: boolean;
      confidence: number;
      /** @description Why it is not sure. */
      reason: components['schemas']['WordsView'] | null;
      /** @enum {string} */
      origin: 'reading' | 'person';
      /** @description The person whose answer it is. */
      by: components['schemas']['ByView'] | null;
      /** @description What had been read before a person’s entry. */
      before: components['schemas']['BeforeView'] | null;
      /** @description A person has looked at it. */
      reviewed: boolean;
      source: components['schemas']['SourceView'] | null;
    };
    AnswerView: {
      /** @description As in `recueil read --json`; null when it could not be understood, or a person emptied it. */
      value:
        | (
            | string
            | number
            | boolean
            | {
                [key: string]: unknown;
              }
            | string[]
            | {
                [key: string]: unknown;
              }[]
          )
        | null;
      text: components['schemas']['WordsView'];
      raw: string;
      sure: boolean;
      confidence: number;
      /** @description Why it is not sure. */
      reason: components['schemas']['WordsView'] | null;
      /** @enum {string} */
      origin: 'reading' | 'person';
      /** @description The person whose answer it is. */
      by: components['schemas']['ByView'] | null;
      /** @description What had been read before a person’s entry. */
      before: components['schemas']['BeforeView'] | null;
      /** @description A person has looked at it. */
      reviewed: boolean;
      source: components['schemas']['SourceView'] | null;
      /** @description Tables: by ROW.COLUMN. many_of: by code. Null for any other question. */
      cells: {
        [key: string]: components['schemas']['CellView'];
      } | null;
    };
    PlaceView: {
      attachmentId: string;
      page: number;
      /** @description [x, y, width, height], points from the page’s top left. */
      rect: number[];
    };
    CaseCentreView: {
      /** Format: uuid */
      id: string;
      name: string;
    };
    FindingView: {
      code: string;
      /** @description KEY or KEY.ROW.COLUMN. */
      key: string | null;
      /** @description Of a rule: everything that it rests on. */
      keys: string[];
      message: components['schemas']['WordsView'];
      /** @description Keeps the case from being confirmed. */
      blocking: boolean;
    };
    InclusionView: {
      rule: string;
      label: components['schemas']['WordsView'];
      /** @enum {string} */
      verdict: 'met' | 'not_met' | 'unknown';
    };
    InclusionLookView: {
      by: string;
      initials: string;
      /** Format: date-time */
      at: string;
      /** @description Why the case is kept although not all are met. */
      reason: string | null;
    };
    QueryView: {
      /** Format: uuid */
      id: string;
      reference: string;
      /** @description KEY or KEY.ROW.COLUMN. */
      name: string;
      text: string;
      /** @enum {string} */
      state: 'open' | 'asked' | 'answered' | 'closed';
      askedBy: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: uuid */
      letterId: string | null;
      /** @description What the question holds since. */
      answer: components['schemas']['WordsView'] | null;
      /** Format: date-time */
      closedAt: string | null;
    };
    CaseSourceView: {
      /** @description Of a route /api/attachments/ID/… */
      attachmentId: string;
      /** Format: uuid */
      messageId: string;
      /** Format: uuid */
      readingId: string;
      name: string;
      mediaType: string;
      /** @description How it came: mail, upload… */
      origin: string;
      /** Format: date-time */
      receivedAt: string;
      /** @description Null until it has been looked into. */
      pages: number | null;
      /** @enum {string} */
      kind: 'pages' | 'words' | 'none';
    };
    BlockerView: {
      code: string;
      keys: string[];
      message: components['schemas']['WordsView'];
    };
    ProposalView: {
      why: string;
      cases: string[];
    };
    DifferenceView: {
      key: string;
      held: components['schemas']['WordsView'] | null;
      read: components['schemas']['WordsView'];
    };
    WaitingReadingView: {
      /** Format: uuid */
      readingId: string;
      /** Format: date-time */
      receivedAt: string;
      differences: components['schemas']['DifferenceView'][];
    };
    PresentView: {
      id: string;
      initials: string;
      name: string;
      /** @description The question that she is at. */
      field: string | null;
    };
    ConfirmationView: {
      by: string;
      initials: string;
      /** Format: date-time */
      at: string;
      /** @description What the signature says. */
      meaning: components['schemas']['WordsView'];
    };
    UndoView: {
      /** @enum {string} */
      what: 'answer' | 'accept' | 'confirm' | 'set_aside';
      /** Format: date-time */
      until: string;
    };
    CaseReview: {
      /** @example DARA-0042 */
      reference: string;
      /** @enum {string} */
      state: 'draft' | 'confirmed' | 'set_aside';
      setAsideReason: string | null;
      /** @description To be sent back with every act. */
      version: number;
      /** @enum {string} */
      language: 'fr' | 'en';
      /** Format: date-time */
      receivedAt: string;
      /** Format: date-time */
      updatedAt: string;
      centre: components['schemas']['CaseCentreView'] | null;
      /** @description The clinician’s address; not shown to a reader. */
      contact: string | null;
      asked: number;
      answered: number;
      missing: string[];
      unsure: string[];
      /** @description By KEY; a question without an answer has no entry. */
      answers: {
        [key: string]: components['schemas']['AnswerView'];
      };
      /** @description By KEY: does the question apply? */
      shown: {
        [key: string]: 'yes' | 'no' | 'unknown';
      };
      findings: components['schemas']['FindingView'][];
      inclusion: components['schemas']['InclusionView'][];
      inclusionSeen: components['schemas']['InclusionLookView'] | null;
      queries: components['schemas']['QueryView'][];
      sources: components['schemas']['CaseSourceView'][];
      /** @description By KEY, KEY.code or KEY.ROW.COLUMN: where it stands on the newest sheet, blank or not. */
      places: {
        [key: string]: components['schemas']['PlaceView'];
      };
      actions: ('confirm' | 'set_aside' | 'reopen')[];
      blockers: components['schemas']['BlockerView'][];
      proposal: components['schemas']['ProposalView'] | null;
      waitingReadings: components['schemas']['WaitingReadingView'][];
      /** @description Others who have it open. */
      people: components['schemas']['PresentView'][];
      confirmation: components['schemas']['ConfirmationView'] | null;
      undo: components['schemas']['UndoView'] | null;
    };
    AnswerBody: {
      /** @description The version that the page shows. */
      version: number;
      /** @description KEY, KEY.code or KEY.ROW.COLUMN. */
      name: string;
      /** @description As typed or chosen; null, without `missing`: nothing is there. */
      value:
        | (
            | string
            | number
            | boolean
            | string[]
            | {
                [key: string]: string;
              }[]
          )
        | null;
      /** @enum {string|null} */
      missing: 'NSP' | 'NF' | 'NA' | null;
      /** @description Asked for when a sure answer changes. */
      reason: string | null;
    };
    AcceptBody: {
      /** @description The version that the page shows. */
      version: number;
      names: string[];
    };
    AcceptSureBody: {
      /** @description The version that the page shows. */
      version: number;
      section: string;
    };
    InclusionBody: {
      /** @description The version that the page shows. */
      version: number;
      /** @description Why the case is kept, where a criterion is not met for sure. */
      reason?: string | null;
    };
    VersionBody: {
      /** @description The version that the page shows. */
      version: number;
    };
    SetAsideBody: {
      /** @description The version that the page shows. */
      version: number;
      /** @enum {string} */
      reason: 'not_eligible' | 'duplicate' | 'withdrawn' | 'not_a_sheet';
      /** @description Asked for when the patient withdraws. */
      note: string | null;
    };
    ReopenBody: {
      /** @description The version that the page shows. */
      version: number;
      reason: string;
    };
    JoinBody: {
      /** @description The version that the page shows. */
      version: number;
      /** @example DARA-0042 */
      into: string;
    };
    TakeBody: {
      /** @description The version that the page shows. */
      version: number;
      /** @description KEYs of which the newer sheet’s answer is taken. */
      names: string[];
    };
    ChangeActorView: {
      name: string;
      initials: string;
      /** @enum {string} */
      kind: 'person' | 'reader' | 'token';
    };
    ChangeView: {
      /** Format: date-time */
      at: string;
      actor: components['schemas']['ChangeActorView'];
      version: number;
      /** @description KEY or KEY.ROW.COLUMN; null: the case as a whole. */
      name: string | null;
      /** @description answer, accept, inclusion, confirm, set_aside, reopen, join… */
      what: string;
      before: components['schemas']['WordsView'] | null;
      after: components['schemas']['WordsView'] | null;
      why: string | null;
    };
    AskBody: {
      /** @description KEY or KEY.ROW.COLUMN. */
      name: string;
      /** @description For the clinician; no identifier may be in it. */
      text: string;
    };
    PresenceBody: {
      /** @description The question that she is at. */
      name: string | null;
    };
    ChoiceView: {
      code: string;
      label: components['schemas']['WordsView'];
    };
    BoundsView: {
      min: number | null;
      max: number | null;
    };
    ColumnView: {
      key: string;
      label: components['schemas']['WordsView'];
      /** @enum {string} */
      type:
        | 'text'
        | 'long_text'
        | 'integer'
        | 'decimal'
        | 'date'
        | 'month'
        | 'year'
        | 'yes_no'
        | 'one_of'
        | 'email'
        | 'phone'
        | 'many_of'
        | 'table';
      unit: components['schemas']['WordsView'] | null;
      choices: components['schemas']['ChoiceView'][];
      missingCodes: ('NSP' | 'NF' | 'NA')[];
      bounds: components['schemas']['BoundsView'] | null;
    };
    RowView: {
      /** @description As in ROW of KEY.ROW.COLUMN. */
      key: string;
      label: components['schemas']['WordsView'];
    };
    FieldView: {
      key: string;
      /** @description As printed on the sheet. */
      number: number;
      label: components['schemas']['WordsView'];
      help: components['schemas']['WordsView'] | null;
      /** @enum {string} */
      type:
        | 'text'
        | 'long_text'
        | 'integer'
        | 'decimal'
        | 'date'
        | 'month'
        | 'year'
        | 'yes_no'
        | 'one_of'
        | 'email'
        | 'phone'
        | 'many_of'
        | 'table';
      required: boolean;
      unit: components['schemas']['WordsView'] | null;
      choices: components['schemas']['ChoiceView'][];
      missingCodes: ('NSP' | 'NF' | 'NA')[];
      /** @description Values outside are unusual. */
      bounds: components['schemas']['BoundsView'] | null;
      /** @description Of a table; empty otherwise. */
      columns: components['schemas']['ColumnView'][];
      /** @description Of a table: its rows, named or numbered. */
      rows: components['schemas']['RowView'][] | null;
      /** @description Asked of some patients only. */
      hasCondition: boolean;
    };
    SectionView: {
      key: string;
      title: components['schemas']['WordsView'];
      fields: components['schemas']['FieldView'][];
    };
    RuleView: {
      id: string;
      label: components['schemas']['WordsView'];
    };
    StudyView: {
      id: string;
      prefix: string;
      title: components['schemas']['WordsView'];
      /** @description The question that tells the disease. */
      disease: string | null;
      sections: components['schemas']['SectionView'][];
      inclusion: components['schemas']['RuleView'][];
    };
    FilePlaceView: {
      page: number;
      rect: number[];
    };
    PageSizeView: {
      /** @description Points, as seen. */
      width: number;
      /** @description Points, as seen. */
      height: number;
    };
    WordBlockView: {
      /** @description As in an answer’s source. */
      path: string;
      text: string;
      /** @description The path of the table that it is a cell of. */
      table: string | null;
    };
    PagesView: {
      /** @enum {string} */
      kind: 'pages' | 'words' | 'none';
      pages: components['schemas']['PageSizeView'][];
      words: components['schemas']['WordBlockView'][] | null;
      /** @description By KEY, KEY.code or KEY.ROW.COLUMN: where it stands on the sheet, blank or not. */
      places: {
        [key: string]: components['schemas']['FilePlaceView'];
      };
    };
    EventView: {
      /** @enum {string} */
      type:
        | 'case'
        | 'letter'
        | 'message'
        | 'reminder'
        | 'query'
        | 'visit'
        | 'link'
        | 'mailbox'
        | 'presence'
        | 'progress';
      id: string | null;
      /** @example DARA-0042 */
      reference?: string;
      /** @description Of `presence`: everybody who has the case open. */
      people?: components['schemas']['PresentView'][];
      /** @description Of `progress`. */
      task?: string;
      done?: number;
      of?: number;
    };
    LetterOfMessage: {
      /** Format: uuid */
      id: string;
      kind: string;
      state: string;
    };
    MessageLine: {
      /** Format: uuid */
      id: string;
      /** @description mail, form (a personal link), or how it was brought: fax, post, visit, telephone, other. */
      origin: string;
      /** @description Of the mailbox, in which it was found. */
      folders: string[];
      state: string;
      /** Format: date-time */
      receivedAt: string;
      from: string | null;
      subject: string | null;
      /** @description Why a person should look at it: a code. */
      toSee: string | null;
      lastError: string | null;
      references: string[];
      /** @description What became of it, by case. */
      outcomes: string[];
      letters: components['schemas']['LetterOfMessage'][];
    };
    MessageList: {
      total: number;
      rows: components['schemas']['MessageLine'][];
    };
    FileView: {
      /** Format: uuid */
      id: string;
      name: string;
      mediaType: string;
      /** @description Bytes. */
      size: number;
      /** @description Why no sheet was read in it. */
      finding: components['schemas']['WordsView'] | null;
      /** @description It opens with a password, and nobody has given it yet. */
      locked: boolean;
    };
    OpenedMessage: {
      /** Format: uuid */
      id: string;
      /** @description mail, form (a personal link), or how it was brought: fax, post, visit, telephone, other. */
      origin: string;
      /** @description Of the mailbox, in which it was found. */
      folders: string[];
      state: string;
      /** Format: date-time */
      receivedAt: string;
      from: string | null;
      subject: string | null;
      /** @description Why a person should look at it: a code. */
      toSee: string | null;
      lastError: string | null;
      references: string[];
      /** @description What became of it, by case. */
      outcomes: string[];
      letters: components['schemas']['LetterOfMessage'][];
      text: string | null;
      files: components['schemas']['FileView'][];
      /** @enum {string|null} */
      authentication: 'pass' | 'fail' | 'unchecked' | null;
      /** @description Where it asks to be answered, when elsewhere. */
      replyTo: string | null;
      /** @description Why the letter that was due was not written, where a person may let it go. */
      heldBack: string | null;
    };
    MessageAnswerBody: {
      text: string;
    };
    ReleaseAnswerBody: {
      /**
       * @description The address in From, or the one in Reply-To.
       * @enum {string}
       */
      to: 'sender' | 'reply_to';
    };
    LetterLine: {
      /** Format: uuid */
      id: string;
      kind: string;
      state: string;
      to: string | null;
      subject: string | null;
      /** @description Of its cases: a reminder may be of several. */
      references: string[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      sentAt: string | null;
      lastError: string | null;
      attempts: number;
      /** @description A code: why it came back. */
      bounceReason: string | null;
      /**
       * Format: date-time
       * @description It came back, and goes again then.
       */
      notBefore: string | null;
    };
    LetterList: {
      total: number;
      rows: components['schemas']['LetterLine'][];
    };
    OpenedLetter: {
      /** Format: uuid */
      id: string;
      kind: string;
      state: string;
      to: string | null;
      subject: string | null;
      /** @description Of its cases: a reminder may be of several. */
      references: string[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      sentAt: string | null;
      lastError: string | null;
      attempts: number;
      /** @description A code: why it came back. */
      bounceReason: string | null;
      /**
       * Format: date-time
       * @description It came back, and goes again then.
       */
      notBefore: string | null;
      text: string | null;
    };
    AnswerLinkView: {
      /** Format: uuid */
      id: string;
      to: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      /**
       * Format: date-time
       * @description Saved, and not sent yet.
       */
      savedAt: string | null;
      /** Format: date-time */
      sentAt: string | null;
      /** Format: date-time */
      revokedAt: string | null;
      /** @enum {string|null} */
      revokedBecause: 'expired' | 'closed' | 'bounced' | 'investigator' | null;
      revokedBy: string | null;
    };
    OutboxRow: {
      /**
       * @description `letter`: written; `answer`: held back by the rules, its message is shown.
       * @enum {string}
       */
      kind: 'letter' | 'reminder' | 'call' | 'answer';
      /**
       * Format: uuid
       * @description Of the letter, the reminder, the call, or the message.
       */
      id: string;
      /**
       * Format: date-time
       * @description When it goes; null: within minutes, or when somebody has decided.
       */
      at: string | null;
      to: string | null;
      references: string[];
      /** @description The kind of a letter that is written. */
      letterKind: string | null;
      subject: string | null;
      /** @description Of a reminder 0 to 5; of a call its round. */
      step: number | null;
      state: string;
      /** @description A code: schedule, calendar, person, hours, reminded_today, words, page_unread, letter_not_gone, away, spaced; now, retry, came_back, decide; round; or what holds an answer back. */
      why: string;
      /** @description The delay of the study that decided. */
      days: number | null;
      attempts: number | null;
      lastError: string | null;
      /** @description Cases of the same clinician whose reminders are due that day: they go as one letter. */
      together: string[];
    };
    Outbox: {
      total: number;
      rows: components['schemas']['OutboxRow'][];
    };
    ImportedFileView: {
      name: string;
      /** @description Messages that are new. */
      stored: number;
      /** @description Messages that were here already. */
      known: number;
      /** @description Of them, too large: only their header was kept. */
      oversize: number;
      /** @enum {string|null} */
      refused: 'empty' | 'too_large' | 'no_message' | null;
    };
    LetterPreview: {
      subject: string;
      text: string;
    };
    ReminderView: {
      /** Format: uuid */
      id: string;
      reference: string;
      /** @description 1, 2 or 3; 0 for an investigator’s own questions. */
      step: number;
      /** Format: date-time */
      dueAt: string;
      /** @enum {string} */
      state: 'planned' | 'held' | 'sent' | 'stopped';
      stopReason: string | null;
      /** Format: uuid */
      letterId: string | null;
      /** @description What would go now; null: nothing is asked any more. */
      preview: components['schemas']['LetterPreview'] | null;
    };
    ThreadEntry: {
      /** @enum {string} */
      kind: 'message' | 'letter' | 'reminder';
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      at: string;
      title: string | null;
      from: string | null;
      to: string | null;
      state: string;
      text: string | null;
      files: components['schemas']['FileView'][];
    };
    ReminderSettingsView: {
      enabled: boolean;
      /** @description One to five growing delays, days, 1 to 365. */
      days: number[];
    };
    StoredUpload: {
      /** Format: uuid */
      messageId: string;
    };
    MakeCaseBody: {
      /** @enum {string} */
      origin: 'fax' | 'post' | 'visit' | 'telephone' | 'other';
      /** @enum {string} */
      language: 'fr' | 'en';
    };
    MadeCase: {
      /** @example DARA-0042 */
      reference: string;
    };
    PasswordBody: {
      password: string;
    };
    VisitView: {
      /** Format: uuid */
      id: string;
      /**
       * Format: uuid
       * @description The message in whose thread its letters go.
       */
      messageId: string;
      reference: string | null;
      /** @description Who is visited. */
      from: string | null;
      /** @enum {string} */
      state: 'asked' | 'planned' | 'done' | 'cancelled';
      /** Format: date-time */
      startsAt: string | null;
      /** Format: date-time */
      endsAt: string | null;
      place: string;
      /** Format: date-time */
      askedAt: string;
    };
    PlanVisitBody: {
      /** Format: date-time */
      startsAt: string;
      minutes: number;
      place: string;
      /** @description A few words of one’s own; may be empty. */
      text: string;
    };
    CancelVisitBody: {
      text: string;
    };
    ContactView: {
      id: string;
      address: string;
      centre: string | null;
      /** @enum {string} */
      language: 'fr' | 'en';
      /** @enum {string} */
      state:
        'stopped' | 'returned' | 'declined' | 'bounced' | 'replied' | 'planned' | 'silent' | 'not_called';
      /** @description Calls that went or will go. */
      calls: number;
      /** @description Cases that came from this address. */
      cases: number;
      /** Format: date-time */
      lastCallAt: string | null;
      /**
       * Format: date-time
       * @description The next call.
       */
      nextCallAt: string | null;
    };
    ContactCount: {
      /** @enum {string} */
      state:
        'stopped' | 'returned' | 'declined' | 'bounced' | 'replied' | 'planned' | 'silent' | 'not_called';
      count: number;
    };
    ContactList: {
      rows: components['schemas']['ContactView'][];
      /** @description Of all contacts, one for each state. */
      counts: components['schemas']['ContactCount'][];
      /** @description The study has a call to send. */
      hasCall: boolean;
    };
    FlawedLineView: {
      /** @description From 1, in the file. */
      line: number;
      /** @enum {string} */
      flaw: 'no_address' | 'bad_address' | 'unknown_language' | 'twice';
    };
    ImportView: {
      added: number;
      changed: number;
      known: number;
      flaws: components['schemas']['FlawedLineView'][];
      /** @description Columns that are not kept. */
      ignored: string[];
    };
    RoundBody: {
      /** @description The second call, to those who were silent. */
      again: boolean;
      /** @description Only says how many would be called. */
      dryRun: boolean;
      /** @description As many as were confirmed: more are not called without being asked. */
      expected?: number;
    };
    NotCalledCount: {
      /** @enum {string} */
      why:
        | 'stopped'
        | 'returned'
        | 'declined'
        | 'bounced'
        | 'replied'
        | 'planned'
        | 'called'
        | 'called_twice'
        | 'too_soon';
      count: number;
    };
    RoundView: {
      called: number;
      /** Format: date-time */
      firstAt: string | null;
      /** Format: date-time */
      lastAt: string | null;
      left: components['schemas']['NotCalledCount'][];
    };
    AnswerChoice: {
      code: string;
      label: string;
    };
    AnswerEntry: {
      /** @description Of the item. */
      id: string;
      text: string;
      codes: string[];
    };
    AnswerItem: {
      id: string;
      /** @description As on the sheet and in the letters. */
      number: string;
      section: string | null;
      /** @description Null: to be named by its number alone. */
      label: string | null;
      hint: string | null;
      reason: string | null;
      /** @enum {string} */
      control: 'line' | 'number' | 'text' | 'one' | 'many' | 'words';
      choices: components['schemas']['AnswerChoice'][];
      unit: string | null;
      missingCodes: ('NSP' | 'NF' | 'NA')[];
      /** @description An investigator’s own words. */
      question: string | null;
      isSaved: boolean;
      /** @description Only after the code. */
      saved: components['schemas']['AnswerEntry'] | null;
      /** @description What stands there; only after the code. */
      known: string | null;
    };
    AnswerPage: {
      /**
       * @description `reading`: what was sent is not in the case yet.
       * @enum {string}
       */
      state: 'open' | 'reading' | 'complete';
      /** @enum {string} */
      language: 'fr' | 'en';
      study: string;
      team: string;
      phone: string;
      email: string;
      /** @example DARA-0042 */
      reference: string;
      /** Format: date-time */
      expiresAt: string;
      isProven: boolean;
      items: components['schemas']['AnswerItem'][];
    };
    SaveBody: {
      token: string;
      /** @description What the right code was answered with. */
      proof?: string;
      /** @description A blank one takes away what was saved. */
      entries: components['schemas']['AnswerEntry'][];
    };
    AnswerDoubt: {
      /** @description Of the item. */
      id: string;
      /** @enum {string} */
      kind: 'unclear' | 'unusual' | 'contradicts';
      words: string;
    };
    SavedAnswers: {
      /** @description How many wait to be sent. */
      saved: number;
      doubts: components['schemas']['AnswerDoubt'][];
    };
    SendBody: {
      token: string;
      /** @description What the right code was answered with. */
      proof?: string;
      /** @description A blank one takes away what was saved. */
      entries: components['schemas']['AnswerEntry'][];
      /**
       * Format: uuid
       * @description Drawn by the page: sent twice is sent once.
       */
      submissionId: string;
      /** @description What was doubted is meant so. */
      isSure: boolean;
    };
    SentAnswers: {
      /**
       * @description `doubted`: saved, and nothing was sent.
       * @enum {string}
       */
      state: 'sent' | 'doubted';
      doubts: components['schemas']['AnswerDoubt'][];
    };
    AskCodeBody: {
      token: string;
    };
    ProveBody: {
      token: string;
      code: string;
    };
    Proof: {
      proof: string;
      /** Format: date-time */
      until: string;
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
  SessionController_describe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Also for who has not signed in. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
    };
  };
  SessionController_signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignInBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
    };
  };
  SessionController_signOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  SessionController_setLanguage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LanguageBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
    };
  };
  SessionController_sign: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
    };
  };
  SessionController_list: {
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
          'application/json': components['schemas']['OpenSession'][];
        };
      };
    };
  };
  SessionController_end: {
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
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  InvitationsController_look: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LookBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationView'];
        };
      };
    };
  };
  InvitationsController_use: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UseBody'];
      };
    };
    responses: {
      /** @description Signed in. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
    };
  };
  UsersController_list: {
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
          'application/json': components['schemas']['UserView'][];
        };
      };
    };
  };
  UsersController_invite: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['InviteBody'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitedUser'];
        };
      };
    };
  };
  UsersController_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeUserBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserView'];
        };
      };
    };
  };
  UsersController_reset: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LinkView'];
        };
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
  UploadsController_make: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MakeCaseBody'];
      };
    };
    responses: {
      /** @description An empty draft. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MadeCase'];
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
      /** @description Kinds with something to do, in order of urgency. */
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
  QueuesController_list: {
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
  SheetsController_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        language: 'fr' | 'en';
        format: 'pdf' | 'docx';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The blank sheet. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': string;
        };
      };
    };
  };
  ReviewController_get: {
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
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_answer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AnswerBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_accept: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AcceptBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_acceptSure: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AcceptSureBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_inclusion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['InclusionBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_confirm: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VersionBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_setAside: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SetAsideBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_reopen: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReopenBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_undo: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VersionBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_dismissProposal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VersionBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_join: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['JoinBody'];
      };
    };
    responses: {
      /** @description The case into which it went. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_take: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TakeBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_dismiss: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VersionBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseReview'];
        };
      };
    };
  };
  ReviewController_changes: {
    parameters: {
      query?: {
        name?: string;
      };
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
          'application/json': components['schemas']['ChangeView'][];
        };
      };
    };
  };
  ReviewController_ask: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AskBody'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QueryView'];
        };
      };
    };
  };
  ReviewController_presence: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PresenceBody'];
      };
    };
    responses: {
      /** @description Told to the others for 45 s. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  StudyController_get: {
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
          'application/json': components['schemas']['StudyView'];
        };
      };
    };
  };
  SourcesController_pages: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description As in a source’s `attachmentId`. */
        id: string;
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
          'application/json': components['schemas']['PagesView'];
        };
      };
    };
  };
  SourcesController_image: {
    parameters: {
      query?: {
        /** @description 36 to 300; 150. */
        dpi?: number;
      };
      header?: never;
      path: {
        /** @description As in a source’s `attachmentId`. */
        id: string;
        page: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The page as seen; coarser where it would be too large. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'image/png': string;
        };
      };
    };
  };
  SourcesController_file: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description As in a source’s `attachmentId`. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file as it came. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': string;
        };
      };
    };
  };
  QueriesController_list: {
    parameters: {
      query?: {
        state?: 'open' | 'asked' | 'answered' | 'closed';
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
          'application/json': components['schemas']['QueryView'][];
        };
      };
    };
  };
  QueriesController_close: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QueryView'];
        };
      };
    };
  };
  EventsController_stream: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description `event: change` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['EventView'];
        };
      };
    };
  };
  MessagesController_list: {
    parameters: {
      query?: {
        toSee?: 'true';
        /** @description In sender and subject of the newest 500. */
        q?: string;
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
          'application/json': components['schemas']['MessageList'];
        };
      };
    };
  };
  MessagesController_get: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedMessage'];
        };
      };
    };
  };
  MessagesController_see: {
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
      /** @description It no longer waits for a person. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  MessagesController_answer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MessageAnswerBody'];
      };
    };
    responses: {
      /** @description A letter with these words goes in the thread of the message. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  MessagesController_release: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReleaseAnswerBody'];
      };
    };
    responses: {
      /** @description The letter that was held back is written. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
  LettersController_list: {
    parameters: {
      query?: {
        state?: 'waiting' | 'sending' | 'sent' | 'refused' | 'uncertain' | 'failed' | 'held' | 'bounced';
        reference?: string;
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
          'application/json': components['schemas']['LetterList'];
        };
      };
    };
  };
  LettersController_get: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedLetter'];
        };
      };
    };
  };
  LettersController_hold: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedLetter'];
        };
      };
    };
  };
  LettersController_release: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedLetter'];
        };
      };
    };
  };
  LettersController_sendNow: {
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
      /** @description The letter that goes: another one where the first may have gone. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedLetter'];
        };
      };
    };
  };
  LinksController_list: {
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
          'application/json': components['schemas']['AnswerLinkView'][];
        };
      };
    };
  };
  LinksController_revoke: {
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
      /** @description It opens nothing any more; the next letter brings another. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnswerLinkView'];
        };
      };
    };
  };
  OutboxController_list: {
    parameters: {
      query?: {
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
          'application/json': components['schemas']['Outbox'];
        };
      };
    };
  };
  ImportsController_take: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': {
          files: string[];
        };
      };
    };
    responses: {
      /** @description In the order given. What is stored is read and answered as mail is. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportedFileView'][];
        };
      };
    };
  };
  RemindersController_list: {
    parameters: {
      query?: {
        state?: 'planned' | 'held' | 'sent' | 'stopped';
        reference?: string;
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
          'application/json': components['schemas']['ReminderView'][];
        };
      };
    };
  };
  RemindersController_get: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReminderView'];
        };
      };
    };
  };
  RemindersController_hold: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReminderView'];
        };
      };
    };
  };
  RemindersController_release: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReminderView'];
        };
      };
    };
  };
  RemindersController_sendNow: {
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
      /** @description It goes within seconds, whatever the hour. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReminderView'];
        };
      };
    };
  };
  RemindersController_stop: {
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
      /** @description None goes any more for this case. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  RemindersController_ask: {
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
      /** @description One letter with what is missing and the open questions; it goes at once. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReminderView'];
        };
      };
    };
  };
  ThreadController_list: {
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
          'application/json': components['schemas']['ThreadEntry'][];
        };
      };
    };
  };
  SettingsController_reminders: {
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
          'application/json': components['schemas']['ReminderSettingsView'];
        };
      };
    };
  };
  SettingsController_setReminders: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReminderSettingsView'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReminderSettingsView'];
        };
      };
    };
  };
  UploadsController_upload: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': {
          files: string[];
          /** @enum {string} */
          origin: 'fax' | 'post' | 'visit' | 'telephone' | 'other';
          note?: string;
        };
      };
    };
    responses: {
      /** @description Stored; it is read as a message is. Nobody is written to. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StoredUpload'];
        };
      };
    };
  };
  UploadsController_unlock: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordBody'];
      };
    };
    responses: {
      /** @description Opened once with it; the password is kept nowhere. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StoredUpload'];
        };
      };
    };
  };
  VisitsController_list: {
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
          'application/json': components['schemas']['VisitView'][];
        };
      };
    };
  };
  VisitsController_begin: {
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
      /** @description It waits for a day. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VisitView'];
        };
      };
    };
  };
  VisitsController_plan: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlanVisitBody'];
      };
    };
    responses: {
      /** @description A letter with the invitation goes at once. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VisitView'];
        };
      };
    };
  };
  VisitsController_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CancelVisitBody'];
      };
    };
    responses: {
      /** @description Of one that was planned a letter goes at once. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VisitView'];
        };
      };
    };
  };
  VisitsController_finish: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VisitView'];
        };
      };
    };
  };
  ContactsController_list: {
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
          'application/json': components['schemas']['ContactList'];
        };
      };
    };
  };
  ContactsController_import: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': {
          /** Format: binary */
          file: string;
        };
      };
    };
    responses: {
      /** @description Nobody is written to by it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportView'];
        };
      };
    };
  };
  ContactsController_call: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RoundBody'];
      };
    };
    responses: {
      /** @description The first ones go within a minute, in working hours. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoundView'];
        };
      };
    };
  };
  AnswerController_look: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LookBody'];
      };
    };
    responses: {
      /** @description What is asked; nothing changes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnswerPage'];
        };
      };
    };
  };
  AnswerController_save: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SaveBody'];
      };
    };
    responses: {
      /** @description Kept beside what was saved before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SavedAnswers'];
        };
      };
    };
  };
  AnswerController_send: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SendBody'];
      };
    };
    responses: {
      /** @description With what was saved before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SentAnswers'];
        };
      };
    };
  };
  AnswerController_ask: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AskCodeBody'];
      };
    };
    responses: {
      /** @description A code is on its way to the address of the link. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  AnswerController_prove: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ProveBody'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Proof'];
        };
      };
    };
  };
}
