-- SPDX-License-Identifier: GPL-3.0-or-later
-- A data file of version 1 with rows, as that version wrote it. Never changed: later versions must read it.

CREATE TABLE shop (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  host_id TEXT NOT NULL,
  base_url TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  shop_id INTEGER NOT NULL,
  name TEXT,
  region TEXT,
  currency TEXT,
  refreshed_at INTEGER NOT NULL,
  authorised_until INTEGER NOT NULL,
  UNIQUE (host_id, base_url, partner_id, shop_id)
) STRICT;
CREATE TABLE item (
  seq INTEGER PRIMARY KEY,
  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  item_id INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (shop, item_id)
) STRICT;
CREATE INDEX item_shop ON item (shop);
CREATE TABLE staged (
  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  item_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  field INTEGER NOT NULL,
  base INTEGER,
  value INTEGER NOT NULL,
  refusal TEXT,
  PRIMARY KEY (shop, item_id, model_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  changes BLOB NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX step_shop ON step (shop, undone);
CREATE TABLE submission (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX submission_shop ON submission (shop);
CREATE TABLE call (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  done_at INTEGER NOT NULL,
  code TEXT,
  message TEXT,
  request_id TEXT
) STRICT;
CREATE INDEX call_submission ON call (submission);
CREATE TABLE call_row (
  call INTEGER NOT NULL REFERENCES call (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  old_value INTEGER,
  new_value INTEGER,
  state INTEGER NOT NULL,
  stored_value INTEGER,
  reason TEXT,
  advice TEXT,
  PRIMARY KEY (call, position)
) STRICT, WITHOUT ROWID;

INSERT INTO shop VALUES (3, 'production', '', 1001, 2002, 'Kedai Ros', 'MY', 'MYR', 1700000000, 1800000000);
INSERT INTO shop VALUES (4, 'custom', 'https://shop.example', 1001, 2003, NULL, NULL, NULL, 0, 0);
INSERT INTO item VALUES (1, 3, 900, x'0102');
INSERT INTO item VALUES (2, 3, 100, x'');
INSERT INTO item VALUES (3, 4, 900, x'09');
INSERT INTO staged VALUES (3, 900, 9001, 0, 1990, 2090, NULL);
INSERT INTO staged VALUES (3, 900, 9002, 1, NULL, 0, 'Stock is reserved.');
INSERT INTO staged VALUES (4, 900, 0, 0, 5, 6, NULL);
INSERT INTO step VALUES (7, 3, '+5 %', x'AA', 0);
INSERT INTO step VALUES (8, 3, 'Sold out', x'BB', 1);
INSERT INTO submission VALUES (5, 3, 1700000100, 0);
INSERT INTO call VALUES (50, 5, 0, 900, 1, 1700000100123, 0, NULL, NULL, NULL);
INSERT INTO call VALUES (51, 5, 1, 900, 2, 1700000100200, 1700000100300, 'error_x', 'No.', 'r-9');
INSERT INTO call_row VALUES (50, 0, 900, 9001, 1990, 2090, 0, NULL, NULL, NULL);
INSERT INTO call_row VALUES (51, 0, 900, 9002, 4, 0, 2, NULL, 'Stock is reserved.', 'Wait.');

PRAGMA application_id = 1346458450;
PRAGMA user_version = 1;
