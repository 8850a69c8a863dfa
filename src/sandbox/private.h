/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox/sandbox.h"
#include "sandbox/shop-private.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define PASAR_SANDBOX_MAX_SHOPS         2
#define PASAR_SANDBOX_ACCESS_TOKEN_SECS 14400

typedef struct _PasarSandboxCall PasarSandboxCall;
typedef struct _PasarSandboxTokens PasarSandboxTokens;
typedef struct _PasarSandboxLog PasarSandboxLog;

typedef enum
{
  PASAR_SANDBOX_PUBLIC, /* signed without a shop */
  PASAR_SANDBOX_SHOP,   /* signed with token and shop */
  PASAR_SANDBOX_PAGE,   /* for a browser: checks what it needs itself */
} PasarSandboxAccess;

/* One call of the API. */
typedef struct
{
  const char *path;
  const char *name; /* in fault specs and in the log's counters */
  const char *method;
  PasarSandboxAccess access;
  void (*handle) (PasarSandboxCall *call);
} PasarSandboxRoute;

typedef struct
{
  guint64 count;
  guint in_flight;
  guint max_in_flight;
  guint64 refused;
} PasarSandboxCounter;

/* A request on its way through the server, and the answer as it is made. */
struct _PasarSandboxCall
{
  PasarSandbox *sandbox;
  const char *method;
  const char *path;
  const PasarSandboxRoute *route; /* (nullable) */
  GPtrArray *query;               /* (owned) (element-type utf8): name, value, name, value … */
  GBytes *request;                /* (owned): the body as it came */
  PasarSandboxShop *shop;         /* (nullable): set by the handshake */
  JsonNode *body;                 /* (owned) (nullable): of a POST, an object */

  guint status;
  const char *code;         /* "" while all is well */
  char *message;            /* (owned) (nullable) */
  GString *response;        /* (owned): the value of `response`, or empty */
  GString *top;             /* (owned): members beside `response`, as an open object */
  GBytes *page;             /* (owned) (nullable): instead of an envelope */
  const char *content_type; /* of @page */
  char *location;           /* (owned) (nullable): of a redirect */
  gint64 retry_after;       /* seconds for the header; 0: none */

  struct _PasarSandboxFault *fault; /* (owned) (nullable) */
  PasarSandboxCounter *counter;     /* (nullable): of a route, until it is answered */
};

/* Everything below @lock is guarded by it: the server's thread holds it while
 * it answers, the public functions while they look. */
struct _PasarSandbox
{
  GObject parent_instance;

  PasarSandboxOptions options; /* without region and faults */
  const PasarSandboxRoute *routes;
  char *state_file; /* (owned) (nullable) */
  gint64 partner_id;
  char *partner_key; /* (owned) */
  char *uri;         /* (owned) (nullable): while it runs */

  GThread *thread;       /* (nullable): while it runs */
  GMainContext *context; /* (owned) (nullable) */
  GMainLoop *loop;       /* (owned) (nullable) */
  SoupServer *server;    /* (owned) (nullable): of the server's thread */
  GHashTable *pending;   /* (owned): of the server's thread: answers that wait */
  GSource *save_source;  /* (owned) (nullable): of the server's thread */
  GMutex lock;

  PasarSandboxShop *shops[PASAR_SANDBOX_MAX_SHOPS];
  guint n_shops;
  PasarSandboxTokens *tokens;
  GPtrArray *faults; /* (owned) (element-type PasarSandboxFault) */
  GArray *late;      /* (owned) (element-type PasarSandboxEffect): accepted, not seen yet */
  PasarSandboxLog *log;
  GHashTable *images; /* (owned): id to GBytes */
  GHmac *hmac;        /* (owned): keyed with the partner's key */
  guint64 n_requests;
};

/* json.c */
void pasar_sandbox_json (GString *json, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* world.c */
gint64 pasar_sandbox_now (PasarSandbox *self);
gint64 pasar_sandbox_now_us (PasarSandbox *self);
PasarSandboxShop *pasar_sandbox_find_shop (PasarSandbox *self, gint64 shop_id);
PasarSandboxItem *
pasar_sandbox_find_item (PasarSandbox *self, gint64 item_id, PasarSandboxShop **shop);

/* server.c */
void pasar_sandbox_server_setup (PasarSandbox *self);
void pasar_sandbox_server_forget (PasarSandbox *self);

/* answer.c */
void pasar_sandbox_answer (PasarSandboxCall *call, SoupServerMessage *message);
void pasar_sandbox_answers_init (PasarSandbox *self);
void pasar_sandbox_answers_release (PasarSandbox *self);

/* call.c. What checks a call returns whether to go on; where not, it has answered with an error,
 * which returns FALSE. */
PasarSandboxCall *pasar_sandbox_call_new (PasarSandbox *sandbox,
                                          const char *method,
                                          const char *path,
                                          const char *query,
                                          GBytes *request);
void pasar_sandbox_call_free (PasarSandboxCall *call);
gboolean pasar_sandbox_call_fail (PasarSandboxCall *call, const char *code, const char *message);
gboolean pasar_sandbox_call_forbid (PasarSandboxCall *call, const char *code, const char *message);
gboolean pasar_sandbox_call_fail_with_status (PasarSandboxCall *call,
                                              guint status,
                                              const char *code,
                                              const char *message);
gboolean pasar_sandbox_call_fail_field (PasarSandboxCall *call, const char *field);
gboolean pasar_sandbox_call_fail_format (PasarSandboxCall *call, const char *detail);
const char *pasar_sandbox_call_param (PasarSandboxCall *call, const char *name);
gboolean pasar_sandbox_call_int_param (PasarSandboxCall *call,
                                       const char *name,
                                       const char *field,
                                       gint64 min,
                                       gint64 max,
                                       gint64 *value);
gboolean pasar_sandbox_call_parse_body (PasarSandboxCall *call);
GString *pasar_sandbox_call_envelope (PasarSandboxCall *call);
gboolean pasar_sandbox_parse_int (const char *text, gint64 *value);
gboolean pasar_sandbox_member_int (JsonObject *object, const char *name, gint64 *value);
const char *pasar_sandbox_member_text (JsonObject *object, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSandboxCall, pasar_sandbox_call_free)

/* routes.c */
#define PASAR_SANDBOX_N_ROUTES 16

extern const PasarSandboxRoute pasar_sandbox_routes[PASAR_SANDBOX_N_ROUTES];

/* handshake.c */
gboolean pasar_sandbox_handshake (PasarSandboxCall *call);

/* tokens.c */
PasarSandboxTokens *pasar_sandbox_tokens_new (guint32 seed);
void pasar_sandbox_tokens_free (PasarSandboxTokens *tokens);
void pasar_sandbox_tokens_issue (PasarSandbox *self,
                                 guint shop_mask,
                                 const char **access_token,
                                 const char **refresh_token);
gboolean pasar_sandbox_tokens_known (PasarSandbox *self, const char *access_token);
gboolean
pasar_sandbox_tokens_allow (PasarSandbox *self, const char *access_token, PasarSandboxShop *shop);
char *
pasar_sandbox_tokens_dup_newest (PasarSandbox *self, PasarSandboxShop *shop, gboolean refresh);
void pasar_sandbox_tokens_expire_access (PasarSandbox *self, PasarSandboxShop *shop);
void pasar_sandbox_tokens_revoke (PasarSandbox *self, PasarSandboxShop *shop);
const char *pasar_sandbox_tokens_new_code (PasarSandbox *self, guint shop_mask);
gboolean pasar_sandbox_tokens_take_code (PasarSandbox *self, const char *code, guint *shop_mask);
const char *pasar_sandbox_tokens_refresh (PasarSandbox *self,
                                          const char *refresh_token,
                                          PasarSandboxShop *shop,
                                          const char **new_access,
                                          const char **new_refresh);
void pasar_sandbox_tokens_save (PasarSandbox *self, GString *out);
gboolean pasar_sandbox_tokens_load (PasarSandbox *self, char **words);

/* auth.c */
void pasar_sandbox_token_get (PasarSandboxCall *call);
void pasar_sandbox_access_token_get (PasarSandboxCall *call);
void pasar_sandbox_auth_partner (PasarSandboxCall *call);
void pasar_sandbox_auth_page (PasarSandboxCall *call);
void pasar_sandbox_authorise (PasarSandboxCall *call);

/* reads.c and item-json.c */
void pasar_sandbox_get_shop_info (PasarSandboxCall *call);
void pasar_sandbox_get_warehouse_detail (PasarSandboxCall *call);
void pasar_sandbox_get_shop_holiday_mode (PasarSandboxCall *call);
void pasar_sandbox_get_item_list (PasarSandboxCall *call);
void pasar_sandbox_get_item_base_info (PasarSandboxCall *call);
void pasar_sandbox_get_model_list (PasarSandboxCall *call);
void pasar_sandbox_get_item_promotion (PasarSandboxCall *call);
void pasar_sandbox_get_item_limit (PasarSandboxCall *call);
void pasar_sandbox_item_append_base_info (GString *json,
                                          PasarSandboxCall *call,
                                          PasarSandboxItem *item,
                                          gboolean tax,
                                          gboolean complaint);
void
pasar_sandbox_item_append_models (GString *json, PasarSandboxCall *call, PasarSandboxItem *item);

/* effects.c */

/* What an accepted write changes of one row, or the boost of one item. */
typedef struct
{
  PasarSandboxShop *shop;
  PasarSandboxItem *item;
  PasarSandboxSku *sku;                    /* (nullable): NULL for a boost */
  gint64 price;                            /* -1: stays */
  gint64 stock[PASAR_SANDBOX_N_LOCATIONS]; /* -1: stays */
  gint64 due_us;                           /* server's clock; set by pasar_sandbox_effect () */
} PasarSandboxEffect;

void pasar_sandbox_effect (PasarSandboxCall *call, PasarSandboxEffect effect);
void pasar_sandbox_effects_happen (PasarSandbox *self, gint64 until_us);

/* prices.c, stock.c, boost.c */
void pasar_sandbox_update_price (PasarSandboxCall *call);
void pasar_sandbox_update_stock (PasarSandboxCall *call);
void pasar_sandbox_boost_item (PasarSandboxCall *call);
void pasar_sandbox_get_boosted_list (PasarSandboxCall *call);

/* faults.c */
typedef enum
{
  PASAR_SANDBOX_FAULT_STATUS,
  PASAR_SANDBOX_FAULT_TRUNCATE,
  PASAR_SANDBOX_FAULT_RESET,
  PASAR_SANDBOX_FAULT_HTML,
  PASAR_SANDBOX_FAULT_WRONG_JSON,
  PASAR_SANDBOX_FAULT_WRONG_TYPES,
  PASAR_SANDBOX_FAULT_DELAY,
  PASAR_SANDBOX_FAULT_HANG,
  PASAR_SANDBOX_FAULT_ERROR,
  PASAR_SANDBOX_N_FAULT_KINDS
} PasarSandboxFaultKind;

/* Counted by g_atomic_rc_box: an answer that waits keeps its fault while another thread adds and
 * removes some. */
typedef struct _PasarSandboxFault
{
  char *call; /* (owned): a route's name or "*" */
  PasarSandboxFaultKind kind;
  gint64 nth; /* this and the next three: 0 where the spec has none */
  gint64 every;
  gint64 from;
  gint64 times;
  gint64 value;        /* HTTP status or milliseconds, by kind; 0: the kind's own */
  gint64 status;       /* HTTP status; 0: as without the fault */
  gint64 retry_after;  /* seconds; 0: no header */
  gint64 delay;        /* milliseconds until the answer */
  gint64 late;         /* milliseconds until what is written is seen */
  gboolean before;     /* the call takes no effect */
  gboolean valid_size; /* a truncated body with a Content-Length that fits */
  gboolean lists;      /* of wrong types: null for lists, else text for numbers */
  char *code;          /* (owned) (nullable) */
  char *message;       /* (owned) (nullable) */
  gint64 seen;
  gint64 fired;
} PasarSandboxFault;

gboolean pasar_sandbox_faults_add (PasarSandbox *self, const char *spec, GError **error);
PasarSandboxFault *pasar_sandbox_faults_take (PasarSandbox *self, const char *call);
void pasar_sandbox_fault_unref (PasarSandboxFault *fault);
const char *pasar_sandbox_fault_name (const PasarSandboxFault *fault);
GBytes *
pasar_sandbox_fault_spoil (const PasarSandboxFault *fault, GBytes *body, const char **content_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSandboxFault, pasar_sandbox_fault_unref)

/* log.c */
PasarSandboxLog *pasar_sandbox_log_new (void);
void pasar_sandbox_log_free (PasarSandboxLog *log);
void pasar_sandbox_log_begin (PasarSandboxCall *call);
void pasar_sandbox_log_land (PasarSandboxCall *call);
void pasar_sandbox_log_end (PasarSandboxCall *call);
void pasar_sandbox_log_append_json (PasarSandbox *self, GString *json, guint64 since);
void pasar_sandbox_log_clear (PasarSandbox *self);

/* control.c */
gboolean pasar_sandbox_control (PasarSandboxCall *call);

/* image.c */
void pasar_sandbox_image (PasarSandboxCall *call);

/* state.c */
gboolean pasar_sandbox_state_load (PasarSandbox *self, GError **error);
void pasar_sandbox_save (PasarSandbox *self);
void pasar_sandbox_queue_save (PasarSandbox *self);

G_END_DECLS
